//! A text as the protocol counts it: lines that `\n`, `\r\n` or `\r` end, and columns in the encoding that was agreed.

use roadlog_syntax::Span;

use crate::protocol::{Position, PositionEncodingKind, Range};

/// What columns count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: what holds where nothing was agreed.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// The encoding of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Utf8, Self::Utf16, Self::Utf32].into_iter().find(|encoding| encoding.kind().as_str() == name)
    }

    /// Its name.
    pub(crate) const fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    const fn units(self, character: char) -> u32 {
        match self {
            Self::Utf8 => character.len_utf8() as u32,
            Self::Utf16 => character.len_utf16() as u32,
            Self::Utf32 => 1,
        }
    }
}

/// A text with its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    text: String,
    /// Where each line starts. The first one always does.
    starts: Vec<u32>,
}

impl Text {
    /// The text, whose places fit 32 bits: nothing longer comes in a message or into a plan.
    pub(crate) fn new(text: String) -> Self {
        let mut starts = vec![0];
        push_starts(&mut starts, &text, 0, u32::MAX);
        Self { text, starts }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) const fn len(&self) -> u32 {
        self.text.len() as u32
    }

    /// The line without what ends it.
    fn line(&self, line: usize) -> Option<Span> {
        let start = *self.starts.get(line)?;
        let end = self.starts.get(line + 1).copied().unwrap_or(self.len());
        let content = self.text[start as usize..end as usize].trim_end_matches(['\n', '\r']);
        // Only the last break of a line is its own, and a line has one.
        Some(Span::new(start, start + content.len() as u32))
    }

    /// The offset of a position. One past the end of its line is that end, one past the last line the end of the file,
    /// and one within a character the start of that character.
    pub(crate) fn offset(&self, position: Position, encoding: Encoding) -> u32 {
        let Some(line) = self.line(position.line as usize) else { return self.len() };
        let text = &self.text[line.range()];
        if text.is_ascii() {
            return line.start + position.character.min(line.len());
        }
        let mut left = position.character;
        for (at, character) in text.char_indices() {
            let units = encoding.units(character);
            if left < units {
                return line.start + at as u32;
            }
            left -= units;
        }
        line.end
    }

    /// The position of an offset, rounded down to a character and at most the end of its line or the file.
    pub(crate) fn position(&self, offset: u32, encoding: Encoding) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset.min(self.len())) - 1;
        let span = self.line(line).unwrap_or_default();
        let end = self.floor(offset.min(span.end)).max(span.start);
        let before = &self.text[span.start as usize..end as usize];
        let character =
            if before.is_ascii() { before.len() as u32 } else { before.chars().map(|it| encoding.units(it)).sum() };
        Position::new(line as u32, character)
    }

    /// The start of the character that `offset` lies in.
    fn floor(&self, offset: u32) -> u32 {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset as u32
    }

    /// The bytes of a range; `None` where it ends before it starts.
    pub(crate) fn span(&self, range: Range, encoding: Encoding) -> Option<Span> {
        if (range.end.line, range.end.character) < (range.start.line, range.start.character) {
            return None;
        }
        Some(Span::new(self.offset(range.start, encoding), self.offset(range.end, encoding)))
    }

    /// The range of some bytes.
    pub(crate) fn range(&self, span: Span, encoding: Encoding) -> Range {
        Range::new(self.position(span.start, encoding), self.position(span.end, encoding))
    }

    /// Replaces the bytes of a span that stands on characters. Only the lines around it are looked at again.
    pub(crate) fn replace(&mut self, span: Span, with: &str) {
        // A break may come together with what stands right before it.
        let first = self.starts.partition_point(|start| *start <= span.start.saturating_sub(1)).max(1) - 1;
        let after = self.starts.partition_point(|start| *start <= span.end);
        self.text.replace_range(span.range(), with);
        let moved = |start: u32| start - span.len() + with.len() as u32;
        let tail: Vec<u32> = self.starts[after..].iter().map(|start| moved(*start)).collect();
        self.starts.truncate(first + 1);
        let from = self.starts[first];
        push_starts(&mut self.starts, &self.text, from, tail.first().copied().unwrap_or(u32::MAX));
        self.starts.extend(tail);
    }
}

