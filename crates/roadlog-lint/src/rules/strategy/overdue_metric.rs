//! `strategy/overdue-metric`: the day has passed and the target is not reached.

use std::cmp::Ordering;

use roadlog_config::Field;
use roadlog_model::{FieldView, PlanItem};
use roadlog_syntax::value::Amount;

use super::metrics::{amount, day, is_watched, reading};
use super::standing::subject;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "strategy/overdue-metric",
    level: Some(Level::Warning),
    summary: "The day to reach a metric's target by has passed, and the target is not reached.",
    why: "The day was agreed so that somebody looks: is the goal met, missed, or does it take longer? A target lies above \
its baseline or below it, and is reached from that side. Without a baseline, or with one that equals the target, \
nobody can tell the side, and a reading that is not exactly the target is a hint.",
    bad: "
//- product.roadmap
metric M-1 Checkout completion
  owner: @ana
  measures: conversion
  baseline: 54%
  target: 70%
  current: 58% 2026-11-02
  by: 2026-10-31
      ^^^^^^^^^^ strategy/overdue-metric: M-1 (@ana) was to reach 70% by 2026-10-31 and stands at 58%
  source: https://metrics.shop.example/checkout
",
    good: "
//- product.roadmap
metric M-1 Checkout completion
  owner: @ana
  measures: conversion
  baseline: 54%
  target: 70%
  current: 71% 2026-11-02
  by: 2026-10-31
  source: https://metrics.shop.example/checkout
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    if !is_watched(item) {
        return;
    }
    let today = context.today();
    let Some(by) = day(item, Field::By).filter(|by| *by < today) else { return };
    let Some((field, target)) = item.field(Field::By).zip(amount(item, Field::Target)) else { return };
    let (stands, standing) = match reading(item) {
        None if item.field(Field::Current).is_some() => return,
        None => ("was never read".to_owned(), Standing::Short),
        Some(reading) => {
            let on = reading.date.map_or_else(String::new, |date| format!(", read on {date}"));
            (format!("stands at {}{on}", reading.amount), Standing::of(item, target, &reading.amount))
        }
    };
    let end = match standing {
        Standing::Reached => return,
        Standing::Short => ending(item),
        Standing::Unknown => {
            "give it a `baseline` below or above the target, so that it can be told whether that is enough".to_owned()
        }
    };
    let message = format!("{} was to reach {target} by {by} and {stands}: {end}", subject(item));
    let mut told = context.report(item, field.value_span(), message);
    if let Some(current) = item.field(Field::Current).map(FieldView::value_span) {
        told = told.and(item.file(), current, "where it stands");
    }
    if matches!(standing, Standing::Unknown) {
        let _ = told.at_most(Level::Info);
    }
}

/// What to do about a metric that falls short.
fn ending(item: PlanItem<'_>) -> String {
    match item.parents().next() {
        Some(served) => format!("read it again, say what becomes of {}, or agree on another day", name(served)),
        None => "read it again, or agree on another day".to_owned(),
    }
}

/// How a metric stands to its target.
#[derive(Clone, Copy)]
enum Standing {
    Reached,
    Short,
    /// The side from which the target is reached cannot be told, or the units differ.
    Unknown,
}

impl Standing {
    fn of(item: PlanItem<'_>, target: &Amount, current: &Amount) -> Self {
        match current.compare(target) {
            // Different units are told as that.
            None | Some(Ordering::Equal) => Self::Reached,
            Some(side) => match amount(item, Field::Baseline).and_then(|baseline| target.compare(baseline)) {
                None | Some(Ordering::Equal) => Self::Unknown,
                Some(direction) if direction == side => Self::Reached,
                Some(_) => Self::Short,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::Level;
    use crate::testing::told;

    #[test]
    fn a_target_may_lie_below_its_baseline() {
        told(
            &RULE,
            "
            metric M-1 Returns
              baseline: 12%
              target: 8%
              current: 9%
              by: 2026-10-31
                  ^^^^^^^^^^ strategy/overdue-metric: M-1 was to reach 8% by 2026-10-31 and stands at 9%: read it again
            metric M-2 Returns
              baseline: 12%
              target: 8%
              current: 7%
              by: 2026-10-31
            metric M-3 Returns
              baseline: 12%
              target: 8%
              current: 8%
              by: 2026-10-31
            ",
        );
    }

    #[test]
    fn the_day_itself_is_in_time() {
        told(
            &RULE,
            "
            goal G-1 More buyers
              status: active
            metric M-1 Completion
              for: G-1
              baseline: 54%
              target: 70%
              current: 58% 2026-11-02
              by: 2026-11-23
            metric M-2 Completion
              for: G-1
              baseline: 54%
              target: 70%
              current: 58% 2026-11-02
              by: 2026-11-22
                  ^^^^^^^^^^ strategy/overdue-metric: M-2 was to reach 70% by 2026-11-22 and stands at 58%, read on 2026-11-02: read it again, say what becomes of G-1
            metric M-3 Completion
              for: G-1
              target: 70%
              by: 2026-11-22
                  ^^^^^^^^^^ strategy/overdue-metric: M-3 was to reach 70% by 2026-11-22 and was never read
            ",
        );
    }

    #[test]
    fn without_a_baseline_it_is_a_hint_unless_the_target_is_met_exactly() {
        let found = told(
            &RULE,
            "
            metric M-1 Completion
              target: 70%
              current: 58%
              by: 2026-10-31
                  ^^^^^^^^^^ strategy/overdue-metric: M-1 was to reach 70% by 2026-10-31 and stands at 58%: give it a `baseline`
            metric M-2 Completion
              target: 70%
              current: 70%
              by: 2026-10-31
            metric M-3 Stars, to be kept
              baseline: 4.6/5
              target: 4.6/5
              current: 4.7/5
              by: 2026-10-31
                  ^^^^^^^^^^ strategy/overdue-metric: M-3
            ",
        );
        assert!(found.iter().all(|finding| finding.level == Level::Info));
    }

    #[test]
    fn other_faults_and_closed_goals_are_told_elsewhere_or_not_at_all() {
        told(
            &RULE,
            "
            goal G-1 More buyers
              status: missed
            metric M-1 Completion
              for: G-1
              baseline: 54%
              target: 70%
              current: 58%
              by: 2026-10-31
            metric M-2 Completion
              baseline: 54%
              target: 70
              current: 58%
              by: 2026-10-31
            metric M-3 Completion
              baseline: 54%
              target: 70%
              current: much
              by: 2026-10-31
            metric M-4 Completion
              baseline: 54%
              current: 58%
              by: 2026-10-31
            ",
        );
    }
}
