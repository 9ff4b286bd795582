//! `acceptance/acceptance-without-sign-off`: accepted, and nothing says by whom.

use roadlog_config::{Field, Phase};
use roadlog_model::{FieldView, PlanItem};

use crate::context::Context;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::{name, name_span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "acceptance/acceptance-without-sign-off",
    level: None,
    summary: "An accepted item has no `accepted:` line.",
    why: "The line says who accepted it, when, and which words. Off, because git knows who set the status; switch it \
on where acceptance has to be shown to others, or where the words must not change afterwards.",
    bad: r#"
bug PAY-12 Guests are asked for an account
  status: accepted
          ^^^^^^^^ acceptance/acceptance-without-sign-off: PAY-12 is accepted and does not say by whom
  owner: @maria

  [x] Given a cart with items, when I choose "guest", then I am asked for a card
"#,
    good: r#"
bug PAY-12 Guests are asked for an account
  status: accepted
  owner: @maria
  accepted: @maria 2026-11-27

  [x] Given a cart with items, when I choose "guest", then I am asked for a card
"#,
    fix: Fixes::None,
    options: &[],
    asks: Asks::NotDraft,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let takes_one = item.like().is_some_and(|kind| Field::Accepted.is_on(kind));
    let Some(status) = item.status().filter(|status| takes_one && status.phase == Phase::Done) else { return };
    if item.field(Field::Accepted).is_some() {
        return;
    }
    let span = item.field(Field::Status).map_or_else(|| name_span(item), FieldView::value_span);
    let name = name(item);
    let message = format!("{name} is {} and does not say by whom: add `accepted: @who DATE`", status.word);
    context.report(item, span, message);
}
