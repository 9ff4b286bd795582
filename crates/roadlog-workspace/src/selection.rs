//! The paths a user names: the whole workspace is read all the same, and only what they name is reported or changed.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::entry::EntryKind;
use crate::load::Loaded;
use crate::root::{CONFIG_NAME, Root};

/// Which files of a workspace a command speaks about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Selection {
    /// Nothing: all of them.
    named: Option<HashSet<String>>,
}

/// Why a path that the user named selects nothing.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SelectionError {
    /// There is nothing at that path.
    #[error("there is no file or folder {}; check the spelling and the folder that you are in", path.display())]
    Missing {
        /// The path as the user wrote it.
        path: PathBuf,
    },
    /// The path lies outside the workspace.
    #[error("{} is outside the workspace {}; run roadlog there, or with `-C`", path.display(), root.display())]
    Outside {
        /// The path as the user wrote it.
        path: PathBuf,
        /// The root's folder.
        root: PathBuf,
    },
    /// The path lies below the root, but a workspace of its own begins in between.
    #[error("{} belongs to the workspace {}; run roadlog there, or with `-C`", path.display(), root.display())]
    OtherWorkspace {
        /// The path as the user wrote it.
        path: PathBuf,
        /// The folder of that workspace.
        root: PathBuf,
    },
    /// The path is read for reference only.
    #[error("{} is only read, as `reads` in roadlog.toml says; to check it, run roadlog there, or with `-C`", path.display())]
    Foreign {
        /// The path as the user wrote it.
        path: PathBuf,
    },
    /// Not a regular file.
    #[error("{} is {kind}, not a plan file", path.display())]
    NotAFile {
        /// The path as the user wrote it.
        path: PathBuf,
        /// What it is.
        kind: EntryKind,
    },
    /// No pattern of `include` names the file.
    #[error("{} is not a plan file: `include` in roadlog.toml names *.roadmap and *.backlog unless it says otherwise", path.display())]
    NotAPlan {
        /// The path as the user wrote it.
        path: PathBuf,
    },
    /// A plan file that the workspace leaves out.
    #[error("{} is no part of the workspace: {reason}", path.display())]
    LeftOut {
        /// The path as the user wrote it.
        path: PathBuf,
        /// What leaves it out.
        reason: &'static str,
    },
    /// The file belongs to the workspace and could not be read; the workspace's problems say why.
    #[error("{} could not be read", path.display())]
    Unread {
        /// The path as the user wrote it.
        path: PathBuf,
    },
    /// A folder without a plan file.
    #[error("there is no plan file in {}; plan files end in .roadmap or .backlog unless `include` in roadlog.toml says otherwise", path.display())]
    Empty {
        /// The path as the user wrote it.
        path: PathBuf,
    },
}

impl Selection {
    /// Every file of the workspace.
    pub const fn everything() -> Self {
        Self { named: None }
    }

    /// Whether the user named no path, and so meant all.
    pub const fn is_everything(&self) -> bool {
        self.named.is_none()
    }

    /// Whether the file or roadlog.toml at `path`, relative to the root, is selected.
    pub fn contains(&self, path: &str) -> bool {
        self.named.as_ref().is_none_or(|named| named.contains(path))
    }
}

