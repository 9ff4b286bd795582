//! Roadlog's own folder: the lock, the journal of the operation under way, and the history that undo takes from.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Attributes, Disk};
use super::error::WriteError;
use super::journal::Journal;
use crate::root::Root;

/// How many operations can be undone.
const LONGEST_HISTORY: usize = 20;
/// How many bytes the history may take; the newest operation is kept whatever it takes.
const LARGEST_HISTORY: u64 = 256 * 1024 * 1024;

/// How far the operation under way has come; each has a file of its own name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stage {
    /// New files are being written beside the old ones: no file of the user is touched.
    Staging,
    /// New files are being put in place: the operation counts.
    Committing,
    /// Old files are being put back: the operation does not count.
    Reverting,
}

/// Roadlog's folder for the work tree that a workspace lies in.
pub(super) struct Store {
    folder: PathBuf,
    /// What the paths in a journal are relative to.
    pub(super) anchor: PathBuf,
    /// The path of the root relative to the anchor, with a `/` at its end unless it is empty.
    pub(super) prefix: String,
}

/// Held while a roadlog writes; the operating system frees it when the process ends, however it ends.
pub(super) struct Lock {
    _file: File,
}

impl Store {
    pub(super) fn of(root: &Root) -> Self {
        let below = root.folder().strip_prefix(root.anchor()).unwrap_or(Path::new(""));
        let mut prefix = below.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        if !prefix.is_empty() {
            prefix.push('/');
        }
        Self { folder: root.state_folder(), anchor: root.anchor().to_path_buf(), prefix }
    }

    /// Makes the folder where it is missing.
    pub(super) fn prepare(&self) -> Result<(), WriteError> {
        if fs::symlink_metadata(&self.folder).is_ok_and(|metadata| metadata.is_symlink()) {
            let reason = "it is a symbolic link, and roadlog keeps its journal in a folder of its own; remove it";
            return Err(WriteError::BadPath { path: self.folder.to_string_lossy().into_owned(), reason });
        }
        fs::create_dir_all(self.history_folder()).map_err(WriteError::io("making", &self.folder))?;
        let ignore = self.folder.join(".gitignore");
        if self.folder.starts_with(&self.anchor) && self.folder.ends_with(".roadlog") && !ignore.exists() {
            fs::write(&ignore, "*\n").map_err(WriteError::io("writing", &ignore))?;
        }
        Ok(())
    }

    /// Takes the lock, waiting a while for another roadlog to end its writing.
    pub(super) fn lock(&self, disk: &dyn Disk) -> Result<Lock, WriteError> {
        let path = self.folder.join("lock");
        let file = File::options().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(WriteError::io("opening", &path))?;
        match disk.lock(&file) {
            Ok(()) => Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(WriteError::Busy),
            Err(TryLockError::Error(source)) => Err(WriteError::io("locking", &path)(source)),
        }
    }

    fn stage_path(&self, stage: Stage) -> PathBuf {
        self.folder.join(match stage {
            Stage::Staging => "staging.journal",
            Stage::Committing => "committing.journal",
            Stage::Reverting => "reverting.journal",
        })
    }

    fn history_folder(&self) -> PathBuf {
        self.folder.join("history")
    }

    fn history_path(&self, sequence: u64) -> PathBuf {
        self.history_folder().join(format!("{sequence:010}.journal"))
    }

    /// Whether an operation was interrupted, or is under way in another process.
    pub(super) fn has_unfinished(&self) -> bool {
        [Stage::Staging, Stage::Committing, Stage::Reverting].into_iter().any(|stage| self.stage_path(stage).exists())
    }

    /// The operation at `stage`, if there is one.
    pub(super) fn unfinished(&self, stage: Stage) -> Result<Option<Journal>, WriteError> {
        read(&self.stage_path(stage))
    }

    /// Writes the journal of an operation that begins, whole and synced before it is seen.
    pub(super) fn begin(&self, disk: &dyn Disk, journal: &Journal) -> Result<(), WriteError> {
        let draft = self.folder.join("draft.journal");
        remove_if_there(disk, &draft).map_err(WriteError::io("removing", &draft))?;
        let written = disk
            // Readable for its owner alone, like the most private of the files that it has the bytes of.
            .create_file(&draft, &journal.encode(), Attributes { mode: Some(0o600), owner: None })
            .and_then(|()| disk.sync_file(&draft))
            .and_then(|()| disk.rename(&draft, &self.stage_path(Stage::Staging)));
        if let Err(source) = written {
            remove_if_there(disk, &draft).ok();
            return Err(WriteError::io("writing", &draft)(source));
        }
        disk.sync_folder(&self.folder).map_err(WriteError::io("syncing", &self.folder))
    }

