//! `strategy/goal-without-metric`: an active goal that no metric serves.

use roadlog_config::Field;
use roadlog_model::PlanItem;
use roadlog_syntax::Kind;

use super::metrics::metrics_of;
use super::standing::{can_be_served, is_active, is_here, subject};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Group, Rule};
use crate::rules::reference::misses::Misses;
use crate::wording::{name, name_span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "strategy/goal-without-metric",
    level: Some(Level::Error),
    summary: "A goal is active and no metric serves it.",
    why: "Without a metric nobody can say whether the goal is reached, and everybody says something else. The metric \
serves the goal itself: one of an initiative below it tells whether that bet paid off, not whether the goal is reached.",
    bad: "
//- product.roadmap
vision V-1 Anyone can buy in under a minute
  owner: @ana

goal G-1 More buyers finish the checkout
     ^^^ strategy/goal-without-metric: G-1 (@ana) is active and no metric serves it
  why: 38 of 100 carts are left at the account form
  status: active
  for: V-1

initiative I-1 Checkout without an account
  why: the account form is where most carts are left
  status: planned
  for: G-1
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

fn groups(_: &Context<'_>, item: PlanItem<'_>) -> Vec<Group> {
    let is_asked = item.is_a(&[Kind::Goal]) && is_here(item) && is_active(item) && can_be_served(item);
    Group::all(is_asked && metrics_of(item).next().is_none())
}

fn check(context: &mut Context<'_>, _: &Group, goals: &[PlanItem<'_>]) {
    if context.is_blind() {
        return;
    }
    let misses = Misses::of(context.plan(), &[Kind::Metric], Field::For);
    for item in goals.iter().copied().filter(|goal| !misses.may_mean(*goal)) {
        let status = item.status().map_or("active", |status| &status.word);
        let message = format!(
            "{} is {status} and no metric serves it, so nobody can tell whether it is reached: add a metric with \
             `for: {}`",
            subject(item),
            name(item),
        );
        context.report(item, name_span(item), message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn a_metric_of_an_initiative_or_of_a_goal_below_is_not_the_goals() {
        told(
            &RULE,
            "
            goal G-1 More buyers
                 ^^^ strategy/goal-without-metric: G-1 is active and no metric serves it
              status: active
            goal G-2 More guests
              status: active
              for: G-1
            metric M-1 Guests
              for: G-2
            initiative I-1 Guest checkout
              for: G-1
            metric M-2 Carts
              for: I-1
            ",
        );
    }

    #[test]
    fn ideas_and_closed_goals_need_none_and_a_nameless_goal_cannot_have_one() {
        told(
            &RULE,
            "
            goal G-1 More buyers
            goal G-2 Fewer returns
              status: met
            goal G-new More shops
              status: active
            goal More parcels
              status: active
            ",
        );
    }

    #[test]
    fn a_team_may_have_statuses_of_its_own() {
        told(
            &RULE,
            "
            //- roadlog.toml
            [statuses]
            goal = [\"idea:draft\", \"agreed:ready\", \"running:doing\", \"met:done\", \"dropped:dropped\"]
            //- a.roadmap
            goal G-1 More buyers
              status: agreed
            goal G-2 Fewer returns
                 ^^^ strategy/goal-without-metric: G-2 is running
              status: running
            ",
        );
    }

    #[test]
    fn a_metric_may_stand_in_another_repository() {
        told(
            &RULE,
            "
            goal G-1 More buyers
              status: active
            //- other/figures.roadmap
            metric M-1 Completion
              for: G-1
            ",
        );
    }
}
