//! `reference/wrong-kind`: a field points at an item of a kind that it cannot point at.

use roadlog_config::{Field, KindSpec, may_serve, serves};
use roadlog_model::{PlanItem, Reference};
use roadlog_syntax::{Kind, Span};

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::{a_kind, listed, name};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "reference/wrong-kind",
    level: Some(Level::Error),
    summary: "A field points at an item of a kind that it cannot point at.",
    why: "`for` makes the plan a tree that answers why each piece is done, so it points upward only: vision · goal · \
initiative · launch · epic · story · bug, spike · task. `sprint` names a sprint, `evidence` research, and `needs` \
something that can be finished.",
    bad: "
epic PAY-1 Guest checkout
  owner: @maria
  for: PAY-15
       ^^^^^^ reference/wrong-kind: PAY-1 cannot serve PAY-15
  status: draft

bug PAY-15 The pay button stays grey
  sprint: PAY-1
          ^^^^^ reference/wrong-kind: PAY-1 is an epic
  status: draft
",
    good: "
sprint PAY-s1 Guests can pay by card
  owner: @maria

epic PAY-1 Guest checkout
  owner: @maria
  status: draft

bug PAY-15 The pay button stays grey
  for: PAY-1
  sprint: PAY-s1
  status: draft
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::Item(check),
};

/// How far up a chain is followed to see whether it comes back.
const DEEPEST: usize = 64;

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    for field in [Field::For, Field::Needs, Field::Sprint, Field::Evidence] {
        // Most items lack most of these fields.
        let Some(view) = item.field(field) else { continue };
        for reference in view.references() {
            let target = reference.target();
            let Some((target, kind)) = target.and_then(|target| Some((target, target.like()?))) else { continue };
            let (id, span) = (reference.id(), || reference.span());
            match field {
                Field::For => serving(context, item, target, kind, reference),
                Field::Needs if !KindSpec::of(kind).has_statuses() => {
                    let message = format!("{id} is {}, which is never finished: nothing can wait for it", a_kind(kind));
                    tell(context, item, span(), target, message);
                }
                Field::Sprint if kind != Kind::Sprint => {
                    let message = format!("{id} is {}: `sprint` names a sprint", a_kind(kind));
                    tell(context, item, span(), target, message);
                }
                Field::Evidence if kind != Kind::Research => {
                    let message = format!("{id} is {}: `evidence` names research", a_kind(kind));
                    tell(context, item, span(), target, message);
                }
                _ => {}
            }
        }
    }
}

fn serving(context: &mut Context<'_>, item: PlanItem<'_>, target: PlanItem<'_>, kind: Kind, reference: Reference<'_>) {
    let Some(own) = item.like() else { return };
    // In a ring some step always leads the wrong way; the ring is told as a whole, by `reference/cycle`.
    if may_serve(own, kind) || comes_back(item, target) {
        return;
    }
    let allowed: Vec<_> = serves(own).map(a_kind).collect();
    let message = format!(
        "{} cannot serve {}: {} serves {}, and this is {}",
        name(item),
        name(target),
        a_kind(own),
        listed(&allowed, "or"),
        a_kind(kind),
    );
    tell(context, item, reference.span(), target, message);
}

/// Whether the chain of `for` from `target` up leads to `item`.
fn comes_back(item: PlanItem<'_>, target: PlanItem<'_>) -> bool {
    let chain = std::iter::successors(Some(target), |at| at.parents().next());
    chain.take(DEEPEST).any(|above| above == item)
}

fn tell(context: &mut Context<'_>, item: PlanItem<'_>, span: Span, target: PlanItem<'_>, message: String) {
    let told = context.report(item, span, message);
    told.and(target.file(), target.syntax().header_span(), "it stands here");
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn only_what_can_be_finished_can_be_waited_for() {
        told(
            &RULE,
            "
            vision V-1 Shops for all
            story PAY-1 Pay
              needs: V-1, PAY-2
                     ^^^ reference/wrong-kind: V-1 is a vision, which is never finished
            story PAY-2 Order
            ",
        );
    }

    #[test]
    fn a_ring_is_another_rules_affair() {
        told(
            &RULE,
            "
            epic PAY-1 Guest checkout
              for: PAY-2
            story PAY-2 Pay
              for: PAY-1
            story PAY-3 Order
              for: PAY-3
            ",
        );
    }
}
