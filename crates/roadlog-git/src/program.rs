//! The way into a repository through the `git` program, for those that libgit2 cannot open.

#[cfg(unix)]
use std::ffi::OsStr;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};

use tempfile::TempDir;

use crate::backend::{Backend, IndexEntry, Merged, Objects, Side, TOO_LARGE};
use crate::error::GitError;
use crate::identity::text;
use crate::object::ObjectId;

/// A repository that the `git` program has found.
pub(crate) struct Program {
    folder: PathBuf,
    work_tree: Option<PathBuf>,
    git_folder: PathBuf,
    common_folder: PathBuf,
    /// What of git's environment names the repository, for a program that git has started.
    environment: Vec<(OsString, OsString)>,
    /// The folder of objects that were made for a merge; it goes with this.
    _made: Option<TempDir>,
}

const OBJECTS: &str = "GIT_OBJECT_DIRECTORY";
const ALTERNATES: &str = "GIT_ALTERNATE_OBJECT_DIRECTORIES";

/// The variables with which git tells a program that it starts which repository it works on (git(1)).
const PLACES: [&str; 6] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", OBJECTS, ALTERNATES];

impl Program {
    /// Opens the repository around a folder, which libgit2 refused to open for `reason`.
    pub(crate) fn open(folder: &Path, reason: &str) -> Result<Self, GitError> {
        Self::opened(folder, reason, Vec::new())
    }

    /// Opens the repository that git's environment names, as for a program that git has started.
    pub(crate) fn open_from_environment(folder: &Path, reason: &str) -> Result<Self, GitError> {
        let set = |name: &&str| Some((OsString::from(name), std::env::var_os(name)?));
        Self::opened(folder, reason, PLACES.iter().filter_map(set).collect())
    }

    fn opened(folder: &Path, reason: &str, environment: Vec<(OsString, OsString)>) -> Result<Self, GitError> {
        let nowhere = PathBuf::new;
        let folder = folder.to_path_buf();
        let mut program =
            Self { folder, work_tree: None, git_folder: nowhere(), common_folder: nowhere(), environment, _made: None };
        let found = program.run(&["rev-parse", "--absolute-git-dir"]).map_err(|source| GitError::NoProgram {
            folder: program.folder.clone(),
            reason: reason.to_owned(),
            source,
        })?;
        if !found.status.success() {
            return Err(GitError::Open { folder: program.folder, reason: said(&found) });
        }
        program.git_folder = path(line(&found.stdout));
        let printed = |arguments: &[&str]| {
            let output = program.run(arguments).ok().filter(|output| output.status.success());
            output.map(|output| path(line(&output.stdout)))
        };
        let common = printed(&["rev-parse", "--git-common-dir"]).unwrap_or_else(|| program.git_folder.clone());
        let top = printed(&["rev-parse", "--show-toplevel"]);
        program.common_folder = program.folder.join(common);
        program.work_tree = top;
        Ok(program)
    }

