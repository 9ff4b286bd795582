//! The running text of an item: its title, its prose, and its criteria, questions and answers, passage by passage.

use std::ops::Range;

use crate::Span;
use crate::document::{Document, NodeKind};
use crate::entry_text::EntryText;
use crate::item::{Entry, EntryKind, Item};
use crate::line::{Line, LineKind};

/// A title, a paragraph of prose, or a criterion, question, answer or decision.
#[derive(Clone, Debug)]
pub struct Passage<'d> {
    document: &'d Document,
    lines: Range<u32>,
    part: Part,
}

#[derive(Clone, Copy, Debug)]
enum Part {
    Title(Span),
    Paragraph,
    Entry,
}

impl<'d> Passage<'d> {
    /// What it says: its lines joined by one space, each position traceable to the file.
    pub fn text(&self) -> EntryText<'d> {
        match self.part {
            Part::Title(span) => EntryText::as_written(self.document, span),
            Part::Paragraph => EntryText::of_lines(self.document, self.lines.clone()),
            Part::Entry => EntryText::of_entry(self.document, self.lines.clone()),
        }
    }

    /// The bytes of the file that it is made of, the indentation of its lines included, for a quick look at what cannot be
    /// in it; `None` where it is read otherwise than it is written.
    pub fn written(&self) -> Option<&'d str> {
        match self.part {
            Part::Title(span) => Some(&self.document.text[span.range()]),
            Part::Paragraph | Part::Entry => self.document.written(self.lines.clone()),
        }
    }
}

impl Document {
    /// The bytes of `lines`, from what the first of them says on; `None` where one of them is noisy or a comment, or where
    /// there is none.
    pub(crate) fn written(&self, lines: Range<u32>) -> Option<&str> {
        let all = self.lines.get(lines.start as usize..lines.end as usize)?;
        let first = all.first()?;
        let end = self.line_end(lines.end - 1);
        let is_said = |line: &Line| !line.is_noisy() && line.kind != LineKind::Comment;
        all.iter().all(is_said).then(|| &self.text[first.content.min(end) as usize..end as usize])
    }
}

impl<'d> Item<'d> {
    /// Everything in it that people wrote freely, in order: title, then prose, then criteria, questions, answers and
    /// decisions. Values of fields are not, and neither are lines behind `>`.
    pub fn passages(self) -> impl Iterator<Item = Passage<'d>> + 'd {
        let document = self.document();
        let title = (self.kind() != NodeKind::Preamble).then(|| {
            let line = self.title_line();
            Passage { document, lines: line..line + 1, part: Part::Title(self.title_span()) }
        });
        let paragraphs = self.paragraphs().map(move |paragraph| Passage {
            document,
            lines: paragraph.lines(),
            part: Part::Paragraph,
        });
        let entries = self.entries().filter(|entry| entry.kind() != EntryKind::Field);
        let entries =
            entries.map(move |entry: Entry<'_>| Passage { document, lines: entry.lines(), part: Part::Entry });
        title.into_iter().chain(paragraphs).chain(entries)
    }

    /// Whether any of [`Item::passages`] may hold one of the signs that `signs` finds in bytes as they are written, by
    /// their offsets in ascending order: a quick look that asks what a line is only where a sign stands. It says yes
    /// where a line is read otherwise than it is written.
    pub fn may_say<S: Iterator<Item = usize>>(self, signs: impl FnOnce(&'d str) -> S) -> bool {
        let document = self.document();
        let (first, end) = (self.title_line() as usize, self.lines().end as usize);
        let Some(lines @ [title, ..]) = document.lines.get(first..end) else { return false };
        if document.has_noise && lines.iter().any(|line| line.is_noisy()) {
            return true;
        }
        let (mut at, mut in_field) = (0, false);
        let start = title.content;
        let is_passage = |sign: usize| {
            let sign = start + sign as u32;
            while let Some(next) = lines.get(at + 1).filter(|next| next.start <= sign) {
                at += 1;
                if next.kind.begins_entry() {
                    in_field = next.kind == LineKind::Field;
                }
            }
            sign >= lines[at].content && is_said(lines[at].kind, in_field)
        };
        signs(&document.text[start as usize..self.span().end as usize]).any(is_passage)
    }
}

/// Whether a line of this kind is part of a passage.
const fn is_said(kind: LineKind, in_field: bool) -> bool {
    match kind {
        LineKind::Continuation => !in_field,
        LineKind::Header | LineKind::BrokenHeader | LineKind::Section | LineKind::Prose => true,
        kind => kind.begins_entry() && !in_field,
    }
}

#[cfg(test)]
mod tests {
    use crate::parse;

    fn passages(text: &str) -> Vec<(String, Option<String>)> {
        let document = parse(text.as_bytes().to_vec()).unwrap();
        let item = document.items().next().unwrap();
        item.passages().map(|it| (it.text().to_string(), it.written().map(str::to_owned))).collect()
    }

    #[test]
    fn what_people_wrote_freely_comes_in_order() {
        let said = passages(
            "story PAY-1 Pay \n  As a buyer\n  I pay\n\n  status: ready\n\n  [ ] a\n      b\n  ? Why\n  > no\n",
        );
        let said: Vec<_> = said.iter().map(|(text, written)| (&**text, written.as_deref().unwrap())).collect();
        assert_eq!(
            said,
            [
                ("Pay", "Pay"),
                ("As a buyer I pay", "As a buyer\n  I pay\n"),
                ("a b", " a\n      b\n"),
                ("Why", " Why\n"),
            ]
        );
    }

    #[test]
    fn a_quick_look_is_at_passages_alone() {
        let document = parse(
            b"# @a\nstory PAY-1 Pay\n  prose\n\n  owner: @b\n    PAY-2\n  [ ] box\n      goes on\n  # @c\n  > @d\n\n"
                .to_vec(),
        );
        let item = document.unwrap();
        let item = item.items().next().unwrap();
        for (word, expected) in [
            ("Pay", true),
            ("prose", true),
            ("box", true),
            ("on", true),
            ("@", false),
            ("PAY", false),
            ("story", false),
        ] {
            assert_eq!(item.may_say(|written| written.match_indices(word).map(|(at, _)| at)), expected, "{word}");
        }
    }

    #[test]
    fn what_is_read_otherwise_than_written_is_told_apart() {
        let said = passages("story PAY-1 Pay\n  [ ] a\u{200b}b\n");
        assert_eq!(said[1], ("ab".to_owned(), None));
        assert_eq!(passages("story PAY-1 Pay\n  [ ] a\n      # c\n      b\n")[1], ("a b".to_owned(), None));
    }
}
