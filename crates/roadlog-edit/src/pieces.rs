//! A text on its way from what it was to what it becomes: which of its bytes are the old ones, and where they stand.

use roadlog_syntax::{Edit, Span};

/// A text as a run of pieces of the old one, in their order, and new text between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pieces {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// These bytes of the old text.
    Kept(Span),
    New(String),
}

impl Piece {
    const fn len(&self) -> u32 {
        match self {
            Self::Kept(span) => span.len(),
            Self::New(text) => text.len() as u32,
        }
    }

    /// The bytes `from..to` of it.
    fn part(&self, from: u32, to: u32) -> Self {
        match self {
            Self::Kept(span) => Self::Kept(Span::new(span.start + from, span.start + to)),
            Self::New(text) => Self::New(text.get(from as usize..to as usize).unwrap_or_default().to_owned()),
        }
    }
}

impl Pieces {
    /// A text of `length` bytes, unchanged.
    pub(crate) fn unchanged(length: u32) -> Self {
        Self { pieces: vec![Piece::Kept(Span::new(0, length))] }
    }

    /// Applies edits of the text as it is now: sorted, and none over another.
    pub(crate) fn apply(&mut self, edits: &[Edit]) {
        let mut edits = edits.iter().peekable();
        let (mut at, mut deleted_to) = (0, 0);
        let mut pieces = Vec::with_capacity(self.pieces.len() + edits.len() * 2);
        for piece in self.pieces.drain(..) {
            let (start, end) = (at, at + piece.len());
            at = end;
            let mut from = start.max(deleted_to);
            while let Some(edit) = edits.next_if(|edit| edit.span.start < end) {
                if from < edit.span.start {
                    pieces.push(piece.part(from - start, edit.span.start - start));
                }
                pieces.push(Piece::New(edit.text.clone()));
                deleted_to = edit.span.end;
                from = deleted_to;
            }
            if from < end {
                pieces.push(piece.part(from - start, end - start));
            }
        }
        pieces.extend(edits.map(|edit| Piece::New(edit.text.clone())));
        pieces.retain(|piece| piece.len() > 0);
        self.pieces = pieces;
    }

    /// The edits that lead from the old text, of `length` bytes, to the new one: sorted, and none at another's place.
    pub(crate) fn edits(&self, length: u32) -> Vec<Edit> {
        let mut edits = Vec::new();
        let (mut at, mut new) = (0, String::new());
        for piece in &self.pieces {
            match piece {
                Piece::New(text) => new.push_str(text),
                Piece::Kept(span) => {
                    if span.start > at || !new.is_empty() {
                        edits.push(Edit::new(Span::new(at, span.start), std::mem::take(&mut new)));
                    }
                    at = span.end;
                }
            }
        }
        if at < length || !new.is_empty() {
            edits.push(Edit::new(Span::new(at, length), new));
        }
        edits
    }

    /// The bytes of the old text that are kept, each run with where it starts now.
    pub(crate) fn kept(&self) -> impl Iterator<Item = (Span, u32)> {
        self.placed().filter_map(|(piece, at)| match piece {
            Piece::Kept(span) => Some((*span, at)),
            Piece::New(_) => None,
        })
    }

    /// Whether new text stands at this offset of the text as it is now.
    pub(crate) fn is_new_at(&self, offset: u32) -> bool {
        self.placed()
            .any(|(piece, at)| matches!(piece, Piece::New(_)) && Span::new(at, at + piece.len()).touches(offset))
    }

    fn placed(&self) -> impl Iterator<Item = (&Piece, u32)> {
        self.pieces.iter().scan(0, |at, piece| {
            let start = *at;
            *at += piece.len();
            Some((piece, start))
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use roadlog_syntax::edit;

    use super::*;

    /// Edits of a text of this length: sorted, and none over another.
    fn edits_of(length: u32, cuts: &[(u32, u32, String)]) -> Vec<Edit> {
        let mut edits: Vec<Edit> = Vec::new();
        let mut least = 0;
        for (skip, size, text) in cuts {
            let start = (least + skip).min(length);
            let end = (start + size).min(length);
            least = end;
            edits.push(Edit::new(Span::new(start, end), text.clone()));
        }
        edits
    }

    proptest! {
        #[test]
        fn edits_one_after_the_other_are_the_edits_of_the_first_text(
            text in "[a-z]{0,30}",
            rounds in prop::collection::vec(prop::collection::vec((0u32..9, 0u32..5, "[A-Z]{0,3}"), 0..4), 0..5),
        ) {
            let mut pieces = Pieces::unchanged(text.len() as u32);
            let mut now = text.clone();
            for cuts in rounds {
                let edits = edits_of(now.len() as u32, &cuts);
                now = edit::apply(&now, &edits).unwrap();
                pieces.apply(&edits);
            }
            prop_assert_eq!(&edit::apply(&text, &pieces.edits(text.len() as u32)).unwrap(), &now);
            for (kept, at) in pieces.kept() {
                prop_assert_eq!(&text[kept.range()], &now[at as usize..(at + kept.len()) as usize]);
            }
        }
    }
}
