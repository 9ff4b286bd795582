//! Numbers as people write them elsewhere: `1,200`, `1 200`, `1.200,5`, `.5`, `EUR 5`, `80` for `80%`.

use super::super::amount::{Amount, exact as exact_amount};
use super::super::number::{exact_number, exact_percent};

/// The longest text that is looked at, in bytes.
const LONGEST: usize = 64;

/// The units of a number that say nothing its field does not say.
const POINTS: [&str; 5] = ["points", "point", "pts", "pt", "sp"];

/// The number that is beyond doubt meant by `text`, as it should be written.
pub(in super::super) fn number(text: &str) -> Option<String> {
    let tidy = tidy(text)?;
    let amount = exact_amount(tidy.strip_prefix('+').unwrap_or(&tidy))?;
    let plain = without_unit(&amount)?;
    exact_number(&plain).is_some().then_some(plain)
}

/// The percentage that is beyond doubt meant by `text`, as it should be written. A number up to one without its sign
/// may be meant as a share of one, so that it is in doubt.
pub(in super::super) fn percent(text: &str) -> Option<String> {
    let tidy = tidy(text)?;
    let amount = exact_amount(tidy.strip_prefix('+').unwrap_or(&tidy))?;
    let is_sure = match amount.unit.text() {
        "" => amount.unit.currency().is_none() && (amount.number > 1.0 || amount.number == 0.0),
        "%" | "percent" | "per cent" | "pct" => true,
        _ => false,
    };
    let written = format!("{}%", amount.number);
    (is_sure && exact_percent(&written).is_some()).then_some(written)
}

/// The amount that is beyond doubt meant by `text`, as it should be written.
pub(in super::super) fn amount(text: &str) -> Option<String> {
    let tidy = tidy(text)?;
    if exact_amount(&tidy).is_some() {
        return Some(tidy);
    }
    let (code, rest) = tidy.split_once(' ')?;
    let is_code = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    let code_last = format!("{rest} {code}");
    (is_code && exact_amount(&code_last).is_some()).then_some(code_last)
}

fn without_unit(amount: &Amount) -> Option<String> {
    let is_plain = amount.unit.currency().is_none()
        && (amount.unit.text().is_empty() || POINTS.contains(&amount.unit.text().to_ascii_lowercase().as_str()));
    is_plain.then(|| amount.number.to_string())
}

/// `text` with one kind of minus, single spaces, none where none belongs, and its first number without grouping.
fn tidy(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" / ", "/");
    let minus = folded.replacen(['\u{2212}', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}'], "-", 1);
    // Only a minus in front of the number is one; elsewhere a dash may part a range.
    let signed = if minus.starts_with('-') { minus } else { folded };
    let start = signed.find(|character: char| character.is_ascii_digit() || character == '.')?;
    let (before, rest) = signed.split_at(start);
    let is_grouping = |character: char| matches!(character, '.' | ',' | ' ' | '\'' | '\u{2019}' | '_');
    let end =
        rest.find(|character: char| !(character.is_ascii_digit() || is_grouping(character))).unwrap_or(rest.len());
    let run = rest[..end].trim_end_matches(is_grouping);
    let behind = &rest[run.len()..];
    let behind = if matches!(behind, "." | ",") { "" } else { behind };
    // A space stands behind a word, but not behind a sign.
    let sign = before.trim_end();
    let before = if sign.ends_with(char::is_alphanumeric) { before } else { sign };
    Some(format!("{before}{}{behind}", ungrouped(run)?))
}

