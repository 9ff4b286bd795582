//! Writes on disks that are not as usual: shared with an editor or another roadlog, lossy, or without hard links.

use std::cell::RefCell;
use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

use super::apply::apply_on;
use super::crash_tests::{root, sandbox, sides, write};
use super::disk::{Attributes, Disk, RealDisk};
use super::recover::recover_on;
use super::undo::undo_on;
use super::unlucky_disk::UnluckyDisk;
use super::{Change, UndoError, WriteError};
use crate::testing::Sandbox;

/// A disk that lets an editor save a file just before the first file is put in place or put back.
struct EditedMeanwhile<'a>(&'a Sandbox);

impl Disk for EditedMeanwhile<'_> {
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if to.ends_with("committing.journal") || to.ends_with("reverting.journal") {
            self.0.write("w/deep/b.backlog", "edited");
        }
        RealDisk.rename(from, to)
    }
}

#[test]
fn a_save_between_reading_and_writing_is_never_overwritten() {
    let sandbox = sandbox();
    let mut expected = sandbox.snapshot("w");
    expected.insert("w/deep/b.backlog".to_owned(), b"edited".to_vec());
    let error = write(&sandbox, &EditedMeanwhile(&sandbox)).unwrap_err();
    assert!(
        matches!(&error, WriteError::ChangedSince { path, found: Some(found) }
        if path == "deep/b.backlog" && found == b"edited"),
        "{error}"
    );
    assert_eq!(sandbox.snapshot("w"), expected);
}

#[test]
fn a_save_between_looking_and_undoing_is_never_overwritten() {
    let (_, mut expected) = sides();
    expected.insert("w/deep/b.backlog".to_owned(), b"edited".to_vec());
    let sandbox = sandbox();
    write(&sandbox, &UnluckyDisk::calm()).unwrap();
    let error = undo_on(&EditedMeanwhile(&sandbox), &root(&sandbox)).unwrap_err();
    assert!(matches!(error, UndoError::Write(WriteError::ChangedSince { .. })), "{error}");
    assert_eq!(sandbox.snapshot("w"), expected);
}

/// A disk on which another roadlog has the lock and does not let go.
struct LockedDisk;

impl Disk for LockedDisk {
    fn lock(&self, _: &File) -> Result<(), TryLockError> {
        Err(TryLockError::WouldBlock)
    }
}

#[test]
fn nothing_is_written_while_another_roadlog_writes() {
    let sandbox = sandbox();
    write(&sandbox, &UnluckyDisk::calm()).unwrap();
    let before = sandbox.snapshot("w");
    let other = apply_on(&LockedDisk, &root(&sandbox), "other", &[Change::create("z.backlog", *b"")], &|_, _| Ok(()));
    assert!(matches!(other, Err(WriteError::Busy)));
    assert!(matches!(undo_on(&LockedDisk, &root(&sandbox)), Err(UndoError::Write(WriteError::Busy))));
    std::fs::rename(
        sandbox.path("w/.git/roadlog/history/0000000001.journal"),
        sandbox.path("w/.git/roadlog/reverting.journal"),
    )
    .unwrap();
    assert!(matches!(recover_on(&LockedDisk, &root(&sandbox)), Err(WriteError::Busy)));
    assert_eq!(sandbox.snapshot("w"), before);
}

/// A disk that writes down what is done to it, with the names of files and folders only.
#[derive(Default)]
struct RecordingDisk(RefCell<Vec<String>>);

impl RecordingDisk {
    fn record(&self, action: &str, path: &Path) {
        let name = path.file_name().unwrap().to_str().unwrap();
        self.0.borrow_mut().push(format!("{action} {name}"));
    }

    /// When the last such step was made.
    fn last(&self, step: &str) -> usize {
        self.0.borrow().iter().rposition(|made| made == step).unwrap_or_else(|| panic!("{step} was not made"))
    }
}

impl Disk for RecordingDisk {
    fn sync_file(&self, path: &Path) -> io::Result<()> {
        self.record("sync", path);
        RealDisk.sync_file(path)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.record("sync", path);
        RealDisk.sync_folder(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.record("make", to);
        RealDisk.rename(from, to)
    }
}

#[test]
fn everything_is_on_the_medium_before_the_next_step_relies_on_it() {
    let sandbox = sandbox();
    let disk = RecordingDisk::default();
    write(&sandbox, &disk).unwrap();
    assert!(disk.last("sync draft.journal") < disk.last("make staging.journal"));
    for (new, folder) in [(".roadlog-1-0.tmp", "w"), (".roadlog-1-1.tmp", "deep"), (".roadlog-1-3.tmp", "folder")] {
        assert!(disk.last(&format!("sync {new}")) < disk.last("make committing.journal"), "{new}");
        assert!(disk.last("make b.backlog") < disk.last(&format!("sync {folder}")), "{folder}");
        assert!(disk.last(&format!("sync {folder}")) < disk.last("make 0000000001.journal"), "{folder}");
    }
    assert!(disk.last("make 0000000001.journal") < disk.last("sync history"));
}

/// A disk on which somebody makes a file in the very moment in which it is put in place.
struct MadeMeanwhile;

impl Disk for MadeMeanwhile {
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        if to.ends_with("c.backlog") {
            std::fs::write(to, "theirs")?;
        }
        RealDisk.link(from, to)
    }
}

#[test]
fn a_file_made_in_the_place_of_a_new_one_is_never_overwritten() {
    let sandbox = sandbox();
    let mut expected = sandbox.snapshot("w");
    let error = write(&sandbox, &MadeMeanwhile).unwrap_err();
    assert!(matches!(error, WriteError::Io { .. }), "{error}");
    for (path, bytes) in [("w/new/", &b""[..]), ("w/new/folder/", b""), ("w/new/folder/c.backlog", b"theirs")] {
        expected.insert(path.to_owned(), bytes.to_vec());
    }
    assert_eq!(sandbox.snapshot("w"), expected);
}

/// A disk whose file system gives a file one name only, as FAT does.
struct OneNameDisk;

impl Disk for OneNameDisk {
    fn link(&self, _: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[test]
fn without_hard_links_new_files_are_made_all_the_same() {
    let (_, new) = sides();
    let sandbox = sandbox();
    write(&sandbox, &OneNameDisk).unwrap();
    assert_eq!(sandbox.snapshot("w"), new);
}

/// A disk that loses the end of what is written to it, and says nothing.
struct LossyDisk;

impl Disk for LossyDisk {
    fn create_file(&self, path: &Path, bytes: &[u8], attributes: Attributes) -> io::Result<()> {
        let kept = if path.extension().is_some_and(|end| end == "tmp") { bytes.len() / 2 } else { bytes.len() };
        RealDisk.create_file(path, &bytes[..kept], attributes)
    }
}

#[test]
fn a_disk_that_loses_bytes_is_noticed_before_a_file_is_replaced() {
    let (old, _) = sides();
    let sandbox = sandbox();
    let error = write(&sandbox, &LossyDisk).unwrap_err();
    assert!(matches!(error, WriteError::Rejected { .. }), "{error}");
    assert_eq!(sandbox.snapshot("w"), old);
}
