//! The hooks of a repository (githooks(5)): ours put beside those that are there, and taken away without a trace.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::Repository;
use crate::error::GitError;
use crate::hook_manager::{self, HookManager};
use crate::hook_script::{BEFORE, is_ours, script_of};

/// A hook that git calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Hook {
    /// Before a commit, on what is staged.
    PreCommit,
    /// Before the message of a commit is edited.
    PrepareCommitMsg,
    /// With the message of a commit.
    CommitMsg,
    /// After a commit.
    PostCommit,
    /// After a merge or a pull.
    PostMerge,
    /// After a switch to another commit.
    PostCheckout,
    /// After an amendment or a rebase.
    PostRewrite,
    /// Before a push.
    PrePush,
    /// On a server, before what is pushed is taken.
    PreReceive,
    /// On a server, before a branch is moved.
    Update,
}

impl Hook {
    /// Every hook.
    pub const ALL: [Self; 10] = [
        Self::PreCommit,
        Self::PrepareCommitMsg,
        Self::CommitMsg,
        Self::PostCommit,
        Self::PostMerge,
        Self::PostCheckout,
        Self::PostRewrite,
        Self::PrePush,
        Self::PreReceive,
        Self::Update,
    ];

    /// Its name, which is that of its file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PreCommit => "pre-commit",
            Self::PrepareCommitMsg => "prepare-commit-msg",
            Self::CommitMsg => "commit-msg",
            Self::PostCommit => "post-commit",
            Self::PostMerge => "post-merge",
            Self::PostCheckout => "post-checkout",
            Self::PostRewrite => "post-rewrite",
            Self::PrePush => "pre-push",
            Self::PreReceive => "pre-receive",
            Self::Update => "update",
        }
    }

    /// The hook of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|hook| hook.name() == name)
    }

    /// Whether git calls it where things are received, and not where they are written.
    pub const fn is_of_server(self) -> bool {
        matches!(self, Self::PreReceive | Self::Update)
    }

    /// Whether git gives it lines on standard input.
    pub(crate) const fn has_input(self) -> bool {
        matches!(self, Self::PostRewrite | Self::PrePush | Self::PreReceive)
    }

    /// The hooks that are put into a repository where nothing else is asked for. On a server one of the two is enough.
    pub fn usual(is_bare: bool) -> Vec<Self> {
        let of_server = [Self::PreReceive];
        let of_work_tree = Self::ALL.into_iter().filter(|hook| !hook.is_of_server());
        if is_bare { of_server.to_vec() } else { of_work_tree.collect() }
    }
}

/// What stands in the place of a hook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HookState {
    /// Nothing.
    Absent,
    /// Ours alone.
    Ours,
    /// Ours, which calls the one that was there first.
    OursAndAnother,
    /// Another one, which does not call ours.
    Another,
}

/// The folder of a repository's hooks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HookFolder {
    /// Where it is.
    pub path: PathBuf,
    /// Whether `core.hooksPath` names it outside of the repository's own configuration, so that other repositories
    /// have the same hooks.
    pub is_shared: bool,
    /// Whether the repository has no work tree.
    pub is_bare: bool,
    /// Who else manages the hooks in it.
    pub manager: Option<HookManager>,
}

impl Repository {
    /// The folder from which git calls the hooks of this repository.
    ///
    /// # Errors
    /// git's configuration cannot be read.
    pub fn hooks(&self) -> Result<HookFolder, GitError> {
        let is_bare = self.work_tree().is_none();
        let configured = self.configured_path("core.hooksPath")?.filter(|path| !path.as_os_str().is_empty());
        // A relative path is one from where hooks run: the top of the work tree, or a bare repository.
        let base = self.work_tree().unwrap_or_else(|| self.git_folder());
        let is_shared = configured.is_some() && !self.is_configured_here("core.hooksPath")?;
        let path = configured.map_or_else(|| self.common_folder().join("hooks"), |path| base.join(path));
        let manager = HookManager::of(&path);
        Ok(HookFolder { path, is_shared, is_bare, manager })
    }
}

impl HookFolder {
    /// What stands in the place of a hook.
    pub fn state(&self, hook: Hook) -> HookState {
        match fs::read(self.path.join(hook.name())) {
            Ok(content) if is_ours(&content) && self.before(hook).symlink_metadata().is_ok() => {
                HookState::OursAndAnother
            }
            Ok(content) if is_ours(&content) => HookState::Ours,
            Ok(_) => HookState::Another,
            Err(_) if self.path.join(hook.name()).symlink_metadata().is_ok() => HookState::Another,
            Err(_) => HookState::Absent,
        }
    }

