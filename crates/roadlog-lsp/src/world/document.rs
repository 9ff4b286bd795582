//! An open document: the editor's own text, which counts for more than the file's.

use std::sync::Arc;

use roadlog_syntax::{Edit, Span};

use crate::protocol::{TextDocumentContentChangeEvent, Uri};
use crate::text::{Encoding, Text};

/// An open document.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    /// Its address.
    pub(crate) uri: Uri,
    /// The version that the client gave it.
    pub(crate) version: i32,
    /// What stands in it.
    pub(crate) text: Arc<Text>,
    /// The workspace that it is part of.
    pub(crate) workspace: u32,
    /// Its path in that workspace.
    pub(crate) path: Arc<str>,
    /// Whether the text is surely the client's: not after a change that cannot be.
    pub(crate) is_in_step: bool,
    /// Whether it says other things than the file.
    pub(crate) is_dirty: bool,
}

/// What came of changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Changed {
    /// These edits were made, one after the other.
    Edits(Vec<Edit>),
    /// The text is another one as a whole.
    Whole,
    /// A change was refused: the text is not the client's any more. Told once.
    LostStep,
    /// The text has not been the client's for some time.
    OutOfStep,
}

impl Document {
    /// Makes the changes of a notification, in their order.
    pub(crate) fn change(&mut self, changes: Vec<TextDocumentContentChangeEvent>, encoding: Encoding) -> Changed {
        let mut edits = Vec::new();
        let mut is_whole = false;
        for change in changes {
            let Some(range) = change.range else {
                self.text = Arc::new(Text::new(change.text));
                self.is_in_step = true;
                is_whole = true;
                continue;
            };
            if !self.is_in_step {
                return Changed::OutOfStep;
            }
            let Some(span) = self.text.span(range, encoding) else {
                self.is_in_step = false;
                return Changed::LostStep;
            };
            self.edit(span, &change.text);
            edits.push(Edit::new(span, change.text));
        }
        self.is_dirty = true;
        if is_whole { Changed::Whole } else { Changed::Edits(edits) }
    }

    fn edit(&mut self, span: Span, text: &str) {
        Arc::make_mut(&mut self.text).replace(span, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{Position, Range};
    use crate::uri;

    fn document(text: &str) -> Document {
        Document {
            uri: uri::typed("file:///w/plan.backlog"),
            version: 1,
            text: Arc::new(Text::new(text.to_owned())),
            workspace: 0,
            path: Arc::from("plan.backlog"),
            is_in_step: true,
            is_dirty: false,
        }
    }

    fn part(from: (u32, u32), to: (u32, u32), text: &str) -> TextDocumentContentChangeEvent {
        let range = Range::new(Position::new(from.0, from.1), Position::new(to.0, to.1));
        TextDocumentContentChangeEvent { range: Some(range), range_length: None, text: text.to_owned() }
    }

    fn whole(text: &str) -> TextDocumentContentChangeEvent {
        TextDocumentContentChangeEvent { range: None, range_length: None, text: text.to_owned() }
    }

    #[test]
    fn changes_speak_of_the_text_after_those_before_them() {
        let mut document = document("ab\n");
        let changes = vec![part((0, 1), (0, 2), "xy"), part((0, 2), (0, 3), ""), part((9, 9), (9, 9), "end")];
        assert!(matches!(document.change(changes, Encoding::Utf16), Changed::Edits(edits) if edits.len() == 3));
        assert_eq!(document.text.as_str(), "ax\nend");
        assert!(document.is_dirty);
    }

    #[test]
    fn a_change_that_cannot_be_loses_the_step_until_a_whole_text_comes() {
        let mut document = document("ab\ncd\n");
        assert_eq!(document.change(vec![part((1, 0), (0, 0), "x")], Encoding::Utf16), Changed::LostStep);
        assert_eq!(document.change(vec![part((0, 0), (0, 0), "x")], Encoding::Utf16), Changed::OutOfStep);
        assert_eq!(document.text.as_str(), "ab\ncd\n");
        let changes = vec![whole("new"), part((0, 3), (0, 3), "er")];
        assert_eq!(document.change(changes, Encoding::Utf16), Changed::Whole);
        assert!(document.is_in_step);
        assert_eq!(document.text.as_str(), "newer");
    }
}
