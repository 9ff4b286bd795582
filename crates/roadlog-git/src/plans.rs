//! The plans of commits and of the index, made from git's objects alone.
//!
//! A plan is made from a similar one where there is one: what the two share is neither read nor parsed again.

use std::sync::Arc;

use roadlog_config::{FileProblem, WorkspaceFiles};
use roadlog_model::{FileInput, FileUpdate, Plan};
use roadlog_workspace::{
    CONFIG_NAME, ReadProblem, RootConfig, Tracked, TrackedFile, TrackedKind, TrackedPlanFile, configuration,
    may_be_tracked, tracked,
};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::Repository;
use crate::ahead::Ahead;
use crate::difference;
use crate::error::GitError;
use crate::object::ObjectId;
use crate::repository::Merge;
use crate::revision::{Commit, Reader};
use crate::tree::{BlobId, TreeFile, TreeFileKind};

/// The plan of a commit or of the index.
#[derive(Clone, Debug)]
pub struct Revision {
    /// The plan.
    pub plan: Arc<Plan>,
    /// Every roadlog.toml of the workspace itself: path and text.
    pub configs: Arc<[(String, String)]>,
    /// What each roadlog.toml by itself has wrong.
    pub config_problems: Arc<[FileProblem]>,
    /// The folders of `reads` that are not in the repository.
    pub missing_reads: Arc<[String]>,
    /// What stands in the place of a plan file or a roadlog.toml and is not read.
    pub problems: Arc<[ReadProblem]>,
    /// The .mailmap at the top, where there is one.
    pub mailmap: Option<BlobId>,
    /// What of the repository may matter to the plan.
    listing: Arc<[TreeFile]>,
    /// The plan files, by their path in the workspace.
    blobs: Arc<FxHashMap<String, (TrackedPlanFile, BlobId)>>,
}

/// What of a commit or of the index may matter to a plan. Where two are equal, so are the plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing(Arc<[TreeFile]>);

impl Listing {
    pub(crate) fn of(files: impl Iterator<Item = TreeFile>) -> Self {
        Self(files.collect())
    }

    pub(crate) fn files(&self) -> &[TreeFile] {
        &self.0
    }
}

/// The files of a plan that git cannot merge, by their paths from the top of the repository.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conflicts {
    /// Those that hold the markers of git, where both sides changed the same lines.
    pub marked: Vec<String>,
    /// Those that cannot hold them, as what one side deleted and the other one changed.
    pub other: Vec<String>,
}

impl Revision {
    /// Whether the workspace has a roadlog.toml.
    pub fn has_config(&self) -> bool {
        self.configs.iter().any(|(path, _)| path == CONFIG_NAME)
    }

    /// What of the repository may matter to the plan. Where two are equal, so are the plans.
    pub fn listing(&self) -> Listing {
        Listing(Arc::clone(&self.listing))
    }

    /// The content of a plan file in git's store, by its path in the workspace.
    pub fn blob(&self, path: &str) -> Option<BlobId> {
        self.blobs.get(path).map(|(_, blob)| *blob)
    }

    /// Whether another one has the same plan and the same people, file by file. What is not read is never the same.
    pub fn is_same_plan(&self, other: &Self) -> bool {
        let has_it = |(path, (_, blob)): (&String, &(TrackedPlanFile, BlobId))| other.blob(path) == Some(*blob);
        let is_read = self.problems.is_empty() && other.problems.is_empty();
        let has_all = self.blobs.len() == other.blobs.len() && self.blobs.iter().all(has_it);
        is_read && has_all && self.configs == other.configs && self.mailmap == other.mailmap
    }
}

/// Reads the plans of one workspace in a repository.
pub struct Plans<'r> {
    repository: &'r Repository,
    reader: Reader<'r>,
    folder: String,
    /// The patterns of the roadlog.toml that was read last, by which folders are listed.
    settings: (Option<BlobId>, WorkspaceFiles),
    /// That roadlog.toml itself.
    root: RootConfig,
    pub(crate) ahead: Ahead,
}

