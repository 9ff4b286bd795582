//! The formats of `roadlog check`, one file each, over the same report.

mod checkstyle;
mod excerpt;
mod fingerprint;
mod from_top;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
pub(crate) mod page;
#[cfg(test)]
mod sample;
mod sarif;
mod selection;
mod short;
pub(crate) mod sinks;
mod sources;
pub(crate) mod wire;

use std::fmt;
use std::io;
use std::path::Path;

use clap::ValueEnum;
use roadlog_lint::{Finding, Level, Report};

pub(crate) use from_top::from_top;
pub(crate) use sources::Sources;

/// How the findings of a check are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Format {
    /// For people, with excerpts of the files.
    #[default]
    Human,
    /// One line a finding: `path:line:column: level: message [rule]`.
    Short,
    /// Everything, for other programs.
    Json,
    /// Annotations of a GitHub workflow, and its job summary.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// A test report in the XML of `junit`.
    Junit,
    /// A Checkstyle report.
    Checkstyle,
}

impl Format {
    /// Whether it is for a forge, which takes paths from the top of the repository.
    pub(crate) const fn is_for_a_forge(self) -> bool {
        matches!(self, Self::Github | Self::Gitlab | Self::Sarif)
    }
}

/// What a format may need besides the report and the texts.
#[derive(Clone, Copy)]
pub(crate) struct OutputSettings<'a> {
    /// Whether findings are listed even where a rule has many.
    pub(crate) all: bool,
    /// The lowest level to list. Where none is asked for, formats for people and for logs list errors and warnings,
    /// and formats for programs list everything.
    pub(crate) level: Option<Level>,
    /// Whether the output takes ANSI colours. Only `human` and `short` have any.
    pub(crate) color: bool,
    /// How many columns wide the output is, for `human`. Where that is not known, sentences stand on one line each.
    pub(crate) width: Option<usize>,
    /// The file that `github` adds the whole list to, as Markdown: what `GITHUB_STEP_SUMMARY` names.
    pub(crate) step_summary: Option<&'a Path>,
    /// Whether a finding stands on lines that were changed, where that is known: those are told first.
    pub(crate) is_changed: Option<&'a dyn Fn(&Finding) -> bool>,
    /// The findings that a baseline knows, which are not in the report; `None` where there is no baseline.
    pub(crate) known: Option<&'a [Finding]>,
    /// What the catalogue says about the rule of a name.
    pub(crate) catalogue: &'a dyn Fn(&str) -> Option<RuleText>,
    /// The version of this program.
    pub(crate) version: &'a str,
}

impl Default for OutputSettings<'_> {
    fn default() -> Self {
        Self {
            all: false,
            level: None,
            color: false,
            width: None,
            step_summary: None,
            is_changed: None,
            known: None,
            catalogue: &|_| None,
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}

impl fmt::Debug for OutputSettings<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("OutputSettings")
            .field("all", &self.all)
            .field("level", &self.level)
            .field("color", &self.color)
            .field("width", &self.width)
            .field("step_summary", &self.step_summary)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

/// What the catalogue says about a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RuleText {
    /// What it says, in one sentence.
    pub(crate) summary: &'static str,
    /// Why it matters.
    pub(crate) why: &'static str,
    /// The level where nothing is configured; `None` is off.
    pub(crate) level: Option<Level>,
    /// A plan in which it speaks, and the same one mended.
    pub(crate) examples: [&'static str; 2],
}

/// Writes a report in a format.
///
/// # Errors
/// What `out` says, or the file that the job summary goes to.
pub(crate) fn write(
    format: Format,
    report: &Report,
    sources: &Sources<'_>,
    settings: &OutputSettings<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let write = match format {
        Format::Human => human::write,
        Format::Short => short::write,
        Format::Json => json::write,
        Format::Github => github::write,
        Format::Gitlab => gitlab::write,
        Format::Sarif => sarif::write,
        Format::Junit => junit::write,
        Format::Checkstyle => checkstyle::write,
    };
    write(report, sources, settings, out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use roadlog_lint::{Place, Related, Report};
    use roadlog_syntax::Span;

    use super::sample;
    use super::*;

    #[test]
    fn every_format_writes_the_same_bytes_for_the_same_report() {
        for &format in Format::value_variants() {
            assert_eq!(sample::written(format), sample::written(format), "{format:?}");
        }
    }

    #[test]
    fn no_format_sends_what_a_terminal_would_obey() {
        for &format in Format::value_variants() {
            let written = sample::written(format);
            let found = written.chars().find(|&character| character != '\n' && sinks::is_hidden(character));
            assert_eq!(found, None, "{format:?}");
        }
    }

    #[test]
    fn no_line_of_any_format_is_a_command_of_the_findings() {
        for &format in Format::value_variants() {
            for line in sample::written(format).lines() {
                assert!(!line.contains("##["), "{format:?}: {line}");
                let ours = format == Format::Github && line.starts_with("::");
                assert!(ours || !line.trim_start().starts_with("::"), "{format:?}: {line}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_text_and_no_span_ends_a_format_with_a_panic(
            text in "(\\PC|\t|\r|\n|\u{200d}|\u{1b}|##\\[){0,80}",
            spans in proptest::collection::vec((0_u32..120, 0_u32..120), 3),
            width in 0_usize..200,
            color in any::<bool>(),
        ) {
            let place = |index: usize| {
                let (one, other): (u32, u32) = spans[index];
                Place { path: "a.backlog".into(), span: Span::new(one.min(other), one.max(other)) }
            };
            let mut report = sample::report();
            let finding = report.findings.iter_mut().find(|finding| !finding.fixes.is_empty()).unwrap();
            finding.message = text.clone().into();
            finding.place = place(0);
            finding.related = vec![Related { place: place(1), message: text.clone().into() }];
            finding.fixes[0].edits[0].edit.span = place(2).span;
            let sources: Sources<'_> = [("a.backlog", text.as_str())].into_iter().collect();
            let settings = OutputSettings { color, width: Some(width), ..OutputSettings::default() };
            let report = Report { findings: report.findings, ..report };
            for &format in Format::value_variants() {
                let mut out = Vec::new();
                write(format, &report, &sources, &settings, &mut out).unwrap();
                prop_assert!(String::from_utf8(out).is_ok());
            }
        }
    }
}
