//! `--format short`: one line a finding, `path:line:column: level: message [rule]`, as editors and grep read it.

use std::io;

use roadlog_lint::{Finding, Level, Report};

use super::page::write_styled;
use super::selection::{by_weight, counts};
use super::sinks::{level_style, terminal};
use super::{OutputSettings, Sources};

/// Writes a line for each error and warning, and a last one with the counts.
///
/// # Errors
/// What `out` says.
pub(crate) fn write(
    report: &Report,
    sources: &Sources<'_>,
    settings: &OutputSettings<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    for finding in by_weight(report, settings, Level::Warning) {
        write_line(finding, sources, settings.color, out)?;
    }
    writeln!(out, "{}", counts(report, settings))
}

fn write_line(finding: &Finding, sources: &Sources<'_>, color: bool, out: &mut dyn io::Write) -> io::Result<()> {
    let start = sources.range(&finding.place).start;
    write!(out, "{}:{}:{}: ", terminal(&finding.place.path), start.line, start.column)?;
    write_styled(out, color, level_style(finding.level), finding.level.name())?;
    let commit = finding.commit.as_ref().map_or_else(String::new, |commit| format!(" ({commit:.10})"));
    writeln!(out, ": {}{commit} [{}]", terminal(&finding.message), finding.rule)
}

#[cfg(test)]
mod tests {
    use super::super::{Format, sample};
    use super::*;

    #[test]
    fn the_sample_as_lines() {
        insta::assert_snapshot!(sample::written(Format::Short));
    }

    #[test]
    fn a_finding_is_one_line_whatever_its_text() {
        let written =
            sample::written_with(Format::Short, &OutputSettings { level: Some(Level::Info), ..sample::settings() });
        assert_eq!(written.lines().count(), sample::report().findings.len() + 1);
    }

    #[test]
    fn colours_change_nothing_else() {
        let colored = sample::written_with(Format::Short, &OutputSettings { color: true, ..sample::settings() });
        assert!(colored.contains("\u{1b}["));
        assert_eq!(anstream::adapter::strip_str(&colored).to_string(), sample::written(Format::Short));
    }
}