/// The number that a run of digits with marks between them is: the last mark may be a decimal one, all others group.
fn ungrouped(run: &str) -> Option<String> {
    let is_mark = |character: char| !character.is_ascii_digit();
    let marks: Vec<char> = run.chars().filter(|character| is_mark(*character)).collect();
    let groups: Vec<&str> = run.split(is_mark).collect();
    let (Some(first), Some(mark)) = (marks.first(), marks.last()) else {
        return Some(run.to_owned());
    };
    let (last, whole) = groups.split_last()?;
    let decimal = || match *mark {
        '.' | ',' if !last.is_empty() => {
            let integer = whole.concat();
            Some(format!("{}.{last}", if integer.is_empty() { "0" } else { &integer }))
        }
        _ => None,
    };
    if marks.len() == 1 {
        let groups_a_thousand = are_groups(&groups) && !run.starts_with('0');
        return if groups_a_thousand && *mark != '.' { Some(groups.concat()) } else { decimal() };
    }
    if marks.iter().all(|other| other == first) {
        return (are_groups(&groups) || (*mark == ',' && are_lakhs(&groups))).then(|| groups.concat());
    }
    let one_kind_groups = marks[..marks.len() - 1].iter().all(|other| other == first && other != mark);
    if one_kind_groups && are_groups(whole) { decimal() } else { None }
}

/// Groups of three digits, the first of one to three.
fn are_groups(groups: &[&str]) -> bool {
    match groups {
        [first, rest @ ..] => (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3),
        [] => false,
    }
}

/// The Indian grouping: three digits at the end and groups of two before them.
fn are_lakhs(groups: &[&str]) -> bool {
    match groups {
        [first, middle @ .., last] => {
            (1..=2).contains(&first.len()) && middle.iter().all(|group| group.len() == 2) && last.len() == 3
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_leave_no_doubt() {
        for (text, meant) in [
            ("1,200", "1200"),
            ("1 200", "1200"),
            ("1'200", "1200"),
            ("1_200", "1200"),
            ("1\u{202f}200", "1200"),
            ("1,200,000", "1200000"),
            ("1.200.000", "1200000"),
            ("12,34,567", "1234567"),
            ("1.200,5", "1200.5"),
            ("1,200.5", "1200.5"),
            ("1 200,50", "1200.5"),
            ("0,5", "0.5"),
            ("0,200", "0.2"),
            ("1,25", "1.25"),
            (".5", "0.5"),
            ("5.", "5"),
            ("+5", "5"),
            ("12k", "12000"),
            ("5 points", "5"),
            ("3 SP", "3"),
        ] {
            assert_eq!(number(text).as_deref(), Some(meant), "{text}");
        }
    }

    #[test]
    fn numbers_in_doubt_are_left_alone() {
        for text in [
            "five",
            "XL",
            "3 weeks",
            "€5",
            "-3",
            "3-5",
            "1,20,0",
            "1.2.3",
            "1,2 3",
            "1,2000,000",
            "",
            "1.5,200.3",
            "1 5",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(number(&"1,200,".repeat(40)), None);
    }

    #[test]
    fn percentages() {
        for (text, meant) in [
            ("80", Some("80%")),
            ("80 %", Some("80%")),
            ("80 percent", Some("80%")),
            ("12,5%", Some("12.5%")),
            ("0", Some("0%")),
            ("1", None),
            ("0.8", None),
            ("120", None),
            ("-5%", None),
            ("high", None),
            ("80 users", None),
        ] {
            assert_eq!(percent(text).as_deref(), meant, "{text}");
        }
    }

    #[test]
    fn amounts() {
        for (text, meant) in [
            ("1,200", Some("1200")),
            ("€1,200.50/user", Some("€1200.50/user")),
            ("1 200 ms", Some("1200 ms")),
            ("1.200,5 ms", Some("1200.5 ms")),
            ("€ 5", Some("€5")),
            ("4.6 / 5", Some("4.6/5")),
            ("\u{2212}3", Some("-3")),
            ("\u{2013}3%", Some("-3%")),
            ("320  ms", Some("320 ms")),
            ("EUR 5", Some("5 EUR")),
            ("EUR 1,200", Some("1200 EUR")),
            ("+10%", None),
            ("54 to 70%", None),
            ("54\u{2013}70%", None),
            ("about 5", None),
            ("> 5", None),
            ("high", None),
        ] {
            assert_eq!(amount(text).as_deref(), meant, "{text}");
        }
    }
}
