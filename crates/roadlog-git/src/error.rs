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
