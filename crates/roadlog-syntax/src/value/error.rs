//! A fault in a value: what is wrong, where in it, and what would be right.

use std::fmt;
use std::ops::Range;

use super::{ValueKind, ValueProblem};

/// How much of a faulty value a message repeats, in characters.
const EXCERPT: usize = 40;

/// A fault in a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    /// The faulty bytes of the text that was read, on character boundaries.
    pub range: Range<usize>,
    /// What is wrong there.
    pub problem: ValueProblem,
    /// What to write in the place of exactly `range`, where that is beyond doubt. With it, the value is right, or
    /// this one fault of a list is gone.
    pub suggestion: Option<String>,
}

impl ValueError {
    /// The fault `problem` of all of `text`.
    pub(crate) fn whole(text: &str, problem: ValueProblem) -> Self {
        Self { range: 0..text.len(), problem, suggestion: None }
    }

    /// All of `text` is not written as a value of that kind is.
    pub(crate) fn malformed(text: &str, wanted: ValueKind) -> Self {
        let problem = if text.is_empty() {
            ValueProblem::Empty { wanted }
        } else {
            ValueProblem::Malformed { found: excerpt(text), wanted }
        };
        Self::whole(text, problem)
    }

    /// The same fault with a suggestion, if there is one.
    pub(crate) fn suggesting(mut self, suggestion: Option<String>) -> Self {
        self.suggestion = suggestion;
        self
    }

    /// The same fault in a text that has `by` bytes more before it.
    pub(crate) fn shifted(mut self, by: usize) -> Self {
        self.range = self.range.start + by..self.range.end + by;
        self
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(formatter)
    }
}

impl std::error::Error for ValueError {}

/// Reads `input` without the white space around it; what `read` finds wrong is placed in `input`.
pub(crate) fn trimmed<'text, T>(
    input: &'text str,
    read: impl FnOnce(&'text str) -> Result<T, ValueError>,
) -> Result<T, ValueError> {
    let text = input.trim_start();
    let start = input.len() - text.len();
    read(text.trim_end()).map_err(|error| error.shifted(start))
}

/// The beginning of `text` that a message repeats.
pub(crate) fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_repeats_only_the_beginning_of_a_long_value() {
        let long = "ä".repeat(1000);
        let shown = excerpt(&long);
        assert_eq!(shown.chars().count(), EXCERPT + 1);
        assert!(shown.ends_with('…'));
        assert_eq!(excerpt("short"), "short");
    }

    #[test]
    fn white_space_around_a_value_moves_the_place_of_its_fault() {
        let error = trimmed("  soon ", |text| Err::<(), _>(ValueError::malformed(text, ValueKind::Date))).unwrap_err();
        assert_eq!(error.range, 2..6);
    }
}
