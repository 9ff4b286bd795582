//! Which file a path means, and that it lies in the workspace: nothing is written through a link that leads out.
//!
//! A link to a file inside stays a link, and the file is written. Between this look and the writing somebody could
//! still put a link in the place of a folder; a user who can do that can write there as well.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use super::error::WriteError;
use crate::entry::EntryKind;
use crate::root::{Root, slashed};

/// The place of one file.
#[derive(Debug)]
pub(super) struct Target {
    /// Its path relative to the anchor, without links.
    pub(super) path: String,
    /// Its absolute path, without links.
    pub(super) absolute: PathBuf,
    /// What stands there: a regular file or nothing.
    pub(super) metadata: Option<Metadata>,
    /// Whether the path as given is a link to it.
    pub(super) linked: bool,
    /// The folders that it needs and that are not there, outermost first, relative to the anchor.
    pub(super) missing_folders: Vec<String>,
}

/// The file that `path`, relative to the root, means.
pub(super) fn resolve(root: &Root, path: &str) -> Result<Target, WriteError> {
    if let Some(reason) = why_bad(path) {
        return Err(WriteError::BadPath { path: path.to_owned(), reason });
    }
    let io = || WriteError::io_at("looking at", path);
    let outside = |target: &Path| WriteError::Outside { path: path.to_owned(), target: target.to_path_buf() };
    let (parent, missing) = real_parent(&root.folder().join(path)).map_err(io())?;
    let named = missing.iter().fold(parent, |folder, name| folder.join(name));
    let absolute = named.join(path.rsplit('/').next().unwrap_or(path));
    let (absolute, linked) = match fs::symlink_metadata(&absolute) {
        Ok(metadata) if metadata.is_symlink() => (fs::canonicalize(&absolute).map_err(io())?, true),
        _ => (absolute, false),
    };
    if !absolute.starts_with(root.folder()) {
        return Err(outside(&absolute));
    }
    Ok(Target {
        path: relative_to(root.anchor(), &absolute, path)?,
        metadata: regular_file(&absolute, path)?,
        missing_folders: missing_folders(root.anchor(), &named, missing.len(), path)?,
        absolute,
        linked,
    })
}

/// The absolute path of a file of a journal, or nothing where a link stands in its way or the path is none.
pub(super) fn locate(anchor: &Path, path: &str) -> io::Result<Option<PathBuf>> {
    if why_bad(path).is_some() {
        return Ok(None);
    }
    let absolute = anchor.join(path);
    let (parent, missing) = real_parent(&absolute)?;
    let real = missing.iter().fold(parent, |folder, name| folder.join(name));
    Ok((absolute.parent() == Some(real.as_path())).then_some(absolute))
}

/// What makes `path` none that is written to. The folders of git and of roadlog itself are nobody's plan.
fn why_bad(path: &str) -> Option<&'static str> {
    let is_own = |part: &str| part.eq_ignore_ascii_case(".git") || part.eq_ignore_ascii_case(".roadlog");
    if path.split('/').any(|part| part.is_empty() || part == "." || part == "..") {
        Some("it must be relative to the workspace, without empty parts, `.` and `..`")
    } else if path.contains('\0') || (cfg!(windows) && path.contains(['\\', ':'])) {
        Some("it has a character that no file name has")
    } else if path.split('/').any(is_own) {
        Some("it lies in the folder of git or of roadlog itself")
    } else {
        None
    }
}

/// The nearest folder above `path` that is there, without links, and the names of those between that are not.
fn real_parent(path: &Path) -> io::Result<(PathBuf, Vec<std::ffi::OsString>)> {
    let mut missing = Vec::new();
    let mut folder = path.parent().unwrap_or(path);
    loop {
        match fs::canonicalize(folder) {
            Ok(real) => {
                missing.reverse();
                return Ok((real, missing));
            }
            // A dangling link is there, and is no folder.
            Err(error) if error.kind() != io::ErrorKind::NotFound || fs::symlink_metadata(folder).is_ok() => {
                return Err(error);
            }
            Err(error) => match (folder.parent(), folder.file_name()) {
                (Some(above), Some(name)) => {
                    missing.push(name.to_owned());
                    folder = above;
                }
                _ => return Err(error),
            },
        }
    }
}

