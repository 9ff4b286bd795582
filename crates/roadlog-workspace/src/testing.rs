//! What the tests of this crate share: a folder that goes away by itself, and entries that are no files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A temporary folder, outside any git work tree unless a test makes one in it.
pub(crate) struct Sandbox {
    folder: tempfile::TempDir,
    real: PathBuf,
}

impl Sandbox {
    /// A folder with these files, empty, and the folders that they lie in.
    pub(crate) fn new(files: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let real = fs::canonicalize(folder.path()).unwrap();
        let sandbox = Self { folder, real };
        for file in files {
            sandbox.write(file, "");
        }
        sandbox
    }

    /// The absolute path of `relative`, without a symbolic link above the sandbox.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        debug_assert!(self.folder.path().exists());
        if relative.is_empty() { self.real.clone() } else { self.real.join(relative) }
    }

    pub(crate) fn write(&self, relative: &str, content: impl AsRef<[u8]>) {
        let path = self.path(relative);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn read(&self, relative: &str) -> Vec<u8> {
        fs::read(self.path(relative)).unwrap()
    }

    /// Every file below `relative` but those of git and roadlog, with its bytes: what a user sees.
    pub(crate) fn snapshot(&self, relative: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.path(relative)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.strip_prefix(&self.real).unwrap().to_str().unwrap().to_owned();
                if path.ends_with(".git") || path.ends_with(".roadlog") {
                    continue;
                }
                if fs::symlink_metadata(&path).unwrap().is_dir() {
                    files.insert(format!("{name}/"), Vec::new());
                    folders.push(path);
                } else {
                    files.insert(name, fs::read(&path).unwrap());
                }
            }
        }
        files
    }
}

/// Makes a named pipe with the `mkfifo` program: the standard library cannot.
#[cfg(unix)]
pub(crate) fn make_fifo(path: &Path) {
    assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
}