    /// Marks an operation that was at `from` as being at `to`.
    pub(super) fn advance(&self, disk: &dyn Disk, from: Stage, to: Stage) -> Result<(), WriteError> {
        self.rename(disk, &self.stage_path(from), &self.stage_path(to))
    }

    /// Marks an operation as being taken back, wherever it is: under way, or in the history already.
    pub(super) fn begin_reverting(&self, disk: &dyn Disk, sequence: u64) -> Result<(), WriteError> {
        let places = [self.stage_path(Stage::Staging), self.stage_path(Stage::Committing), self.history_path(sequence)];
        match places.iter().find(|place| place.exists()) {
            Some(place) => self.rename(disk, place, &self.stage_path(Stage::Reverting)),
            None => Ok(()),
        }
    }

    /// Moves a completed operation to the history.
    pub(super) fn file_away(&self, disk: &dyn Disk, sequence: u64) -> Result<(), WriteError> {
        self.rename(disk, &self.stage_path(Stage::Committing), &self.history_path(sequence))
    }

    /// Forgets the operation at `stage`.
    pub(super) fn forget(&self, disk: &dyn Disk, stage: Stage) -> Result<(), WriteError> {
        let path = self.stage_path(stage);
        remove_if_there(disk, &path).map_err(WriteError::io("removing", &path))?;
        // The operation has ended. A journal that a power failure brings back is settled once more, and finds every
        // file where it belongs: a refusal here is none of the user's concern.
        disk.sync_folder(&self.folder).ok();
        Ok(())
    }

    fn rename(&self, disk: &dyn Disk, from: &Path, to: &Path) -> Result<(), WriteError> {
        disk.rename(from, to)
            .and_then(|()| disk.sync_folder(&self.folder))
            .and_then(|()| disk.sync_folder(&self.history_folder()))
            .map_err(WriteError::io("renaming", from))
    }

    /// The number of the next operation.
    pub(super) fn next_sequence(&self) -> Result<u64, WriteError> {
        Ok(self.history()?.last().map_or(1, |(sequence, _)| sequence.saturating_add(1)))
    }

    /// The newest operation in the history that wrote in this workspace.
    pub(super) fn newest(&self) -> Result<Option<Journal>, WriteError> {
        for (_, path) in self.history()?.into_iter().rev() {
            if let Some(journal) = read(&path)?.filter(|journal| journal.workspace == self.prefix) {
                return Ok(Some(journal));
            }
        }
        Ok(None)
    }

    /// The operations of the history, oldest first.
    fn history(&self) -> Result<Vec<(u64, PathBuf)>, WriteError> {
        let folder = self.history_folder();
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(WriteError::io("listing", &folder)(source)),
        };
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let mut history: Vec<_> = paths.filter_map(|path| Some((sequence_of(&path)?, path))).collect();
        history.sort_unstable();
        Ok(history)
    }

    /// Removes what the history keeps too much. What cannot be removed stays for the next time.
    pub(super) fn prune(&self, disk: &dyn Disk) {
        let mut size = 0;
        for (age, (_, path)) in self.history().unwrap_or_default().into_iter().rev().enumerate() {
            size += fs::metadata(&path).map_or(0, |metadata| metadata.len());
            if age > 0 && (age >= LONGEST_HISTORY || size > LARGEST_HISTORY) {
                disk.remove_file(&path).ok();
            }
        }
    }
}

fn sequence_of(path: &Path) -> Option<u64> {
    path.file_name()?.to_str()?.strip_suffix(".journal")?.parse().ok()
}

