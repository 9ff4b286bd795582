//! The files of a tree: which there are below it, and what they are.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::backend::{IndexEntry, Objects};
use crate::error::GitError;
use crate::object::ObjectId;

/// How deep folders may lie in each other: deeper than any file system lets them.
pub(crate) const DEEPEST: usize = 2048;

/// The content of a file in git's store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlobId(pub(crate) ObjectId);

impl std::fmt::Display for BlobId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

/// A file of a commit or of the index.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TreeFile {
    /// Its path from the top, parted by `/`; with replacement characters where it is not UTF-8.
    pub path: String,
    /// What it is.
    pub kind: TreeFileKind,
}

/// What stands at a path of a commit or of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TreeFileKind {
    /// A regular file with this content.
    File(BlobId),
    /// A symbolic link.
    Link,
    /// Another repository: a submodule.
    Module,
    /// A file whose name is not UTF-8.
    NotUtf8,
    /// A file that a merge left unmerged, in the index.
    Unmerged,
}

impl TreeFile {
    /// The file that an entry of the index is.
    pub(crate) fn of_index(entry: IndexEntry) -> Self {
        let kind = match (entry.content, entry.mode) {
            (None, _) => TreeFileKind::Unmerged,
            (Some(_), LINK) => TreeFileKind::Link,
            (Some(_), MODULE) => TreeFileKind::Module,
            (Some(id), _) => TreeFileKind::File(BlobId(id)),
        };
        match String::from_utf8(entry.path) {
            Ok(path) => Self { path, kind },
            Err(error) => {
                Self { path: String::from_utf8_lossy(error.as_bytes()).into_owned(), kind: TreeFileKind::NotUtf8 }
            }
        }
    }
}

const FOLDER: u32 = 0o040_000;
const LINK: u32 = 0o120_000;
const MODULE: u32 = 0o160_000;

/// An entry of a tree.
pub(crate) struct Entry<'t> {
    pub(crate) mode: u32,
    pub(crate) name: &'t [u8],
    pub(crate) id: ObjectId,
}

impl Entry<'_> {
    pub(crate) const fn is_folder(&self) -> bool {
        self.mode == FOLDER
    }

    /// What it is, where it is no folder.
    fn kind(&self) -> TreeFileKind {
        match self.mode {
            _ if std::str::from_utf8(self.name).is_err() => TreeFileKind::NotUtf8,
            LINK => TreeFileKind::Link,
            MODULE => TreeFileKind::Module,
            _ => TreeFileKind::File(BlobId(self.id)),
        }
    }

    /// Whether it is a regular file, executable or not.
    pub(crate) const fn is_file(&self) -> bool {
        matches!(self.mode, 0o100_644 | 0o100_755 | 0o100_664)
    }
}

/// The entries of a tree: `MODE NAME`, a NUL and the id's bytes, again and again.
pub(crate) fn entries(content: &[u8], id_length: usize) -> impl Iterator<Item = Entry<'_>> {
    let mut rest = content;
    let next = move || {
        let end = rest.iter().position(|byte| *byte == 0)?;
        let (head, tail) = (&rest[..end], &rest[end + 1..]);
        let (id, after) = tail.split_at_checked(id_length)?;
        rest = after;
        Some((head, id))
    };
    std::iter::from_fn(next).filter_map(|(head, id)| {
        let space = head.iter().position(|byte| *byte == b' ')?;
        let mode = u32::from_str_radix(std::str::from_utf8(&head[..space]).ok()?, 8).ok()?;
        Some(Entry { mode, name: &head[space + 1..], id: ObjectId::from_bytes(id)? })
    })
}

/// What stands at a path below a tree, where it is no folder.
pub(crate) fn file_at(objects: &mut dyn Objects, tree: ObjectId, path: &str) -> Result<Option<TreeFileKind>, GitError> {
    let mut folder = tree;
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        let missing = || GitError::Missing { what: "the folder", id: folder.to_string() };
        let content = objects.read(folder)?.ok_or_else(missing)?;
        let found = entries(&content, folder.bytes().len()).find(|entry| entry.name == part.as_bytes());
        match found {
            Some(entry) if entry.is_folder() && parts.peek().is_some() => folder = entry.id,
            Some(entry) if !entry.is_folder() && parts.peek().is_none() => return Ok(Some(entry.kind())),
            _ => return Ok(None),
        }
    }
    Ok(None)
}

/// The listings of trees, each folder read once however many commits share it.
#[derive(Default)]
pub(crate) struct Trees {
    /// By the folder's id and its path, because which files count depends on their path.
    known: FxHashMap<(ObjectId, String), Arc<[TreeFile]>>,
}

impl Trees {
    /// The files below a tree that `wanted` says yes to, by path. A folder with none of them is looked through once.
    pub(crate) fn files(
        &mut self,
        objects: &mut dyn Objects,
        tree: ObjectId,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Arc<[TreeFile]>, GitError> {
        self.below(objects, tree, "", wanted, 0)
    }

    fn below(
        &mut self,
        objects: &mut dyn Objects,
        tree: ObjectId,
        path: &str,
        wanted: &dyn Fn(&str) -> bool,
        depth: usize,
    ) -> Result<Arc<[TreeFile]>, GitError> {
        let key = (tree, path.to_owned());
        if let Some(files) = self.known.get(&key) {
            return Ok(Arc::clone(files));
        }
        let missing = || GitError::Missing { what: "the folder", id: tree.to_string() };
        let content = objects.read(tree)?.ok_or_else(missing)?;
        let mut files = Vec::new();
        for entry in entries(&content, tree.bytes().len()) {
            let name = String::from_utf8_lossy(entry.name);
            let below = format!("{path}{name}");
            if entry.is_folder() {
                if depth < DEEPEST {
                    files.extend_from_slice(&self.below(objects, entry.id, &(below + "/"), wanted, depth + 1)?);
                }
            } else if wanted(&below) {
                files.push(TreeFile { path: below, kind: entry.kind() });
            }
        }
        let files: Arc<[TreeFile]> = files.into();
        self.known.insert(key, Arc::clone(&files));
        Ok(files)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_that_is_cut_off_or_odd_gives_what_is_whole() {
        let id = [7; 20];
        let mut content = Vec::new();
        for head in ["100644 a.backlog", "40000 plans", "120000 link.backlog", "160000 module", "100755 b\nc"] {
            content.extend_from_slice(head.as_bytes());
            content.push(0);
            content.extend_from_slice(&id);
        }
        let names = |content: &[u8]| entries(content, 20).map(|entry| entry.name.to_vec()).collect::<Vec<_>>();
        assert_eq!(names(&content), ["a.backlog", "plans", "link.backlog", "module", "b\nc"].map(str::as_bytes));
        for length in 0..content.len() {
            assert!(names(&content[..length]).len() <= 4);
        }
    }
}
