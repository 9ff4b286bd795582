//! A git repository in a temporary folder, made by the `git` program and by nothing of the user's.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// Seconds since 1970 of the first commit: 2026-11-16 09:00:00 UTC. Each commit is an hour later.
const FIRST_COMMIT: u64 = 1_794_819_600;
const HOUR: u64 = 3600;

/// What git need not do for a repository that is thrown away: look for something to tidy up after each commit, and wait
/// for the disk.
const HASTE: &str = "[maintenance]\n\tauto = false\n[gc]\n\tauto = 0\n[core]\n\tfsync = none\n";

/// A repository with an empty `main` branch and a work tree, deleted when it is dropped.
///
/// Neither the machine's nor the user's git configuration is read, and dates are fixed: the same
/// steps give the same commit ids everywhere.
#[derive(Debug)]
pub struct Repository {
    folder: TempDir,
    commits: u64,
}

impl Default for Repository {
    fn default() -> Self {
        Self::new()
    }
}

impl Repository {
    /// Makes the repository.
    ///
    /// # Panics
    ///
    /// Where there is no temporary folder or no `git` program: the test cannot run.
    #[track_caller]
    pub fn new() -> Self {
        Self::in_format(&[])
    }

    /// Makes a repository that keeps its objects or references in another way, such as `--object-format=sha256` or
    /// `--ref-format=reftable` of git-init(1).
    ///
    /// # Panics
    ///
    /// As [`Repository::new`], and where git does not know the format.
    #[track_caller]
    pub fn in_format(format: &[&str]) -> Self {
        let folder = TempDir::new().expect("a test needs a temporary folder");
        fs::create_dir(folder.path().join("home")).expect("the temporary folder is new and empty");
        let repository = Self { folder, commits: 0 };
        fs::create_dir(repository.path()).expect("the temporary folder is new and empty");
        repository.git(&[&["init", "--quiet", "--initial-branch=main", "--template="], format].concat());
        let config = repository.path().join(".git/config");
        let written = fs::read_to_string(&config).expect("git has just written it");
        fs::write(config, written + HASTE).expect("files of a temporary folder can be written");
        repository
    }

    /// A copy of the repository with all that lies beside it: cheaper than to make one again.
    ///
    /// # Panics
    ///
    /// Where it cannot be copied.
    #[must_use]
    #[track_caller]
    pub fn copied(&self) -> Self {
        let folder = TempDir::new().expect("a test needs a temporary folder");
        copy(self.folder.path(), folder.path()).expect("a temporary folder can be copied");
        Self { folder, commits: self.commits }
    }

    /// The root of the work tree.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("repository")
    }

    /// Writes a file of the work tree, with the folders above it. The path is relative to the root.
    ///
    /// # Panics
    ///
    /// Where it cannot be written.
    #[track_caller]
    pub fn write(&self, path: impl AsRef<Path>, content: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        let folder = path.parent().expect("a path below the root has a parent");
        fs::create_dir_all(folder).expect("folders of a temporary folder can be made");
        fs::write(path, content).expect("files of a temporary folder can be written");
    }

    /// Commits the whole work tree and returns the commit's full id. The author, who is the
    /// committer too, is written `Name <address>`. A commit that changes nothing is made as well.
    ///
    /// # Panics
    ///
    /// Where git refuses.
    #[track_caller]
    pub fn commit(&mut self, author: &str, message: &str) -> String {
        self.git(&["add", "--all"]);
        let (name, address) = author
            .strip_suffix('>')
            .and_then(|author| author.split_once(" <"))
            .expect("an author is written `Name <address>`");
        let mut command = self.command("git");
        command
            .args(["commit", "--quiet", "--allow-empty", "--message", message])
            .env("GIT_AUTHOR_NAME", name)
            .env("GIT_AUTHOR_EMAIL", address)
            .env("GIT_COMMITTER_NAME", name)
            .env("GIT_COMMITTER_EMAIL", address);
        run(command);
        self.commits += 1;
        self.git(&["rev-parse", "HEAD"]).trim_end().to_owned()
    }

    /// Makes what git-fast-import(1) is told, all at once.
    ///
    /// # Panics
    ///
    /// Where git refuses.
    #[track_caller]
    pub fn import(&self, script: &str) {
        let file = self.folder.path().join("import");
        fs::write(&file, script).expect("files of a temporary folder can be written");
        let mut command = self.command("git");
        let script = fs::File::open(file).expect("a file that was just written can be read");
        command.args(["fast-import", "--quiet", "--force", "--date-format=raw"]).stdin(script);
        run(command);
    }

    /// Runs git in the work tree and returns what it wrote to standard output.
    ///
    /// # Panics
    ///
    /// Where git ends with another status than 0, with what it wrote to standard error.
    #[track_caller]
    pub fn git(&self, arguments: &[&str]) -> String {
        let mut command = self.command("git");
        command.args(arguments);
        run(command)
    }

    /// A program to run in the work tree, with nothing of the surrounding environment but `PATH`.
    /// Commits that it makes are dated like the next [`Repository::commit`].
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let date = format!("{} +0000", FIRST_COMMIT + self.commits * HOUR);
        let mut command = Command::new(program);
        command
            .current_dir(self.path())
            .env_clear()
            .envs(std::env::var_os("PATH").map(|path| ("PATH", without_roadlog(&path, self.folder.path()))))
            .env("HOME", self.folder.path().join("home"))
            .env("XDG_CONFIG_HOME", self.folder.path().join("home"))
            .env("GIT_CEILING_DIRECTORIES", self.folder.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_AUTHOR_DATE", &date)
            .env("GIT_COMMITTER_DATE", &date)
            .env("LC_ALL", "C.UTF-8")
            .env("TZ", "UTC");
        command
    }
}