    /// Whether the hook that is there stops what is not allowed, as it was asked for when it was put there.
    pub fn blocks(&self, hook: Hook) -> bool {
        let content = fs::read_to_string(self.path.join(hook.name())).unwrap_or_default();
        is_ours(content.as_bytes()) && content.contains(" --block ")
    }

    /// Whether roadlog is run by a hook: by ours, or by another one that says so itself or in the file at `top`, the top of
    /// the work tree, by which its manager goes.
    pub fn runs(&self, hook: Hook, top: &Path) -> bool {
        match self.state(hook) {
            HookState::Absent => false,
            HookState::Ours | HookState::OursAndAnother => true,
            HookState::Another => hook_manager::runs_roadlog(hook, &self.path, top),
        }
    }

    /// Puts a hook there that runs `program`, or the `roadlog` of the search path before it. One that is there is kept
    /// and called first.
    ///
    /// # Errors
    /// The folder cannot be written to.
    pub fn install(&self, hook: Hook, program: &Path, blocks: bool) -> Result<(), GitError> {
        self.try_install(hook, program, blocks).map_err(|error| self.refused(hook, &error))
    }

    fn try_install(&self, hook: Hook, program: &Path, blocks: bool) -> io::Result<()> {
        fs::create_dir_all(&self.path)?;
        let path = self.path.join(hook.name());
        let mut script = tempfile::Builder::new().prefix(".roadlog-").tempfile_in(&self.path)?;
        script.write_all(script_of(hook, program, blocks).as_bytes())?;
        make_executable(script.path())?;
        if self.state(hook) == HookState::Another {
            fs::rename(&path, self.before(hook))?;
        }
        script.persist(&path).map_err(|error| error.error)?;
        Ok(())
    }

    /// Takes our hook away and puts back what was there before it. Where ours is not there, nothing happens.
    ///
    /// # Errors
    /// The folder cannot be written to.
    pub fn uninstall(&self, hook: Hook) -> Result<(), GitError> {
        let path = self.path.join(hook.name());
        let done = match self.state(hook) {
            HookState::Ours => fs::remove_file(&path),
            HookState::OursAndAnother => fs::rename(self.before(hook), &path),
            HookState::Absent | HookState::Another => Ok(()),
        };
        done.map_err(|error| self.refused(hook, &error))
    }

    fn before(&self, hook: Hook) -> PathBuf {
        self.path.join(format!("{}{BEFORE}", hook.name()))
    }

    fn refused(&self, hook: Hook, error: &io::Error) -> GitError {
        GitError::Hook { path: self.path.join(hook.name()), reason: error.to_string() }
    }
}

