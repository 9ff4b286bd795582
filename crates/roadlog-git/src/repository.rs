//! The repository around a folder, and what can be asked of it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::path::{Path, PathBuf};

use roadlog_model::TakenIds;
use rustc_hash::FxHashMap;

use crate::ancestry::Ancestry;
use crate::authors::{Author, Tally};
use crate::backend::{Backend, Merged, Side};
use crate::branches;
use crate::error::GitError;
use crate::identity::{Identity, text};
use crate::library::{Library, Opened};
use crate::mailmap::Mailmap;
use crate::names;
use crate::object::ObjectId;
use crate::program::Program;
use crate::revision::{Commit, CommitId, Reader};
use crate::tree::TreeFile;

/// A git repository.
pub struct Repository {
    backend: Box<dyn Backend + Send>,
}

impl std::fmt::Debug for Repository {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Repository").field("work_tree", &self.work_tree()).finish_non_exhaustive()
    }
}

impl Repository {
    /// The repository that `folder` lies in, if it lies in one. Where libgit2 cannot open it, the `git` program does.
    ///
    /// # Errors
    /// There is one that cannot be opened: it is damaged, belongs to somebody whom git does not trust, or needs the
    /// `git` program, which is not there.
    pub fn discover(folder: &Path) -> Result<Option<Self>, GitError> {
        match Library::open(folder) {
            Opened::Repository(library) => Ok(Some(Self { backend: Box::new(library) })),
            Opened::Nowhere => Ok(None),
            Opened::Refused(reason) => Program::open(folder, &reason).map(|it| Some(Self { backend: Box::new(it) })),
        }
    }

    /// The repository that a program works on which git has started, as a hook: git names it, the index and the store
    /// in the environment, and those are used. Without such names it is the repository that `folder` lies in.
    ///
    /// # Errors
    /// As [`Repository::discover`].
    pub fn of_hook(folder: &Path) -> Result<Option<Self>, GitError> {
        match Library::open_from_environment(folder) {
            Opened::Repository(library) => Ok(Some(Self { backend: Box::new(library) })),
            Opened::Nowhere => Ok(None),
            Opened::Refused(reason) => {
                Program::open_from_environment(folder, &reason).map(|it| Some(Self { backend: Box::new(it) }))
            }
        }
    }

    /// The same repository, opened by the `git` program whatever libgit2 says to it.
    #[cfg(test)]
    pub(crate) fn by_program(folder: &Path) -> Self {
        Self { backend: Box::new(Program::open(folder, "").expect("a test repository can be opened")) }
    }

    /// The top of the work tree, which a bare repository has none of.
    pub fn work_tree(&self) -> Option<&Path> {
        self.backend.work_tree()
    }

    /// The folder of the repository itself, as `.git`; that of a linked work tree is its own.
    pub fn git_folder(&self) -> &Path {
        self.backend.git_folder()
    }

    /// The folder that all work trees of the repository share.
    pub fn common_folder(&self) -> &Path {
        self.backend.common_folder()
    }

    /// A value of git's configuration, of several the last. Bytes that are not UTF-8 are taken for Latin-1.
    ///
    /// # Errors
    /// The configuration cannot be read.
    pub fn configured(&self, key: &str) -> Result<Option<String>, GitError> {
        Ok(self.backend.config(key)?.map(|value| text(&value).into_owned()))
    }

    /// As [`Repository::configured`], for a value that is a path: `~` in it is the home of the user.
    ///
    /// # Errors
    /// The configuration cannot be read.
    pub fn configured_path(&self, key: &str) -> Result<Option<PathBuf>, GitError> {
        self.backend.config_path(key)
    }

    /// Whether the repository's own configuration, or that of the work tree, says something for a key: not the user's
    /// and not the machine's.
    ///
    /// # Errors
    /// The configuration cannot be read.
    pub(crate) fn is_configured_here(&self, key: &str) -> Result<bool, GitError> {
        self.backend.is_configured_here(key)
    }

    /// The commit that a revision names (gitrevisions(7)).
    ///
    /// # Errors
    /// It names none that is here, or its name is that of several.
    pub fn commit(&self, revision: &str) -> Result<CommitId, GitError> {
        // What begins with a dash is an option to git, and never a revision.
        let found = if revision.starts_with('-') { None } else { self.backend.commit_of(revision)? };
        let Some(id) = found.map(CommitId) else { return Err(self.without(revision)) };
        names::refuse_ambiguous(&*self.backend, revision)?;
        Ok(id)
    }

