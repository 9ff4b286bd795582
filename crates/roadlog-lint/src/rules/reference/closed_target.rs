//! `reference/closed-target`: open work serves or needs something that has ended.

use roadlog_config::{Field, Phase};
use roadlog_model::{FieldView, PlanItem};
use roadlog_syntax::{Kind, Span};

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "reference/closed-target",
    level: Some(Level::Warning),
    summary: "Open work serves something that has ended, or needs something that was dropped.",
    why: "Work for a goal that was dropped answers to nobody, and what needs something that will never be done can \
never be finished. Work for something that has shipped has missed it; a bug in it has not.",
    bad: "
epic PAY-1 Guest checkout
  owner: @maria
  status: dropped
  reason: too few guests

bug PAY-15 The pay button stays grey
  status: draft
  for: PAY-1
       ^^^^^ reference/closed-target: PAY-15 serves PAY-1, which is dropped
",
    good: "
epic PAY-1 Guest checkout
  owner: @maria
  status: draft

bug PAY-15 The pay button stays grey
  status: draft
  for: PAY-1
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::Live,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    if !item.phase().is_some_and(Phase::is_open) {
        return;
    }
    for (field, verb) in [(Field::For, "serves"), (Field::Needs, "needs")] {
        let Some(view) = item.field(field) else { continue };
        for reference in view.references() {
            let Some(target) = reference.target() else { continue };
            if has_ended(item, target, field) {
                tell(context, item, reference.span(), target, verb);
            }
        }
    }
}

fn has_ended(item: PlanItem<'_>, target: PlanItem<'_>, field: Field) -> bool {
    match target.phase() {
        Some(Phase::Dropped) => true,
        // What is launched with open work for it is told at the launch, by `strategy/launch-ahead-of-work`.
        Some(Phase::Done) => field == Field::For && !item.is_a(&[Kind::Bug]) && !target.is_a(&[Kind::Launch]),
        _ => false,
    }
}

fn tell(context: &mut Context<'_>, item: PlanItem<'_>, span: Span, target: PlanItem<'_>, verb: &str) {
    let status = target.status().map_or("closed", |status| &status.word);
    let way_out =
        if verb == "needs" { "find another way, or drop it" } else { "let it serve something open, or drop it" };
    let message = format!("{} {verb} {}, which is {status}: {way_out}", name(item), name(target));
    let ended = target.field(Field::Status).map_or_else(|| target.syntax().header_span(), FieldView::value_span);
    context.report(item, span, message).and(target.file(), ended, format!("“{}” is {status}", target.title()));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn what_has_shipped_may_have_bugs() {
        told(
            &RULE,
            "
            initiative I-1 Guest checkout
              status: shipped
            story PAY-1 Pay
              for: I-1
                   ^^^ reference/closed-target: PAY-1 serves I-1, which is shipped
            bug PAY-2 Grey button
              for: I-1
            story PAY-3 Order
              needs: I-1
            ",
        );
    }

    #[test]
    fn what_is_closed_itself_or_has_no_status_serves_whom_it_served() {
        told(
            &RULE,
            "
            goal G-1 More buyers
              status: missed
            metric M-1 Completion
              for: G-1
            story PAY-1 Pay
              status: accepted
              for: G-1
            ",
        );
    }

    #[test]
    fn only_the_item_that_names_it_is_told() {
        told(
            &RULE,
            "
            story PAY-1 Cards
              status: dropped
            task PAY-2 Build
              needs: PAY-1
                     ^^^^^ reference/closed-target: PAY-2 needs PAY-1, which is dropped: find another way
            task PAY-3 Test
              for: PAY-2
            ",
        );
    }
}
