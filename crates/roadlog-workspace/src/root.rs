//! Where a workspace begins: the folder that relative paths, patterns and the outermost roadlog.toml belong to.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::git::GitTop;

/// The name of the configuration file.
pub const CONFIG_NAME: &str = "roadlog.toml";

/// Why no workspace can be found from a place.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RootError {
    /// There is nothing at that path.
    #[error("there is no file or folder {}; check the spelling and the folder that you are in", path.display())]
    Missing {
        /// The path as it was given.
        path: PathBuf,
    },
    /// The operating system does not let the path be looked at.
    #[error("{} cannot be looked at: {source}", path.display())]
    Unreadable {
        /// The path as it was given.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
}

/// The root of a workspace.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Root {
    folder: PathBuf,
    has_config: bool,
    git: Option<GitTop>,
}

impl Root {
    /// The root of the workspace that `start`, a file or a folder, lies in.
    ///
    /// Within a git work tree it is the outermost folder with a roadlog.toml up to the top of that tree, or, where
    /// there is none, that top. Outside one it is the nearest folder with a roadlog.toml, or, where there is none,
    /// the start folder itself, so that a plan without git and configuration works and nothing above it is read. A
    /// roadlog.toml with `[workspace] root = true` ends the search at its folder.
    ///
    /// # Errors
    /// `start` does not exist or cannot be looked at.
    pub fn find(start: &Path) -> Result<Self, RootError> {
        let real = real(start)?;
        let folder = if real.is_dir() { real.as_path() } else { real.parent().unwrap_or(&real) };
        let git = GitTop::above(folder);
        let configured = configured_folder(folder, git.as_ref());
        let chosen = configured.or(git.as_ref().map(|git| git.folder.as_path())).unwrap_or(folder);
        Ok(Self { folder: chosen.to_path_buf(), has_config: configured.is_some(), git })
    }

    /// The root that `folder` will be once a roadlog.toml stands in it: for the command that writes the first one.
    ///
    /// # Errors
    /// `folder` does not exist or cannot be looked at.
    pub fn at(folder: &Path) -> Result<Self, RootError> {
        let folder = real(folder)?;
        let has_config = fs::metadata(folder.join(CONFIG_NAME)).is_ok_and(|kind| kind.is_file());
        Ok(Self { git: GitTop::above(&folder), has_config, folder })
    }

    /// The folder itself, absolute and without symbolic links in it.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether a roadlog.toml stands in it.
    pub fn has_config(&self) -> bool {
        self.has_config
    }

    /// The git work tree that it lies in, if it lies in one.
    pub fn git(&self) -> Option<&GitTop> {
        self.git.as_ref()
    }

    /// `path` as the workspace names its files: relative to the root and separated by `/`. Symbolic links above the
    /// last part are resolved, so that it fits a path that an editor or a shell spells in another way; the file need
    /// not exist, its folder must. A relative `path` is one below the process's current folder. Nothing for what lies
    /// outside and for names that are not UTF-8; empty for the root itself.
    pub fn relative(&self, path: &Path) -> Option<String> {
        let real = match (path.parent(), path.file_name()) {
            (Some(parent), Some(name)) => {
                let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
                fs::canonicalize(parent).ok()?.join(name)
            }
            _ => fs::canonicalize(path).ok()?,
        };
        match real.strip_prefix(&self.folder) {
            Ok(below) => slashed(below),
            Err(_) => (fs::canonicalize(&real).ok()? == self.folder).then(String::new),
        }
    }

    /// Where roadlog keeps what it needs to finish and undo its writing: the git directory of the work tree, which
    /// git never tracks, or a hidden folder of the root outside git.
    pub(crate) fn state_folder(&self) -> PathBuf {
        match self.git.as_ref().and_then(|git| git.directory.as_ref()) {
            Some(directory) => directory.join("roadlog"),
            None => self.folder.join(".roadlog"),
        }
    }

