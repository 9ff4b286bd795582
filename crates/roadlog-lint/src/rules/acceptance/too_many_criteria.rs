//! `acceptance/too-many-criteria`: a story or bug asks for so much that it is several.

use roadlog_model::PlanItem;
use roadlog_syntax::Kind;

use super::criteria::{asked, asked_count};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, OptionDefault, Rule, RuleOption};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "acceptance/too-many-criteria",
    level: Some(Level::Warning),
    summary: "A story or bug has more criteria than fit into one piece of work.",
    why: "Many criteria are several stories under one title: they cannot be ordered apart, and nothing can be accepted \
before all of it is finished. The criteria usually show along which line to split it.",
    bad: "
bug PAY-12 Guests are asked for an account
  status: ready
  owner: @maria

  [ ] Given a visa card, then it is taken
  [ ] Given a debit card, then it is taken
  [ ] Given a gift card, then it is taken
  [ ] Given a voucher, then it is taken
  [ ] Given an expired card, then I am told so
  [ ] Given a blocked card, then I am told so
  [ ] Given a wrong number, then I am told so
  [ ] Given no number, then I am told so
  [ ] Given no name, then I am told so
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ acceptance/too-many-criteria: PAY-12 has 9 criteria
",
    good: "
bug PAY-12 Guests are asked for an account
  status: ready
  owner: @maria

  [ ] Given a visa card, then it is taken
  [ ] Given an expired card, then I am told so
",
    fix: Fixes::None,
    options: &[RuleOption {
        name: "max",
        meaning: "The most criteria that a story or bug may have.",
        default: OptionDefault::Integer(8),
    }],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let count = asked_count(item);
    if count < 2 || !item.is_a(&[Kind::Story, Kind::Bug]) {
        return;
    }
    let most = usize::try_from(context.integer(item.file(), "max")).unwrap_or(0);
    let Some(first) = asked(item).nth(most).filter(|_| count > most) else { return };
    let message = format!(
        "{} has {count} criteria, and over {most} are more than one {}: split it",
        name(item),
        item.kind_word(),
    );
    context.report(item, first.entry.span(), message);
}
