//! When something is to happen: a span of days, written by day, week, month, quarter, half or year, or a horizon.

use std::fmt;

use jiff::civil::{Date, ISOWeekDate, Weekday};
use nom::branch::alt;
use nom::character::complete::{char, satisfy};
use nom::combinator::{all_consuming, map, opt};
use nom::sequence::preceded;
use nom::{IResult, Parser};

use super::date::{two_digits, year};
use super::error::{excerpt, trimmed};
use super::{ValueError, ValueKind, ValueProblem, mend};

/// How far away something is whose days are not known yet, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Horizon {
    /// Under way.
    Now,
    /// After what is under way.
    Next,
    /// Some day.
    Later,
}

impl Horizon {
    /// All of them, nearest first.
    pub const ALL: [Self; 3] = [Self::Now, Self::Next, Self::Later];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Next => "next",
            Self::Later => "later",
        }
    }
}

/// A span of days, or a horizon. `Display` writes it in the shortest form that reads back as the same period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// The days `first..=last`; `last` may stand before `first` where that was written ([`Period::is_inverted`]).
    Span {
        /// The first day of what stands on the left.
        first: Date,
        /// The last day of what stands on the right.
        last: Date,
    },
    /// No days yet.
    Horizon(Horizon),
}

impl Period {
    /// The first day, where there are days.
    pub const fn first(&self) -> Option<Date> {
        match self {
            Self::Span { first, .. } => Some(*first),
            Self::Horizon(_) => None,
        }
    }

    /// The last day, where there are days.
    pub const fn last(&self) -> Option<Date> {
        match self {
            Self::Span { last, .. } => Some(*last),
            Self::Horizon(_) => None,
        }
    }

    /// The horizon, where there are no days.
    pub const fn horizon(&self) -> Option<Horizon> {
        match self {
            Self::Span { .. } => None,
            Self::Horizon(horizon) => Some(*horizon),
        }
    }

    /// Whether it ends before it starts, as `2026-12..2026-11` does.
    pub fn is_inverted(&self) -> bool {
        matches!(self, Self::Span { first, last } if last < first)
    }

    /// Whether `day` is one of its days.
    pub fn contains(&self, day: Date) -> bool {
        matches!(self, Self::Span { first, last } if (*first..=*last).contains(&day))
    }

    /// Whether both have a day in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Span { first, last }, Self::Span { first: other_first, last: other_last }) => {
                !self.is_inverted() && !other.is_inverted() && first <= other_last && other_first <= last
            }
            _ => false,
        }
    }
}

/// Reads a period.
///
/// # Errors
/// What keeps it from being one; with the period that was meant where there is no doubt about it (`2026-Q4` for
/// `Q4 2026`). A period that ends before it starts is no error here.
pub fn parse_period(input: &str) -> Result<Period, ValueError> {
    trimmed(input, |text| match written(text) {
        Some(written) => written.period(text),
        None => Err(ValueError::malformed(text, ValueKind::Period).suggesting(mend::period(text))),
    })
}

/// The period that all of `text` is.
pub(super) fn exact(text: &str) -> Option<Period> {
    written(text)?.period(text).ok()
}

/// A period as written, which the calendar may not have.
enum Written {
    Horizon(Horizon),
    One(Unit),
    Two(Unit, Unit),
}

fn written(text: &str) -> Option<Written> {
    if let Some(horizon) = Horizon::ALL.into_iter().find(|horizon| horizon.word() == text) {
        return Some(Written::Horizon(horizon));
    }
    let two = (unit, opt(preceded((char('.'), char('.')), unit)));
    let (_, (left, right)) = all_consuming(two).parse(text).ok()?;
    Some(right.map_or(Written::One(left), |right| Written::Two(left, right)))
}

impl Written {
    /// The period, where the calendar has both sides; `text` is what was written.
    fn period(self, text: &str) -> Result<Period, ValueError> {
        let (first, last) = match self {
            Self::Horizon(horizon) => return Ok(Period::Horizon(horizon)),
            Self::One(unit) => unit.days().ok_or_else(|| not_in_calendar(text))?,
            Self::Two(left, right) => {
                let (left_text, right_text) = text.split_once("..").unwrap_or((text, ""));
                let right_start = text.len() - right_text.len();
                let (first, _) = left.days().ok_or_else(|| not_in_calendar(left_text))?;
                let (_, last) = right.days().ok_or_else(|| not_in_calendar(right_text).shifted(right_start))?;
                (first, last)
            }
        };
        Ok(Period::Span { first, last })
    }
}

fn not_in_calendar(text: &str) -> ValueError {
    // A day has two dashes; whatever has fewer is a longer stretch.
    let is_day = text.bytes().filter(|byte| *byte == b'-').count() == 2;
    let wanted = if is_day { ValueKind::Date } else { ValueKind::Period };
    ValueError::whole(text, ValueProblem::NotInCalendar { found: excerpt(text), wanted })
}