    /// The folder that paths in the journal are relative to: the top of the git work tree, so that an interrupted
    /// operation is found from every workspace in it, or the root.
    pub(crate) fn anchor(&self) -> &Path {
        match &self.git {
            Some(git) if git.directory.is_some() => &git.folder,
            _ => &self.folder,
        }
    }
}

/// `path` without symbolic links.
fn real(path: &Path) -> Result<PathBuf, RootError> {
    fs::canonicalize(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => RootError::Missing { path: path.to_path_buf() },
        _ => RootError::Unreadable { path: path.to_path_buf(), source },
    })
}

/// The folder at or above `folder` whose roadlog.toml makes it the root.
fn configured_folder<'a>(folder: &'a Path, git: Option<&GitTop>) -> Option<&'a Path> {
    let mut outermost = None;
    for candidate in folder.ancestors() {
        let config = candidate.join(CONFIG_NAME);
        if fs::metadata(&config).is_ok_and(|kind| kind.is_file()) {
            outermost = Some(candidate);
            if git.is_none() || declares_root(&config) {
                break;
            }
        }
        if git.is_some_and(|git| git.folder == candidate) {
            break;
        }
    }
    outermost
}

/// Whether the roadlog.toml at `config` says `[workspace] root = true`. One that cannot be read says nothing here;
/// reading the workspace reports it.
fn declares_root(config: &Path) -> bool {
    fs::read_to_string(config).is_ok_and(|text| roadlog_config::declares_root(&text))
}

