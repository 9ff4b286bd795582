//! Changing the order of a file: an item goes above another one, with the comments above it.

use roadlog_model::PlanItem;
use roadlog_syntax::{Edit, Span};

/// The edits that take `item` out of its place and put it directly above `target`, which stands higher in the same file.
pub(super) fn above(item: PlanItem<'_>, target: PlanItem<'_>) -> [Edit; 2] {
    let document = item.file().document();
    let text = document.text();
    let span = item.syntax().span();
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let moved = format!("{}{}", text[span.range()].trim_end(), line_break.repeat(2));
    // What stood above the last item becomes the end of the file, where no blank line belongs.
    let is_last = span.end == document.len();
    let start = if is_last { text[..span.start as usize].trim_end().len() as u32 } else { span.start };
    let left = if is_last { line_break } else { "" };
    [Edit::insert(target.syntax().span().start, moved), Edit::new(Span::new(start, span.end), left)]
}