    /// The commit that HEAD is at; none before the first one.
    ///
    /// # Errors
    /// The history cannot be read.
    pub fn head(&self) -> Result<Option<CommitId>, GitError> {
        Ok(self.backend.commit_of("HEAD")?.map(CommitId))
    }

    /// The commits that are here and that references whose names begin so point at, such as those of
    /// `refs/remotes/origin/`, each once.
    ///
    /// # Errors
    /// The references, or what they point at, cannot be read.
    pub fn tips(&self, below: &str) -> Result<Vec<CommitId>, GitError> {
        let mut tips: Vec<_> = self.references_below(below)?.into_iter().map(|(_, tip)| CommitId(tip)).collect();
        tips.sort_unstable();
        tips.dedup();
        let mut reader = self.reader()?;
        let is_here = |id: &CommitId| reader.commit_if_here(*id).is_ok_and(|commit| commit.is_some());
        tips.retain(is_here);
        Ok(tips)
    }

    /// A reader of commits and files.
    ///
    /// # Errors
    /// The store cannot be opened.
    pub fn reader(&self) -> Result<Reader<'_>, GitError> {
        Reader::new(&*self.backend)
    }

    /// The commits that lead to `head` and to none of `without`: each after its parents, those that stand side by side
    /// by time.
    ///
    /// # Errors
    /// A part of them is not here because the clone is shallow, or the history cannot be read.
    pub fn between(&self, without: &[CommitId], head: CommitId) -> Result<Vec<Commit>, GitError> {
        let commits = Ancestry::new(self.reader()?).between(without, head);
        commits.map(parents_first).map_err(|error| self.as_shallow(error))
    }

    /// The best common ancestors of two commits: several where histories cross, none where they have nothing in common.
    ///
    /// # Errors
    /// The history cannot be read, or what is here of a shallow clone has none.
    pub fn merge_bases(&self, one: CommitId, other: CommitId) -> Result<Vec<CommitId>, GitError> {
        let bases = Ancestry::new(self.reader()?).merge_bases(one, other);
        let mut bases = bases.map_err(|error| self.as_shallow(error))?;
        if bases.is_empty() && !self.cut_off()?.is_empty() {
            return Err(GitError::Shallow);
        }
        bases.sort_unstable();
        Ok(bases)
    }

    /// Whether one commit leads to another, or is the same.
    pub(crate) fn leads_to(&self, one: CommitId, other: CommitId) -> Result<bool, GitError> {
        Ok(self.merge_bases(one, other)?.contains(&one))
    }

    /// The references whose names begin so, as the backend gives them.
    pub(crate) fn references_below(&self, prefix: &str) -> Result<Vec<(String, ObjectId)>, GitError> {
        self.backend.references_below(prefix)
    }

    /// What a merge of the revision `theirs` into `ours` would come to. It is made in memory, or beside the repository: no file of it, of
    /// the work tree or of the index is written.
    ///
    /// # Errors
    /// The two have nothing in common, a part of them is not here, or the `git` program is needed and too old.
    pub fn merge(&self, ours: &str, theirs: &str) -> Result<Merge, GitError> {
        let ids = [self.commit(ours)?, self.commit(theirs)?];
        if self.merge_bases(ids[0], ids[1])?.is_empty() {
            let reason = "they have no commit in common".to_owned();
            return Err(GitError::Merge { ours: ours.to_owned(), theirs: theirs.to_owned(), reason });
        }
        let (ours, theirs) = (Side { id: ids[0].0, name: ours }, Side { id: ids[1].0, name: theirs });
        let Merged { backend, tree, conflicts } = self.backend.merged(ours, theirs)?;
        let conflicts = conflicts.into_iter().map(|path| String::from_utf8_lossy(&path).into_owned()).collect();
        Ok(Merge { repository: Self { backend }, tree, conflicts })
    }

    /// That there is no such revision: in a shallow clone it may be one that was not fetched.
    fn without(&self, revision: &str) -> GitError {
        let revision = revision.to_owned();
        let is_cut = self.cut_off().is_ok_and(|cut| !cut.is_empty());
        if is_cut { GitError::NoRevisionInShallow { revision } } else { GitError::NoRevision { revision } }
    }

    /// The error, where it is that something is missing in a shallow clone.
    fn as_shallow(&self, error: GitError) -> GitError {
        let is_cut = self.cut_off().is_ok_and(|cut| !cut.is_empty());
        if is_cut && matches!(error, GitError::Missing { .. }) { GitError::Shallow } else { error }
    }

    /// The commits at which a shallow clone ends: their parents are not here.
    ///
    /// # Errors
    /// The list cannot be read.
    pub fn cut_off(&self) -> Result<Vec<CommitId>, GitError> {
        match std::fs::read(self.common_folder().join("shallow")) {
            Ok(list) => {
                let ids = list.split(|byte| *byte == b'\n').filter_map(|line| ObjectId::from_hex(line.trim_ascii()));
                Ok(ids.map(CommitId).collect())
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(GitError::History { reason: error.to_string() }),
        }
    }

    /// The files of the index that `wanted` says yes to: what the next commit would hold. What is only intended to be
    /// added is not there.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn index(&self, wanted: &dyn Fn(&str) -> bool) -> Result<Vec<TreeFile>, GitError> {
        let entries = match self.backend.index() {
            // libgit2 knows fewer forms of the index than git, as of a sparse one.
            Err(GitError::Index { reason }) => {
                let folder = self.work_tree().unwrap_or_else(|| self.git_folder());
                Program::open_from_environment(folder, &reason)?.index()?
            }
            entries => entries?,
        };
        Ok(entries.into_iter().map(TreeFile::of_index).filter(|file| wanted(&file.path)).collect())
    }

    /// Who commits here: `user.name` and `user.email` of git's configuration, through .mailmap; nobody where neither
    /// is set. One of the two may be empty.
    ///
    /// # Errors
    /// The configuration cannot be read.
    pub fn user(&self) -> Result<Option<Identity>, GitError> {
        let set = |key| Ok(self.backend.config(key)?.unwrap_or_default().trim_ascii().to_vec());
        let (name, email) = (set("user.name")?, set("user.email")?);
        if name.is_empty() && email.is_empty() {
            return Ok(None);
        }
        let mailmap = self.mailmap()?;
        let (name, email) = mailmap.resolved(&name, &email);
        Ok(Some(Identity { name: text(name).into_owned(), email: text(email).into_owned() }))
    }

    /// The people who wrote the `newest` commits that lead to HEAD ([`NEWEST_COMMITS`](crate::NEWEST_COMMITS) are
    /// enough), each once, through .mailmap: who wrote most comes first. Programs are left out by the marks that they
    /// usually carry, commits that do not say clearly who wrote them count for nobody.
    ///
    /// # Errors
    /// The history or the configuration cannot be read.
    pub fn authors(&self, newest: usize) -> Result<Vec<Author>, GitError> {
        let mailmap = self.mailmap()?;
        let mut tally = Tally::new(&mailmap);
        self.backend.newest_commits(newest, &mut |commit| tally.count(commit))?;
        Ok(tally.people())
    }

    /// The ids that items have on any local or remote-tracking branch, in the files that `is_plan` says yes to: it is
    /// asked with paths relative to the top, separated by `/`.
    ///
    /// It reads the folders of all branches, each once: ask for it only where an id is to be given.
    ///
    /// # Errors
    /// The branches or the files on them cannot be read. What is only missing, as in a partial clone, is no error.
    pub fn ids(&self, is_plan: &dyn Fn(&str) -> bool) -> Result<TakenIds, GitError> {
        branches::taken(&*self.backend, is_plan)
    }

    /// As [`Repository::ids`], where the plan lies in a folder of the work tree, which is named from its top: `is_plan` is
    /// asked with paths relative to that folder.
    ///
    /// # Errors
    /// The same.
    pub fn ids_below(&self, folder: &Path, is_plan: &dyn Fn(&str) -> bool) -> Result<TakenIds, GitError> {
        self.ids(&|path| Path::new(path).strip_prefix(folder).ok().and_then(Path::to_str).is_some_and(is_plan))
    }

    /// .mailmap and what the configuration names beside it, in git's order.
    fn mailmap(&self) -> Result<Mailmap, GitError> {
        let mut mailmap = Mailmap::default();
        let top = self.backend.work_tree();
        // As git, so that a repository cannot point at a file elsewhere: a link in its place is not followed.
        let file =
            top.map(|top| top.join(".mailmap")).filter(|file| file.symlink_metadata().is_ok_and(|it| it.is_file()));
        if let Some(bytes) = file.and_then(|file| std::fs::read(file).ok()) {
            mailmap.read(&bytes);
        }
        let bare = || top.is_none().then(|| b"HEAD:.mailmap".to_vec());
        let blob = self.backend.config("mailmap.blob")?.or_else(bare);
        if let Some(bytes) = blob.and_then(|blob| self.backend.file_at(&text(&blob))) {
            mailmap.read(&bytes);
        }
        let named = self.backend.config_path("mailmap.file")?;
        let named = named.map(|named| top.map_or_else(|| named.clone(), |top| top.join(&named)));
        if let Some(bytes) = named.and_then(|named| std::fs::read(named).ok()) {
            mailmap.read(&bytes);
        }
        Ok(mailmap)
    }
}

