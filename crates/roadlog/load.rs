//! From the paths of the command line to a plan: the workspace found, read and parsed, and which of it was asked for.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use roadlog_config::FileProblem;
use roadlog_model::{FileInput, Plan};
use roadlog_workspace::{Loaded, ReadProblem, Root, RootError, Selection, SourceFile};

use crate::errors::{Class, Error, Outcome, plain};
use crate::session::Session;
use crate::write::recover;

/// The path that stands for standard input.
pub(crate) const STANDARD_INPUT: &str = "-";

/// What of the workspace is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// Files and folders; all of the workspace where there are none, and standard input where one of them is `-`.
    pub(crate) paths: Vec<PathBuf>,
    /// The name that standard input has in the workspace.
    pub(crate) stdin_path: Option<PathBuf>,
}

impl Request {
    /// All of the workspace.
    pub(crate) const fn everything() -> Self {
        Self { paths: Vec::new(), stdin_path: None }
    }

    /// Whether standard input is asked for.
    pub(crate) fn is_stdin(&self) -> bool {
        self.paths.iter().any(|path| path.as_os_str() == STANDARD_INPUT)
    }

    /// What is wrong with the paths by themselves.
    fn checked(&self) -> Result<(), Error> {
        if self.is_stdin() && self.paths.len() > 1 {
            return Err(Error::user("standard input goes alone", "name either - or files"));
        }
        if !self.is_stdin() && self.stdin_path.is_some() {
            let hint = "add - to read standard input, or leave --stdin-path out";
            return Err(Error::user("--stdin-path names standard input, which is not read", hint));
        }
        Ok(())
    }
}

/// A workspace in memory.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// The plan.
    pub(crate) plan: Plan,
    /// Where it begins.
    pub(crate) root: Root,
    /// Every roadlog.toml of the workspace itself, by path, with its text.
    pub(crate) configs: Vec<(String, String)>,
    /// What each roadlog.toml by itself has wrong.
    pub(crate) config_problems: Vec<FileProblem>,
    /// The folders of `reads` that are not there.
    pub(crate) missing_reads: Vec<String>,
    /// What could not be read; it is told already.
    pub(crate) problems: Vec<ReadProblem>,
    scope: Scope,
}

/// Which files a command speaks about.
#[derive(Clone, Debug)]
enum Scope {
    Selected(Selection),
    /// Standard input, under this name.
    Only(String),
}

impl Workspace {
    /// Its folder from the top of the git work tree, parted by `/`; empty for the top itself, and outside of git.
    pub(crate) fn folder_in_repository(&self) -> String {
        let below = self.root.git().and_then(|git| self.root.folder().strip_prefix(&git.folder).ok());
        let below = below.and_then(Path::to_str).unwrap_or_default();
        below.replace(std::path::MAIN_SEPARATOR, "/")
    }

    /// Whether the file or roadlog.toml of this path was asked for.
    pub(crate) fn is_asked_for(&self, path: &str) -> bool {
        match &self.scope {
            Scope::Selected(selection) => selection.contains(path),
            Scope::Only(name) => name == path,
        }
    }

    /// Whether all of the workspace was asked for.
    pub(crate) const fn is_whole(&self) -> bool {
        match &self.scope {
            Scope::Selected(selection) => selection.is_everything(),
            Scope::Only(_) => false,
        }
    }

    /// Whether a file or folder of this path, relative to the root, is there.
    pub(crate) fn exists(&self, path: &str) -> bool {
        self.root.folder().join(path).symlink_metadata().is_ok()
    }

    /// What a command came to that found, or did not find, what it looks for. Where something could not be read there
    /// is no verdict.
    pub(crate) const fn outcome(&self, found: bool) -> Outcome {
        if self.problems.is_empty() { Outcome::found_if(found) } else { Outcome::Incomplete }
    }
}

/// The whole workspace around the current folder.
///
/// # Errors
/// No workspace, or not one file of a plan in it.
pub(crate) fn workspace(session: &Session) -> Result<Workspace, Error> {
    requested(session, &Request::everything())
}

/// The whole workspace around the current folder, which may be one without a single file.
///
/// # Errors
/// No workspace.
pub(crate) fn whole_or_empty(session: &Session) -> Result<Workspace, Error> {
    let mut loaded = found_files(session, Path::new("."))?;
    let scope = scope(&mut loaded, &Request::everything(), session)?;
    planned(loaded, scope)
}

/// The workspace around what is asked for.
///
/// # Errors
/// No workspace, a path that names none of its files, or not one file of a plan in it.
pub(crate) fn requested(session: &Session, request: &Request) -> Result<Workspace, Error> {
    let (loaded, scope) = read(session, request)?;
    if loaded.files.iter().all(|file| file.foreign) && matches!(scope, Scope::Selected(_)) {
        return Err(nothing_to_read(&loaded));
    }
    planned(loaded, scope)
}

/// The whole workspace around the current folder, to be changed: read in full, for what could not be read might name
/// or be what changes. It may have no files yet.
///
/// # Errors
/// No workspace, or one that could not be read in full.
pub(crate) fn to_change(session: &Session) -> Result<Workspace, Error> {
    let (loaded, scope) = read(session, &Request::everything())?;
    if !loaded.problems.is_empty() {
        let hint = "mend what is said above and run the command again";
        return Err(Error::environment("the plan could not be read in full, so nothing was changed", hint));
    }
    planned(loaded, scope)
}