fn read(path: &Path) -> Result<Option<Journal>, WriteError> {
    match fs::read(path) {
        Ok(bytes) => match Journal::decode(&bytes) {
            Some(journal) => Ok(Some(journal)),
            None => Err(WriteError::DamagedJournal { journal: path.to_path_buf() }),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(WriteError::io("reading", path)(source)),
    }
}

/// Removes a file, or does nothing where it is not there.
pub(super) fn remove_if_there(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok() { disk.remove_file(path) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Sandbox;
    use crate::write::disk::RealDisk;

    fn store(sandbox: &Sandbox) -> Store {
        let store = Store::of(&Root::find(&sandbox.path("w")).unwrap());
        store.prepare().unwrap();
        store
    }

    fn operation(sequence: u64) -> Journal {
        Journal {
            operation: format!("number {sequence}"),
            sequence,
            workspace: String::new(),
            folders: Vec::new(),
            entries: Vec::new(),
        }
    }

    fn complete(store: &Store, sequence: u64) {
        store.begin(&RealDisk, &operation(sequence)).unwrap();
        store.advance(&RealDisk, Stage::Staging, Stage::Committing).unwrap();
        store.file_away(&RealDisk, sequence).unwrap();
        store.prune(&RealDisk);
    }

    #[test]
    fn in_git_it_lies_in_the_git_directory_of_the_work_tree() {
        let sandbox = Sandbox::new(&["main/.git/worktrees/w/HEAD", "w/plans/x.backlog"]);
        sandbox.write("w/.git", "gitdir: ../main/.git/worktrees/w\n");
        complete(&store(&sandbox), 1);
        assert!(sandbox.path("main/.git/worktrees/w/roadlog/history/0000000001.journal").exists());
    }

    #[test]
    fn outside_git_it_is_a_hidden_folder_that_a_later_repository_ignores() {
        let sandbox = Sandbox::new(&["w/roadlog.toml"]);
        store(&sandbox);
        assert_eq!(sandbox.read("w/.roadlog/.gitignore"), b"*\n");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_its_place_is_refused() {
        let sandbox = Sandbox::new(&["w/roadlog.toml", "elsewhere/file"]);
        std::os::unix::fs::symlink("../elsewhere", sandbox.path("w/.roadlog")).unwrap();
        let store = Store::of(&Root::find(&sandbox.path("w")).unwrap());
        assert!(matches!(store.prepare(), Err(WriteError::BadPath { .. })));
        assert!(!sandbox.path("elsewhere/history").exists());
    }

    #[test]
    fn the_lock_is_free_again_when_it_is_dropped() {
        let sandbox = Sandbox::new(&["w/.git/HEAD"]);
        let store = store(&sandbox);
        let second = || File::open(sandbox.path("w/.git/roadlog/lock")).unwrap().try_lock();
        let first = store.lock(&RealDisk).unwrap();
        assert!(matches!(second(), Err(TryLockError::WouldBlock)));
        drop(first);
        assert!(second().is_ok());
    }

    #[test]
    fn a_lock_file_that_a_dead_process_left_hinders_nobody() {
        let sandbox = Sandbox::new(&["w/.git/HEAD", "w/.git/roadlog/lock"]);
        assert!(store(&sandbox).lock(&RealDisk).is_ok());
    }

    #[test]
    fn the_last_twenty_operations_are_kept() {
        let sandbox = Sandbox::new(&["w/.git/HEAD"]);
        let store = store(&sandbox);
        (1..=25).for_each(|sequence| complete(&store, sequence));
        let kept: Vec<u64> = store.history().unwrap().into_iter().map(|(sequence, _)| sequence).collect();
        assert_eq!(kept, (6..=25).collect::<Vec<_>>());
        assert_eq!(store.next_sequence().unwrap(), 26);
        assert_eq!(store.newest().unwrap().unwrap().operation, "number 25");
    }

    #[test]
    fn a_history_that_takes_too_much_keeps_the_newest_operation() {
        let sandbox = Sandbox::new(&["w/.git/HEAD"]);
        let store = store(&sandbox);
        for sequence in 1..=3 {
            complete(&store, sequence);
            let file = File::options().write(true).open(store.history_path(sequence)).unwrap();
            file.set_len(LARGEST_HISTORY + 1000).unwrap();
        }
        store.prune(&RealDisk);
        assert_eq!(store.history().unwrap().into_iter().map(|(sequence, _)| sequence).collect::<Vec<_>>(), [3]);
    }

    #[test]
    fn a_damaged_journal_is_named_and_never_followed() {
        let sandbox = Sandbox::new(&["w/.git/HEAD"]);
        let store = store(&sandbox);
        sandbox.write("w/.git/roadlog/committing.journal", "roadlog journal 1\n{}");
        let error = store.unfinished(Stage::Committing).unwrap_err();
        assert!(matches!(&error, WriteError::DamagedJournal { journal } if journal.ends_with("committing.journal")));
        assert!(error.to_string().contains("git diff"), "{error}");
    }
}