fn regular_file(absolute: &Path, shown: &str) -> Result<Option<Metadata>, WriteError> {
    match fs::symlink_metadata(absolute) {
        Ok(metadata) => match EntryKind::of(metadata.file_type()) {
            None => Ok(Some(metadata)),
            Some(kind) => Err(WriteError::NotAFile { path: shown.to_owned(), kind }),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(WriteError::io_at("looking at", shown)(source)),
    }
}

/// The innermost `count` of the folders down to `folder`, outermost first.
fn missing_folders(anchor: &Path, folder: &Path, count: usize, shown: &str) -> Result<Vec<String>, WriteError> {
    let mut folders: Vec<&Path> = folder.ancestors().take(count).collect();
    folders.reverse();
    folders.into_iter().map(|folder| relative_to(anchor, folder, shown)).collect()
}

fn relative_to(anchor: &Path, absolute: &Path, shown: &str) -> Result<String, WriteError> {
    let bad = |reason| WriteError::BadPath { path: shown.to_owned(), reason };
    let relative = absolute.strip_prefix(anchor).ok().and_then(slashed);
    let relative = relative.ok_or_else(|| bad("a folder above it has a name that is not UTF-8"))?;
    // A link inside the workspace may lead into the folder of git.
    why_bad(&relative).map_or(Ok(relative), |reason| Err(bad(reason)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Sandbox;

    fn resolved(sandbox: &Sandbox, path: &str) -> Result<Target, WriteError> {
        resolve(&Root::find(&sandbox.path("w/plans")).unwrap(), path)
    }

    fn sandbox() -> Sandbox {
        Sandbox::new(&["w/.git/HEAD", "w/plans/roadlog.toml", "w/plans/a/x.backlog", "w/top.backlog", "out/y.backlog"])
    }

    #[test]
    fn a_path_is_kept_relative_to_the_top_of_the_work_tree() {
        let sandbox = sandbox();
        let target = resolved(&sandbox, "a/x.backlog").unwrap();
        assert_eq!(target.path, "plans/a/x.backlog");
        assert_eq!(target.absolute, sandbox.path("w/plans/a/x.backlog"));
        assert!(target.metadata.is_some() && !target.linked && target.missing_folders.is_empty());
    }

    #[test]
    fn missing_folders_are_named_from_the_outside_in() {
        let target = resolved(&sandbox(), "archive/2026/x.backlog").unwrap();
        assert_eq!(target.path, "plans/archive/2026/x.backlog");
        assert_eq!(target.missing_folders, ["plans/archive", "plans/archive/2026"]);
        assert!(target.metadata.is_none());
    }

    #[test]
    fn paths_that_are_none_are_refused() {
        let sandbox = sandbox();
        for path in [
            "",
            "/etc/passwd",
            "../top.backlog",
            "a/../../x",
            "a//x",
            "./x",
            "a/",
            "a\0b",
            ".git/config",
            "a/.GIT/x",
            ".roadlog/x",
        ] {
            assert!(matches!(resolved(&sandbox, path), Err(WriteError::BadPath { .. })), "{path:?}");
        }
    }

    #[test]
    fn a_folder_in_the_place_is_refused_and_a_file_above_is_no_folder() {
        let sandbox = sandbox();
        assert!(matches!(resolved(&sandbox, "a"), Err(WriteError::NotAFile { kind: EntryKind::Folder, .. })));
        assert!(matches!(resolved(&sandbox, "a/x.backlog/y.backlog"), Err(WriteError::Io { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn links_inside_lead_to_their_file_and_links_out_are_refused() {
        use std::os::unix::fs::symlink;
        let sandbox = sandbox();
        symlink("a/x.backlog", sandbox.path("w/plans/in.backlog")).unwrap();
        symlink("a", sandbox.path("w/plans/folder")).unwrap();
        let inside = resolved(&sandbox, "in.backlog").unwrap();
        assert!(inside.linked && inside.path == "plans/a/x.backlog");
        assert_eq!(resolved(&sandbox, "folder/x.backlog").unwrap().path, "plans/a/x.backlog");
        symlink("../../out/y.backlog", sandbox.path("w/plans/out.backlog")).unwrap();
        symlink("../../out", sandbox.path("w/plans/away")).unwrap();
        symlink("../top.backlog", sandbox.path("w/plans/top.backlog")).unwrap();
        for path in ["out.backlog", "away/y.backlog", "away/new/z.backlog", "top.backlog"] {
            assert!(matches!(resolved(&sandbox, path), Err(WriteError::Outside { .. })), "{path}");
        }
        symlink("nothing", sandbox.path("w/plans/dangling")).unwrap();
        symlink("loop", sandbox.path("w/plans/loop")).unwrap();
        for path in ["dangling", "dangling/x.backlog", "loop", "loop/x.backlog"] {
            assert!(matches!(resolved(&sandbox, path), Err(WriteError::Io { .. })), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_into_the_git_directory_is_refused() {
        let sandbox = Sandbox::new(&["w/.git/HEAD", "w/plans/x.backlog"]);
        std::os::unix::fs::symlink(".git", sandbox.path("w/hooks")).unwrap();
        assert!(matches!(resolved(&sandbox, "hooks/HEAD"), Err(WriteError::BadPath { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_path_of_a_journal_is_followed_through_no_link() {
        let sandbox = sandbox();
        let anchor = sandbox.path("w");
        std::os::unix::fs::symlink("../out", sandbox.path("w/away")).unwrap();
        assert_eq!(locate(&anchor, "plans/a/x.backlog").unwrap(), Some(sandbox.path("w/plans/a/x.backlog")));
        assert_eq!(locate(&anchor, "new/x.backlog").unwrap(), Some(sandbox.path("w/new/x.backlog")));
        assert_eq!(locate(&anchor, "away/y.backlog").unwrap(), None);
        assert_eq!(locate(&anchor, "../out/y.backlog").unwrap(), None);
        assert_eq!(locate(&anchor, ".git/config").unwrap(), None);
    }
}
