//! `syntax/duplicate-field`: a field written twice.

use std::ops::Range;

use roadlog_config::FieldLookup;
use roadlog_model::PlanItem;
use roadlog_syntax::{Edit, LineKind, Span};

use super::almost::almost;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "syntax/duplicate-field",
    level: Some(Level::Error),
    summary: "An item has the same field twice.",
    why: "One of the two is wrong, and a reader cannot tell which. Until that is mended the first counts. It is what a \
          merge leaves behind when two people add the same field.",
    bad: "
story PAY-1 Pay
  points: 5
  points: 8
  ^^^^^^ syntax/duplicate-field: PAY-1 has `points` twice, and the first counts
",
    good: "
story PAY-1 Pay
  points: 8
",
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::Everything,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    if !item.repeats_field() {
        return;
    }
    let known = |lookup| matches!(lookup, FieldLookup::Here(_));
    let mut headers: Option<Vec<u32>> = None;
    for (index, field) in item.fields().enumerate().filter(|(_, field)| known(field.lookup())) {
        let Some(first) = item.fields().take(index).find(|first| first.lookup() == field.lookup()) else { continue };
        // What stands below an indented header was meant as another item's; `syntax/near-miss` tells.
        let between = first.entry().lines().end..field.entry().lines().start;
        let headers = headers.get_or_insert_with(|| indented_headers(item));
        if headers.get(headers.partition_point(|&line| line < between.start)).is_some_and(|line| *line < between.end) {
            continue;
        }
        let document = item.file().document();
        let key = field.entry().key();
        let name = item.syntax().id_text().unwrap_or_else(|| "this item".into());
        let whole =
            |lines: Range<u32>| Span::new(document.line_span(lines.start).start, document.line_end(lines.end - 1));
        context
            .report(
                item,
                field.entry().key_span(),
                format!("{name} has `{key}` twice, and the first counts: delete one"),
            )
            .and(item.file(), first.entry().key_span(), "the first")
            .assist("Delete this one", [Edit::delete(whole(field.entry().lines()))])
            .assist("Delete the first", [Edit::delete(whole(first.entry().lines()))]);
    }
}

/// The lines of an item that are headers but for their indentation.
fn indented_headers(item: PlanItem<'_>) -> Vec<u32> {
    let document = item.file().document();
    let is_header = |&line: &u32| {
        let found = almost(item, &document.text()[document.content_span(line).range()]);
        document.lines()[line as usize].kind() == LineKind::Prose && found.is_some_and(|found| found.header)
    };
    item.syntax().lines().filter(is_header).collect()
}
