//! Making an operation's changes, all or none of them.

use std::fs;
use std::path::PathBuf;

use super::change::{Change, Receipt};
use super::disk::{Disk, RealDisk};
use super::error::WriteError;
use super::journal::{Entry, Journal};
use super::plan::{Planned, plan};
use super::recover::recover_locked;
use super::settle::{Direction, Foreign, Settling};
use super::store::{Stage, Store};
use crate::parallel;
use crate::root::Root;

/// Looks at a file's new bytes as they were read back from the disk, under the path that the change gave; an error is
/// the reason to write nothing. It is called on several threads at once.
pub(super) type Check<'a> = &'a (dyn Fn(&str, &[u8]) -> Result<(), String> + Sync);

/// Makes `changes`, all or none of them, as one operation that `undo` can take back under the name `operation`.
///
/// A file that is replaced keeps its permission bits, and its owner where the process may set it; its modification time,
/// hard links and extended attributes are those of a new file. An interrupted operation of before is brought to an end
/// first. See the [module](super) for the steps.
///
/// # Errors
/// See [`WriteError`]. Unless it is [`WriteError::Interrupted`], every file is what it was and nothing is left behind.
pub fn apply(root: &Root, operation: &str, changes: &[Change], check: Check<'_>) -> Result<Receipt, WriteError> {
    apply_on(&RealDisk, root, operation, changes, check)
}

pub(super) fn apply_on(
    disk: &dyn Disk,
    root: &Root,
    operation: &str,
    changes: &[Change],
    check: Check<'_>,
) -> Result<Receipt, WriteError> {
    if changes.is_empty() {
        return Ok(Receipt::default());
    }
    let store = Store::of(root);
    store.prepare()?;
    let _lock = store.lock(disk)?;
    recover_locked(disk, &store)?;
    let Planned { entries, named, folders } = plan(root, changes)?;
    if entries.is_empty() {
        return Ok(Receipt::default());
    }
    let (operation, workspace) = (operation.to_owned(), store.prefix.clone());
    let journal = Journal { operation, sequence: store.next_sequence()?, workspace, folders, entries };
    let forward = Settling { disk, store: &store, journal: &journal, direction: Direction::Forward };
    let steps = || {
        store.begin(disk, &journal)?;
        forward.stage()?;
        verify(&forward, &named, check)?;
        store.advance(disk, Stage::Staging, Stage::Committing)?;
        forward.place(Foreign::Stop)?;
        store.file_away(disk, journal.sequence)
    };
    steps().map_err(|error| take_back(&forward, error))?;
    store.prune(disk);
    Ok(Receipt { files: journal.written(&store.prefix) })
}

/// Reads back what was staged, and asks the caller whether it is sound.
fn verify(staged: &Settling<'_>, named: &[String], check: Check<'_>) -> Result<(), WriteError> {
    let written = staged.temporaries().zip(&staged.journal.entries).zip(named).collect();
    let outcomes = parallel::map(written, |((temporary, entry), path): ((PathBuf, &Entry), &String)| {
        let Some(after) = &entry.after else { return Ok(()) };
        let rejected = |reason| WriteError::Rejected { path: path.clone(), reason };
        let bytes = fs::read(temporary).map_err(WriteError::io_at("reading back", path))?;
        if bytes != *after {
            return Err(rejected("the disk gave back other bytes than were written".to_owned()));
        }
        check(path, &bytes).map_err(rejected)
    });
    outcomes.into_iter().collect()
}

/// Undoes the steps that were made, and says why: `error`, or that it could not be done yet.
fn take_back(forward: &Settling<'_>, error: WriteError) -> WriteError {
    let Settling { disk, store, journal, .. } = *forward;
    let back = Settling { direction: Direction::Back, ..*forward };
    let steps = || {
        store.begin_reverting(disk, journal.sequence)?;
        back.settle()?;
        store.forget(disk, Stage::Reverting)
    };
    match steps() {
        Ok(()) => error,
        Err(_) => WriteError::Interrupted { source: Box::new(error) },
    }
}

#[cfg(test)]
mod tests {
    use super::super::change::{FileAction, WrittenFile};
    use super::*;
    use crate::entry::EntryKind;
    use crate::testing::Sandbox;

    fn root(sandbox: &Sandbox) -> Root {
        Root::find(&sandbox.path("w")).unwrap()
    }

