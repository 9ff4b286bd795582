//! The ids that the plan files on all branches give to their items.

use roadlog_model::TakenIds;
use rustc_hash::FxHashSet;

use crate::backend::{Backend, Objects};
use crate::commit;
use crate::error::GitError;
use crate::object::ObjectId;

/// How deep folders may lie in each other: deeper than any file system lets them.
const DEEPEST: usize = 2048;

/// Reads the plan files of every branch: each commit, folder and file once, however many branches share it.
pub(crate) fn taken(backend: &dyn Backend, is_plan: &dyn Fn(&str) -> bool) -> Result<TakenIds, GitError> {
    let mut objects = backend.objects()?;
    let mut search =
        Search { objects: &mut *objects, is_plan, seen: FxHashSet::default(), files: FxHashSet::default() };
    let tips: FxHashSet<ObjectId> = backend.branch_tips()?.into_iter().collect();
    for tip in tips {
        let tree = search.objects.read(tip)?.and_then(|commit| commit::tree(&commit));
        if let Some(tree) = tree {
            search.folder(tree)?;
        }
    }
    let Search { objects, files, .. } = search;
    let mut taken = TakenIds::default();
    for file in files {
        if let Some(bytes) = objects.read(file)? {
            add(&mut taken, bytes);
        }
    }
    Ok(taken)
}

/// Adds the ids of the items of a file.
fn add(taken: &mut TakenIds, bytes: Vec<u8>) {
    let Ok(document) = roadlog_syntax::parse(bytes) else { return };
    for id in document.items().filter_map(|item| item.id_text()?.parse().ok()) {
        taken.insert(id);
    }
}

/// A search through the folders of branches.
struct Search<'s> {
    objects: &'s mut dyn Objects,
    is_plan: &'s dyn Fn(&str) -> bool,
    /// Folders looked through already. Which files count depends on their path.
    seen: FxHashSet<(ObjectId, String)>,
    files: FxHashSet<ObjectId>,
}

impl Search<'_> {
    /// Looks through a tree and those below it.
    fn folder(&mut self, tree: ObjectId) -> Result<(), GitError> {
        let mut open = vec![(tree, String::new(), 0)];
        while let Some((tree, path, depth)) = open.pop() {
            if depth > DEEPEST || !self.seen.insert((tree, path.clone())) {
                continue;
            }
            let Some(content) = self.objects.read(tree)? else { continue };
            for entry in entries(&content, tree.bytes().len()) {
                let below = format!("{path}{}", entry.name);
                match entry.kind {
                    EntryKind::Folder => open.push((entry.id, below + "/", depth + 1)),
                    EntryKind::File if (self.is_plan)(&below) => {
                        self.files.insert(entry.id);
                    }
                    EntryKind::File => {}
                }
            }
        }
        Ok(())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum EntryKind {
    Folder,
    File,
}

/// An entry of a tree.
struct Entry<'t> {
    kind: EntryKind,
    name: &'t str,
    id: ObjectId,
}

/// The files and folders of a tree: `MODE NAME`, a NUL and the id's bytes, again and again. Links, other repositories
/// and names that are not UTF-8 are no files of a plan.
fn entries(content: &[u8], id_length: usize) -> impl Iterator<Item = Entry<'_>> {
    let mut rest = content;
    let next = move || {
        let end = rest.iter().position(|byte| *byte == 0)?;
        let (head, tail) = (&rest[..end], &rest[end + 1..]);
        let (id, after) = tail.split_at_checked(id_length)?;
        rest = after;
        Some((head, id))
    };
    std::iter::from_fn(next).filter_map(|(head, id)| {
        let (mode, name) = std::str::from_utf8(head).ok()?.split_once(' ')?;
        let kind = match mode {
            "40000" | "040000" => EntryKind::Folder,
            "100644" | "100755" | "100664" => EntryKind::File,
            _ => return None,
        };
        Some(Entry { kind, name, id: ObjectId::from_bytes(id)? })
    })
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
        content.extend_from_slice(b"100644 \xff.backlog\0");
        content.extend_from_slice(&id);
        let names = |content: &[u8]| entries(content, 20).map(|entry| entry.name.to_owned()).collect::<Vec<_>>();
        assert_eq!(names(&content), ["a.backlog", "plans", "b\nc"]);
        for length in 0..content.len() {
            assert!(names(&content[..length]).len() <= 3);
        }
    }
}
