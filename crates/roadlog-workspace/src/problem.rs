//! What could not be found or read, in the user's words; the rest of the workspace is read all the same.

use std::io;

use crate::entry::EntryKind;

/// Something in the place of a plan file or a roadlog.toml that cannot be read. `path` is relative to the root and
/// separated by `/`.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadProblem {
    /// A named pipe, socket or device, or a link to one or to a folder. In the place of a .gitignore too, whose folder
    /// is then not looked through; at the root or above, no .gitignore counts then.
    #[error(
        "{path} is {kind}, not a regular file, and was not read; rename it, or leave it out with `exclude` in roadlog.toml"
    )]
    NotAFile {
        /// Where it stands.
        path: String,
        /// What it is, at the end of a link.
        kind: EntryKind,
    },
    /// A symbolic link to something outside the workspace.
    #[error(
        "{path} is a link to {target}, which is outside the workspace, and was not read; copy the file here, or name its folder in `reads` in roadlog.toml"
    )]
    LinkOutside {
        /// Where the link stands.
        path: String,
        /// Where it leads, shown with replacement characters where it is not UTF-8.
        target: String,
    },
    /// A symbolic link to nothing, or one that leads back to itself.
    #[error("{path} is a link that leads to no file, or back to itself; mend or remove the link")]
    BrokenLink {
        /// Where the link stands.
        path: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// A name that is not UTF-8 and so cannot be written in a plan, a report or a link.
    #[error("the name of {shown} is not valid UTF-8, and the file was not read; rename it")]
    NameNotUtf8 {
        /// The path with replacement characters.
        shown: String,
    },
    /// A file of git's index that a merge left unmerged.
    #[error("{path} is not merged yet, and was not read; resolve the conflict and add the file")]
    Unmerged {
        /// Where it stands.
        path: String,
    },
    /// A file of 4 GiB or more, or a roadlog.toml of more than 10 MB.
    #[error(
        "{path} is {bytes} bytes long, and {limit} are the most that roadlog reads; make it shorter, or split it into several files"
    )]
    TooLarge {
        /// Where it stands.
        path: String,
        /// How long it is.
        bytes: u64,
        /// How long it may be.
        limit: u64,
    },
    /// The operating system refused to read the file.
    #[error("{path} cannot be read: {source}; check its permissions")]
    Unreadable {
        /// Where it stands.
        path: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// The operating system refused to list a folder.
    #[error(
        "a part of the workspace cannot be looked through: {reason}; check the permissions, or leave it out with `exclude` in roadlog.toml"
    )]
    Unlisted {
        /// The place and what is wrong.
        reason: String,
    },
    /// A roadlog.toml that is not UTF-8.
    #[error("{path} is not valid UTF-8 at byte {offset}; save it as UTF-8")]
    ConfigNotUtf8 {
        /// Where it stands.
        path: String,
        /// The first byte that is wrong, from 0.
        offset: usize,
    },
    /// A folder in `reads` that this workspace lies in.
    #[error(
        "roadlog.toml: `reads` names {folder}, and this workspace lies in it, so it was not read; name the folder of the other plan alone"
    )]
    ReadsItself {
        /// The folder as written.
        folder: String,
    },
}

impl ReadProblem {
    /// The place that it is about, relative to the root; nothing where only the operating system's words name it.
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::NotAFile { path, .. }
            | Self::LinkOutside { path, .. }
            | Self::BrokenLink { path, .. }
            | Self::NameNotUtf8 { shown: path }
            | Self::Unmerged { path }
            | Self::TooLarge { path, .. }
            | Self::Unreadable { path, .. }
            | Self::ConfigNotUtf8 { path, .. } => Some(path),
            Self::Unlisted { .. } | Self::ReadsItself { .. } => None,
        }
    }

    /// The same problem where the place is named from a root in which `folder` is the one that it was found in.
    pub(crate) fn below(mut self, folder: &str) -> Self {
        match &mut self {
            Self::NotAFile { path, .. }
            | Self::LinkOutside { path, .. }
            | Self::BrokenLink { path, .. }
            | Self::NameNotUtf8 { shown: path }
            | Self::Unmerged { path }
            | Self::TooLarge { path, .. }
            | Self::Unreadable { path, .. }
            | Self::ConfigNotUtf8 { path, .. } => *path = format!("{folder}/{path}"),
            Self::Unlisted { .. } | Self::ReadsItself { .. } => {}
        }
        self
    }
}
