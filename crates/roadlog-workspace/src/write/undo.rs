//! Taking the last operation back, byte for byte.

use super::change::{FileAction, WrittenFile};
use super::disk::{Disk, RealDisk};
use super::error::{UndoError, WriteError};
use super::journal::Journal;
use super::recover::recover_locked;
use super::settle::{Direction, Foreign, Settling};
use super::store::{Stage, Store};
use crate::root::Root;

/// What an undo did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UndoReport {
    /// The operation that was taken back, as it was called.
    pub operation: String,
    /// The files that were written, by path, and what became of each: one that the operation made is deleted.
    pub files: Vec<WrittenFile>,
}

/// Takes the last operation that wrote in the workspace at `root` back: each of its files has the bytes from before it
/// again, files that it made are gone with the folders made for them, files that it removed are there. The next call
/// takes back the one before. There is no redo.
///
/// # Errors
/// There is nothing to undo, a file has been changed since (then no file is written), or writing failed.
pub fn undo(root: &Root) -> Result<UndoReport, UndoError> {
    undo_on(&RealDisk, root)
}

pub(super) fn undo_on(disk: &dyn Disk, root: &Root) -> Result<UndoReport, UndoError> {
    let store = Store::of(root);
    store.prepare()?;
    let _lock = store.lock(disk)?;
    recover_locked(disk, &store)?;
    let journal = store.newest()?.ok_or(UndoError::Nothing)?;
    let back = Settling { disk, store: &store, journal: &journal, direction: Direction::Back };
    let paths = back.foreign()?;
    if !paths.is_empty() {
        return Err(UndoError::ChangedSince { operation: journal.operation, paths });
    }
    let steps = || {
        store.begin_reverting(disk, journal.sequence)?;
        back.stage()?;
        back.place(Foreign::Stop)?;
        store.forget(disk, Stage::Reverting)
    };
    steps().map_err(|error| restore(&back, error))?;
    Ok(UndoReport { files: undone(&journal, &store.prefix), operation: journal.operation })
}

/// Puts the operation that could not be taken back in force again, and says why: `error`, or that it could not be done.
fn restore(back: &Settling<'_>, error: WriteError) -> WriteError {
    let Settling { disk, store, journal, .. } = *back;
    let forward = Settling { direction: Direction::Forward, ..*back };
    let steps = || {
        store.advance(disk, Stage::Reverting, Stage::Committing)?;
        forward.settle()?;
        store.file_away(disk, journal.sequence)
    };
    match steps() {
        Ok(()) => error,
        Err(_) => WriteError::Interrupted { source: Box::new(error) },
    }
}

fn undone(journal: &Journal, prefix: &str) -> Vec<WrittenFile> {
    let mut files = journal.written(prefix);
    for file in &mut files {
        file.action = match file.action {
            FileAction::Created => FileAction::Deleted,
            FileAction::Changed => FileAction::Changed,
            FileAction::Deleted => FileAction::Created,
        };
    }
    files
}

#[cfg(test)]
mod tests {
    use super::super::{Change, apply};
    use super::*;
    use crate::testing::Sandbox;

    fn root(sandbox: &Sandbox) -> Root {
        Root::find(&sandbox.path("w")).unwrap()
    }

    fn write(sandbox: &Sandbox, operation: &str, changes: &[Change]) {
        apply(&root(sandbox), operation, changes, &|_, _| Ok(())).unwrap();
    }

    fn sandbox() -> Sandbox {
        let sandbox = Sandbox::new(&["w/.git/HEAD"]);
        sandbox.write("w/x.backlog", b"\xef\xbb\xbfone\r\n");
        sandbox.write("w/old.backlog", b"old");
        sandbox
    }

    #[test]
    fn every_byte_file_and_folder_comes_back() {
        let sandbox = sandbox();
        let before = sandbox.snapshot("w");
        let changes = [
            Change::rewrite("x.backlog", &before["w/x.backlog"], "two\n".into()),
            Change::create("archive/2026/old.backlog", *b"old"),
            Change::delete("old.backlog", b"old"),
        ];
        write(&sandbox, "archive", &changes);
        assert_ne!(sandbox.snapshot("w"), before);
        let report = undo(&root(&sandbox)).unwrap();
        assert_eq!(sandbox.snapshot("w"), before);
        assert_eq!(report.operation, "archive");
        let files: Vec<_> = report.files.iter().map(|file| (file.path.as_str(), file.action)).collect();
        assert_eq!(
            files,
            [
                ("archive/2026/old.backlog", FileAction::Deleted),
                ("old.backlog", FileAction::Created),
                ("x.backlog", FileAction::Changed),
            ]
        );
    }

