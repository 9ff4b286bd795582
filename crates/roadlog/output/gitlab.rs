//! `--format gitlab`: a code quality report of GitLab CI, the subset of Code Climate's form that GitLab reads
//! (<https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>).

use std::io;

use roadlog_lint::{Finding, Level, Report};
use serde::Serialize;

use super::fingerprint::fingerprints;
use super::selection::by_place;
use super::wire::{JsonText, write_json};
use super::{OutputSettings, Sources};

#[derive(Serialize)]
struct Issue<'r> {
    description: JsonText<'r>,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'r>,
}

#[derive(Serialize)]
struct Location<'r> {
    path: JsonText<'r>,
    lines: Lines,
}

/// The first and the last line, from 1.
#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// Writes every finding as an issue whose fingerprint stays while lines move.
///
/// # Errors
/// What `out` says.
pub(crate) fn write(
    report: &Report,
    sources: &Sources<'_>,
    settings: &OutputSettings<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let shown = by_place(report, settings, Level::Info);
    let fingerprints = fingerprints(shown.iter().copied());
    let issues: Vec<_> = shown
        .into_iter()
        .zip(fingerprints)
        .map(|(finding, fingerprint)| issue(finding, fingerprint, sources))
        .collect();
    write_json(&issues, out)
}

fn issue<'r>(finding: &'r Finding, fingerprint: String, sources: &Sources<'_>) -> Issue<'r> {
    let range = sources.range(&finding.place);
    Issue {
        description: JsonText(&finding.message),
        check_name: finding.rule,
        fingerprint,
        severity: severity(finding.level),
        location: Location {
            path: JsonText(&finding.place.path),
            lines: Lines { begin: range.start.line, end: range.end.line },
        },
    }
}

/// GitLab's words are info, minor, major, critical and blocker.
const fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "major",
        Level::Warning => "minor",
        Level::Info => "info",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use serde_json::Value;

    use super::super::{Format, sample};

    #[test]
    fn the_sample_for_gitlab() {
        insta::assert_snapshot!(sample::written(Format::Gitlab));
    }

    #[test]
    fn every_issue_has_what_gitlab_asks_for_and_its_own_fingerprint() {
        let issues: Vec<Value> = serde_json::from_str(&sample::written(Format::Gitlab)).unwrap();
        assert_eq!(issues.len(), sample::report().findings.len());
        let mut fingerprints = HashSet::new();
        for issue in &issues {
            assert!(issue["description"].is_string() && issue["check_name"].is_string());
            assert!(["major", "minor", "info"].contains(&issue["severity"].as_str().unwrap()));
            assert!(issue["location"]["path"].is_string());
            assert!(issue["location"]["lines"]["begin"].as_u64() <= issue["location"]["lines"]["end"].as_u64());
            assert!(fingerprints.insert(issue["fingerprint"].as_str().unwrap()));
        }
    }
}
