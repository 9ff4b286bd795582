//! `syntax/empty`: a field, criterion, question or answer that says nothing.

use roadlog_model::PlanItem;
use roadlog_syntax::EntryKind;

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::rules::acceptance::criteria::words;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "syntax/empty",
    level: Some(Level::Warning),
    summary: "A field, criterion, question or answer has no text.",
    why: "An empty line of this sort is a reminder that somebody forgot, or words that got lost.",
    bad: "
story PAY-1 Pay
  owner:
  ^^^^^^ syntax/empty: `owner` is empty
  [ ]
  ^^^ syntax/empty: the criterion is empty
",
    good: "
story PAY-1 Pay
  owner: @maria
  [ ] Given a cart, when I pay, then I get a receipt
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let document = item.file().document();
    for entry in item.syntax().entries() {
        // Hardly any entry does not say something on its first line.
        let first = document.lines()[entry.lines().start as usize];
        if !first.is_noisy() && says_something(&document.text()[first.content_start() as usize..]) {
            continue;
        }
        let is_criterion = matches!(entry.kind(), EntryKind::Criterion(_));
        let text = entry.text();
        let said = if is_criterion { words(&text) } else { &text };
        if !said.is_empty() {
            continue;
        }
        let what = match entry.kind() {
            EntryKind::Field => format!("`{}` is empty", entry.key()),
            EntryKind::Criterion(_) => "the criterion is empty".to_owned(),
            EntryKind::Question => "the question is empty".to_owned(),
            EntryKind::Answer => "the answer is empty".to_owned(),
            EntryKind::Decision => "the decision is empty".to_owned(),
        };
        context.report(item, entry.span(), format!("{what}: write what it says, or delete the line"));
    }
}

/// Whether the text from the content of a line on begins with a word on that line; what begins with a label needs the closer look.
fn says_something(written: &str) -> bool {
    let first = written.bytes().find(|byte| !matches!(byte, b' ' | b'\t'));
    first.is_some_and(|first| !matches!(first, b'\n' | b'\r' | b'^'))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn a_label_alone_says_nothing() {
        told(
            &RULE,
            "
            story PAY-1 Pay
              [ ] ^cart-kept
              ^^^^^^^^^^^^^^ syntax/empty: the criterion is empty
              [ ] ^2 is no label
              ? ^cart-kept
            ",
        );
    }
}
