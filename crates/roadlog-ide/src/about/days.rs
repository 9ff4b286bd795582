//! Days and periods, told from today.

use jiff::civil::Weekday;
use roadlog_report::days::{away, between, days};
use roadlog_syntax::value::{Date, Horizon, Period};

use crate::markup::Words;

/// `Friday 2026-11-27, in 4 days`.
pub(crate) fn day(day: Date, today: Date) -> Words {
    Words::own(format!("{} {day}, {}", weekday(day), away(today, day)))
}

/// The days of a period, and how many of them are gone.
pub(crate) fn period(period: &Period, today: Date) -> Words {
    let (first, last) = match *period {
        Period::Span { first, last } => (first, last),
        Period::Horizon(horizon) => return Words::own(of_horizon(horizon)),
    };
    if first > last {
        return Words::own(format!("It ends on {last}, before it begins on {first}."));
    }
    let length = between(first, last) + 1;
    let told = format!("{} {first} to {} {last}, {}", weekday(first), weekday(last), days(length));
    let state = if today < first {
        format!("begins {}", away(today, first))
    } else if last < today {
        format!("ended {}", away(today, last))
    } else {
        let left = between(today, last);
        let left = if left == 0 { "the last day".to_owned() } else { format!("{} left", days(left)) };
        format!("day {}, {left}", between(first, today) + 1)
    };
    Words::own(format!("{told}: {state}"))
}

const fn of_horizon(horizon: Horizon) -> &'static str {
    match horizon {
        Horizon::Now => "Now: it is being worked on, and has no days.",
        Horizon::Next => "Next: it comes after what is being worked on, and has no days yet.",
        Horizon::Later => "Later: some time, and nobody says when.",
    }
}

fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use roadlog_syntax::value::parse_period;

    use super::*;
    use crate::markup::Markup;

    const TODAY: Date = jiff::civil::date(2026, 11, 23);

    fn told(text: &str) -> String {
        Markup::of(period(&parse_period(text).unwrap(), TODAY)).to_plain().trim_end().to_owned()
    }

    #[test]
    fn a_period_is_told_from_today() {
        assert_eq!(
            told("2026-11-16..2026-11-27"),
            "Monday 2026-11-16 to Friday 2026-11-27, 12 days: day 8, 4 days left"
        );
        assert_eq!(told("2026-11-23"), "Monday 2026-11-23 to Monday 2026-11-23, 1 day: day 1, the last day");
        assert!(told("2027-Q1").ends_with("90 days: begins in 39 days"));
        assert!(told("2026-10").ends_with("31 days: ended 23 days ago"));
        assert!(told("later").starts_with("Later: "));
        assert_eq!(told("2026-12..2026-11"), "It ends on 2026-11-30, before it begins on 2026-12-01.");
    }
}
