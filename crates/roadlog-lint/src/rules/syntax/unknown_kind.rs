//! `syntax/unknown-kind`: a header names a kind that there is not.

use roadlog_model::PlanItem;
use roadlog_syntax::{Edit, Kind};

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
    if item.kind().is_some() || syntax.is_broken() {
        return;
    }
    let word = syntax.kind_word();
    let config = context.plan().config();
    let near = nearest(&word, config.kinds().map(|kind| config.kind_name(kind)));
    let message = match near {
        Some(near) => format!("there is no kind `{word}`: did you mean `{near}`?"),
        None => format!("there is no kind `{word}`: use one of {}", names()),
    };
    let span = syntax.kind_span();
    let told = context.report(item, span, message);
    if let Some(near) = near {
        told.fix(format!("Change to {near}"), [Edit::new(span, near)]);
    }
}

fn names() -> String {
    Kind::ALL.map(Kind::name).join(", ")
}
