//! `strategy/unit-mismatch`: a metric's amounts count different things.

use roadlog_config::Field;
use roadlog_model::{FieldView, PlanItem};
use roadlog_syntax::Edit;
use roadlog_syntax::value::{Amount, Unit};

use super::metrics::{amount, is_watched};
use super::standing::subject;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "strategy/unit-mismatch",
    level: Some(Level::Error),
    summary: "The baseline, target and reading of a metric are in different units.",
    why: "Amounts of different units cannot be compared: whether the target is reached, and how far the metric has come, \
cannot be said, and no chart can be drawn. Where one amount only lacks the unit of the others, it can be added.",
    bad: "
//- product.roadmap
metric M-1 Checkout completion
  owner: @ana
  measures: conversion
  baseline: 54%
  target: 70
          ^^ strategy/unit-mismatch: the target of M-1 (@ana) is 70 and its baseline 54%
  current: 58% 2026-11-02
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
  current: 58% 2026-11-02
  by: 2027-06-30
  source: https://metrics.shop.example/checkout
",
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

const AMOUNTS: [Field; 3] = [Field::Baseline, Field::Target, Field::Current];

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    if !is_watched(item) {
        return;
    }
    let written = AMOUNTS.map(|field| Some((item.field(field)?, amount(item, field)?)));
    let written: Vec<_> = written.into_iter().flatten().collect();
    let Some((odd, other)) = odd_one(&written) else { return };
    tell(context, item, odd, other);
}

type Written<'p> = (FieldView<'p>, &'p Amount);

/// The first amount that differs from the others, with one of them. Of two, or of three that all differ, the later one
/// is to be changed; but rather one without a unit than one with it.
fn odd_one<'p>(written: &[Written<'p>]) -> Option<(Written<'p>, Written<'p>)> {
    let same = |unit: &Unit| written.iter().filter(|(_, amount)| amount.unit == *unit).count();
    let rank = |&(_, amount): &Written<'p>| (same(&amount.unit), amount.unit != Unit::default());
    // Of equal ones `max_by_key` takes the last, so the order is turned around.
    let right = *written.iter().rev().max_by_key(|one| rank(one))?;
    let odd = *written.iter().find(|(_, amount)| amount.unit != right.1.unit)?;
    Some((odd, right))
}

fn tell(context: &mut Context<'_>, item: PlanItem<'_>, odd: Written<'_>, other: Written<'_>) {
    let (field, amount) = odd;
    let message = format!(
        "the {} of {} is {amount} and its {} {}, which cannot be compared: write both in one unit",
        field.entry().key(),
        subject(item),
        other.0.entry().key(),
        other.1,
    );
    let span = field.value_span();
    let message_there = format!("{} here", other.1);
    let told = context.report(item, span, message).and(item.file(), other.0.value_span(), message_there);
    if amount.unit == Unit::default() {
        let meant = Amount { number: amount.number, unit: other.1.unit.clone() };
        // A reading's day stands behind the amount and stays.
        let text = field.text();
        let day = text.split_once(char::is_whitespace).map_or("", |(_, day)| day);
        let _ = told.assist(format!("Change to {meant}"), [Edit::new(span, format!("{meant} {day}").trim_end())]);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{mended, told};

    #[test]
    fn the_odd_one_is_told() {
        told(
            &RULE,
            "
            metric M-1 Completion
              baseline: 54
                        ^^ strategy/unit-mismatch: the baseline of M-1 is 54 and its target 70%
              target: 70%
              current: 58%
            metric M-2 Waiting
              baseline: 3 days
              target: 24 h
                      ^^^^ strategy/unit-mismatch: the target of M-2 is 24 h and its baseline 3 days
            metric M-3 Revenue
              target: €1.2M
              current: $1M 2026-11-02
                       ^^^^^^^^^^^^^^ strategy/unit-mismatch: the current of M-3 is $1000000 and its target €1200000
            metric M-4 Sizes
              baseline: 5
                        ^ strategy/unit-mismatch: the baseline of M-4 is 5 and its target 6 GB
              target: 6 GB
              current: 5 MB
            ",
        );
    }

    #[test]
    fn factors_and_spaces_make_no_difference_and_one_amount_is_compared_with_none() {
        told(
            &RULE,
            "
            metric M-1 Revenue
              baseline: €900k
              target: 1.2M €
              current: €1 M 2026-11-02
            metric M-2 Completion
              target: 70%
            metric M-3 Completion
              baseline: some
              target: 70%
            ",
        );
    }

    #[test]
    fn a_missing_unit_can_be_added_and_the_day_stays() {
        let text = "metric M-1 Completion\n  baseline: 54%\n  target: 70%\n  current: 58 2026-11-02\n";
        assert_eq!(mended(&RULE, text, "plan.backlog"), text.replace("58 2026", "58% 2026"));
    }
}
