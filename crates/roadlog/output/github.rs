//! `--format github`: annotations by workflow commands, and the whole list as Markdown in the job's summary.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

use roadlog_lint::{Finding, Level, Report};

use super::selection::{by_weight, counts};
use super::sinks::{github_message, github_property, markdown};
use super::{OutputSettings, Sources};
use crate::position::Range;

/// How many annotations of one level the forge shows a step.
const ANNOTATIONS: usize = 10;

/// How many bytes the forge takes as a step's summary; more than that, and it shows none.
const SUMMARY_BYTES: u64 = 1024 * 1024;

/// What is kept of that for the line that says how much was left out.
const SUMMARY_RESERVE: u64 = 200;

/// Writes annotations for at most ten findings of each level, a line with the counts, and the whole list to the file
/// of the job's summary.
///
/// # Errors
/// What `out` says, or that the summary's file cannot be written.
pub(crate) fn write(
    report: &Report,
    sources: &Sources<'_>,
    settings: &OutputSettings<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let shown = by_weight(report, settings, Level::Warning);
    for level in Level::ALL {
        for finding in shown.iter().filter(|finding| finding.level == level).take(ANNOTATIONS) {
            write_annotation(finding, sources, out)?;
        }
    }
    writeln!(out, "{}", counts(report, settings))?;
    match settings.step_summary {
        Some(path) => append_summary(path, &counts(report, settings), &shown, sources)
            .map_err(|error| io::Error::new(error.kind(), format!("the job summary {}: {error}", path.display()))),
        None => Ok(()),
    }
}

fn write_annotation(finding: &Finding, sources: &Sources<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Range { start, end } = sources.range(&finding.place);
    let path = github_property(&finding.place.path);
    write!(out, "::{} file={path},line={},endLine={}", command(finding.level), start.line, end.line)?;
    // The forge takes columns only of a single line.
    if start.line == end.line {
        write!(out, ",col={},endColumn={}", start.column, end.column)?;
    }
    write!(out, ",title={}::{}", github_property(finding.rule), github_message(&finding.message))?;
    for related in &finding.related {
        let start = sources.range(&related.place).start;
        let path = github_message(&related.place.path);
        write!(out, "%0A{path}:{}:{}: {}", start.line, start.column, github_message(&related.message))?;
    }
    writeln!(out)
}

const fn command(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "notice",
    }
}

/// Adds the list to the file, behind what other commands of the step wrote there.
fn append_summary(path: &Path, counts: &str, shown: &[&Finding], sources: &Sources<'_>) -> io::Result<()> {
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    let room = SUMMARY_BYTES.saturating_sub(file.metadata()?.len()).saturating_sub(SUMMARY_RESERVE);
    file.write_all(summary(counts, shown, sources, room).as_bytes())
}

/// The list as Markdown, at most about `room` bytes of it.
fn summary(counts: &str, shown: &[&Finding], sources: &Sources<'_>, room: u64) -> String {
    let mut text = format!("### roadlog\n\n{counts}\n");
    if shown.is_empty() {
        return text;
    }
    text.push_str("\n| Level | Where | What | Rule |\n| --- | --- | --- | --- |\n");
    for (index, finding) in shown.iter().enumerate() {
        let row = row(finding, sources);
        if (text.len() + row.len()) as u64 > room {
            let more = shown.len() - index;
            return text + &format!("\n… and {more} more, for which there is no room here.\n");
        }
        text.push_str(&row);
    }
    text
}

fn row(finding: &Finding, sources: &Sources<'_>) -> String {
    let start = sources.range(&finding.place).start;
    let place = format!("{}:{}:{}", markdown(&finding.place.path), start.line, start.column);
    format!("| {} | {place} | {} | `{}` |\n", finding.level.name(), markdown(&finding.message), finding.rule)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::{Format, sample};
    use super::*;

    fn many(count: usize) -> Report {
        let finding = sample::report().findings.remove(0);
        Report { findings: vec![finding; count], files: 1, items: count }
    }

    fn written(report: &Report, settings: &OutputSettings<'_>) -> String {
        let mut out = Vec::new();
        write(report, &sample::sources(), settings, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_sample_for_github() {
        insta::assert_snapshot!(sample::written(Format::Github));
    }

    #[test]
    fn the_summary_of_the_sample() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("summary.md");
        fs::write(&path, "before\n").unwrap();
        sample::written_with(Format::Github, &OutputSettings { step_summary: Some(&path), ..sample::settings() });
        insta::assert_snapshot!(fs::read_to_string(&path).unwrap());
    }

    #[test]
    fn a_step_shows_ten_of_a_level() {
        let settings = OutputSettings::default();
        for (count, expected) in [(10, 10), (11, 10)] {
            let written = written(&many(count), &settings);
            assert_eq!(written.lines().filter(|line| line.starts_with("::")).count(), expected);
        }
    }

    #[test]
    fn a_summary_that_would_not_be_shown_is_cut_and_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("summary.md");
        fs::write(&path, "x".repeat(1000 * 1024)).unwrap();
        written(&many(5000), &OutputSettings { step_summary: Some(&path), ..OutputSettings::default() });
        let summary = fs::read_to_string(&path).unwrap();
        assert!(summary.len() as u64 <= SUMMARY_BYTES);
        let rows = summary.lines().filter(|line| line.ends_with("` |")).count();
        assert!(rows > 10);
        assert!(summary.ends_with(&format!("… and {} more, for which there is no room here.\n", 5000 - rows)));
    }

    #[test]
    fn a_summary_that_cannot_be_written_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let settings = OutputSettings { step_summary: Some(folder.path()), ..OutputSettings::default() };
        let error = write(&many(1), &sample::sources(), &settings, &mut Vec::new()).unwrap_err();
        assert!(error.to_string().starts_with("the job summary "), "{error}");
    }
}