/// A search path on which no `roadlog` is found, whatever is installed: hooks call the first one that they find. For a
/// folder that holds one, a folder of links to all else in it is made in `beside`.
fn without_roadlog(path: &OsStr, beside: &Path) -> OsString {
    let folders = std::env::split_paths(path).enumerate().filter_map(|(place, folder)| {
        if !folder.join("roadlog").exists() {
            return Some(folder);
        }
        let links = beside.join(format!("programs-{place}"));
        if !links.exists() {
            link_all_but_roadlog(&folder, &links).ok()?;
        }
        Some(links)
    });
    std::env::join_paths(folders).expect("the parts of a search path can be put together again")
}

#[cfg(unix)]
fn link_all_but_roadlog(folder: &Path, links: &Path) -> std::io::Result<()> {
    fs::create_dir(links)?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name() != "roadlog" {
            std::os::unix::fs::symlink(entry.path(), links.join(entry.file_name()))?;
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn link_all_but_roadlog(_: &Path, links: &Path) -> std::io::Result<()> {
    fs::create_dir(links)
}

/// Copies what lies in a folder into another one.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let there = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir_all(&there)?;
            copy(&entry.path(), &there)?;
        } else {
            fs::copy(entry.path(), there)?;
        }
    }
    Ok(())
}

/// Runs a command to its end and returns its standard output.
#[track_caller]
fn run(mut command: Command) -> String {
    let output = command.output();
    let Output { status, stdout, stderr } =
        output.expect("the program is installed: tests of history need `git` on the PATH");
    assert!(status.success(), "{command:?} ended with {status}\n{}", String::from_utf8_lossy(&stderr));
    String::from_utf8_lossy(&stdout).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARIA: &str = "Maria Kovač <maria@shop.example>";

    #[cfg(unix)]
    #[test]
    fn a_program_of_the_same_name_that_is_installed_is_not_found() {
        let folder = TempDir::new().unwrap();
        let (installed, other) = (folder.path().join("installed"), folder.path().join("other"));
        for (folder, name) in [(&installed, "roadlog"), (&installed, "git"), (&other, "sh")] {
            fs::create_dir_all(folder).unwrap();
            fs::write(folder.join(name), "").unwrap();
        }
        let path = std::env::join_paths([&installed, &other]).unwrap();
        for _ in 0..2 {
            let path = without_roadlog(&path, folder.path());
            let found = |name: &str| std::env::split_paths(&path).any(|folder| folder.join(name).exists());
            assert!(found("git") && found("sh") && !found("roadlog"));
        }
    }

    fn with_two_commits() -> (Repository, String) {
        let mut repository = Repository::new();
        repository.write("backlog/checkout.backlog", "story PAY-1 Pay\n");
        repository.commit(MARIA, "Add the backlog");
        repository.write("backlog/checkout.backlog", "story PAY-1 Pay as a guest\n");
        let head = repository.commit(MARIA, "Retitle PAY-1");
        (repository, head)
    }

    #[test]
    fn the_same_steps_give_the_same_commit() {
        let (_first, first) = with_two_commits();
        let (_second, second) = with_two_commits();
        assert_eq!(first, second);
        assert_eq!(first.len(), 40);
    }

    #[test]
    fn commits_carry_their_author_and_fixed_dates() {
        let (repository, _) = with_two_commits();
        let log = repository.git(&["log", "--format=%an <%ae> %at %ct %s"]);
        assert_eq!(
            log,
            "Maria Kovač <maria@shop.example> 1794823200 1794823200 Retitle PAY-1\n\
             Maria Kovač <maria@shop.example> 1794819600 1794819600 Add the backlog\n"
        );
    }

    #[test]
    fn no_configuration_but_the_repository_s_own_is_read() {
        let repository = Repository::new();
        let origins = repository.git(&["config", "--list", "--show-scope"]);
        assert!(origins.lines().all(|line| line.starts_with("local")), "{origins}");
        let branch = repository.git(&["symbolic-ref", "HEAD"]);
        assert_eq!(branch, "refs/heads/main\n");
    }

    #[test]
    fn a_copy_goes_its_own_way() {
        let (first, head) = with_two_commits();
        let mut copy = first.copied();
        assert_eq!(copy.git(&["status", "--porcelain"]), "");
        assert_ne!(copy.commit(MARIA, "Go on"), head);
        assert_eq!(first.git(&["rev-parse", "HEAD"]).trim(), head);
    }

    #[test]
    #[should_panic(expected = "ended with")]
    fn a_refusal_fails_the_test() {
        Repository::new().git(&["rev-parse", "--verify", "no-such-revision"]);
    }
}
