//! `syntax/unknown-field`: a field that no item has.

use roadlog_config::FieldLookup;
use roadlog_model::PlanItem;
use roadlog_syntax::Edit;

use super::misplaced_field::says_rank;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::suggest::nearest;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "syntax/unknown-field",
    level: Some(Level::Error),
    summary: "A line is written like a field, and there is no such field.",
    why: "A slip in a field's name takes the fact away in silence. A team adds fields of its own with \
          `[fields.NAME]` in roadlog.toml; a line that is meant as prose has `> ` before it.",
    bad: "
story PAY-1 Pay
  onwer: @maria
  ^^^^^ syntax/unknown-field: there is no field `onwer`: did you mean `owner`
  note: the receipt comes later
  ^^^^ syntax/unknown-field: there is no field `note`
",
    good: "
story PAY-1 Pay
  owner: @maria
  > note: the receipt comes later
",
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::Everything,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    for field in item.fields().filter(|field| field.lookup() == FieldLookup::Unknown) {
        let key = field.entry().key();
        if says_rank(&key) || item.kind().is_none() {
            continue;
        }
        let config = context.plan().config();
        let names = item.kind().into_iter().flat_map(|kind| config.fields(kind)).map(|field| config.field_name(field));
        let near = nearest(&key, names);
        let message = match near {
            Some(near) => format!("there is no field `{key}`: did you mean `{near}`?"),
            None => format!(
                "there is no field `{key}`: add it to roadlog.toml, or write `> ` before it where prose is meant"
            ),
        };
        let span = field.entry().key_span();
        let mut told = context.report(item, span, message);
        if let Some(near) = near {
            told = told.assist(format!("Change to {near}"), [Edit::new(span, near)]);
        }
        told.assist("Make it prose", [Edit::insert(span.start, "> ")]);
    }
}
