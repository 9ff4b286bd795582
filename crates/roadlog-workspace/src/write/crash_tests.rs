//! Stops and fails writing at every single step: afterwards all files are wholly old or wholly new, always.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use super::apply::apply_on;
use super::disk::{Attributes, Disk, RealDisk};
use super::recover::recover_on;
use super::undo::undo_on;
use super::unlucky_disk::{Mishap, UnluckyDisk};
use super::{Change, Recovery, UndoError, WriteError};
use crate::root::Root;
use crate::testing::Sandbox;

/// More steps than any operation here has.
const ENDLESS: u32 = 500;

type Files = BTreeMap<String, Vec<u8>>;

/// A workspace with two files, and an operation that edits, makes (in new folders) and removes files.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new(&["w/.git/HEAD"]);
    sandbox.write("w/a.backlog", "one\r\n");
    sandbox.write("w/deep/b.backlog", "b\n");
    sandbox.write("w/gone.backlog", "gone");
    sandbox
}

fn changes() -> Vec<Change> {
    vec![
        Change::rewrite("a.backlog", b"one\r\n", "two\r\n".into()),
        Change::edit("deep/b.backlog", b"b\n", vec![(1..1, "!".into())]),
        Change::create("new/folder/c.backlog", *b"created"),
        Change::delete("gone.backlog", b"gone"),
    ]
}

fn root(sandbox: &Sandbox) -> Root {
    Root::find(&sandbox.path("w")).unwrap()
}

fn write(sandbox: &Sandbox, disk: &dyn Disk) -> Result<(), WriteError> {
    apply_on(disk, &root(sandbox), "everything", &changes(), &|_, _| Ok(())).map(drop)
}

fn recover(sandbox: &Sandbox) -> Vec<Recovery> {
    recover_on(&UnluckyDisk::calm(), &root(sandbox)).unwrap()
}

/// The files before and after the operation.
fn sides() -> (Files, Files) {
    let sandbox = sandbox();
    let old = sandbox.snapshot("w");
    write(&sandbox, &UnluckyDisk::calm()).unwrap();
    (old, sandbox.snapshot("w"))
}

/// Calls `table` with 0, 1, 2 … steps until it says that nothing went wrong any more.
fn every_step(mut table: impl FnMut(u32) -> bool) {
    let steps = (0..ENDLESS).take_while(|steps| table(*steps)).count();
    assert!((10..ENDLESS as usize).contains(&steps), "{steps} steps");
}

#[test]
fn death_at_any_step_leaves_all_files_old_or_new_after_recovery() {
    let (old, new) = sides();
    let (mut seen_old, mut seen_new) = (false, false);
    every_step(|steps| {
        let sandbox = sandbox();
        let disk = UnluckyDisk::after(steps, Mishap::Death);
        let outcome = write(&sandbox, &disk);
        let recoveries = recover(&sandbox);
        let found = sandbox.snapshot("w");
        assert!(found == old || found == new, "death at step {steps}: {found:?}");
        assert!(recoveries.iter().all(|recovery| recovery.completed == (found == new) && recovery.left.is_empty()));
        assert!(recover(&sandbox).is_empty(), "death at step {steps}: a second recovery");
        assert_eq!(sandbox.snapshot("w"), found);
        seen_old |= found == old;
        seen_new |= found == new && outcome.is_err();
        check_undo_after(&sandbox, &found, &old);
        disk.has_happened()
    });
    assert!(seen_old && seen_new, "the table takes operations back and completes them");
}

/// What was completed can be undone, what was not leaves nothing to undo, and both can be written again.
fn check_undo_after(sandbox: &Sandbox, found: &Files, old: &Files) {
    match undo_on(&UnluckyDisk::calm(), &root(sandbox)) {
        Ok(_) => assert_ne!(found, old),
        Err(UndoError::Nothing) => assert_eq!(found, old),
        Err(error) => panic!("{error}"),
    }
    assert_eq!(sandbox.snapshot("w"), *old);
    write(sandbox, &UnluckyDisk::calm()).unwrap();
}

#[test]
fn death_during_the_recovery_from_a_death_is_recovered_from() {
    let (old, new) = sides();
    every_step(|first| {
        let mut happened = false;
        for second in 0..ENDLESS {
            let sandbox = sandbox();
            let disk = UnluckyDisk::after(first, Mishap::Death);
            write(&sandbox, &disk).ok();
            happened = disk.has_happened();
            let disk = UnluckyDisk::after(second, Mishap::Death);
            recover_on(&disk, &root(&sandbox)).ok();
            recover(&sandbox);
            let found = sandbox.snapshot("w");
            assert!(found == old || found == new, "deaths at steps {first} and {second}: {found:?}");
            if !disk.has_happened() {
                break;
            }
        }
        happened
    });
}

