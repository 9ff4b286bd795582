//! An amount and the day it was read: `58% 2026-11-01`.

use std::fmt;

use jiff::civil::Date;

use super::amount::exact;
use super::date::exact as exact_date;
use super::error::trimmed;
use super::number::number_error;
use super::{Amount, ValueError, ValueKind, mend, parse_amount, parse_date};

/// The longest text of which it is asked what was meant, in bytes.
const LONGEST_MENDED: usize = 64;

/// An amount, and the day it was read: `58% 2026-11-01`.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What was read.
    pub amount: Amount,
    /// When, where that is written.
    pub date: Option<Date>,
}

impl fmt::Display for Reading {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.amount.fmt(formatter)?;
        self.date.map_or(Ok(()), |date| write!(formatter, " {date}"))
    }
}

/// Reads an amount with, behind it and white space, the day it was read.
///
/// # Errors
/// What is wrong with the one or the other.
pub fn parse_reading(input: &str) -> Result<Reading, ValueError> {
    trimmed(input, |text| {
        let alone = || match parse_amount(text) {
            Ok(amount) => Ok(Reading { amount, date: None }),
            Err(error) => Err(reading_error(text, error)),
        };
        let Some((before, last)) = text.rsplit_once(char::is_whitespace) else { return alone() };
        let before = before.trim_end();
        match (parse_date(last), without_filler(before) == before) {
            (Ok(date), true) => match parse_amount(before) {
                Ok(amount) => Ok(Reading { amount, date: Some(date) }),
                Err(error) => Err(reading_error(text, error)),
            },
            (Ok(_), false) => Err(reading_error(text, ValueError::malformed(text, ValueKind::Reading))),
            // The amount is right and what is behind it is no unit, so it is meant as the day, unless it belongs to
            // the number, as in `1 200`.
            (Err(error), true) if last.starts_with(|first: char| first.is_ascii_digit()) && exact(before).is_some() => {
                match mend::amount(text) {
                    Some(amount) => Err(number_error(text, ValueKind::Amount).suggesting(Some(amount))),
                    None => Err(error.shifted(text.len() - last.len())),
                }
            }
            (Err(_), _) => alone(),
        }
    })
}

/// The fault of `text` as a reading, with what was meant.
fn reading_error(text: &str, mut error: ValueError) -> ValueError {
    use super::ValueProblem::{Empty, Malformed};
    if let Empty { wanted } | Malformed { wanted, .. } = &mut error.problem {
        *wanted = ValueKind::Reading;
    }
    match error.suggestion {
        Some(_) => error,
        None => match mended_reading(text) {
            Some(meant) => ValueError::malformed(text, ValueKind::Reading).suggesting(Some(meant)),
            None => error,
        },
    }
}

/// The reading that is meant where its amount and day are right but for what stands between and around them, the form
/// of the day, or their order.
fn mended_reading(text: &str) -> Option<String> {
    if text.len() > LONGEST_MENDED {
        return None;
    }
    let day = |text: &str| {
        let bare = text.trim_start_matches(['(', '@']).trim_end_matches([')', '.']).trim();
        exact_date(bare).map(|date| date.to_string()).or_else(|| mend::date(bare))
    };
    let reading = |amount: &str, date: &str| {
        let amount = without_filler(amount);
        exact(amount).is_some().then_some(amount).zip(day(date)).map(|(amount, day)| format!("{amount} {day}"))
    };
    text.match_indices(char::is_whitespace).find_map(|(at, _)| {
        let (left, right) = (text[..at].trim(), text[at..].trim());
        reading(left, right).or_else(|| reading(right, left.trim_end_matches([',', ':'])))
    })
}

/// `text` without a word at its end that leads to a day: `58% on`, `58% as of`, `58%,`.
fn without_filler(text: &str) -> &str {
    let bare = text.trim_end_matches(',');
    let filler =
        [" as of", " as", " on", " at", " @", " -", " –"].into_iter().find_map(|filler| bare.strip_suffix(filler));
    filler.unwrap_or(bare).trim_end()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::ValueProblem;
    use super::*;

    #[test]
    fn readings() {
        for (text, amount, date) in [
            ("58%", "58%", None),
            ("58% 2026-11-01", "58%", Some("2026-11-01")),
            ("320 ms", "320 ms", None),
            ("320 ms  2026-11-01", "320 ms", Some("2026-11-01")),
            ("12000 2026-11-01", "12000", Some("2026-11-01")),
        ] {
            let reading = parse_reading(text).unwrap();
            assert_eq!(reading.amount.to_string(), amount);
            assert_eq!(reading.date.map(|date| date.to_string()).as_deref(), date);
            assert_eq!(parse_reading(&reading.to_string()).unwrap(), reading);
        }
    }

    #[test]
    fn what_is_no_reading() {
        for (text, range, meant) in [
            ("", 0..0, None),
            ("high", 0..4, None),
            ("58% 2026-02-30", 4..14, None),
            ("58% 2026/11/01", 4..14, Some("2026-11-01")),
            ("58% 2026-11", 4..11, None),
            ("high 2026-11-01", 0..4, None),
            ("1,200 2026-11-01", 0..5, Some("1200")),
            ("1 200", 0..5, Some("1200")),
            ("58% (2026-11-01)", 0..16, Some("58% 2026-11-01")),
            ("58%, 27 Nov 2026", 0..16, Some("58% 2026-11-27")),
            ("58% on 2026-11-27.", 0..18, Some("58% 2026-11-27")),
            ("320 ms as of 2026-11-27", 0..23, Some("320 ms 2026-11-27")),
            ("2026-11-27: 58%", 0..15, Some("58% 2026-11-27")),
            ("1,200 on 2026-11-27", 0..19, None),
        ] {
            let error = parse_reading(text).unwrap_err();
            assert_eq!((error.range, error.suggestion.as_deref()), (range, meant), "{text}");
        }
        assert_eq!(
            parse_reading("high").unwrap_err().problem,
            ValueProblem::Malformed { found: "high".into(), wanted: ValueKind::Reading }
        );
    }

    proptest! {
        #[test]
        fn any_text_is_a_reading_or_says_why_not(
            text in "\\PC{0,16}|[€-]?[0-9]{1,4}([.,][0-9]{1,3})?[ k%]{0,2}[a-z ]{0,4}( (on |\\()?2026[/-][0-9]{1,2}[/-][0-9]{2})?",
        ) {
            match parse_reading(&text) {
                Ok(reading) => prop_assert_eq!(parse_reading(&reading.to_string()).unwrap(), reading),
                Err(error) => {
                    prop_assert!(text.get(error.range.clone()).is_some());
                    if let Some(meant) = error.suggestion {
                        let mended = format!("{}{meant}{}", &text[..error.range.start], &text[error.range.end..]);
                        prop_assert!(parse_reading(&mended).is_ok(), "{}", mended);
                    }
                }
            }
        }
    }
}