impl std::fmt::Debug for Plans<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Plans").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl<'r> Plans<'r> {
    /// Reads the plans of the workspace in `folder`, which is named from the top of the repository, its parts parted by
    /// `/`; empty for the top itself.
    ///
    /// # Errors
    /// The store cannot be opened.
    pub fn new(repository: &'r Repository, folder: &str) -> Result<Self, GitError> {
        let settings = (None, WorkspaceFiles::default());
        let (reader, folder) = (repository.reader()?, folder.to_owned());
        Ok(Self { repository, reader, folder, settings, root: RootConfig::default(), ahead: Ahead::default() })
    }

    /// The reader of commits and files.
    pub fn reader(&mut self) -> &mut Reader<'r> {
        &mut self.reader
    }

    /// The plan of a commit, made from that of `near` where that is given: the nearer the two are, the less is read.
    ///
    /// # Errors
    /// Something of it is not here, or cannot be read.
    pub fn of_commit(&mut self, commit: &Commit, near: Option<&Revision>) -> Result<Revision, GitError> {
        let listing = self.list_commit(commit)?;
        self.of(listing, near)
    }

    /// The plan of a merge that nobody has made yet, whose repository this reads, and what of it git cannot merge.
    ///
    /// # Errors
    /// Something of it is not here, or cannot be read.
    pub fn of_merge(&mut self, merge: &Merge, near: Option<&Revision>) -> Result<(Revision, Conflicts), GitError> {
        let listing = self.list_tree(merge.tree)?;
        let mut conflicts = Conflicts::default();
        for path in merge.conflicts.iter().filter(|path| is_wanted(&self.folder, &self.settings.1, path)) {
            let file = listing.0.iter().find(|file| file.path == **path).map(|file| file.kind);
            let is_marked = match file {
                Some(TreeFileKind::File(blob)) => has_markers(&self.reader.content(blob)?),
                _ => false,
            };
            let paths = if is_marked { &mut conflicts.marked } else { &mut conflicts.other };
            paths.push(path.clone());
        }
        Ok((self.of(listing, near)?, conflicts))
    }

    /// The plan of the index: what the next commit would hold.
    ///
    /// # Errors
    /// The index, or something of it, cannot be read.
    pub fn of_index(&mut self, near: Option<&Revision>) -> Result<Revision, GitError> {
        let listing = self.list_index()?;
        self.of(listing, near)
    }

    /// What of a commit may matter to the plan.
    ///
    /// # Errors
    /// Something of it is not here, or cannot be read.
    pub fn list_commit(&mut self, commit: &Commit) -> Result<Listing, GitError> {
        self.list_tree(commit.tree)
    }

    fn list_tree(&mut self, tree: ObjectId) -> Result<Listing, GitError> {
        let path = self.path_of_config();
        let config = self.reader.file_of(tree, &path)?;
        self.take_settings(config)?;
        let (folder, settings) = (&self.folder, &self.settings.1);
        Ok(Listing(self.reader.files_of(tree, &|path| is_wanted(folder, settings, path))?))
    }

    /// What of the index may matter to the plan.
    ///
    /// # Errors
    /// The index, or something of it, cannot be read.
    pub fn list_index(&mut self) -> Result<Listing, GitError> {
        let path = self.path_of_config();
        // The configuration decides what else is wanted, and is nearly always the one that is known already.
        let index = self.repository.index(&|_| true)?;
        self.take_settings(index.iter().find(|file| file.path == path).map(|file| file.kind))?;
        let (folder, settings) = (&self.folder, &self.settings.1);
        Ok(Listing(index.into_iter().filter(|file| is_wanted(folder, settings, &file.path)).collect()))
    }

    /// Whether the index differs from a commit, or from nothing before the first one, in what may matter to the plan and in
    /// nothing else.
    ///
    /// # Errors
    /// The index or the commit cannot be read.
    pub fn stages_only_the_plan(&mut self, head: Option<&Commit>) -> Result<bool, GitError> {
        // The listing of everything must not be taken for one of the plan, nor the other way round.
        self.list_index()?;
        self.reader.forget_listings();
        let committed = head.map(|head| self.reader.files(head, &|_| true)).transpose()?.unwrap_or_default();
        self.reader.forget_listings();
        let staged = self.repository.index(&|_| true)?;
        let (before, after): (FxHashSet<_>, FxHashSet<_>) = (committed.iter().collect(), staged.iter().collect());
        let mut differing = before.symmetric_difference(&after);
        Ok(differing.all(|file| is_wanted(&self.folder, &self.settings.1, &file.path)))
    }

    /// The plan of what was listed.
    ///
    /// # Errors
    /// Something of it is not here, or cannot be read.
    pub fn of(&mut self, listing: Listing, near: Option<&Revision>) -> Result<Revision, GitError> {
        self.planned(listing.0, near)
    }

    /// Whether the workspace of a listing reads others beside it.
    pub(crate) fn reads_others(&mut self, listing: &Listing) -> Result<bool, GitError> {
        let path = self.path_of_config();
        self.take_settings(listing.files().iter().find(|file| file.path == path).map(|file| file.kind))?;
        Ok(!self.settings.1.reads().is_empty())
    }

    fn path_of_config(&self) -> String {
        if self.folder.is_empty() { CONFIG_NAME.to_owned() } else { format!("{}/{CONFIG_NAME}", self.folder) }
    }

    /// Reads the patterns of the workspace's own roadlog.toml, unless they are those that were read last.
    fn take_settings(&mut self, config: Option<TreeFileKind>) -> Result<(), GitError> {
        let blob = if let Some(TreeFileKind::File(blob)) = config { Some(blob) } else { None };
        if self.settings.0 == blob {
            return Ok(());
        }
        self.root = match blob {
            Some(blob) => RootConfig::of(&self.reader.content(blob)?),
            None => RootConfig::default(),
        };
        self.settings = (blob, self.root.workspace_files());
        // Which files are listed has changed.
        self.reader.forget_listings();
        Ok(())
    }

    fn planned(&mut self, listing: Arc<[TreeFile]>, near: Option<&Revision>) -> Result<Revision, GitError> {
        let Some(near) = near.filter(|near| decide_alike(&near.listing, &listing)) else { return self.fresh(listing) };
        if near.listing == listing {
            return Ok(Revision { listing, ..near.clone() });
        }
        let (blobs, problems) = if same_paths(&near.listing, &listing) {
            (same_files(near, &listing), Arc::clone(&near.problems))
        } else {
            let tracked = self.tracked(&listing)?;
            if *near.missing_reads != *tracked.missing_reads {
                return self.fresh(listing);
            }
            (blobs_of(&tracked.files, &listing), tracked.problems.into())
        };
        let Some(plan) = self.changed(near, &blobs)? else { return self.fresh(listing) };
        let (blobs, mailmap) = (Arc::new(blobs), mailmap(&listing));
        Ok(Revision { plan, problems, mailmap, listing, blobs, ..near.clone() })
    }

    fn fresh(&mut self, listing: Arc<[TreeFile]>) -> Result<Revision, GitError> {
        let Tracked { configs, files, missing_reads, problems } = self.tracked(&listing)?;
        let texts = configs.iter().filter(|config| !config.foreign);
        let texts: Vec<_> = texts.map(|config| (config.path.clone(), config.text.clone())).collect();
        let (config, config_problems) = configuration(configs, !missing_reads.is_empty());
        let blobs = blobs_of(&files, &listing);
        let inputs = files.iter().filter_map(|file| blobs.get(&file.path));
        let inputs = inputs
            .map(|(file, blob)| Ok(input(file, self.reader.content(*blob)?)))
            .collect::<Result<Vec<_>, GitError>>()?;
        let plan = Plan::new(config, inputs).map_err(|(place, _)| too_large(files.get(place)))?;
        Ok(Revision {
            plan: Arc::new(plan),
            configs: texts.into(),
            config_problems: config_problems.into(),
            missing_reads: missing_reads.into(),
            problems: problems.into(),
            mailmap: mailmap(&listing),
            blobs: Arc::new(blobs),
            listing,
        })
    }

    fn tracked(&mut self, listing: &[TreeFile]) -> Result<Tracked, GitError> {
        let kind = |file: &TreeFile| match file.kind {
            TreeFileKind::File(_) => TrackedKind::File,
            TreeFileKind::Link => TrackedKind::Link,
            TreeFileKind::Module => TrackedKind::Module,
            TreeFileKind::NotUtf8 => TrackedKind::NotUtf8,
            TreeFileKind::Unmerged => TrackedKind::Unmerged,
        };
        let files: Vec<_> = listing.iter().map(|file| TrackedFile { path: &file.path, kind: kind(file) }).collect();
        tracked(&self.folder, &files, &self.root, &mut |place| match listing[place].kind {
            TreeFileKind::File(blob) => self.reader.content(blob),
            _ => Ok(Vec::new()),
        })
    }

    /// The plan of `near` with the files that differ from it; `None` where it cannot be made so.
    fn changed(
        &mut self,
        near: &Revision,
        blobs: &FxHashMap<String, (TrackedPlanFile, BlobId)>,
    ) -> Result<Option<Arc<Plan>>, GitError> {
        let mut plan = Arc::clone(&near.plan);
        for path in near.blobs.keys().filter(|path| !blobs.contains_key(*path)) {
            plan = Arc::new(plan.without_file(path));
        }
        let mut differing: Vec<_> = blobs.values().filter(|(file, now)| near.blob(&file.path) != Some(*now)).collect();
        differing.sort_unstable_by_key(|(file, _)| &file.path);
        let updates = differing.into_iter().map(|(file, blob)| self.update(&plan, near.blob(&file.path), file, *blob));
        let updates = updates.collect::<Result<Vec<_>, _>>()?;
        Ok(plan.with_updates(updates).ok().map(Arc::new))
    }

    /// What makes this version of a file of the one that the plan has; only what differs is parsed again.
    fn update(
        &mut self,
        plan: &Plan,
        from: Option<BlobId>,
        file: &TrackedPlanFile,
        blob: BlobId,
    ) -> Result<FileUpdate, GitError> {
        let edit = |edits| FileUpdate::Edit { path: file.path.clone(), edits };
        let old = earlier(plan, file);
        if let Some(edits) = from.filter(|_| old.is_some()).and_then(|from| self.ahead.take(from, blob)) {
            return Ok(edit(edits));
        }
        let bytes = self.reader.content(blob)?;
        let edits = old.zip(std::str::from_utf8(&bytes).ok()).map(|(old, new)| difference::edits(old, new));
        Ok(edits.map_or_else(|| FileUpdate::Put(input(file, bytes)), edit))
    }
}

