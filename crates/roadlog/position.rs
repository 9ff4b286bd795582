//! Places as people and other programs count them: lines and columns from 1, columns in Unicode scalar values.

use roadlog_syntax::{Document, Span};
use serde::Serialize;

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Position {
    /// The line, from 1.
    pub(crate) line: u32,
    /// The column, from 1, in Unicode scalar values.
    pub(crate) column: u32,
    /// The byte of the file, from 0.
    pub(crate) offset: u32,
}

/// A part of a file; the end is the place behind its last character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Range {
    /// Its first character.
    pub(crate) start: Position,
    /// Behind its last character.
    pub(crate) end: Position,
}

/// Where `span` stands in a document.
pub(crate) fn range(document: &Document, span: Span) -> Range {
    Range { start: position(document, span.start), end: position(document, span.end) }
}

/// Where the byte `offset` stands in a document.
pub(crate) fn position(document: &Document, offset: u32) -> Position {
    let line = document.line_at(offset);
    let start = document.lines().get(line as usize).map_or(0, |_| document.line_span(line).start);
    // Editors do not count a byte-order mark as a column, and neither does SARIF (section 3.30.2).
    let mark = if line == 0 && document.has_byte_order_mark() { '\u{feff}'.len_utf8() as u32 } else { 0 };
    let start = (start + mark).min(offset);
    let before = document.text().get(start as usize..offset as usize).unwrap_or_default();
    Position { line: line + 1, column: before.chars().count() as u32 + 1, offset }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, offset: u32) -> (u32, u32) {
        let document = roadlog_syntax::parse(text.as_bytes().to_vec()).unwrap();
        let found = position(&document, offset);
        (found.line, found.column)
    }

    #[test]
    fn lines_and_columns_count_from_one() {
        assert_eq!(at("# a\n# b\n", 0), (1, 1));
        assert_eq!(at("# a\n# b\n", 6), (2, 3));
    }

    #[test]
    fn columns_count_characters_and_not_bytes() {
        assert_eq!(at("# Kovač ✓x\n", "# Kovač ✓".len() as u32), (1, 10));
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        assert_eq!(at("\u{feff}# a\n", 3), (1, 1));
        assert_eq!(at("\u{feff}# a\n", 0), (1, 1));
    }

    #[test]
    fn an_empty_file_has_one_place() {
        assert_eq!(at("", 0), (1, 1));
    }
}
