//! A number that is not negative, and a percentage.

use std::cmp::Ordering;
use std::fmt;

use nom::Parser;
use nom::character::complete::{char, digit1};
use nom::combinator::{all_consuming, opt, recognize};
use nom::sequence::{pair, preceded};
use nom::{AsChar, IResult};

use super::error::{excerpt, trimmed};
use super::{ValueError, ValueKind, ValueProblem, mend};

/// A number that is not negative and not infinite, `\d+(\.\d+)?`. `Display` writes it so again, without needless zeros.
#[derive(Clone, Copy, Debug)]
pub struct Number(f64);

impl Number {
    /// The number, finite and at least 0.
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// A share of a hundred, from 0 to 100: `80%`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(Number);

impl Percent {
    /// The number before the sign, from 0 to 100.
    pub const fn get(self) -> f64 {
        self.0.get()
    }

    /// The share of one, from 0 to 1.
    pub fn fraction(self) -> f64 {
        self.get() / 100.0
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}%", self.0)
    }
}

/// Reads a number.
///
/// # Errors
/// What keeps it from being one; with the number that was meant where there is no doubt about it (`1200` for `1,200`).
pub fn parse_number(input: &str) -> Result<Number, ValueError> {
    let kind = ValueKind::Number;
    trimmed(input, |text| match all_consuming(decimal).parse(text) {
        Ok((_, digits)) => finite(digits, 0).map(Number).ok_or_else(|| too_large(text, kind)),
        Err(_) => Err(number_error(text, kind).suggesting(mend::number(text))),
    })
}

/// The number that all of `text` is.
pub(super) fn exact_number(text: &str) -> Option<Number> {
    let (_, digits) = all_consuming(decimal).parse(text).ok()?;
    finite(digits, 0).map(Number)
}

/// Reads a percentage.
///
/// # Errors
/// What keeps it from being one; with the percentage that was meant where there is no doubt about it (`80%` for `80`).
pub fn parse_percent(input: &str) -> Result<Percent, ValueError> {
    let kind = ValueKind::Percent;
    trimmed(input, |text| match text.strip_suffix('%').map(|number| all_consuming(decimal).parse(number)) {
        Some(Ok(_)) => exact_percent(text).ok_or_else(|| too_large(text, kind)),
        _ => Err(number_error(text, kind).suggesting(mend::percent(text))),
    })
}

/// The percentage that all of `text` is.
pub(super) fn exact_percent(text: &str) -> Option<Percent> {
    exact_number(text.strip_suffix('%')?).filter(|number| number.get() <= 100.0).map(Percent)
}

/// Digits, and a point with digits behind it where there are decimals.
pub(super) fn decimal(input: &str) -> IResult<&str, &str> {
    recognize(pair(digit1, opt(preceded(char('.'), digit1)))).parse(input)
}

/// The number nearest to `digits` times ten to the power of `exponent`, if it is finite.
pub(super) fn finite(digits: &str, exponent: u8) -> Option<f64> {
    let number = if exponent == 0 {
        // Most numbers are small and whole, and those are quicker to read.
        digits.parse::<u32>().map_or_else(|_| digits.parse(), |whole| Ok(f64::from(whole)))
    } else {
        // Multiplying would round a second time: 4.35 times a million is not 4350000.
        smol_str::format_smolstr!("{digits}e{exponent}").parse()
    };
    number.ok().filter(|number: &f64| number.is_finite())
}

/// The fault of `text`, which is not written as a number is.
pub(super) fn number_error(text: &str, wanted: ValueKind) -> ValueError {
    if wanted != ValueKind::Amount && is_below_zero(text) {
        return ValueError::whole(text, ValueProblem::Negative { wanted });
    }
    let is_grouped = |mark: usize| {
        let digit = |character: Option<char>| character.is_some_and(AsChar::is_dec_digit);
        digit(text[..mark].chars().next_back()) && digit(text[mark..].chars().nth(1))
    };
    if text.match_indices([',', '\'', '\u{2019}', '_', ' ', '\u{a0}', '\u{202f}']).any(|(mark, _)| is_grouped(mark)) {
        return ValueError::whole(text, ValueProblem::Grouped { found: excerpt(text) });
    }
    ValueError::malformed(text, wanted)
}