/// The text of a file of the plan that edits may make another version of.
fn earlier<'p>(plan: &'p Plan, now: &TrackedPlanFile) -> Option<&'p str> {
    let (_, file) = plan.file_at(&now.path)?;
    let is_same_kind = file.is_archived() == now.archived && file.is_foreign() == now.foreign;
    // A damaged document is not what its text says.
    (is_same_kind && !file.document().is_damaged()).then(|| file.document().text())
}

fn input(file: &TrackedPlanFile, bytes: Vec<u8>) -> FileInput {
    FileInput { path: file.path.clone(), bytes, archived: file.archived, foreign: file.foreign }
}

fn has_markers(content: &[u8]) -> bool {
    content.split(|byte| *byte == b'\n').any(|line| line.starts_with(b"<<<<<<< "))
}

fn is_wanted(folder: &str, settings: &WorkspaceFiles, path: &str) -> bool {
    path == MAILMAP || may_be_tracked(folder, settings, path)
}

const MAILMAP: &str = ".mailmap";

fn mailmap(listing: &[TreeFile]) -> Option<BlobId> {
    let file = listing.iter().find(|file| file.path == MAILMAP)?;
    if let TreeFileKind::File(blob) = file.kind { Some(blob) } else { None }
}

/// Whether the files that decide what belongs to the plan, and what holds in it, are the same in both listings.
fn decide_alike(one: &[TreeFile], other: &[TreeFile]) -> bool {
    one.iter().filter(|file| decides(file)).eq(other.iter().filter(|file| decides(file)))
}

