//! A sign-off: who accepted, when, and a fingerprint of the words that they agreed to.

use std::fmt;
use std::ops::Range;

use jiff::civil::Date;

use super::error::{excerpt, trimmed};
use super::{Handle, ValueError, ValueKind, ValueProblem, parse_date};
use crate::fingerprint::Fingerprint;

/// Who accepted an item and when: `@maria 2026-11-27 3f9c21ab04d77e10c5a2`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SignOff {
    /// Who agreed.
    pub who: Handle,
    /// On which day.
    pub date: Date,
    /// To which words; without it nothing can go stale.
    pub fingerprint: Option<Fingerprint>,
}

impl fmt::Display for SignOff {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.who, self.date)?;
        self.fingerprint.map_or(Ok(()), |fingerprint| write!(formatter, " {fingerprint}"))
    }
}

/// Reads a sign-off: a person, a date and, if it is there, a fingerprint, with white space between.
///
/// # Errors
/// What is wrong, at the part that it is wrong with.
pub fn parse_sign_off(input: &str) -> Result<SignOff, ValueError> {
    trimmed(input, |text| {
        let mut words = words(text);
        let (Some(who), Some(date)) = (words.next(), words.next()) else {
            return Err(incomplete(text));
        };
        let (fingerprint, surplus) = (words.next(), words.next());
        let at = |range: Range<usize>| move |error: ValueError| error.shifted(range.start);
        if surplus.is_some() {
            return Err(incomplete(text));
        }
        let is_date = |word: &str| !word.starts_with('@') && parse_date(word).is_ok();
        if text[date.clone()].starts_with('@') || is_date(&text[who.clone()]) {
            return Err(incomplete(text));
        }
        let who = Handle::parse(&text[who.clone()]).map_err(at(who))?;
        let date = parse_date(&text[date.clone()]).map_err(at(date))?;
        let fingerprint = match fingerprint {
            None => None,
            Some(range) => Some(fingerprint_of(&text[range.clone()]).map_err(at(range))?),
        };
        Ok(SignOff { who, date, fingerprint })
    })
}

fn fingerprint_of(word: &str) -> Result<Fingerprint, ValueError> {
    Fingerprint::parse(word).ok_or_else(|| {
        let lower = (word.len() <= Fingerprint::DIGITS).then(|| word.to_ascii_lowercase());
        ValueError::whole(word, ValueProblem::Malformed { found: excerpt(word), wanted: ValueKind::Fingerprint })
            .suggesting(lower.filter(|lower| Fingerprint::parse(lower).is_some()))
    })
}

/// The fault of a text that has not the parts of a sign-off in their order; with them in order where they are all
/// there and nothing else is.
fn incomplete(text: &str) -> ValueError {
    let (mut who, mut date, mut fingerprint) = (None, None, None);
    let is_sorted = words(text).take(8).all(|range| {
        let word = text[range].trim_end_matches(',');
        if let Ok(handle) = Handle::parse(word) {
            who.replace(handle).is_none()
        } else if let Ok(day) = parse_date(word) {
            date.replace(day).is_none()
        } else if let Some(found) = Fingerprint::parse(word) {
            fingerprint.replace(found).is_none()
        } else {
            matches!(word, "by" | "on")
        }
    });
    let meant = match (who, date) {
        (Some(who), Some(date)) if is_sorted && text.len() <= 256 => Some(SignOff { who, date, fingerprint }),
        _ => None,
    };
    ValueError::malformed(text, ValueKind::SignOff)
        .suggesting(meant.map(|sign_off| sign_off.to_string()).filter(|meant| meant != text))
}

/// The places of the words of `text`.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(|character: char| !character.is_whitespace())?;
        let word = &text[start..];
        let plain = word.bytes().take_while(u8::is_ascii_graphic).count();
        at = start + plain + word[plain..].find(char::is_whitespace).unwrap_or(word.len() - plain);
        Some(start..at)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sign_offs() {
        let short = parse_sign_off("@maria 2026-11-27").unwrap();
        assert_eq!((short.who.name(), short.date.to_string().as_str()), ("maria", "2026-11-27"));
        assert_eq!(short.fingerprint, None);
        let long = parse_sign_off("@Maria  2026-11-27\t3f9c21ab04d77e10c5a2").unwrap();
        assert_eq!(long.to_string(), "@maria 2026-11-27 3f9c21ab04d77e10c5a2");
    }

    #[test]
    fn what_is_no_sign_off() {
        for (text, range, meant) in [
            ("", 0..0, None),
            ("@maria", 0..6, None),
            ("2026-11-27", 0..10, None),
            ("yes", 0..3, None),
            ("maria 2026-11-27", 0..5, Some("@maria")),
            ("@maria 2026-02-30", 7..17, None),
            ("@maria 27.11.2026", 7..17, Some("2026-11-27")),
            ("@maria 2026-11-27 3F9C21AB04D77E10C5A2", 18..38, Some("3f9c21ab04d77e10c5a2")),
            ("@maria 2026-11-27 3f9c", 18..22, None),
            ("@maria 2026-11-27 xf9c21ab04d77e10c5a2", 18..38, None),
            ("2026-11-27 @maria", 0..17, Some("@maria 2026-11-27")),
            (" by @maria on 2026-11-27", 1..24, Some("@maria 2026-11-27")),
            ("@maria 2026-11-27 3f9c21ab04d77e10c5a2 yes", 0..42, None),
            ("@maria @li 2026-11-27", 0..21, None),
        ] {
            let error = parse_sign_off(text).unwrap_err();
            assert_eq!((error.range, error.suggestion.as_deref()), (range, meant), "{text}");
        }
    }

    #[test]
    fn a_bad_fingerprint_may_be_left_out() {
        let error = parse_sign_off("@maria 2026-11-27 3f9c").unwrap_err();
        let told = error.problem.to_string();
        assert!(told.ends_with("20 digits of `0-9a-f`, or left out"), "{told}");
    }

    proptest! {
        #[test]
        fn any_text_is_a_sign_off_or_says_why_not(text in "\\PC{0,24}|@?[a-z]{1,3},? 2026-[01]?[0-9]-[0-9]{2}( [0-9a-fA-F]{19,21})?") {
            match parse_sign_off(&text) {
                Ok(sign_off) => prop_assert_eq!(parse_sign_off(&sign_off.to_string()).unwrap(), sign_off),
                Err(error) => prop_assert!(text.get(error.range).is_some()),
            }
        }
    }
}
