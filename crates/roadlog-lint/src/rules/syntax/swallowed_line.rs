//! `syntax/swallowed-line`: a deeper indent made a fact part of the line above.

use roadlog_model::PlanItem;
use roadlog_syntax::{Edit, LineKind, Span, begins};

use super::{Indents, is_fact};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "syntax/swallowed-line",
    level: Some(Level::Error),
    summary: "A deeper indent made a field, criterion, question or answer part of the line above.",
    why: "A line that stands two or more columns deeper goes on with the line above. A criterion or field that does \
          so by mistake is lost: nobody counts it and nobody checks it.",
    bad: "
story PAY-1 Pay
  [ ] Given a cart, when I pay, then I get a receipt
    owner: @maria
    ^^^^^^^^^^^^^ syntax/swallowed-line: this field is part of the criterion above
",
    good: "
story PAY-1 Pay
  [ ] Given a cart, when I pay, then I get a receipt
  owner: @maria
",
    fix: Fixes::Safe,
    options: &[],
    asks: Asks::Everything,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let document = item.file().document();
    let mut indents = Indents::new(item);
    let first = item.syntax().lines().start;
    let lines = &document.lines()[first as usize..item.syntax().lines().end as usize];
    // Each line above is passed once, however many lines are told of.
    let (mut above, mut passed) = (LineKind::Blank, 0);
    for (place, _) in lines.iter().enumerate().filter(|(_, line)| line.kind() == LineKind::Continuation) {
        let line = first + place as u32;
        let span = document.content_span(line);
        let text = &document.text()[span.range()];
        if is_fact(item, text) {
            let mut entries = lines[passed..place].iter().map(|line| line.kind()).filter(|kind| kind.begins_entry());
            above = entries.next_back().unwrap_or(above);
            passed = place;
            report(context, item, span, indents.outdented(line), (begins(text), above));
        }
    }
}

fn report(
    context: &mut Context<'_>,
    item: PlanItem<'_>,
    span: Span,
    outdented: Edit,
    (swallowed, above): (LineKind, LineKind),
) {
    // What a `!` that stood at the indent would be depends on what is above it.
    let swallowed = if swallowed == LineKind::Decision { "answer or decision" } else { name(swallowed) };
    let message =
        format!("this {swallowed} is part of the {} above, because it stands deeper: outdent it", name(above));
    context.report(item, span, message).fix("Outdent", [outdented]);
}

const fn name(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Criterion(_) => "criterion",
        LineKind::Question => "question",
        LineKind::Answer => "answer",
        LineKind::Decision => "decision",
        _ => "field",
    }
}