    fn write(sandbox: &Sandbox, changes: &[Change]) -> Result<Receipt, WriteError> {
        apply(&root(sandbox), "test", changes, &|_, _| Ok(()))
    }

    fn sandbox() -> Sandbox {
        let sandbox = Sandbox::new(&["w/.git/HEAD"]);
        sandbox.write("w/x.backlog", b"\xef\xbb\xbfstory PAY-1 Pay\r\n  points: 5\n# kept");
        sandbox
    }

    #[test]
    fn only_the_named_bytes_change() {
        let sandbox = sandbox();
        let read = sandbox.read("w/x.backlog");
        let receipt = write(&sandbox, &[Change::edit("x.backlog", &read, vec![(30..31, "8".to_owned())])]).unwrap();
        assert_eq!(sandbox.read("w/x.backlog"), b"\xef\xbb\xbfstory PAY-1 Pay\r\n  points: 8\n# kept");
        assert_eq!(receipt.files, [WrittenFile { path: "x.backlog".to_owned(), action: FileAction::Changed }]);
    }

    #[test]
    fn files_are_made_with_their_folders_and_removed() {
        let sandbox = sandbox();
        let read = sandbox.read("w/x.backlog");
        let changes = [Change::create("archive/2026/x.backlog", read.clone()), Change::delete("x.backlog", &read)];
        let receipt = write(&sandbox, &changes).unwrap();
        assert_eq!(sandbox.read("w/archive/2026/x.backlog"), read);
        assert!(!sandbox.path("w/x.backlog").exists());
        let actions: Vec<_> = receipt.files.iter().map(|file| file.action).collect();
        assert_eq!(actions, [FileAction::Created, FileAction::Deleted]);
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_refused_with_its_new_text_and_no_other_is_written() {
        let sandbox = sandbox();
        sandbox.write("w/a.backlog", "a");
        let changes =
            [Change::rewrite("a.backlog", b"a", "new".into()), Change::rewrite("x.backlog", b"old", "new".into())];
        let before = sandbox.snapshot("w");
        let error = write(&sandbox, &changes).unwrap_err();
        assert!(
            matches!(&error, WriteError::ChangedSince { path, found: Some(found) }
            if path == "x.backlog" && *found == before["w/x.backlog"]),
            "{error}"
        );
        assert_eq!(sandbox.snapshot("w"), before);
    }

    #[test]
    fn a_file_that_is_gone_or_has_come_to_be_is_refused() {
        let sandbox = sandbox();
        let gone = write(&sandbox, &[Change::rewrite("gone.backlog", b"", "new".into())]).unwrap_err();
        assert!(matches!(gone, WriteError::ChangedSince { found: None, .. }), "{gone}");
        let there = write(&sandbox, &[Change::create("x.backlog", *b"new")]).unwrap_err();
        assert!(matches!(there, WriteError::AlreadyThere { .. }), "{there}");
    }

    #[test]
    fn a_content_that_the_caller_does_not_accept_is_not_written() {
        let sandbox = sandbox();
        let before = sandbox.snapshot("w");
        let changes = [
            Change::rewrite("x.backlog", &before["w/x.backlog"], "broken".into()),
            Change::create("new/y.backlog", *b"fine"),
        ];
        let check = |path: &str, bytes: &[u8]| match bytes {
            b"broken" => Err(format!("{path} lost an item")),
            _ => Ok(()),
        };
        let error = apply(&root(&sandbox), "fmt", &changes, &check).unwrap_err();
        assert!(matches!(&error, WriteError::Rejected { reason, .. } if reason == "x.backlog lost an item"), "{error}");
        assert_eq!(sandbox.snapshot("w"), before);
        assert!(!Store::of(&root(&sandbox)).has_unfinished());
    }

    #[test]
    fn what_changes_no_byte_is_not_recorded() {
        let sandbox = sandbox();
        let read = sandbox.read("w/x.backlog");
        assert_eq!(write(&sandbox, &[Change::edit("x.backlog", &read, vec![])]).unwrap(), Receipt::default());
        assert_eq!(write(&sandbox, &[]).unwrap(), Receipt::default());
        assert!(Store::of(&root(&sandbox)).newest().unwrap().is_none());
    }

    #[test]
    fn two_changes_to_one_file_a_bad_edit_and_text_that_is_none_are_refused() {
        let sandbox = sandbox();
        sandbox.write("w/z.backlog", b"ab\xffc");
        let read = sandbox.read("w/x.backlog");
        let twice = [Change::rewrite("x.backlog", &read, "1".into()), Change::delete("x.backlog", &read)];
        assert!(matches!(write(&sandbox, &twice), Err(WriteError::TwoChanges { .. })));
        let beyond = [Change::edit("x.backlog", &read, vec![(0..9999, String::new())])];
        assert!(matches!(write(&sandbox, &beyond), Err(WriteError::BadEdit { .. })));
        let binary = [Change::edit("z.backlog", b"ab\xffc", vec![(0..1, String::new())])];
        assert!(matches!(write(&sandbox, &binary), Err(WriteError::NotUtf8 { offset: 2, .. })));
    }

    #[test]
    fn a_file_in_the_place_of_a_folder_is_refused_and_nothing_is_left_behind() {
        let sandbox = sandbox();
        let before = sandbox.snapshot("w");
        let changes = [Change::create("a.backlog", *b"a"), Change::create("a.backlog/b.backlog", *b"b")];
        let error = write(&sandbox, &changes).unwrap_err();
        assert!(!matches!(error, WriteError::Interrupted { .. }), "{error}");
        assert_eq!(sandbox.snapshot("w"), before);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_kept_and_a_read_only_file_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let sandbox = sandbox();
        let path = sandbox.path("w/x.backlog");
        let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o7777;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        write(&sandbox, &[Change::rewrite("x.backlog", &sandbox.read("w/x.backlog"), "1".into())]).unwrap();
        assert_eq!(mode(), 0o640);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        let error = write(&sandbox, &[Change::rewrite("x.backlog", b"1", "2".into())]).unwrap_err();
        assert!(matches!(error, WriteError::ReadOnly { .. }), "{error}");
        assert!(matches!(write(&sandbox, &[Change::delete("x.backlog", b"1")]), Err(WriteError::ReadOnly { .. })));
        assert_eq!(sandbox.read("w/x.backlog"), b"1");
    }

    #[cfg(unix)]
    #[test]
    fn the_owner_is_kept_where_the_process_may_set_it() {
        use std::os::unix::fs::{MetadataExt, chown};
        let sandbox = sandbox();
        let path = sandbox.path("w/x.backlog");
        // Only the superuser may give a file away; for others it is theirs before and after.
        chown(&path, Some(4711), Some(4712)).ok();
        let owner = || fs::metadata(&path).map(|metadata| (metadata.uid(), metadata.gid())).unwrap();
        let before = owner();
        write(&sandbox, &[Change::rewrite("x.backlog", &sandbox.read("w/x.backlog"), "1".into())]).unwrap();
        assert_eq!(owner(), before);
    }

    #[cfg(unix)]
    #[test]
    fn the_journal_of_a_private_file_is_private() {
        use std::os::unix::fs::PermissionsExt;
        let sandbox = sandbox();
        write(&sandbox, &[Change::rewrite("x.backlog", &sandbox.read("w/x.backlog"), "1".into())]).unwrap();
        let journal = fs::metadata(sandbox.path("w/.git/roadlog/history/0000000001.journal")).unwrap();
        assert_eq!(journal.permissions().mode() & 0o777, 0o600);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_inside_is_kept_and_its_file_written() {
        let sandbox = sandbox();
        std::os::unix::fs::symlink("x.backlog", sandbox.path("w/alias.backlog")).unwrap();
        let read = sandbox.read("w/x.backlog");
        let receipt = write(&sandbox, &[Change::rewrite("alias.backlog", &read, "new".into())]).unwrap();
        assert_eq!(receipt.files[0].path, "x.backlog");
        assert!(fs::symlink_metadata(sandbox.path("w/alias.backlog")).unwrap().is_symlink());
        assert_eq!(sandbox.read("w/x.backlog"), b"new");
        let delete = write(&sandbox, &[Change::delete("alias.backlog", b"new")]).unwrap_err();
        assert!(matches!(delete, WriteError::NotAFile { kind: EntryKind::Link, .. }), "{delete}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_workspace_is_not_written_through() {
        let sandbox = sandbox();
        sandbox.write("secret", "secret");
        std::os::unix::fs::symlink("../secret", sandbox.path("w/out.backlog")).unwrap();
        let error = write(&sandbox, &[Change::rewrite("out.backlog", b"secret", "new".into())]).unwrap_err();
        assert!(matches!(error, WriteError::Outside { .. }), "{error}");
        assert_eq!(sandbox.read("secret"), b"secret");
    }
}