    /// The program, with nothing of the surroundings that would lead it to another repository, the network, a
    /// question or a lock.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.as_encoded_bytes().starts_with(b"GIT_")) {
            command.env_remove(name);
        }
        command
            .arg("-C")
            .arg(&self.folder)
            .args(["-c", "protocol.allow=never"])
            .args(arguments)
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .env("GIT_NO_LAZY_FETCH", "1")
            // What stands in the place of an object is not what was committed.
            .env("GIT_NO_REPLACE_OBJECTS", "1")
            .env("GIT_GRAFT_FILE", "/dev/null")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: &[&str]) -> io::Result<Output> {
        self.command(arguments).output()
    }

    /// The same repository, to which objects can be added that are kept beside it.
    fn beside(&self) -> io::Result<Self> {
        let made = TempDir::new()?;
        let objects = self.run(&["rev-parse", "--git-path", "objects"])?;
        let objects = self.folder.join(path(line(&objects.stdout)));
        let known = |name: &str| self.environment.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        let mut alternates = known(OBJECTS).unwrap_or_else(|| quoted(&objects));
        if let Some(more) = known(ALTERNATES) {
            alternates.push(if cfg!(windows) { ";" } else { ":" });
            alternates.push(more);
        }
        let mut environment = self.environment.clone();
        environment.retain(|(name, _)| name != OBJECTS && name != ALTERNATES);
        environment.push((OBJECTS.into(), made.path().into()));
        environment.push((ALTERNATES.into(), alternates));
        Ok(Self {
            folder: self.folder.clone(),
            work_tree: self.work_tree.clone(),
            git_folder: self.git_folder.clone(),
            common_folder: self.common_folder.clone(),
            environment,
            _made: Some(made),
        })
    }

    fn asked(&self, arguments: &[&str]) -> Result<Output, GitError> {
        self.run(arguments).map_err(|error| GitError::History { reason: error.to_string() })
    }

    fn value(&self, arguments: &[&str]) -> Result<Option<Vec<u8>>, GitError> {
        let output = self.run(arguments).map_err(|error| GitError::Config { reason: error.to_string() })?;
        match output.status.code() {
            Some(0) => Ok(Some(output.stdout.strip_suffix(b"\0").unwrap_or(&output.stdout).to_vec())),
            Some(1) => Ok(None),
            _ => Err(GitError::Config { reason: said(&output) }),
        }
    }
}

impl Backend for Program {
    fn work_tree(&self) -> Option<&Path> {
        self.work_tree.as_deref()
    }

    fn config(&self, key: &str) -> Result<Option<Vec<u8>>, GitError> {
        self.value(&["config", "--null", "--get", key])
    }

    fn config_path(&self, key: &str) -> Result<Option<PathBuf>, GitError> {
        let value = self.value(&["config", "--null", "--type=path", "--get", key])?;
        Ok(value.map(|value| path(&value)))
    }

    fn is_configured_here(&self, key: &str) -> Result<bool, GitError> {
        let local = self.value(&["config", "--local", "--null", "--get", key])?;
        // Where there is no configuration of its own, git takes that of the work tree for the local one.
        Ok(local.is_some()
            || self.value(&["config", "--worktree", "--null", "--get", key]).is_ok_and(|it| it.is_some()))
    }

    fn file_at(&self, revision: &str) -> Option<Vec<u8>> {
        // `--` and `--end-of-options` are not known to this command; a revision that begins with a dash is none.
        let output = self.run(&["cat-file", "blob", revision]).ok().filter(|_| !revision.starts_with('-'))?;
        output.status.success().then_some(output.stdout)
    }

    fn newest_commits(&self, limit: usize, give: &mut dyn FnMut(&[u8])) -> Result<(), GitError> {
        let refused = |error: io::Error| GitError::History { reason: error.to_string() };
        let head = self.run(&["rev-parse", "--quiet", "--verify", "HEAD^{commit}"]).map_err(refused)?;
        if !head.status.success() {
            return Ok(());
        }
        // `--encoding=none`: the bytes as they are stored, so that both ways in read the same.
        let most = format!("--max-count={limit}");
        let output = self.run(&["rev-list", "--header", "--encoding=none", &most, "HEAD"]).map_err(refused)?;
        if !output.status.success() {
            return Err(GitError::History { reason: said(&output) });
        }
        for record in output.stdout.split(|byte| *byte == 0).filter(|record| !record.is_empty()) {
            // The id stands in a line of its own before the header.
            give(record.splitn(2, |byte| *byte == b'\n').nth(1).unwrap_or_default());
        }
        Ok(())
    }

    fn commit_of(&self, revision: &str) -> Result<Option<ObjectId>, GitError> {
        let verified = |revision: &str| {
            let output = self.asked(&["rev-parse", "--quiet", "--verify", "--end-of-options", revision])?;
            match said(&output) {
                _ if output.status.success() => Ok(ObjectId::from_hex(line(&output.stdout))),
                reason if reason.contains("ambiguous") => Err(GitError::History { reason }),
                _ => Ok(None),
            }
        };
        // In two steps: what follows `:/` is a text to search for, whatever it ends with.
        let Some(object) = verified(revision)? else { return Ok(None) };
        verified(&format!("{object}^{{commit}}"))
    }

