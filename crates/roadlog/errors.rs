//! What keeps a command from working: whose matter it is, what is wrong, and what to do next.

use std::fmt;
use std::io;
use std::path::Path;

use roadlog_workspace::ReadProblem;

/// Whose matter an error is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// What was asked for cannot be.
    User,
    /// roadlog.toml says something that cannot be worked with.
    Config,
    /// The world is not as it should be: a file, a folder, a pipe.
    Environment,
    /// A fault of the program itself.
    Internal,
}

/// An error that ends a command, with what to do next. Its words are made safe where they are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Error {
    /// Whose matter it is.
    pub(crate) class: Class,
    /// What is wrong, and where.
    pub(crate) message: String,
    /// What to do next, in one line.
    pub(crate) hint: String,
}

impl Error {
    /// What was asked for cannot be.
    pub(crate) fn user(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { class: Class::User, message: message.into(), hint: hint.into() }
    }

    /// The world is not as it should be.
    pub(crate) fn environment(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { class: Class::Environment, message: message.into(), hint: hint.into() }
    }

    /// A fault of the program itself.
    pub(crate) fn internal(message: impl Into<String>) -> Self {
        let hint = "this is a fault of roadlog: please report it, with the file that brought it about";
        Self { class: Class::Internal, message: message.into(), hint: hint.to_owned() }
    }

    /// What a library says in a sentence that ends, behind a semicolon, with what to do; else `hint` says it.
    pub(crate) fn told(class: Class, sentence: &str, hint: &str) -> Self {
        let (message, hint) = sentence.rsplit_once("; ").unwrap_or((sentence, hint));
        Self { class, message: message.to_owned(), hint: hint.to_owned() }
    }

    /// Something of the workspace that could not be read.
    pub(crate) fn unread(problem: &ReadProblem) -> Self {
        let class = match problem {
            ReadProblem::ConfigNotUtf8 { .. } | ReadProblem::ReadsItself { .. } => Class::Config,
            _ => Class::Environment,
        };
        Self::told(class, &problem.to_string(), "mend that and run the command again")
    }

    /// A file or folder that the system refuses.
    pub(crate) fn io(doing: &str, path: &Path, error: &io::Error) -> Self {
        let hint = match error.kind() {
            io::ErrorKind::NotFound => "check how the path is written",
            io::ErrorKind::PermissionDenied => "ask for the right to it, or name another path",
            io::ErrorKind::StorageFull => "make room on the disk and run the command again",
            _ => "mend that and run the command again",
        };
        Self::environment(format!("cannot {doing} {}: {}", path.display(), plain(error)), hint)
    }

    /// The beginning of the line that tells it.
    pub(crate) const fn label(&self) -> &'static str {
        match self.class {
            Class::User | Class::Environment => "error",
            Class::Config => "configuration error",
            Class::Internal => "internal error",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.label(), self.message)
    }
}

impl std::error::Error for Error {}

/// What the results could not be written to: a full disk, say. A reader that went away is no error (see `stdout`).
impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        let message = format!("cannot write to standard output: {}", plain(&error));
        Self::environment(message, "send the output somewhere that can take it")
    }
}

/// What the system says, without its number.
pub(crate) fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    match text.split_once(" (os error") {
        Some((words, _)) => words.to_lowercase(),
        None => text,
    }
}

/// What a command came to, where it could work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing to complain about.
    Fine,
    /// It found what it looks for: errors, or a difference.
    Found,
    /// Something could not be read or written, which is told already; all the rest is done.
    Incomplete,
}

impl Outcome {
    /// `Found` where `found` is true.
    pub(crate) const fn found_if(found: bool) -> Self {
        if found { Self::Found } else { Self::Fine }
    }

    /// The exit status for it.
    pub(crate) const fn status(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Found => 1,
            Self::Incomplete => COULD_NOT_WORK,
        }
    }
}

/// The exit status of a command that could not work.
pub(crate) const COULD_NOT_WORK: u8 = 2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_tells_whose_matter_it_is() {
        assert_eq!(Error::user("no item PAY-1", "see `roadlog list`").to_string(), "error: no item PAY-1");
        let problem = ReadProblem::ConfigNotUtf8 { path: "roadlog.toml".to_owned(), offset: 3 };
        assert!(
            Error::unread(&problem).to_string().starts_with("configuration error: roadlog.toml is not valid UTF-8")
        );
        assert!(Error::internal("x").hint.contains("report"));
    }

    #[test]
    fn what_to_do_is_taken_from_the_end_of_a_librarys_sentence() {
        let error = Error::told(Class::User, "x is gone; look for it", "try again");
        assert_eq!((&*error.message, &*error.hint), ("x is gone", "look for it"));
        assert_eq!(Error::told(Class::User, "x is gone", "try again").hint, "try again");
    }

    #[test]
    fn the_systems_words_come_without_its_number() {
        let error = io::Error::from_raw_os_error(2);
        assert!(!plain(&error).contains("os error"), "{error}");
    }

    #[test]
    fn a_missing_file_has_another_hint_than_a_forbidden_one() {
        let hint = |kind: io::ErrorKind| Error::io("read", Path::new("x"), &kind.into()).hint;
        assert_ne!(hint(io::ErrorKind::NotFound), hint(io::ErrorKind::PermissionDenied));
    }

    #[test]
    fn the_three_exit_statuses_differ() {
        assert_eq!([Outcome::found_if(false).status(), Outcome::found_if(true).status(), COULD_NOT_WORK], [0, 1, 2]);
    }
}