/// What a merge would come to.
#[derive(Debug)]
pub struct Merge {
    repository: Repository,
    pub(crate) tree: ObjectId,
    /// The paths from the top of what git cannot merge, in order.
    pub(crate) conflicts: Vec<String>,
}

impl Merge {
    /// The repository, with what the merge would add to it.
    pub const fn repository(&self) -> &Repository {
        &self.repository
    }
}

/// The commits in an order in which each comes after its parents; what is free, by time and id, so that it is the same
/// whichever way they came.
fn parents_first(commits: Vec<Commit>) -> Vec<Commit> {
    let place: FxHashMap<CommitId, usize> = commits.iter().enumerate().map(|(at, commit)| (commit.id, at)).collect();
    let mut children = vec![Vec::new(); commits.len()];
    let mut waiting = vec![0; commits.len()];
    for (at, commit) in commits.iter().enumerate() {
        for parent in commit.parents.iter().filter_map(|parent| place.get(parent)) {
            children[*parent].push(at);
            waiting[at] += 1;
        }
    }
    let key = |at: usize| Reverse((commits[at].committer.as_ref().map(|it| it.seconds), commits[at].id, at));
    let mut open: BinaryHeap<_> = (0..commits.len()).filter(|at| waiting[*at] == 0).map(key).collect();
    let mut order = Vec::with_capacity(commits.len());
    while let Some(Reverse((_, _, at))) = open.pop() {
        order.push(at);
        for child in std::mem::take(&mut children[at]) {
            waiting[child] -= 1;
            if waiting[child] == 0 {
                open.push(key(child));
            }
        }
    }
    let mut commits: Vec<_> = commits.into_iter().map(Some).collect();
    order.into_iter().filter_map(|at| commits[at].take()).collect()
}

