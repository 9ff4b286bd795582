//! `syntax/unknown-kind`: a header names a kind that there is not.

use roadlog_model::PlanItem;
use roadlog_syntax::Edit;
use roadlog_syntax::value::HeaderId;

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::suggest::nearest;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "syntax/unknown-kind",
    level: Some(Level::Error),
    summary: "A header names a kind that there is not.",
    why: "The kind says who decides on an item, which fields and statuses it has and what it may serve. A team adds \
          kinds of its own with `[kinds.NAME]` in roadlog.toml.",
    bad: "
storey PAY-1 Pay
^^^^^^ syntax/unknown-kind: there is no kind `storey`: did you mean `story`
",
    good: "
story PAY-1 Pay
",
    fix: Fixes::Safe,
    options: &[],
    asks: Asks::Everything,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let syntax = item.syntax();
    if item.kind().is_some() || (syntax.is_broken() && !is_wrong_by_its_word_alone(&syntax.title())) {
        return;
    }
    let word = syntax.kind_word();
    let config = context.plan().config();
    let near = nearest(&word, config.kinds().map(|kind| config.kind_name(kind)));
    let names = || config.kinds().map(|kind| config.kind_name(kind)).collect::<Vec<_>>().join(", ");
    let message = near.map_or_else(
        || format!("there is no kind `{word}`: use one of {}", names()),
        |near| format!("there is no kind `{word}`: did you mean `{near}`?"),
    );
    let span = syntax.kind_span();
    let told = context.report(item, span, message);
    if let Some(near) = near {
        told.fix(format!("Change to {near}"), [Edit::new(span, near)]);
    }
}

/// Whether a good id stands behind the word of a broken header: then a capital is all that keeps it from being one.
fn is_wrong_by_its_word_alone(title: &str) -> bool {
    let first = title.split([' ', '\t']).next().unwrap_or_default();
    HeaderId::parse(first.strip_suffix(':').unwrap_or(first)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{mended, told};

    #[test]
    fn a_capital_before_a_good_id_is_no_kind_either() {
        told(
            &RULE,
            "
            Idea PAY-2 Pay without an account
            ^^^^ syntax/unknown-kind: there is no kind `Idea`: use one of vision, persona,

            Idea pay-3 Pay by invoice
            ",
        );
        assert_eq!(mended(&RULE, "//- a.backlog\nSotry PAY-1 Pay\n", "a.backlog"), "story PAY-1 Pay\n");
    }

    #[test]
    fn kinds_of_ones_own_are_named() {
        told(
            &RULE,
            "
            //- roadlog.toml
            [kinds.chore]
            like = \"task\"
            //- a.backlog
            idea PAY-2 Pay without an account
            ^^^^ syntax/unknown-kind: there is no kind `idea`: use one of vision, persona, goal, metric, research, initiative, launch, sprint, epic, story, bug, task, spike, chore
            ",
        );
    }
}
