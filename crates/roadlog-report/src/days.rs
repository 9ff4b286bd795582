//! Days as people count them from today.

use roadlog_config::Field;
use roadlog_model::{FieldView, PlanItem, Value};
use roadlog_syntax::Kind;
use roadlog_syntax::value::{Date, Period};

use crate::work::counted;

/// How many days from one to the other; below zero where `to` comes first.
pub fn between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

/// The first and the last day of a period; `None` for a horizon, and where it ends before it starts.
pub(crate) fn of_period(period: &Period) -> Option<(Date, Date)> {
    match *period {
        Period::Span { first, last } if first <= last => Some((first, last)),
        _ => None,
    }
}

/// The period that an item's `when` says.
pub(crate) fn period(item: PlanItem<'_>) -> Option<&Period> {
    match item.field(Field::When)?.value() {
        Value::Period(period) => Some(period),
        _ => None,
    }
}

/// The day that a field says.
pub(crate) fn day(item: PlanItem<'_>, field: Field) -> Option<Date> {
    match item.field(field).map(FieldView::value)? {
        Value::Date(day) => Some(*day),
        _ => None,
    }
}

/// The day by which an item should be finished: its `by`, else the end of its period, else the day of its launch.
pub(crate) fn due(item: PlanItem<'_>) -> Option<Date> {
    let of_period = || period(item).and_then(of_period).map(|(_, last)| last);
    let of_launch = || day(item, Field::Date).filter(|_| item.is_a(&[Kind::Launch]));
    day(item, Field::By).or_else(of_period).or_else(of_launch)
}

/// Whether an item is open though it should be finished: by how many days.
pub(crate) fn late_by(item: PlanItem<'_>, today: Date) -> Option<i64> {
    // What has no status is never finished.
    item.phase().filter(|phase| phase.is_open())?;
    Some(between(due(item)?, today)).filter(|days| *days > 0)
}

/// How far away a day is: `in 4 days`, `today`, `yesterday`, `3 days ago`.
pub fn away(today: Date, day: Date) -> String {
    match between(today, day) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        ahead @ 1.. => format!("in {}", days(ahead)),
        past => format!("{} ago", days(past)),
    }
}

/// `1 day`, `3 days`.
pub fn days(number: i64) -> String {
    counted(usize::try_from(number.unsigned_abs()).unwrap_or(usize::MAX), "day")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_today_as_people_do() {
        let today = jiff::civil::date(2026, 11, 23);
        let told = |month, day| away(today, jiff::civil::date(2026, month, day));
        assert_eq!([told(11, 23), told(11, 24), told(11, 27)], ["today", "tomorrow", "in 4 days"]);
        assert_eq!([told(11, 22), told(10, 24)], ["yesterday", "30 days ago"]);
        assert_eq!(away(today, jiff::civil::date(9999, 12, 31)), "in 2912116 days");
    }
}
