//! Changed texts on their way to the disk: what may be rewritten, the canonical form, and the way back.

use roadlog_edit::{FileChange, FileEdits, parting_of};
use roadlog_model::{Plan, PlanFile};
use roadlog_syntax::format::Refusal;
use roadlog_syntax::{Document, Edit};
use roadlog_workspace::Root;
use roadlog_workspace::write::{self, Recovery, UndoError, WriteError};

use crate::errors::{Class, Error};
use crate::session::Session;

/// A file, as it was read and as it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// The path relative to the workspace's root, parted by `/`.
    pub(crate) path: String,
    /// The bytes that were read.
    pub(crate) before: Vec<u8>,
    /// The bytes that are to stand there.
    pub(crate) after: Vec<u8>,
}

impl Change {
    /// The file at `path` changed from `before` to `after`.
    pub(crate) fn new(path: &str, before: &[u8], after: &[u8]) -> Self {
        Self { path: path.to_owned(), before: before.to_vec(), after: after.to_vec() }
    }
}

/// Writes all of the changes or none, as one operation that `roadlog undo` takes back.
///
/// # Errors
/// A file that was changed since it was read, or that the system refuses.
pub(crate) fn save(root: &Root, operation: &str, changes: &[Change]) -> Result<(), Error> {
    let mut edits = Vec::with_capacity(changes.len());
    for Change { path, before, after } in changes {
        let text = String::from_utf8(after.clone());
        let text = text.map_err(|_| Error::internal(format!("what was to be written to {path} is no text")))?;
        edits.push(write::Change::rewrite(path, before, text));
    }
    write_all(root, operation, &edits)
}

/// Writes the bytes that an edit of the plan changes, as one operation that `roadlog undo` takes back.
///
/// # Errors
/// A file that was changed since it was read, or that the system refuses.
pub(crate) fn save_edits(root: &Root, operation: &str, plan: &Plan, changes: &[FileChange]) -> Result<(), Error> {
    let written = changes.iter().map(|change| match &change.edits {
        FileEdits::Create(text) => write::Change::create(&*change.path, text.as_bytes()),
        FileEdits::Edit(edits) => {
            let before = plan.file_at(&change.path).map(|(_, file)| file.document().bytes());
            let ranges = edits.iter().map(|edit| (edit.span.start..edit.span.end, edit.text.clone()));
            write::Change::edit(&*change.path, before.unwrap_or_default(), ranges.collect())
        }
    });
    write_all(root, operation, &written.collect::<Vec<_>>())
}

/// Makes all of the changes or none, new files too, as one operation that `roadlog undo` takes back.
///
/// # Errors
/// A file that was changed or came about since it was looked at, or that the system refuses.
pub(crate) fn write_all(root: &Root, operation: &str, changes: &[write::Change]) -> Result<(), Error> {
    write::apply(root, operation, changes, &is_sound).map(|_| ()).map_err(|error| write_error(&error))
}

/// What was written must be text that the parser takes as it is.
fn is_sound(_: &str, bytes: &[u8]) -> Result<(), String> {
    let document = roadlog_syntax::parse(bytes.to_vec()).map_err(|_| "it is too large".to_owned())?;
    if document.is_damaged() { Err("it is no text".to_owned()) } else { Ok(()) }
}

/// Takes the last operation back and tells the files that it was about.
///
/// # Errors
/// Nothing to take back, or files that were changed since then.
pub(crate) fn undo(root: &Root) -> Result<Vec<String>, Error> {
    let receipt = write::undo(root).map_err(|error| match error {
        UndoError::Write(error) => write_error(&error),
        UndoError::Nothing => Error::told(Class::User, &error.to_string(), "nothing needs to be done"),
        other => Error::told(
            Class::User,
            &other.to_string(),
            "compare with `git diff` and change back by hand what you want back",
        ),
    })?;
    Ok(receipt.files.into_iter().map(|file| file.path).collect())
}

/// Brings operations to an end, one way or the other, that were interrupted, and says so.
///
/// # Errors
/// A journal that cannot be read, or a file that the system refuses.
pub(crate) fn recover(root: &Root, session: &Session) -> Result<(), Error> {
    for recovery in write::recover(root).map_err(|error| write_error(&error))? {
        session.warn(&told(&recovery));
    }
    Ok(())
}

/// What became of an interrupted operation.
fn told(Recovery { operation, completed, files, left }: &Recovery) -> String {
    let done = if *completed { "completed" } else { "taken back" };
    let changed = if left.is_empty() { String::new() } else { format!("; look at {}, changed since", left.join(", ")) };
    format!("`{operation}` was interrupted and is now {done} ({}){changed}", files.join(", "))
}

fn write_error(error: &WriteError) -> Error {
    let class = match error {
        WriteError::BadEdit { .. } | WriteError::TwoChanges { .. } | WriteError::Rejected { .. } => {
            return Error::internal(error.to_string());
        }
        WriteError::ChangedSince { .. } | WriteError::AlreadyThere { .. } | WriteError::BadPath { .. } => Class::User,
        _ => Class::Environment,
    };
    Error::told(class, &error.to_string(), "mend that and run the command again")
}

/// The edits that bring a file into its canonical form.
///
/// # Errors
/// What is in the file that no command rewrites, and in which line, as a sentence.
pub(crate) fn format(plan: &Plan, file: &PlanFile) -> Result<Vec<Edit>, String> {
    let edits = roadlog_syntax::format::format(file.document(), &|kind, key| parting_of(plan.config(), kind, key));
    edits.map_err(|refusal| refused(file.document(), refusal))
}

/// What keeps commands from rewriting a file, as a sentence.
fn refused(document: &Document, refusal: Refusal) -> String {
    let (offset, why) = match refusal {
        Refusal::NotText(offset) => (offset, "holds a byte that is no text; mend it first"),
        Refusal::Conflict(offset) => (offset, "begins a git conflict; resolve it first"),
    };
    format!("line {} {why}", document.line_at(offset) + 1)
}

/// Why no command rewrites the file of this path, if so.
pub(crate) fn unwritable(plan: &Plan, path: &str) -> Option<String> {
    let (_, file) = plan.file_at(path)?;
    roadlog_syntax::format::refusal(file.document()).map(|refusal| refused(file.document(), refusal))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recovery(completed: bool, left: &[&str]) -> Recovery {
        let left = left.iter().map(ToString::to_string).collect();
        Recovery { operation: "fmt".to_owned(), completed, files: vec!["a.backlog".to_owned()], left }
    }

    #[test]
    fn what_became_of_an_interrupted_operation_is_said() {
        assert_eq!(told(&recovery(true, &[])), "`fmt` was interrupted and is now completed (a.backlog)");
        let left = told(&recovery(false, &["a.backlog"]));
        assert_eq!(left, "`fmt` was interrupted and is now taken back (a.backlog); look at a.backlog, changed since");
    }
}
