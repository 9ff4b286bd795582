//! What a way into a repository has to give: bytes, of which others say what they mean.

use std::path::Path;

use crate::error::GitError;
use crate::object::ObjectId;

/// A way into a repository.
pub(crate) trait Backend {
    /// The folder of the work tree, which a bare repository has none of.
    fn work_tree(&self) -> Option<&Path>;

    /// What git is configured to, in all of its files together; of several values the last.
    fn config(&self, key: &str) -> Result<Option<Vec<u8>>, GitError>;

    /// As [`Backend::config`], for a value that is a path: `~` in it is the home of the user.
    fn config_path(&self, key: &str) -> Result<Option<std::path::PathBuf>, GitError>;

    /// Whether the repository's own configuration, or that of its work tree, says something for a key.
    fn is_configured_here(&self, key: &str) -> Result<bool, GitError>;

    /// The content of what a revision such as `HEAD:.mailmap` names, if there is such a file.
    fn file_at(&self, revision: &str) -> Option<Vec<u8>>;

    /// Gives at most `limit` commits that lead to HEAD, the newest first, each with its header and, perhaps, its
    /// message. None before the first commit.
    fn newest_commits(&self, limit: usize, give: &mut dyn FnMut(&[u8])) -> Result<(), GitError>;

    /// The commit that a revision names (gitrevisions(7)), if it names one that is here.
    fn commit_of(&self, revision: &str) -> Result<Option<ObjectId>, GitError>;

    /// What a merge of two commits would come to. Nothing of the repository is changed by asking: what git makes on the way
    /// is kept beside it, as long as what is given back is.
    fn merged(&self, ours: Side<'_>, theirs: Side<'_>) -> Result<Merged, GitError>;

    /// What the index holds: the next commit, without what is only intended to be added.
    fn index(&self) -> Result<Vec<IndexEntry>, GitError>;

    /// The folder that holds the repository itself: of a linked work tree its own one.
    fn git_folder(&self) -> &Path;

    /// The folder that the work trees of a repository share.
    fn common_folder(&self) -> &Path;

    /// The references whose names begin so, in any order: what follows in the name, and the object that each points at.
    fn references_below(&self, prefix: &str) -> Result<Vec<(String, ObjectId)>, GitError>;

    /// A reader of objects.
    fn objects(&self) -> Result<Box<dyn Objects + '_>, GitError>;
}

/// A side of a merge.
#[derive(Clone, Copy)]
pub(crate) struct Side<'n> {
    /// The commit.
    pub(crate) id: ObjectId,
    /// The revision that names it, which the markers of a conflict name it by.
    pub(crate) name: &'n str,
}

/// What a merge would come to.
pub(crate) struct Merged {
    /// A way into the repository that has what was made for the merge too.
    pub(crate) backend: Box<dyn Backend + Send>,
    /// The files; one in conflict has the markers of git in it, where its content can have them.
    pub(crate) tree: ObjectId,
    /// The paths of what is in conflict, as bytes, in order.
    pub(crate) conflicts: Vec<Vec<u8>>,
}

/// An entry of the index.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct IndexEntry {
    /// The path from the top, as bytes.
    pub(crate) path: Vec<u8>,
    /// The mode: the kind of file and its permissions.
    pub(crate) mode: u32,
    /// Its content; of an unmerged one nothing is said.
    pub(crate) content: Option<ObjectId>,
}

/// A reader of objects.
pub(crate) trait Objects {
    /// The content of an object; nothing where it is not there (a shallow or partial clone) or has 4 GiB or more.
    fn read(&mut self, id: ObjectId) -> Result<Option<Vec<u8>>, GitError>;
}

/// More bytes than any file of a plan has.
pub(crate) const TOO_LARGE: u64 = u32::MAX as u64;
