//! `acceptance/met-too-early`: a criterion is met while nobody has started.

use roadlog_config::Phase;
use roadlog_model::PlanItem;
use roadlog_syntax::{Kind, Mark};

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "acceptance/met-too-early",
    level: Some(Level::Warning),
    summary: "A criterion is met while the item is still ready.",
    why: "Either work has begun and the board does not show it, or the mark is a slip. The checklist of a launch is \
ticked while the launch is planned, so it is left out.",
    bad: r#"
bug PAY-12 Guests are asked for an account
  status: ready
  owner: @maria

  [x] Given a cart with items, when I choose "guest", then I am asked for a card
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ acceptance/met-too-early: PAY-12 is still ready and 1 criterion is met
"#,
    good: r#"
bug PAY-12 Guests are asked for an account
  status: doing
  owner: @maria

  [x] Given a cart with items, when I choose "guest", then I am asked for a card
"#,
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let met = item.criteria_count().met as usize;
    if met == 0 || item.phase() != Some(Phase::Ready) || item.is_a(&[Kind::Launch]) {
        return;
    }
    let Some(first) = item.criteria().find(|criterion| criterion.mark == Mark::Met) else { return };
    let status = item.status().map_or("ready", |status| &status.word);
    let met = if met == 1 { "1 criterion is met".to_owned() } else { format!("{met} criteria are met") };
    let message = format!("{} is still {status} and {met}: say that work has begun, or take the mark back", name(item));
    context.report(item, first.entry.span(), message);
}
