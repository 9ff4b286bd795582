//! A disk for tests that dies, fails or fills up after any number of steps.

use std::cell::Cell;
use std::io;
use std::path::Path;

use super::disk::{Attributes, Disk, RealDisk};

/// What goes wrong at a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mishap {
    /// The process dies: this step is half done and no later one happens.
    Death,
    /// The disk is full: this step fails, the others work.
    Refusal,
    /// The disk fills up: this step fails and so does every later one that needs space.
    FullFromHere,
}

/// A disk on which something goes wrong after a number of steps. It syncs nothing: what a process wrote outlives its
/// death, and the thousands of deaths here pass the sooner.
pub(super) struct UnluckyDisk {
    left: Cell<u32>,
    mishap: Mishap,
    happened: Cell<bool>,
}

impl UnluckyDisk {
    /// A disk on which it happens after that many steps.
    pub(super) fn after(steps: u32, mishap: Mishap) -> Self {
        Self { left: Cell::new(steps), mishap, happened: Cell::new(false) }
    }

    /// A disk on which nothing goes wrong.
    pub(super) fn calm() -> Self {
        Self::after(u32::MAX, Mishap::Death)
    }

    /// Whether it went wrong already.
    pub(super) fn has_happened(&self) -> bool {
        self.happened.get()
    }

    /// Whether this step goes wrong.
    fn is_unlucky(&self, needs_space: bool) -> bool {
        if self.happened.get() {
            return match self.mishap {
                Mishap::Death => true,
                Mishap::Refusal => false,
                Mishap::FullFromHere => needs_space,
            };
        }
        let unlucky = self.left.get() == 0;
        self.happened.set(unlucky);
        self.left.set(self.left.get().saturating_sub(1));
        unlucky
    }

    fn step(&self, action: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        if self.is_unlucky(false) { Err(full()) } else { action() }
    }
}

fn full() -> io::Error {
    io::Error::from(io::ErrorKind::StorageFull)
}

impl Disk for UnluckyDisk {
    fn create_file(&self, path: &Path, bytes: &[u8], attributes: Attributes) -> io::Result<()> {
        let happened_before = self.happened.get();
        if !self.is_unlucky(true) {
            return RealDisk.create_file(path, bytes, attributes);
        }
        // The dying process and the disk that fills up leave a part of the file, a dead one does nothing more.
        if !(happened_before && self.mishap == Mishap::Death) {
            RealDisk.create_file(path, &bytes[..bytes.len() / 2], attributes)?;
        }
        Err(full())
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        self.step(|| path.metadata().map(drop))
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.step(|| path.metadata().map(drop))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| {
            // The same in two steps: a file system may sync a file that is renamed over another.
            std::fs::remove_file(to).ok();
            RealDisk.rename(from, to)
        })
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| RealDisk.link(from, to))
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step(|| RealDisk.remove_file(path))
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.step(|| RealDisk.create_folder(path))
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.step(|| RealDisk.remove_folder(path))
    }
}
