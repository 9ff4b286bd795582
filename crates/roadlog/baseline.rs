//! The baseline of a check: the findings that a plan already had when a team took roadlog up. They are counted, and only
//! what is new is told.
//!
//! One line a finding, sorted, so that git shows and merges it: how often, rule, item (its file where it has none) and
//! message, parted by tabs. No path of an item, no line and no number of a message is part of it, so that a finding stays
//! known when it moves.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use roadlog_lint::Finding;

use crate::errors::Error;
use crate::output::sinks::terminal;

/// The name of the file where none is given.
pub(crate) const NAME: &str = "roadlog.baseline";

/// How a baseline opens; its last word is the version of the form.
const FIRST_LINE: &str = "# roadlog baseline 1";

const EXPLANATION: &str = "\
# What `roadlog check` found when this was written: counted, not listed. A line is taken away by
# `roadlog check --write-baseline` once it is mended: count, rule, item or file, message.";

/// What a finding is recognised by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    rule: String,
    place: String,
    message: String,
}

impl Key {
    fn of(finding: &Finding) -> Self {
        let place = finding.item.as_ref().unwrap_or(&finding.place.path);
        Self {
            rule: finding.rule.to_owned(),
            place: terminal(place).into_owned(),
            message: without_numbers(fact(&terminal(&finding.message))),
        }
    }
}

/// What a message says is wrong, without what it advises: that names other items, which come and go.
fn fact(message: &str) -> &str {
    match message.split_once("did you mean") {
        Some((before, _)) if !before.is_empty() => before.trim_end_matches([' ', ':', ';', ',']),
        _ => message.rsplit_once(": ").map_or(message, |(fact, _)| fact),
    }
}

/// A message with `N` for each number that is not part of a word: it counts something, and that changes.
fn without_numbers(message: &str) -> String {
    let mut kept = String::with_capacity(message.len());
    let is_of_word = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_' | '.' | '@');
    for word in message.split_inclusive(|character| !is_of_word(character)) {
        let bare = word.trim_end_matches(|character: char| !character.is_alphanumeric());
        if bare.is_empty() || !bare.bytes().all(|byte| byte.is_ascii_digit()) {
            kept.push_str(word);
        } else {
            kept.push('N');
            kept.push_str(&word[bare.len()..]);
        }
    }
    kept
}

/// The findings that are known, each with how often it was found.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Baseline {
    known: BTreeMap<Key, usize>,
}

/// Findings, parted by a baseline.
#[derive(Debug, Default)]
pub(crate) struct Parted {
    /// Those that it does not have.
    pub(crate) new: Vec<Finding>,
    /// Those that it has.
    pub(crate) known: Vec<Finding>,
}

impl Baseline {
    /// The baseline of these findings.
    pub(crate) fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Self {
        let mut known = BTreeMap::new();
        for finding in findings {
            *known.entry(Key::of(finding)).or_default() += 1;
        }
        Self { known }
    }

    /// How many findings it has.
    pub(crate) fn len(&self) -> usize {
        self.known.values().sum()
    }

    /// How many of its findings `other` does not have.
    pub(crate) fn lacking_in(&self, other: &Self) -> usize {
        let lacking = |(key, count): (&Key, &usize)| count.saturating_sub(other.known.get(key).copied().unwrap_or(0));
        self.known.iter().map(lacking).sum()
    }

