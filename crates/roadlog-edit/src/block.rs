//! The lines of an item as a block: which of them belong to it, where a block fits in, and how one is taken out.

use std::ops::Range;

use roadlog_syntax::{Document, Edit, Item, LineKind, NodeKind, Span};

/// The lines of an item that move with it: from the comments directly above its header to the last line of its body.
/// Blank lines and comments at column 0 below it stay where they are.
pub(crate) fn lines(item: Item<'_>) -> Range<u32> {
    let document = item.document();
    let all = item.lines();
    if item.kind() == NodeKind::Preamble {
        return all.start
            ..last(all.clone(), |line| kind(document, line) != LineKind::Blank).map_or(all.start, |line| line + 1);
    }
    let body = item.title_line() + 1..all.end;
    let end = last(body, |line| kind(document, line) != LineKind::Blank && !is_apart(document, line));
    all.start..end.unwrap_or(item.title_line()) + 1
}

/// The edit that puts a block, without a line break at its end, below an item, a section title or a preamble.
/// Comments that stand directly below that, without a blank line between, stay with it.
pub(crate) fn below(item: Item<'_>, block: &str) -> Edit {
    let document = item.document();
    let (end, all) = (lines(item).end, item.lines().end);
    let at = (end..all).find(|&line| !is_apart(document, line)).unwrap_or(all);
    insertion(document, at, block)
}

/// The edit that puts a block at the end of a document.
pub(crate) fn at_end(document: &Document, block: &str) -> Edit {
    let all = 0..document.lines().len() as u32;
    let at = last(all, |line| kind(document, line) != LineKind::Blank).map_or(0, |line| line + 1);
    insertion(document, at, block)
}

/// The edit that puts a block before line `at`, with a blank line on either side where something stands there.
fn insertion(document: &Document, at: u32, block: &str) -> Edit {
    let line_break = document.line_break();
    let above = at.checked_sub(1);
    let unfinished = above.is_some_and(|line| document.lines()[line as usize].break_length() == 0);
    let mut text = String::with_capacity(block.len() + 3 * line_break.len());
    if unfinished {
        text.push_str(line_break);
    }
    if above.is_some_and(|line| kind(document, line) != LineKind::Blank) {
        text.push_str(line_break);
    }
    text.push_str(block);
    if !unfinished {
        text.push_str(line_break);
    }
    let next = document.lines().get(at as usize);
    if next.is_some_and(|line| line.kind() != LineKind::Blank) {
        text.push_str(line_break);
    }
    Edit::insert(start(document, at), text)
}

/// The bytes to delete so that these lines are gone, and one gap of blank lines with them where two would be left.
pub(crate) fn removal(document: &Document, lines: Range<u32>) -> Span {
    let count = document.lines().len() as u32;
    let is_blank = |line: &u32| kind(document, *line) == LineKind::Blank;
    let above = (0..lines.start).rev().take_while(is_blank).last().unwrap_or(lines.start);
    let below = (lines.end..count).take_while(is_blank).last().map_or(lines.end, |line| line + 1);
    if below < count {
        let end = if above < lines.start || lines.start == 0 { below } else { lines.end };
        return Span::new(start(document, lines.start), start(document, end));
    }
    if above == 0 {
        return Span::new(start(document, 0), document.len());
    }
    // The last line of the file ends as the last one did before.
    let is_unfinished = lines.end == count && document.lines()[count as usize - 1].break_length() == 0;
    let from = if is_unfinished { document.line_span(above - 1).end } else { start(document, above) };
    Span::new(from, start(document, lines.end))
}

/// These lines as a block: without a line break at the end, and with `line_break` for those between where it is given.
pub(crate) fn text(document: &Document, lines: Range<u32>, line_break: Option<&str>) -> String {
    let end = document.line_span(lines.end - 1).end;
    let text = document.text().get(start(document, lines.start) as usize..end as usize).unwrap_or_default();
    match line_break {
        Some(line_break) => with_line_breaks(text, line_break),
        None => text.to_owned(),
    }
}

/// `text` with all its lines ended alike.
pub(crate) fn with_line_breaks(text: &str, line_break: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
    lines.join(line_break)
}

/// Where line `at` starts, behind a byte-order mark; the end of the text for the line behind the last one.
pub(crate) fn start(document: &Document, at: u32) -> u32 {
    let mark = if document.has_byte_order_mark() { '\u{feff}'.len_utf8() as u32 } else { 0 };
    document.lines().get(at as usize).map_or(document.len(), |line| line.start()).max(mark)
}

/// The last line that `is_it` says yes to.
fn last(lines: Range<u32>, is_it: impl Fn(u32) -> bool) -> Option<u32> {
    lines.rev().find(|&line| is_it(line))
}