#[cfg(test)]
mod tests {
    use roadlog_testkit::Repository as Made;
    use tempfile::TempDir;

    use super::*;
    use crate::testing::both;

    const MARIA: &str = "Maria Kovač <maria@shop.example>";
    const LI: &str = "Li Wei <li@shop.example>";

    fn is_plan(path: &str) -> bool {
        path.ends_with(".backlog") || path.ends_with(".roadmap")
    }

    fn authors(repository: &Repository) -> Vec<String> {
        let line = |author: Author| format!("{} <{}> {}", author.identity.name, author.identity.email, author.commits);
        repository.authors(crate::NEWEST_COMMITS).unwrap().into_iter().map(line).collect()
    }

    /// A repository with ids in many places: `PAY-1` on main, others elsewhere.
    fn with_branches(mut made: Made) -> Made {
        made.write("plans/checkout.backlog", "story PAY-1 Pay\n");
        made.commit(MARIA, "Add the backlog");
        made.git(&["switch", "--quiet", "--create", "feature/deep"]);
        made.write("plans/checkout.backlog", "story PAY-1 Pay\n\nstory PAY-40 Pay later\nstory PAY-41.2 Part\n");
        made.write("archive/old/shop.backlog", b"\xef\xbb\xbfstory SHOP-9 Old\r\n");
        made.write("notes.txt", "story PAY-99 No plan\n");
        made.commit(LI, "Add stories");
        made.git(&["switch", "--quiet", "main"]);
        made
    }

    #[test]
    fn a_folder_in_no_repository_is_a_normal_answer() {
        let folder = TempDir::new().unwrap();
        assert!(Repository::discover(folder.path()).unwrap().is_none());
        std::fs::create_dir(folder.path().join(".git")).unwrap();
        assert!(Repository::discover(folder.path()).unwrap().is_none(), "an empty .git is no repository");
    }

    #[test]
    fn a_repository_is_found_from_a_folder_deep_in_it() {
        let made = Made::new();
        std::fs::create_dir_all(made.path().join("a/b")).unwrap();
        let top = both(&made.path().join("a/b"), |it| std::fs::canonicalize(it.work_tree().unwrap()).unwrap());
        assert_eq!(top, std::fs::canonicalize(made.path()).unwrap());
    }

