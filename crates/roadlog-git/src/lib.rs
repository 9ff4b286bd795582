//! What a git repository knows: its commits and their files, its user and its authors, who signed what, and the ids that
//! are taken on its branches.
//!
//! Two backends give the bytes: libgit2, and the `git` program for repositories that libgit2 cannot open (reftable,
//! SHA-256, partial clones). What the bytes mean is read here, once for both, so that both give the same answers.

mod ahead;
mod ancestry;
mod authors;
mod backend;
mod branches;
mod commit;
mod difference;
mod differing;
mod error;
#[cfg(test)]
mod histories_tests;
mod hook_manager;
mod hook_script;
mod hooks;
mod identity;
mod library;
mod mailmap;
#[cfg(test)]
mod merge_tests;
mod names;
mod object;
mod plan_folders;
mod plans;
mod program;
mod repository;
mod revision;
#[cfg(test)]
mod revision_tests;
mod robots;
mod signature;
mod since;
#[cfg(test)]
mod testing;
mod tree;
mod walk;

pub use authors::{Author, NEWEST_COMMITS};
pub use error::GitError;
pub use hook_manager::HookManager;
pub use hooks::{Hook, HookFolder, HookState};
pub use identity::Identity;
pub use library::trust_stored_objects;
pub use plans::{Conflicts, Listing, Plans, Revision};
pub use repository::{Merge, Repository};
pub use revision::{Commit, CommitId, Names, Reader, Signer};
pub use signature::{Key, Signature, SignatureProblem};
pub use since::MainLine;
pub use tree::{BlobId, TreeFile, TreeFileKind};
pub use walk::{Visit, Walk};
