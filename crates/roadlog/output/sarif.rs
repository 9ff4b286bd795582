//! `--format sarif`: SARIF 2.1.0 (OASIS, <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>), for
//! code scanning.

mod log;

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use roadlog_lint::{FileEdit, Finding, Level, Place, Related, Report, Untrusted};

use self::log::{
    ArtifactChange, ArtifactLocation, BaseDescription, Configuration, Content, Driver, Fix, FixProperties, Help,
    Location, Log, LogicalLocation, Message, PhysicalLocation, Region, Replacement, ReportingDescriptor, RuleResult,
    Run, Tool,
};
use super::fingerprint::fingerprints;
use super::selection::by_place;
use super::sinks::{sarif_message, uri};
use super::wire::JsonText;
use super::wire::write_json;
use super::{OutputSettings, RuleText, Sources};
use crate::position::Range;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The base that every path is relative to; where it lies is for the reader to know.
const ROOT: &str = "%SRCROOT%";

/// The name and version of the fingerprint: another way to make it needs another name.
const FINGERPRINT: &str = "roadlogFinding/v1";

/// Writes the report as one run.
///
/// # Errors
/// What `out` says.
pub(crate) fn write(
    report: &Report,
    sources: &Sources<'_>,
    settings: &OutputSettings<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut shown: Vec<_> = by_place(report, settings, Level::Info).into_iter().map(|it| (it, "new")).collect();
    let lowest = settings.level.unwrap_or(Level::Info);
    let known = settings.known.unwrap_or_default().iter().filter(|finding| finding.level >= lowest);
    shown.extend(known.map(|finding| (finding, "unchanged")));
    let names: BTreeSet<&'static str> = shown.iter().map(|(finding, _)| finding.rule).collect();
    let names: Vec<_> = names.into_iter().collect();
    let fingerprints = fingerprints(shown.iter().map(|(finding, _)| *finding));
    let results = shown.iter().zip(fingerprints).map(|((finding, state), fingerprint)| {
        let rule_index = names.binary_search(&finding.rule).unwrap_or_default();
        let baseline_state = settings.known.map(|_| *state);
        RuleResult { baseline_state, ..result(finding, rule_index, fingerprint, sources) }
    });
    let driver = Driver {
        name: "roadlog",
        version: settings.version,
        semantic_version: settings.version,
        rules: names.iter().map(|name| descriptor(name, settings)).collect(),
    };
    let run = Run {
        tool: Tool { driver },
        original_uri_base_ids: [(ROOT, BaseDescription { description: Message::new("The root of the workspace.") })]
            .into(),
        column_kind: "unicodeCodePoints",
        results: results.collect(),
    };
    write_json(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] }, out)
}

fn descriptor(name: &'static str, settings: &OutputSettings<'_>) -> ReportingDescriptor {
    let text = (settings.catalogue)(name);
    ReportingDescriptor {
        id: name,
        short_description: text.map(|text| Message::new(text.summary)),
        full_description: text.map(|text| Message::new(text.why)),
        help: text.map(|text| help(name, text)),
        default_configuration: text
            .map(|text| Configuration { enabled: text.level.is_some(), level: text.level.map_or("warning", level) }),
    }
}

/// All that the page of a rule says: there is no address that a result could lead to, and viewers show this.
fn help(name: &str, RuleText { summary, why, examples: [bad, good], .. }: RuleText) -> Help {
    let block = |example: &str| format!("```text\n{}\n```", example.trim_matches('\n'));
    let markdown = format!(
        "{summary}\n\n{why}\n\nFound in this plan:\n\n{}\n\nNothing to say about this one:\n\n{}\n\nMore: `roadlog rule {name}`",
        block(bad),
        block(good),
    );
    Help { text: sarif_message(&format!("{summary}\n\n{why}")), markdown: sarif_message(&markdown) }
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    }
}

fn result<'r>(finding: &'r Finding, rule_index: usize, fingerprint: String, sources: &Sources<'_>) -> RuleResult<'r> {
    let logical = finding.item.as_ref().map(|item| LogicalLocation { name: JsonText(item), kind: "item" });
    let location = Location {
        id: None,
        physical: physical(&finding.place, sources),
        logical_locations: logical.into_iter().collect(),
        message: None,
    };
    RuleResult {
        rule_id: finding.rule,
        rule_index,
        level: level(finding.level),
        baseline_state: None,
        message: message(&finding.message),
        locations: [location],
        related_locations: finding.related.iter().zip(1..).map(|(place, id)| related(place, id, sources)).collect(),
        partial_fingerprints: [(FINGERPRINT, fingerprint)].into(),
        fixes: finding.fixes.iter().map(|fix| mending(fix, sources)).collect(),
    }
}

fn related<'r>(related: &'r Related, id: u32, sources: &Sources<'_>) -> Location<'r> {
    Location {
        id: Some(id),
        physical: physical(&related.place, sources),
        logical_locations: Vec::new(),
        message: Some(message(&related.message)),
    }
}

fn message(text: &Untrusted) -> Message {
    Message { text: sarif_message(text) }
}

fn physical(place: &Place, sources: &Sources<'_>) -> PhysicalLocation {
    PhysicalLocation { artifact_location: artifact(&place.path), region: region(sources.range(place)) }
}

fn artifact(path: &Untrusted) -> ArtifactLocation {
    ArtifactLocation { uri: uri(path), uri_base_id: ROOT }
}

/// SARIF counts as we do: from 1, the end column behind the last character.
const fn region(Range { start, end }: Range) -> Region {
    Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
}

fn mending<'r>(fix: &'r roadlog_lint::Fix, sources: &Sources<'_>) -> Fix<'r> {
    let mut files: BTreeMap<&Untrusted, Vec<Replacement<'_>>> = BTreeMap::new();
    for FileEdit { path, edit } in &fix.edits {
        files.entry(path).or_default().push(Replacement {
            deleted_region: region(sources.range_in(path, edit.span)),
            inserted_content: Content { text: &edit.text },
        });
    }
    let change = |(path, replacements)| ArtifactChange { artifact_location: artifact(path), replacements };
    Fix {
        description: message(&fix.title),
        artifact_changes: files.into_iter().map(change).collect(),
        properties: FixProperties { safe: fix.safe },
    }
}

#[cfg(test)]
mod tests;
