//! `--format human`: for a person at a terminal, each finding with the lines that it speaks of.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io;

use anstyle::{AnsiColor, Style};
use roadlog_lint::{Finding, Fix, Level, Place, Report};

use super::excerpt::{Excerpt, NARROWEST};
use super::page::write_styled;
use super::selection::{by_weight, counts, is_changed, made_in};
use super::sinks::{HINT, INFO, level_style, terminal};
use super::{OutputSettings, Sources};
use crate::wrap::wrap;

/// How many findings of one rule are told one by one.
const FEW: usize = 5;

/// How many ids the line of a rule with more findings names.
const IDS: usize = 20;

/// What stands before the further lines of a sentence.
const HANGING: &str = "  ";

/// How wide the output is taken to be where nothing says so.
const WIDTH: usize = 100;

const ARROW: Style = AnsiColor::BrightBlue.on_default().bold();
const BOLD: Style = Style::new().bold();

/// Writes the errors and warnings, the gravest first, and a last line with the counts. A rule with over five findings
/// of a level is one line, unless all are asked for.
///
/// # Errors
/// What `out` says.
pub(crate) fn write(
    report: &Report,
    sources: &Sources<'_>,
    settings: &OutputSettings<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut writer = Writer { sources, settings, out };
    let mut folded = false;
    for group in grouped(by_weight(report, settings, Level::Warning), settings) {
        match group.as_slice() {
            [] => {}
            [finding] => writer.finding(finding)?,
            [first, ..] => {
                writer.folded(first, &group)?;
                folded = true;
            }
        }
    }
    let last = format!("{}{}", counts(report, settings), if folded { " `--all` shows each." } else { "" });
    let last = writer.wrapped(0, &last);
    writeln!(writer.out, "{last}")
}

/// The findings one by one; where a rule has more than a few of a level, all of them together where its first stood.
fn grouped<'r>(shown: Vec<&'r Finding>, settings: &OutputSettings<'_>) -> Vec<Vec<&'r Finding>> {
    let key = |finding: &Finding| (finding.rule, finding.level, is_changed(finding, settings));
    let mut amounts: HashMap<_, usize> = HashMap::new();
    for finding in &shown {
        *amounts.entry(key(finding)).or_default() += 1;
    }
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    let mut places = HashMap::new();
    for finding in shown {
        let key = key(finding);
        if settings.all || amounts.get(&key).is_none_or(|&amount| amount <= FEW) {
            groups.push(vec![finding]);
            continue;
        }
        let place = *places.entry(key).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups
}

struct Writer<'a> {
    sources: &'a Sources<'a>,
    settings: &'a OutputSettings<'a>,
    out: &'a mut dyn io::Write,
}

impl Writer<'_> {
    fn styled(&mut self, style: Style, text: &str) -> io::Result<()> {
        write_styled(self.out, self.settings.color, style, text)
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        self.title(finding, &terminal(&finding.message))?;
        self.place(&finding.place, finding.level, true)?;
        if let Some(commit) = made_in(finding) {
            self.line("note", INFO, &commit)?;
        }
        for related in &finding.related {
            self.line("note", INFO, &terminal(&related.message))?;
            self.place(&related.place, Level::Info, false)?;
        }
        for fix in &finding.fixes {
            self.line("help", HINT, &help(fix))?;
        }
        self.out.write_all(b"\n")
    }

    /// A rule with many findings, in one line: what it says, and of which items.
    fn folded(&mut self, first: &Finding, group: &[&Finding]) -> io::Result<()> {
        let mut names: Vec<_> = group.iter().map(|finding| self.name(finding)).collect();
        names.dedup();
        let more = names.len().saturating_sub(IDS);
        names.truncate(IDS);
        let says = (self.settings.catalogue)(first.rule).map_or("", |rule| rule.summary);
        let says = if says.is_empty() { String::new() } else { format!(" {says}") };
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        self.title(first, &format!("{} findings.{says} {}{more}", group.len(), names.join(", ")))?;
        self.out.write_all(b"\n")
    }

    /// What a finding is about, as short as it gets: its item, or else its place.
    fn name<'f>(&self, finding: &'f Finding) -> Cow<'f, str> {
        if let Some(item) = &finding.item {
            return terminal(item);
        }
        let line = self.sources.range(&finding.place).start.line;
        format!("{}:{line}", terminal(&finding.place.path)).into()
    }

    fn title(&mut self, finding: &Finding, text: &str) -> io::Result<()> {
        let style = level_style(finding.level);
        let label = format!("{}[{}]", finding.level.name(), finding.rule);
        self.styled(style, &label)?;
        let text = self.wrapped(label.len() + ": ".len(), text);
        self.styled(BOLD, &format!(": {text}"))?;
        self.out.write_all(b"\n")
    }

    fn line(&mut self, label: &str, style: Style, text: &str) -> io::Result<()> {
        self.styled(style, label)?;
        let text = self.wrapped(label.len() + ": ".len(), text);
        writeln!(self.out, ": {text}")
    }

    /// A sentence in lines that are no wider than the output, of whose first `taken` columns are taken.
    fn wrapped<'t>(&self, taken: usize, text: &'t str) -> Cow<'t, str> {
        let Some(width) = self.settings.width else { return text.into() };
        let room = width.max(NARROWEST) - HANGING.len();
        let taken = taken.saturating_sub(HANGING.len());
        wrap(text, taken, room).join(&format!("\n{HANGING}")).into()
    }

    /// Where something is, and the lines there if the file is known.
    fn place(&mut self, place: &Place, level: Level, is_primary: bool) -> io::Result<()> {
        let start = self.sources.range(place).start;
        let excerpt = self.sources.get(&place.path).map(|source| Excerpt::new(source, place.span));
        let indent = excerpt.as_ref().map_or(1, Excerpt::number_width);
        write!(self.out, "{:indent$}", "")?;
        self.styled(ARROW, "--> ")?;
        writeln!(self.out, "{}:{}:{}", terminal(&place.path), start.line, start.column)?;
        match excerpt {
            Some(excerpt) => {
                let lines =
                    excerpt.rendered(level, is_primary, self.settings.color, self.settings.width.unwrap_or(WIDTH));
                writeln!(self.out, "{lines}")
            }
            None => Ok(()),
        }
    }
}

