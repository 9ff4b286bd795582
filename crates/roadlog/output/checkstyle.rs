//! `--format checkstyle`: the XML of Checkstyle, which many CI servers and review bots read.

use std::io;

use roadlog_lint::{Finding, Level, Report};

use super::selection::by_place;
use super::sinks::xml_attribute;
use super::{OutputSettings, Sources};

/// Writes the findings, file by file.
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
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n")?;
    for file in shown.chunk_by(|one, other| one.place.path == other.place.path) {
        write_file(file, sources, out)?;
    }
    out.write_all(b"</checkstyle>\n")
}

fn write_file(findings: &[&Finding], sources: &Sources<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let Some(first) = findings.first() else { return Ok(()) };
    writeln!(out, "  <file name=\"{}\">", xml_attribute(&first.place.path))?;
    for finding in findings {
        let start = sources.range(&finding.place).start;
        writeln!(
            out,
            "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"roadlog.{}\"/>",
            start.line,
            start.column,
            finding.level.name(),
            xml_attribute(&finding.message),
            xml_attribute(finding.rule),
        )?;
    }
    out.write_all(b"  </file>\n")
}

#[cfg(test)]
mod tests {
    use super::super::{Format, sample};
    use super::*;

    #[test]
    fn the_sample_for_checkstyle() {
        insta::assert_snapshot!(sample::written(Format::Checkstyle));
    }

    #[test]
    fn every_finding_is_one_element_of_its_file() {
        let written = sample::written(Format::Checkstyle);
        let count = |needle: &str| written.matches(needle).count();
        assert_eq!(count("<error "), sample::report().findings.len());
        assert_eq!((count("<file "), count("</file>")), (4, 4));
    }

    #[test]
    fn nothing_found_is_an_empty_report() {
        let mut out = Vec::new();
        let settings = OutputSettings::default();
        write(&Report::default(), &Sources::default(), &settings, &mut out).unwrap();
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n</checkstyle>\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