#[test]
fn death_at_any_step_of_an_undo_leaves_all_files_old_or_new_after_recovery() {
    let (old, new) = sides();
    every_step(|steps| {
        let sandbox = sandbox();
        write(&sandbox, &UnluckyDisk::calm()).unwrap();
        let disk = UnluckyDisk::after(steps, Mishap::Death);
        undo_on(&disk, &root(&sandbox)).ok();
        recover(&sandbox);
        let found = sandbox.snapshot("w");
        assert!(found == old || found == new, "death at step {steps}: {found:?}");
        check_undo_after(&sandbox, &found, &old);
        disk.has_happened()
    });
}

#[test]
fn a_refusal_at_any_step_leaves_all_as_it_was_or_all_done() {
    let (old, new) = sides();
    for mishap in [Mishap::Refusal, Mishap::FullFromHere] {
        every_step(|steps| {
            let sandbox = sandbox();
            let disk = UnluckyDisk::after(steps, mishap);
            let outcome = write(&sandbox, &disk);
            if let Err(WriteError::Interrupted { .. }) = outcome {
                recover(&sandbox);
                let found = sandbox.snapshot("w");
                assert!(mishap == Mishap::FullFromHere && (found == old || found == new), "{mishap:?} at step {steps}");
            } else {
                let expected = if outcome.is_ok() { &new } else { &old };
                assert_eq!(sandbox.snapshot("w"), *expected, "{mishap:?} at step {steps}: {outcome:?}");
                assert!(recover(&sandbox).is_empty(), "{mishap:?} at step {steps}");
            }
            disk.has_happened()
        });
    }
}

#[test]
fn a_refusal_at_any_step_of_an_undo_leaves_all_as_it_was_or_all_undone() {
    let (old, new) = sides();
    every_step(|steps| {
        let sandbox = sandbox();
        write(&sandbox, &UnluckyDisk::calm()).unwrap();
        let disk = UnluckyDisk::after(steps, Mishap::Refusal);
        let outcome = undo_on(&disk, &root(&sandbox));
        let expected = if outcome.is_ok() { &old } else { &new };
        assert_eq!(sandbox.snapshot("w"), *expected, "refusal at step {steps}: {outcome:?}");
        check_undo_after(&sandbox, expected, &old);
        disk.has_happened()
    });
}

#[test]
fn the_error_of_a_full_disk_says_what_to_do() {
    let sandbox = sandbox();
    let error = write(&sandbox, &UnluckyDisk::after(0, Mishap::Refusal)).unwrap_err().to_string();
    assert!(error.contains("free some space"), "{error}");
}

/// A disk that lets an editor save a file just before the first file is put in place.
struct EditedMeanwhile<'a>(&'a Sandbox);

impl Disk for EditedMeanwhile<'_> {
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if to.ends_with("committing.journal") {
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

#[test]
fn a_file_that_was_edited_after_the_interruption_is_left_and_named() {
    let (_, new) = sides();
    let mut left = 0;
    every_step(|steps| {
        let sandbox = sandbox();
        let disk = UnluckyDisk::after(steps, Mishap::Death);
        write(&sandbox, &disk).ok();
        sandbox.write("w/deep/b.backlog", "edited");
        let recoveries = recover(&sandbox);
        assert_eq!(sandbox.read("w/deep/b.backlog"), b"edited");
        for recovery in recoveries.iter().filter(|recovery| recovery.completed) {
            assert_eq!(recovery.left, ["deep/b.backlog"]);
            assert_eq!(sandbox.read("w/a.backlog"), new["w/a.backlog"]);
            left += 1;
        }
        disk.has_happened()
    });
    assert!(left > 0);
}

#[cfg(unix)]
#[test]
fn a_journal_writes_through_no_link_that_was_put_in_the_way() {
    every_step(|steps| {
        let sandbox = sandbox();
        sandbox.write("elsewhere/b.backlog", "b\n");
        let disk = UnluckyDisk::after(steps, Mishap::Death);
        write(&sandbox, &disk).ok();
        std::fs::remove_dir_all(sandbox.path("w/deep")).unwrap();
        std::os::unix::fs::symlink("../elsewhere", sandbox.path("w/deep")).unwrap();
        recover(&sandbox);
        assert_eq!(sandbox.snapshot("elsewhere").len(), 1);
        assert_eq!(sandbox.read("elsewhere/b.backlog"), b"b\n");
        disk.has_happened()
    });
}
