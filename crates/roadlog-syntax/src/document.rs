//! A parsed file: its text, its lines, and the items and entries that they make up.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::chars::{Cleaned, Reading};
use crate::item::Item;
use crate::line::{Line, LineKind, indentation};
use crate::{Kind, Span};

/// A parsed file. Parsing never fails: whatever the bytes are, the lines tile them, and the items tile the lines.
///
/// Offsets are bytes of the file. It is immutable; an edit makes a new one (see [`Document::edited`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The text; a byte that is no UTF-8 is a NUL here, so that every offset is the file's.
    pub(crate) text: String,
    /// The file's bytes, where they are no UTF-8.
    pub(crate) raw: Option<Arc<[u8]>>,
    pub(crate) lines: Vec<Line>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) entries: Vec<Entry>,
    /// Whether any line looks like a conflict marker, so that an edit far away may complete a set.
    pub(crate) marker_like: bool,
    /// Whether any line is noisy: hardly any file has one, and then no item of it needs a look for them.
    pub(crate) has_noise: bool,
}

/// What a run of lines makes up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// The lines before the first item or section: the file's own.
    Preamble,
    /// A section title and what strays below it.
    Section,
    /// An item.
    Item,
}

/// A preamble, a section or an item: lines from `first_line` to the next node's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) kind: NodeKind,
    /// The built-in kind that its header names, in whatever letter case.
    pub(crate) item_kind: Option<Kind>,
    pub(crate) first_line: u32,
    /// The header or section title; the first line for a preamble.
    pub(crate) title_line: u32,
    pub(crate) first_entry: u32,
    pub(crate) word: Span,
    pub(crate) id: Span,
}

/// A field, criterion, question, answer or decision: its first line, and the line behind its last continuation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) line: u32,
    pub(crate) end: u32,
}

impl Document {
    /// The text. A byte of the file that is no UTF-8 is a NUL character in it, at the same offset.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The file as it was read, byte for byte.
    pub fn bytes(&self) -> &[u8] {
        self.raw.as_deref().unwrap_or(self.text.as_bytes())
    }

    /// Whether the file is not wholly UTF-8 text. No command rewrites such a file.
    pub const fn is_damaged(&self) -> bool {
        self.raw.is_some()
    }

