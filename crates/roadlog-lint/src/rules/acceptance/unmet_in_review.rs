//! `acceptance/unmet-in-review`: work is in review while criteria are open.

use roadlog_model::PlanItem;
use roadlog_syntax::Mark;

use super::criteria::asked_count;
use crate::context::Context;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "acceptance/unmet-in-review",
    level: None,
    summary: "Work is in review while a criterion is open.",
    why: "In review means that the team says it is done. Off, because in many teams the product owner ticks the \
criteria during the review; switch it on where the team ticks them before.",
    bad: r#"
bug PAY-12 Guests are asked for an account
  status: review
  owner: @maria

  [ ] Given a cart with items, when I choose "guest", then I am asked for a card
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ acceptance/unmet-in-review: PAY-12 is in review and 1 of 1 criteria is still open
"#,
    good: r#"
bug PAY-12 Guests are asked for an account
  status: review
  owner: @maria

  [x] Given a cart with items, when I choose "guest", then I am asked for a card
"#,
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let open = item.criteria_count().open;
    if open == 0 || item.status().is_none_or(|status| status.word != "review") {
        return;
    }
    let Some(first) = item.criteria().find(|criterion| criterion.mark == Mark::Open) else { return };
    let verb = if open == 1 { "is" } else { "are" };
    let message = format!(
        "{} is in review and {open} of {} criteria {verb} still open: tick what is met, or set it back to doing",
        name(item),
        asked_count(item),
    );
    context.report(item, first.entry.span(), message);
}
