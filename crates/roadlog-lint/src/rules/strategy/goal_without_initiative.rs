//! `strategy/goal-without-initiative`: an active goal that nothing works on.

use roadlog_config::{Field, Phase};
use roadlog_model::{FieldView, PlanItem, Value};
use roadlog_syntax::Kind;
use roadlog_syntax::value::{Horizon, Period};

use super::standing::{can_be_served, is_active, is_here, subject};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Group, Rule};
use crate::rules::reference::misses::Misses;
use crate::wording::{name, name_span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "strategy/goal-without-initiative",
    level: Some(Level::Warning),
    summary: "A goal is active and nothing works on it.",
    why: "A goal that nothing works on is a wish. Anything may: an initiative, a goal below it, or, in a small team, a \
story; an idea counts, and so does what is finished, for its outcome may still come. A goal whose period has not begun is \
not asked.",
    bad: "
//- product.roadmap
vision V-1 Anyone can buy in under a minute
  owner: @ana

goal G-1 More buyers finish the checkout
     ^^^ strategy/goal-without-initiative: G-1 (@ana) is active and nothing works on it
  why: 38 of 100 carts are left at the account form
  status: active
  for: V-1

metric M-1 Checkout completion
  for: G-1
  measures: conversion
  baseline: 54%
  target: 70%
  current: 58% 2026-11-02
  by: 2027-06-30
  source: https://metrics.shop.example/checkout
",
    good: "
//- product.roadmap
vision V-1 Anyone can buy in under a minute
  owner: @ana

goal G-1 More buyers finish the checkout
  why: 38 of 100 carts are left at the account form
  status: active
  for: V-1

metric M-1 Checkout completion
  for: G-1
  measures: conversion
  baseline: 54%
  target: 70%
  current: 58% 2026-11-02
  by: 2027-06-30
  source: https://metrics.shop.example/checkout

initiative I-1 Checkout without an account
  why: the account form is where most carts are left
  status: planned
  for: G-1
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Among { groups, check },
};

fn groups(context: &Context<'_>, item: PlanItem<'_>) -> Vec<Group> {
    let is_asked = item.is_a(&[Kind::Goal]) && is_here(item) && is_active(item) && can_be_served(item);
    Group::all(is_asked && !item.serving().any(works) && !is_to_begin(context, item))
}

fn check(context: &mut Context<'_>, _: &Group, goals: &[PlanItem<'_>]) {
    if context.is_blind() {
        return;
    }
    let misses = Misses::of(context.plan(), &WORKING, Field::For);
    for goal in goals.iter().copied().filter(|goal| !misses.may_mean(*goal)) {
        tell(context, goal);
    }
}

fn tell(context: &mut Context<'_>, item: PlanItem<'_>) {
    let was_dropped = item.serving().any(|serving| serving.phase() == Some(Phase::Dropped));
    let nothing = if was_dropped { "nothing works on it any more" } else { "nothing works on it" };
    let status = item.status().map_or("active", |status| &status.word);
    let message = format!(
        "{} is {status} and {nothing}: add an initiative with `for: {}`, or put the goal off",
        subject(item),
        name(item),
    );
    context.report(item, name_span(item), message);
}

/// The kinds that may work on a goal.
const WORKING: [Kind; 8] =
    [Kind::Goal, Kind::Initiative, Kind::Launch, Kind::Epic, Kind::Story, Kind::Bug, Kind::Task, Kind::Spike];

/// Whether it works on what it serves, rather than to measure or to inform it.
fn works(serving: PlanItem<'_>) -> bool {
    !serving.is_a(&[Kind::Metric, Kind::Research]) && serving.phase() != Some(Phase::Dropped)
}

/// Whether the goal's period has not begun yet: a goal that is agreed on early is active too.
fn is_to_begin(context: &Context<'_>, goal: PlanItem<'_>) -> bool {
    match goal.field(Field::When).map(FieldView::value) {
        Some(Value::Period(Period::Span { first, .. })) => *first > context.today(),
        Some(Value::Period(Period::Horizon(horizon))) => *horizon != Horizon::Now,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn anything_but_metrics_and_research_may_work_on_a_goal() {
        told(
            &RULE,
            "
            goal G-1 More buyers
              status: active
            goal G-2 More guests
                 ^^^ strategy/goal-without-initiative: G-2 is active and nothing works on it: add an initiative with `for: G-2`
              status: active
              for: G-1
            metric M-1 Guests
              for: G-2
            research R-1 Survey
              for: G-2
            goal G-3 Fewer returns
              status: active
            story PAY-1 Show sizes
              status: accepted
              for: G-3
            ",
        );
    }

    #[test]
    fn what_was_dropped_works_on_nothing() {
        told(
            &RULE,
            "
            goal G-1 More buyers
                 ^^^ strategy/goal-without-initiative: G-1 is active and nothing works on it any more
              status: active
            initiative I-1 Guest checkout
              status: dropped
              for: G-1
            ",
        );
    }

    #[test]
    fn a_goal_that_is_to_begin_later_is_not_asked() {
        told(
            &RULE,
            "
            goal G-1 More buyers
              status: active
              when: 2027-Q1
            goal G-2 More guests
              status: active
              when: next
            goal G-3 More shops
                 ^^^ strategy/goal-without-initiative
              status: active
              when: now
            goal G-4 Fewer returns
                 ^^^ strategy/goal-without-initiative
              status: active
              when: 2026-Q4
            ",
        );
    }

    #[test]
    fn work_may_stand_in_another_repository() {
        told(
            &RULE,
            "
            goal G-1 More buyers
              status: active
            //- other/pay.backlog
            epic PAY-1 Guest checkout
              for: G-1
            ",
        );
    }
}
