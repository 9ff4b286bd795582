//! When an item is to be finished, and whether that moved.

use std::cmp::Ordering;

use roadlog_config::Field;
use roadlog_model::{PlanItem, Untrusted};
use roadlog_syntax::Kind;
use roadlog_syntax::value::{Date, Horizon};

use crate::days;
use crate::inbox::is_running;
use crate::markup::Words;
use crate::metric::Metric;

/// By when something is to be finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    Day(Date),
    Horizon(Horizon),
}

fn due(item: PlanItem<'_>) -> Option<Due> {
    let horizon = || days::period(item)?.horizon().map(Due::Horizon);
    days::due(item).map(Due::Day).or_else(horizon)
}

/// By when an item is to be finished, as it is written.
pub(super) fn written(item: PlanItem<'_>) -> Option<Untrusted> {
    let of_launch = || item.field(Field::Date).filter(|_| item.is_a(&[Kind::Launch]));
    let field = item.field(Field::By).or_else(|| item.field(Field::When)).or_else(of_launch)?;
    Some(Untrusted::from(&*field.text()))
}

/// Whether an item is to be finished later (greater) or earlier (less) than it was, with the words for it.
pub(super) fn shift(before: PlanItem<'_>, after: PlanItem<'_>) -> Option<(Ordering, Words)> {
    let order = match (due(before)?, due(after)) {
        (Due::Day(before), Some(Due::Day(after))) => after.cmp(&before),
        (Due::Horizon(before), Some(Due::Horizon(after))) => after.cmp(&before),
        (_, None) | (Due::Day(_), Some(Due::Horizon(Horizon::Next | Horizon::Later))) => Ordering::Greater,
        // Days where there were none make nothing later or earlier.
        _ => Ordering::Equal,
    };
    let from = written(before).filter(|_| order.is_ne())?;
    let words = Words::plan(from).and(" → ");
    Some((
        order,
        match written(after) {
            Some(to) => words.and_plan(to),
            None => words.and("no date"),
        },
    ))
}

/// The day by which an open item was to be finished, where that day passed in a period that ends before `last`.
pub(super) fn late(item: PlanItem<'_>, first: Option<Date>, last: Date) -> Option<Date> {
    let day = if item.is_a(&[Kind::Metric]) {
        let metric = Some(Metric::of(item)).filter(|_| is_running(item))?;
        metric.late_by(last).and(metric.by)
    } else {
        days::late_by(item, last).and(days::due(item))
    };
    day.filter(|day| first.is_none_or(|first| *day >= first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{TODAY, item, plan};

    fn shifted(before: &str, after: &str) -> Option<(Ordering, String)> {
        let of = |field: &str| plan(&format!("initiative I-1 Pay\n  status: planned\n  {field}\n"));
        let (before, after) = (of(before), of(after));
        shift(item(&before, "I-1"), item(&after, "I-1")).map(|(order, words)| (order, words.to_plain()))
    }

    #[test]
    fn the_end_of_a_period_says_whether_it_slips() {
        let later = |words: &str| Some((Ordering::Greater, words.to_owned()));
        assert_eq!(shifted("when: 2026-Q4", "when: 2027-Q1"), later("2026-Q4 → 2027-Q1"));
        assert_eq!(shifted("when: now", "when: next"), later("now → next"));
        assert_eq!(shifted("when: 2026-Q4", "when: later"), later("2026-Q4 → later"));
        assert_eq!(shifted("when: 2026-Q4", "why: x"), later("2026-Q4 → no date"));
        assert_eq!(shifted("when: 2027-Q1", "when: 2026-Q4"), Some((Ordering::Less, "2027-Q1 → 2026-Q4".to_owned())));
        assert_eq!(shifted("when: 2026-Q4", "when: 2026-11..2026-12"), None, "it ends on the same day");
        assert_eq!(shifted("when: later", "when: 2027-Q4"), None);
        assert_eq!(shifted("why: x", "when: 2027-Q4"), None);
    }

    #[test]
    fn what_is_late_is_told_in_the_period_in_which_it_came_to_be() {
        let day = |text: &str, first| {
            let plan = plan(text);
            late(plan.items().next().unwrap(), first, TODAY).map(|day| day.to_string())
        };
        let launch = "launch L-1 Pay\n  date: 2026-11-20\n";
        assert_eq!(day(launch, None).as_deref(), Some("2026-11-20"));
        assert_eq!(day(launch, Some(jiff::civil::date(2026, 11, 20))).as_deref(), Some("2026-11-20"));
        assert_eq!(day(launch, Some(jiff::civil::date(2026, 11, 21))), None);
        assert_eq!(day("launch L-1 Pay\n  date: 2026-11-20\n  status: launched\n", None), None);
        assert_eq!(day("metric M-1 Rate\n  by: 2026-11-20\n", None).as_deref(), Some("2026-11-20"));
    }
}
