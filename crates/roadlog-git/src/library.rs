//! The way into a repository through libgit2. No type of git2 is seen outside of this file.

use std::path::{Path, PathBuf};

use git2::{ErrorCode, Oid, RepositoryOpenFlags, Sort};

use crate::backend::{Backend, Objects, TOO_LARGE};
use crate::error::GitError;
use crate::object::ObjectId;

/// A repository that libgit2 has opened.
pub(crate) struct Library {
    repository: git2::Repository,
}

/// What libgit2 makes of a folder.
pub(crate) enum Opened {
    /// It lies in a repository.
    Repository(Library),
    /// It lies in none.
    Nowhere,
    /// It lies in one that libgit2 cannot open, for this reason.
    Refused(String),
}

impl Library {
    /// Opens the repository around a folder.
    pub(crate) fn open(folder: &Path) -> Opened {
        let nowhere: [&Path; 0] = [];
        match git2::Repository::open_ext(folder, RepositoryOpenFlags::empty(), nowhere) {
            Ok(repository) => Opened::Repository(Self { repository }),
            Err(error) if error.code() == ErrorCode::NotFound => Opened::Nowhere,
            Err(error) => Opened::Refused(error.message().to_owned()),
        }
    }

    fn value<T>(&self, get: impl FnOnce(&git2::Config) -> Result<T, git2::Error>) -> Result<Option<T>, GitError> {
        let refused = |error: git2::Error| GitError::Config { reason: error.message().to_owned() };
        let config = self.repository.config().and_then(|mut config| config.snapshot()).map_err(refused)?;
        match get(&config) {
            Ok(value) => Ok(Some(value)),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(refused(error)),
        }
    }
}

impl Backend for Library {
    fn work_tree(&self) -> Option<&Path> {
        self.repository.workdir()
    }

    fn config(&self, key: &str) -> Result<Option<Vec<u8>>, GitError> {
        self.value(|config| config.get_bytes(key).map(<[u8]>::to_vec))
    }

    fn config_path(&self, key: &str) -> Result<Option<PathBuf>, GitError> {
        self.value(|config| config.get_path(key))
    }

    fn file_at(&self, revision: &str) -> Option<Vec<u8>> {
        let object = self.repository.revparse_single(revision).ok()?;
        Some(object.as_blob()?.content().to_vec())
    }

    fn newest_commits(&self, limit: usize, give: &mut dyn FnMut(&[u8])) -> Result<(), GitError> {
        let refused = |error: git2::Error| GitError::History { reason: error.message().to_owned() };
        let head = match self.repository.head().and_then(|head| head.peel_to_commit()) {
            Ok(head) => head,
            Err(error) if matches!(error.code(), ErrorCode::UnbornBranch | ErrorCode::NotFound) => return Ok(()),
            Err(error) => return Err(refused(error)),
        };
        let store = self.repository.odb().map_err(refused)?;
        let mut walk = self.repository.revwalk().map_err(refused)?;
        // Any other order reads all of the history before it gives the first commit; this one goes by date as well.
        walk.set_sorting(Sort::NONE).and_then(|()| walk.push(head.id())).map_err(refused)?;
        for id in walk.take(limit) {
            let commit = id.and_then(|id| store.read(id)).map_err(refused)?;
            give(commit.data());
        }
        Ok(())
    }

    fn branch_tips(&self) -> Result<Vec<ObjectId>, GitError> {
        let refused = |error: git2::Error| GitError::Branches { reason: error.message().to_owned() };
        let mut tips = Vec::new();
        for glob in ["refs/heads/*", "refs/remotes/*"] {
            for reference in self.repository.references_glob(glob).map_err(refused)? {
                // A reference that leads nowhere, such as the HEAD of a remote whose branch is gone, has no files.
                let target = reference.and_then(|reference| reference.resolve()).ok().and_then(|it| it.target());
                tips.extend(target.and_then(|id| ObjectId::from_bytes(id.as_bytes())));
            }
        }
        Ok(tips)
    }

    fn objects(&self) -> Result<Box<dyn Objects + '_>, GitError> {
        let store = self.repository.odb().map_err(|error| GitError::Objects { reason: error.message().to_owned() })?;
        Ok(Box::new(Store { store }))
    }
}

struct Store<'r> {
    store: git2::Odb<'r>,
}

impl Objects for Store<'_> {
    fn read(&mut self, id: ObjectId) -> Result<Option<Vec<u8>>, GitError> {
        let read = Oid::from_bytes(id.bytes()).and_then(|id| {
            let (size, _) = self.store.read_header(id)?;
            let fits = size as u64 <= TOO_LARGE;
            fits.then(|| self.store.read(id)).transpose()
        });
        match read {
            Ok(object) => Ok(object.map(|object| object.data().to_vec())),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(GitError::Objects { reason: error.message().to_owned() }),
        }
    }
}
