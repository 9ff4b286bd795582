//! What a check reports: where, what is wrong, and what to do.

use std::fmt;

/// One thing to mend.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Problem {
    /// The file, relative to the repository's root.
    pub path: String,
    /// The line, counted from 1; 0 where the whole file is meant.
    pub line: usize,
    /// What is wrong and what to do about it.
    pub message: String,
}

impl Problem {
    /// A problem of one line.
    pub fn at(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into() }
    }

    /// A problem of a whole file, or of a folder.
    pub fn of(path: &str, message: impl Into<String>) -> Self {
        Self::at(path, 0, message)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(formatter, "{}: {}", self.path, self.message),
            line => write!(formatter, "{}:{line}: {}", self.path, self.message),
        }
    }
}

/// The problems, each on a line of its own, in the order of places.
pub fn list(mut problems: Vec<Problem>) -> String {
    problems.sort();
    let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_listed_by_place_in_the_form_that_editors_follow() {
        let problems =
            vec![Problem::of("b.rs", "too long"), Problem::at("a.rs", 12, "later"), Problem::at("a.rs", 3, "earlier")];
        assert_eq!(list(problems), "a.rs:3: earlier\na.rs:12: later\nb.rs: too long");
    }
}
