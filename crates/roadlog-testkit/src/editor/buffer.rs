//! A text as an editor keeps it: lines without their ends, columns counted in the encoding that was agreed. It is worked
//! out the slow way on purpose, so that it shares no mistake with a server.

use serde_json::{Value, json};

/// What columns count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// Bytes: `utf-8`.
    Bytes,
    /// UTF-16 code units: `utf-16`.
    Units,
    /// Characters: `utf-32`.
    Characters,
}

impl Columns {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Bytes, Self::Units, Self::Characters];

    /// The protocol's name for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bytes => "utf-8",
            Self::Units => "utf-16",
            Self::Characters => "utf-32",
        }
    }

    /// The columns of this name; UTF-16 where nothing is said.
    pub fn of(name: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|columns| Some(columns.name()) == name).unwrap_or(Self::Units)
    }

    fn width(self, text: &str) -> usize {
        match self {
            Self::Bytes => text.len(),
            Self::Units => text.encode_utf16().count(),
            Self::Characters => text.chars().count(),
        }
    }
}

/// A text and the columns that it is counted in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buffer {
    /// What stands in it.
    pub text: String,
    /// What columns count.
    pub columns: Columns,
}

impl Buffer {
    /// The position of a byte, which stands at the start of a character and not within a line's end.
    pub fn position(&self, byte: usize) -> Value {
        let (mut line, mut start) = (0, 0);
        let before = &self.text[..byte];
        for (at, character) in before.char_indices() {
            let ends = character == '\n' || (character == '\r' && !self.text[at + 1..].starts_with('\n'));
            if ends {
                (line, start) = (line + 1, at + 1);
            }
        }
        json!({ "line": line, "character": self.columns.width(&before[start..]) })
    }

    /// The range of some bytes.
    pub fn range(&self, from: usize, to: usize) -> Value {
        json!({ "start": self.position(from), "end": self.position(to) })
    }

    /// The byte of a position.
    ///
    /// # Panics
    /// There is no such position, so that a server has sent a wrong one.
    pub fn byte(&self, position: &Value) -> usize {
        let boundaries = (0..=self.text.len()).filter(|byte| self.text.is_char_boundary(*byte));
        let mut candidates = boundaries.filter(|byte| !self.is_within_end(*byte));
        let found = candidates.find(|byte| self.position(*byte) == *position);
        found.unwrap_or_else(|| panic!("no place {position} in {:?}", self.text))
    }

    fn is_within_end(&self, byte: usize) -> bool {
        self.text[..byte].ends_with('\r') && self.text[byte..].starts_with('\n')
    }

    /// Applies the edits of a server, all of which speak of the text before any of them.
    ///
    /// # Panics
    /// Edits overlap or have no place in the text.
    pub fn apply(&mut self, edits: &Value) {
        let edits = edits.as_array().expect("edits come in a list").iter();
        let mut spans: Vec<(usize, usize, &str)> = edits
            .map(|edit| {
                let byte = |end: &str| self.byte(&edit["range"][end]);
                (byte("start"), byte("end"), edit["newText"].as_str().expect("an edit has a text"))
            })
            .collect();
        // Stable, so that several insertions at one place stay in their order.
        spans.sort_by_key(|&(start, end, _)| (start, end));
        assert!(spans.windows(2).all(|pair| pair[0].1 <= pair[1].0), "edits overlap: {spans:?}");
        for (start, end, text) in spans.into_iter().rev() {
            self.text.replace_range(start..end, text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buffer(text: &str, columns: Columns) -> Buffer {
        Buffer { text: text.to_owned(), columns }
    }

    #[test]
    fn columns_count_what_was_agreed_and_three_kinds_of_end_end_a_line() {
        let at = |columns| buffer("a\rb\r\né😀x", columns).position(12);
        assert_eq!(at(Columns::Bytes), json!({ "line": 2, "character": 7 }));
        assert_eq!(at(Columns::Units), json!({ "line": 2, "character": 4 }));
        assert_eq!(at(Columns::Characters), json!({ "line": 2, "character": 3 }));
    }

    #[test]
    fn edits_speak_of_the_text_before_them() {
        let mut buffer = buffer("abc\n", Columns::Units);
        let edits = json!([
            { "range": buffer.range(2, 3), "newText": "C" },
            { "range": buffer.range(0, 0), "newText": ">" },
            { "range": buffer.range(4, 4), "newText": "end" },
        ]);
        buffer.apply(&edits);
        assert_eq!(buffer.text, ">abC\nend");
    }

    #[test]
    #[should_panic(expected = "no place")]
    fn a_place_that_is_not_there_is_told() {
        buffer("ab\n", Columns::Units).byte(&json!({ "line": 0, "character": 3 }));
    }
}
