//! One line of a file: where it stands and what it is.

/// What a line is, decided by its indentation, its first characters and the item that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineKind {
    /// Nothing, or white space only.
    Blank,
    /// `# …`: for whoever reads the file.
    Comment,
    /// `== …`: a section title, for the outline only.
    Section,
    /// `KIND ID TITLE`: an item begins.
    Header,
    /// A header without a good id: an item without a name begins.
    BrokenHeader,
    /// A line at column 0 that is no header, or an indented one that no item stands above.
    Stray,
    /// `key: value`.
    Field,
    /// `[ ]`, `[x]` or `[-]` and its words.
    Criterion(Mark),
    /// `? …`.
    Question,
    /// `! …` below a question.
    Answer,
    /// `! …` anywhere else.
    Decision,
    /// `> …`: prose in which nothing is read.
    Quote,
    /// Words.
    Prose,
    /// Goes on with the field, criterion, question or answer above.
    Continuation,
    /// A line that git put there to mark a conflict.
    ConflictMarker,
    /// A line of a conflict's other side, or of its base, that does not count.
    ConflictOther,
}

impl LineKind {
    /// Whether the line begins a field, criterion, question, answer or decision.
    pub const fn begins_entry(self) -> bool {
        matches!(self, Self::Field | Self::Criterion(_) | Self::Question | Self::Answer | Self::Decision)
    }

    /// Whether the line begins an item or a section.
    pub const fn begins_node(self) -> bool {
        matches!(self, Self::Header | Self::BrokenHeader | Self::Section)
    }
}

/// The mark in a criterion's box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// `[ ]`: still to be met.
    Open,
    /// `[x]`: met.
    Met,
    /// `[-]`: no longer asked for.
    Dropped,
}

/// A line: where it starts, and where what it says starts. It ends where the next one starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    pub(crate) start: u32,
    pub(crate) content: u32,
    pub(crate) kind: LineKind,
    pub(crate) flags: u8,
    pub(crate) break_length: u8,
    pub(crate) depth: u8,
}

impl Line {
    /// The line holds characters that deceive the eye; it is read as if they were not there.
    pub(crate) const NOISY: u8 = 1;
    /// The line stands one column too deep, or further left than the lines above it.
    pub(crate) const UNEVEN: u8 = 2;
    /// A `- `, `* ` or `+ ` stands before the criterion or the header.
    pub(crate) const BULLET: u8 = 4;

    /// What it is.
    pub const fn kind(self) -> LineKind {
        self.kind
    }

    /// The offset of its first byte, indentation included.
    pub const fn start(self) -> u32 {
        self.start
    }

    /// The offset of what it says: behind the indentation, and behind the mark or key that says what it is.
    pub const fn content_start(self) -> u32 {
        self.content
    }

    /// Its indentation in columns, a tab counted to the next multiple of two; 255 for any more than that.
    pub const fn depth(self) -> u8 {
        self.depth
    }

    /// Whether it stands one column too deep, or further left than the item's lines above it.
    pub const fn is_uneven(self) -> bool {
        self.flags & Self::UNEVEN != 0
    }

    /// Whether a bullet stands before its box or its kind.
    pub const fn has_bullet(self) -> bool {
        self.flags & Self::BULLET != 0
    }

    /// Whether it holds characters that deceive the eye and must be looked at closely (see [`crate::chars`]).
    pub const fn is_noisy(self) -> bool {
        self.flags & Self::NOISY != 0
    }

    /// How many bytes end it: 0 for a last line without an end, 1 for a line feed, 2 for CRLF.
    pub const fn break_length(self) -> u8 {
        self.break_length
    }

    pub(crate) const fn shifted(self, by: u32) -> Self {
        Self { start: self.start.wrapping_add(by), content: self.content.wrapping_add(by), ..self }
    }
}

/// The indentation of `line` in bytes and in columns: a tab counts to the next multiple of two.
pub fn indentation(line: &str) -> (usize, usize) {
    let mut columns = 0;
    for (bytes, byte) in line.bytes().enumerate() {
        match byte {
            b' ' => columns += 1,
            b'\t' => columns += 2 - columns % 2,
            _ => return (bytes, columns),
        }
    }
    (line.len(), columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_small() {
        assert_eq!(size_of::<Line>(), 12);
    }

    #[test]
    fn a_tab_counts_to_the_next_multiple_of_two() {
        for (line, expected) in [("x", 0), ("  x", 2), ("\tx", 2), (" \tx", 2), ("  \tx", 4), ("\t\tx", 4)] {
            assert_eq!(indentation(line).1, expected, "{line:?}");
        }
    }
}