/// One stretch of the calendar as written, which the calendar may not have.
#[derive(Clone, Copy)]
enum Unit {
    Day(i16, i8, i8),
    Week(i16, i8),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    Year(i16),
}

impl Unit {
    /// Its first and last day, if the calendar has it.
    fn days(self) -> Option<(Date, Date)> {
        match self {
            Self::Day(year, month, day) => Date::new(year, month, day).ok().map(|date| (date, date)),
            Self::Week(year, week) => {
                let first = ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date();
                let last = ISOWeekDate::new(year, week, Weekday::Sunday).ok()?.date();
                Some((first, last))
            }
            Self::Month(year, month) => months(year, month, month),
            Self::Quarter(year, quarter @ 1..=4) => months(year, quarter * 3 - 2, quarter * 3),
            Self::Half(year, half @ 1..=2) => months(year, half * 6 - 5, half * 6),
            Self::Quarter(..) | Self::Half(..) => None,
            Self::Year(year) => months(year, 1, 12),
        }
    }
}

fn months(year: i16, first: i8, last: i8) -> Option<(Date, Date)> {
    Some((Date::new(year, first, 1).ok()?, Date::new(year, last, 1).ok()?.last_of_month()))
}

fn unit(input: &str) -> IResult<&str, Unit> {
    let (input, year) = year(input)?;
    map(opt(preceded(char('-'), within_year(year))), move |unit| unit.unwrap_or(Unit::Year(year))).parse(input)
}

fn within_year<'text>(year: i16) -> impl Parser<&'text str, Output = Unit, Error = nom::error::Error<&'text str>> {
    alt((
        map(preceded(char('W'), two_digits), move |week| Unit::Week(year, week)),
        map(preceded(char('Q'), one_digit), move |quarter| Unit::Quarter(year, quarter)),
        map(preceded(char('H'), one_digit), move |half| Unit::Half(year, half)),
        map((two_digits, opt(preceded(char('-'), two_digits))), move |(month, day)| {
            day.map_or(Unit::Month(year, month), |day| Unit::Day(year, month, day))
        }),
    ))
}

fn one_digit(input: &str) -> IResult<&str, i8> {
    // An ASCII digit is at most 9, so it fits.
    map(satisfy(|character| character.is_ascii_digit()), |digit| (u32::from(digit) - u32::from('0')) as i8).parse(input)
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Horizon(horizon) => formatter.write_str(horizon.word()),
            Self::Span { first, last } => match shortest(first, last) {
                None => write!(formatter, "{first}..{last}"),
                Some(Unit::Day(..)) => write!(formatter, "{first}"),
                Some(Unit::Week(year, week)) => write!(formatter, "{year:04}-W{week:02}"),
                Some(Unit::Month(year, month)) => write!(formatter, "{year:04}-{month:02}"),
                Some(Unit::Quarter(year, quarter)) => write!(formatter, "{year:04}-Q{quarter}"),
                Some(Unit::Half(year, half)) => write!(formatter, "{year:04}-H{half}"),
                Some(Unit::Year(year)) => write!(formatter, "{year:04}"),
            },
        }
    }
}

