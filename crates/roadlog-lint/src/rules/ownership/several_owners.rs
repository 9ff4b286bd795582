//! `ownership/several-owners`: an item has more than one owner.

use roadlog_config::{Field, FieldLookup, FieldRef};
use roadlog_model::{FieldView, PlanItem, ValueFault};
use roadlog_syntax::value::{ValueProblem, parse_people};

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "ownership/several-owners",
    level: Some(Level::Error),
    summary: "An item names several owners.",
    why: "One person is accountable. With two, each may think that the other one decides; whoever else has a part in it \
can stand in `stakeholders` or `assignee`.",
    bad: "
task PAY-15 Renew the certificate
  status: ready
  owner: @maria, @ana
         ^^^^^^^^^^^^ ownership/several-owners: PAY-15 has 2 owners
",
    good: "
task PAY-15 Renew the certificate
  status: ready
  owner: @maria
  stakeholders: @ana
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let Some(field) = item.field(Field::Owner) else { return };
    if !field.faults().any(|fault| tells(field, &fault)) {
        return;
    }
    let text = field.text();
    let owners = parse_people(&text).members.len();
    let count = if owners > 1 { owners.to_string() } else { "several".to_owned() };
    let message = format!("{} has {count} owners, and one person is accountable: keep one of them", name(item));
    context.report(item, field.value_span(), message);
}

/// Whether this rule tells a fault of a value, so that `syntax/bad-value` leaves it alone: that an item which is ready
/// or later has more than one owner.
pub(crate) fn tells(field: FieldView<'_>, fault: &ValueFault) -> bool {
    let item = field.item();
    matches!(fault.problem, ValueProblem::Several { .. })
        && field.lookup() == FieldLookup::Here(FieldRef::BuiltIn(Field::Owner))
        && item.is_ready_or_doing()
        && !item.file().is_archived()
}
