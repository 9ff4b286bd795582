//! The ids that the plan files on all branches give to their items.

use roadlog_model::TakenIds;
use rustc_hash::FxHashSet;

use crate::backend::{Backend, Objects};
use crate::commit;
use crate::error::GitError;
use crate::object::ObjectId;
use crate::tree::{DEEPEST, entries};

/// Reads the plan files of every branch: each commit, folder and file once, however many branches share it.
pub(crate) fn taken(backend: &dyn Backend, is_plan: &dyn Fn(&str) -> bool) -> Result<TakenIds, GitError> {
    let mut objects = backend.objects()?;
    let mut search =
        Search { objects: &mut *objects, is_plan, seen: FxHashSet::default(), files: FxHashSet::default() };
    let tips: FxHashSet<ObjectId> = backend.tips(&["refs/heads", "refs/remotes"])?.into_iter().collect();
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
                // Links, other repositories and names that are not UTF-8 are no files of a plan.
                let Ok(name) = std::str::from_utf8(entry.name) else { continue };
                let below = format!("{path}{name}");
                if entry.is_folder() {
                    open.push((entry.id, below + "/", depth + 1));
                } else if entry.is_file() && (self.is_plan)(&below) {
                    self.files.insert(entry.id);
                }
            }
        }
        Ok(())
    }
}
