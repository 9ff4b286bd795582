//! Why a repository did not answer, by what was asked of it.

use std::io;
use std::path::PathBuf;

/// Why a repository did not answer. Each sentence ends, behind a semicolon, with what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GitError {
    /// There is a repository that cannot be opened.
    #[error("the git repository around {} cannot be opened: {reason}; see what `git status` says there", folder.display())]
    Open {
        /// Where it was looked for.
        folder: PathBuf,
        /// What git says.
        reason: String,
    },
    /// Only the `git` program could open the repository, and there is none.
    #[error("the git repository around {} can only be read by the git program ({reason}), which cannot be started: {source}; install git, or add it to the PATH", folder.display())]
    NoProgram {
        /// Where the repository was looked for.
        folder: PathBuf,
        /// Why libgit2 cannot open it.
        reason: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// The configuration of git.
    #[error("git's configuration cannot be read: {reason}; see what `git config --list` says")]
    Config {
        /// What git says.
        reason: String,
    },
    /// The history.
    #[error("git's history cannot be read: {reason}; see what `git log` says")]
    History {
        /// What git says.
        reason: String,
    },
    /// A revision that names no commit.
    #[error(
        "there is no revision {revision} here; see what `git rev-parse` says to it, and fetch it where it is elsewhere"
    )]
    NoRevision {
        /// The revision, as it was given.
        revision: String,
    },
    /// A revision that names no commit of a clone that has not all of them.
    #[error(
        "there is no revision {revision} in this clone, which is shallow; fetch all that the remote has with `git fetch --unshallow origin \"+refs/heads/*:refs/remotes/origin/*\"`, or let CI check out the whole history (`fetch-depth: 0` on GitHub, `GIT_DEPTH: 0` on GitLab)"
    )]
    NoRevisionInShallow {
        /// The revision, as it was given.
        revision: String,
    },
    /// Two revisions that cannot be merged, even in memory.
    #[error("{ours} and {theirs} cannot be merged in memory: {reason}; see what `git merge` says to it")]
    Merge {
        /// The commit that is merged into.
        ours: String,
        /// The commit that is merged.
        theirs: String,
        /// What git says.
        reason: String,
    },
    /// The git program is too old to merge in memory.
    #[error("this git program cannot merge without a work tree, and this repository needs it; git 2.38 or later can")]
    TooOldToMerge,
    /// A revision whose name is that of several.
    #[error("{name} may be {}; write which one is meant, such as {}", one_of(choices), choices.last().map_or("", |it| it))]
    Ambiguous {
        /// The name, as it was given.
        name: String,
        /// What it may be, each written so that nothing else is meant.
        choices: Vec<String>,
    },
    /// An object that git itself would not have written, so that two programs may read it in two ways.
    #[error("{what} {id} is not written as git writes it, so that nothing can be said of it; see what `git fsck` says")]
    Odd {
        /// What kind of object it is.
        what: &'static str,
        /// Its id.
        id: String,
    },
    /// A part of the history is not here: the clone is shallow.
    #[error(
        "the history between the two revisions is not all here, because the clone is shallow; fetch it with `git fetch --unshallow`, or let CI check out the whole history (`fetch-depth: 0` on GitHub, `GIT_DEPTH: 0` on GitLab)"
    )]
    Shallow,
    /// An object that has to be there is missing: the clone is partial, or damaged.
    #[error(
        "{what} {id} is not here, because the clone is partial or damaged; fetch everything with `git fetch --refetch --no-filter`, or clone without a filter"
    )]
    Missing {
        /// What kind of object it is.
        what: &'static str,
        /// Its id.
        id: String,
    },
    /// A hook that cannot be written or taken away.
    #[error("the hook {} cannot be written: {reason}; check the permissions of its folder", path.display())]
    Hook {
        /// Its file.
        path: PathBuf,
        /// What the operating system says.
        reason: String,
    },
    /// A file of 4 GiB or more.
    #[error("{path} has 4 GiB or more; split it into several files")]
    TooLarge {
        /// Where it stands.
        path: String,
    },
    /// The index.
    #[error("git's index cannot be read: {reason}; see what `git status` says")]
    Index {
        /// What git says.
        reason: String,
    },
    /// The program that verifies signatures.
    #[error("signatures cannot be verified: {reason}; install OpenSSH, or add ssh-keygen to the PATH")]
    Signature {
        /// What the operating system says.
        reason: String,
    },
    /// The branches.
    #[error("the branches cannot be read: {reason}; see what `git branch --all` says")]
    Branches {
        /// What git says.
        reason: String,
    },
    /// The files that a branch holds.
    #[error("the files on the branches cannot be read: {reason}; see what `git fsck` says")]
    Objects {
        /// What git says.
        reason: String,
    },
}

/// `a or b`, `a, b or c`.
fn one_of(choices: &[String]) -> String {
    match choices {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}