    #[test]
    fn undo_again_takes_back_the_operation_before_and_then_there_is_none() {
        let sandbox = sandbox();
        write(&sandbox, "first", &[Change::rewrite("old.backlog", b"old", "1".into())]);
        write(&sandbox, "second", &[Change::rewrite("old.backlog", b"1", "2".into())]);
        assert_eq!(undo(&root(&sandbox)).unwrap().operation, "second");
        assert_eq!(sandbox.read("w/old.backlog"), b"1");
        assert_eq!(undo(&root(&sandbox)).unwrap().operation, "first");
        assert_eq!(sandbox.read("w/old.backlog"), b"old");
        assert!(matches!(undo(&root(&sandbox)), Err(UndoError::Nothing)));
    }

    #[test]
    fn a_file_that_changed_since_refuses_the_whole_undo_by_name() {
        let sandbox = sandbox();
        let read = sandbox.read("w/x.backlog");
        let changes =
            [Change::rewrite("x.backlog", &read, "1".into()), Change::rewrite("old.backlog", b"old", "2".into())];
        write(&sandbox, "fmt", &changes);
        sandbox.write("w/old.backlog", "edited");
        let before = sandbox.snapshot("w");
        let error = undo(&root(&sandbox)).unwrap_err();
        assert!(matches!(&error, UndoError::ChangedSince { paths, .. } if *paths == ["old.backlog"]), "{error}");
        assert_eq!(
            error.to_string(),
            "`fmt` cannot be undone, because a file has changed since: old.backlog; nothing was written"
        );
        assert_eq!(sandbox.snapshot("w"), before);
        sandbox.write("w/old.backlog", "2");
        undo(&root(&sandbox)).unwrap();
        assert_eq!(sandbox.read("w/old.backlog"), b"old");
    }

    #[test]
    fn a_file_that_was_removed_or_made_again_since_refuses_too() {
        let sandbox = sandbox();
        write(&sandbox, "archive", &[Change::delete("old.backlog", b"old"), Change::create("n.backlog", *b"n")]);
        sandbox.write("w/old.backlog", "new");
        std::fs::remove_file(sandbox.path("w/n.backlog")).unwrap();
        let error = undo(&root(&sandbox)).unwrap_err();
        // The removal of n.backlog is what the undo would do itself.
        assert!(matches!(&error, UndoError::ChangedSince { paths, .. } if *paths == ["old.backlog"]), "{error}");
        assert_eq!(sandbox.read("w/old.backlog"), b"new");
    }

    #[test]
    fn a_folder_that_others_use_meanwhile_stays() {
        let sandbox = sandbox();
        write(&sandbox, "archive", &[Change::create("archive/a.backlog", *b"a")]);
        sandbox.write("w/archive/b.backlog", "b");
        undo(&root(&sandbox)).unwrap();
        assert!(!sandbox.path("w/archive/a.backlog").exists());
        assert_eq!(sandbox.read("w/archive/b.backlog"), b"b");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_of_a_removed_file_come_back() {
        use std::os::unix::fs::PermissionsExt;
        let sandbox = sandbox();
        let path = sandbox.path("w/old.backlog");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        write(&sandbox, "archive", &[Change::delete("old.backlog", b"old")]);
        undo(&root(&sandbox)).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o600);
    }

    #[test]
    fn each_workspace_of_a_work_tree_undoes_its_own_operations() {
        let sandbox = Sandbox::new(&["t/.git/HEAD"]);
        for name in ["w", ".", "w/v"] {
            sandbox.write(&format!("t/{name}/roadlog.toml"), "[workspace]\nroot = true\n");
            sandbox.write(&format!("t/{name}/x.backlog"), "old");
            let root = Root::find(&sandbox.path(&format!("t/{name}"))).unwrap();
            apply(&root, name, &[Change::rewrite("x.backlog", b"old", "new".into())], &|_, _| Ok(())).unwrap();
        }
        let first = Root::find(&sandbox.path("t/w")).unwrap();
        let report = undo(&first).unwrap();
        assert_eq!((report.operation.as_str(), report.files[0].path.as_str()), ("w", "x.backlog"));
        assert_eq!(sandbox.read("t/w/x.backlog"), b"old");
        assert_eq!(sandbox.read("t/x.backlog"), b"new");
        assert_eq!(sandbox.read("t/w/v/x.backlog"), b"new");
        assert!(matches!(undo(&first), Err(UndoError::Nothing)));
    }

    #[test]
    fn outside_git_it_works_alike() {
        let sandbox = Sandbox::new(&["w/roadlog.toml"]);
        write(&sandbox, "new", &[Change::create("x.backlog", *b"x")]);
        assert!(sandbox.path("w/.roadlog").is_dir());
        undo(&root(&sandbox)).unwrap();
        assert!(!sandbox.path("w/x.backlog").exists());
    }
}
