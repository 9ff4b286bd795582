//! What the two rules about wording share: a list of phrases that a team may replace, extend and shorten, looked for
//! in the criteria.

use std::ops::Range;

use roadlog_model::{PlanFile, PlanItem};

use super::criteria::{asked, words};
use super::phrases::Phrases;
use crate::context::Context;
use crate::finding::Untrusted;
use crate::rule::{FileView, OptionDefault, RuleOption};

/// The options of a rule with this list of phrases.
pub(crate) const fn options(terms: &'static [&'static str]) -> [RuleOption; 3] {
    [
        RuleOption {
            name: "terms",
            meaning: "The phrases to look for, in the place of the built-in English ones.",
            default: OptionDefault::List(terms),
        },
        RuleOption { name: "add", meaning: "Phrases to look for besides.", default: OptionDefault::List(&[]) },
        RuleOption { name: "allow", meaning: "Phrases to leave alone.", default: OptionDefault::List(&[]) },
    ]
}

/// Reports each phrase of the list in the criteria of the items that are ready or doing.
pub(crate) fn check(
    context: &mut Context<'_>,
    view: FileView<'_>,
    message: impl Fn(PlanItem<'_>, &str, &str) -> Untrusted,
) {
    let list = list(context, view.file);
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

/// The phrases that hold for a file. The built-in ones are English, so where the workspace speaks another language
/// only those that the team has written down are looked for.
fn list<'f>(context: &Context<'_>, file: &'f PlanFile) -> Vec<&'f str> {
    let is_set = file.settings().option(context.rule.name, "terms").is_some();
    let mut list = if is_set || context.plan().config().workspace().is_english() {
        context.words(file, "terms")
    } else {
        Vec::new()
    };
    list.extend(context.words(file, "add"));
    let allowed = context.words(file, "allow");
    list.retain(|phrase| !allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(phrase)));
    list
}