    /// Parts findings, which keep their order. Of one that is found more often than is known the last are new.
    pub(crate) fn part(&self, findings: Vec<Finding>) -> Parted {
        let mut left = self.known.clone();
        let mut parted = Parted::default();
        for finding in findings {
            match left.get_mut(&Key::of(&finding)) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    parted.known.push(finding);
                }
                _ => parted.new.push(finding),
            }
        }
        parted
    }

    /// Reads a baseline from a file.
    ///
    /// # Errors
    /// A file that cannot be read, or that is no baseline.
    pub(crate) fn read(path: &Path) -> Result<Self, Error> {
        let bytes = fs::read(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Error::user(
                format!("there is no baseline {}", path.display()),
                format!("`roadlog check --baseline {} --write-baseline` writes it", path.display()),
            ),
            _ => Error::io("read", path, &error),
        })?;
        let text = String::from_utf8(bytes).map_err(|_| broken(path, "it is no text"))?;
        Self::parse(&text).map_err(|why| broken(path, &why))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let mut lines = text.lines().zip(1..);
        let first = lines.next().map_or("", |(first, _)| first.trim_end());
        if first != FIRST_LINE {
            return Err(match first.strip_prefix("# roadlog baseline ") {
                Some(version) => format!("it has the form {version}, and this roadlog reads the form 1"),
                None => format!("its first line is not `{FIRST_LINE}`"),
            });
        }
        let mut known = BTreeMap::new();
        for (line, number) in lines.filter(|(line, _)| !line.trim().is_empty() && !line.starts_with('#')) {
            let (key, count) = entry(line).map_err(|why| format!("line {number} {why}"))?;
            // A merge that kept both sides has the line twice: it was found as often as the larger says.
            let most: &mut usize = known.entry(key).or_default();
            *most = count.max(*most);
        }
        Ok(Self { known })
    }

    /// Writes the baseline to a file, whole or not at all. A file that is something else is left as it is.
    ///
    /// # Errors
    /// A file that is no baseline, or that the system refuses.
    pub(crate) fn write(&self, path: &Path) -> Result<(), Error> {
        let failed = |error: &io::Error| Error::io("write", path, error);
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.new", std::process::id()));
        let beside = folder.join(name);
        fs::write(&beside, self.to_string()).map_err(|error| failed(&error))?;
        fs::rename(&beside, path).map_err(|error| {
            let _left = fs::remove_file(&beside);
            failed(&error)
        })
    }
}

fn entry(line: &str) -> Result<(Key, usize), String> {
    if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|marker| line.starts_with(marker)) {
        return Err("was left by a git conflict".to_owned());
    }
    let mut parts = line.trim_end_matches('\r').splitn(4, '\t');
    let (Some(count), Some(rule), Some(place), Some(message)) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err("is not count, rule, item and message, parted by tabs".to_owned());
    };
    let count = count.parse().ok().filter(|count| *count > 0);
    let count = count.ok_or_else(|| "does not begin with how often it was found, 1 or more".to_owned())?;
    Ok((Key { rule: rule.to_owned(), place: place.to_owned(), message: message.to_owned() }, count))
}

fn broken(path: &Path, why: &str) -> Error {
    let hint = "mend it, or delete it and write it anew with `roadlog check --write-baseline`";
    Error::user(format!("{} is no baseline that can be read: {why}", path.display()), hint)
}

impl fmt::Display for Baseline {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{FIRST_LINE}\n{EXPLANATION}")?;
        self.known.iter().try_for_each(|(Key { rule, place, message }, count)| {
            writeln!(formatter, "{count}\t{rule}\t{place}\t{message}")
        })
    }
}

#[cfg(test)]
mod tests {
    use roadlog_lint::{Level, Place};
    use roadlog_syntax::Span;

    use super::*;

    fn finding(item: Option<&str>, path: &str, start: u32, message: &str) -> Finding {
        Finding {
            rule: "acceptance/vague-term",
            level: Level::Warning,
            message: message.into(),
            item: item.map(Into::into),
            place: Place { path: path.into(), span: Span::at(start) },
            related: Vec::new(),
            fixes: Vec::new(),
            commit: None,
            by: None,
        }
    }

    fn parts(known: &[Finding], found: Vec<Finding>) -> (usize, usize) {
        let parted = Baseline::of(known).part(found);
        (parted.new.len(), parted.known.len())
    }

    #[test]
    fn a_finding_of_an_item_is_known_wherever_it_moves() {
        let known = [finding(Some("PAY-1"), "a.backlog", 7, "fast says nothing")];
        assert_eq!(parts(&known, vec![finding(Some("PAY-1"), "b.backlog", 99, "fast says nothing")]), (0, 1));
        assert_eq!(parts(&known, vec![finding(Some("PAY-2"), "a.backlog", 7, "fast says nothing")]), (1, 0));
        let known = [finding(None, "a.backlog", 7, "stray")];
        assert_eq!(parts(&known, vec![finding(None, "a.backlog", 9, "stray")]), (0, 1));
        assert_eq!(parts(&known, vec![finding(None, "b.backlog", 7, "stray")]), (1, 0));
    }

