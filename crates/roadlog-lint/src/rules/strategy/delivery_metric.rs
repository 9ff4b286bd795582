//! `strategy/delivery-metric`: a goal that is judged by how much is built, and by nothing that users get out of it.

use roadlog_config::{Field, MeasureClass};
use roadlog_model::{PlanItem, Value};
use roadlog_syntax::Kind;

use super::metrics::metrics_of;
use super::standing::subject;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::{listed, name, name_span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "strategy/delivery-metric",
    level: Some(Level::Warning),
    summary: "A goal is judged by delivery alone, such as velocity, and by no outcome.",
    why: "Velocity, throughput and cycle time say how much is built and how fast, not whether anybody is better off; a \
team can reach such a goal with work that nobody wanted. Name what should change for users or the business: adoption, \
retention, revenue. A delivery metric beside an outcome is fine.",
    bad: "
//- product.roadmap
vision V-1 Anyone can buy in under a minute
  owner: @ana

goal G-1 More buyers finish the checkout
     ^^^ strategy/delivery-metric: G-1 (@ana) is judged by velocity alone
  why: 38 of 100 carts are left at the account form
  status: active
  for: V-1

metric M-1 Points a sprint
  for: G-1
  measures: velocity
  baseline: 20 points
  target: 30 points
  current: 22 points 2026-11-02
  by: 2027-06-30
  source: https://metrics.shop.example/velocity

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
    if !item.is_a(&[Kind::Goal]) || context.is_blind() {
        return;
    }
    let mut words = Vec::new();
    for metric in metrics_of(item) {
        match delivery(metric) {
            Some(word) if words.contains(&word) => {}
            Some(word) => words.push(word),
            None => return,
        }
    }
    if words.is_empty() {
        return;
    }
    let message = format!(
        "{} is judged by {} alone, which tells how much is built and not what it is good for: add a metric of an \
         outcome, such as adoption or retention",
        subject(item),
        listed(&words, "and"),
    );
    let mut told = context.report(item, name_span(item), message);
    for metric in metrics_of(item) {
        let message = format!("{} “{}”", name(metric), metric.title());
        told = told.and(metric.file(), name_span(metric), message);
    }
}

/// The word for what a metric measures, where that is delivery.
fn delivery(metric: PlanItem<'_>) -> Option<&str> {
    let Value::Word(word) = metric.field(Field::Measures)?.value() else { return None };
    (metric.plan().config().measure(word) == Some(MeasureClass::Delivery)).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn one_outcome_is_enough_and_an_unknown_or_missing_measure_counts_as_one() {
        for other in ["  measures: retention\n", "  measures: churn\n", ""] {
            let text = format!(
                "goal G-1 More buyers\n  status: active\nmetric M-1 Points\n  for: G-1\n  measures: velocity\nmetric M-2 \
                 Other\n  for: G-1\n{other}"
            );
            told(&RULE, &text);
        }
    }

    #[test]
    fn the_teams_own_words_for_delivery_count_and_initiatives_may_have_any() {
        let found = told(
            &RULE,
            "
            //- roadlog.toml
            [measures]
            delivery = [\"deployments\"]
            //- a.roadmap
            goal G-1 More buyers
                 ^^^ strategy/delivery-metric: G-1 is judged by deployments and velocity alone
              status: active
            metric M-1 Points
              for: G-1
              measures: deployments
            metric M-2 Points
              for: G-1
              measures: velocity
            metric M-3 Points
              for: G-1
              measures: velocity
            initiative I-1 Faster
              status: active
            metric M-4 Points
              for: I-1
              measures: velocity
            ",
        );
        assert_eq!(found[0].related.len(), 3);
    }
}
