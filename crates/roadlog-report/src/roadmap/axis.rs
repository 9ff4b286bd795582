//! The time axis of a roadmap: whole quarters, from the first that something is planned in to the last.

use roadlog_syntax::value::Date;

use crate::days::between;

/// How many quarters back an axis reaches at most, and how many ahead: what is further away is a slip of the finger, or
/// too far to be drawn together with this year.
const MOST_BEFORE: i32 = 8;
const MOST_AFTER: i32 = 16;

/// A quarter of a year, as its number since the year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter(i32);

impl Quarter {
    /// The quarter of a day.
    pub fn of(day: Date) -> Self {
        Self(i32::from(day.year()) * 4 + i32::from(day.month() - 1) / 3)
    }

    /// The year.
    pub const fn year(self) -> i32 {
        self.0.div_euclid(4)
    }

    /// Its number in the year, 1 to 4.
    pub const fn number(self) -> i32 {
        self.0.rem_euclid(4) + 1
    }

    /// Its first day.
    fn first(self) -> Date {
        let year = i16::try_from(self.year()).unwrap_or(9999).clamp(0, 9999);
        let month = i8::try_from(self.number() * 3 - 2).unwrap_or(1);
        Date::new(year, month, 1).unwrap_or(Date::MAX)
    }
}

/// The time that a roadmap shows: whole quarters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    first: Quarter,
    last: Quarter,
}

impl Axis {
    /// The quarters of these days and of today; `None` where there are no days.
    pub(super) fn of(spans: &[(Date, Date)], today: Date) -> Option<Self> {
        let now = Quarter::of(today);
        let first = spans.iter().map(|(first, _)| Quarter::of(*first)).min()?.min(now);
        let last = spans.iter().map(|(_, last)| Quarter::of(*last)).max()?.max(now);
        let (earliest, latest) = (Quarter(now.0 - MOST_BEFORE), Quarter(now.0 + MOST_AFTER));
        Some(Self { first: first.max(earliest), last: last.min(latest) })
    }

    /// Its quarters, in order.
    pub fn quarters(&self) -> impl Iterator<Item = Quarter> {
        (self.first.0..=self.last.0).map(Quarter)
    }

    /// How many quarters it has.
    pub fn quarter_count(&self) -> usize {
        usize::try_from(self.last.0 - self.first.0 + 1).unwrap_or(1)
    }

    /// Where a day stands on it: 0 at its start, 1 behind its end; below or above where it is not on it. All quarters
    /// are equally long.
    fn share(self, day: Date) -> f64 {
        let quarter = Quarter::of(day);
        let (start, end) = (quarter.first(), Quarter(quarter.0 + 1).first());
        let into = ratio(between(start, day), between(start, end).max(1));
        (f64::from(quarter.0 - self.first.0) + into) / f64::from(self.last.0 - self.first.0 + 1)
    }

    /// Whether a day lies before it.
    pub fn is_before(&self, day: Date) -> bool {
        day < self.first.first()
    }

    /// Whether a day lies behind it.
    pub fn is_after(&self, day: Date) -> bool {
        Quarter::of(day) > self.last
    }

    /// The column of a day, where the axis is drawn with so many; the nearest where the day is not on it.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "columns are few, and what is below zero is made zero"
    )]
    pub fn column(&self, day: Date, columns: usize) -> usize {
        let at = (self.share(day).clamp(0.0, 1.0) * columns as f64).floor() as usize;
        at.min(columns.saturating_sub(1))
    }

    /// The column in which a quarter begins.
    pub fn start(&self, quarter: Quarter, columns: usize) -> usize {
        self.column(quarter.first(), columns)
    }
}

#[expect(clippy::cast_precision_loss, reason = "days of a quarter")]
fn ratio(part: i64, all: i64) -> f64 {
    part as f64 / all as f64
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 23);

    #[test]
    fn an_axis_has_whole_quarters_and_today_on_it() {
        let axis = Axis::of(&[(date(2027, 2, 3), date(2027, 5, 1))], TODAY).unwrap();
        let names: Vec<String> = axis.quarters().map(|at| format!("{}-Q{}", at.year(), at.number())).collect();
        assert_eq!(names, ["2026-Q4", "2027-Q1", "2027-Q2"]);
        assert_eq!(Axis::of(&[], TODAY), None);
    }

    #[test]
    fn a_year_that_somebody_mistyped_does_not_squeeze_all_others() {
        let axis = Axis::of(&[(date(1926, 1, 1), date(9999, 12, 31))], TODAY).unwrap();
        assert_eq!(axis.quarter_count(), 25);
        assert!(axis.is_before(date(1926, 1, 1)) && axis.is_after(date(9999, 12, 31)));
        assert_eq!((axis.column(date(1926, 1, 1), 40), axis.column(date(9999, 12, 31), 40)), (0, 39));
    }

    #[test]
    fn days_stand_in_their_quarter() {
        let axis = Axis::of(&[(date(2026, 10, 1), date(2027, 9, 30))], TODAY).unwrap();
        assert_eq!(axis.quarter_count(), 4);
        let starts: Vec<usize> = axis.quarters().map(|quarter| axis.start(quarter, 40)).collect();
        assert_eq!(starts, [0, 10, 20, 30]);
        assert_eq!(axis.column(date(2026, 12, 31), 40), 9);
        assert_eq!(axis.column(date(2027, 9, 30), 40), 39);
    }
}
