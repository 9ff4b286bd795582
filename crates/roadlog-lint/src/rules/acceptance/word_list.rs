//! What the two rules about wording share: the phrases of a list, looked for in the criteria.

use std::ops::Range;

use roadlog_model::PlanItem;

use super::criteria::{asked, words};
use crate::context::Context;
use crate::finding::Untrusted;
use crate::phrases::Phrases;
use crate::rule::FileView;
use crate::word_list::list;

/// Reports each phrase of the list in the criteria of the items that are ready or doing.
pub(crate) fn check_criteria(
    context: &mut Context<'_>,
    view: FileView<'_>,
    message: impl Fn(PlanItem<'_>, &str, &str) -> Untrusted,
) {
    let list = list(context.rule, view.plan, view.file);
    let phrases = Phrases::new(list.iter().copied());
    if phrases.is_empty() {
        return;
    }
    for item in view
        .items()
        .filter(|item| item.is_ready_or_doing() && item.criteria_count().open + item.criteria_count().met > 0)
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
