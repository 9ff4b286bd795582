//! Changing files so that a crash, a full disk or somebody else's edit never leaves a plan half-written or lost.
//!
//! An operation is a set of changes that count all or not at all. Its course, under a lock that the operating system
//! frees when the process dies:
//!
//! 1. Every file is read again and must still have the bytes that the change was made for.
//! 2. A journal with each file's bytes before and after is written and synced, as `staging`.
//! 3. The new contents are written beside their files, synced, read back and checked by the caller.
//! 4. The journal is renamed to `committing`: from here on the operation counts. The new files are renamed into place.
//! 5. The journal is moved to the history, where `undo` finds it.
//!
//! At the next start [`recover`] takes an operation back that did not get to step 4 and completes one that did. The
//! journal lies in the `roadlog` folder of the git directory, of the linked work tree's own where it is one, and outside
//! git in `.roadlog` at the root, which a .gitignore in it keeps out of any repository.
//!
//! [`undo`] takes the last operation back, byte for byte; called again, the one before, for the last 20 operations
//! or 256 MiB. There is no redo: what an undo took back is gone from the history.

mod apply;
mod change;
mod disk;
mod edit;
mod error;
mod journal;
mod plan;
mod recover;
mod settle;
mod store;
mod target;
mod undo;

#[cfg(test)]
mod crash_tests;
#[cfg(test)]
mod odd_disk_tests;
#[cfg(test)]
mod renumber_crash_tests;
#[cfg(test)]
mod unlucky_disk;

pub use apply::apply;
pub use change::{Change, FileAction, Receipt, WrittenFile};
pub use error::{UndoError, WriteError};
pub use recover::{Recovery, recover};
pub use undo::{UndoReport, undo};