/// Adds the starts of the lines behind `from` and before `until`.
fn push_starts(starts: &mut Vec<u32>, text: &str, from: u32, until: u32) {
    let bytes = text.as_bytes();
    let mut at = from as usize;
    let end = (until as usize).min(bytes.len());
    while let Some(found) = bytes.get(at..end).and_then(|rest| memchr::memchr2(b'\n', b'\r', rest)) {
        let ending = at + found;
        at = ending + if bytes[ending..].starts_with(b"\r\n") { 2 } else { 1 };
        if at as u64 >= u64::from(until) {
            return;
        }
        starts.push(at as u32);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    fn at(line: u32, character: u32) -> Position {
        Position::new(line, character)
    }

    #[test]
    fn three_kinds_of_break_end_lines() {
        let text = Text::new("a\nb\r\nc\rd".into());
        let starts: Vec<u32> = (0..5).map(|line| text.offset(at(line, 0), Encoding::Utf8)).collect();
        assert_eq!(starts, [0, 2, 5, 7, 8], "past the last line is the end of the file");
        assert_eq!(Text::new("a\n".into()).position(9, Encoding::Utf8), at(1, 0));
        assert_eq!(Text::new("a\r\n\r".into()).position(9, Encoding::Utf8), at(2, 0));
    }

    #[test]
    fn columns_count_what_was_agreed_and_round_down() {
        let text = Text::new("é😀x\r\ny".into());
        let offsets = |encoding| (0..9).map(|column| text.offset(at(0, column), encoding)).collect::<Vec<_>>();
        assert_eq!(offsets(Encoding::Utf8), [0, 0, 2, 2, 2, 2, 6, 7, 7]);
        assert_eq!(offsets(Encoding::Utf16), [0, 2, 2, 6, 7, 7, 7, 7, 7]);
        assert_eq!(offsets(Encoding::Utf32), [0, 2, 6, 7, 7, 7, 7, 7, 7]);
    }

    #[test]
    fn no_position_lies_within_a_break_or_past_the_end() {
        let text = Text::new("ab\r\nc".into());
        assert_eq!(text.position(3, Encoding::Utf16), at(0, 2));
        assert_eq!(text.position(99, Encoding::Utf16), at(1, 1));
        assert_eq!(Text::new("é".into()).position(1, Encoding::Utf16), at(0, 0));
    }

    #[test]
    fn a_range_that_ends_before_it_starts_is_none() {
        let text = Text::new("ab\ncd".into());
        assert_eq!(text.span(Range::new(at(1, 0), at(0, 9)), Encoding::Utf16), None);
        assert_eq!(text.span(Range::new(at(0, 9), at(0, 9)), Encoding::Utf16), Some(Span::at(2)));
    }

    proptest! {
        #[test]
        fn a_text_after_edits_is_the_text_read_anew(
            start in "[ab\\n\\ré😀]{0,12}",
            edits in prop::collection::vec((0u32..16, 0u32..6, "[a\\n\\r😀]{0,4}"), 0..12),
        ) {
            let mut text = Text::new(start);
            for (at, length, with) in edits {
                let start = text.floor(at);
                let end = text.floor(start + length).max(start);
                text.replace(Span::new(start, end), &with);
                prop_assert_eq!(&text, &Text::new(text.as_str().to_owned()));
            }
        }

        #[test]
        fn an_offset_comes_back_from_its_position(text in "[ab\\n\\ré😀]{0,20}") {
            let text = Text::new(text);
            for encoding in ALL {
                for (offset, _) in text.as_str().char_indices() {
                    let is_within_break = text.as_str()[..offset].ends_with('\r') && text.as_str()[offset..].starts_with('\n');
                    let expected = if is_within_break { offset as u32 - 1 } else { offset as u32 };
                    prop_assert_eq!(text.offset(text.position(offset as u32, encoding), encoding), expected);
                }
            }
        }
    }
}
