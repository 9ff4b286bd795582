//! The few ways in which writing changes the disk, behind a trait so that tests can stop or fail each one.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long one roadlog waits for another to end its writing.
const PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(20);

/// Permissions and owner for a new file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Attributes {
    /// Unix permission bits; nothing for what the process's umask gives.
    pub(super) mode: Option<u32>,
    /// Unix user and group, kept where the process may give a file away.
    pub(super) owner: Option<(u32, u32)>,
}

impl Attributes {
    /// Those of an existing file.
    #[cfg(unix)]
    pub(super) fn of(metadata: &fs::Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self { mode: Some(metadata.mode() & 0o7777), owner: Some((metadata.uid(), metadata.gid())) }
    }

    /// Those of an existing file: elsewhere than on Unix there is nothing to keep.
    #[cfg(not(unix))]
    pub(super) fn of(_: &fs::Metadata) -> Self {
        Self::default()
    }
}

/// Changes of the disk, each by default the real one. Reading needs no such care and goes to the disk directly.
pub(super) trait Disk {
    /// Writes a file that must not be there yet; nothing is synced.
    fn create_file(&self, path: &Path, bytes: &[u8], attributes: Attributes) -> io::Result<()> {
        let mut file = new_file(path, attributes)?;
        file.write_all(bytes)?;
        set_attributes(&file, attributes)
    }

    /// Waits until a file's bytes are on the medium.
    fn sync_file(&self, path: &Path) -> io::Result<()> {
        // Windows syncs only what is open for writing.
        File::options().read(true).write(cfg!(windows)).open(path)?.sync_all()
    }

    /// Waits until a folder's entries are on the medium. Windows opens no folder as a file.
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        if cfg!(windows) { Ok(()) } else { File::open(path)?.sync_all() }
    }

    /// Moves a file over what is there, if anything, in one step.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    /// Gives a file a second name, which must not be there yet.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    /// Removes a file.
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    /// Makes one folder.
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    /// Removes an empty folder.
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    /// Locks a file against other processes, waiting a while for the one that has the lock.
    #[expect(clippy::disallowed_methods, reason = "the lock of a file is waited for without end or looked at again")]
    fn lock(&self, file: &File) -> Result<(), TryLockError> {
        let started = Instant::now();
        loop {
            match file.try_lock() {
                Err(TryLockError::WouldBlock) if started.elapsed() < PATIENCE => std::thread::sleep(PAUSE),
                outcome => return outcome,
            }
        }
    }
}

/// The disk itself.
pub(super) struct RealDisk;

impl Disk for RealDisk {}

/// An empty new file that nobody else may read until its permission bits are set.
#[cfg(unix)]
fn new_file(path: &Path, attributes: Attributes) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let mode = if attributes.mode.is_some() { 0o600 } else { 0o666 };
    File::options().write(true).create_new(true).mode(mode).open(path)
}

#[cfg(not(unix))]
fn new_file(path: &Path, _: Attributes) -> io::Result<File> {
    File::options().write(true).create_new(true).open(path)
}

#[cfg(unix)]
fn set_attributes(file: &File, attributes: Attributes) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    if let Some((user, group)) = attributes.owner {
        let metadata = file.metadata()?;
        if (metadata.uid(), metadata.gid()) != (user, group) {
            // Only the superuser may give a file away: for others it becomes the writer's, as with any editor.
            std::os::unix::fs::fchown(file, Some(user), Some(group)).ok();
        }
    }
    // After the owner, because a change of owner clears some of the bits.
    attributes.mode.map_or(Ok(()), |mode| file.set_permissions(fs::Permissions::from_mode(mode)))
}

#[cfg(not(unix))]
fn set_attributes(_: &File, _: Attributes) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::MetadataExt;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o777
    }

    #[test]
    fn a_file_whose_permissions_are_kept_is_private_until_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let (path, kept) = (folder.path().join("file"), Attributes { mode: Some(0o664), owner: None });
        drop(new_file(&path, kept).unwrap());
        assert_eq!(mode(&path), 0o600);
        fs::remove_file(&path).unwrap();
        RealDisk.create_file(&path, b"whole", kept).unwrap();
        assert_eq!((mode(&path), fs::read(&path).unwrap()), (0o664, b"whole".to_vec()));
    }

    #[test]
    fn what_is_there_is_never_written_over_nor_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "kept").unwrap();
        std::os::unix::fs::symlink("elsewhere", &link).unwrap();
        for path in [&file, &link] {
            let error = RealDisk.create_file(path, b"new", Attributes::default()).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        }
        assert!(fs::read(&file).unwrap() == b"kept" && !folder.path().join("elsewhere").exists());
    }
}
