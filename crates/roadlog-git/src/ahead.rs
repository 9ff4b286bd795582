//! What files become from commit to commit, found out file by file before the commits are gone through one by one.
//!
//! Git keeps most versions of a file as what differs from the next one. Versions of one file in a row are read at little cost;
//! where those of twenty files follow each other, each is put together again from one that is whole.

use roadlog_syntax::Edit;
use rustc_hash::FxHashMap;

use crate::difference;
use crate::error::GitError;
use crate::plans::Plans;
use crate::revision::Commit;
use crate::tree::{BlobId, TreeFile, TreeFileKind};

/// How many bytes of edits are kept; what is more is found out when it is asked for.
const MOST: usize = 64 << 20;

/// How versions of files become others, until somebody asks.
#[derive(Default)]
pub(crate) struct Ahead(FxHashMap<(BlobId, BlobId), Vec<Edit>>);

impl Ahead {
    /// The edits that make one version another, one after the other, where they are known. Both are UTF-8.
    pub(crate) fn take(&mut self, from: BlobId, to: BlobId) -> Option<Vec<Edit>> {
        self.0.remove(&(from, to))
    }
}

impl Plans<'_> {
    /// Reads what differs between commits, each given with another one whose plan will be made from its own, in the order in
    /// which they will be gone through. It changes nothing but the time that this takes, and what cannot be read is told of
    /// then.
    ///
    /// # Errors
    /// The files of a commit cannot be listed.
    pub fn read_ahead<'c>(
        &mut self,
        steps: impl IntoIterator<Item = (&'c Commit, &'c Commit)>,
    ) -> Result<(), GitError> {
        let mut by_path: FxHashMap<String, Vec<(BlobId, BlobId)>> = FxHashMap::default();
        for (from, to) in steps {
            let (from, to) = (self.list_commit(from)?, self.list_commit(to)?);
            let blobs: FxHashMap<&str, BlobId> = from.files().iter().filter_map(blob).collect();
            for (path, to) in to.files().iter().filter_map(blob) {
                if let Some(from) = blobs.get(path).filter(|from| **from != to) {
                    by_path.entry(path.to_owned()).or_default().push((*from, to));
                }
            }
        }
        let mut room = MOST;
        for steps in by_path.into_values() {
            self.read_file_ahead(&steps, &mut room);
        }
        Ok(())
    }

    fn read_file_ahead(&mut self, steps: &[(BlobId, BlobId)], room: &mut usize) {
        let mut last: Option<(BlobId, String)> = None;
        for &(from, to) in steps {
            let before = last.take().filter(|(blob, _)| *blob == from).or_else(|| self.text(from));
            let Some(after) = self.text(to) else { continue };
            if let Some((_, before)) = before {
                let edits = difference::edits(&before, &after.1);
                let size: usize = edits.iter().map(|edit| edit.text.len() + size_of::<Edit>()).sum();
                if size > *room {
                    return;
                }
                *room -= size;
                self.ahead.0.insert((from, to), edits);
            }
            last = Some(after);
        }
    }

    /// A version of a file, where it is here and UTF-8.
    fn text(&mut self, blob: BlobId) -> Option<(BlobId, String)> {
        let bytes = self.reader().content(blob).ok()?;
        Some((blob, String::from_utf8(bytes).ok()?))
    }
}

fn blob(file: &TreeFile) -> Option<(&str, BlobId)> {
    match file.kind {
        TreeFileKind::File(blob) => Some((&file.path, blob)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use roadlog_testkit::Repository as Made;

    use super::*;
    use crate::plans::Revision;
    use crate::testing::both;

    const MARIA: &str = "Maria Kovač <maria@shop.example>";

    /// The files of a plan, with what stands in them.
    fn files(revision: &Revision) -> Vec<(String, Vec<u8>)> {
        let files = revision.plan.files().map(|(_, file)| (file.path().to_owned(), file.document().bytes().to_vec()));
        let mut files: Vec<_> = files.collect();
        files.sort();
        files
    }

    #[test]
    fn what_was_read_ahead_makes_the_plans_that_are_made_without_it() {
        let mut made = Made::new();
        let versions: [&[(&str, &[u8])]; 6] = [
            &[("a.backlog", b"story PAY-1 Pay\n\nstory PAY-2 Log in\n"), ("b.backlog", b"story OPS-1 Run\n")],
            &[("a.backlog", b"story PAY-1 Pay\n  points: 3\n\nstory PAY-2 Log in\n")],
            &[("b.backlog", b"story OPS-1 Run\n  points: 1\n"), ("notes.txt", b"No plan\n")],
            &[("a.backlog", b"story PAY-1 P\xffy\n")],
            &[("a.backlog", b"story PAY-1 Pay\n"), ("roadlog.toml", b"[workspace]\nexclude = [\"b*\"]\n")],
            &[("a.backlog", b"story PAY-1 Pay it\n"), ("b.backlog", b"")],
        ];
        for (number, version) in versions.iter().enumerate() {
            for (path, bytes) in *version {
                std::fs::write(made.path().join(path), bytes).unwrap();
            }
            made.commit(MARIA, &format!("Version {number}"));
        }
        let known = both(&made.path(), |it| {
            let mut commits = it.between(&[], it.commit("HEAD").unwrap()).unwrap();
            commits.reverse();
            let (mut plans, mut plainly) = (Plans::new(it, "").unwrap(), Plans::new(it, "").unwrap());
            plans.read_ahead(commits.iter().zip(&commits[1..])).unwrap();
            let known = plans.ahead.0.len();
            let mut near: Option<Revision> = None;
            for commit in &commits {
                let revision = plans.of_commit(commit, near.as_ref()).unwrap();
                assert_eq!(files(&revision), files(&plainly.of_commit(commit, None).unwrap()), "{}", commit.subject);
                near = Some(revision);
            }
            (known, plans.ahead.0.len())
        });
        // What became of the file is not asked for where it is excluded.
        assert_eq!(known, (4, 1));
    }
}