impl Loaded {
    /// The files that `paths` name, each a plan file, a roadlog.toml or a folder, relative to `current_folder` or
    /// absolute; without paths, all of them.
    ///
    /// # Errors
    /// One error for each path that names no plan file of this workspace.
    pub fn select(&self, current_folder: &Path, paths: &[PathBuf]) -> Result<Selection, Vec<SelectionError>> {
        if paths.is_empty() {
            return Ok(Selection::everything());
        }
        let (mut named, mut errors) = (HashSet::new(), Vec::new());
        for path in paths {
            match self.named(&current_folder.join(path), path) {
                Ok(files) => named.extend(files),
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() { Ok(Selection { named: Some(named) }) } else { Err(errors) }
    }

    /// The files that the path `shown`, in full `path`, names.
    fn named(&self, path: &Path, shown: &Path) -> Result<Vec<String>, SelectionError> {
        let shown = || shown.to_path_buf();
        let Ok(metadata) = fs::metadata(path) else {
            return Err(SelectionError::Missing { path: shown() });
        };
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let outside = || SelectionError::Outside { path: shown(), root: self.root.folder().to_path_buf() };
        if metadata.is_dir() {
            let found = self.below(&real);
            return if found.is_empty() { Err(self.why_empty(&real, shown())) } else { Ok(found) };
        }
        match self.file_at(path, &real) {
            Some((file, false)) => return Ok(vec![file.to_owned()]),
            Some((_, true)) => return Err(SelectionError::Foreign { path: shown() }),
            None => {}
        }
        let relative = self.root.relative(path).filter(|relative| !relative.is_empty()).ok_or_else(outside)?;
        Err(match EntryKind::of(metadata.file_type()) {
            Some(kind) => SelectionError::NotAFile { path: shown(), kind },
            None => self.why_left_out(&real, &relative, shown()),
        })
    }

    /// The workspace's own files below a folder; the folder is named without links.
    fn below(&self, folder: &Path) -> Vec<String> {
        let Ok(folder) = folder.strip_prefix(self.root.folder()) else {
            // A folder above the root selects what of the workspace lies in it: all.
            let holds = self.root.folder().starts_with(folder);
            return self.own_paths().filter(|_| holds).map(str::to_owned).collect();
        };
        self.own_paths().filter(|path| Path::new(path).starts_with(folder)).map(str::to_owned).collect()
    }

    fn own_paths(&self) -> impl Iterator<Item = &str> {
        let files = self.files.iter().filter(|file| !file.foreign).map(|file| file.path.as_str());
        let configs = self.configs.iter().filter(|config| !config.foreign).map(|config| config.path.as_str());
        files.chain(configs)
    }

    /// The file at a path, or, where it is a link, the one that it leads to, and whether it is foreign.
    fn file_at(&self, path: &Path, real: &Path) -> Option<(&str, bool)> {
        let relative = self.root.relative(path);
        let files = self.files.iter().map(|file| (file.path.as_str(), &file.absolute, file.foreign));
        let configs = self.configs.iter().map(|config| (config.path.as_str(), &config.absolute, config.foreign));
        let (found, _, foreign) = files
            .chain(configs)
            .find(|(name, absolute, _)| relative.as_deref() == Some(*name) || absolute.as_path() == real)?;
        Some((found, foreign))
    }

    fn why_empty(&self, folder: &Path, path: PathBuf) -> SelectionError {
        let root = self.root.folder();
        if !folder.starts_with(root) && !root.starts_with(folder) {
            return SelectionError::Outside { path, root: root.to_path_buf() };
        }
        match Root::find(folder) {
            Ok(other) if other.folder() != root && folder.starts_with(other.folder()) && folder != root => {
                SelectionError::OtherWorkspace { path, root: other.folder().to_path_buf() }
            }
            _ => SelectionError::Empty { path },
        }
    }

    /// Why the regular file at `relative` is not one of the workspace's.
    fn why_left_out(&self, real: &Path, relative: &str, path: PathBuf) -> SelectionError {
        let name = Path::new(relative);
        let is_config = name.file_name().is_some_and(|name| name == CONFIG_NAME);
        if let Some(other) = Root::find(real).ok().filter(|other| other.folder() != self.root.folder()) {
            return SelectionError::OtherWorkspace { path, root: other.folder().to_path_buf() };
        }
        if self.problems.iter().any(|problem| problem.path() == Some(relative)) {
            return SelectionError::Unread { path };
        }
        if !is_config && !self.patterns.is_included(name) {
            return SelectionError::NotAPlan { path };
        }
        let reason = if self.patterns.is_excluded(name) {
            "`exclude` in roadlog.toml leaves it out"
        } else if !self.patterns.is_seen(name) {
            "hidden files and folders are left out unless `include` in roadlog.toml names the hidden part"
        } else {
            "a .gitignore leaves it out"
        };
        SelectionError::LeftOut { path, reason }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::testing::Sandbox;

    fn sandbox() -> Sandbox {
        let sandbox = Sandbox::new(&[
            "w/.git/HEAD",
            "w/x.backlog",
            "w/plans/y.backlog",
            "w/plans/deep/z.roadmap",
            "w/plans/notes.md",
            "w/plans-old/v.backlog",
            "w/empty/notes.md",
            "map/g.roadmap",
            "elsewhere/e.backlog",
        ]);
        sandbox.write("w/roadlog.toml", "[workspace]\nexclude = [\"vendor/**\"]\nreads = [\"../map\"]\n");
        sandbox
    }

    fn selected(sandbox: &Sandbox, current: &str, paths: &[&str]) -> Result<Vec<String>, Vec<SelectionError>> {
        let loaded = load(Root::find(&sandbox.path("w")).unwrap());
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let selection = loaded.select(&sandbox.path(current), &paths)?;
        let files = loaded.own_paths().filter(|path| selection.contains(path)).map(str::to_owned);
        let mut files: Vec<String> = files.collect();
        files.sort();
        Ok(files)
    }

    fn error(sandbox: &Sandbox, path: &str) -> SelectionError {
        let mut errors = selected(sandbox, "w", &[path]).unwrap_err();
        assert_eq!(errors.len(), 1);
        errors.remove(0)
    }

    #[test]
    fn no_path_means_everything() {
        let sandbox = sandbox();
        let all = selected(&sandbox, "w", &[]).unwrap();
        assert_eq!(
            all,
            ["plans-old/v.backlog", "plans/deep/z.roadmap", "plans/y.backlog", "roadlog.toml", "x.backlog"]
        );
        assert!(Selection::everything().is_everything());
        assert_eq!(selected(&sandbox, "w", &["."]).unwrap(), all);
        assert_eq!(selected(&sandbox, "w", &[".."]).unwrap(), all);
    }

    #[test]
    fn files_and_folders_are_named_from_the_current_folder_or_in_full() {
        let sandbox = sandbox();
        assert_eq!(selected(&sandbox, "w", &["plans"]).unwrap(), ["plans/deep/z.roadmap", "plans/y.backlog"]);
        assert_eq!(
            selected(&sandbox, "w/plans", &["y.backlog", "../x.backlog"]).unwrap(),
            ["plans/y.backlog", "x.backlog"]
        );
        let full = sandbox.path("w/x.backlog");
        assert_eq!(selected(&sandbox, "elsewhere", &[full.to_str().unwrap()]).unwrap(), ["x.backlog"]);
        assert_eq!(selected(&sandbox, "w", &["roadlog.toml"]).unwrap(), ["roadlog.toml"]);
    }

    #[test]
    fn each_path_that_names_no_plan_file_is_told_with_the_reason() {
        let sandbox = sandbox();
        sandbox.write("w/.gitignore", "ignored.backlog\n");
        for file in ["w/ignored.backlog", "w/vendor/v.backlog", "w/.hidden.backlog", "w/sub/s.backlog"] {
            sandbox.write(file, "");
        }
        sandbox.write("w/sub/roadlog.toml", "[workspace]\nroot = true\n");
        assert!(matches!(error(&sandbox, "gone.backlog"), SelectionError::Missing { .. }));
        assert!(matches!(error(&sandbox, "plans/notes.md"), SelectionError::NotAPlan { .. }));
        assert!(matches!(error(&sandbox, "empty"), SelectionError::Empty { .. }));
        assert!(matches!(error(&sandbox, "../elsewhere"), SelectionError::Outside { .. }));
        assert!(matches!(error(&sandbox, "../elsewhere/e.backlog"), SelectionError::Outside { .. }));
        assert!(matches!(error(&sandbox, "../map/g.roadmap"), SelectionError::Foreign { .. }));
        assert!(error(&sandbox, "ignored.backlog").to_string().contains("a .gitignore leaves it out"));
        assert!(error(&sandbox, "vendor/v.backlog").to_string().contains("`exclude`"));
        assert!(error(&sandbox, ".hidden.backlog").to_string().contains("hidden"));
        for path in ["sub", "sub/s.backlog"] {
            let other = sandbox.path("w/sub");
            assert_eq!(error(&sandbox, path), SelectionError::OtherWorkspace { path: path.into(), root: other });
        }
    }

    #[test]
    fn all_wrong_paths_are_told_at_once() {
        let errors = selected(&sandbox(), "w", &["gone.backlog", "x.backlog", "plans/notes.md"]).unwrap_err();
        assert_eq!(errors.len(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_selects_the_file_that_it_leads_to_and_a_pipe_is_refused() {
        let sandbox = sandbox();
        std::os::unix::fs::symlink("plans/y.backlog", sandbox.path("w/alias.backlog")).unwrap();
        crate::testing::make_fifo(&sandbox.path("w/pipe.backlog"));
        assert_eq!(selected(&sandbox, "w", &["alias.backlog"]).unwrap(), ["plans/y.backlog"]);
        assert!(matches!(error(&sandbox, "pipe.backlog"), SelectionError::NotAFile { kind: EntryKind::Fifo, .. }));
    }

    #[test]
    fn a_file_that_could_not_be_read_is_said_to_be_unread() {
        let sandbox = sandbox();
        let long = fs::File::options().write(true).open(sandbox.path("w/x.backlog")).unwrap();
        long.set_len(1 << 32).unwrap();
        assert!(matches!(error(&sandbox, "x.backlog"), SelectionError::Unread { .. }));
    }
}
