//! A day of the calendar: `2026-11-27`.

pub use jiff::civil::Date;
use nom::bytes::complete::take_while_m_n;
use nom::character::complete::char;
use nom::combinator::{all_consuming, map_opt};
use nom::sequence::preceded;
use nom::{IResult, Parser};

use super::error::{excerpt, trimmed};
use super::{ValueError, ValueKind, ValueProblem, mend};

/// Reads a date, `YYYY-MM-DD`, that the (proleptic Gregorian) calendar has, from the year 0000 to 9999.
///
/// # Errors
/// What keeps it from being one; with the date that was meant where other marks, another order or the name of the
/// month leave no doubt about it.
pub fn parse_date(input: &str) -> Result<Date, ValueError> {
    trimmed(input, |text| match written(text) {
        Some((year, month, day)) => Date::new(year, month, day).map_err(|_| {
            let problem = ValueProblem::NotInCalendar { found: excerpt(text), wanted: ValueKind::Date };
            ValueError::whole(text, problem)
        }),
        None => Err(ValueError::malformed(text, ValueKind::Date).suggesting(mend::date(text))),
    })
}

/// The day that all of `text` is.
pub(super) fn exact(text: &str) -> Option<Date> {
    let (year, month, day) = written(text)?;
    Date::new(year, month, day).ok()
}

/// Year, month and day of all of `text`, as written.
fn written(text: &str) -> Option<(i16, i8, i8)> {
    let (_, date) =
        all_consuming((year, preceded(char('-'), two_digits), preceded(char('-'), two_digits))).parse(text).ok()?;
    Some(date)
}

/// A year of four digits.
pub(super) fn year(input: &str) -> IResult<&str, i16> {
    map_opt(digits(4), |text: &str| text.parse().ok()).parse(input)
}

/// A month, week or day of two digits.
pub(super) fn two_digits(input: &str) -> IResult<&str, i8> {
    map_opt(digits(2), |text: &str| text.parse().ok()).parse(input)
}

/// So many ASCII digits.
fn digits<'text>(count: usize) -> impl Parser<&'text str, Output = &'text str, Error = nom::error::Error<&'text str>> {
    take_while_m_n(count, count, |character: char| character.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn days_of_the_calendar() {
        for text in ["2026-11-27", "2024-02-29", "0000-01-01", "9999-12-31", " 2026-11-27 "] {
            assert_eq!(parse_date(text).unwrap().to_string(), text.trim());
        }
    }

    #[test]
    fn days_that_the_calendar_does_not_have() {
        for text in ["2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-01-00"] {
            let error = parse_date(text).unwrap_err();
            assert_eq!(error.to_string(), format!("`{text}` is not a day of the calendar"));
            assert_eq!(error.suggestion, None);
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in
            ["soon", "2026", "2026-11", "26-11-27", "2026-11-27T10:00", "2026-11-270", "+2026-11-27", "٢٠٢٦-11-27"]
        {
            let problem = parse_date(text).unwrap_err().problem;
            assert_eq!(problem, ValueProblem::Malformed { found: text.into(), wanted: ValueKind::Date });
        }
        assert_eq!(parse_date(" ").unwrap_err().problem, ValueProblem::Empty { wanted: ValueKind::Date });
    }

    proptest! {
        #[test]
        fn any_text_is_a_date_or_says_why_not(text in "\\PC{0,20}|[0-9 ./a-z-]{0,12}|[0-9]{1,4}[-./ ][0-9]{1,2}[-./ ][0-9]{1,4}") {
            if let Err(error) = parse_date(&text) {
                prop_assert!(text.get(error.range).is_some());
                if let Some(meant) = error.suggestion {
                    prop_assert!(parse_date(&meant).is_ok());
                }
            }
        }
    }
}
