//! The CODEOWNERS file of a repository: which it is, and what stands in it.

use std::path::Path;

use roadlog_git::Repository;
use roadlog_workspace::Root;

use crate::errors::{Error, plain};

/// Where GitHub looks for the file, in its order; it is made in the first place.
const OF_GITHUB: [&str; 3] = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];
/// Where GitLab looks for the file, in its order; it is made in the last place.
const OF_GITLAB: [&str; 3] = ["CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"];

/// A CODEOWNERS file.
pub(crate) struct File {
    /// The top of the repository; without one, the root of the plan.
    pub(crate) top: Root,
    /// Its path from there.
    pub(crate) path: &'static str,
    /// What stands in it; `None` where it is still to be made.
    pub(crate) text: Option<String>,
    /// Whether GitLab is the forge that reads it.
    pub(crate) is_of_gitlab: bool,
}

impl File {
    /// The file that is there, the first of those that the forge looks for; else the one to make.
    ///
    /// # Errors
    /// It cannot be read as text.
    pub(crate) fn of(root: &Root) -> Result<Self, Error> {
        let folder = root.git().map_or(root.folder(), |git| git.folder.as_path());
        let top = Root::at(folder)
            .map_err(|error| Error::environment(error.to_string(), "run it in a folder that is there"))?;
        let is_of_gitlab = is_of_gitlab(folder);
        let places = if is_of_gitlab { OF_GITLAB } else { OF_GITHUB };
        let there = places.into_iter().find(|path| folder.join(path).symlink_metadata().is_ok());
        let text = there.map(|path| read(&folder.join(path), path)).transpose()?;
        let made = if is_of_gitlab { OF_GITLAB[2] } else { OF_GITHUB[0] };
        Ok(Self { top, path: there.unwrap_or(made), text, is_of_gitlab })
    }
}

fn read(file: &Path, path: &str) -> Result<String, Error> {
    let refused = |reason: String| {
        Error::environment(format!("cannot read {path}: {reason}"), "mend that and run the command again")
    };
    if !file.symlink_metadata().is_ok_and(|kind| kind.is_file()) {
        return Err(refused("it is no regular file".to_owned()));
    }
    let bytes = std::fs::read(file).map_err(|error| refused(plain(&error)))?;
    String::from_utf8(bytes).map_err(|_| refused("it is not all UTF-8".to_owned()))
}

/// Whether a repository is GitLab's: by where it comes from, else by what lies at its top.
fn is_of_gitlab(top: &Path) -> bool {
    let is_there = |name: &str| top.join(name).symlink_metadata().is_ok();
    let origin = || Repository::discover(top).ok()??.configured("remote.origin.url").ok()?;
    match origin() {
        Some(url) if url.contains("gitlab") => true,
        Some(url) if url.contains("github") => false,
        _ => !is_there(".github") && (is_there(".gitlab-ci.yml") || is_there(".gitlab")),
    }
}
