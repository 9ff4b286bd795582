//! Views of a document: an item (or section, or preamble) and its entries.

use std::borrow::Cow;
use std::ops::Range;

use crate::document::{Document, Node, NodeKind};
use crate::entry_text::EntryText;
use crate::line::{LineKind, Mark, indentation};
use crate::{Kind, Span};

/// One item of a document, or its preamble, or a section title.
#[derive(Clone, Copy, Debug)]
pub struct Item<'d> {
    document: &'d Document,
    index: u32,
}

impl<'d> Item<'d> {
    pub(crate) const fn new(document: &'d Document, index: u32) -> Self {
        Self { document, index }
    }

    fn node(self) -> &'d Node {
        &self.document.nodes[self.index as usize]
    }

    /// Its place among the document's nodes.
    pub const fn index(self) -> u32 {
        self.index
    }

    /// The document that it stands in.
    pub const fn document(self) -> &'d Document {
        self.document
    }

    /// What it is.
    pub fn kind(self) -> NodeKind {
        self.node().kind
    }

    /// The built-in kind that its header names, in whatever letter case.
    pub fn item_kind(self) -> Option<Kind> {
        self.node().item_kind
    }

    /// Its lines, leading comments included, as indices.
    pub fn lines(self) -> Range<u32> {
        self.document.node_lines(self.index)
    }

    /// The index of its header's line; for a section its title's, for a preamble its first.
    pub fn title_line(self) -> u32 {
        self.node().title_line
    }

    /// Everything that belongs to it, leading comments and trailing blank lines included.
    pub fn span(self) -> Span {
        let lines = self.lines();
        let offset = |line: u32| self.document.lines.get(line as usize).map_or(self.document.len(), |at| at.start);
        Span::new(offset(lines.start), offset(lines.end))
    }

    /// Whether its header names no item.
    pub fn is_broken(self) -> bool {
        self.node().kind == NodeKind::Item && self.node().id.is_empty()
    }

    /// The word of its header that names the kind, as it is read.
    pub fn kind_word(self) -> Cow<'d, str> {
        self.document.read(self.title_line(), self.node().word)
    }

    /// Where the word that names the kind stands.
    pub fn kind_span(self) -> Span {
        self.node().word
    }

    /// Its id as it is read, `PAY-new` included; `None` where the header is broken.
    pub fn id_text(self) -> Option<Cow<'d, str>> {
        (!self.node().id.is_empty()).then(|| self.document.read(self.title_line(), self.node().id))
    }

    /// Where its id stands; empty where the header is broken.
    pub fn id_span(self) -> Span {
        self.node().id
    }

    /// Whether a colon stands behind its id, where none belongs.
    pub fn has_colon(self) -> bool {
        self.colon_span().is_some()
    }

    /// The colon behind its id, where none belongs.
    pub fn colon_span(self) -> Option<Span> {
        let end = self.node().id.end;
        let colon = !self.is_broken() && self.document.text.as_bytes().get(end as usize) == Some(&b':');
        (self.kind() == NodeKind::Item && colon).then(|| Span::new(end, end + 1))
    }

    /// Where its title stands: of a broken header all that follows the kind, of a section the words behind `==`.
    pub fn title_span(self) -> Span {
        if self.kind() == NodeKind::Preamble {
            return Span::at(self.span().start);
        }
        let span = self.document.content_span(self.title_line());
        let text = &self.document.text[span.range()];
        let kept = match self.kind() {
            NodeKind::Section => text.strip_suffix("==").unwrap_or(text).trim_end_matches([' ', '\t']),
            _ => text,
        };
        Span::new(span.start, span.start + kept.len() as u32)
    }

    /// Its title, as it is read.
    pub fn title(self) -> Cow<'d, str> {
        let span = self.title_span();
        if span.is_empty() {
            return Cow::Borrowed("");
        }
        match self.document.read(self.title_line(), span) {
            // A space that does not break stands before or behind it as any other does.
            Cow::Owned(read) if read.trim().len() < read.len() => Cow::Owned(read.trim().to_owned()),
            read => read,
        }
    }

    /// Its header, from kind to title; for a preamble the empty place at its start.
    pub fn header_span(self) -> Span {
        if self.kind() == NodeKind::Preamble {
            return self.title_span();
        }
        let line = self.document.line_span(self.title_line());
        Span::new(
            self.node().word.start.max(line.start),
            self.title_span().end.max(self.node().id.end).max(self.node().word.end),
        )
    }

    /// Its fields, criteria, questions, answers and decisions, in order.
    pub fn entries(self) -> impl ExactSizeIterator<Item = Entry<'d>> + DoubleEndedIterator + Clone + 'd {
        let Self { document, index } = self;
        document.node_entries(index).map(move |index| Entry { document, index })
    }

    /// The entry at this place among them.
    pub fn entry(self, place: u32) -> Option<Entry<'d>> {
        let entries = self.document.node_entries(self.index);
        let index = entries.start + place;
        (index < entries.end).then_some(Entry { document: self.document, index })
    }

    /// Its prose: runs of prose lines, each ended by a blank line or another kind of line. Lines behind `>` are
    /// none, because nothing in them is read.
    pub fn paragraphs(self) -> impl Iterator<Item = Paragraph<'d>> + 'd {
        let document = self.document;
        let mut next = self.title_line() + 1;
        let end = self.lines().end;
        std::iter::from_fn(move || {
            let is_prose = |line: u32| document.lines[line as usize].kind == LineKind::Prose;
            let start = (next..end).find(|&line| is_prose(line))?;
            next = (start..end).find(|&line| !is_prose(line)).unwrap_or(end);
            Some(Paragraph { document, lines: start..next })
        })
    }

    /// All of its words in which names are read, each text traceable to the file: its title, its prose, and its
    /// criteria, questions, answers and decisions.
    pub fn words(self) -> impl Iterator<Item = EntryText<'d>> + 'd {
        self.passages().map(|passage| passage.text())
    }

    /// The least indentation that its body lines above line `line` have, as it is written; the canonical two spaces
    /// where there are none.
    pub fn indent_above(self, line: u32) -> &'d str {
        let body = (self.title_line() + 1..line).filter(|&above| self.is_body(above));
        body.min_by_key(|&above| self.document.lines[above as usize].depth())
            .map_or("  ", |above| self.indent_of(above))
    }

    /// The indentation of its first body line, in bytes; the canonical two where it has no body.
    pub fn indent(self) -> &'d str {
        let mut body = self.title_line() + 1..self.lines().end;
        body.find(|&line| self.is_body(line)).map_or("  ", |line| self.indent_of(line))
    }

    /// Whether a line decides the indentation of the item.
    fn is_body(self, line: u32) -> bool {
        let kind = self.document.lines[line as usize].kind;
        kind.begins_entry() || matches!(kind, LineKind::Prose | LineKind::Quote)
    }

    fn indent_of(self, line: u32) -> &'d str {
        let text = self.document.line_text(line);
        &text[..indentation(text).0]
    }
}

