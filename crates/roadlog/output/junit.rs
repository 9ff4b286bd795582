//! `--format junit`: a test report in which each file is a suite and each finding a test. Only errors fail: a warning
//! is a skipped test, so that it is shown and the build stays as the exit status says.

use std::io;

use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};
use roadlog_lint::{Finding, Level, Report};

use super::selection::by_place;
use super::sinks::xml;
use super::{OutputSettings, Sources};

/// The name of the report, and of the suite that says that nothing was found.
const NAME: &str = "roadlog";

/// Writes the findings as tests; where there are none, one that passed, because servers refuse a report without any.
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
    let mut tests = quick_junit::Report::new(NAME);
    for file in shown.chunk_by(|one, other| one.place.path == other.place.path) {
        tests.add_test_suite(suite(file, sources));
    }
    if shown.is_empty() {
        let mut suite = TestSuite::new(NAME);
        suite.add_test_case(TestCase::new("check", TestCaseStatus::success()));
        tests.add_test_suite(suite);
    }
    tests.serialize(out).map_err(io::Error::other)
}

fn suite(findings: &[&Finding], sources: &Sources<'_>) -> TestSuite {
    let mut suite = TestSuite::new(findings.first().map(|first| xml(&first.place.path)).unwrap_or_default().as_ref());
    suite.add_test_cases(findings.iter().map(|finding| test(finding, sources)));
    suite
}

fn test(finding: &Finding, sources: &Sources<'_>) -> TestCase {
    let start = sources.range(&finding.place).start;
    let path = xml(&finding.place.path);
    let mut status = match finding.level {
        Level::Error => TestCaseStatus::non_success(NonSuccessKind::Failure),
        Level::Warning | Level::Info => TestCaseStatus::skipped(),
    };
    let message = xml(&finding.message);
    status.set_message(message.as_ref());
    status.set_type(finding.level.name());
    status.set_description(format!("{path}:{}:{}: {}: {message}", start.line, start.column, finding.level.name()));
    let mut test = TestCase::new(format!("{} ({}:{})", finding.rule, start.line, start.column), status);
    test.set_classname(path.as_ref());
    test.extra.insert("file".into(), path.as_ref().into());
    test.extra.insert("line".into(), start.line.to_string().into());
    test
}

#[cfg(test)]
mod tests {
    use super::super::{Format, sample};
    use super::*;

    fn parsed(text: &str) -> quick_junit::Report {
        quick_junit::Report::deserialize_from_str(text).unwrap()
    }

    #[test]
    fn the_sample_for_junit() {
        insta::assert_snapshot!(sample::written(Format::Junit));
    }

    #[test]
    fn only_errors_fail() {
        let report = sample::report();
        let tests = parsed(&sample::written(Format::Junit));
        assert_eq!((tests.tests, tests.failures), (report.findings.len(), report.count(Level::Error)));
    }

    #[test]
    fn nothing_found_is_one_test_that_passed() {
        let mut out = Vec::new();
        let settings = OutputSettings::default();
        write(&Report::default(), &Sources::default(), &settings, &mut out).unwrap();
        let tests = parsed(&String::from_utf8(out).unwrap());
        assert_eq!((tests.tests, tests.failures, tests.errors), (1, 0, 0));
    }
}
