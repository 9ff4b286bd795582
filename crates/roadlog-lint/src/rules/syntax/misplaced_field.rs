//! `syntax/misplaced-field`: a field that items of this kind do not have.

use roadlog_config::{Field, FieldLookup, FieldRef};
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
pub(super) fn rank_message(item: PlanItem<'_>) -> String {
    let has_moscow = matches!(item.plan().config().field(item.kind(), Field::Moscow.name()), FieldLookup::Here(_));
    let or = if has_moscow { "; or did you mean `moscow`?" } else { "" };
    format!("the order of the items is their priority: move the item{or}")
}

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
            FieldLookup::Unknown if says_rank(&key) => rank_message(item),
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

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::findings;
    use roadlog_testkit::Fixture;

    #[test]
    fn only_where_a_kind_has_moscow_it_is_offered_for_the_priority() {
        let text = "story PAY-1 Pay\n  priority: high\nepic PAY-2 Guest checkout\n  priority: high\n";
        let found = findings(&RULE, &Fixture::parse(text));
        let said: Vec<_> = found.iter().map(|finding| finding.message.unescaped()).collect();
        assert_eq!(
            said,
            [
                "the order of the items is their priority: move the item; or did you mean `moscow`?",
                "the order of the items is their priority: move the item",
            ]
        );
    }
}