/// What an entry of an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// `key: value`.
    Field,
    /// `[ ] words`.
    Criterion(Mark),
    /// `? words`.
    Question,
    /// `! words` below a question.
    Answer,
    /// `! words` anywhere else.
    Decision,
}

/// A field, criterion, question, answer or decision of an item.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'d> {
    document: &'d Document,
    index: u32,
}

impl<'d> Entry<'d> {
    /// The entry with this index among all of the document's.
    pub fn at(document: &'d Document, index: u32) -> Option<Self> {
        ((index as usize) < document.entries.len()).then_some(Self { document, index })
    }

    /// The document that it stands in.
    pub const fn document(self) -> &'d Document {
        self.document
    }

    /// Its place among all of the document's entries.
    pub const fn index(self) -> u32 {
        self.index
    }

    /// Its lines, comments between them included, as indices.
    pub fn lines(self) -> Range<u32> {
        let entry = self.document.entries[self.index as usize];
        entry.line..entry.end
    }

    /// What it is.
    pub fn kind(self) -> EntryKind {
        match self.document.lines[self.lines().start as usize].kind {
            LineKind::Criterion(mark) => EntryKind::Criterion(mark),
            LineKind::Question => EntryKind::Question,
            LineKind::Answer => EntryKind::Answer,
            LineKind::Decision => EntryKind::Decision,
            _ => EntryKind::Field,
        }
    }

    /// Where it stands: from its key or mark to the end of its last continuation.
    pub fn span(self) -> Span {
        let lines = self.lines();
        let start = self.start();
        Span::new(start, self.document.content_span(lines.end - 1).end.max(start))
    }

    /// The offset of its first character that is no white space.
    fn start(self) -> u32 {
        self.document.first_character(self.document.entries[self.index as usize].line)
    }

    /// Where its key stands, without the colon; of another entry than a field, where its mark stands.
    pub fn key_span(self) -> Span {
        let (start, content) = (self.start(), self.document.lines[self.lines().start as usize].content);
        let colon = u32::from(self.kind() == EntryKind::Field);
        Span::new(start, content.saturating_sub(colon).max(start))
    }

    /// The key of a field, as it is read; of another entry its mark.
    pub fn key(self) -> Cow<'d, str> {
        let line = self.document.lines[self.document.entries[self.index as usize].line as usize];
        if line.kind == LineKind::Field && !line.is_noisy() {
            // Nothing but blanks stands before it, and nothing but a colon behind it.
            let (start, end) = (line.start as usize, line.content as usize - 1);
            let blanks =
                self.document.text.as_bytes()[start..end].iter().take_while(|byte| matches!(byte, b' ' | b'\t'));
            return Cow::Borrowed(&self.document.text[start + blanks.count()..end]);
        }
        self.document.read(self.lines().start, self.key_span())
    }

    /// The character in a criterion's box.
    pub fn mark_span(self) -> Option<Span> {
        if !matches!(self.kind(), EntryKind::Criterion(_)) {
            return None;
        }
        let content = self.document.lines[self.lines().start as usize].content;
        let text = &self.document.text[Span::new(self.start(), content).range()];
        let inside = text.find('[')? + 1;
        let mark = inside + text[inside..].find([' ', 'x', 'X', '-'])?;
        let start = self.start() + mark as u32;
        Some(Span::new(start, start + 1))
    }

    /// The bytes of the file that it is made of, from behind its key or mark on, the indentation of its lines included,
    /// for a quick look at what cannot be in it; `None` where it is read otherwise than it is written.
    pub fn written(self) -> Option<&'d str> {
        self.document.written(self.lines())
    }

    /// What it says: its lines joined by one space, each position traceable to the file.
    pub fn text(self) -> EntryText<'d> {
        EntryText::of_entry(self.document, self.lines())
    }
}

/// A paragraph of prose.
#[derive(Clone, Debug)]
pub struct Paragraph<'d> {
    document: &'d Document,
    lines: Range<u32>,
}

impl<'d> Paragraph<'d> {
    /// Its lines, as indices.
    pub fn lines(&self) -> Range<u32> {
        self.lines.clone()
    }

    /// The bytes of the file that it is made of, the indentation of its lines included; `None` where it is read otherwise
    /// than it is written.
    pub fn written(&self) -> Option<&'d str> {
        self.document.written(self.lines())
    }

    /// Its lines joined by one space, each position traceable to the file.
    pub fn text(&self) -> EntryText<'d> {
        EntryText::of_lines(self.document, self.lines.clone())
    }
}
