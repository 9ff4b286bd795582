//! What became of a metric: where it stood and stands, and whether that is nearer to where it is to be.

use roadlog_model::PlanItem;

use crate::markup::Words;
use crate::metric::{Metric, Quantity};
use crate::work::percent;

/// What there is to tell of a metric; nothing where it says the same as before.
pub(super) fn notes(before: Option<PlanItem<'_>>, after: PlanItem<'_>) -> Vec<Words> {
    let (old, new) = (before.map(Metric::of), Metric::of(after));
    let reading = reading(old.as_ref(), &new);
    let aims = old.iter().flat_map(|old| {
        [
            shift("Target", old.target.as_ref(), new.target.as_ref()),
            shift("Baseline", old.baseline.as_ref(), new.baseline.as_ref()),
        ]
    });
    reading.into_iter().chain(aims.flatten()).collect()
}

/// `58% → 61%, towards the target of 70%, 44% of the way, to be reached by 2027-06-30`.
fn reading(old: Option<&Metric>, new: &Metric) -> Option<Words> {
    let is_new = old.is_none();
    let then = old.and_then(|old| old.current.as_ref());
    let words = match (then, &new.current) {
        (Some(then), Some(now)) if then.amount == now.amount => return None,
        (Some(then), Some(now)) => Words::plan(then.written.clone()).and(" → ").and_plan(now.written.clone()),
        (None, Some(now)) => Words::own(if is_new { "At " } else { "First read: " }).and_plan(now.written.clone()),
        (Some(then), None) => return Some(Words::plan(then.written.clone()).and(" → not read any more")),
        (None, None) if is_new => Words::own("Not read yet"),
        (None, None) => return None,
    };
    Some(words.then(aim(then, new)))
}

/// Where a metric is to be, and whether it came nearer.
fn aim(then: Option<&Quantity>, new: &Metric) -> Words {
    let Some(target) = &new.target else { return Words::default() };
    let to = |words: &'static str| Words::own(words).and_plan(target.written.clone());
    let from = new.baseline.as_ref().or(then).cloned();
    let way =
        |current: Option<&Quantity>| Metric { baseline: from.clone(), current: current.cloned(), ..new.clone() }.way();
    let (before, now) = (way(then), way(new.current.as_ref()));
    let by = || new.by.map_or(String::new(), |by| format!(", to be reached by {by}"));
    match (before, now) {
        (_, Some(now)) if now >= 1.0 => to(", the target of ").and(" is reached"),
        (Some(before), Some(now)) if now > before => {
            let gone = if now > 0.0 && new.baseline.is_some() {
                format!(", {} of the way", percent(now))
            } else {
                String::new()
            };
            to(", towards the target of ").and(gone).and(by())
        }
        (Some(_), Some(_)) => to(", away from the target of ").and(by()),
        _ => to(", the target is ").and(by()),
    }
}

/// `target 70% → 65%`, where that changed.
fn shift(what: &'static str, before: Option<&Quantity>, after: Option<&Quantity>) -> Option<Words> {
    let amount = |quantity: Option<&Quantity>| quantity.map(|it| it.amount.clone());
    let written =
        |quantity: Option<&Quantity>| quantity.map_or_else(|| Words::own("none"), |it| Words::plan(it.written.clone()));
    let is_same = amount(before) == amount(after);
    (!is_same).then(|| Words::own(what).and(": ").then(written(before)).and(" → ").then(written(after)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{item, plan};

    fn told(before: Option<&str>, after: &str) -> Vec<String> {
        let of = |fields: &str| plan(&format!("metric M-1 Rate\n  {}\n", fields.replace("; ", "\n  ")));
        let (before, after) = (before.map(of), of(after));
        let before = before.as_ref().map(|plan| item(plan, "M-1"));
        notes(before, item(&after, "M-1")).iter().map(Words::to_plain).collect()
    }

    #[test]
    fn a_reading_is_nearer_to_the_target_or_further_away() {
        let moved = |now: &str| {
            let metric = |current| format!("baseline: 54%; target: 70%; current: {current}; by: 2027-06-30");
            told(Some(&metric("58% 2026-11-02")), &metric(now)).join("|")
        };
        assert_eq!(
            moved("61% 2026-11-20"),
            "58% → 61%, towards the target of 70%, 44% of the way, to be reached by 2027-06-30"
        );
        assert_eq!(moved("57% 2026-11-20"), "58% → 57%, away from the target of 70%, to be reached by 2027-06-30");
        assert_eq!(moved("71% 2026-11-20"), "58% → 71%, the target of 70% is reached");
        assert_eq!(moved("58% 2026-11-20"), "", "it was read and has not moved");
    }

    #[test]
    fn less_is_nearer_where_the_target_is_below() {
        let metric = |current| format!("baseline: 180 s; target: 60 s; current: {current}");
        let moved = |now| told(Some(&metric("170 s")), &metric(now)).join("|");
        assert_eq!(moved("90 s"), "170 s → 90 s, towards the target of 60 s, 75% of the way");
        assert_eq!(moved("175 s"), "170 s → 175 s, away from the target of 60 s");
    }

    #[test]
    fn without_a_baseline_the_last_reading_stands_for_it() {
        let moved =
            |now: &str| told(Some("target: 70%; current: 58%"), &format!("target: 70%; current: {now}")).join("|");
        assert_eq!(moved("61%"), "58% → 61%, towards the target of 70%");
        assert_eq!(moved("50%"), "58% → 50%, away from the target of 70%");
        assert_eq!(moved("70%"), "58% → 70%, the target of 70% is reached");
    }

    #[test]
    fn nothing_is_said_of_nearness_where_units_differ_or_no_target_is_written() {
        assert_eq!(
            told(Some("target: 70%; current: 58%"), "target: 70%; current: 90 s"),
            ["58% → 90 s, the target is 70%"]
        );
        assert_eq!(told(Some("current: 58%"), "current: 61%"), ["58% → 61%"]);
    }

    #[test]
    fn a_target_that_moves_is_told() {
        assert_eq!(told(Some("target: 70%"), "target: 65%"), ["Target: 70% → 65%"]);
        assert_eq!(told(Some("baseline: 54%; target: 70%"), "target: 70%"), ["Baseline: 54% → none"]);
    }

    #[test]
    fn a_new_metric_says_where_it_stands() {
        assert_eq!(
            told(None, "target: 70%; current: 58%; by: 2027-06-30"),
            ["At 58%, the target is 70%, to be reached by 2027-06-30"]
        );
        assert_eq!(told(None, "target: 70%"), ["Not read yet, the target is 70%"]);
        assert_eq!(told(Some("target: 70%"), "target: 70%; current: 58%"), ["First read: 58%, the target is 70%"]);
    }
}
