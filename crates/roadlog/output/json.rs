//! `--format json`: the documented, versioned form that other programs read. Fields are only ever added.

use std::io;

use roadlog_lint::{FileEdit, Finding, Fix, Level, Place, Related, Report};
use serde::Serialize;

use super::selection::by_place;
use super::wire::{JsonText, write_json};
use super::{OutputSettings, Sources};
use crate::position::Range;

/// The version of the form. It changes where a reader of the one before could misunderstand.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'r> {
    version: u32,
    summary: Summary,
    diagnostics: Vec<Diagnostic<'r>>,
}

/// What was looked at and found, findings below the level asked for included.
#[derive(Serialize)]
struct Summary {
    files: usize,
    items: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    /// How many findings a baseline knows; they are neither counted nor listed here. Only there with a baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<usize>,
}

#[derive(Serialize)]
struct Diagnostic<'r> {
    rule: &'static str,
    level: &'static str,
    message: JsonText<'r>,
    item: Option<JsonText<'r>>,
    path: JsonText<'r>,
    range: Range,
    related: Vec<RelatedPlace<'r>>,
    fixes: Vec<Mending<'r>>,
    /// The full hash of the commit that a finding of the history or of authority is about; null for a plan's own.
    commit: Option<&'r str>,
    /// The handle of who made it, without the @, where the base knows them.
    by: Option<&'r str>,
}

#[derive(Serialize)]
struct RelatedPlace<'r> {
    path: JsonText<'r>,
    range: Range,
    message: JsonText<'r>,
}

#[derive(Serialize)]
struct Mending<'r> {
    title: JsonText<'r>,
    safe: bool,
    edits: Vec<TextEdit<'r>>,
}

#[derive(Serialize)]
struct TextEdit<'r> {
    path: JsonText<'r>,
    range: Range,
    text: &'r str,
}

/// Writes the report as JSON, findings of every level included unless one is asked for.
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
    let diagnostics = shown.into_iter().map(|finding| diagnostic(finding, sources)).collect();
    write_json(&Document { version: VERSION, summary: summary(report, settings), diagnostics }, out)
}

fn summary(report: &Report, settings: &OutputSettings<'_>) -> Summary {
    let [errors, warnings, infos] = Level::ALL.map(|level| report.count(level));
    Summary {
        files: report.files,
        items: report.items,
        errors,
        warnings,
        infos,
        known: settings.known.map(<[Finding]>::len),
    }
}

fn diagnostic<'r>(finding: &'r Finding, sources: &Sources<'_>) -> Diagnostic<'r> {
    Diagnostic {
        rule: finding.rule,
        level: finding.level.name(),
        message: JsonText(&finding.message),
        item: finding.item.as_ref().map(JsonText),
        path: JsonText(&finding.place.path),
        range: sources.range(&finding.place),
        related: finding.related.iter().map(|related| related_place(related, sources)).collect(),
        fixes: finding.fixes.iter().map(|fix| mending(fix, sources)).collect(),
        commit: finding.commit.as_deref(),
        by: finding.by.as_ref().map(roadlog_syntax::value::Handle::name),
    }
}

fn related_place<'r>(Related { place, message }: &'r Related, sources: &Sources<'_>) -> RelatedPlace<'r> {
    let Place { path, .. } = place;
    RelatedPlace { path: JsonText(path), range: sources.range(place), message: JsonText(message) }
}

fn mending<'r>(fix: &'r Fix, sources: &Sources<'_>) -> Mending<'r> {
    let edit = |FileEdit { path, edit }: &'r FileEdit| TextEdit {
        path: JsonText(path),
        range: sources.range_in(path, edit.span),
        text: &edit.text,
    };
    Mending { title: JsonText(&fix.title), safe: fix.safe, edits: fix.edits.iter().map(edit).collect() }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::sample;
    use super::super::{Format, OutputSettings};
    use super::*;

    fn parsed(settings: &OutputSettings<'_>) -> Value {
        serde_json::from_str(&sample::written_with(Format::Json, settings)).unwrap()
    }

    #[test]
    fn the_sample_as_json() {
        insta::assert_snapshot!(sample::written(Format::Json));
    }

    #[test]
    fn text_comes_through_unchanged() {
        let report = sample::report();
        let document = parsed(&OutputSettings::default());
        let diagnostics = document["diagnostics"].as_array().unwrap();
        assert_eq!(diagnostics.len(), report.findings.len());
        for (diagnostic, finding) in diagnostics.iter().zip(&report.findings) {
            assert_eq!(diagnostic["message"], finding.message.unescaped());
            assert_eq!(diagnostic["path"], finding.place.path.unescaped());
            assert_eq!(diagnostic["range"]["start"]["offset"], finding.place.span.start);
            assert_eq!(diagnostic["commit"], Value::Null);
        }
    }

    #[test]
    fn the_summary_counts_what_the_level_leaves_out() {
        let document = parsed(&OutputSettings { level: Some(Level::Error), ..OutputSettings::default() });
        let listed = document["diagnostics"].as_array().unwrap();
        assert!(listed.iter().all(|diagnostic| diagnostic["level"] == "error"));
        assert_eq!(document["summary"]["infos"], 1);
    }
}
