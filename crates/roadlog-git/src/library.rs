//! The way into a repository through libgit2. No type of git2 is seen outside of this file.

use std::path::{Path, PathBuf};

use git2::{ConfigLevel, ErrorClass, ErrorCode, FileMode, IndexConflict, MergeFileInput, MergeFileOptions};
use git2::{Oid, RepositoryOpenFlags, Sort};

use crate::backend::{Backend, IndexEntry, Merged, Objects, Side, TOO_LARGE};
use crate::error::GitError;
use crate::identity::text;
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

    /// Opens the repository that git's environment names, as for a program that git has started.
    pub(crate) fn open_from_environment(folder: &Path) -> Opened {
        match git2::Repository::open_from_env() {
            Ok(repository) => Opened::Repository(Self { repository }),
            Err(error) if error.code() == ErrorCode::NotFound => Self::open(folder),
            Err(error) => Opened::Refused(error.message().to_owned()),
        }
    }

    fn merge_in_memory(&self, ours: Side<'_>, theirs: Side<'_>) -> Result<Merged, git2::Error> {
        let folder = self.repository.workdir().unwrap_or_else(|| self.repository.path());
        let nowhere: [&Path; 0] = [];
        let repository = git2::Repository::open_ext(folder, RepositoryOpenFlags::NO_SEARCH, nowhere)?;
        // What the merge makes goes to memory, which is asked before any other place.
        repository.odb()?.add_new_mempack_backend(FIRST)?;
        let commit = |side: Side<'_>| repository.find_commit(Oid::from_bytes(side.id.bytes())?);
        let mut index = repository.merge_commits(&commit(ours)?, &commit(theirs)?, None)?;
        let found: Vec<_> = index.conflicts()?.collect::<Result<_, _>>()?;
        let mut conflicts = Vec::new();
        for conflict in &found {
            let Some(entry) = [&conflict.our, &conflict.their, &conflict.ancestor].into_iter().flatten().next() else {
                continue;
            };
            index.conflict_remove(&path(&entry.path))?;
            let is_gone = conflict.our.is_none() && conflict.their.is_none();
            if !is_gone {
                let marked = marked(&repository, conflict, ours, theirs)?;
                let flags = entry.flags & !STAGE;
                let entry = git2::IndexEntry { path: entry.path.clone(), flags, ..*entry };
                index.add(&git2::IndexEntry { id: marked.unwrap_or(entry.id), ..entry })?;
            }
            conflicts.push(entry.path.clone());
        }
        let written = index.write_tree_to(&repository)?;
        let tree =
            ObjectId::from_bytes(written.as_bytes()).ok_or_else(|| git2::Error::from_str("an id of no length"))?;
        conflicts.sort_unstable();
        conflicts.dedup();
        Ok(Merged { backend: Box::new(Self { repository }), tree, conflicts })
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

    fn is_configured_here(&self, key: &str) -> Result<bool, GitError> {
        let here = |config: &git2::Config, level| match config.open_level(level) {
            Ok(level) => Ok(level.get_entry(key).is_ok()),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(false),
            Err(error) => Err(error),
        };
        let refused = |error: git2::Error| GitError::Config { reason: error.message().to_owned() };
        let config = self.repository.config().map_err(refused)?;
        let levels = [ConfigLevel::Local, ConfigLevel::Worktree];
        levels.into_iter().map(|level| here(&config, level)).try_fold(false, |any, is| Ok(any | is.map_err(refused)?))
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

    fn commit_of(&self, revision: &str) -> Result<Option<ObjectId>, GitError> {
        let found = self.repository.revparse_single(revision).and_then(|object| object.peel_to_commit());
        match found {
            Ok(commit) => Ok(ObjectId::from_bytes(commit.id().as_bytes())),
            // A commit that libgit2 cannot make sense of is one all the same.
            Err(error) if error.code() == ErrorCode::Ambiguous || is_odd(&error) => Err(history(&error)),
            Err(_) => Ok(None),
        }
    }

    fn merged(&self, ours: Side<'_>, theirs: Side<'_>) -> Result<Merged, GitError> {
        self.merge_in_memory(ours, theirs).map_err(|error| GitError::Merge {
            ours: ours.name.to_owned(),
            theirs: theirs.name.to_owned(),
            reason: error.message().to_owned(),
        })
    }

    fn index(&self) -> Result<Vec<IndexEntry>, GitError> {
        let index = self.repository.index().map_err(|error| GitError::Index { reason: error.message().to_owned() })?;
        let intended = |entry: &git2::IndexEntry| entry.flags_extended & INTENT_TO_ADD != 0;
        let stage = |entry: &git2::IndexEntry| (entry.flags >> 12) & 3;
        let entries = index.iter().filter(|entry| !intended(entry)).map(|entry| IndexEntry {
            content: (stage(&entry) == 0).then(|| ObjectId::from_bytes(entry.id.as_bytes())).flatten(),
            mode: entry.mode,
            path: entry.path,
        });
        let mut entries: Vec<_> = entries.collect();
        // An unmerged file has an entry for each side.
        entries.dedup_by(|one, other| one.path == other.path && one.content.is_none() && other.content.is_none());
        Ok(entries)
    }

    fn git_folder(&self) -> &Path {
        self.repository.path()
    }

    fn common_folder(&self) -> &Path {
        self.repository.commondir()
    }

    fn references_below(&self, prefix: &str) -> Result<Vec<(String, ObjectId)>, GitError> {
        let refused = |error: git2::Error| GitError::Branches { reason: error.message().to_owned() };
        let mut found = Vec::new();
        for reference in self.repository.references_glob(&format!("{prefix}*")).map_err(refused)? {
            let Ok(reference) = reference else { continue };
            let name = text(reference.name_bytes()).strip_prefix(prefix).unwrap_or_default().to_owned();
            // A reference that leads nowhere, such as the HEAD of a remote whose branch is gone, points at nothing.
            let target = reference.resolve().ok().and_then(|it| it.target());
            found.extend(target.and_then(|id| Some((name, ObjectId::from_bytes(id.as_bytes())?))));
        }
        Ok(found)
    }

    fn objects(&self) -> Result<Box<dyn Objects + '_>, GitError> {
        let store = self.repository.odb().map_err(|error| GitError::Objects { reason: error.message().to_owned() })?;
        Ok(Box::new(Store { store }))
    }
}