    fn merged(&self, ours: Side<'_>, theirs: Side<'_>) -> Result<Merged, GitError> {
        let (ours, theirs) = (ours.name, theirs.name);
        let refused = |reason| GitError::Merge { ours: ours.to_owned(), theirs: theirs.to_owned(), reason };
        let beside = self.beside().map_err(|error| refused(error.to_string()))?;
        // Whatever the user has set, the markers are those that a plan file is read with.
        let style = ["-c", "merge.conflictStyle=merge"];
        let merge = ["merge-tree", "--write-tree", "--no-messages", "-z", ours, theirs];
        let output = beside.run(&[&style[..], &merge].concat()).map_err(|error| refused(error.to_string()))?;
        match output.status.code() {
            Some(0 | 1) => {}
            Some(USAGE) => return Err(GitError::TooOldToMerge),
            _ => return Err(refused(said(&output))),
        }
        let mut parts = output.stdout.split(|byte| *byte == 0);
        let tree = parts.next().and_then(ObjectId::from_hex);
        let tree = tree.ok_or_else(|| refused("git named no result".to_owned()))?;
        // `MODE ID SIDE`, a tab and the path; each side has one.
        let paths = parts.filter_map(|entry| Some(entry.splitn(2, |byte| *byte == b'\t').nth(1)?.to_vec()));
        let mut conflicts: Vec<_> = paths.collect();
        conflicts.sort_unstable();
        conflicts.dedup();
        Ok(Merged { backend: Box::new(beside), tree, conflicts })
    }

    fn index(&self) -> Result<Vec<IndexEntry>, GitError> {
        let refused = |reason| GitError::Index { reason };
        let asked = |arguments: &[&str]| {
            let output = self.run(arguments).map_err(|error| refused(error.to_string()))?;
            if output.status.success() { Ok(output.stdout) } else { Err(refused(said(&output))) }
        };
        let empty = asked(&["hash-object", "-t", "tree", "--stdin"])?;
        let empty = String::from_utf8_lossy(line(&empty)).into_owned();
        // Against nothing the index is all additions; what is only intended to be added is none.
        let form = ["--cached", "--raw", "-z", "--no-renames", "--no-abbrev", "--ita-invisible-in-index"];
        let listed = asked(&[&["diff-index"], &form[..], &[&empty]].concat())?;
        Ok(additions(&listed))
    }

    fn git_folder(&self) -> &Path {
        &self.git_folder
    }

    fn common_folder(&self) -> &Path {
        &self.common_folder
    }

    fn references_below(&self, prefix: &str) -> Result<Vec<(String, ObjectId)>, GitError> {
        let output = self.run(&["for-each-ref", "--format=%(objectname) %(refname)", prefix]);
        let output = output.map_err(|error| GitError::Branches { reason: error.to_string() })?;
        if !output.status.success() {
            return Err(GitError::Branches { reason: said(&output) });
        }
        let reference = |line: &[u8]| {
            let (id, name) = line.split_at_checked(line.iter().position(|byte| *byte == b' ')?)?;
            let name = text(name.get(1..)?).strip_prefix(prefix)?.to_owned();
            Some((name, ObjectId::from_hex(id)?))
        };
        Ok(output.stdout.split(|byte| *byte == b'\n').filter_map(reference).collect())
    }

    fn objects(&self) -> Result<Box<dyn Objects + '_>, GitError> {
        let mut command = self.command(&["cat-file", "--batch"]);
        let child = command.stdin(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut child = child.map_err(|error| GitError::Objects { reason: error.to_string() })?;
        let (questions, answers) = (child.stdin.take(), child.stdout.take().map(BufReader::new));
        Ok(Box::new(Conversation { child, questions, answers }))
    }
}

