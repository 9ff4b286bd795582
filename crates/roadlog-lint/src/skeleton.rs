//! Lines that an assist puts into an item, and items that it puts into a file, with the blank lines and line ends that
//! the text around them has.

use roadlog_model::{PlanFile, PlanItem};
use roadlog_syntax::{Edit, Span};

/// Puts `lines` of an item's body below its line `above`, at the item's indent and with a blank line behind them where
/// the item goes on; with a blank line before them too where they are to stand `apart`.
pub(crate) fn lines_below(item: PlanItem<'_>, above: u32, lines: &[&str], apart: bool) -> Edit {
    let syntax = item.syntax();
    let document = syntax.document();
    let end = document.line_span(above).end;
    let line_break = match &document.text()[Span::new(end, document.line_end(above)).range()] {
        "" => "\n",
        found => found,
    };
    let mut text = String::new();
    if apart {
        text.push_str(line_break);
    }
    for line in lines {
        text.extend([line_break, syntax.indent(), line]);
    }
    let behind = above + 1;
    if behind < syntax.lines().end && !document.line_text(behind).trim().is_empty() {
        text.push_str(line_break);
    }
    Edit::insert(end, text)
}

/// How the lines of a file end. It is a look at all of it: who puts many items into a file asks once.
pub(crate) fn line_break_of(file: &PlanFile) -> &'static str {
    if file.document().text().contains("\r\n") { "\r\n" } else { "\n" }
}

/// Puts an item, or several, into a file at `at`, where another one starts or the file ends; `text` has no line break
/// at its end.
pub(crate) fn item_at(file: &PlanFile, at: u32, text: &str, line_break: &str) -> Edit {
    let whole = file.document().text();
    let text = text.lines().collect::<Vec<_>>().join(line_break);
    let before = &whole[..at as usize];
    let gap = match () {
        () if before.trim_end().is_empty() => "",
        () if before.ends_with("\n\n") || before.ends_with("\n\r\n") => "",
        () if before.ends_with('\n') => line_break,
        () => &line_break.repeat(2),
    };
    let behind = if (at as usize) < whole.len() { line_break } else { "" };
    Edit::insert(at, format!("{gap}{text}{line_break}{behind}"))
}
