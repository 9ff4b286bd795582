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
The day stands behind the reading (`58% 2026-11-02`); where it does not, git tells since when the reading has stood \
there. Asked are metrics whose goal or initiative is active, until their `by` has passed; after that, what counts is \
whether the target was reached (strategy/overdue-metric).",
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

metric M-2 Parcels that come back
  owner: @ana
  measures: quality
  baseline: 21%
  target: 12%
  current: 19%
           ^^^ strategy/unmoved-metric: the reading of M-2 (@ana) has been unchanged since 2026-09-14, for 70 days
  by: 2027-06-30
  source: https://metrics.shop.example/returns
//- git-log
2026-09-14 M-2 current
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
    check: Check::History(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    if !is_watched(item) || item.parents().next().is_some_and(|served| !is_active(served)) {
        return;
    }
    let Some((field, read)) = item.field(Field::Current).zip(LastRead::of(context, item)) else { return };
    let today = context.today();
    let most = context.integer(item.file(), "days");
    let age = days_between(read.day(), today);
    let is_over = day(item, Field::By).is_some_and(|by| by < today);
    if age <= most || is_over {
        return;
    }
    let subject = subject(item);
    let what = match read {
        LastRead::Written(day) => format!("{subject} was last read on {day}, {age} days ago"),
        LastRead::Unchanged(since) => {
            format!("the reading of {subject} has been unchanged since {since}, for {age} days")
        }
    };
    let message = format!(
        "{what}, and more than {most} are too long to steer by: read it again and write `current` with the day"
    );
    context.report(item, field.value_span(), message);
}

/// What tells how old a reading is.
#[derive(Clone, Copy)]
enum LastRead {
    /// The day that is written with it.
    Written(Date),
    /// The day since which it says the same, as git remembers.
    Unchanged(Date),
}

impl LastRead {
    /// `None` where it has no day and nothing is remembered of it.
    fn of(context: &Context<'_>, item: PlanItem<'_>) -> Option<Self> {
        let remembered = || context.history()?.since(item.id()?, Field::Current.name());
        reading(item)?.date.map(Self::Written).or_else(|| remembered().map(Self::Unchanged))
    }

    const fn day(self) -> Date {
        match self {
            Self::Written(day) | Self::Unchanged(day) => day,
        }
    }
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

    #[test]
    fn a_day_that_is_written_counts_more_than_what_git_remembers() {
        told(
            &RULE,
            "
            //- a.roadmap
            metric M-1 Completion
              current: 58% 2026-11-02
            metric M-2 Completion
              current: 58% 2026-08-31
                       ^^^^^^^^^^^^^^ strategy/unmoved-metric: M-2 was last read on 2026-08-31
            metric M-3 Completion
              current: 58%
            metric M-4 Completion
              current: 58%
                       ^^^ strategy/unmoved-metric: the reading of M-4 has been unchanged since 2026-09-23, for 61 days
            //- git-log
            2026-08-31 M-1 current
            2026-11-02 M-2 current
            2026-09-24 M-3 current
            2026-09-23 M-4 current
            ",
        );
    }
}
