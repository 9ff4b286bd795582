//! `syntax/misplaced-field`: a field that items of this kind do not have.

use roadlog_config::{FieldLookup, FieldRef};
use roadlog_model::PlanItem;

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::a;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "syntax/misplaced-field",
    level: Some(Level::Error),
    summary: "A field stands in an item whose kind does not have it.",
    why: "Each kind has the fields that its readers ask for. A field elsewhere is read by nobody. Priority is no field \
          at all: the order of the items is their priority.",
    bad: "
epic PAY-1 Guest checkout
  points: 5
  ^^^^^^ syntax/misplaced-field: an epic has no `points`: story, bug, task and spike have it

story PAY-2 Pay
  priority: high
  ^^^^^^^^ syntax/misplaced-field: the order of the items is their priority
",
    good: "
epic PAY-1 Guest checkout

story PAY-2 Pay
  points: 5
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::Item(check),
};

/// What is said of a field for the priority.
pub(super) const RANK: &str = "the order of the items is their priority: move the item; or did you mean `moscow`?";

/// Whether a key says what the order of the items says.
pub(super) fn says_rank(key: &str) -> bool {
    matches!(key, "priority" | "prio" | "rank" | "order")
}

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    for field in item.fields() {
        if let FieldLookup::Here(_) = field.lookup() {
            continue;
        }
        let key = field.entry().key();
        let message = match field.lookup() {
            FieldLookup::Elsewhere(elsewhere) => {
                let kind = item.kind_word();
                format!("{} has no `{key}`: {}", a(&kind), having(context, elsewhere))
            }
            FieldLookup::Unknown if says_rank(&key) => RANK.to_owned(),
            _ => continue,
        };
        context.report(item, field.entry().key_span(), message);
    }
}

/// Which kinds have the field.
fn having(context: &Context<'_>, field: FieldRef) -> String {
    let config = context.plan().config();
    let kinds: Vec<_> = config.kinds_with(field).map(|kind| config.kind_name(kind)).collect();
    match kinds.as_slice() {
        [] => "no kind has it".to_owned(),
        [one] => format!("only {one} has it"),
        [first @ .., last] => format!("{} and {last} have it", first.join(", ")),
    }
}
