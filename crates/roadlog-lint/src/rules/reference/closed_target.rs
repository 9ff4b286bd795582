//! `reference/closed-target`: open work serves or needs something that has ended.

use roadlog_config::{Field, Phase};
use roadlog_model::PlanItem;
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
        for (id, span) in item.ids(field) {
            let Some(target) = item.plan().first(id) else { continue };
            if has_ended(item, target, field) {
                tell(context, item, span, target, verb);
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
    let way_out = if verb == "needs" { "find another way, or drop it" } else { "let it serve something open, or drop it" };
    let message = format!("{} {verb} {}, which is {status}: {way_out}", name(item), name(target));
    let ended = target.field(Field::Status).map_or_else(|| target.syntax().header_span(), |field| field.value_span());
    context.report(item, span, message).and(target.file(), ended, format!("“{}” is {status}", target.title()));
}
