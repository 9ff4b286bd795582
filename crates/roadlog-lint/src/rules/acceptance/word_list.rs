//! What the two rules about wording share: the phrases of a list, looked for in the criteria.

use std::ops::Range;
use std::sync::LazyLock;

use roadlog_model::{ItemRef, PlanItem};
use roadlog_syntax::Entry;

use super::criteria::{asked, words};
use super::empty_phrases::PHRASES;
use super::vague_terms::TERMS;
use crate::context::{Context, CriterionRef};
use crate::finding::Untrusted;
use crate::phrases::Phrases;
use crate::rule::{Asks, FileView};
use crate::word_list::{is_built_in, list};

/// Which items the rules about wording speak about.
pub(super) const ASKS: Asks = Asks::ReadyOrDoing;

/// Reports each phrase of the rule's list, which is `built_in` where nothing is set, in the criteria of the items that it asks.
pub(crate) fn check_criteria(
    context: &mut Context<'_>,
    view: FileView<'_>,
    built_in: &Phrases<'static>,
    message: impl Fn(PlanItem<'_>, &str, &str) -> Untrusted,
) {
    if !is_built_in(context.rule, view.plan, view.file) {
        let list = list(context.rule, view.plan, view.file);
        let phrases = Phrases::new(list.iter().copied());
        if !phrases.is_empty() {
            look(context, view, &worded(view, &phrases), &phrases, message);
        }
    } else if let Some(place) = context.shared.worded.get(view.index as usize) {
        look(context, view, place.get_or_init(|| worded(view, &EITHER)), built_in, message);
    } else {
        look(context, view, &worded(view, built_in), built_in, message);
    }
}

/// The built-in phrases of both rules: what holds none of them is not looked at again.
static EITHER: LazyLock<Phrases<'static>> = LazyLock::new(|| Phrases::new(TERMS.into_iter().chain(PHRASES)));

/// The criteria that may hold one of the phrases.
fn worded(view: FileView<'_>, phrases: &Phrases<'_>) -> Box<[CriterionRef]> {
    let has_criteria = |item: &PlanItem<'_>| item.criteria_count().open + item.criteria_count().met > 0;
    let items = view.items().filter(|item| has_criteria(item) && ASKS.about(*item));
    let found = items.flat_map(|item| {
        let entries = asked(item).map(|criterion| criterion.entry);
        let worded = entries.filter(|entry| entry.written().is_none_or(|written| phrases.may_be_in(written)));
        worded.map(move |entry| CriterionRef { node: item.at().node, entry: entry.index() })
    });
    found.collect()
}

fn look(
    context: &mut Context<'_>,
    view: FileView<'_>,
    criteria: &[CriterionRef],
    phrases: &Phrases<'_>,
    message: impl Fn(PlanItem<'_>, &str, &str) -> Untrusted,
) {
    for &CriterionRef { node, entry } in criteria {
        let item = view.plan.item(ItemRef { file: view.index, node });
        let Some((item, entry)) = item.zip(Entry::at(view.file.document(), entry)) else { continue };
        let text = entry.text();
        for (phrase, range) in phrases.in_text(words(&text)) {
            let Range { start, end } = range;
            context.report(item, text.span(start..end), message(item, phrase, &text[start..end]));
        }
    }
}