    #[test]
    fn the_user_is_the_configured_one_through_the_mailmap() {
        let made = Made::new();
        made.git(&["config", "user.name", "maria"]);
        made.git(&["config", "user.email", "maria@old.example"]);
        let user = |made: &Made| both(&made.path(), |it| it.user().unwrap()).unwrap();
        assert_eq!(user(&made).email, "maria@old.example");
        made.write(".mailmap", "Maria Kovač <maria@shop.example> <maria@old.example>\n");
        assert_eq!(user(&made), Identity { name: "Maria Kovač".into(), email: "maria@shop.example".into() });
    }

    #[test]
    fn the_user_may_lack_an_address() {
        let made = Made::new();
        made.git(&["config", "user.name", "Maria"]);
        made.git(&["config", "user.email", ""]);
        let user = both(&made.path(), |it| it.user().unwrap());
        assert_eq!(user, Some(Identity { name: "Maria".into(), email: String::new() }));
    }

    #[test]
    fn before_the_first_commit_there_are_no_authors_and_no_ids() {
        let made = Made::new();
        assert_eq!(both(&made.path(), authors), [""; 0]);
        assert_eq!(both(&made.path(), |it| it.ids(&is_plan).unwrap()), TakenIds::default());
    }

    #[test]
    fn authors_are_told_through_the_mailmap_without_programs() {
        let mut made = Made::new();
        made.write(".mailmap", "Li Wei <li@shop.example> <LI@home.example>\n");
        for author in
            ["Li <li@home.example>", MARIA, LI, "renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>"]
        {
            made.commit(author, "Work");
        }
        let told = both(&made.path(), authors);
        assert_eq!(told, ["Li Wei <li@shop.example> 2", "Maria Kovač <maria@shop.example> 1"]);
    }

    #[test]
    fn the_configuration_may_name_other_mailmaps() {
        let mut made = Made::new();
        made.write("people", "Li Wei <li@shop.example> <li@home.example>\n");
        made.write("more/people", "Maria Kovač <maria@shop.example> <maria@home.example>\n");
        made.commit("li <li@home.example>", "Work");
        made.commit("maria <maria@home.example>", "Work");
        made.git(&["config", "mailmap.file", "people"]);
        made.git(&["config", "mailmap.blob", "HEAD:more/people"]);
        assert_eq!(both(&made.path(), authors), ["Li Wei <li@shop.example> 1", "Maria Kovač <maria@shop.example> 1"]);
    }

    #[test]
    fn a_bare_repository_has_the_mailmap_of_its_head() {
        let mut made = Made::new();
        made.write(".mailmap", "Li Wei <li@shop.example> <li@home.example>\n");
        made.commit("li <li@home.example>", "Work");
        made.git(&["clone", "--quiet", "--bare", ".", "../bare.git"]);
        let bare = made.path().join("../bare.git");
        assert_eq!(both(&bare, authors), ["Li Wei <li@shop.example> 1"]);
        assert_eq!(both(&bare, |it| it.work_tree().map(Path::to_path_buf)), None);
    }

    #[test]
    fn only_the_newest_commits_are_asked_for() {
        let mut made = Made::new();
        for author in [MARIA, LI, MARIA] {
            made.commit(author, "Work");
        }
        let newest =
            |limit| both(&made.path(), |it| it.authors(limit).unwrap().iter().map(|it| it.commits).sum::<usize>());
        assert_eq!([newest(0), newest(2), newest(9)], [0, 2, 3]);
        let last = both(&made.path(), |it| it.authors(1).unwrap()).remove(0);
        assert_eq!((last.identity.name.as_str(), last.last_day.to_string().as_str()), ("Maria Kovač", "2026-11-16"));
    }

    #[test]
    fn odd_commits_and_names_that_are_not_utf_8_are_taken_as_they_are() {
        let mut made = Made::new();
        made.commit(MARIA, "Work");
        let raw = |author: &[u8]| {
            let tree = made.git(&["rev-parse", "HEAD^{tree}"]);
            let parent = made.git(&["rev-parse", "HEAD"]);
            let mut commit = format!("tree {tree}parent {parent}author ").into_bytes();
            commit.extend_from_slice(author);
            commit.extend_from_slice(b"\ncommitter x <x@x> 1794906000 +0000\nencoding ISO-8859-1\n\nWork\n");
            std::fs::write(made.path().join("../commit"), commit).unwrap();
            let id = made.git(&["hash-object", "-t", "commit", "-w", "--literally", "../commit"]);
            made.git(&["update-ref", "HEAD", id.trim_end()]);
        };
        raw(b"J\xfcrgen <juergen@shop.example> 1794906000 +0000");
        raw(b"Eve <eve@x> <maria@shop.example> 1794906000 +0000");
        raw(b"Nobody <> 1794906000 +0000");
        let told = both(&made.path(), authors);
        assert_eq!(told, ["Jürgen <juergen@shop.example> 1", "Nobody <> 1", "Maria Kovač <maria@shop.example> 1"]);
    }

