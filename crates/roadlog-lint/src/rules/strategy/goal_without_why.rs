//! `strategy/goal-without-why`: a goal without the reason for it.

use roadlog_model::PlanItem;
use roadlog_syntax::Kind;

use super::why;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "strategy/goal-without-why",
    level: Some(Level::Warning),
    summary: "An active goal does not say why it matters.",
    why: "The reason is what everybody below decides by when the goal itself leaves something open, and what shows in \
half a year whether the goal still makes sense. One line is enough: what is known today that makes this worth reaching. \
Where the goal has prose, its reason may stand there: that is a hint.",
    bad: "
//- product.roadmap
vision V-1 Anyone can buy in under a minute
  owner: @ana

goal G-1 More buyers finish the checkout
     ^^^ strategy/goal-without-why: G-1 (@ana) does not say why it matters: add `why:`
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
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    why::check(context, item, Kind::Goal, "it matters");
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::Level;
    use crate::testing::told;

    #[test]
    fn the_reason_may_stand_in_prose_and_an_idea_needs_none() {
        let found = told(
            &RULE,
            "
            goal G-1 More buyers
                 ^^^ strategy/goal-without-why: G-1 does not say why it matters: if its prose does
              38 of 100 carts are left at the account form.
              status: active
            goal G-2 Fewer returns
            goal G-3 More shops
              status: missed
            goal G-4 More parcels
              status: active
              why: shops ask for it
            ",
        );
        assert_eq!(found[0].level, Level::Info);
    }
}
