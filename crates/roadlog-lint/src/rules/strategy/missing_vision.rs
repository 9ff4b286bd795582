//! `strategy/missing-vision`: goals without the vision that they are for, or one file with two visions.

use roadlog_model::{Plan, PlanItem};
use roadlog_syntax::Kind;

use super::standing::{active_goals, is_here, says_what_for, subject};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::{counted, name, name_span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "strategy/missing-vision",
    level: Some(Level::Warning),
    summary: "The plan has goals and no vision, or one file has two visions.",
    why: "A goal says what to reach by when; the vision says what all of it is for, and outlives the goals. With it \
anybody can ask of a new goal whether it belongs here at all. Two visions in one file pull in two directions: products \
that differ have a file each. A plan without goals under way is not asked.",
    bad: "
//- product.roadmap
goal G-1 More buyers finish the checkout
     ^^^ strategy/missing-vision: G-1 (@ana) serves no vision, and the plan has none
  why: 38 of 100 carts are left at the account form
  status: active
  owner: @ana

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
    good: "
//- product.roadmap
vision V-1 Anyone can buy from a neighbourhood shop in under a minute
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
    check: Check::Plan(check),
};

fn check(context: &mut Context<'_>, plan: &Plan) {
    let mut visions = plan.items_like(&[Kind::Vision]).filter(|vision| !vision.file().is_archived()).peekable();
    if visions.peek().is_none() {
        no_vision(context, plan);
    }
    let mut above: Option<PlanItem<'_>> = None;
    for vision in visions {
        let first = above.filter(|first| first.at().file == vision.at().file);
        if let Some(first) = first {
            second_vision(context, first, vision);
        } else {
            above = Some(vision);
        }
    }
}

fn no_vision(context: &mut Context<'_>, plan: &Plan) {
    if context.is_blind() {
        return;
    }
    let goals = || active_goals(plan).filter(|goal| is_here(*goal) && !goal.syntax().is_broken());
    let Some(topmost) = goals().find(|goal| !says_what_for(*goal)) else { return };
    let serve = match goals().count() - 1 {
        0 => "serves".to_owned(),
        others => format!("and {} serve", counted(others, "other goal")),
    };
    let message = format!(
        "{} {serve} no vision, and the plan has none: add one, `vision V-1 WHAT THE PRODUCT IS FOR`, and let goals \
         serve it with `for`",
        subject(topmost),
    );
    context.report(topmost, name_span(topmost), message);
}

/// A copy with the same id is told as that.
fn second_vision(context: &mut Context<'_>, first: PlanItem<'_>, vision: PlanItem<'_>) {
    if !is_here(vision) || vision.id() == first.id() {
        return;
    }
    let message = format!(
        "{} is a second vision in this file, beside {}: keep one, or give each product a file of its own",
        subject(vision),
        name(first),
    );
    context.report(vision, name_span(vision), message).and(first.file(), name_span(first), "the first vision");
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn it_is_said_once_however_many_goals_there_are() {
        told(
            &RULE,
            "
            //- a.roadmap
            goal G-1 More buyers
                 ^^^ strategy/missing-vision: G-1 and 2 other goals serve no vision
              status: active
            goal G-2 Fewer returns
              status: active
              for: G-1
            //- b.roadmap
            goal G-3 More shops
              status: active
            ",
        );
    }

    #[test]
    fn ideas_what_is_closed_and_plans_without_goals_need_no_vision() {
        told(
            &RULE,
            "
            goal G-1 More buyers
            goal G-2 Fewer returns
              status: missed
              reason: too late
            initiative I-1 Guest checkout
              status: active
            story PAY-1 Pay
              status: ready
            //- archive/old.roadmap
            goal G-3 More shops
              status: active
            ",
        );
    }

    #[test]
    fn the_vision_may_stand_in_another_repository() {
        told(
            &RULE,
            "
            goal G-1 More buyers
              status: active
            //- other/company.roadmap
            vision V-1 Shops for all
            ",
        );
        told(
            &RULE,
            "
            story PAY-1 Pay
              status: ready
            //- other/company.roadmap
            goal G-1 More buyers
              status: active
            vision V-1 Shops for all
            vision V-2 Shops for few
            ",
        );
    }

    #[test]
    fn a_goal_for_a_vision_that_is_not_there_is_told_at_the_id() {
        told(&RULE, "goal G-1 More buyers\n  status: active\n  for: V-1\n");
    }

    #[test]
    fn one_file_has_one_vision_and_products_have_a_file_each() {
        told(
            &RULE,
            "
            //- a.roadmap
            vision V-1 Shops for all
            vision V-2 Shops for few
                   ^^^ strategy/missing-vision: V-2 is a second vision in this file, beside V-1
              # no second finding for a copy
            vision V-1 Shops for all
            //- b.roadmap
            vision V-3 Parcels for all
            ",
        );
    }
}
