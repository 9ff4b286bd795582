//! Changing the order of a file: an item goes above another one, with the comments above it.

use roadlog_model::PlanItem;
use roadlog_syntax::{Edit, Span};

/// The edits that take `item` out of its place and put it directly above `target`, which stands higher in the same file.
pub(super) fn above(item: PlanItem<'_>, target: PlanItem<'_>) -> [Edit; 2] {
    let document = item.document();
    let text = document.text();
    let span = item.syntax().span();
    let title = item.syntax().title_line();
    // A header that nothing ends is the file's last line, and what it is moved above ends as the others do.
    let line_break = match &text[document.line_span(title).end as usize..document.line_end(title) as usize] {
        "" => "\n",
        found => found,
    };
    let moved = format!("{}{}", text[span.range()].trim_end(), line_break.repeat(2));
    // What stood above the last item becomes the end of the file, where no blank line belongs.
    let is_last = span.end == document.len();
    let start = if is_last { text[..span.start as usize].trim_end().len() as u32 } else { span.start };
    let left = if is_last { line_break } else { "" };
    [Edit::insert(target.syntax().span().start, moved), Edit::new(Span::new(start, span.end), left)]
}