fn kind(document: &Document, line: u32) -> LineKind {
    document.lines()[line as usize].kind()
}

/// Whether a line is a comment at column 0.
fn is_apart(document: &Document, line: u32) -> bool {
    let line = document.lines()[line as usize];
    line.kind() == LineKind::Comment && line.depth() == 0
}

#[cfg(test)]
mod tests {
    use roadlog_syntax::{edit, parse};

    use super::*;

    fn document(text: &str) -> Document {
        parse(text.into()).unwrap()
    }

    /// `text` with a block put below its first item.
    fn with_block(text: &str) -> String {
        let document = document(text);
        let edit = below(document.items().next().unwrap(), "NEW");
        edit::apply(text, &[edit]).unwrap()
    }

    /// `text` without the item of this place.
    fn without(text: &str, place: usize) -> String {
        let document = document(text);
        let span = removal(&document, lines(document.items().nth(place).unwrap()));
        edit::apply(text, &[Edit::delete(span)]).unwrap()
    }

    #[test]
    fn a_block_stands_between_blank_lines_and_keeps_the_files_own_line_ends() {
        for (text, expected) in [
            ("epic A-1 a\n  x\n\nepic A-2 b\n", "epic A-1 a\n  x\n\nNEW\n\nepic A-2 b\n"),
            ("epic A-1 a\nepic A-2 b\n", "epic A-1 a\n\nNEW\n\nepic A-2 b\n"),
            ("epic A-1 a\r\n\r\n== x\r\n", "epic A-1 a\r\n\r\nNEW\r\n\r\n== x\r\n"),
            ("epic A-1 a\n", "epic A-1 a\n\nNEW\n"),
            ("epic A-1 a", "epic A-1 a\n\nNEW"),
            ("epic A-1 a\n\n\n", "epic A-1 a\n\nNEW\n\n\n"),
            ("\u{feff}epic A-1 a\r\n", "\u{feff}epic A-1 a\r\n\r\nNEW\r\n"),
        ] {
            assert_eq!(with_block(text), expected, "{text:?}");
        }
    }

    #[test]
    fn comments_stay_with_what_they_are_about() {
        for (text, expected) in [
            ("epic A-1 a\n\n# of b\nepic A-2 b\n", "epic A-1 a\n\nNEW\n\n# of b\nepic A-2 b\n"),
            ("epic A-1 a\n# of a\n\nepic A-2 b\n", "epic A-1 a\n# of a\n\nNEW\n\nepic A-2 b\n"),
            ("epic A-1 a\n\n# alone\n\nepic A-2 b\n", "epic A-1 a\n\nNEW\n\n# alone\n\nepic A-2 b\n"),
            ("epic A-1 a\n  x\n# inside\n  y\n", "epic A-1 a\n  x\n# inside\n  y\n\nNEW\n"),
        ] {
            assert_eq!(with_block(text), expected, "{text:?}");
        }
    }

    #[test]
    fn an_item_is_taken_out_with_one_gap() {
        let three = "epic A-1 a\n\n# of b\nepic A-2 b\n  x\n\nepic A-3 c\n";
        assert_eq!(without(three, 0), "# of b\nepic A-2 b\n  x\n\nepic A-3 c\n");
        assert_eq!(without(three, 1), "epic A-1 a\n\nepic A-3 c\n");
        assert_eq!(without(three, 2), "epic A-1 a\n\n# of b\nepic A-2 b\n  x\n");
        assert_eq!(without("epic A-1 a\n\nepic A-2 b", 1), "epic A-1 a");
        assert_eq!(without("\u{feff}epic A-1 a\n\nepic A-2 b\n", 0), "\u{feff}epic A-2 b\n");
        assert_eq!(without("\u{feff}epic A-1 a\n\n", 0), "\u{feff}");
        assert_eq!(without("epic A-1 a\nepic A-2 b\nepic A-3 c\n", 1), "epic A-1 a\nepic A-3 c\n");
        assert_eq!(without("epic A-1 a\n\n# alone\n\nepic A-2 b\n", 0), "# alone\n\nepic A-2 b\n");
    }

    #[test]
    fn an_empty_document_takes_a_block_behind_its_byte_order_mark() {
        for (text, expected) in [("", "NEW\n"), ("\n", "NEW\n\n"), ("\u{feff}", "\u{feff}NEW\n"), ("# a", "# a\n\nNEW")]
        {
            assert_eq!(edit::apply(text, &[at_end(&document(text), "NEW")]).unwrap(), expected, "{text:?}");
        }
    }
}