/// Whether what belongs to the plan, or what holds in it, depends on a file.
pub(crate) fn decides(file: &TreeFile) -> bool {
    matches!(file.path.rsplit('/').next(), Some(CONFIG_NAME | ".gitignore"))
}

/// Whether two listings differ in nothing but the content of files.
fn same_paths(one: &[TreeFile], other: &[TreeFile]) -> bool {
    let kind = |file: &TreeFile| std::mem::discriminant(&file.kind);
    let key = |file: &TreeFile| (file.path.clone(), kind(file));
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| key(one) == key(other))
}

/// The plan files of a listing that has the paths and kinds of that of `near`.
fn same_files(near: &Revision, listing: &[TreeFile]) -> FxHashMap<String, (TrackedPlanFile, BlobId)> {
    let files: Vec<_> = near.blobs.values().map(|(file, _)| file.clone()).collect();
    blobs_of(&files, listing)
}

fn blobs_of(files: &[TrackedPlanFile], listing: &[TreeFile]) -> FxHashMap<String, (TrackedPlanFile, BlobId)> {
    let blobs = files.iter().filter_map(|file| match listing[file.place].kind {
        TreeFileKind::File(blob) => Some((file.path.clone(), (file.clone(), blob))),
        _ => None,
    });
    blobs.collect()
}