    #[test]
    fn one_more_of_the_same_is_new() {
        let one = || finding(Some("PAY-1"), "a.backlog", 7, "x");
        assert_eq!(parts(&[one(), one()], vec![one(), one(), one()]), (1, 2));
        assert_eq!(parts(&[one(), one()], vec![one()]), (0, 1));
    }

    #[test]
    fn what_a_message_counts_may_change_and_what_it_names_may_not() {
        assert_eq!(without_numbers("PAY-12 has 9 criteria: split it"), "PAY-12 has N criteria: split it");
        assert_eq!(without_numbers("PAY-1 and 3 below, 12."), "PAY-1 and N below, N.");
        assert_eq!(
            without_numbers("there is no PAY-99, by 2026-02-30 at v2.1"),
            "there is no PAY-99, by 2026-02-30 at v2.1"
        );
    }

    #[test]
    fn advice_is_no_part_of_what_is_known() {
        assert_eq!(fact("there is no PAY-9: did you mean PAY-1 “Pay: now”?"), "there is no PAY-9");
        assert_eq!(fact("there is no PAY-9: correct it, or write that item"), "there is no PAY-9");
        assert_eq!(fact("points: `five` is not a number: a number is `5`"), "points: `five` is not a number");
        assert_eq!(fact("did you mean @maria? @mria is nobody"), "did you mean @maria? @mria is nobody");
    }

    #[test]
    fn what_is_written_is_sorted_and_read_as_the_same() {
        let known = [
            finding(Some("PAY-2"), "a.backlog", 7, "x\ty\u{202e}\n"),
            finding(Some("PAY-1"), "a.backlog", 7, "x"),
            finding(None, "plans/with space.backlog", 7, "x"),
            finding(Some("PAY-1"), "a.backlog", 17, "x"),
        ];
        let baseline = Baseline::of(&known);
        let text = baseline.to_string();
        let lines: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(
            lines,
            [
                "2\tacceptance/vague-term\tPAY-1\tx",
                "1\tacceptance/vague-term\tPAY-2\tx\\ty\\u{202e}\\n",
                "1\tacceptance/vague-term\tplans/with space.backlog\tx",
            ]
        );
        assert_eq!(Baseline::parse(&text), Ok(baseline.clone()));
        assert_eq!(Baseline::parse(&text.replace('\n', "\r\n")), Ok(baseline));
    }

    #[test]
    fn a_line_that_a_merge_doubled_counts_once() {
        let text = format!("{FIRST_LINE}\n1\ta/b\tPAY-1\tx\n3\ta/b\tPAY-1\tx\n\n");
        assert_eq!(Baseline::parse(&text).map(|baseline| baseline.len()), Ok(3));
    }

    #[test]
    fn what_is_no_baseline_is_told_with_its_line() {
        let told = |rest: &str| Baseline::parse(&format!("{FIRST_LINE}\n# more\n{rest}\n")).unwrap_err();
        assert_eq!(told("<<<<<<< ours"), "line 3 was left by a git conflict");
        assert_eq!(told("1 a/b PAY-1 x"), "line 3 is not count, rule, item and message, parted by tabs");
        assert_eq!(told("0\ta/b\tPAY-1\tx"), "line 3 does not begin with how often it was found, 1 or more");
        assert_eq!(Baseline::parse("story PAY-1 Pay\n").unwrap_err(), "its first line is not `# roadlog baseline 1`");
        let newer = Baseline::parse("# roadlog baseline 2\n").unwrap_err();
        assert_eq!(newer, "it has the form 2, and this roadlog reads the form 1");
    }

    #[test]
    fn two_baselines_tell_what_one_lacks() {
        let one = |item: &str| finding(Some(item), "a.backlog", 7, "x");
        let (before, after) = (Baseline::of(&[one("A-1"), one("A-1"), one("A-2")]), Baseline::of(&[one("A-1")]));
        assert_eq!((before.lacking_in(&after), after.lacking_in(&before)), (2, 0));
    }
}
