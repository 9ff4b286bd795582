//! `syntax/unknown-field`: a field that no item has.

use roadlog_config::{Field, FieldLookup, foreign_field};
use roadlog_model::PlanItem;
use roadlog_syntax::{Edit, Span};

use super::almost::mark_of_word;
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
        let span = field.entry().key_span();
        if let Some(mark) = mark_of_word(&key) {
            let until = field.value_span().start;
            context
                .report(item, span, format!("there is no field `{key}`: write `{mark} ` before the words"))
                .assist(format!("Change to `{mark} `"), [Edit::new(Span::new(span.start, until), format!("{mark} "))]);
            continue;
        }
        let near = field_meant(item, &key);
        let message = match near {
            Some(near) => format!("there is no field `{key}`: did you mean `{near}`?"),
            None => format!(
                "there is no field `{key}`: add it to roadlog.toml, or write `> ` before it where prose is meant"
            ),
        };
        let mut told = context.report(item, span, message);
        if let Some(near) = near {
            told = told.assist(format!("Change to {near}"), [Edit::new(span, near)]);
        }
        told.assist("Make it prose", [Edit::insert(span.start, "> ")]);
    }
}

/// The field of this kind that a key which names none was most likely meant as.
pub(super) fn field_meant<'p>(item: PlanItem<'p>, key: &str) -> Option<&'p str> {
    let config = item.plan().config();
    let here = |name: &&str| matches!(config.field(item.kind(), name), FieldLookup::Here(_));
    let names = item.kind().into_iter().flat_map(|kind| config.fields(kind)).map(|field| config.field_name(field));
    foreign_field(key).map(Field::name).filter(here).or_else(|| nearest(key, names))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn names_of_other_tools_are_understood_where_the_kind_has_the_field() {
        told(
            &RULE,
            "
            story PAY-1 Pay
              parent: PAY-2
              ^^^^^^ syntax/unknown-field: there is no field `parent`: did you mean `for`?
              labels: checkout
              ^^^^^^ syntax/unknown-field: there is no field `labels`: did you mean `tags`?
              question: who pays
              ^^^^^^^^ syntax/unknown-field: there is no field `question`: write `? ` before the words

            epic PAY-2 Guest checkout
              estimate: 40
              ^^^^^^^^ syntax/unknown-field: there is no field `estimate`: add it to roadlog.toml
            ",
        );
    }
}
