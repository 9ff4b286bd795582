//! What a caller asks to be written, and what it is told of it.

use std::ops::Range;

use crate::hash::ContentHash;

/// One file's part in an operation. Paths are relative to the root and separated by `/`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// Replaces byte ranges of a file.
    Edit {
        /// The file.
        path: String,
        /// The hash of the bytes that the ranges speak of.
        expected: ContentHash,
        /// The ranges, each with the text that takes its place: sorted, not overlapping, on character boundaries. Of
        /// several at one empty place the first comes first.
        edits: Vec<(Range<u32>, String)>,
    },
    /// Makes a file where there is none, and the folders above it.
    Create {
        /// The file.
        path: String,
        /// All that it will hold.
        bytes: Vec<u8>,
    },
    /// Removes a file.
    Delete {
        /// The file.
        path: String,
        /// The hash of the bytes that may be lost.
        expected: ContentHash,
    },
}

impl Change {
    /// Edits to the file at `path`, whose bytes were `read`.
    pub fn edit(path: impl Into<String>, read: &[u8], edits: Vec<(Range<u32>, String)>) -> Self {
        Self::Edit { path: path.into(), expected: ContentHash::of(read), edits }
    }

    /// A new text for the file at `path`, whose bytes were `read`: at most 4 GiB - 1 of them.
    pub fn rewrite(path: impl Into<String>, read: &[u8], text: String) -> Self {
        Self::edit(path, read, vec![(0..read.len() as u32, text)])
    }

    /// A new file.
    pub fn create(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self::Create { path: path.into(), bytes: bytes.into() }
    }

    /// The removal of the file at `path`, whose bytes were `read`.
    pub fn delete(path: impl Into<String>, read: &[u8]) -> Self {
        Self::Delete { path: path.into(), expected: ContentHash::of(read) }
    }

    /// The file that it is about, relative to the root.
    pub fn path(&self) -> &str {
        match self {
            Self::Edit { path, .. } | Self::Create { path, .. } | Self::Delete { path, .. } => path,
        }
    }
}

/// What became of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileAction {
    /// It was not there before.
    Created,
    /// It has other bytes now.
    Changed,
    /// It is not there any more.
    Deleted,
}

/// A file that an operation wrote.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WrittenFile {
    /// Its path relative to the root, separated by `/`; of a file behind a symbolic link, the file's own.
    pub path: String,
    /// What became of it.
    pub action: FileAction,
}

/// What an operation wrote.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Receipt {
    /// The files, by path. Empty where no change would have changed a byte: then nothing was written or recorded.
    pub files: Vec<WrittenFile>,
}