/// The entries of a raw difference to nothing: `:000000 MODE 0… ID A`, a NUL, the path and a NUL, again and again.
fn additions(listed: &[u8]) -> Vec<IndexEntry> {
    let mut fields = listed.split(|byte| *byte == 0);
    let mut entries: Vec<IndexEntry> = Vec::new();
    while let (Some(head), Some(path)) = (fields.next(), fields.next()) {
        let head = String::from_utf8_lossy(head);
        let mut parts = head.split(' ').skip(1);
        let (mode, id, status) = (parts.next(), parts.nth(1), parts.next());
        let content = id.filter(|_| status == Some("A")).and_then(|id| ObjectId::from_hex(id.as_bytes()));
        let mode = mode.and_then(|mode| u32::from_str_radix(mode, 8).ok()).unwrap_or_default();
        match entries.last() {
            Some(last) if last.path == path => {}
            _ => entries.push(IndexEntry { path: path.to_vec(), mode, content }),
        }
    }
    entries
}

/// A running `git cat-file --batch`, which answers one id after the other.
struct Conversation {
    child: Child,
    questions: Option<ChildStdin>,
    answers: Option<BufReader<ChildStdout>>,
}

impl Conversation {
    fn ask(&mut self, id: ObjectId) -> io::Result<Option<Vec<u8>>> {
        let gone = || io::Error::from(io::ErrorKind::BrokenPipe);
        let questions = self.questions.as_mut().ok_or_else(gone)?;
        writeln!(questions, "{id}")?;
        questions.flush()?;
        let answers = self.answers.as_mut().ok_or_else(gone)?;
        let mut header = Vec::new();
        answers.read_until(b'\n', &mut header)?;
        let header = String::from_utf8_lossy(line(&header)).into_owned();
        // `ID TYPE SIZE`, or `ID missing`.
        let Some(size) = header.split(' ').nth(2) else {
            return if header.ends_with(" missing") { Ok(None) } else { Err(gone()) };
        };
        let size: u64 = size.parse().map_err(|_| gone())?;
        let mut content = Vec::new();
        if size <= TOO_LARGE {
            answers.take(size).read_to_end(&mut content)?;
        } else {
            io::copy(&mut answers.take(size), &mut io::sink())?;
        }
        // A line feed follows that is no part of the content.
        answers.read_exact(&mut [0])?;
        Ok((size <= TOO_LARGE).then_some(content))
    }
}

impl Objects for Conversation {
    fn read(&mut self, id: ObjectId) -> Result<Option<Vec<u8>>, GitError> {
        self.ask(id).map_err(|error| GitError::Objects { reason: error.to_string() })
    }
}

impl Drop for Conversation {
    fn drop(&mut self) {
        // The end of its input ends it; an answer that nobody reads must not keep it.
        self.questions = None;
        self.answers = None;
        let _gone = self.child.wait();
    }
}

/// The status with which git ends where it does not know an option.
const USAGE: i32 = 129;

/// A path as it stands in a list of paths: between quotes, where a character of it would end it.
fn quoted(path: &Path) -> OsString {
    let text = path.to_string_lossy();
    let is_plain = !text.contains([':', ';', '"', '\n']) || cfg!(windows);
    if is_plain { path.into() } else { format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")).into() }
}

/// What git said about a failure: the first line, without its label.
fn said(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let first = text.lines().next().unwrap_or_default();
    let first = first.strip_prefix("fatal: ").or_else(|| first.strip_prefix("error: ")).unwrap_or(first);
    if first.is_empty() { format!("git ended with {}", output.status) } else { first.to_owned() }
}

/// The first line of what was printed.
fn line(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}

/// A path as git prints it.
fn path(bytes: &[u8]) -> PathBuf {
    #[cfg(unix)]
    let path = <OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes);
    #[cfg(not(unix))]
    let path = String::from_utf8_lossy(bytes).into_owned();
    PathBuf::from(path)
}