#[cfg(unix)]
fn make_executable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::collections::BTreeMap;
    use std::os::unix::fs::PermissionsExt;

    use roadlog_testkit::Repository as Made;

    use super::*;
    use crate::testing::both;

    const LI: &str = "Li Wei <li@shop.example>";

    /// Everything in the folder: name, mode and content.
    fn listing(folder: &Path) -> BTreeMap<String, (u32, Vec<u8>)> {
        let entries = fs::read_dir(folder).into_iter().flatten().map(Result::unwrap);
        let entry = |entry: fs::DirEntry| {
            let mode = entry.metadata().unwrap().permissions().mode();
            (entry.file_name().into_string().unwrap(), (mode, fs::read(entry.path()).unwrap()))
        };
        entries.map(entry).collect()
    }

    fn script(made: &Made, path: &str, content: &str) {
        made.write(path, content);
        make_executable(&made.path().join(path)).unwrap();
    }

    fn folder(made: &Made) -> HookFolder {
        Repository::discover(&made.path()).unwrap().unwrap().hooks().unwrap()
    }

    /// A program that notes how it was called.
    fn witness(made: &Made) -> PathBuf {
        script(made, "../bin/witness", "#!/bin/sh\necho \"roadlog $*\" >> \"$HOME/called\"\ncat >> \"$HOME/called\"\n");
        made.path().join("../bin/witness")
    }

    fn called(made: &Made) -> String {
        fs::read_to_string(made.path().join("../home/called")).unwrap_or_default()
    }

    #[test]
    fn what_is_installed_is_taken_away_without_a_trace() {
        let made = Made::new();
        script(&made, ".git/hooks/pre-commit", "#!/bin/sh\nexit 0\n");
        made.write(".git/hooks/notes", "not a hook");
        let folder = folder(&made);
        let before = listing(&folder.path);
        for round in 0..2 {
            for hook in Hook::usual(false) {
                folder.install(hook, Path::new("/nowhere/roadlog"), round == 1).unwrap();
                assert!(matches!(folder.state(hook), HookState::Ours | HookState::OursAndAnother));
                assert_eq!(folder.blocks(hook), round == 1);
            }
        }
        assert_eq!(folder.state(Hook::PreCommit), HookState::OursAndAnother);
        for hook in Hook::ALL {
            folder.uninstall(hook).unwrap();
            folder.uninstall(hook).unwrap();
        }
        assert_eq!(listing(&folder.path), before);
        assert_eq!(folder.state(Hook::PreCommit), HookState::Another);
    }

    #[test]
    fn a_hook_that_was_there_is_called_first_and_may_stop_the_commit() {
        let mut made = Made::new();
        script(&made, ".git/hooks/pre-commit", "#!/bin/sh\necho \"first $*\" >> \"$HOME/called\"\ntest ! -f stop\n");
        let folder = folder(&made);
        folder.install(Hook::PreCommit, &witness(&made), false).unwrap();
        made.write("x.backlog", "story PAY-1 Pay\n");
        made.commit(LI, "Add");
        assert_eq!(called(&made), "first \nroadlog hook run pre-commit --\n");
        made.write("stop", "");
        let mut commit = made.command("git");
        commit.args(["-c", "user.name=Li", "-c", "user.email=li@x", "commit", "--quiet", "--allow-empty", "-m", "No"]);
        assert!(!commit.output().unwrap().status.success());
        assert!(called(&made).ends_with("first \n"), "ours is not called for what another one stopped");
    }

    #[test]
    fn where_the_program_is_gone_the_hook_is_silent() {
        let made = Made::new();
        let folder = folder(&made);
        for hook in Hook::usual(false) {
            folder.install(hook, Path::new("/nowhere/it's gone"), true).unwrap();
        }
        made.write("x.backlog", "story PAY-1 Pay\n");
        made.git(&["add", "--all"]);
        let mut commit = made.command("git");
        commit.args(["-c", "user.name=Li", "-c", "user.email=li@x", "commit", "--quiet", "-m", "Add"]);
        let output = commit.output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    }

    #[test]
    fn both_get_what_git_says_on_standard_input() {
        let mut made = Made::new();
        script(&made, ".git/hooks/pre-push", "#!/bin/sh\ncat >> \"$HOME/called\"\n");
        let folder = folder(&made);
        folder.install(Hook::PrePush, &witness(&made), true).unwrap();
        let head = made.commit(LI, "Add");
        made.git(&["init", "--quiet", "--bare", "../there.git"]);
        made.git(&["push", "--quiet", "../there.git", "main"]);
        let line = format!("refs/heads/main {head} refs/heads/main {}\n", "0".repeat(40));
        let expected = format!("{line}roadlog hook run --block pre-push -- ../there.git ../there.git\n{line}");
        assert_eq!(called(&made), expected);
    }

    #[test]
    fn the_folder_is_the_one_that_git_uses() {
        let made = Made::new();
        let path =
            |folder: &Path| both(folder, |it| fs::canonicalize(it.hooks().unwrap().path.parent().unwrap()).unwrap());
        let git = fs::canonicalize(made.path().join(".git")).unwrap();
        assert_eq!(path(&made.path()), git);
        let mut commit = made.command("git");
        commit.args(["-c", "user.name=Li", "-c", "user.email=li@x", "commit", "--quiet", "--allow-empty", "-m", "A"]);
        assert!(commit.status().unwrap().success());
        made.git(&["worktree", "add", "--quiet", "../linked"]);
        assert_eq!(path(&made.path().join("../linked")), git);
        made.git(&["config", "core.hooksPath", "tools/hooks"]);
        fs::create_dir_all(made.path().join("tools")).unwrap();
        assert_eq!(path(&made.path()), fs::canonicalize(made.path().join("tools")).unwrap());
        assert!(!folder(&made).is_shared);
        made.git(&["init", "--quiet", "--bare", "../bare.git"]);
        let bare = both(&made.path().join("../bare.git"), |it| it.hooks().unwrap().is_bare);
        assert!(bare);
    }
}