/// The files of the workspace around what is asked for, and which of them that is.
fn read(session: &Session, request: &Request) -> Result<(Loaded, Scope), Error> {
    request.checked()?;
    let mut loaded = found_files(session, &start(request))?;
    let scope = scope(&mut loaded, request, session)?;
    Ok((loaded, scope))
}

/// The files of the workspace that a path lies in. What could not be read is told.
fn found_files(session: &Session, path: &Path) -> Result<Loaded, Error> {
    let root = found(session, path)?;
    recover(&root, session)?;
    session.say_more(&format!("the workspace is {}", root.folder().display()));
    let loaded = roadlog_workspace::load(root);
    for problem in &loaded.problems {
        session.fail(&Error::unread(problem));
    }
    Ok(loaded)
}

/// Where the search for the workspace begins.
fn start(request: &Request) -> PathBuf {
    let here = || PathBuf::from(".");
    if request.is_stdin() {
        let folder = request.stdin_path.as_deref().and_then(Path::parent);
        return folder.filter(|folder| !folder.as_os_str().is_empty()).map_or_else(here, Path::to_path_buf);
    }
    request.paths.first().cloned().unwrap_or_else(here)
}

/// The root of the workspace that a path lies in.
fn found(session: &Session, path: &Path) -> Result<Root, Error> {
    Root::find(&session.directory.join(path)).map_err(|error| match error {
        RootError::Missing { .. } => {
            let message = format!("there is no file or folder {}", path.display());
            Error::user(message, "check the spelling and the folder that you are in")
        }
        RootError::Unreadable { source, .. } => Error::io("look at", path, &source),
        other => Error::environment(other.to_string(), "mend that and run the command again"),
    })
}

fn scope(loaded: &mut Loaded, request: &Request, session: &Session) -> Result<Scope, Error> {
    if request.is_stdin() {
        return stdin(loaded, session, request.stdin_path.as_deref()).map(Scope::Only);
    }
    loaded.select(&session.directory, &request.paths).map(Scope::Selected).map_err(|errors| {
        let hint = "name plan files or folders of one workspace, or none for all of it";
        let mut errors = errors.iter().map(|error| Error::told(Class::User, &error.to_string(), hint)).rev();
        let last = errors.next().unwrap_or_else(|| Error::internal("a path was refused without a reason"));
        errors.for_each(|error| session.fail(&error));
        last
    })
}

/// Puts standard input into the place of the file that it is, or will be.
fn stdin(loaded: &mut Loaded, session: &Session, path: Option<&Path>) -> Result<String, Error> {
    let Some(path) = path else {
        let hint = "add --stdin-path with the name that the text has in the workspace, such as plan.backlog";
        return Err(Error::user("standard input has no name", hint));
    };
    let name =
        loaded.root.relative(&session.directory.join(path)).filter(|name| !name.is_empty()).ok_or_else(|| {
            let message = format!("{} is not in the workspace {}", path.display(), loaded.root.folder().display());
            Error::user(message, "name a file of the workspace, in a folder that is there")
        })?;
    let bytes = read_stdin()?;
    if let Some(file) = loaded.files.iter_mut().find(|file| file.path == name) {
        file.bytes = bytes;
    } else {
        let place = loaded.files.partition_point(|other| !other.foreign && other.path < name);
        loaded.files.insert(place, new_file(&loaded.root, &name, bytes));
    }
    Ok(name)
}

/// A file that is not there yet.
fn new_file(root: &Root, name: &str, bytes: Vec<u8>) -> SourceFile {
    SourceFile {
        path: name.to_owned(),
        absolute: root.folder().join(name),
        bytes,
        archived: false,
        foreign: false,
        modified: None,
    }
}

/// All of standard input.
///
/// # Errors
/// What the system says.
pub(crate) fn read_stdin() -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| {
        let message = format!("cannot read standard input: {}", plain(&error));
        Error::environment(message, "pass the text of a plan file to the command")
    })?;
    Ok(bytes)
}

fn nothing_to_read(loaded: &Loaded) -> Error {
    if !loaded.problems.is_empty() {
        return Error::environment("no plan file could be read", "mend what is said above and run the command again");
    }
    let message = format!("there is not one plan file in {}", loaded.root.folder().display());
    Error::user(message, "begin a plan there with `roadlog init`, or name another folder with -C")
}

fn planned(loaded: Loaded, scope: Scope) -> Result<Workspace, Error> {
    let Loaded { root, mut configs, files, problems, missing_reads, .. } = loaded;
    let texts = configs.iter_mut().filter(|config| !config.foreign);
    let texts = texts.map(|config| (config.path.clone(), std::mem::take(&mut config.text))).collect();
    let (config, config_problems) = roadlog_workspace::configuration(configs, !missing_reads.is_empty());
    let inputs = files.into_iter().map(|file| FileInput {
        path: file.path,
        bytes: file.bytes,
        archived: file.archived,
        foreign: file.foreign,
    });
    let plan = Plan::new(config, inputs.collect());
    let plan = plan.map_err(|_| Error::user("a file has 4 GiB or more", "split it into several files"))?;
    Ok(Workspace { plan, root, configs: texts, config_problems, missing_reads, problems, scope })
}
