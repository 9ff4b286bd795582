//! `acceptance/unmet-criteria`: something was accepted or launched while criteria are open.

use roadlog_config::Phase;
use roadlog_model::PlanItem;
use roadlog_syntax::{Kind, Mark};

use super::criteria::asked_count;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "acceptance/unmet-criteria",
    level: Some(Level::Error),
    summary: "Something is accepted or launched while a criterion is open.",
    why: "Acceptance says that every criterion is met. An open one is either met and not ticked, or no longer asked \
for (`[-]`, it stays in sight), or the work is not finished.",
    bad: r#"
bug PAY-12 Guests are asked for an account
  status: accepted
  owner: @maria

  [x] Given a cart with items, when I choose "guest", then I am asked for a card
  [ ] Given a declined card, when I try another, then my cart is still there
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ acceptance/unmet-criteria: PAY-12 is accepted and 1 of 2 criteria is still open: meet it
"#,
    good: r#"
bug PAY-12 Guests are asked for an account
  status: accepted
  owner: @maria

  [x] Given a cart with items, when I choose "guest", then I am asked for a card
  [-] Given a declined card, when I try another, then my cart is still there: in the next release
"#,
    fix: Fixes::None,
    options: &[],
    asks: Asks::NotDraft,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let is_judged = item.is_a(&[Kind::Story, Kind::Bug, Kind::Epic, Kind::Launch]);
    let open = item.criteria_count().open;
    if open == 0 || !is_judged || item.phase() != Some(Phase::Done) {
        return;
    }
    let mut left = item.criteria().filter(|criterion| criterion.mark == Mark::Open);
    let Some(first) = left.next() else { return };
    let status = item.status().map_or("done", |status| &status.word);
    let (verb, them) = if open == 1 { ("is", "it") } else { ("are", "them") };
    let asked = asked_count(item);
    let which = if asked == 1 { "its criterion".to_owned() } else { format!("{open} of {asked} criteria") };
    let back = if item.is_a(&[Kind::Launch]) { "set another status" } else { "take the acceptance back" };
    let message = format!(
        "{} is {status} and {which} {verb} still open: meet {them}, drop {them} with [-], or {back}",
        name(item),
    );
    let mut told = context.report(item, first.entry.span(), message);
    for criterion in left {
        told = told.and(item.file(), criterion.entry.span(), "this criterion is open too");
    }
}