pub(super) fn too_large(text: &str, wanted: ValueKind) -> ValueError {
    ValueError::whole(text, ValueProblem::TooLarge { wanted })
}

fn is_below_zero(text: &str) -> bool {
    text.strip_prefix(['-', '\u{2212}']).is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers() {
        for (text, number) in [("5", 5.0), ("0.5", 0.5), ("0", 0.0), ("007", 7.0), ("12000", 12000.0), (" 1.50 ", 1.5)]
        {
            assert_eq!(parse_number(text).unwrap(), Number(number));
        }
        assert!(parse_number("2").unwrap() < parse_number("10").unwrap());
        assert_eq!(parse_number("1.50").unwrap().to_string(), "1.5");
    }

    #[test]
    fn what_is_no_number() {
        use ValueProblem::{Grouped, Malformed, Negative, TooLarge};
        let wanted = ValueKind::Number;
        let huge = "9".repeat(400);
        for (text, problem, meant) in [
            ("five", Malformed { found: "five".into(), wanted }, None),
            ("1e3", Malformed { found: "1e3".into(), wanted }, None),
            (".5", Malformed { found: ".5".into(), wanted }, Some("0.5")),
            ("5.", Malformed { found: "5.".into(), wanted }, Some("5")),
            ("+5", Malformed { found: "+5".into(), wanted }, Some("5")),
            ("5%", Malformed { found: "5%".into(), wanted }, None),
            ("inf", Malformed { found: "inf".into(), wanted }, None),
            ("٥", Malformed { found: "٥".into(), wanted }, None),
            ("12k", Malformed { found: "12k".into(), wanted }, Some("12000")),
            ("-3", Negative { wanted }, None),
            ("1,200", Grouped { found: "1,200".into() }, Some("1200")),
            ("1 200", Grouped { found: "1 200".into() }, Some("1200")),
            ("0,5", Grouped { found: "0,5".into() }, Some("0.5")),
            (huge.as_str(), TooLarge { wanted }, None),
            ("", ValueProblem::Empty { wanted }, None),
        ] {
            let error = parse_number(text).unwrap_err();
            assert_eq!((error.problem, error.suggestion.as_deref()), (problem, meant), "{text}");
        }
    }

    #[test]
    fn percentages() {
        for (text, number) in [("80%", 80.0), ("0%", 0.0), ("100%", 100.0), ("12.5%", 12.5)] {
            let percent = parse_percent(text).unwrap();
            assert_eq!(percent.get().total_cmp(&number), Ordering::Equal);
            assert_eq!(percent.to_string(), text);
        }
        assert!((parse_percent("80%").unwrap().fraction() - 0.8).abs() < f64::EPSILON);
        let wanted = ValueKind::Percent;
        for (text, problem, meant) in [
            ("80", ValueProblem::Malformed { found: "80".into(), wanted }, Some("80%")),
            ("80 %", ValueProblem::Malformed { found: "80 %".into(), wanted }, Some("80%")),
            ("0.8", ValueProblem::Malformed { found: "0.8".into(), wanted }, None),
            ("101%", ValueProblem::TooLarge { wanted }, None),
            ("-5%", ValueProblem::Negative { wanted }, None),
            ("%", ValueProblem::Malformed { found: "%".into(), wanted }, None),
        ] {
            let error = parse_percent(text).unwrap_err();
            assert_eq!((error.problem, error.suggestion.as_deref()), (problem, meant), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_number_or_says_why_not(text in "\\PC{0,16}|[0-9., '%k-]{0,12}") {
            if let Ok(number) = parse_number(&text) {
                prop_assert_eq!(parse_number(&number.to_string()).unwrap(), number);
            }
            if let Ok(percent) = parse_percent(&text) {
                prop_assert_eq!(parse_percent(&percent.to_string()).unwrap(), percent);
            }
            for error in [parse_number(&text).err(), parse_percent(&text).err()].into_iter().flatten() {
                prop_assert!(text.get(error.range.clone()).is_some());
                if let Some(meant) = error.suggestion {
                    prop_assert!(parse_number(&meant).is_ok() || parse_percent(&meant).is_ok());
                }
            }
        }
    }
}
