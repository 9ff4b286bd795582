//! The texts that findings speak of, by path, with an index from bytes to lines and columns.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range as ByteRange;

use roadlog_lint::{Place, Untrusted};
use roadlog_syntax::Span;

use super::sinks::Written;
use crate::position::{Position, Range};

/// After how many bytes the index notes anew how many characters there were.
const BLOCK: usize = 256;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// The texts of the files that findings may speak of. Only those that one speaks of are indexed.
#[derive(Debug, Default)]
pub(crate) struct Sources<'t> {
    files: HashMap<&'t str, Source<'t>>,
    /// What stands before each path where it is asked for.
    folder: String,
}

impl<'t> Sources<'t> {
    /// The same texts for paths from the top of the repository, in which the workspace lies in this folder.
    pub(crate) fn below(self, folder: &str) -> Self {
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        Self { folder, ..self }
    }

    /// The text of the file of this path, relative to the workspace's root.
    pub(crate) fn get(&self, path: &Untrusted) -> Option<&Source<'t>> {
        self.files.get(path.written().strip_prefix(&*self.folder)?)
    }

    /// Where a place stands; the first character of the file where its text is not known.
    pub(crate) fn range(&self, place: &Place) -> Range {
        self.range_in(&place.path, place.span)
    }

    /// Where a span of a file stands; the first character of the file where its text is not known.
    pub(crate) fn range_in(&self, path: &Untrusted, span: Span) -> Range {
        self.get(path).map_or_else(
            || {
                let unknown = |offset| Position { line: 1, column: 1, offset };
                Range { start: unknown(span.start), end: unknown(span.end) }
            },
            |source| source.range(span),
        )
    }
}

impl<'t> FromIterator<(&'t str, &'t str)> for Sources<'t> {
    /// The sources of these paths and their texts.
    fn from_iter<I: IntoIterator<Item = (&'t str, &'t str)>>(files: I) -> Self {
        let files = files.into_iter().map(|(path, text)| (path, Source::new(text))).collect();
        Self { files, folder: String::new() }
    }
}

/// A text with its index.
#[derive(Debug)]
pub(crate) struct Source<'t> {
    text: &'t str,
    index: OnceCell<Index>,
}

#[derive(Debug)]
struct Index {
    /// The first byte of each line.
    lines: Vec<u32>,
    /// How many characters stand before each block of bytes.
    blocks: Vec<u32>,
}

impl Index {
    fn new(text: &str) -> Self {
        let ends = text.bytes().zip(1_u32..).filter(|&(byte, _)| byte == b'\n').map(|(_, next)| next);
        let lines = std::iter::once(0).chain(ends).collect();
        let counts = text.as_bytes().chunks(BLOCK).scan(0, |before, block| {
            let here = *before;
            *before += characters(block);
            Some(here)
        });
        Self { lines, blocks: counts.collect() }
    }
}

/// How many characters begin in `bytes`.
fn characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count() as u32
}

impl<'t> Source<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, index: OnceCell::new() }
    }

    /// The text.
    pub(crate) const fn text(&self) -> &'t str {
        self.text
    }

    /// Where a span stands. One that goes past the text ends with it, and one that cuts a character begins with it.
    pub(crate) fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }

    /// The bytes of a line, from 1, without its line end and, in the first line, without a byte-order mark.
    pub(crate) fn line(&self, number: u32) -> ByteRange<usize> {
        let lines = &self.index().lines;
        let index = (number.max(1) as usize - 1).min(lines.len() - 1);
        let start = lines[index] as usize + if index == 0 { self.mark_length() } else { 0 };
        let end = lines.get(index + 1).map_or(self.text.len(), |&next| next as usize - 1);
        let end = if self.text[..end].ends_with('\r') && end > start { end - 1 } else { end };
        start..end.max(start)
    }

    /// `offset`, moved back to where a character of the text begins or to its end.
    pub(crate) fn boundary(&self, offset: u32) -> usize {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    fn position(&self, offset: u32) -> Position {
        let place = self.boundary(offset);
        let lines = &self.index().lines;
        let line = lines.partition_point(|&start| start as usize <= place).max(1);
        let start = (lines[line - 1] as usize + if line == 1 { self.mark_length() } else { 0 }).min(place);
        let column = self.characters_before(place) - self.characters_before(start) + 1;
        Position { line: line as u32, column, offset: place as u32 }
    }

    /// How many characters stand before the byte `offset`.
    fn characters_before(&self, offset: usize) -> u32 {
        let block = offset / BLOCK;
        let Some(before) = self.index().blocks.get(block) else { return self.all_characters() };
        before + characters(&self.text.as_bytes()[block * BLOCK..offset])
    }

    /// The end of a text that fills its last block: the only offset for which there is no block.
    fn all_characters(&self) -> u32 {
        let last = self.text.len().saturating_sub(1) / BLOCK;
        let before = self.index().blocks.last().copied().unwrap_or_default();
        before + characters(self.text.as_bytes().get(last * BLOCK..).unwrap_or_default())
    }

    /// Editors do not count a byte-order mark as a column, and neither does SARIF (section 3.30.2).
    fn mark_length(&self) -> usize {
        if self.text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 }
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(self.text))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str, offset: usize) -> (u32, u32) {
        let found = Source::new(text).position(offset as u32);
        (found.line, found.column)
    }

    #[test]
    fn lines_and_columns_count_from_one_and_columns_in_characters() {
        let text = "č😀x\n\ty\n";
        assert_eq!(at(text, 0), (1, 1));
        assert_eq!(at(text, "č😀".len()), (1, 3));
        assert_eq!(at(text, "č😀x\n\t".len()), (2, 2));
        assert_eq!(at(text, text.len()), (3, 1));
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        assert_eq!(at("\u{feff}story", 3), (1, 1));
        assert_eq!(at("\u{feff}story", 0), (1, 1));
        assert_eq!(at("\u{feff}story", 4), (1, 2));
        assert_eq!(Source::new("\u{feff}a\n").line(1), 3..4);
    }

    #[test]
    fn a_line_is_told_without_its_end() {
        let source = Source::new("a\r\n\nb\r\n");
        assert_eq!([1, 2, 3, 4, 5].map(|line| source.line(line)), [0..1, 3..3, 4..5, 7..7, 7..7]);
    }

    #[test]
    fn a_span_past_the_text_ends_with_it() {
        assert_eq!(at("ab", 9), (1, 3));
        assert_eq!(at("", 9), (1, 1));
        assert_eq!(at("aé", 2), (1, 2));
    }

    #[test]
    fn a_place_in_a_file_that_is_not_known_is_its_first_character() {
        let place = Place { path: "gone.backlog".into(), span: Span::new(3, 5) };
        let range = Sources::default().range(&place);
        assert_eq!((range.start.line, range.start.column, range.start.offset, range.end.offset), (1, 1, 3, 5));
    }

    proptest! {
        #[test]
        fn the_index_counts_as_counting_does(text in "(é|x|😀|\n|\u{feff}){0,700}", offset in 0_usize..2000) {
            let source = Source::new(&text);
            let place = source.boundary(offset as u32);
            let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&text);
            let before = &text[..place.saturating_sub(source.mark_length())];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
            prop_assert_eq!(at(source.text(), offset), (line as u32, column as u32));
        }

        #[test]
        fn lines_lie_in_the_text(text in any::<String>(), line in any::<u32>()) {
            prop_assert!(Source::new(&text).text().get(Source::new(&text).line(line)).is_some());
        }
    }
}