/// `path` separated by `/`, or nothing where it is not UTF-8.
pub(crate) fn slashed(path: &Path) -> Option<String> {
    let text = path.to_str()?;
    if std::path::MAIN_SEPARATOR == '/' {
        Some(text.to_owned())
    } else {
        Some(text.replace(std::path::MAIN_SEPARATOR, "/"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Sandbox;

    fn root_of(sandbox: &Sandbox, start: &str) -> PathBuf {
        Root::find(&sandbox.path(start)).unwrap().folder().to_path_buf()
    }

    #[test]
    fn in_git_the_outermost_configured_folder_up_to_the_top_is_the_root() {
        let sandbox = Sandbox::new(&[
            "roadlog.toml",
            "repo/.git/HEAD",
            "repo/plans/roadlog.toml",
            "repo/plans/team/roadlog.toml",
            "repo/plans/team/x.backlog",
        ]);
        assert_eq!(root_of(&sandbox, "repo/plans/team/x.backlog"), sandbox.path("repo/plans"));
        assert_eq!(root_of(&sandbox, "repo/plans/team"), sandbox.path("repo/plans"));
    }

    #[test]
    fn in_git_without_configuration_the_top_is_the_root() {
        let sandbox = Sandbox::new(&["roadlog.toml", "repo/.git/HEAD", "repo/plans/x.backlog"]);
        let root = Root::find(&sandbox.path("repo/plans/x.backlog")).unwrap();
        assert_eq!(root.folder(), sandbox.path("repo"));
        assert!(!root.has_config());
    }

    #[test]
    fn a_file_that_says_root_is_the_root_of_what_lies_below() {
        let sandbox = Sandbox::new(&["repo/.git/HEAD", "repo/roadlog.toml", "repo/lab/deep/roadlog.toml"]);
        sandbox.write("repo/lab/roadlog.toml", "[workspace]\nroot = true\n");
        assert_eq!(root_of(&sandbox, "repo/lab/deep"), sandbox.path("repo/lab"));
        assert_eq!(root_of(&sandbox, "repo"), sandbox.path("repo"));
    }

    #[test]
    fn outside_git_the_nearest_configured_folder_is_the_root() {
        let sandbox = Sandbox::new(&["roadlog.toml", "plans/roadlog.toml", "plans/deep/x.backlog"]);
        let root = Root::find(&sandbox.path("plans/deep")).unwrap();
        assert_eq!(root.folder(), sandbox.path("plans"));
        assert!(root.has_config() && root.git().is_none());
    }

    #[test]
    fn outside_git_without_configuration_the_start_folder_is_the_root() {
        let sandbox = Sandbox::new(&["plans/deep/x.backlog"]);
        assert_eq!(root_of(&sandbox, "plans/deep/x.backlog"), sandbox.path("plans/deep"));
        assert_eq!(root_of(&sandbox, "plans"), sandbox.path("plans"));
    }

    #[test]
    fn a_folder_that_is_to_become_the_root_is_it_already() {
        let sandbox = Sandbox::new(&["repo/.git/HEAD", "repo/plans/x.backlog"]);
        let coming = Root::at(&sandbox.path("repo/plans")).unwrap();
        assert!(!coming.has_config());
        sandbox.write("repo/plans/roadlog.toml", "");
        let found = Root::find(&sandbox.path("repo/plans")).unwrap();
        assert_eq!(found, Root { has_config: true, ..coming });
    }

    #[test]
    fn a_linked_work_tree_is_bounded_by_its_git_file() {
        let sandbox = Sandbox::new(&["roadlog.toml", "main/.git/worktrees/w/HEAD", "w/plans/x.backlog"]);
        sandbox.write("w/.git", "gitdir: ../main/.git/worktrees/w\n");
        let root = Root::find(&sandbox.path("w/plans")).unwrap();
        assert_eq!(root.folder(), sandbox.path("w"));
        assert_eq!(root.state_folder(), sandbox.path("main/.git/worktrees/w/roadlog"));
    }

    #[test]
    fn a_folder_or_a_pipe_named_like_the_configuration_is_none() {
        let sandbox = Sandbox::new(&["repo/.git/HEAD", "repo/plans/roadlog.toml/x.backlog"]);
        assert_eq!(root_of(&sandbox, "repo/plans"), sandbox.path("repo"));
        #[cfg(unix)]
        {
            crate::testing::make_fifo(&sandbox.path("repo/roadlog.toml"));
            assert!(!Root::find(&sandbox.path("repo")).unwrap().has_config());
        }
    }

    #[test]
    fn a_start_that_is_not_there_is_named() {
        let sandbox = Sandbox::new(&[]);
        let error = Root::find(&sandbox.path("gone")).unwrap_err();
        assert!(matches!(&error, RootError::Missing { path } if path.ends_with("gone")), "{error}");
    }

    #[test]
    fn paths_are_named_relative_to_the_root() {
        let sandbox = Sandbox::new(&["w/roadlog.toml", "w/plans/x.backlog", "elsewhere/y.backlog"]);
        let root = Root::find(&sandbox.path("w")).unwrap();
        assert_eq!(root.relative(&sandbox.path("w/plans/x.backlog")).as_deref(), Some("plans/x.backlog"));
        assert_eq!(root.relative(&sandbox.path("w/plans/new.backlog")).as_deref(), Some("plans/new.backlog"));
        assert_eq!(root.relative(&sandbox.path("w")).as_deref(), Some(""));
        assert_eq!(root.relative(&sandbox.path("w/plans/..")).as_deref(), Some(""));
        assert_eq!(root.relative(&sandbox.path("elsewhere/y.backlog")), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_path_through_a_link_to_the_root_is_the_same_file() {
        let sandbox = Sandbox::new(&["w/roadlog.toml", "w/x.backlog"]);
        std::os::unix::fs::symlink(sandbox.path("w"), sandbox.path("alias")).unwrap();
        let root = Root::find(&sandbox.path("alias")).unwrap();
        assert_eq!(root.folder(), sandbox.path("w"));
        assert_eq!(root.relative(&sandbox.path("alias/x.backlog")).as_deref(), Some("x.backlog"));
        assert_eq!(root.relative(&sandbox.path("alias")).as_deref(), Some(""));
    }
}
