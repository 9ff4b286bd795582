//! Commits and their files: what a revision names, what lies between two, and what stands in one.

use std::fmt;
use std::sync::Arc;

use roadlog_syntax::value::Date;

use crate::backend::{Backend, Objects};
use crate::commit;
use crate::error::GitError;
use crate::identity::{Identity, text};
use crate::mailmap::Mailmap;
use crate::object::ObjectId;
use crate::tree::{self, BlobId, TreeFile, TreeFileKind, Trees};

/// The id of a commit. Written, it is its 40 or 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CommitId(pub(crate) ObjectId);

impl CommitId {
    /// The id of these 40 or 64 hexadecimal digits.
    pub fn parse(digits: &str) -> Option<Self> {
        ObjectId::from_hex(digits.as_bytes()).map(Self)
    }
}

/// With a precision it is as many of its first digits: `{:.10}`.
impl fmt::Display for CommitId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0.to_string())
    }
}

/// Who put their name to a commit, exactly as it is written, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    /// The name and address as the commit has them, before .mailmap.
    pub identity: Identity,
    /// The day, by their own clock.
    pub day: Date,
    /// When, in seconds since 1970.
    pub seconds: i64,
}

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its id.
    pub id: CommitId,
    /// Its parents, the branch that was merged into first.
    pub parents: Vec<CommitId>,
    /// Who wrote it; nothing where the header does not say it in the one way in which git writes it, so that two
    /// programs might name two people.
    pub author: Option<Signer>,
    /// Who made the commit; nothing as for the author.
    pub committer: Option<Signer>,
    /// The first line of its message.
    pub subject: String,
    /// All of its bytes.
    pub(crate) raw: Vec<u8>,
    pub(crate) tree: ObjectId,
}

impl Commit {
    /// A commit of these bytes; nothing where they say no tree, or a parent that is none.
    pub(crate) fn of(id: CommitId, raw: Vec<u8>) -> Option<Self> {
        let signer = |written: commit::Written<'_>| Signer {
            identity: Identity { name: text(written.name).into_owned(), email: text(written.email).into_owned() },
            day: written.day,
            seconds: written.seconds,
        };
        Some(Self {
            id,
            tree: commit::tree(&raw)?,
            parents: commit::parents(&raw)?.into_iter().map(CommitId).collect(),
            author: commit::author(&raw).map(signer),
            committer: commit::committer(&raw).map(signer),
            subject: text(commit::subject(&raw)).into_owned(),
            raw,
        })
    }

    /// The message, whole.
    pub fn message(&self) -> std::borrow::Cow<'_, str> {
        text(commit::message(&self.raw))
    }
}

/// A reader of a repository's commits and files. It keeps the folders that it has read.
pub struct Reader<'r> {
    objects: Box<dyn Objects + 'r>,
    trees: Trees,
}

impl fmt::Debug for Reader<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Reader").finish_non_exhaustive()
    }
}

impl<'r> Reader<'r> {
    pub(crate) fn new(backend: &'r dyn Backend) -> Result<Self, GitError> {
        Ok(Self { objects: backend.objects()?, trees: Trees::default() })
    }

    /// A commit.
    ///
    /// # Errors
    /// It is not here, or cannot be read.
    pub fn commit(&mut self, id: CommitId) -> Result<Commit, GitError> {
        self.commit_if_here(id)?.ok_or_else(|| GitError::Missing { what: "the commit", id: id.to_string() })
    }

    /// A commit, if it is here.
    pub(crate) fn commit_if_here(&mut self, id: CommitId) -> Result<Option<Commit>, GitError> {
        let Some(raw) = self.objects.read(id.0)? else { return Ok(None) };
        Commit::of(id, raw).map(Some).ok_or_else(|| GitError::Odd { what: "the commit", id: id.to_string() })
    }

    /// The files of a commit that `wanted` says yes to, by path. It has to give the same answers each time.
    ///
    /// # Errors
    /// A folder is not here, or cannot be read.
    pub fn files(&mut self, commit: &Commit, wanted: &dyn Fn(&str) -> bool) -> Result<Arc<[TreeFile]>, GitError> {
        self.files_of(commit.tree, wanted)
    }

    /// The same of a tree.
    pub(crate) fn files_of(
        &mut self,
        tree: ObjectId,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Arc<[TreeFile]>, GitError> {
        self.trees.files(&mut *self.objects, tree, wanted)
    }

    /// What stands at a path of a commit, from its top.
    ///
    /// # Errors
    /// A folder is not here, or cannot be read.
    pub fn file_at(&mut self, commit: &Commit, path: &str) -> Result<Option<TreeFileKind>, GitError> {
        self.file_of(commit.tree, path)
    }

    /// The same of a tree.
    pub(crate) fn file_of(&mut self, tree: ObjectId, path: &str) -> Result<Option<TreeFileKind>, GitError> {
        tree::file_at(&mut *self.objects, tree, path)
    }

    /// The bytes of an object of any kind, where it is here.
    pub(crate) fn raw(&mut self, id: ObjectId) -> Result<Option<Vec<u8>>, GitError> {
        self.objects.read(id)
    }

    /// Forgets which files folders hold: another question is to be asked of them.
    pub(crate) fn forget_listings(&mut self) {
        self.trees = Trees::default();
    }

    /// The content of a file.
    ///
    /// # Errors
    /// It is not here, as in a partial clone, has 4 GiB or more, or cannot be read.
    pub fn content(&mut self, blob: BlobId) -> Result<Vec<u8>, GitError> {
        let missing = || GitError::Missing { what: "the file content", id: blob.to_string() };
        self.objects.read(blob.0)?.ok_or_else(missing)
    }
}

/// The names and addresses that stand for others, as a .mailmap says.
#[derive(Clone, Debug, Default)]
pub struct Names {
    mailmap: Mailmap,
}

impl Names {
    /// What a .mailmap of this content says.
    pub fn of(content: &[u8]) -> Self {
        let mut mailmap = Mailmap::default();
        mailmap.read(content);
        Self { mailmap }
    }

    /// The name and address that stand for these.
    pub fn resolved(&self, identity: &Identity) -> Identity {
        let (name, email) = self.mailmap.resolved(identity.name.as_bytes(), identity.email.as_bytes());
        Identity { name: text(name).into_owned(), email: text(email).into_owned() }
    }
}
