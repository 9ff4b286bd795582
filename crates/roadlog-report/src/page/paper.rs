//! What a view is rendered for: how wide it may be, which characters may be drawn with, and how text is made safe there.

use std::borrow::Cow;

use roadlog_model::Untrusted;

use super::measure::{cut, tamed};
use super::{Line, Role};

/// The narrowest paper: on less nothing can be read.
const NARROWEST: usize = 20;

/// The characters that lines, bars and marks are drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyphs {
    /// Those that every terminal, mail and log has.
    Ascii,
    /// Box drawing and the like, for a terminal that has them.
    Unicode,
}

/// What a view is rendered for.
#[derive(Clone, Copy, Debug)]
pub struct Paper {
    width: usize,
    glyphs: Glyphs,
    safe: fn(&str) -> Cow<'_, str>,
}

impl Paper {
    /// Paper of this many columns, at least 20. `safe` makes text of a plan safe for where the lines go, as one line.
    pub fn new(width: usize, glyphs: Glyphs, safe: fn(&str) -> Cow<'_, str>) -> Self {
        Self { width: width.max(NARROWEST), glyphs, safe }
    }

    /// How many columns it has.
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Text of a plan, safe to show.
    pub fn safe(&self, text: &Untrusted) -> String {
        tamed((self.safe)(text.unescaped()))
    }

    /// Text of a plan, safe to show and no wider than this.
    pub(crate) fn fitted(&self, text: &Untrusted, columns: usize) -> String {
        cut(&self.safe(text), columns, self.ellipsis())
    }

    /// The one or the other, by what may be drawn with.
    pub(crate) const fn either<T: Copy>(&self, unicode: T, ascii: T) -> T {
        match self.glyphs {
            Glyphs::Unicode => unicode,
            Glyphs::Ascii => ascii,
        }
    }

    /// What stands where something was left out.
    pub(crate) const fn ellipsis(&self) -> &'static str {
        self.either("…", "...")
    }

    /// What parts facts that stand on one line.
    pub(crate) const fn dot(&self) -> &'static str {
        self.either(" · ", ", ")
    }

    /// A line across.
    pub(crate) fn rule(&self, columns: usize) -> Line {
        Line::of(self.either("─", "-").repeat(columns), Role::Muted)
    }
}
