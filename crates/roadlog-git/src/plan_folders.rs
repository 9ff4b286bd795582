//! Where in a repository plans lie: each below the outermost roadlog.toml, or below one that makes its folder a workspace
//! of its own.

use roadlog_workspace::{CONFIG_NAME, LONGEST_CONFIG};

use crate::error::GitError;
use crate::repository::Repository;
use crate::revision::{CommitId, Reader};
use crate::tree::{TreeFile, TreeFileKind};

impl Repository {
    /// The folders of the plans that a commit has, from the top of the repository, parted by `/`, in order; the top itself
    /// is empty. There are none where no roadlog.toml is.
    ///
    /// # Errors
    /// Something of the commit is not here, or cannot be read.
    pub fn plan_folders(&self, commit: CommitId) -> Result<Vec<String>, GitError> {
        let mut reader = self.reader()?;
        let commit = reader.commit(commit)?;
        let files = reader.files(&commit, &is_config)?;
        folders(&files, &mut reader)
    }

    /// A plan that one commit has in `folder` or below it, and the folder in which another commit has a roadlog.toml above
    /// that of the plan, which has become a part of what lies there.
    ///
    /// # Errors
    /// Something of the commits is not here, or cannot be read.
    pub fn plan_taken_over(
        &self,
        folder: &str,
        before: CommitId,
        after: CommitId,
    ) -> Result<Option<(String, String)>, GitError> {
        let mut reader = self.reader()?;
        let commit = reader.commit(before)?;
        // Nothing stands above the top, and that is where most plans lie: no other folder is read for them.
        if reader.file_at(&commit, CONFIG_NAME)?.is_some() {
            return Ok(None);
        }
        let mut plans = self.plan_folders(before)?;
        plans.retain(|plan| plan == folder || is_below(plan, folder));
        let now = if plans.is_empty() { Vec::new() } else { self.plan_folders(after)? };
        let mut taken = plans.into_iter().filter(|plan| !now.contains(plan));
        let with_above = |plan: String| {
            let above = now.iter().find(|folder| is_below(&plan, folder))?;
            Some((plan, above.clone()))
        };
        Ok(taken.find_map(with_above))
    }

    /// The same of what the next commit would hold.
    ///
    /// # Errors
    /// The index, or something of it, cannot be read.
    pub fn plan_folders_of_index(&self) -> Result<Vec<String>, GitError> {
        folders(&self.index(&is_config)?, &mut self.reader()?)
    }
}

fn is_config(path: &str) -> bool {
    path.rsplit('/').next() == Some(CONFIG_NAME)
}

/// The folders of those of these files that are no part of another's plan.
fn folders(configs: &[TreeFile], reader: &mut Reader<'_>) -> Result<Vec<String>, GitError> {
    let folder = |file: &TreeFile| file.path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    let mut configs: Vec<_> = configs.iter().map(|file| (folder(file), file.kind)).collect();
    configs.sort_by_key(|(folder, _)| folder.len());
    let mut found: Vec<String> = Vec::new();
    for (folder, kind) in configs {
        let is_within = found.iter().any(|above| is_below(&folder, above));
        if !is_within || declares_root(kind, reader)? {
            found.push(folder);
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// Whether a folder lies in another one; the top holds all others.
fn is_below(folder: &str, above: &str) -> bool {
    folder != above && (above.is_empty() || folder.strip_prefix(above).is_some_and(|rest| rest.starts_with('/')))
}

fn declares_root(kind: TreeFileKind, reader: &mut Reader<'_>) -> Result<bool, GitError> {
    let TreeFileKind::File(blob) = kind else { return Ok(false) };
    let text = reader.content(blob)?;
    let is_short = text.len() as u64 <= LONGEST_CONFIG;
    Ok(is_short && std::str::from_utf8(&text).is_ok_and(roadlog_config::declares_root))
}

#[cfg(test)]
mod tests {
    use roadlog_testkit::Repository as Made;

    use crate::testing::both;

    const ROOT: &str = "[workspace]\nroot = true\n";

    /// The folders of the plans in a repository with these files, of the commit and of the index.
    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let mut made = Made::new();
        made.write("readme", "x");
        for (path, text) in files {
            made.write(path, text);
        }
        made.commit("Li Wei <li@shop.example>", "Add");
        both(&made.path(), |it| {
            let of_commit = it.plan_folders(it.head().unwrap().unwrap()).unwrap();
            assert_eq!(it.plan_folders_of_index().unwrap(), of_commit);
            of_commit
        })
    }

    #[test]
    fn without_a_roadlog_toml_no_folder_is_known_to_hold_a_plan() {
        assert_eq!(found(&[("a/x.backlog", "")]), [""; 0]);
    }

    #[test]
    fn the_outermost_roadlog_toml_says_where_a_plan_lies() {
        assert_eq!(found(&[("roadlog.toml", ""), ("a/roadlog.toml", "")]), [""]);
        assert_eq!(found(&[("docs/plan/roadlog.toml", ""), ("docs/plan/deep/down/roadlog.toml", "")]), ["docs/plan"]);
    }

    #[test]
    fn plans_that_lie_side_by_side_are_several() {
        let files = [("b/roadlog.toml", ""), ("a/roadlog.toml", ""), ("ab/roadlog.toml", ""), ("a/b/roadlog.toml", "")];
        assert_eq!(found(&files), ["a", "ab", "b"]);
    }

    /// What becomes of a plan in `a/b` when these files come.
    fn taken_over(files: &[(&str, &str)]) -> Option<(String, String)> {
        let mut made = Made::new();
        made.write("a/b/roadlog.toml", "");
        made.commit("Li Wei <li@shop.example>", "Begin");
        for (path, text) in files {
            made.write(path, text);
        }
        made.commit("Li Wei <li@shop.example>", "Add");
        both(&made.path(), |it| {
            let commit = |revision: &str| it.commit(revision).unwrap();
            let [of_it, of_all, of_another] =
                ["a/b", "", "c"].map(|of| it.plan_taken_over(of, commit("HEAD^"), commit("HEAD")).unwrap());
            assert_eq!((&of_all, of_another), (&of_it, None));
            of_it
        })
    }

    #[test]
    fn a_roadlog_toml_above_that_of_a_plan_takes_it_over() {
        let by = |folder: &str| Some(("a/b".to_owned(), folder.to_owned()));
        assert_eq!(taken_over(&[("roadlog.toml", "")]), by(""));
        assert_eq!(taken_over(&[("a/roadlog.toml", "")]), by("a"));
        assert_eq!(taken_over(&[("x", ""), ("a/c/roadlog.toml", ""), ("a/b/c/roadlog.toml", "")]), None);
        assert_eq!(taken_over(&[("roadlog.toml", ""), ("a/b/roadlog.toml", ROOT)]), None);
    }

    #[test]
    fn a_folder_that_says_to_be_a_workspace_of_its_own_is_one() {
        let files = [("roadlog.toml", ""), ("lab/roadlog.toml", ROOT), ("lab/a/roadlog.toml", "")];
        assert_eq!(found(&files), ["", "lab"]);
        assert_eq!(found(&[("roadlog.toml", ""), ("lab/roadlog.toml", "[workspace\nroot = true\n")]), [""]);
    }
}
