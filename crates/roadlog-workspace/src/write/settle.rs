//! Bringing every file of an operation to one side, its bytes before or after, from any state that a crash can leave.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Attributes, Disk};
use super::error::WriteError;
use super::journal::{Entry, Journal, shown};
use super::store::{Store, remove_if_there};
use super::target::locate;
use crate::entry::EntryKind;

/// Which side an operation's files are brought to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Direction {
    /// What they are after it.
    Forward,
    /// What they were before it.
    Back,
}

/// What to do with a file that is neither what it was before nor after the operation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Foreign {
    /// Stop with an error.
    Stop,
    /// Leave it as it is and go on.
    Leave,
}

/// An operation on its way to one side.
pub(super) struct Settling<'a> {
    pub(super) disk: &'a dyn Disk,
    pub(super) store: &'a Store,
    pub(super) journal: &'a Journal,
    pub(super) direction: Direction,
}

/// Where a file stands.
enum Standing {
    /// Where it is brought to.
    There,
    /// On the other side.
    Away,
    /// Somebody else changed it: its bytes, or nothing where it is gone or no file.
    Foreign(Option<Vec<u8>>),
}

impl Settling<'_> {
    /// Brings every file to its side, but for those that somebody else changed meanwhile: these are named as the
    /// workspace knows them.
    pub(super) fn settle(&self) -> Result<Vec<String>, WriteError> {
        self.stage()?;
        self.place(Foreign::Leave)
    }

    /// Writes the new content of every file that needs one beside it, synced.
    pub(super) fn stage(&self) -> Result<(), WriteError> {
        let mut staged = Vec::new();
        for (index, entry) in self.journal.entries.iter().enumerate() {
            if let (Some(content), Standing::Away) = (self.wanted(entry), self.standing(entry)?) {
                let temporary = self.temporary(index, entry);
                self.make_folders(entry)?;
                remove_if_there(self.disk, &temporary)
                    .and_then(|()| self.disk.create_file(&temporary, content, self.attributes(entry)))
                    .map_err(self.io("writing", entry))?;
                staged.push((temporary, entry));
            }
        }
        // All are synced after all are written, which costs the file system little more than one.
        for (temporary, entry) in staged {
            self.disk.sync_file(&temporary).map_err(self.io("syncing", entry))?;
        }
        Ok(())
    }

    /// Puts what was staged in place, and removes what is not to be there. Names the files that were left.
    pub(super) fn place(&self, foreign: Foreign) -> Result<Vec<String>, WriteError> {
        let mut left = Vec::new();
        for (index, entry) in self.journal.entries.iter().enumerate() {
            match self.standing(entry)? {
                Standing::There => self.remove_temporary(index, entry).map_err(self.io("tidying up beside", entry))?,
                Standing::Away => self.place_file(index, entry).map_err(self.io("writing", entry))?,
                Standing::Foreign(found) if foreign == Foreign::Stop => {
                    return Err(WriteError::ChangedSince { path: self.shown(entry), found });
                }
                Standing::Foreign(_) => {
                    self.remove_temporary(index, entry).map_err(self.io("tidying up beside", entry))?;
                    left.push(self.shown(entry));
                }
            }
        }
        self.sync_folders()?;
        if self.direction == Direction::Back {
            self.remove_folders()?;
        }
        Ok(left)
    }

    /// Removes what was staged and the folders made for it; the files themselves were not touched.
    pub(super) fn discard(&self) -> Result<(), WriteError> {
        for (index, entry) in self.journal.entries.iter().enumerate() {
            self.remove_temporary(index, entry).map_err(self.io("tidying up beside", entry))?;
        }
        self.remove_folders()
    }

    /// The files that are on neither side, as the workspace knows them.
    pub(super) fn foreign(&self) -> Result<Vec<String>, WriteError> {
        let mut paths = Vec::new();
        for entry in &self.journal.entries {
            if let Standing::Foreign(_) = self.standing(entry)? {
                paths.push(self.shown(entry));
            }
        }
        Ok(paths)
    }

    /// The files in which the new contents wait, one for each entry.
    pub(super) fn temporaries(&self) -> impl Iterator<Item = PathBuf> {
        self.journal.entries.iter().enumerate().map(|(index, entry)| self.temporary(index, entry))
    }

    /// In the folder of the file itself, because a file is renamed in one step only within a file system.
    fn temporary(&self, index: usize, entry: &Entry) -> PathBuf {
        self.absolute(&entry.path).with_file_name(format!(".roadlog-{}-{index}.tmp", self.journal.sequence))
    }

    fn place_file(&self, index: usize, entry: &Entry) -> io::Result<()> {
        let (temporary, target) = (self.temporary(index, entry), self.absolute(&entry.path));
        if self.wanted(entry).is_none() {
            // Where putting a new file in place failed halfway, its content still waits beside it.
            self.remove_temporary(index, entry)?;
            return self.disk.remove_file(&target);
        }
        if self.replaced(entry).is_none() {
            // A second name is refused where a file has come to be meanwhile; a rename would take its place. Not
            // every file system knows second names.
            match self.disk.link(&temporary, &target) {
                Ok(()) => return self.disk.remove_file(&temporary),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
                Err(_) => {}
            }
        }
        self.disk.rename(&temporary, &target)
    }

    fn standing(&self, entry: &Entry) -> Result<Standing, WriteError> {
        let current = match self.content(entry) {
            Ok(Content::File(bytes)) => Some(bytes),
            Ok(Content::Nothing) => None,
            Ok(Content::Other) => return Ok(Standing::Foreign(None)),
            Err(source) => return Err(self.io("reading", entry)(source)),
        };
        Ok(if current.as_deref() == self.wanted(entry) {
            Standing::There
        } else if current.as_deref() == self.replaced(entry) {
            Standing::Away
        } else {
            Standing::Foreign(current)
        })
    }

    fn content(&self, entry: &Entry) -> io::Result<Content> {
        match locate(&self.store.anchor, &entry.path) {
            Ok(Some(absolute)) => content_at(&absolute),
            Ok(None) => Ok(Content::Other),
            // A file or a dangling link in the place of a folder.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotADirectory | io::ErrorKind::NotFound) => {
                Ok(Content::Other)
            }
            Err(error) => Err(error),
        }
    }

    fn wanted<'e>(&self, entry: &'e Entry) -> Option<&'e [u8]> {
        match self.direction {
            Direction::Forward => entry.after.as_deref(),
            Direction::Back => entry.before.as_deref(),
        }
    }

    fn replaced<'e>(&self, entry: &'e Entry) -> Option<&'e [u8]> {
        match self.direction {
            Direction::Forward => entry.before.as_deref(),
            Direction::Back => entry.after.as_deref(),
        }
    }

    /// Those of the file that is replaced, or those that the file had before it was removed.
    fn attributes(&self, entry: &Entry) -> Attributes {
        let kept = Attributes { mode: entry.mode, owner: None };
        fs::symlink_metadata(self.absolute(&entry.path)).map_or(kept, |metadata| Attributes::of(&metadata))
    }

    fn make_folders(&self, entry: &Entry) -> Result<(), WriteError> {
        let target = self.absolute(&entry.path);
        let missing = target.ancestors().skip(1).take_while(|folder| !folder.exists());
        let missing: Vec<&Path> = missing.collect();
        for folder in missing.into_iter().rev() {
            self.disk.create_folder(folder).map_err(self.io("making the folder of", entry))?;
        }
        Ok(())
    }

    /// Removes the folders that the operation made, where nothing else has come to lie in them.
    fn remove_folders(&self) -> Result<(), WriteError> {
        for folder in self.journal.folders.iter().rev() {
            if let Ok(Some(folder)) = locate(&self.store.anchor, folder) {
                self.disk.remove_folder(&folder).or_else(in_use).map_err(WriteError::io("removing", &folder))?;
            }
        }
        Ok(())
    }

    fn remove_temporary(&self, index: usize, entry: &Entry) -> io::Result<()> {
        match locate(&self.store.anchor, &entry.path) {
            Ok(Some(_)) => remove_if_there(self.disk, &self.temporary(index, entry)),
            // Where a link or a file has taken the place of its folder, it is gone with the folder.
            _ => Ok(()),
        }
    }

    fn sync_folders(&self) -> Result<(), WriteError> {
        let paths = self.journal.entries.iter().map(|entry| &entry.path).chain(&self.journal.folders);
        let folders: BTreeSet<PathBuf> =
            paths.filter_map(|path| Some(self.absolute(path).parent()?.to_owned())).collect();
        for folder in folders.iter().filter(|folder| folder.is_dir()) {
            self.disk.sync_folder(folder).map_err(WriteError::io("syncing", folder))?;
        }
        Ok(())
    }

    fn absolute(&self, path: &str) -> PathBuf {
        self.store.anchor.join(path)
    }

    fn shown(&self, entry: &Entry) -> String {
        shown(&entry.path, &self.store.prefix)
    }

    fn io(&self, action: &'static str, entry: &Entry) -> impl FnOnce(io::Error) -> WriteError + use<> {
        let path = self.shown(entry);
        move |source| WriteError::Io { action, path, source }
    }
}

/// What stands at a path.
enum Content {
    File(Vec<u8>),
    Nothing,
    /// A link, a folder or the like.
    Other,
}

fn content_at(absolute: &Path) -> io::Result<Content> {
    match fs::symlink_metadata(absolute) {
        Ok(metadata) if EntryKind::of(metadata.file_type()).is_none() => Ok(Content::File(fs::read(absolute)?)),
        Ok(_) => Ok(Content::Other),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Content::Nothing),
        Err(error) => Err(error),
    }
}

/// A folder that cannot be removed because others use it, or have removed it, is theirs.
fn in_use(error: io::Error) -> io::Result<()> {
    use io::ErrorKind::{AlreadyExists, DirectoryNotEmpty, NotADirectory, NotFound};
    // POSIX lets rmdir say EEXIST as well where the folder is not empty.
    match error.kind() {
        AlreadyExists | DirectoryNotEmpty | NotADirectory | NotFound => Ok(()),
        _ => Err(error),
    }
}