    #[test]
    fn ids_of_all_branches_are_taken_and_of_plan_files_alone() {
        let made = with_branches(Made::new());
        made.git(&["clone", "--quiet", ".", "../clone"]);
        for folder in [made.path(), made.path().join("../clone"), made.path().join("plans")] {
            let taken = both(&folder, |it| it.ids(&is_plan).unwrap());
            assert_eq!([taken.highest("PAY"), taken.highest("SHOP"), taken.highest("X")], [41, 9, 0]);
            assert!(taken.contains(&"PAY-40".parse().unwrap()));
        }
    }

    #[test]
    fn which_files_count_is_the_callers_to_say() {
        let made = with_branches(Made::new());
        let taken = both(&made.path(), |it| it.ids(&|path| path == "archive/old/shop.backlog").unwrap());
        assert_eq!([taken.highest("PAY"), taken.highest("SHOP")], [0, 9]);
    }

    #[test]
    fn links_are_no_files_of_a_branch_and_a_branch_that_leads_nowhere_is_none() {
        let mut made = with_branches(Made::new());
        #[cfg(unix)]
        std::os::unix::fs::symlink("checkout.backlog", made.path().join("plans/link.backlog")).unwrap();
        made.commit(MARIA, "Link");
        made.git(&["symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/gone"]);
        assert_eq!(both(&made.path(), |it| it.ids(&is_plan).unwrap()).highest("PAY"), 41);
    }

    #[test]
    fn a_shallow_clone_answers_from_what_it_has() {
        let mut made = with_branches(Made::new());
        made.commit(LI, "Work");
        let url = format!("file://{}", made.path().display());
        made.git(&["clone", "--quiet", "--depth=1", &url, "../shallow"]);
        let shallow = made.path().join("../shallow");
        assert_eq!(both(&shallow, authors), ["Li Wei <li@shop.example> 1"]);
        assert_eq!(both(&shallow, |it| it.ids(&is_plan).unwrap()).highest("PAY"), 1);
    }

    #[test]
    fn a_partial_clone_answers_from_what_it_has_and_fetches_nothing() {
        let made = with_branches(Made::new());
        made.git(&["config", "uploadpack.allowFilter", "true"]);
        let url = format!("file://{}", made.path().display());
        made.git(&["clone", "--quiet", "--filter=blob:none", &url, "../partial"]);
        let partial = made.path().join("../partial");
        let missing = || made.git(&["-C", "../partial", "rev-list", "--objects", "--all", "--missing=print"]);
        let before = missing();
        assert!(before.contains("\n?"), "{before}");
        assert_eq!(both(&partial, |it| it.ids(&is_plan).unwrap()).highest("PAY"), 1);
        assert_eq!(missing(), before);
    }

    #[test]
    fn what_libgit2_cannot_open_git_does_with_the_same_answers() {
        let formats = [&["--object-format=sha256"][..], &["--ref-format=reftable"]];
        let plain = answers(&with_branches(Made::new()).path());
        for format in formats {
            let made = with_branches(Made::in_format(format));
            assert!(matches!(Library::open(&made.path()), Opened::Refused(_)), "{format:?}");
            assert_eq!(answers(&made.path()), plain, "{format:?}");
        }
    }

    fn answers(folder: &Path) -> (Vec<String>, TakenIds) {
        let repository = Repository::discover(folder).unwrap().unwrap();
        (authors(&repository), repository.ids(&is_plan).unwrap())
    }

    #[test]
    fn a_damaged_repository_is_an_error_that_says_where() {
        let made = Made::new();
        std::fs::write(made.path().join(".git/config"), "[core\n").unwrap();
        let error = Repository::discover(&made.path()).unwrap_err();
        assert!(matches!(&error, GitError::Open { folder, .. } if *folder == made.path()), "{error}");
        assert!(error.to_string().contains("config"), "{error}");
    }
}
