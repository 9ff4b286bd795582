//! What the disk says of files without reading them.

use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rustc_hash::FxHasher;

/// How coarse the times of a file system may be.
const TICK: Duration = Duration::from_millis(10);

/// What the disk says of files and folders that were read from `began` on; `None` where one of them was written since.
pub(crate) fn stamp_since(files: &[PathBuf], began: SystemTime) -> Option<u64> {
    let (stamp, now) = (stamp(files), SystemTime::now());
    // What bears a time to come, by the clock of another machine, was not written just now.
    let is_new = |time: SystemTime| time <= now && time.checked_add(TICK).is_some_and(|time| time >= began);
    let mut times = files.iter().filter_map(|file| written(file)).map(|(_, modified)| modified);
    (!times.any(is_new)).then_some(stamp)
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_while_it_was_read_is_not_known() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.backlog");
        std::fs::write(&file, "story PAY-1 Pay\n").unwrap();
        let files = [file.clone()];
        let written = file.metadata().unwrap().modified().unwrap();
        let second = Duration::from_secs(1);
        assert_eq!(stamp_since(&files, written + second), Some(stamp(&files)));
        assert_eq!(stamp_since(&files, written - second), None);
        std::fs::File::open(&file).unwrap().set_modified(SystemTime::now() + 3600 * second).unwrap();
        assert_eq!(stamp_since(&files, written - second), Some(stamp(&files)), "a clock that is ahead is no reason");
    }
}
