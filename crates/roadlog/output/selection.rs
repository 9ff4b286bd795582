//! Which findings are told and in which order, and the line that counts them.

use std::cmp::Reverse;

use roadlog_lint::{Finding, Level, Report};

use super::OutputSettings;

/// The findings of `lowest` level or above in the order of a person's interest: those on changed lines first, then
/// the gravest, then by place.
pub(crate) fn by_weight<'r>(report: &'r Report, settings: &OutputSettings<'_>, lowest: Level) -> Vec<&'r Finding> {
    let mut shown = by_place(report, settings, lowest);
    shown.sort_by_cached_key(|finding| (!is_changed(finding, settings), Reverse(finding.level)));
    shown
}

/// The findings of the level asked for, or else of `lowest` level, or above, by place.
pub(crate) fn by_place<'r>(report: &'r Report, settings: &OutputSettings<'_>, lowest: Level) -> Vec<&'r Finding> {
    let lowest = settings.level.unwrap_or(lowest);
    report.findings.iter().filter(|finding| finding.level >= lowest).collect()
}

/// In which commit, and by whom, what a finding tells was done; `None` where it tells of no commit.
pub(crate) fn made_in(finding: &Finding) -> Option<String> {
    let commit = finding.commit.as_ref()?;
    let by = finding.by.as_ref().map_or_else(String::new, |who| format!(" by {who}"));
    Some(format!("in commit {commit:.10}{by}"))
}

/// Whether a finding stands on lines that were changed.
pub(crate) fn is_changed(finding: &Finding, settings: &OutputSettings<'_>) -> bool {
    settings.is_changed.is_some_and(|is_changed| is_changed(finding))
}

/// The last line for a person: how many findings there are of each level, in how much, how many mend themselves, and
/// how many the baseline knows.
pub(crate) fn counts(report: &Report, settings: &OutputSettings<'_>) -> String {
    let [errors, warnings, infos] = Level::ALL.map(|level| report.count(level));
    let looked_at = format!("{} in {}", amount(report.items, "item"), amount(report.files, "file"));
    let known = match settings.known.map(<[Finding]>::len) {
        None | Some(0) => String::new(),
        Some(1) => " 1 known finding is not listed.".to_owned(),
        Some(known) => format!(" {known} known findings are not listed."),
    };
    if report.findings.is_empty() {
        let new = if known.is_empty() { "" } else { "new " };
        return format!("Nothing {new}to tell about {looked_at}.{known}");
    }
    let found = [(errors, "error"), (warnings, "warning"), (infos, "info")].map(|(count, word)| amount(count, word));
    let mended = match report.findings.iter().filter(|finding| finding.safe_fix().is_some()).count() {
        0 => String::new(),
        mended => format!(" `roadlog check --fix` mends {mended} of them."),
    };
    format!("Found {}, {} and {} in {looked_at}.{mended}{known}", found[0], found[1], found[2])
}

/// A number of things, in words that agree.
pub(crate) fn amount(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn rules(findings: &[&Finding]) -> Vec<&'static str> {
        findings.iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn errors_come_before_warnings_and_each_stay_in_place() {
        let report = sample::report();
        let shown = by_weight(&report, &OutputSettings::default(), Level::Info);
        assert!(shown.is_sorted_by_key(|finding| Reverse(finding.level)));
        let errors: Vec<_> = shown.iter().filter(|finding| finding.level == Level::Error).collect();
        assert!(errors.len() > 1 && errors.is_sorted_by_key(|finding| &finding.place));
    }

    #[test]
    fn findings_on_changed_lines_come_first_whatever_their_level() {
        let report = sample::report();
        let changed = |finding: &Finding| finding.level == Level::Warning;
        let settings = OutputSettings { is_changed: Some(&changed), ..OutputSettings::default() };
        let levels: Vec<_> = by_weight(&report, &settings, Level::Info).iter().map(|finding| finding.level).collect();
        assert_eq!(levels.first(), Some(&Level::Warning));
        assert_eq!(levels.last(), Some(&Level::Info));
        assert!(levels.contains(&Level::Error));
    }

    #[test]
    fn the_level_asked_for_wins_over_that_of_the_format() {
        let report = sample::report();
        let all = by_place(&report, &OutputSettings::default(), Level::Info);
        assert_eq!(all.len(), report.findings.len());
        let settings = OutputSettings { level: Some(Level::Error), ..OutputSettings::default() };
        let errors = by_place(&report, &settings, Level::Info);
        assert_eq!(errors.len(), report.count(Level::Error));
        assert!(rules(&errors).len() < rules(&all).len());
    }

    #[test]
    fn the_last_line_agrees_with_its_numbers() {
        let empty = Report { files: 1, items: 3, ..Report::default() };
        assert_eq!(counts(&empty, &OutputSettings::default()), "Nothing to tell about 3 items in 1 file.");
        let mut report = sample::report();
        report.findings.retain(|finding| finding.level == Level::Info);
        assert_eq!(
            counts(&report, &OutputSettings::default()),
            "Found 0 errors, 0 warnings and 1 info in 5 items in 3 files."
        );
    }
}
