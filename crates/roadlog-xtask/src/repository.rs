//! The repository's files, as git sees them: what `.gitignore` names is not there.

use std::path::{Path, PathBuf};
use std::{fs, io};

use ignore::WalkBuilder;

/// A folder with the project in it.
#[derive(Debug)]
pub struct Repository {
    root: PathBuf,
    /// Every file, relative to the root, with `/` between the parts, sorted.
    files: Vec<String>,
}

impl Repository {
    /// The repository that this program was built in.
    ///
    /// # Errors
    ///
    /// A folder that cannot be read.
    pub fn here() -> io::Result<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = folder.ancestors().nth(2).unwrap_or(folder);
        Self::open(root)
    }

    /// The repository below this folder.
    ///
    /// # Errors
    ///
    /// A folder that cannot be read.
    pub fn open(root: &Path) -> io::Result<Self> {
        let mut walk = WalkBuilder::new(root);
        // Neither the user's global excludes nor those of folders above belong to the project.
        walk.hidden(false).git_global(false).git_exclude(false).parents(false).require_git(false);
        walk.filter_entry(|entry| entry.file_name() != ".git");
        let mut files = Vec::new();
        for entry in walk.build() {
            let entry = entry.map_err(io::Error::other)?;
            let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
            if entry.file_type().is_some_and(|kind| kind.is_file()) {
                files.push(relative.to_string_lossy().replace('\\', "/"));
            }
        }
        files.sort();
        Ok(Self { root: root.to_owned(), files })
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Every file, relative to the root, with `/` between the parts, sorted.
    pub fn files(&self) -> &[String] {
        &self.files
    }

    /// The files whose names end so, with their text.
    ///
    /// # Errors
    ///
    /// A file that cannot be read or is not UTF-8.
    pub fn texts(&self, endings: &[&str]) -> io::Result<Vec<(&str, String)>> {
        let chosen = self.files.iter().filter(|path| endings.iter().any(|end| path.ends_with(end)));
        chosen.map(|path| Ok((path.as_str(), self.read(path)?))).collect()
    }

    /// The text of one file.
    ///
    /// # Errors
    ///
    /// It cannot be read or is not UTF-8; the error names it.
    pub fn read(&self, path: &str) -> io::Result<String> {
        fs::read_to_string(self.root.join(path))
            .map_err(|error| io::Error::new(error.kind(), format!("{path}: {error}")))
    }

    /// Whether there is such a file, or a folder with a file in it. The root is one.
    pub fn contains(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        path.is_empty()
            || self
                .files
                .iter()
                .any(|file| file.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_those_that_are_not_ignored() {
        let folder = tempfile::tempdir().unwrap();
        for path in ["a/b.md", ".hidden/c", "target/d", ".gitignore", ".git/config"] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "/target\n").unwrap();
        }
        let repository = Repository::open(folder.path()).unwrap();
        assert_eq!(repository.files(), [".gitignore", ".hidden/c", "a/b.md"]);
        assert!(["", "a", "a/", "a/b.md"].iter().all(|path| repository.contains(path)));
        assert!(!["b.md", "a/b", "target/d"].iter().any(|path| repository.contains(path)));
        assert_eq!(repository.texts(&[".md"]).unwrap(), [("a/b.md", "/target\n".to_owned())]);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = Repository::open(folder.path()).unwrap().read("gone.md").unwrap_err();
        assert!(error.to_string().starts_with("gone.md: "), "{error}");
    }
}
