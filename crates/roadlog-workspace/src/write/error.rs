//! Why something was not written, in the user's words.

use std::io;
use std::path::{Path, PathBuf};

use crate::entry::EntryKind;

/// Why an operation did not happen. Unless it says otherwise, every file is as it was before. Paths are relative to
/// the root where nothing else is said.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The file is not what was read any more.
    #[error(
        "{path} has changed since it was read, so nothing was written; look at the difference and run the command again"
    )]
    ChangedSince {
        /// The file.
        path: String,
        /// What it holds now; nothing where it is gone.
        found: Option<Vec<u8>>,
    },
    /// A file that was to be made is there already.
    #[error("{path} is there already, so nothing was written; choose another name, or move it away")]
    AlreadyThere {
        /// The file.
        path: String,
    },
    /// A path that is no path of a file in the workspace.
    #[error("`{path}` is no path that roadlog writes to: {reason}")]
    BadPath {
        /// The path as given.
        path: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The path leads out of the workspace.
    #[error("{path} leads to {}, which is outside the workspace, so nothing was written", target.display())]
    Outside {
        /// The path as given.
        path: String,
        /// Where it leads.
        target: PathBuf,
    },
    /// Something else stands in the file's place.
    #[error("{path} is {kind}, not a regular file, so nothing was written")]
    NotAFile {
        /// The path.
        path: String,
        /// What it is.
        kind: EntryKind,
    },
    /// The file's permissions forbid writing.
    #[error("{path} is read-only, so nothing was written; make it writable first")]
    ReadOnly {
        /// The file.
        path: String,
    },
    /// Two changes of one operation are about one file.
    #[error("two changes are about {path}, so nothing was written")]
    TwoChanges {
        /// The file.
        path: String,
    },
    /// Ranges that overlap, are unsorted or lie outside the text: an error of the program, not of the user.
    #[error("an edit of {path} cannot be made, so nothing was written: {reason}")]
    BadEdit {
        /// The file.
        path: String,
        /// What is wrong.
        reason: String,
    },
    /// A file that is not UTF-8 is never rewritten.
    #[error("{path} is not valid UTF-8 at byte {offset}, so nothing was written; save it as UTF-8 first")]
    NotUtf8 {
        /// The file.
        path: String,
        /// The first byte that is wrong, from 0.
        offset: usize,
    },
    /// The file would have 4 GiB or more.
    #[error("{path} would be longer than roadlog reads, so nothing was written; split it into several files")]
    TooLarge {
        /// The file.
        path: String,
    },
    /// The caller's check did not accept the new content as it was read back from the disk.
    #[error("the new content of {path} is not sound, so nothing was written: {reason}")]
    Rejected {
        /// The file.
        path: String,
        /// What the check says.
        reason: String,
    },
    /// Another roadlog is writing.
    #[error("another roadlog is writing in this workspace; wait for it to end and run the command again")]
    Busy,
    /// A journal that roadlog did not write in this form.
    #[error("{} is damaged, so an interrupted operation cannot be brought to an end; compare the plan with `git diff`, then remove that file", journal.display())]
    DamagedJournal {
        /// Where it lies, absolute.
        journal: PathBuf,
    },
    /// The operating system refused.
    #[error("{action} {path} failed: {source}{}", advice(source))]
    Io {
        /// What was tried, such as `writing`.
        action: &'static str,
        /// The file or folder, relative to the root, or absolute where it is one of roadlog's own.
        path: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// The operation failed in its middle, and taking it back failed too, so that files may be of both kinds. The
    /// journal is there: [`recover`](super::recover) brings it to an end.
    #[error(
        "the operation stopped in its middle ({source}); mend the cause, and roadlog brings it to an end, all or nothing, when it is next started"
    )]
    Interrupted {
        /// What failed first.
        source: Box<WriteError>,
    },
}

impl WriteError {
    /// For `map_err`: the operating system refused `action` on `path`.
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_string_lossy().into_owned();
        move |source| Self::Io { action, path, source }
    }

    /// For `map_err`: the same with a path that the user knows.
    pub(super) fn io_at(action: &'static str, path: &str) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { action, path: path.to_owned(), source }
    }
}

/// What to do about a refusal of the operating system, as the end of a sentence.
fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "; free some space and run the command again",
        io::ErrorKind::PermissionDenied => "; check the permissions of the file and its folder",
        io::ErrorKind::ReadOnlyFilesystem => "; the file system is read-only",
        _ => "",
    }
}

/// Why the last operation was not taken back.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UndoError {
    /// No operation is left in the history.
    #[error("there is nothing to undo: roadlog has written nothing here, or all of it is undone")]
    Nothing,
    /// Files that the operation wrote have been changed after it.
    #[error("`{operation}` cannot be undone, because {} changed since: {}; nothing was written", if paths.len() == 1 { "a file has" } else { "files have" }, paths.join(", "))]
    ChangedSince {
        /// The operation.
        operation: String,
        /// The files, relative to the root.
        paths: Vec<String>,
    },
    /// Writing failed.
    #[error(transparent)]
    Write(#[from] WriteError),
}
