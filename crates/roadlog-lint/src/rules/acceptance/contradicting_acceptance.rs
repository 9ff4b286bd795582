//! `acceptance/contradicting-acceptance`: a sign-off says accepted, and the status says something else.

use roadlog_config::{Field, Phase};
use roadlog_model::{PlanItem, Value};

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "acceptance/contradicting-acceptance",
    level: Some(Level::Error),
    summary: "`accepted:` stands in an item whose status is another.",
    why: "One of the two is wrong: boards and figures follow the status, people read the sign-off. Reopening an item \
takes the line away.",
    bad: r#"
bug PAY-12 Guests are asked for an account
  status: doing
  owner: @maria
  accepted: @maria 2026-11-27
            ^^^^^^^^^^^^^^^^^ acceptance/contradicting-acceptance: PAY-12 is doing and says that @maria accepted it

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
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let Some(field) = item.field(Field::Accepted) else { return };
    let Value::SignOff(sign_off) = field.value() else { return };
    let Some(status) = item.status().filter(|status| status.phase != Phase::Done) else { return };
    let done = item.kind().and_then(|kind| {
        let mut statuses = item.settings().statuses(kind).iter();
        statuses.find(|status| status.phase == Phase::Done).map(|status| status.name.to_string())
    });
    let message = format!(
        "{} is {} and says that {} accepted it: set `status: {}`, or delete this line",
        name(item),
        status.word,
        sign_off.who,
        done.as_deref().unwrap_or("accepted"),
    );
    context.report(item, field.value_span(), message);
}
