//! `strategy/incomplete-metric`: a metric without what makes it one.

use roadlog_config::{Field, FieldRef};
use roadlog_model::PlanItem;

use super::metrics::is_watched;
use super::standing::{says_what_for, subject};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::rules::syntax::slips::lacks;
use crate::wording::{listed, name_span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "strategy/incomplete-metric",
    level: Some(Level::Warning),
    summary: "A metric lacks its target or the day to reach it by; as a hint, its baseline, reading or source.",
    why: "Without a target and a day nothing can be reached or missed. The baseline shows how far it has come and in \
which direction it is to go, the reading where it stands, the source lets the next person read it in the same way: \
those are a hint, and so is everything about a metric that serves nothing and is only watched. A metric of an idea or \
of something closed is not asked.",
    bad: "
//- product.roadmap
initiative I-1 Checkout without an account
  why: the account form is where most carts are left
  status: planned
  owner: @ana

metric M-1 Checkout completion
       ^^^ strategy/incomplete-metric: M-1 (@ana) has no `target`, `by` or `source`
  for: I-1
  measures: conversion
  baseline: 54%
  current: 58% 2026-11-02
",
    good: "
//- product.roadmap
initiative I-1 Checkout without an account
  why: the account form is where most carts are left
  status: planned
  owner: @ana

metric M-1 Checkout completion
  for: I-1
  measures: conversion
  baseline: 54%
  target: 70%
  current: 58% 2026-11-02
  by: 2027-06-30
  source: https://metrics.shop.example/checkout
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

/// What a metric needs to be reached or missed at all.
const NEEDED: [Field; 2] = [Field::Target, Field::By];

/// What it is followed by.
const USEFUL: [Field; 3] = [Field::Baseline, Field::Current, Field::Source];

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    if !is_watched(item) {
        return;
    }
    let is_lacking = |field: &Field| lacks(item, *field);
    let lacking: Vec<Field> = NEEDED.into_iter().chain(USEFUL).filter(is_lacking).collect();
    if lacking.is_empty() {
        return;
    }
    let is_needed = lacking.iter().any(|field| NEEDED.contains(field));
    let so = if is_needed { "so it can be neither reached nor missed" } else { "so nobody else can follow it" };
    let config = item.plan().config();
    let names: Vec<_> =
        lacking.iter().map(|field| format!("`{}`", config.field_name(FieldRef::BuiltIn(*field)))).collect();
    let end = if names.len() == 1 { "it" } else { "them" };
    let message = format!("{} has no {}, {so}: add {end}", subject(item), listed(&names, "or"));
    let told = context.report(item, name_span(item), message);
    if !is_needed || !says_what_for(item) {
        let _ = told.at_most(Level::Info);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::Level;
    use crate::testing::told;

    #[test]
    fn what_is_needed_is_a_warning_and_what_is_useful_a_hint() {
        let found = told(
            &RULE,
            "
            goal G-1 More buyers
              status: active
            metric M-1 Completion
                   ^^^ strategy/incomplete-metric: M-1 has no `target`, `by`, `baseline`, `current` or `source`, so it can be neither
              for: G-1
            metric M-2 Completion
                   ^^^ strategy/incomplete-metric: M-2 has no `by`, so it can be neither reached nor missed: add it
              for: G-1
              baseline: 54%
              target: 70%
              current: 58%
              source: https://shop.example
            metric M-3 Completion
                   ^^^ strategy/incomplete-metric: M-3 has no `source`, so nobody else can follow it: add it
              for: G-1
              baseline: 54%
              target: 70%
              current: 58%
              by: 2027-06-30
            metric M-4 Visits, only watched
                   ^^^ strategy/incomplete-metric: M-4 has no `target`, `by`, `baseline` or `source`
              current: 58%
            ",
        );
        let levels: Vec<_> = found.iter().map(|finding| finding.level).collect();
        assert_eq!(levels, [Level::Warning, Level::Warning, Level::Info, Level::Info]);
    }

    #[test]
    fn a_metric_of_an_idea_or_of_something_closed_is_not_asked() {
        told(
            &RULE,
            "
            goal G-1 More buyers
            metric M-1 Completion
              for: G-1
            goal G-2 Fewer returns
              status: missed
            metric M-2 Returns
              for: G-2
            ",
        );
    }

    #[test]
    fn a_value_that_is_wrong_is_told_itself() {
        told(
            &RULE,
            "
            goal G-1 More buyers
              status: active
            metric M-1 Completion
              for: G-1
              baseline: some
              target:
              current: 58%
              by: soon
              source: https://shop.example
            ",
        );
    }
}
