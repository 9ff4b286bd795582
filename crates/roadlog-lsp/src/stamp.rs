//! What the disk says of files without reading them.

use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rustc_hash::FxHasher;

/// What the disk says of these files and folders: another number once one of them was written, made or removed.
pub(crate) fn stamp(files: &[PathBuf]) -> u64 {
    let mut hasher = FxHasher::default();
    for file in files {
        file.hash(&mut hasher);
        written(file).hash(&mut hasher);
    }
    hasher.finish()
}

fn written(file: &Path) -> Option<(u64, SystemTime)> {
    let metadata = file.metadata().ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}