fn too_large(file: Option<&TrackedPlanFile>) -> GitError {
    GitError::TooLarge { path: file.map_or_else(String::new, |file| file.path.clone()) }
}

#[cfg(test)]
mod tests {
    use roadlog_testkit::Repository as Made;

    use super::*;
    use crate::testing::both;

    const MARIA: &str = "Maria Kovač <maria@shop.example>";

    /// The items of a plan, each with its file.
    fn items(revision: &Revision) -> Vec<String> {
        let line = |item: roadlog_model::PlanItem<'_>| {
            format!("{} {} {}", item.file().path(), item.id().map_or("-", |id| id.as_str()), item.title())
        };
        let mut lines: Vec<_> = revision.plan.items().map(line).collect();
        lines.sort();
        lines
    }

    fn of(made: &Made, folder: &str, revision: &str) -> Vec<String> {
        both(&made.path(), |it| {
            let mut plans = Plans::new(it, folder).unwrap();
            let commit = plans.reader().commit(it.commit(revision).unwrap()).unwrap();
            items(&plans.of_commit(&commit, None).unwrap())
        })
    }

    #[test]
    fn a_commit_has_the_plan_of_its_workspace() {
        let mut made = Made::new();
        made.write("plans/roadlog.toml", "[workspace]\ninclude = [\"*.todo\"]\n");
        made.write("plans/shop.todo", "story PAY-1 Pay\n");
        made.write("plans/x.backlog", "story PAY-2 Not included\n");
        made.write("other.backlog", "story OPS-1 Run\n");
        made.commit(MARIA, "Add");
        assert_eq!(of(&made, "plans", "HEAD"), ["shop.todo PAY-1 Pay"]);
        assert_eq!(of(&made, "", "HEAD"), ["other.backlog OPS-1 Run", "plans/x.backlog PAY-2 Not included"]);
    }

    #[test]
    fn the_work_tree_is_never_read() {
        let mut made = Made::new();
        made.write("x.backlog", "story PAY-1 Committed\n");
        made.commit(MARIA, "Add");
        made.write("x.backlog", "story PAY-1 Staged\n");
        made.git(&["add", "--all"]);
        std::fs::remove_file(made.path().join("x.backlog")).unwrap();
        assert_eq!(of(&made, "", "HEAD"), ["x.backlog PAY-1 Committed"]);
        let staged = both(&made.path(), |it| items(&Plans::new(it, "").unwrap().of_index(None).unwrap()));
        assert_eq!(staged, ["x.backlog PAY-1 Staged"]);
    }

    #[test]
    fn a_plan_made_from_another_is_the_one_that_is_made_afresh() {
        let mut made = Made::new();
        let steps: [&[(&str, Option<&str>)]; 9] = [
            &[("a.backlog", Some("story PAY-1 Pay\n\nstory PAY-2 Späť\n")), ("b.backlog", Some("story OPS-1 Run\n"))],
            &[("a.backlog", Some("story PAY-1 Pay\n\nstory PAY-2 Späč\n"))],
            &[("b.backlog", None), ("c/b.backlog", Some("story OPS-1 Run\n"))],
            &[("a.backlog", Some("\u{feff}story PAY-1 Pay\r\n"))],
            &[("a.backlog", Some("story PAY-1 Pay\n"))],
            &[("roadlog.toml", Some("[workspace]\nexclude = [\"c/**\"]\n"))],
            &[("roadlog.toml", None)],
            &[(".gitignore", Some("c/\n"))],
            &[(".mailmap", Some("Li <li@shop.example> <li@old.example>\n"))],
        ];
        for step in steps {
            for (path, content) in step {
                match content {
                    Some(content) => made.write(path, content),
                    None => std::fs::remove_file(made.path().join(path)).unwrap(),
                }
            }
            made.git(&["add", "--all", "--force"]);
            made.commit(MARIA, "Change");
        }
        let count = both(&made.path(), |it| {
            let mut plans = Plans::new(it, "").unwrap();
            let commits = it.between(&[], it.commit("HEAD").unwrap()).unwrap();
            let mut last: Option<Revision> = None;
            for commit in &commits {
                let made_from = plans.of_commit(commit, last.as_ref()).unwrap();
                let fresh = plans.of_commit(commit, None).unwrap();
                assert_eq!(items(&made_from), items(&fresh), "{}", commit.subject);
                assert_eq!(made_from.configs, fresh.configs);
                assert_eq!(made_from.mailmap, fresh.mailmap);
                last = Some(made_from);
            }
            commits.len()
        });
        assert_eq!(count, steps.len());
    }

    #[test]
    fn what_is_no_file_in_a_plan_s_place_is_a_problem_and_no_plan() {
        let mut made = Made::new();
        made.write("x.backlog", "story PAY-1 Pay\n");
        #[cfg(unix)]
        std::os::unix::fs::symlink("x.backlog", made.path().join("y.backlog")).unwrap();
        made.commit(MARIA, "Add");
        let (found, problems) = both(&made.path(), |it| {
            let mut plans = Plans::new(it, "").unwrap();
            let commit = plans.reader().commit(it.commit("HEAD").unwrap()).unwrap();
            let revision = plans.of_commit(&commit, None).unwrap();
            (items(&revision), revision.problems.iter().map(ToString::to_string).collect::<Vec<_>>())
        });
        assert_eq!(found, ["x.backlog PAY-1 Pay"]);
        assert!(problems.len() == 1 && problems[0].starts_with("y.backlog is a symbolic link"), "{problems:?}");
    }
}
