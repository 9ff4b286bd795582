//! `strategy/unmoved-metric`: nobody has read a metric for a long time.

use roadlog_config::Field;
use roadlog_model::PlanItem;
use roadlog_syntax::value::Date;

use super::calendar::days_between;
use super::metrics::{day, is_watched, reading};
use super::standing::{is_active, subject};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, OptionDefault, Rule, RuleOption};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "strategy/unmoved-metric",
    level: Some(Level::Warning),
    summary: "The last reading of a metric is old.",
    why: "A metric that nobody reads steers nothing: work goes on for months that may have no effect, or the wrong one. \
Asked are metrics whose goal or initiative is active, until their `by` has passed; after that, what counts is whether \
the target was reached (strategy/overdue-metric).",
    bad: "
//- product.roadmap
metric M-1 Checkout completion
  owner: @ana
  measures: conversion
  baseline: 54%
  target: 70%
  current: 58% 2026-08-31
           ^^^^^^^^^^^^^^ strategy/unmoved-metric: M-1 (@ana) was last read on 2026-08-31, 84 days ago
  by: 2027-06-30
  source: https://metrics.shop.example/checkout
",
    good: "
//- product.roadmap
metric M-1 Checkout completion
  owner: @ana
  measures: conversion
  baseline: 54%
  target: 70%
  current: 59% 2026-11-20
  by: 2027-06-30
  source: https://metrics.shop.example/checkout
",
    fix: Fixes::None,
    options: &[RuleOption {
        name: "days",
        meaning: "How many days old the last reading of a metric may be.",
        default: OptionDefault::Integer(60),
    }],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    if !is_watched(item) || item.parents().next().is_some_and(|served| !is_active(served)) {
        return;
    }
    let Some((field, read)) = item.field(Field::Current).zip(last_read(item)) else { return };
    let today = context.today();
    let most = context.integer(item.file(), "days");
    let age = days_between(read, today);
    let is_over = day(item, Field::By).is_some_and(|by| by < today);
    if age <= most || is_over {
        return;
    }
    let message = format!(
        "{} was last read on {read}, {age} days ago, and more than {most} are too long to steer by: read it again and \
         write `current` with the day",
        subject(item),
    );
    context.report(item, field.value_span(), message);
}

/// The day of the last reading, as it is written with it.
fn last_read(item: PlanItem<'_>) -> Option<Date> {
    reading(item)?.date
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn sixty_days_are_fine_and_one_more_is_not() {
        told(
            &RULE,
            "
            metric M-1 Completion
              current: 58% 2026-09-24
            metric M-2 Completion
              current: 58% 2026-09-23
                       ^^^^^^^^^^^^^^ strategy/unmoved-metric: M-2 was last read on 2026-09-23, 61 days ago
            metric M-3 Completion
              current: 58% 2027-01-01
            ",
        );
    }

    #[test]
    fn a_team_says_how_long() {
        told(
            &RULE,
            "
            //- roadlog.toml
            [rules.options.\"strategy/unmoved-metric\"]
            days = 7
            //- a.roadmap
            metric M-1 Completion
              current: 58% 2026-11-16
            metric M-2 Completion
              current: 58% 2026-11-15
                       ^^^^^^^^^^^^^^ strategy/unmoved-metric: M-2 was last read on 2026-11-15, 8 days ago, and more than 7
            ",
        );
    }

    #[test]
    fn before_work_has_begun_and_after_the_day_no_reading_is_asked_for() {
        told(
            &RULE,
            "
            initiative I-1 Guest checkout
              status: planned
            metric M-1 Completion
              for: I-1
              current: 58% 2026-01-31
            goal G-1 More buyers
              status: active
            metric M-2 Completion
              for: G-1
              current: 58% 2026-01-31
              by: 2026-01-31
            metric M-3 Completion
              for: G-1
              current: 58%
            metric M-4 Completion
              for: G-1
            ",
        );
    }
}