/// The one stretch of the calendar that has exactly these days, if there is one.
fn shortest(first: Date, last: Date) -> Option<Unit> {
    let (year, month) = (first.year(), first.month());
    let week = first.iso_week_date();
    [
        Unit::Day(year, month, first.day()),
        Unit::Year(year),
        Unit::Half(year, (month + 5) / 6),
        Unit::Quarter(year, (month + 2) / 3),
        Unit::Month(year, month),
        // The first days of year 0 are in a week of the year before, which four digits cannot write.
        Unit::Week(week.year().max(0), week.week()),
    ]
    .into_iter()
    .find(|unit| unit.days() == Some((first, last)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_form_and_its_days() {
        for (text, first, last) in [
            ("2026-11-27", "2026-11-27", "2026-11-27"),
            ("2026-11", "2026-11-01", "2026-11-30"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2026-W47", "2026-11-16", "2026-11-22"),
            ("2026-W01", "2025-12-29", "2026-01-04"),
            ("2026-W53", "2026-12-28", "2027-01-03"),
            ("2026-Q1", "2026-01-01", "2026-03-31"),
            ("2026-Q4", "2026-10-01", "2026-12-31"),
            ("2026-H1", "2026-01-01", "2026-06-30"),
            ("2026-H2", "2026-07-01", "2026-12-31"),
            ("2026", "2026-01-01", "2026-12-31"),
            ("2026-11-16..2026-11-27", "2026-11-16", "2026-11-27"),
            ("2026-Q4..2027-Q2", "2026-10-01", "2027-06-30"),
            ("2026-W47..2026-12", "2026-11-16", "2026-12-31"),
            ("2026..2027-01-15", "2026-01-01", "2027-01-15"),
        ] {
            let period = parse_period(text).unwrap();
            assert_eq!(period.first().unwrap().to_string(), first, "{text}");
            assert_eq!(period.last().unwrap().to_string(), last, "{text}");
            assert!(!period.is_inverted());
            assert_eq!(parse_period(&period.to_string()).unwrap(), period, "{text}");
        }
        for horizon in Horizon::ALL {
            assert_eq!(parse_period(horizon.word()).unwrap(), Period::Horizon(horizon));
        }
        assert!(Horizon::Now < Horizon::Next && Horizon::Next < Horizon::Later);
    }

    #[test]
    fn the_shortest_form_is_shown() {
        for (text, shown) in [
            ("2026-01..2026-12", "2026"),
            ("2026-Q1..2026-Q2", "2026-H1"),
            ("2026-10-01..2026-12-31", "2026-Q4"),
            ("2026-11-01..2026-11-30", "2026-11"),
            ("2026-11-16..2026-11-22", "2026-W47"),
            ("2025-12-29..2026-01-04", "2026-W01"),
            ("2026-11-16..2026-11-16", "2026-11-16"),
            ("2026-11-16..2026-11-27", "2026-11-16..2026-11-27"),
            ("0000-01-01..0000-01-02", "0000-01-01..0000-01-02"),
        ] {
            assert_eq!(parse_period(text).unwrap().to_string(), shown);
        }
    }

    #[test]
    fn the_days_that_periods_share() {
        let period = |text| parse_period(text).unwrap();
        let day = |text| super::super::parse_date(text).unwrap();
        assert!(period("2026-Q4").contains(day("2026-10-01")) && period("2026-Q4").contains(day("2026-12-31")));
        assert!(!period("2026-Q4").contains(day("2027-01-01")) && !period("now").contains(day("2026-10-01")));
        assert!(period("2026-11").overlaps(&period("2026-11-30..2026-12-05")));
        assert!(!period("2026-11").overlaps(&period("2026-12")));
        assert!(!period("2026").overlaps(&period("2026-12..2026-11")));
        assert!(!period("now").overlaps(&period("now")));
    }

    #[test]
    fn a_period_may_end_before_it_starts() {
        assert!(parse_period("2026-12..2026-11").unwrap().is_inverted());
    }

    #[test]
    fn what_the_calendar_does_not_have() {
        for (text, range, said) in [
            ("2026-13", 0..7, "the calendar has no `2026-13`"),
            ("2025-W53", 0..8, "the calendar has no `2025-W53`"),
            ("2026-Q5", 0..7, "the calendar has no `2026-Q5`"),
            ("2026-H3", 0..7, "the calendar has no `2026-H3`"),
            ("2026-Q0", 0..7, "the calendar has no `2026-Q0`"),
            ("9999-W52", 0..8, "the calendar has no `9999-W52`"),
            (" 2026-02-30..2026-03", 1..11, "`2026-02-30` is not a day of the calendar"),
            ("2026-02..2026-02-30", 9..19, "`2026-02-30` is not a day of the calendar"),
        ] {
            let error = parse_period(text).unwrap_err();
            assert_eq!((error.range.clone(), error.to_string().as_str()), (range, said), "{text}");
        }
    }

    #[test]
    fn what_is_no_period() {
        for text in
            ["soon", "Q4", "2026-", "2026..", "..2026", "2026-11-", "26-Q4", "2026-Q4..", "now..later", "2026-Q44"]
        {
            let error = parse_period(text).unwrap_err();
            assert_eq!(error.problem, ValueProblem::Malformed { found: text.into(), wanted: ValueKind::Period });
            assert_eq!((error.range, error.suggestion), (0..text.len(), None));
        }
        assert_eq!(parse_period("").unwrap_err().problem, ValueProblem::Empty { wanted: ValueKind::Period });
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back_as_the_same_days(first in (0_i16..=9999, 1_i8..=12, 1_i8..=28), last in (0_i16..=9999, 1_i8..=12, 1_i8..=28)) {
            let date = |(year, month, day)| Date::new(year, month, day).unwrap();
            let period = Period::Span { first: date(first), last: date(last) };
            prop_assert_eq!(parse_period(&period.to_string()).unwrap(), period);
        }

        #[test]
        fn any_text_is_a_period_or_says_why_not(text in "\\PC{0,24}|[0-9QHWqhw .-]{0,24}|[a-z]{1,4} ?[0-9]{1,4}[ /.-]{0,3}[0-9]{0,4}") {
            match parse_period(&text) {
                Ok(period) => prop_assert_eq!(parse_period(&period.to_string()).unwrap(), period),
                Err(error) => {
                    prop_assert!(text.get(error.range).is_some());
                    if let Some(meant) = error.suggestion {
                        prop_assert!(parse_period(&meant).is_ok());
                    }
                }
            }
        }
    }
}
