//! `acceptance/missing-reason`: something was rejected, missed or dropped, and nothing says why.

use roadlog_config::{Field, Phase};
use roadlog_model::{FieldView, PlanItem};

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::rules::syntax::slips::lacks;
use crate::wording::{name, name_span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "acceptance/missing-reason",
    level: Some(Level::Error),
    summary: "Something is rejected, missed or dropped without a reason.",
    why: "Whoever gets work back has to know what is wrong with it, and a missed goal teaches something only where it \
is written down. Why something was dropped spares the next person the same discussion: that is a hint.",
    bad: r#"
bug PAY-12 Guests are asked for an account
  status: rejected
          ^^^^^^^^ acceptance/missing-reason: PAY-12 is rejected and does not say why
  owner: @maria

  [ ] Given a cart with items, when I choose "guest", then I am asked for a card
"#,
    good: r#"
bug PAY-12 Guests are asked for an account
  status: rejected
  owner: @maria
  reason: guests are asked for a phone number too

  [ ] Given a cart with items, when I choose "guest", then I am asked for a card
"#,
    fix: Fixes::None,
    options: &[],
    asks: Asks::NotDraft,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let Some(status) = item.status() else { return };
    let is_ended = status.phase == Phase::Dropped;
    if status.word != "rejected" && !is_ended || !lacks(item, Field::Reason) {
        return;
    }
    let span = item.field(Field::Status).map_or_else(|| name_span(item), FieldView::value_span);
    let next = if is_ended { "what was learnt" } else { "what has to change" };
    let message = format!("{} is {} and does not say why: add `reason:` with {next}", name(item), status.word);
    let told = context.report(item, span, message);
    if is_ended && status.word != "missed" {
        let _ = told.at_most(Level::Info);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::Level;
    use crate::testing::told;

    #[test]
    fn a_missed_goal_wants_one_and_what_was_dropped_may_have_one() {
        let found = told(
            &RULE,
            "
            goal G-1 More buyers
              status: missed
                      ^^^^^^ acceptance/missing-reason: G-1 is missed and does not say why: add `reason:` with what was learnt
            story PAY-1 Pay
              status: dropped
                      ^^^^^^^ acceptance/missing-reason
            sprint PAY-s1 Guests
              status: missed
              reason: two people were ill
            ",
        );
        assert_eq!(found.iter().map(|finding| finding.level).collect::<Vec<_>>(), [Level::Error, Level::Info]);
    }
}
