//! Two plans without the files that are the same in both: what changed is found without reading the rest.

use rustc_hash::FxHashSet;

use crate::error::GitError;
use crate::plans::{Listing, Plans, Revision, decides};
use crate::tree::{TreeFile, TreeFileKind};

impl Plans<'_> {
    /// The plans of two listings, neither with the files that are the same in both; `None` where only whole plans can be
    /// compared, as other files decide what belongs to them.
    ///
    /// # Errors
    /// Something of them is not here, or cannot be read.
    pub fn of_differing(&mut self, before: &Listing, after: &Listing) -> Result<Option<[Revision; 2]>, GitError> {
        let deciding =
            |listing: &Listing| listing.files().iter().filter(|file| decides(file)).cloned().collect::<Vec<_>>();
        if deciding(before) != deciding(after) || self.reads_others(before)? {
            return Ok(None);
        }
        let shared: FxHashSet<&TreeFile> = before.files().iter().collect();
        let shared: FxHashSet<&TreeFile> = after.files().iter().filter(|file| shared.contains(file)).collect();
        // What is no file is told of, wherever it stands.
        let is_kept =
            |file: &&TreeFile| decides(file) || !matches!(file.kind, TreeFileKind::File(_)) || !shared.contains(file);
        let kept = |listing: &Listing| Listing::of(listing.files().iter().filter(is_kept).cloned());
        let (before, after) = (kept(before), kept(after));
        let before = self.of(before, None)?;
        let after = self.of(after, Some(&before))?;
        Ok(Some([before, after]))
    }
}

#[cfg(test)]
mod tests {
    use roadlog_testkit::Repository as Made;

    use super::*;
    use crate::testing::both;

    const MARIA: &str = "Maria Kovač <maria@shop.example>";

    /// The paths of the plan files at both ends of the last commit that are read to compare them; nothing where all are.
    fn read(made: &Made) -> Option<[Vec<String>; 2]> {
        both(&made.path(), |it| {
            let mut plans = Plans::new(it, "").unwrap();
            let [before, after] = ["HEAD~1", "HEAD"].map(|revision| {
                let commit = plans.reader().commit(it.commit(revision).unwrap()).unwrap();
                plans.list_commit(&commit).unwrap()
            });
            let paths = |revision: Revision| revision.plan.files().map(|(_, file)| file.path().to_owned()).collect();
            plans.of_differing(&before, &after).unwrap().map(|both| both.map(paths))
        })
    }

    #[test]
    fn a_file_that_is_the_same_in_both_is_not_read() {
        let mut made = Made::new();
        made.write("a.backlog", "story PAY-1 Pay\n");
        made.write("b.backlog", "story OPS-1 Run\n");
        made.write("c.backlog", "story WEB-1 Show\n");
        made.commit(MARIA, "First");
        made.write("a.backlog", "story PAY-1 Pay\n  points: 3\n");
        made.write("d.backlog", "story APP-1 Tap\n");
        made.git(&["rm", "--quiet", "c.backlog"]);
        made.commit(MARIA, "Second");
        let paths = |paths: [&str; 2]| paths.map(str::to_owned).to_vec();
        assert_eq!(read(&made), Some([paths(["a.backlog", "c.backlog"]), paths(["a.backlog", "d.backlog"])]));
    }

    #[test]
    fn plans_are_compared_whole_where_what_belongs_to_them_may_differ() {
        let mut made = Made::new();
        made.write("a.backlog", "story PAY-1 Pay\n");
        made.commit(MARIA, "First");
        made.write("roadlog.toml", "[workspace]\nreads = [\"../goals\"]\n");
        made.commit(MARIA, "Second");
        assert_eq!(read(&made), None);
        made.write("a.backlog", "story PAY-1 Pay it\n");
        made.commit(MARIA, "Third");
        assert_eq!(read(&made), None, "what is read beside the plan may be missing");
    }
}
