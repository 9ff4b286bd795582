//! Days and months from one day to another.

use jiff::Span;
use roadlog_syntax::value::Date;

/// How many days lie between two days; below zero where `to` comes first.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// The day so many months after `day`, before it where `months` is below zero; none where no calendar reaches so far.
pub(crate) fn months_after(day: Date, months: i64) -> Option<Date> {
    day.checked_add(Span::new().try_months(months).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_are_counted_in_both_directions() {
        let day = |year, month, day| Date::new(year, month, day).unwrap();
        assert_eq!(days_between(day(2026, 8, 31), day(2026, 11, 23)), 84);
        assert_eq!(days_between(day(2026, 11, 23), day(2026, 11, 20)), -3);
        assert_eq!(months_after(day(2026, 8, 31), 6), Some(day(2027, 2, 28)));
        assert_eq!(months_after(day(2026, 11, 23), -12), Some(day(2025, 11, 23)));
        assert_eq!(months_after(day(2026, 11, 23), i64::MAX), None);
    }
}