/// The bit of an index entry's extended flags that says so (gitformat-index(5)).
const INTENT_TO_ADD: u16 = 1 << 13;

/// The bits of an index entry's flags that tell its side of a conflict (gitformat-index(5)).
const STAGE: u16 = 3 << 12;

/// The priority of what is asked before all other places for objects.
const FIRST: i32 = 1000;

/// The content of a file in conflict with the markers of git in it; none where it is no text on both sides.
fn marked(
    repository: &git2::Repository,
    conflict: &IndexConflict,
    ours: Side<'_>,
    theirs: Side<'_>,
) -> Result<Option<Oid>, git2::Error> {
    let is_file = |entry: &git2::IndexEntry| {
        [u32::from(FileMode::Blob), u32::from(FileMode::BlobExecutable)].contains(&entry.mode)
    };
    let (Some(our), Some(their)) = (&conflict.our, &conflict.their) else { return Ok(None) };
    if !is_file(our) || !is_file(their) {
        return Ok(None);
    }
    let content = |entry: &git2::IndexEntry| Ok::<_, git2::Error>(repository.find_blob(entry.id)?.content().to_vec());
    let base = conflict.ancestor.as_ref().map(content).transpose()?.unwrap_or_default();
    let sides = [base, content(our)?, content(their)?];
    if sides.iter().any(|side| side.contains(&0)) {
        return Ok(None);
    }
    let [base, mine, other] = &sides;
    let input = |content| {
        let mut input = MergeFileInput::new();
        input.content(content);
        input
    };
    let mut options = MergeFileOptions::new();
    options.our_label(ours.name).their_label(theirs.name);
    let merged = git2::merge_file(&input(base), &input(mine), &input(other), Some(&mut options))?;
    if merged.is_automergeable() { Ok(None) } else { repository.blob(merged.content()).map(Some) }
}

/// A path as libgit2 has it.
fn path(bytes: &[u8]) -> PathBuf {
    #[cfg(unix)]
    let path = <std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes);
    #[cfg(not(unix))]
    let path = String::from_utf8_lossy(bytes).into_owned();
    PathBuf::from(path)
}

/// Whether an object is there and cannot be read as what it is.
fn is_odd(error: &git2::Error) -> bool {
    let names_nothing = matches!(error.code(), ErrorCode::NotFound | ErrorCode::InvalidSpec | ErrorCode::Peel);
    matches!(error.class(), ErrorClass::Object | ErrorClass::Invalid) && !names_nothing
}

fn history(error: &git2::Error) -> GitError {
    GitError::History { reason: error.message().to_owned() }
}

/// Takes the objects of a repository as they lie in it, from now on and in all of the program, as `git log` and `git diff`
/// do: libgit2 else computes the hash of each that it reads, which takes longer than to read it. What comes from elsewhere
/// is named by its hash when it arrives, so this matters where the disk is damaged, or somebody has changed the store itself.
/// It is for what is told; where a verdict rests on what is read, each hash is computed.
pub fn trust_stored_objects() {
    git2::opts::strict_hash_verification(false);
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
