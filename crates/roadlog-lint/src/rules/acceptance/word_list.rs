//! What the two rules about wording share: the phrases of a list, looked for in the criteria.

use std::ops::Range;

use roadlog_model::PlanItem;

use super::criteria::{asked, words};
use crate::context::Context;
use crate::finding::Untrusted;
use crate::phrases::Phrases;
use crate::rule::FileView;
use crate::word_list::{is_built_in, list};

/// Reports each phrase of the rule's list, which is `built_in` where nothing is set, in the criteria of the items that it asks.
pub(crate) fn check_criteria(
    context: &mut Context<'_>,
    view: FileView<'_>,
    built_in: &Phrases<'static>,
    message: impl Fn(PlanItem<'_>, &str, &str) -> Untrusted,
) {
    if is_built_in(context.rule, view.plan, view.file) {
        return look(context, view, built_in, message);
    }
    let list = list(context.rule, view.plan, view.file);
    look(context, view, &Phrases::new(list.iter().copied()), message);
}

fn look(
    context: &mut Context<'_>,
    view: FileView<'_>,
    phrases: &Phrases<'_>,
    message: impl Fn(PlanItem<'_>, &str, &str) -> Untrusted,
) {
    if phrases.is_empty() {
        return;
    }
    for item in view
        .items()
        .filter(|item| context.rule.asks.about(*item) && item.criteria_count().open + item.criteria_count().met > 0)
    {
        let criteria = asked(item);
        for criterion in criteria.filter(|it| it.entry.written().is_none_or(|written| phrases.may_be_in(written))) {
            let text = criterion.entry.text();
            for (phrase, range) in phrases.in_text(words(&text)) {
                let Range { start, end } = range;
                context.report(item, text.span(start..end), message(item, phrase, &text[start..end]));
            }
        }
    }
}