fn help(fix: &Fix) -> String {
    format!("{}{}", terminal(&fix.title), if fix.safe { " (`--fix` does it)" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::super::{Format, sample};
    use super::*;

    fn lines_of(settings: &OutputSettings<'_>, rule: &str) -> usize {
        let written = sample::written_with(Format::Human, settings);
        written.lines().filter(|line| line.contains(&format!("[{rule}]: "))).count()
    }

    #[test]
    fn the_sample_for_a_person() {
        insta::assert_snapshot!(sample::written(Format::Human));
    }

    #[test]
    fn the_sample_with_everything_listed() {
        let settings = OutputSettings { all: true, level: Some(Level::Info), ..sample::settings() };
        insta::assert_snapshot!(sample::written_with(Format::Human, &settings));
    }

    #[test]
    fn a_rule_with_over_five_findings_is_one_line_unless_all_are_asked_for() {
        assert_eq!(lines_of(&sample::settings(), "story/no-criteria"), 1);
        assert_eq!(lines_of(&OutputSettings { all: true, ..sample::settings() }, "story/no-criteria"), 6);
        let mut report = sample::report();
        let first = report.findings.iter().position(|finding| finding.rule == "story/no-criteria").unwrap();
        report.findings.remove(first);
        let mut out = Vec::new();
        write(&report, &sample::sources(), &sample::settings(), &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap().matches("[story/no-criteria]").count(), 5);
    }

    #[test]
    fn a_folded_line_names_some_items_and_counts_the_rest() {
        let finding = sample::report().findings.remove(0);
        let named = |number: usize| Finding { item: Some(format!("M-{number}").into()), ..finding.clone() };
        let report = Report { findings: (1..=23).map(named).collect(), ..Report::default() };
        let mut out = Vec::new();
        write(&report, &Sources::default(), &OutputSettings::default(), &mut out).unwrap();
        let written = String::from_utf8(out).unwrap();
        let line = written.lines().next().unwrap();
        assert!(line.contains(": 23 findings. M-1, M-2, "), "{line}");
        assert!(line.ends_with(", M-20 and 3 more"), "{line}");
    }

    #[test]
    fn infos_are_counted_and_shown_where_they_are_asked_for() {
        let few = sample::written(Format::Human);
        assert!(few.lines().last().unwrap().contains(" and 1 info "));
        assert_eq!(lines_of(&sample::settings(), "plan/no-metric"), 0);
        assert_eq!(lines_of(&OutputSettings { level: Some(Level::Info), ..sample::settings() }, "plan/no-metric"), 1);
    }

    #[test]
    fn sentences_are_wrapped_to_the_width_of_the_output() {
        let on = |width| sample::written_with(Format::Human, &OutputSettings { width, ..sample::settings() });
        let narrow = on(Some(60));
        let sentences = narrow.lines().filter(|line| !line.contains(['|', '>']));
        assert!(sentences.clone().all(|line| line.chars().count() <= 60), "{narrow}");
        assert!(sentences.clone().any(|line| line.starts_with("  ")), "{narrow}");
        assert!(on(None).lines().any(|line| line.len() > 100));
    }

    #[test]
    fn colours_change_nothing_else() {
        let colored = sample::written_with(Format::Human, &OutputSettings { color: true, ..sample::settings() });
        assert!(colored.contains("\u{1b}["));
        assert_eq!(anstream::adapter::strip_str(&colored).to_string(), sample::written(Format::Human));
    }
}
