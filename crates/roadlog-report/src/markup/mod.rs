//! Text beside the plan, as data: headings, paragraphs and lists of words of our own and of words from the plan, and
//! then as Markdown, as a web page, as plain text and as lines, in none of which words of the plan are more than words.

mod html;
mod lines;
mod markdown;
mod plain;

use std::borrow::Cow;

pub use markdown::in_markdown;
use roadlog_model::Untrusted;
use roadlog_syntax::chars::suspects;

/// What a hover, a message or a mail says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup {
    /// Its parts, from top to bottom.
    pub blocks: Vec<Block>,
}

/// A part of it that stands on lines of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// What the rest is about.
    Heading(Level, Words),
    /// Words.
    Paragraph(Words),
    /// Several things of the same sort.
    List(Vec<Point>),
    /// Lines as they are written in a file; nothing in them is marked up.
    Source {
        /// What they are written in: `roadlog`, `toml`.
        language: &'static str,
        /// The lines.
        lines: Untrusted,
    },
}

/// How much stands below a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// All of a text.
    Text,
    /// A section of it.
    Section,
    /// A few lines.
    Part,
}

/// One thing in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// What it is.
    pub words: Words,
    /// What there is to know of it, one thing each.
    pub below: Vec<Words>,
}

impl From<Words> for Point {
    fn from(words: Words) -> Self {
        Self { words, below: Vec::new() }
    }
}

/// Words in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// Words of our own, in which code stands between backticks.
    Own(Cow<'static, str>),
    /// Words that somebody wrote.
    Plan(Untrusted, Style),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Plain,
    Strong,
    Code,
}

impl Words {
    /// Words of our own, in which code stands between backticks.
    pub fn own(words: impl Into<Cow<'static, str>>) -> Self {
        Self::default().and(words)
    }

    /// Words that somebody wrote.
    pub fn plan(words: impl Into<Untrusted>) -> Self {
        Self::default().and_plan(words)
    }

    /// The same, followed by words of our own.
    #[must_use]
    pub fn and(self, words: impl Into<Cow<'static, str>>) -> Self {
        self.with(Piece::Own(words.into()))
    }

    /// The same, followed by words that somebody wrote.
    #[must_use]
    pub fn and_plan(self, words: impl Into<Untrusted>) -> Self {
        self.with(Piece::Plan(words.into(), Style::Plain))
    }

    /// The same, followed by words that stand out.
    #[must_use]
    pub fn and_strong(self, words: impl Into<Untrusted>) -> Self {
        self.with(Piece::Plan(words.into(), Style::Strong))
    }

    /// The same, followed by words as they are written in a file.
    #[must_use]
    pub fn and_code(self, words: impl Into<Untrusted>) -> Self {
        self.with(Piece::Plan(words.into(), Style::Code))
    }

    /// The same, followed by others.
    #[must_use]
    pub fn then(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    fn with(mut self, piece: Piece) -> Self {
        self.0.push(piece);
        self
    }

    /// These words one after the other, with a mark of our own between them.
    pub fn joined(all: impl IntoIterator<Item = Self>, mark: &'static str) -> Self {
        let mut joined = Self::default();
        for (place, words) in all.into_iter().enumerate() {
            joined = if place == 0 { words } else { joined.and(mark).then(words) };
        }
        joined
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Markup {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self { blocks: Vec::new() }
    }

    /// One paragraph.
    pub fn of(words: Words) -> Self {
        Self::new().paragraph(words)
    }

    /// The same, with a heading for a few lines below.
    #[must_use]
    pub fn heading(self, words: Words) -> Self {
        self.heading_of(Level::Part, words)
    }

    /// The same, with a heading below.
    #[must_use]
    pub fn heading_of(self, level: Level, words: Words) -> Self {
        self.with(Block::Heading(level, words))
    }

    /// The same, with a paragraph below.
    #[must_use]
    pub fn paragraph(self, words: Words) -> Self {
        self.with(Block::Paragraph(words))
    }

    /// The same, with a list below, where there is anything to list.
    #[must_use]
    pub fn list<P: Into<Point>>(self, points: Vec<P>) -> Self {
        if points.is_empty() { self } else { self.with(Block::List(points.into_iter().map(P::into).collect())) }
    }

    /// The same, with lines of a file below.
    #[must_use]
    pub fn source(self, language: &'static str, lines: impl Into<Untrusted>) -> Self {
        self.with(Block::Source { language, lines: lines.into() })
    }

    fn with(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }
}

impl Point {
    /// Its lines, each with how deep it stands.
    fn lines(&self) -> impl Iterator<Item = (usize, &Words)> {
        std::iter::once((0, &self.words)).chain(self.below.iter().map(|words| (1, words)))
    }
}

/// Leaves a line free below what stands there.
fn parted(out: &mut String) {
    if !out.is_empty() {
        out.push('\n');
    }
}

/// Points as Markdown and plain text have them.
fn listed(points: &[Point], out: &mut String, write: fn(&Words, &mut String)) {
    for (depth, words) in points.iter().flat_map(Point::lines) {
        out.push_str(if depth == 0 { "- " } else { "  - " });
        write(words, out);
        out.push('\n');
    }
}

fn source_lines(lines: &Untrusted) -> String {
    lines.unescaped().trim_end().lines().map(shown).collect::<Vec<_>>().join("\n")
}

/// Text on one line, in which what deceives the eye is shown as an escape: `\u{202e}`.
pub fn shown(text: &str) -> Cow<'_, str> {
    let is_odd = |character: char| character.is_control() || matches!(character, '\u{2028}' | '\u{2029}');
    let mut odd: Vec<usize> = suspects(text).map(|(offset, ..)| offset).collect();
    if odd.is_empty() && !text.contains(is_odd) {
        return Cow::Borrowed(text);
    }
    odd.sort_unstable();
    let mut out = String::with_capacity(text.len());
    for (offset, character) in text.char_indices() {
        match character {
            '\n' | '\r' | '\t' => out.push(' '),
            // Spaces and hyphens look like what they are.
            _ if is_odd(character) || (odd.binary_search(&offset).is_ok() && !looks_plain(character)) => {
                out.extend(character.escape_unicode());
            }
            _ => out.push(character),
        }
    }
    Cow::Owned(out)
}

const fn looks_plain(character: char) -> bool {
    matches!(
        character,
        '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_deceives_the_eye_is_shown() {
        assert_eq!(shown("a\u{202e}b\nc\u{1b}"), r"a\u{202e}b c\u{1b}");
        assert_eq!(shown("Kovač – 5\u{a0}km 👩‍💻"), "Kovač – 5\u{a0}km 👩‍💻");
    }

    #[test]
    fn words_are_joined_by_a_mark_between_them() {
        let joined = Words::joined(["a", "b", "c"].map(Words::plan), ", ");
        assert_eq!(joined, Words::plan("a").and(", ").and_plan("b").and(", ").and_plan("c"));
        assert!(Words::joined([], ", ").is_empty());
    }
}
