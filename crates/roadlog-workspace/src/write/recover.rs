//! Bringing an interrupted operation to an end at the next start.

use super::disk::{Disk, RealDisk};
use super::error::WriteError;
use super::settle::{Direction, Settling};
use super::store::{Stage, Store};
use crate::root::Root;

/// An interrupted operation that was brought to an end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recovery {
    /// What the user called it.
    pub operation: String,
    /// Whether it was completed; otherwise it was taken back.
    pub completed: bool,
    /// Its files, relative to the root.
    pub files: Vec<String>,
    /// Those of them that somebody changed after the interruption: they were left as they are and want a look.
    pub left: Vec<String>,
}

/// Brings operations to an end that a crash interrupted: one that had begun to put its files in place is completed, an
/// earlier one and an undo's are taken back. Without one it writes nothing and costs three looks at the disk, so that
/// every start can call it. Calling it again changes nothing more.
///
/// # Errors
/// The journal is damaged, another roadlog is writing, or the disk refuses: see [`WriteError`].
pub fn recover(root: &Root) -> Result<Vec<Recovery>, WriteError> {
    recover_on(&RealDisk, root)
}

pub(super) fn recover_on(disk: &dyn Disk, root: &Root) -> Result<Vec<Recovery>, WriteError> {
    let store = Store::of(root);
    if !store.has_unfinished() {
        return Ok(Vec::new());
    }
    store.prepare()?;
    let _lock = store.lock(disk)?;
    recover_locked(disk, &store)
}

/// The same where the lock is held already.
pub(super) fn recover_locked(disk: &dyn Disk, store: &Store) -> Result<Vec<Recovery>, WriteError> {
    let mut recoveries = Vec::new();
    for stage in [Stage::Reverting, Stage::Committing, Stage::Staging] {
        recoveries.extend(recover_stage(disk, store, stage)?);
    }
    Ok(recoveries)
}

fn recover_stage(disk: &dyn Disk, store: &Store, stage: Stage) -> Result<Option<Recovery>, WriteError> {
    let Some(journal) = store.unfinished(stage)? else { return Ok(None) };
    let completed = stage == Stage::Committing;
    let direction = if completed { Direction::Forward } else { Direction::Back };
    let settling = Settling { disk, store, journal: &journal, direction };
    let left = if stage == Stage::Staging {
        settling.discard()?;
        Vec::new()
    } else {
        settling.settle()?
    };
    if completed {
        store.file_away(disk, journal.sequence)?;
    } else {
        store.forget(disk, stage)?;
    }
    let files = journal.written(&store.prefix).into_iter().map(|file| file.path).collect();
    Ok(Some(Recovery { operation: journal.operation, completed, files, left }))
}