    /// Whether the file opens with the byte-order mark of UTF-16 (RFC 2781), so that nothing in it is what it says.
    pub fn is_utf16(&self) -> bool {
        let bytes = self.raw.as_deref().unwrap_or_default();
        bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff])
    }

    /// How many bytes the file has.
    pub const fn len(&self) -> u32 {
        self.text.len() as u32
    }

    /// Whether the file is empty.
    pub const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether a byte-order mark opens the file.
    pub fn has_byte_order_mark(&self) -> bool {
        self.text.starts_with('\u{feff}')
    }

    /// How lines end in this file: as the first one does.
    pub fn line_break(&self) -> &'static str {
        if self.lines.first().is_some_and(|line| line.break_length == 2) { "\r\n" } else { "\n" }
    }

    /// Its lines, in order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The span of line `index`, without what ends it.
    pub fn line_span(&self, index: u32) -> Span {
        let line = self.lines[index as usize];
        Span::new(line.start, self.line_end(index) - u32::from(line.break_length))
    }

    /// The text of line `index` as it stands, without what ends it.
    pub fn line_text(&self, index: u32) -> &str {
        &self.text[self.line_span(index).range()]
    }

    /// The offset behind line `index`, behind what ends it too.
    pub fn line_end(&self, index: u32) -> u32 {
        self.lines.get(index as usize + 1).map_or(self.len(), |next| next.start)
    }

    /// What line `index` says, without mark, key and white space around it, as it stands in the file.
    pub fn content_span(&self, index: u32) -> Span {
        let content = self.lines[index as usize].content as usize;
        let mut end = (self.line_span(index).end as usize).max(content);
        let bytes = &self.text.as_bytes()[..end];
        let is_blank = |at: usize| matches!(bytes.get(at), Some(b' ' | b'\t'));
        let mut start = content;
        while is_blank(start) {
            start += 1;
        }
        if start == end {
            // White space alone leaves the empty place at its start.
            return Span::at(content as u32);
        }
        while is_blank(end - 1) {
            end -= 1;
        }
        Span::new(start as u32, end as u32)
    }

    /// The offset of the first character of line `index` that is no white space and can be seen.
    pub(crate) fn first_character(&self, index: u32) -> u32 {
        let line = self.lines[index as usize];
        if index > 0 && !line.is_noisy() {
            // No line is so blank that it has no end, but for the last one.
            let ahead = &self.text.as_bytes()[line.start as usize..];
            let blank = ahead.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            return line.start + blank as u32;
        }
        let span = self.line_span(index);
        let text = &self.text[span.range()];
        let mark = if index == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let bytes = if self.lines[index as usize].is_noisy() {
            let cleaned = Cleaned::new(&text[mark..], Reading::Prose);
            cleaned.origin[indentation(&cleaned.text).0] as usize
        } else {
            indentation(&text[mark..]).0
        };
        span.start + (mark + bytes) as u32
    }

    /// The index of the line that holds `offset`; the last one for the end of the file.
    pub fn line_at(&self, offset: u32) -> u32 {
        (self.lines.partition_point(|line| line.start <= offset).max(1) - 1) as u32
    }

    /// The items, in order.
    pub fn items(&self) -> impl DoubleEndedIterator<Item = Item<'_>> + '_ {
        self.nodes().filter(|node| node.kind() == NodeKind::Item)
    }

    /// The preamble, the sections and the items, in order. Their lines tile the file.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = Item<'_>> + DoubleEndedIterator + '_ {
        (0..self.nodes.len() as u32).map(|index| Item::new(self, index))
    }

    /// The node with this index.
    pub fn node(&self, index: u32) -> Option<Item<'_>> {
        ((index as usize) < self.nodes.len()).then(|| Item::new(self, index))
    }

    /// The node whose lines hold `offset`.
    pub fn node_at(&self, offset: u32) -> Item<'_> {
        let line = self.line_at(offset);
        let index = self.nodes.partition_point(|node| node.first_line <= line).max(1) - 1;
        Item::new(self, index as u32)
    }

    pub(crate) fn node_lines(&self, index: u32) -> Range<u32> {
        let end = self.nodes.get(index as usize + 1).map_or(self.lines.len() as u32, |next| next.first_line);
        self.nodes[index as usize].first_line..end
    }

    pub(crate) fn node_entries(&self, index: u32) -> Range<u32> {
        let end = self.nodes.get(index as usize + 1).map_or(self.entries.len() as u32, |next| next.first_entry);
        self.nodes[index as usize].first_entry..end
    }

    /// The words of `span`, which lies within line `index`, as they are read: without what deceives the eye.
    pub(crate) fn read(&self, index: u32, span: Span) -> Cow<'_, str> {
        let text = &self.text[span.range()];
        if self.lines[index as usize].is_noisy() {
            Cow::Owned(Cleaned::new(text, self.reading(index)).text)
        } else {
            Cow::Borrowed(text)
        }
    }

    /// How line `index` is read where it is noisy. A continuation is read as the entry that it goes on with.
    pub(crate) fn reading(&self, index: u32) -> Reading {
        match self.lines[index as usize].kind {
            LineKind::Header | LineKind::BrokenHeader | LineKind::Field => Reading::Structure,
            LineKind::Continuation => {
                let entry = self.entries.partition_point(|entry| entry.line <= index).saturating_sub(1);
                let begins = self.entries.get(entry).map(|entry| self.lines[entry.line as usize].kind);
                if begins == Some(LineKind::Field) { Reading::Structure } else { Reading::Prose }
            }
            _ => Reading::Prose,
        }
    }
}
