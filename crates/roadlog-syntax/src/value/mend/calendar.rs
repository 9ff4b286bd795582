//! Dates and periods as people write them elsewhere: `27.11.2026`, `Nov 27, 2026`, `Q4 2026`, `Oct - Dec 2026`.

use jiff::civil::{Date, Weekday};

use super::super::date::exact as exact_date;
use super::super::period::{Horizon, exact as exact_period};

/// The longest text that is looked at, in bytes.
const LONGEST: usize = 48;

/// What parts the two sides of a period elsewhere, longest first where one begins another.
const JOINTS: [&str; 10] = ["...", "..", "…", " - ", " – ", " — ", " to ", " until ", " till ", "–"];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A run of digits or of letters; what stands between runs only parts them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Token<'text> {
    Digits(&'text str),
    Word(&'text str),
}

/// The date that is beyond doubt meant by `text`, as it should be written.
pub(in super::super) fn date(text: &str) -> Option<String> {
    let lower = lower_case(text)?;
    date_of(&tokens(&lower)?).map(|date| date.to_string())
}

/// The period that is beyond doubt meant by `text`, as it should be written.
pub(in super::super) fn period(text: &str) -> Option<String> {
    let lower = lower_case(text)?;
    if let Some(horizon) = Horizon::ALL.into_iter().find(|horizon| horizon.word() == lower) {
        return Some(horizon.word().to_owned());
    }
    side(&lower)
        .or_else(|| JOINTS.iter().find_map(|joint| lower.split_once(joint)).and_then(|(left, right)| both(left, right)))
        .or_else(|| lower.match_indices('-').find_map(|(at, _)| both(&lower[..at], &lower[at + 1..])))
}

fn lower_case(text: &str) -> Option<String> {
    (text.len() <= LONGEST).then(|| text.trim().to_lowercase())
}

/// Both sides of a period; a left one in words (`oct`, `q1`) may have its year on the right.
fn both(left: &str, right: &str) -> Option<String> {
    let right = side(right)?;
    let borrowed = || {
        let has_word = left.contains(|character: char| character.is_ascii_alphabetic());
        has_word.then(|| format!("{left} {}", right.get(..4).unwrap_or_default())).and_then(|left| side(&left))
    };
    let left = side(left).or_else(borrowed)?;
    Some(format!("{left}..{right}"))
}

/// One stretch of the calendar.
fn side(text: &str) -> Option<String> {
    let tokens = tokens(text)?;
    let written = stretch(&tokens).or_else(|| date_of(&tokens).map(|date| date.to_string()))?;
    exact_period(&written).is_some().then_some(written)
}

fn stretch(tokens: &[Token<'_>]) -> Option<String> {
    use Token::{Digits, Word};
    match *tokens {
        [Digits(year)] if is_year(year) => Some(year.to_owned()),
        [Word(name), Digits(number), Digits(year)] | [Digits(year), Word(name), Digits(number)] if is_year(year) => {
            numbered(name, number, year)
        }
        [Digits(number), Word(name), Digits(year)] if is_year(year) && matches!(name, "quarter" | "half") => {
            numbered(name, number, year)
        }
        [Word(name), Digits(year)] | [Digits(year), Word(name)] if is_year(year) => {
            month_named(name).map(|month| format!("{year}-{month:02}"))
        }
        [Digits(month), Digits(year)] | [Digits(year), Digits(month)] if is_year(year) && month.len() <= 2 => {
            Some(format!("{year}-{month:0>2}"))
        }
        _ => None,
    }
}

fn numbered(name: &str, number: &str, year: &str) -> Option<String> {
    match name {
        "q" | "quarter" if number.len() == 1 => Some(format!("{year}-Q{number}")),
        "h" | "half" if number.len() == 1 => Some(format!("{year}-H{number}")),
        "w" | "wk" | "week" | "cw" | "kw" if number.len() <= 2 => Some(format!("{year}-W{number:0>2}")),
        _ => None,
    }
}

fn date_of(tokens: &[Token<'_>]) -> Option<Date> {
    use Token::{Digits, Word};
    let (weekday, tokens) = match tokens {
        [Word(name), rest @ ..] if weekday_named(name).is_some() => (weekday_named(name), rest),
        _ => (None, tokens),
    };
    let (year, month, day) = match *tokens {
        [Digits(year), Digits(month), Digits(day)] if is_year(year) => (year, small(month)?, small(day)?),
        [Digits(first), Digits(second), Digits(year)] if is_year(year) => {
            let (month, day) = month_and_day(small(first)?, small(second)?)?;
            (year, month, day)
        }
        [Digits(day), Word(month), Digits(year)]
        | [Word(month), Digits(day), Digits(year)]
        | [Digits(year), Word(month), Digits(day)]
            if is_year(year) =>
        {
            (year, month_named(month)?, small(day)?)
        }
        [Digits(all)] if all.len() == 8 && (all.starts_with("19") || all.starts_with("20")) => {
            (&all[..4], small(&all[4..6])?, small(&all[6..])?)
        }
        _ => return None,
    };
    let date = exact_date(&format!("{year}-{month:02}-{day:02}"))?;
    weekday.is_none_or(|weekday| date.weekday() == weekday).then_some(date)
}

/// Of two numbers, which is the month; the day tells itself only by being over 12.
fn month_and_day(first: i8, second: i8) -> Option<(i8, i8)> {
    if first > 12 || first == second {
        Some((second, first))
    } else if second > 12 {
        Some((first, second))
    } else {
        None
    }
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4
}

fn small(digits: &str) -> Option<i8> {
    if digits.len() <= 2 { digits.parse().ok() } else { None }
}

fn month_named(name: &str) -> Option<i8> {
    let abbreviated = |month: &str| month.starts_with(name) && (name.len() == 3 || name == "sept");
    // There are twelve, so the number fits.
    MONTHS.iter().position(|month| *month == name || abbreviated(month)).map(|index| index as i8 + 1)
}

fn weekday_named(name: &str) -> Option<Weekday> {
    let abbreviated = |day: &str| day.starts_with(name) && name.len() == 3;
    let index = WEEKDAYS.iter().position(|day| *day == name || abbreviated(day))?;
    Weekday::from_monday_zero_offset(i8::try_from(index).ok()?).ok()
}

/// The runs of digits and letters of `text`, the ends of ordinals (`27th`) and `of` left out; none where there is
/// anything else than these, white space and the marks that dates are written with.
fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim();
    if rest.starts_with(is_mark) || rest.ends_with(is_mark) {
        // Something is still to be written there.
        return None;
    }
    while let Some(first) = rest.chars().next() {
        let is_same: fn(char) -> bool = if first.is_ascii_digit() {
            |character| character.is_ascii_digit()
        } else if first.is_ascii_alphabetic() {
            |character| character.is_ascii_alphabetic()
        } else if is_mark(first) {
            is_mark
        } else {
            return None;
        };
        let end = rest.find(|character| !is_same(character)).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        if first.is_ascii_digit() {
            tokens.push(Token::Digits(run));
        } else if first.is_ascii_alphabetic() && !is_filler(run, tokens.last()) {
            tokens.push(Token::Word(run));
        }
        rest = behind;
    }
    Some(tokens)
}

fn is_filler(word: &str, before: Option<&Token<'_>>) -> bool {
    word == "of" || (matches!(word, "st" | "nd" | "rd" | "th") && matches!(before, Some(Token::Digits(_))))
}

fn is_mark(character: char) -> bool {
    character.is_whitespace() || matches!(character, '-' | '/' | '.' | ',' | '_' | '\u{2010}'..='\u{2015}' | '\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_leave_no_doubt() {
        for text in [
            "2026/11/27",
            "2026.11.27",
            "2026 11 27",
            "20261127",
            "27.11.2026",
            "27/11/2026",
            "27-11-2026",
            "11/27/2026",
            "Nov 27 2026",
            "Nov 27, 2026",
            "November 27th, 2026",
            "27 Nov 2026",
            "27 november 2026",
            "27. November 2026",
            "Fri 27 Nov 2026",
            "Friday, 27 Nov 2026",
            "the 27th of Nov 2026".trim_start_matches("the "),
            "2026-Nov-27",
            "2026‑11‑27",
        ] {
            assert_eq!(date(text).as_deref(), Some("2026-11-27"), "{text}");
        }
        assert_eq!(date("2026-1-5").as_deref(), Some("2026-01-05"));
        assert_eq!(date("5.5.2026").as_deref(), Some("2026-05-05"));
        assert_eq!(date("1 Sept 2026").as_deref(), Some("2026-09-01"));
    }

    #[test]
    fn dates_in_doubt_are_left_alone() {
        for text in [
            "05.11.2026",
            "5/11/2026",
            "27.11.26",
            "27 Nov",
            "Mon 27 Nov 2026",
            "30 Feb 2026",
            "2026-11-27T10:00",
            "next friday",
            "12345678",
            "27 N 2026",
            "27 Ma 2026",
            "x".repeat(100).as_str(),
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn periods_that_leave_no_doubt() {
        for (text, meant) in [
            ("Q4 2026", "2026-Q4"),
            ("Q4/2026", "2026-Q4"),
            ("2026 Q4", "2026-Q4"),
            ("2026Q4", "2026-Q4"),
            ("2026-q4", "2026-Q4"),
            ("Q4-2026", "2026-Q4"),
            ("quarter 4 2026", "2026-Q4"),
            ("4th quarter of 2026", "2026-Q4"),
            ("H2 2026", "2026-H2"),
            ("2nd half of 2026", "2026-H2"),
            ("W47 2026", "2026-W47"),
            ("2026-W5", "2026-W05"),
            ("week 47, 2026", "2026-W47"),
            ("KW 47/2026", "2026-W47"),
            ("Nov 2026", "2026-11"),
            ("November 2026", "2026-11"),
            ("2026 november", "2026-11"),
            ("11/2026", "2026-11"),
            ("2026/11", "2026-11"),
            ("2026-1", "2026-01"),
            ("Now", "now"),
            ("LATER", "later"),
            ("27 Nov 2026", "2026-11-27"),
            ("2026-11-16 - 2026-11-27", "2026-11-16..2026-11-27"),
            ("2026-11-16 to 2026-11-27", "2026-11-16..2026-11-27"),
            ("2026-11-16 .. 2026-11-27", "2026-11-16..2026-11-27"),
            ("2026-11-16...2026-11-27", "2026-11-16..2026-11-27"),
            ("2026-11-16–2026-11-27", "2026-11-16..2026-11-27"),
            ("2026–2027", "2026..2027"),
            ("2026-2027", "2026..2027"),
            ("Q4 2026 - Q1 2027", "2026-Q4..2027-Q1"),
            ("Q1-Q2 2026", "2026-Q1..2026-Q2"),
            ("Oct - Dec 2026", "2026-10..2026-12"),
            ("October to December 2026", "2026-10..2026-12"),
        ] {
            assert_eq!(period(text).as_deref(), Some(meant), "{text}");
        }
    }

    #[test]
    fn periods_in_doubt_are_left_alone() {
        for text in [
            "Q4",
            "November",
            "Q4 26",
            "Q5 2026",
            "W54 2026",
            "05-11-2026",
            "10-12 2026",
            "summer 2026",
            "FY 2026",
            "soon",
            "2026 2027",
        ] {
            assert_eq!(period(text), None, "{text}");
        }
    }
}
