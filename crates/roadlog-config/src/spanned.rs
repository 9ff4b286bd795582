//! Where in which roadlog.toml something is said.

use std::ops::Deref;

use roadlog_syntax::Span;

/// A value and where it stands in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What is said.
    pub value: T,
    /// Where; of a text or quoted key what stands between the quotes.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// The value at that place.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Another value at the same place.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned::new(change(self.value), self.span)
    }

    /// The same place in the file of that number.
    pub fn origin(&self, file: usize) -> Origin {
        Origin { file, span: self.span }
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A place in one of the roadlog.toml files of a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin {
    /// Which file: 0 is the root's, and the nested ones follow in the order in which they were given.
    pub file: usize,
    /// Where in it.
    pub span: Span,
}
