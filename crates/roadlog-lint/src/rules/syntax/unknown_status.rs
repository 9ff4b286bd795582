//! `syntax/unknown-status`: a status that items of this kind do not have.

use roadlog_config::{Field, ForeignTarget, foreign_word};
use roadlog_model::{PlanItem, Value};
use roadlog_syntax::Edit;

use super::{status_meant, swallows};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::suggest::nearest;
use crate::wording::a;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "syntax/unknown-status",
    level: Some(Level::Error),
    summary: "A status is none that items of this kind have.",
    why: "Every board, report and rule goes by the status. Each kind has its own list, and a team can replace it with \
          `[statuses]` in roadlog.toml. Words that other tools use are understood and offered as a fix.",
    bad: "
story PAY-1 Pay
  status: todo
          ^^^^ syntax/unknown-status: a story has no status `todo`: did you mean `draft`
",
    good: "
story PAY-1 Pay
  status: draft
",
    fix: Fixes::Safe,
    options: &[],
    asks: Asks::Everything,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let (Some(kind), Some(field)) = (item.kind(), item.field(Field::Status)) else { return };
    let Value::Word(word) = field.value() else { return };
    let settings = item.settings();
    if settings.status(kind, word).is_some() || swallows(item, field.entry()) {
        return;
    }
    let span = field.value_span();
    let names = || settings.statuses(kind).iter().map(|status| &*status.name);
    let right = status_meant(item, word).or_else(|| nearest(word, names()).map(str::to_owned));
    let list = names().collect::<Vec<_>>().join(", ");
    let of = a(&item.kind_word());
    if foreign_word(word).is_some_and(|foreign| foreign.target == ForeignTarget::Blocked) {
        let message = format!("`{word}` is no status of its own: keep the status and say in `blocked:` what stops it");
        let whole = field.entry().span();
        context.report(item, span, message).assist("Make it the field `blocked`", [Edit::new(whole, "blocked: ")]);
        return;
    }
    let message = match &right {
        Some(right) => format!("{of} has no status `{word}`: did you mean `{right}`? It has {list}"),
        None => format!("{of} has no status `{word}`: it has {list}"),
    };
    let told = context.report(item, span, message);
    if let Some(right) = right {
        told.fix(format!("Change to {right}"), [Edit::new(span, right)]);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn what_is_still_to_come_has_the_first_status_where_nothing_is_a_draft() {
        told(
            &RULE,
            "
            sprint PAY-s1 Guests can pay by card
              status: todo
                      ^^^^ syntax/unknown-status: a sprint has no status `todo`: did you mean `planned`?
            launch L-1 Guest checkout for every shop
              status: in-progress
                      ^^^^^^^^^^^ syntax/unknown-status: a launch has no status `in-progress`: it has planned, launched, dropped
            ",
        );
    }

    #[test]
    fn a_kind_has_the_article_that_it_is_spoken_with() {
        told(
            &RULE,
            "
            epic PAY-1 Guest checkout
              status: todo
                      ^^^^ syntax/unknown-status: an epic has no status `todo`
            ",
        );
    }

    #[test]
    fn a_status_that_swallowed_a_fact_is_told_as_that_alone() {
        told(
            &RULE,
            "
            story PAY-1 Pay
              status: ready
                owner: @maria
            ",
        );
    }
}
