//! Days and periods counted from today, and those that the plan itself has around an item.

use jiff::ToSpan;
use jiff::civil::Weekday;
use roadlog_config::Field;
use roadlog_model::{PlanItem, Value};
use roadlog_report::days::away;
use roadlog_syntax::value::{Date, Horizon, Period};
use roadlog_syntax::{Kind, Span};

use super::{Completion, CompletionKind, Offers};
use crate::spot::Spot;

/// How long a sprint is where no other shows it, in days.
const SPRINT_DAYS: i32 = 12;

/// Days: those of the plan around the item, then those that people count from today.
pub(super) fn days(spot: &Spot<'_>, item: PlanItem<'_>, word: Span, offers: &mut Offers) {
    let today = spot.snapshot.surroundings.today;
    let mut seen = Vec::new();
    for (day, what) in around(item).into_iter().chain(from_today(today)) {
        if seen.contains(&day) {
            continue;
        }
        seen.push(day);
        offers.push(of_day(day, today, &what, word));
    }
}

/// Today alone: the day of a reading, or of an acceptance.
pub(super) fn today(spot: &Spot<'_>, word: Span, offers: &mut Offers) {
    let today = spot.snapshot.surroundings.today;
    offers.push(of_day(today, today, "today", word));
}

fn of_day(day: Date, today: Date, what: &str, word: Span) -> Completion {
    let away = away(today, day);
    let detail = if away == what { away } else { format!("{what}, {away}") };
    let written = day.to_string();
    Completion::new(CompletionKind::Day, word, &*written).found_by(format!("{written} {detail}")).detailed(detail)
}

/// The days that the plan has for what stands around an item.
fn around(item: PlanItem<'_>) -> Vec<(Date, String)> {
    let mut days = Vec::new();
    let last_of = |item: PlanItem<'_>| match item.field(Field::When)?.value() {
        Value::Period(period) => period.last(),
        _ => None,
    };
    let id = |item: PlanItem<'_>| item.id().map(|id| id.as_str().to_owned()).unwrap_or_default();
    for sprint in item.targets(Field::Sprint) {
        days.extend(last_of(sprint).map(|day| (day, format!("the end of {}", id(sprint)))));
    }
    for above in item.parents() {
        let by = [Field::By, Field::Date].into_iter().find_map(|field| match above.field(field)?.value() {
            Value::Date(day) => Some(*day),
            _ => None,
        });
        days.extend(by.map(|day| (day, format!("the day of {}", id(above)))));
        days.extend(last_of(above).map(|day| (day, format!("the end of {}", id(above)))));
    }
    days
}

/// The days that people count from today, each with what it is called.
pub(crate) fn from_today(today: Date) -> impl Iterator<Item = (Date, String)> {
    let friday = today.nth_weekday(1, Weekday::Friday).ok();
    let friday = if today.weekday() == Weekday::Friday { Some(today) } else { friday };
    let quarter = quarter_of(today);
    [
        (Some(today), "today"),
        (today.tomorrow().ok(), "tomorrow"),
        (friday, "the end of this week"),
        (today.checked_add(2.weeks()).ok(), "two weeks from today"),
        (Some(today.last_of_month()), "the end of this month"),
        (last_of_quarter(quarter), "the end of this quarter"),
        (last_of_quarter(next_quarter(quarter)), "the end of next quarter"),
        (Some(today.last_of_year()), "the end of this year"),
    ]
    .into_iter()
    .filter_map(|(day, what)| Some((day?, what.to_owned())))
}

/// A year and a quarter of it, from 1.
type Quarter = (i16, i8);

fn quarter_of(day: Date) -> Quarter {
    (day.year(), (day.month() - 1) / 3 + 1)
}

const fn next_quarter((year, quarter): Quarter) -> Quarter {
    if quarter == 4 { (year.saturating_add(1), 1) } else { (year, quarter + 1) }
}

fn last_of_quarter((year, quarter): Quarter) -> Option<Date> {
    Some(Date::new(year, quarter * 3, 1).ok()?.last_of_month())
}

/// Periods: the one of the item's sprint or goal, the next two weeks for a sprint, quarters, and horizons.
pub(super) fn periods(spot: &Spot<'_>, item: PlanItem<'_>, word: Span, offers: &mut Offers) {
    let today = spot.snapshot.surroundings.today;
    let mut push = |written: String, detail: String| {
        let offer = Completion::new(CompletionKind::Day, word, &*written).found_by(format!("{written} {detail}"));
        offers.push(offer.detailed(detail));
    };
    if item.is_a(&[Kind::Sprint]) {
        if let Some((first, last)) = next_sprint(item, today) {
            push(format!("{first}..{last}"), format!("the next sprint, {}", away(today, first)));
        }
        return;
    }
    for above in item.parents() {
        if let (Some(field), Some(id)) = (above.field(Field::When), above.id()) {
            push(field.text().to_string(), format!("the period of {id}"));
        }
    }
    let this = quarter_of(today);
    let next = next_quarter(this);
    let after = next_quarter(next);
    let quarters = [(this, "this quarter"), (next, "next quarter"), (after, "the quarter after next")];
    for ((year, quarter), what) in quarters {
        push(format!("{year}-Q{quarter}"), what.to_owned());
    }
    let half = if today.month() <= 6 { 1 } else { 2 };
    push(format!("{}-H{half}", today.year()), "this half of the year".to_owned());
    push(today.year().to_string(), "this year".to_owned());
    for horizon in Horizon::ALL {
        push(horizon.word().to_owned(), "for what has no days yet".to_owned());
    }
}

/// The period that follows the last sprint of the same team, as long as that was; without one, two weeks from Monday on.
fn next_sprint(item: PlanItem<'_>, today: Date) -> Option<(Date, Date)> {
    let prefix = |item: PlanItem<'_>| item.syntax().id_text().and_then(|id| Some(id.split_once('-')?.0.to_owned()));
    let own = prefix(item);
    let sprints = item.plan().items_like(&[Kind::Sprint]).filter(|other| *other != item && prefix(*other) == own);
    let periods = sprints.filter_map(|sprint| match sprint.field(Field::When)?.value() {
        Value::Period(Period::Span { first, last }) if first <= last => Some((*first, *last)),
        _ => None,
    });
    let Some((first, last)) = periods.max_by_key(|(_, last)| *last) else {
        let monday = today.nth_weekday(1, Weekday::Monday).ok()?;
        return Some((monday, monday.checked_add((SPRINT_DAYS - 1).days()).ok()?));
    };
    let length = last - first;
    // Sprints that end on a Friday go on on the Monday after.
    let behind = last.tomorrow().ok()?;
    let begins =
        if behind.weekday() == first.weekday() { behind } else { last.nth_weekday(1, first.weekday()).ok()? };
    Some((begins, begins.checked_add(length).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_follows_a_quarter_over_the_year_too() {
        let today = jiff::civil::date(2026, 11, 23);
        assert_eq!(next_quarter(quarter_of(today)), (2027, 1));
        let told: Vec<_> = from_today(today).map(|(day, what)| format!("{day} {what}")).collect();
        assert_eq!(
            told,
            [
                "2026-11-23 today",
                "2026-11-24 tomorrow",
                "2026-11-27 the end of this week",
                "2026-12-07 two weeks from today",
                "2026-11-30 the end of this month",
                "2026-12-31 the end of this quarter",
                "2027-03-31 the end of next quarter",
                "2026-12-31 the end of this year",
            ]
        );
    }

    #[test]
    fn at_the_end_of_time_there_are_fewer_days() {
        assert!(from_today(jiff::civil::date(9999, 12, 31)).count() < 8);
    }
}
