//! Edits: bytes of a text replaced by others.

use std::ops::Range;

use crate::Span;

/// The bytes of `span` are replaced by `text`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The bytes to replace; empty to insert.
    pub span: Span,
    /// What stands there afterwards; empty to delete.
    pub text: String,
}

impl Edit {
    /// `span` replaced by `text`.
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// `text` inserted at `offset`.
    pub fn insert(offset: u32, text: impl Into<String>) -> Self {
        Self::new(Span::at(offset), text)
    }

    /// The bytes of `span` deleted.
    pub const fn delete(span: Span) -> Self {
        Self { span, text: String::new() }
    }
}

/// Why edits cannot be applied to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The bytes are not all in the text, are the wrong way round, or cut a character in two.
    OutOfRange(Span),
    /// Two edits touch the same bytes, or insert at the same place.
    Overlap(Span),
}

impl std::fmt::Display for EditError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::OutOfRange(span) => write!(formatter, "the bytes {span:?} are no part of the text"),
            Self::Overlap(span) => write!(formatter, "two edits change the bytes {span:?}"),
        }
    }
}

impl std::error::Error for EditError {}

/// Applies edits that all speak of the same `text`, in whatever order they come.
///
/// # Errors
/// An edit that does not fit the text, or two that overlap; then nothing is applied.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let grown: usize = sorted.iter().map(|edit| edit.text.len()).sum();
    let mut result = String::with_capacity(text.len() + grown);
    let mut rest = 0;
    for edit in sorted {
        let Range { start, end } = edit.span.range();
        if text.get(start..end).is_none() {
            return Err(EditError::OutOfRange(edit.span));
        }
        let Some(between) = text.get(rest..start) else { return Err(EditError::Overlap(edit.span)) };
        result.push_str(between);
        result.push_str(&edit.text);
        rest = end;
    }
    result.push_str(&text[rest..]);
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_speak_of_the_text_before_all_of_them() {
        let edits = [Edit::new(Span::new(4, 5), "E"), Edit::insert(0, ">"), Edit::delete(Span::new(1, 2))];
        assert_eq!(apply("abcde", &edits), Ok(">acdE".to_owned()));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let out = Span::new(1, 2);
        assert_eq!(apply("é", &[Edit::delete(out)]), Err(EditError::OutOfRange(out)));
        let past = Span::new(0, 9);
        assert_eq!(apply("abc", &[Edit::delete(past)]), Err(EditError::OutOfRange(past)));
        let (one, two) = (Span::new(0, 2), Span::new(1, 3));
        assert_eq!(apply("abc", &[Edit::delete(one), Edit::delete(two)]), Err(EditError::Overlap(two)));
    }
}
