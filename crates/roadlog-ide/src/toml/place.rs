//! Where a cursor stands in a roadlog.toml.

use roadlog_syntax::Span;

use super::outline::{Part, Piece, Placed, outline};
use crate::spot::{line_around, rounded_down};
use crate::{FilePosition, Snapshot};

/// The path of the roadlog.toml that people, roles and kinds stand in.
pub(super) const ROOT_FILE: &str = "roadlog.toml";

/// A cursor in a roadlog.toml.
pub(super) struct TomlSpot<'s> {
    pub(super) snapshot: &'s Snapshot,
    pub(super) text: &'s str,
    pub(super) offset: u32,
    /// Its line, without what ends it.
    pub(super) line: Span,
    /// Whether the file is the workspace's own.
    pub(super) is_root: bool,
    /// All that stands in the file.
    pub(super) pieces: Vec<Placed>,
}

/// What the place of a cursor is for.
pub(super) enum TomlSite<'p> {
    /// Nothing that could be foreseen.
    Nothing,
    /// The name of a table: all of the header is replaced.
    Header(Span),
    /// A key.
    Key {
        /// The names of the tables and keys that it stands below.
        above: Vec<String>,
        /// The part of it that the cursor stands in.
        word: Span,
        /// Whether an equals sign stands behind it, or more of the key.
        goes_on: bool,
        /// Whether it begins its line, so that a table may stand there too.
        begins_line: bool,
    },
    /// A value.
    Value(ValuePlace<'p>),
}

/// A place for a value.
pub(super) struct ValuePlace<'p> {
    /// The names of the tables and keys that it stands below.
    pub(super) path: &'p [String],
    /// What stands there, without quotes.
    pub(super) word: Span,
    /// Whether quotes stand around it.
    pub(super) is_quoted: bool,
    /// Whether the quote behind it is still to be written.
    pub(super) is_open: bool,
    /// Whether it is a member of a list.
    pub(super) in_list: bool,
}

impl<'s> TomlSpot<'s> {
    /// The place of a cursor; `None` past the end of the file.
    pub(super) fn at(snapshot: &'s Snapshot, text: &'s str, position: FilePosition<'_>) -> Option<Self> {
        let offset = rounded_down(text, position.offset)?;
        let line = line_around(text, offset)?;
        let is_root = position.path == ROOT_FILE;
        Some(Self { snapshot, text, offset, line, is_root, pieces: outline(text) })
    }

    pub(super) fn written(&self, span: Span) -> &'s str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The piece that holds the cursor, or ends at it.
    pub(super) fn piece(&self) -> Option<&Placed> {
        // Of two that meet at the cursor the one that goes on behind it is meant, unless that is an empty place.
        let touching = self.pieces.iter().filter(|placed| placed.span.touches(self.offset));
        touching.max_by_key(|placed| (!matches!(placed.piece, Piece::Gap { .. }), placed.span.end > self.offset))
    }

    /// What the place of the cursor is for.
    pub(super) fn site(&self) -> TomlSite<'_> {
        let Some(placed) = self.piece() else { return self.between() };
        match &placed.piece {
            Piece::Header { is_closed, .. } => {
                let is_inside = self.offset > placed.span.start && (self.offset < placed.span.end || !is_closed);
                if is_inside { TomlSite::Header(placed.span) } else { TomlSite::Nothing }
            }
            Piece::Key { parts, has_equals } => self.key(placed, parts, *has_equals),
            Piece::Text { inner, in_list, is_closed } if inner.touches(self.offset) => {
                self.quoted(placed, *inner, *in_list, *is_closed)
            }
            Piece::Bare { in_list } => self.unquoted(placed, placed.span, *in_list),
            Piece::Gap { in_list } => self.unquoted(placed, Span::at(self.offset), *in_list),
            Piece::Comment | Piece::Text { .. } => TomlSite::Nothing,
        }
    }

    fn quoted<'p>(&self, placed: &'p Placed, inner: Span, in_list: bool, is_closed: bool) -> TomlSite<'p> {
        let is_on_line = self.line.start <= inner.start && inner.end <= self.line.end;
        if !is_on_line {
            return TomlSite::Nothing;
        }
        // Where the quote at its end is missing, what closes the list is none of it.
        let behind = self.written(Span::new(self.offset, inner.end));
        let length = if is_closed { behind.len() } else { behind.find([']', ',', '}', '#']).unwrap_or(behind.len()) };
        let word = Span::new(inner.start, self.offset + length as u32);
        TomlSite::Value(ValuePlace { path: &placed.path, word, is_quoted: true, is_open: !is_closed, in_list })
    }

    fn unquoted<'p>(&self, placed: &'p Placed, word: Span, in_list: bool) -> TomlSite<'p> {
        let is_on_line = self.line.start <= word.start && word.end <= self.line.end;
        let place = ValuePlace { path: &placed.path, word, is_quoted: false, is_open: false, in_list };
        if is_on_line { TomlSite::Value(place) } else { TomlSite::Nothing }
    }

    fn key(&self, placed: &Placed, parts: &[Part], has_equals: bool) -> TomlSite<'_> {
        let Some(place) = parts.iter().position(|part| part.span.touches(self.offset)) else {
            return TomlSite::Nothing;
        };
        let mut above = placed.path.clone();
        above.extend(parts[..place].iter().map(|part| part.name.clone()));
        let is_first = self.written(Span::new(self.line.start, placed.span.start)).trim().is_empty();
        TomlSite::Key {
            above,
            word: parts[place].span,
            goes_on: has_equals || place + 1 < parts.len(),
            begins_line: is_first && place == 0,
        }
    }

    /// On a line where nothing stands a key may.
    fn between(&self) -> TomlSite<'_> {
        if !self.written(self.line).trim().is_empty() {
            return TomlSite::Nothing;
        }
        let headers = self.pieces.iter().filter(|placed| placed.span.end <= self.offset);
        let above = headers.rev().find_map(|placed| match &placed.piece {
            Piece::Header { parts, .. } => Some(parts.iter().map(|part| part.name.clone()).collect()),
            _ => None,
        });
        let above = above.unwrap_or_default();
        TomlSite::Key { above, word: Span::at(self.offset), goes_on: false, begins_line: true }
    }

    /// Which header the cursor stands below, counted from 1.
    pub(super) fn table(&self) -> usize {
        let is_header = |placed: &&Placed| matches!(placed.piece, Piece::Header { .. });
        self.pieces.iter().filter(is_header).filter(|placed| placed.span.start < self.offset).count()
    }

    /// The last names of the tables and keys that stand below these names: handles below `people`.
    pub(super) fn names_below(&self, above: &str) -> Vec<String> {
        let mut names = Vec::new();
        for placed in &self.pieces {
            let of_header = match &placed.piece {
                Piece::Header { parts, .. } => parts.first().filter(|part| part.name == above).and(parts.get(1)),
                Piece::Key { parts, .. } if placed.path.first().is_some_and(|first| first == above) => {
                    parts.first().filter(|_| placed.path.len() == 1)
                }
                Piece::Key { parts, .. } if placed.path.is_empty() => {
                    parts.first().filter(|part| part.name == above).and(parts.get(1))
                }
                _ => None,
            };
            let is_new = |name: &String| !name.is_empty() && !names.contains(name);
            let name = of_header.map(|part| part.name.clone()).filter(is_new);
            names.extend(name);
        }
        names
    }
}
