//! `strategy/initiative-without-goal`: an initiative that serves no goal.

use roadlog_config::Field;
use roadlog_model::{Plan, PlanItem};
use roadlog_syntax::{Kind, Span};

use super::standing::{active_goals, is_here, says_what_for, subject};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::{name, name_span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "strategy/initiative-without-goal",
    level: Some(Level::Warning),
    summary: "An initiative that is planned or active serves no goal, though the plan has goals.",
    why: "An initiative is a bet on how to reach a goal. One that serves none competes for the same people and can \
neither succeed nor fail. A vision alone is no goal: nothing tells when it is reached. Where no goal is active, none is \
asked for.",
    bad: "
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

initiative I-2 New colours
           ^^^ strategy/initiative-without-goal: I-2 (@ana) serves no goal
  why: the old ones are hard to read
  status: planned
  owner: @ana
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

initiative I-2 New colours
  why: the old ones are hard to read
  status: planned
  for: G-1
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Plan(check),
};

fn check(context: &mut Context<'_>, plan: &Plan) {
    let Some(goal) = active_goals(plan).next() else { return };
    let initiatives = plan.items_like(&[Kind::Initiative]).filter(|item| is_here(*item) && item.is_ready_or_doing());
    for initiative in initiatives.filter(|item| !item.syntax().is_broken()) {
        if !says_what_for(initiative) {
            tell(context, initiative, name_span(initiative), "serves no goal", goal);
        } else if let Some(vision) = initiative.parents().next().filter(|served| served.is_a(&[Kind::Vision])) {
            let span = initiative.ids(Field::For).next().map_or_else(|| name_span(initiative), |(_, span)| span);
            tell(context, initiative, span, &format!("serves {} itself and no goal", name(vision)), goal);
        }
    }
}

fn tell(context: &mut Context<'_>, item: PlanItem<'_>, span: Span, serves: &str, goal: PlanItem<'_>) {
    let message = format!(
        "{} {serves}, so nothing tells whether it was worth it: let it serve one, such as `for: {}`",
        subject(item),
        name(goal),
    );
    context.report(item, span, message);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn a_plan_without_active_goals_is_not_asked_for_them() {
        for goal in ["", "goal G-1 More buyers\n", "goal G-1 More buyers\n  status: met\n"] {
            told(&RULE, &format!("vision V-1 Shops\ninitiative I-1 Guests\n  status: active\n{goal}"));
        }
    }

    #[test]
    fn a_vision_is_no_goal_and_a_wrong_id_is_told_where_it_stands() {
        told(
            &RULE,
            "
            vision V-1 Shops
            goal G-1 More buyers
              status: active
            initiative I-1 Guests
              status: active
              for: V-1
                   ^^^ strategy/initiative-without-goal: I-1 serves V-1 itself and no goal
            initiative I-2 Cards
              status: active
              for: G-2
            initiative I-3 Parcels
            initiative I-4 Returns
              status: shipped
            initiative I-5 Sizes
              status: planned
              for: G-1
            ",
        );
    }

    #[test]
    fn goals_may_stand_in_another_repository() {
        told(
            &RULE,
            "
            initiative I-1 Guests
                       ^^^ strategy/initiative-without-goal: I-1 serves no goal, so nothing tells whether it was worth it: let it serve one, such as `for: G-1`
              status: active
            //- other/company.roadmap
            goal G-1 More buyers
              status: active
            initiative I-2 Cards
              status: active
            ",
        );
    }
}
