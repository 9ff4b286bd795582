//! Working out what an operation will write, and that it may, before anything is written.

use std::collections::BTreeSet;
use std::fs;

use super::change::Change;
use super::edit::apply_edits;
use super::error::WriteError;
use super::journal::Entry;
use super::target::{Target, resolve};
use crate::entry::EntryKind;
use crate::hash::ContentHash;
use crate::parallel;
use crate::root::Root;

const LONGEST_FILE: u64 = u32::MAX as u64;

/// What an operation will write: only the files of which a byte will differ.
pub(super) struct Planned {
    /// The files, by path.
    pub(super) entries: Vec<Entry>,
    /// The path of each entry as its change named it.
    pub(super) named: Vec<String>,
    /// The folders to make, outermost first.
    pub(super) folders: Vec<String>,
}

/// What `changes` come to, or the first reason against them in their order.
pub(super) fn plan(root: &Root, changes: &[Change]) -> Result<Planned, WriteError> {
    let outcomes = parallel::map(changes.iter().collect(), |change| plan_file(root, change));
    let mut files = outcomes.into_iter().collect::<Result<Vec<_>, _>>()?;
    files.sort_by(|one, other| one.entry.path.cmp(&other.entry.path));
    if let Some((one, _)) = files.iter().zip(files.iter().skip(1)).find(|(one, next)| one.entry.path == next.entry.path)
    {
        return Err(WriteError::TwoChanges { path: one.named.clone() });
    }
    files.retain(|file| file.entry.before != file.entry.after);
    // Sorted by path, a folder comes before those in it.
    let folders: BTreeSet<String> = files.iter().flat_map(|file| file.folders.iter().cloned()).collect();
    let (entries, named) = files.into_iter().map(|file| (file.entry, file.named)).unzip();
    Ok(Planned { entries, named, folders: folders.into_iter().collect() })
}

struct PlannedFile {
    named: String,
    entry: Entry,
    folders: Vec<String>,
}

fn plan_file(root: &Root, change: &Change) -> Result<PlannedFile, WriteError> {
    let target = resolve(root, change.path())?;
    let (before, after) = match change {
        Change::Create { path, bytes } => {
            if target.metadata.is_some() {
                return Err(WriteError::AlreadyThere { path: path.clone() });
            }
            (None, Some(bytes.clone()))
        }
        Change::Delete { path, expected } => {
            if target.linked {
                return Err(WriteError::NotAFile { path: path.clone(), kind: EntryKind::Link });
            }
            (Some(unchanged(&target, path, *expected)?), None)
        }
        Change::Edit { path, expected, edits } => {
            let before = unchanged(&target, path, *expected)?;
            let text = std::str::from_utf8(&before)
                .map_err(|error| WriteError::NotUtf8 { path: path.clone(), offset: error.valid_up_to() })?;
            let after =
                apply_edits(text, edits).map_err(|reason| WriteError::BadEdit { path: path.clone(), reason })?;
            (Some(before), Some(after.into_bytes()))
        }
    };
    if after.as_ref().is_some_and(|after| after.len() as u64 > LONGEST_FILE) {
        return Err(WriteError::TooLarge { path: change.path().to_owned() });
    }
    let mode = target.metadata.as_ref().and_then(|metadata| super::disk::Attributes::of(metadata).mode);
    let entry = Entry { path: target.path, before, after, mode };
    Ok(PlannedFile { named: change.path().to_owned(), entry, folders: target.missing_folders })
}

/// The bytes of a file that may be written and are still what was read.
fn unchanged(target: &Target, path: &str, expected: ContentHash) -> Result<Vec<u8>, WriteError> {
    let Some(metadata) = &target.metadata else {
        return Err(WriteError::ChangedSince { path: path.to_owned(), found: None });
    };
    if metadata.len() > LONGEST_FILE {
        return Err(WriteError::TooLarge { path: path.to_owned() });
    }
    let bytes = fs::read(&target.absolute).map_err(WriteError::io_at("reading", path))?;
    if ContentHash::of(&bytes) != expected {
        return Err(WriteError::ChangedSince { path: path.to_owned(), found: Some(bytes) });
    }
    // Renaming asks only for the folder's permission: the file's own must be asked for here.
    if metadata.permissions().readonly() {
        return Err(WriteError::ReadOnly { path: path.to_owned() });
    }
    Ok(bytes)
}
