//! Finding, reading and safely writing the files of a workspace: the only crate besides git that touches the disk.

pub mod write;

mod discover;
mod entry;
mod git;
mod hash;
mod load;
mod parallel;
mod patterns;
mod problem;
mod read;
mod root;
mod selection;
#[cfg(test)]
mod testing;
mod tracked;

pub use entry::EntryKind;
pub use git::GitTop;
pub use hash::ContentHash;
pub use load::{Loaded, configuration, load};
pub use problem::ReadProblem;
pub use read::{ConfigSource, LONGEST_CONFIG, RootConfig, SourceFile};
pub use root::{CONFIG_NAME, Root, RootError};
pub use selection::{Selection, SelectionError};
pub use tracked::{Tracked, TrackedFile, TrackedKind, TrackedPlanFile, may_be_tracked, tracked};
