//! Stops and fails writing at every single step: afterwards all files are wholly old or wholly new, always.

use std::collections::BTreeMap;

use super::apply::apply_on;
use super::disk::Disk;
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
pub(super) fn sandbox() -> Sandbox {
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

pub(super) fn root(sandbox: &Sandbox) -> Root {
    Root::find(&sandbox.path("w")).unwrap()
}

pub(super) fn write(sandbox: &Sandbox, disk: &dyn Disk) -> Result<(), WriteError> {
    apply_on(disk, &root(sandbox), "everything", &changes(), &|_, _| Ok(())).map(drop)
}

fn recover(sandbox: &Sandbox) -> Vec<Recovery> {
    recover_on(&UnluckyDisk::calm(), &root(sandbox)).unwrap()
}

/// The files before and after the operation.
pub(super) fn sides() -> (Files, Files) {
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

#[test]
fn the_next_operation_and_the_next_undo_bring_an_interrupted_one_to_an_end_first() {
    let (old, new) = sides();
    every_step(|steps| {
        let dead = || {
            let sandbox = sandbox();
            let disk = UnluckyDisk::after(steps, Mishap::Death);
            write(&sandbox, &disk).ok();
            (sandbox, disk.has_happened())
        };
        let (sandbox, happened) = dead();
        let calm = UnluckyDisk::calm();
        apply_on(&calm, &root(&sandbox), "next", &[Change::create("z.backlog", *b"")], &|_, _| Ok(())).unwrap();
        let mut found = sandbox.snapshot("w");
        assert!(found.remove("w/z.backlog").is_some());
        assert!(found == old || found == new, "death at step {steps}: {found:?}");
        let (sandbox, _) = dead();
        undo_on(&calm, &root(&sandbox)).ok();
        assert_eq!(sandbox.snapshot("w"), old, "death at step {steps}");
        happened
    });
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
