//! `syntax/uneven-indent`: a line that stands between the item's indentation and a continuation.

use roadlog_model::PlanItem;
use roadlog_syntax::{Edit, LineKind, Span};

use super::Indents;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "syntax/uneven-indent",
    level: Some(Level::Warning),
    summary: "A line stands one column too deep, or further left than the item's lines above it.",
    why: "Two columns more make a line part of the one above. What stands in between reads as if it belonged to it and \
          does not.",
    bad: "
story PAY-1 Pay
  status: draft
   points: 5
   ^^^^^^^^^ syntax/uneven-indent: this line stands one column too deep
",
    good: "
story PAY-1 Pay
  status: draft
  points: 5
",
    fix: Fixes::Safe,
    options: &[],
    asks: Asks::Everything,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let document = item.file().document();
    let mut indents = Indents::new(item);
    for line in item.syntax().title_line() + 1..item.syntax().lines().end {
        let found = document.lines()[line as usize];
        if !found.is_uneven() {
            continue;
        }
        let start = document.line_span(line).start;
        let indent = start + roadlog_syntax::indentation(document.line_text(line)).0 as u32;
        let span = Span::new(indent, document.line_span(line).end.max(indent));
        let above = roadlog_syntax::indentation(indents.above(line)).1;
        let depth = usize::from(found.depth());
        if depth > above {
            let message = "this line stands one column too deep: align it with the lines above";
            let edit = Edit::new(Span::new(start, indent), indents.outdented(line).text);
            context.report(item, span, message).fix("Align it", [edit]);
        } else {
            let message = "this line stands further left than the lines of the item above it: align them";
            context.report(item, span, message).fix("Align the lines above", aligned(item, line, above - depth));
        }
    }
}

/// The lines of the item above `line`, moved left.
fn aligned(item: PlanItem<'_>, line: u32, by: usize) -> Vec<Edit> {
    let document = item.file().document();
    let body = (item.syntax().title_line() + 1..line).filter(|&above| {
        let kind = document.lines()[above as usize].kind();
        let depth = document.lines()[above as usize].depth();
        depth > 0 && !matches!(kind, LineKind::Blank | LineKind::Stray)
    });
    let moved = body.map(|above| {
        let text = document.line_text(above);
        let (bytes, columns) = roadlog_syntax::indentation(text);
        let start = document.line_span(above).start;
        Edit::new(Span::new(start, start + bytes as u32), " ".repeat(columns.saturating_sub(by).max(1)))
    });
    moved.collect()
}
