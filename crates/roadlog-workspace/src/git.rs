//! Where a git work tree begins and where git keeps its own files, by plain file system calls.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// More than any path is long: a `.git` file beyond this is none.
const LONGEST_POINTER: u64 = 64 * 1024;

/// The top of a git work tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GitTop {
    /// The folder that holds `.git`, absolute.
    pub folder: PathBuf,
    /// The git directory of this very work tree, absolute: `.git` itself, or what the `.git` file of a linked work
    /// tree or submodule names. Nothing where that file names a folder that is not there.
    pub directory: Option<PathBuf>,
}

impl GitTop {
    /// The top of the work tree that `folder` lies in: the nearest one at or above it. `folder` is absolute.
    pub(crate) fn above(folder: &Path) -> Option<Self> {
        folder.ancestors().find_map(Self::at)
    }

    /// The work tree whose top is `folder` itself.
    pub(crate) fn at(folder: &Path) -> Option<Self> {
        let dot_git = folder.join(".git");
        let kind = fs::metadata(&dot_git).ok()?;
        let directory = if kind.is_dir() {
            Some(is_git_directory(&dot_git).then_some(dot_git)?)
        } else if kind.is_file() {
            let named = folder.join(pointer(&dot_git)?);
            is_git_directory(&named).then(|| fs::canonicalize(&named).unwrap_or(named))
        } else {
            return None;
        };
        Some(Self { folder: folder.to_path_buf(), directory })
    }
}

/// A git directory has a `HEAD`, with the reftable format too (gitrepository-layout(5)); an empty `.git` is none.
fn is_git_directory(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join("HEAD")).is_ok()
}

/// The path in a `.git` file, `gitdir: PATH` (gitrepository-layout(5)).
fn pointer(file: &Path) -> Option<PathBuf> {
    let mut text = String::new();
    fs::File::open(file).ok()?.take(LONGEST_POINTER).read_to_string(&mut text).ok()?;
    let path = text.strip_prefix("gitdir:")?.trim_start_matches(' ').trim_end_matches(['\r', '\n']);
    (!path.is_empty()).then(|| PathBuf::from(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Sandbox;

    #[test]
    fn the_nearest_folder_with_a_git_directory_is_the_top() {
        let sandbox = Sandbox::new(&["outer/.git/HEAD", "outer/inner/.git/HEAD", "outer/inner/deep/file"]);
        let top = GitTop::above(&sandbox.path("outer/inner/deep")).unwrap();
        assert_eq!(top.folder, sandbox.path("outer/inner"));
        assert_eq!(top.directory, Some(sandbox.path("outer/inner/.git")));
    }

    #[test]
    fn an_empty_git_folder_is_none() {
        let sandbox = Sandbox::new(&["outer/.git/HEAD", "outer/inner/.git/config"]);
        assert_eq!(GitTop::above(&sandbox.path("outer/inner")).unwrap().folder, sandbox.path("outer"));
    }

    #[test]
    fn a_linked_work_tree_keeps_its_files_where_its_git_file_says() {
        let sandbox = Sandbox::new(&["main/.git/worktrees/second/HEAD"]);
        sandbox.write("second/.git", "gitdir: ../main/.git/worktrees/second\n");
        let top = GitTop::above(&sandbox.path("second")).unwrap();
        assert_eq!(top.folder, sandbox.path("second"));
        assert_eq!(top.directory, Some(sandbox.path("main/.git/worktrees/second")));
    }

    #[test]
    fn a_work_tree_whose_repository_is_gone_is_still_the_top() {
        let sandbox = Sandbox::new(&[]);
        sandbox.write("lost/.git", "gitdir: /nowhere/at/all\r\n");
        let top = GitTop::above(&sandbox.path("lost")).unwrap();
        assert_eq!(top, GitTop { folder: sandbox.path("lost"), directory: None });
    }

    #[test]
    fn a_git_file_that_names_nothing_is_none() {
        let sandbox = Sandbox::new(&["outer/.git/HEAD"]);
        sandbox.write("outer/inner/.git", "hello");
        assert_eq!(GitTop::above(&sandbox.path("outer/inner")).unwrap().folder, sandbox.path("outer"));
        sandbox.write("outer/inner/.git", "gitdir: \n");
        assert_eq!(GitTop::above(&sandbox.path("outer/inner")).unwrap().folder, sandbox.path("outer"));
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_named_git_is_not_waited_for() {
        let sandbox = Sandbox::new(&["outer/.git/HEAD", "outer/inner/file"]);
        crate::testing::make_fifo(&sandbox.path("outer/inner/.git"));
        assert_eq!(GitTop::above(&sandbox.path("outer/inner")).unwrap().folder, sandbox.path("outer"));
    }
}
