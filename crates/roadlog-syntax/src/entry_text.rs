//! What an entry says: its lines joined by one space, with every position traceable to the file.

use std::borrow::Cow;
use std::ops::{Deref, Range};

use crate::Span;
use crate::chars::Cleaned;
use crate::document::Document;
use crate::line::LineKind;

/// The words of an entry or paragraph: lines joined by one space, white space around each dropped, characters that
/// deceive the eye left out.
#[derive(Clone, Debug)]
pub struct EntryText<'d> {
    text: Cow<'d, str>,
    places: Places,
}

/// Where the bytes of a text stand in the file.
#[derive(Clone, Debug)]
enum Places {
    /// As they are, from this offset on.
    Whole(u32),
    /// In runs: from an offset in the text on, they stand from an offset in the file on.
    Runs(Vec<(u32, u32)>),
}

impl<'t> From<&'t str> for EntryText<'t> {
    /// A text that stands in no file, such as what a line would say if it were right; its places are its own offsets.
    fn from(text: &'t str) -> Self {
        Self { text: Cow::Borrowed(text), places: Places::Whole(0) }
    }
}

impl<'d> EntryText<'d> {
    /// The text of an entry: its first line and its continuations.
    pub(crate) fn of_entry(document: &'d Document, lines: Range<u32>) -> Self {
        if lines.len() == 1 {
            return Self::of_lines(document, lines);
        }
        let first = lines.start;
        let goes_on = |&line: &u32| line == first || document.lines[line as usize].kind == LineKind::Continuation;
        Self::joined(document, lines.filter(goes_on))
    }

    /// The text of `span`, as it stands in the file.
    pub(crate) fn as_written(document: &'d Document, span: Span) -> Self {
        Self { text: Cow::Borrowed(&document.text[span.range()]), places: Places::Whole(span.start) }
    }

    /// The text of these lines.
    pub(crate) fn of_lines(document: &'d Document, lines: Range<u32>) -> Self {
        let line = lines.start;
        if lines.len() == 1 && !document.lines[line as usize].is_noisy() {
            return Self::as_written(document, document.content_span(line));
        }
        Self::joined(document, lines)
    }

    fn joined(document: &Document, lines: impl Iterator<Item = u32>) -> Self {
        // Most texts have two lines.
        let mut text = String::with_capacity(160);
        let mut runs = Vec::with_capacity(2);
        for line in lines {
            let span = document.content_span(line);
            if span.is_empty() && !runs.is_empty() {
                continue;
            }
            if !text.is_empty() {
                text.push(' ');
            }
            let content = &document.text[span.range()];
            if document.lines[line as usize].is_noisy() {
                let cleaned = Cleaned::new(content, document.reading(line));
                for (at, origin) in cleaned.origin.iter().enumerate() {
                    runs.push(((text.len() + at) as u32, span.start + origin));
                }
                text.push_str(&cleaned.text);
            } else {
                runs.push((text.len() as u32, span.start));
                text.push_str(content);
            }
            if runs.is_empty() {
                runs.push((0, span.start));
            }
        }
        Self { text: Cow::Owned(text), places: Places::Runs(runs) }
    }

    /// The words, borrowed from the file where they stand on one line.
    pub fn into_text(self) -> Cow<'d, str> {
        self.text
    }

    /// Where the bytes `range` of the text stand in the file. Over a line's end the span covers what lies between.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.offset(range.start);
        if range.is_empty() {
            return Span::at(start);
        }
        let last = range.end - self.text[..range.end].chars().next_back().map_or(1, char::len_utf8);
        let width = self.width_in_file(last, range.end);
        Span::new(start, (self.offset(last) + width).max(start))
    }

    /// Where all of the text stands in the file.
    pub fn whole_span(&self) -> Span {
        self.span(0..self.text.len())
    }

    fn offset(&self, at: usize) -> u32 {
        match &self.places {
            Places::Whole(start) => start + at as u32,
            Places::Runs(runs) => {
                let index = runs.partition_point(|&(from, _)| from as usize <= at).saturating_sub(1);
                runs.get(index).map_or(0, |&(from, start)| start + (at as u32).saturating_sub(from))
            }
        }
    }

    /// How many bytes the character at `at..end` of the text takes in the file, where a look-alike may be wider.
    fn width_in_file(&self, at: usize, end: usize) -> u32 {
        let Places::Runs(runs) = &self.places else { return (end - at) as u32 };
        let next = runs.partition_point(|&(from, _)| (from as usize) < end);
        let here = self.offset(at);
        match runs.get(next) {
            Some(&(from, start)) if from as usize == end && start > here && start - here <= 4 => start - here,
            _ => (end - at) as u32,
        }
    }
}

impl Deref for EntryText<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}
