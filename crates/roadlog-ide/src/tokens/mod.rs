//! What each word of a file is, for editors that colour it: kinds and modifiers of the protocol's own list, which every
//! theme knows.

mod config;
mod layer;
mod plan;

use roadlog_syntax::Span;

use crate::Snapshot;
use crate::names::rounded;

/// A word, or several, of one line, and what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The bytes; never empty, never past the end of a line.
    pub span: Span,
    /// What they are.
    pub kind: TokenKind,
    /// What else they are.
    pub modifiers: Modifiers,
}

/// What a word is, by the names of `SemanticTokenTypes` (Language Server Protocol, 3.17).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum TokenKind {
    /// The kind of an item, in its header.
    Keyword,
    /// An id.
    Class,
    /// The label of a criterion.
    Method,
    /// A person or team.
    Function,
    /// Who a user story is told by.
    Type,
    /// The key of a field.
    Property,
    /// A status, a tag, or another word of a list.
    EnumMember,
    /// A number, a day, a period, an amount.
    Number,
    /// The text of a field, or a link.
    String,
    /// A section's title.
    Namespace,
    /// A box, and the other marks at the beginning of a line.
    Operator,
    /// A rule that a comment allows.
    Macro,
    /// A comment, and the side of a conflict that does not count.
    Comment,
}

impl TokenKind {
    /// Every kind, in the order in which they are numbered.
    pub const ALL: [Self; 13] = [
        Self::Keyword,
        Self::Class,
        Self::Method,
        Self::Function,
        Self::Type,
        Self::Property,
        Self::EnumMember,
        Self::Number,
        Self::String,
        Self::Namespace,
        Self::Operator,
        Self::Macro,
        Self::Comment,
    ];

    /// Its name in the protocol.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Keyword => "keyword",
            Self::Class => "class",
            Self::Method => "method",
            Self::Function => "function",
            Self::Type => "type",
            Self::Property => "property",
            Self::EnumMember => "enumMember",
            Self::Number => "number",
            Self::String => "string",
            Self::Namespace => "namespace",
            Self::Operator => "operator",
            Self::Macro => "macro",
            Self::Comment => "comment",
        }
    }

    /// Its place in [`TokenKind::ALL`].
    pub const fn index(self) -> u32 {
        self as u32
    }
}

/// What a word is besides, by the names of `SemanticTokenModifiers` (Language Server Protocol, 3.17).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Modifier {
    /// It is made here: the id in a header, a label at its criterion, a handle in roadlog.toml.
    Declaration,
    /// It is closed: an item that is done, a criterion that is met.
    Readonly,
    /// It was dropped.
    Deprecated,
}

impl Modifier {
    /// Every modifier, in the order of its bit in [`Modifiers::bits`].
    pub const ALL: [Self; 3] = [Self::Declaration, Self::Readonly, Self::Deprecated];

    /// Its name in the protocol.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Declaration => "declaration",
            Self::Readonly => "readonly",
            Self::Deprecated => "deprecated",
        }
    }
}

/// A set of modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Modifiers(u8);

impl Modifiers {
    /// No modifier.
    pub const NONE: Self = Self(0);

    /// These and one more.
    #[must_use]
    pub const fn with(self, modifier: Modifier) -> Self {
        Self(self.0 | 1 << modifier as u8)
    }

    /// Whether it is among them.
    pub const fn contains(self, modifier: Modifier) -> bool {
        self.0 & (1 << modifier as u8) != 0
    }

    /// The set as bits, the first of [`Modifier::ALL`] the lowest.
    pub const fn bits(self) -> u32 {
        self.0 as u32
    }
}

/// The words of a plan file, or the names in a roadlog.toml, in the order of the text and each in one line, none over
/// another. With `within` those alone that touch it, which is quick in a large file.
pub fn tokens(snapshot: &Snapshot, path: &str, within: Option<Span>) -> Vec<Token> {
    let plan = snapshot.plan.file_at(path);
    let Some(text) = plan.map(|(_, file)| file.document().text()).or_else(|| snapshot.configuration_at(path)) else {
        return Vec::new();
    };
    let length = text.len() as u32;
    let within = within.map_or(Span::new(0, length), |it| {
        let at = |offset: u32| rounded(text, offset.min(length)).unwrap_or(length);
        Span::new(at(it.start), at(it.end.max(it.start)))
    });
    let mut tokens = match plan {
        Some((place, file)) => plan::tokens(&snapshot.plan, place, file, within),
        None => config::tokens(snapshot, path, text),
    };
    tokens.retain(|token| token.span.start <= within.end && token.span.end >= within.start);
    tokens
}

#[cfg(test)]
mod tests;
