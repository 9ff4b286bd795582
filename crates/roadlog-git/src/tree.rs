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
const FILE: u32 = 0o100_000;
const LINK: u32 = 0o120_000;
const MODULE: u32 = 0o160_000;

/// An entry of a tree.
pub(crate) struct Entry<'t> {
    pub(crate) mode: u32,
    pub(crate) name: &'t [u8],
    pub(crate) id: ObjectId,
    /// How many bytes it takes.
    length: usize,
}

/// The bits of a mode that say what kind of file it is. Of the others only whether it may be run is git's to write, and
/// old programs have written more.
const KIND: u32 = 0o170_000;

impl Entry<'_> {
    pub(crate) const fn is_folder(&self) -> bool {
        self.mode & KIND == FOLDER
    }

    /// What it is, where it is no folder.
    fn kind(&self) -> TreeFileKind {
        match self.mode & KIND {
            _ if std::str::from_utf8(self.name).is_err() => TreeFileKind::NotUtf8,
            LINK => TreeFileKind::Link,
            FILE => TreeFileKind::File(BlobId(self.id)),
            // As git takes it: whatever is none of them is another repository.
            _ => TreeFileKind::Module,
        }
    }

    /// Whether it is a regular file, executable or not.
    pub(crate) const fn is_file(&self) -> bool {
        self.mode & KIND == FILE
    }
}

/// The entries of a tree that is written as git writes them, each name once; nothing of any other, which two programs may
/// read in two ways.
fn strict_entries(content: &[u8], id_length: usize) -> Option<Vec<Entry<'_>>> {
    let entries: Vec<_> = entries(content, id_length).collect();
    let mut names: Vec<&[u8]> = entries.iter().map(|entry| entry.name).collect();
    names.sort_unstable();
    let is_name = |name: &&[u8]| !matches!(*name, b"" | b"." | b"..") && !name.contains(&b'/');
    let is_sound = names.iter().all(is_name) && names.windows(2).all(|pair| pair[0] != pair[1]);
    // What could not be read as an entry was left out.
    let read: usize = entries.iter().map(|entry| entry.length).sum();
    (is_sound && read == content.len()).then_some(entries)
}

/// The entries of a tree that is here.
fn entries_of(content: &[u8], tree: ObjectId) -> Result<Vec<Entry<'_>>, GitError> {
    let odd = || GitError::Odd { what: "the folder", id: tree.to_string() };
    strict_entries(content, tree.bytes().len()).ok_or_else(odd)
}

/// The entries of a tree that can be read: `MODE NAME`, a NUL and the id's bytes, again and again.
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
        let digits = &head[..space];
        let is_number = !digits.is_empty() && digits.iter().all(|digit| matches!(digit, b'0'..=b'7'));
        let mode = std::str::from_utf8(digits).ok().filter(|_| is_number)?;
        let mode = u32::from_str_radix(mode, 8).ok()?;
        let length = head.len() + 1 + id.len();
        Some(Entry { mode, name: &head[space + 1..], id: ObjectId::from_bytes(id)?, length })
    })
}

/// What stands at a path below a tree, where it is no folder.
pub(crate) fn file_at(objects: &mut dyn Objects, tree: ObjectId, path: &str) -> Result<Option<TreeFileKind>, GitError> {
    let mut folder = tree;
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        let missing = || GitError::Missing { what: "the folder", id: folder.to_string() };
        let content = objects.read(folder)?.ok_or_else(missing)?;
        let found = entries_of(&content, folder)?.into_iter().find(|entry| entry.name == part.as_bytes());
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
        for entry in entries_of(&content, tree)? {
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

    #[test]
    fn a_tree_that_git_would_not_write_is_none() {
        let tree = |heads: &[&str]| {
            let entry = |head: &&str| [head.as_bytes(), &[0], &[7; 20]].concat();
            heads.iter().map(entry).collect::<Vec<_>>().concat()
        };
        let read = |heads: &[&str]| strict_entries(&tree(heads), 20).map(|entries| entries.len());
        assert_eq!(read(&["100644 a", "100755 b", "40000 c", "040000 d", "160000 e"]), Some(5));
        for heads in [
            &["100644 a", "100644 a"][..],
            &["100644 a", "40000 b", "100644 a"],
            &["100644 a", "40000 a"],
            &["100644 ."],
            &["40000 .."],
            &["40000 a/b"],
            &["100644 "],
            &["+100644 a"],
            &[" a"],
            &["100848 a"],
            &["100644"],
            &["77777777777777 a"],
        ] {
            assert_eq!(read(heads), None, "{heads:?}");
        }
        let whole = tree(&["100644 a", "100644 b"]);
        for length in (1..whole.len()).filter(|length| *length != whole.len() / 2) {
            assert!(strict_entries(&whole[..length], 20).is_none(), "{length}");
        }
    }

    #[test]
    fn what_an_entry_is_follows_from_the_kind_in_its_mode() {
        let of = |mode: u32| Entry { mode, name: b"a", id: ObjectId::from_bytes(&[7; 20]).unwrap(), length: 0 };
        assert!([0o040_000, 0o040_755].into_iter().all(|mode| of(mode).is_folder()));
        assert!([0o100_644, 0o100_600, 0o100_777].into_iter().all(|mode| of(mode).is_file()));
        assert_eq!(of(0o120_777).kind(), TreeFileKind::Link);
        for mode in [0o160_000, 0o060_000, 0, 0o644] {
            assert_eq!(of(mode).kind(), TreeFileKind::Module, "{mode:o}");
        }
    }
}
