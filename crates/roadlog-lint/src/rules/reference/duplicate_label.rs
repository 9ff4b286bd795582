//! `reference/duplicate-label`: two criteria of one item have the same label.

use roadlog_model::PlanItem;
use roadlog_syntax::Span;
use roadlog_syntax::mention::label;
use rustc_hash::FxHashMap;

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "reference/duplicate-label",
    level: Some(Level::Error),
    summary: "Two criteria of one item have the same label.",
    why: "A label names one criterion for good, so that a test, a commit or a comment can point at it however the list \
is reordered. With two of them nobody knows which is meant.",
    bad: "
bug PAY-15 The pay button stays grey
  status: draft

  [ ] Given a declined card, then my cart is still there ^kept
  [ ] Given a declined card, then my address is still there ^kept
                                                            ^^^^^ reference/duplicate-label: PAY-15 has two criteria
",
    good: "
bug PAY-15 The pay button stays grey
  status: draft

  [ ] Given a declined card, then my cart is still there ^cart-kept
  [ ] Given a declined card, then my address is still there ^address-kept
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let count = item.criteria_count();
    if count.open + count.met + count.dropped < 2 {
        return;
    }
    let may_have_label = |text: &str| memchr::memchr(b'^', text.as_bytes()).is_some();
    if !may_have_label(&item.file().document().text()[item.syntax().span().range()]) {
        return;
    }
    let labelled = item.criteria().filter(|criterion| criterion.entry.written().is_none_or(may_have_label));
    let labelled = labelled.filter_map(|criterion| {
        let text = criterion.entry.text();
        let (_, range) = label(&text)?;
        let written = text.get(range.clone())?;
        let span = text.span(range.end - written.trim_start().len()..range.end);
        Some((written.trim_start().to_owned(), span))
    });
    let mut seen: FxHashMap<String, Span> = FxHashMap::default();
    for (label, span) in labelled {
        match seen.get(&label) {
            None => {
                seen.insert(label, span);
            }
            Some(first) => {
                let message = format!("{} has two criteria with the label {label}: give one another", name(item));
                context.report(item, span, message).and(item.file(), *first, "the label stands here first");
            }
        }
    }
}
