//! The plan at other times: as it was committed, as it is staged, and as it stands in the work tree.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

use roadlog_git::{CommitId, GitError, Plans, Repository, Revision};
use roadlog_history::{PolicyFile, State};
use roadlog_model::Plan;
use roadlog_workspace::{CONFIG_NAME, Root, RootError};

use crate::errors::{Class, Error};
use crate::load;
use crate::session::Session;

/// The repository around a workspace, and where in it the workspace lies.
pub(crate) struct Revisions {
    /// The repository.
    pub(crate) repository: Rc<Repository>,
    /// The folder of the workspace from the top of the repository, parted by `/`; empty for the top itself. Without a work
    /// tree it is known once a commit has been looked at.
    folder: OnceCell<String>,
}

/// A plan at one time, with the files that say who may change it.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    /// The plan.
    pub(crate) plan: Arc<Plan>,
    /// Every roadlog.toml, and .mailmap.
    pub(crate) policy: Vec<PolicyFile>,
    /// What stands in a plan's place and was not read; it is told already.
    pub(crate) is_incomplete: bool,
}

impl Revisions {
    /// The repository around the folder that the session works in.
    ///
    /// # Errors
    /// There is none, or it cannot be opened.
    pub(crate) fn around(session: &Session) -> Result<Self, Error> {
        Self::opened(session, Repository::discover(&session.directory))
    }

    /// The repository that git has started the program for, as a hook. git starts it at the top of the work tree, and the
    /// plan may lie further down.
    ///
    /// # Errors
    /// There is none, or it cannot be opened.
    pub(crate) fn of_hook(session: &Session) -> Result<Self, Error> {
        Self::opened(session, Repository::of_hook(&session.directory))
    }

    fn opened(session: &Session, found: Result<Option<Repository>, GitError>) -> Result<Self, Error> {
        let repository = found.map_err(|error| git(&error))?.ok_or_else(|| {
            let message = format!("{} is in no git repository", session.directory.display());
            Error::user(message, "go to one, name it with -C, or begin one with `git init`")
        })?;
        let folder = match repository.work_tree() {
            Some(top) => OnceCell::from(folder_below(top, session)?),
            None => OnceCell::new(),
        };
        Ok(Self { repository: Rc::new(repository), folder })
    }

    /// The same repository with the plan in another folder, from its top.
    pub(crate) fn below(&self, folder: &str) -> Self {
        Self { repository: Rc::clone(&self.repository), folder: OnceCell::from(folder.to_owned()) }
    }

    /// Each plan of a work tree that a hook looks at: the one that the session stands in, or else those of the index.
    /// Without a work tree it is known once a commit is looked at.
    ///
    /// # Errors
    /// The index cannot be read.
    pub(crate) fn plans_of_hook(self, session: &Session) -> Result<Vec<Self>, Error> {
        let stands_in_one = Root::find(&session.directory).is_ok_and(|root| root.has_config());
        if self.repository.work_tree().is_none() || stands_in_one {
            return Ok(vec![self]);
        }
        let folders = or_top(self.repository.plan_folders_of_index().map_err(|error| git(&error))?);
        Ok(folders.iter().map(|folder| self.below(folder)).collect())
    }

    /// The folder of the workspace from the top of the repository, parted by `/`; empty for the top itself.
    pub(crate) fn folder(&self) -> &str {
        self.folder.get().map_or("", String::as_str)
    }

    /// Looks for the plan of a repository without a work tree where this commit has its roadlog.toml: nobody stands in a
    /// folder of it.
    ///
    /// # Errors
    /// There are several plans, or the commit cannot be read.
    pub(crate) fn look_in(&self, commit: CommitId) -> Result<(), Error> {
        if self.folder.get().is_some() {
            return Ok(());
        }
        let folders = self.repository.plan_folders(commit).map_err(|error| git(&error))?;
        // One further down may say to be a workspace of its own.
        let is_below = |folder: &String, above: &str| above.is_empty() || folder.starts_with(&format!("{above}/"));
        let folder = match &folders[..] {
            [one, rest @ ..] if rest.iter().all(|folder| is_below(folder, one)) => one,
            [one, other, ..] => {
                let message = format!(
                    "there are several plans here, in {} and {}, and it is not clear which one is meant",
                    shown_folder(one),
                    shown_folder(other)
                );
                return Err(Error::user(message, "say which one with --folder FOLDER"));
            }
            _ => "",
        };
        // Nobody else has set it meanwhile.
        let _set = self.folder.set(folder.to_owned());
        Ok(())
    }

    /// Where a commit has a plan, as a hint for whoever looks for it in another folder; `None` where it has none.
    pub(crate) fn elsewhere(&self, commit: CommitId) -> Option<String> {
        let folders = self.repository.plan_folders(commit).ok()?;
        let folder = folders.iter().find(|folder| *folder != self.folder())?;
        let option = if self.repository.work_tree().is_some() { "-C" } else { "--folder" };
        Some(format!("the base has a plan in {folder}: name that folder with {option} {folder}"))
    }

    /// Refuses commits that put a roadlog.toml above the one of a plan: its people would decide there from the next base
    /// on, and nobody who decides there now could have been asked.
    ///
    /// # Errors
    /// They do, or cannot be read.
    pub(crate) fn refuse_taken_over(&self, base: CommitId, head: CommitId) -> Result<(), Error> {
        let taken = self.repository.plan_taken_over(self.folder(), base, head).map_err(|error| git(&error))?;
        let Some((plan, folder)) = taken else { return Ok(()) };
        let folder = shown_folder(&folder);
        let message = format!("the commits put a {CONFIG_NAME} into {folder}, above that of the plan in {plan}");
        let hint = format!(
            "leave it out, or write `root = true` below [workspace] in {plan}/{CONFIG_NAME} on the base first; if the plan \
             is to move, let somebody merge it who may do so without this check"
        );
        Err(Error::user(message, hint))
    }

    /// A reader of its plans.
    ///
    /// # Errors
    /// The store cannot be opened.
    pub(crate) fn plans(&self) -> Result<Plans<'_>, Error> {
        self.plans_of(&self.repository)
    }

    /// A reader of the plans of the same workspace, in what a merge would make of the repository.
    ///
    /// # Errors
    /// The store cannot be opened.
    pub(crate) fn plans_of<'r>(&self, repository: &'r Repository) -> Result<Plans<'r>, Error> {
        Plans::new(repository, self.folder()).map_err(|error| git(&error))
    }

    /// The commit that a revision names.
    ///
    /// # Errors
    /// It names none that is here.
    pub(crate) fn commit(&self, revision: &str) -> Result<CommitId, Error> {
        self.repository.commit(revision).map_err(|error| git(&error))
    }
}

/// The plan of a commit; none before the first one.
///
/// # Errors
/// Something of it is not here, or cannot be read.
pub(crate) fn committed(
    plans: &mut Plans<'_>,
    commit: Option<CommitId>,
    near: Option<&Revision>,
    session: &Session,
) -> Result<Option<Revision>, Error> {
    let Some(id) = commit else { return Ok(None) };
    let read = |plans: &mut Plans<'_>| {
        let commit = plans.reader().commit(id)?;
        plans.of_commit(&commit, near)
    };
    let revision = read(plans).map_err(|error| git(&error))?;
    tell(&revision, session);
    Ok(Some(revision))
}

/// The plan of what is staged.
///
/// # Errors
/// The index, or something of it, cannot be read.
pub(crate) fn staged(plans: &mut Plans<'_>, near: Option<&Revision>, session: &Session) -> Result<Revision, Error> {
    let revision = plans.of_index(near).map_err(|error| git(&error))?;
    tell(&revision, session);
    Ok(revision)
}

/// The folders of plans; without any it is the top, where nobody has said yet who decides.
pub(crate) fn or_top(folders: Vec<String>) -> Vec<String> {
    if folders.is_empty() { vec![String::new()] } else { folders }
}

/// A folder of the repository, as people are told of it.
pub(crate) fn shown_folder(folder: &str) -> &str {
    if folder.is_empty() { "the top folder" } else { folder }
}

/// The workspace's folder below the top of a work tree.
fn folder_below(top: &std::path::Path, session: &Session) -> Result<String, Error> {
    let root = Root::find(&session.directory).map_err(|error| match error {
        RootError::Missing { path } => {
            Error::user(format!("there is no folder {}", path.display()), "check the spelling")
        }
        other => Error::environment(other.to_string(), "mend that and run the command again"),
    })?;
    let top = std::fs::canonicalize(top).map_err(|error| Error::io("look at", top, &error))?;
    let below = root.folder().strip_prefix(&top).ok().and_then(std::path::Path::to_str);
    let below = below.ok_or_else(|| {
        let message = format!("the plan in {} is not in the repository {}", root.folder().display(), top.display());
        Error::user(message, "run the command in a folder of the repository that holds the plan")
    })?;
    Ok(below.replace(std::path::MAIN_SEPARATOR, "/"))
}

/// What git says, as an error of the program.
pub(crate) fn git(error: &GitError) -> Error {
    let class = match error {
        GitError::NoRevision { .. } | GitError::NoRevisionInShallow { .. } => Class::User,
        _ => Class::Environment,
    };
    Error::told(class, &error.to_string(), "mend that and run the command again")
}

/// Tells what of a revision was not read.
pub(crate) fn tell(revision: &Revision, session: &Session) {
    for problem in revision.problems.iter() {
        session.fail(&Error::unread(problem));
    }
}

impl Standing {
    /// The same, as the judges take it.
    pub(crate) fn state(&self) -> State<'_> {
        State { plan: &self.plan, policy: &self.policy }
    }

    /// The plan of no file.
    pub(crate) fn empty() -> Self {
        let config = roadlog_config::Config::new(roadlog_config::ConfigFile::default(), Vec::new());
        let plan = Plan::new(config, Vec::new()).expect("no file at all is not too large");
        Self { plan: Arc::new(plan), policy: Vec::new(), is_incomplete: false }
    }

    /// The plan of a commit or of the index.
    ///
    /// # Errors
    /// .mailmap cannot be read.
    pub(crate) fn of_revision(revision: &Revision, plans: &mut Plans<'_>) -> Result<Self, Error> {
        let mut policy: Vec<_> = revision.configs.iter().map(|(path, text)| policy_file(path, text)).collect();
        if let Some(blob) = revision.mailmap {
            let text = plans.reader().content(blob).map_err(|error| git(&error))?;
            policy.push(policy_file(MAILMAP, &String::from_utf8_lossy(&text)));
        }
        let is_incomplete = !revision.problems.is_empty();
        Ok(Self { plan: Arc::clone(&revision.plan), policy, is_incomplete })
    }

    /// The plan as it stands in the work tree.
    ///
    /// # Errors
    /// No workspace.
    pub(crate) fn of_work_tree(session: &Session, revisions: &Revisions) -> Result<Self, Error> {
        let loaded = load::whole_or_empty(session)?;
        let mut policy: Vec<_> = loaded.configs.iter().map(|(path, text)| policy_file(path, text)).collect();
        let mailmap = revisions.repository.work_tree().map(|top| top.join(MAILMAP));
        if let Some(text) = mailmap.and_then(|file| std::fs::read(file).ok()) {
            policy.push(policy_file(MAILMAP, &String::from_utf8_lossy(&text)));
        }
        let is_incomplete = !loaded.problems.is_empty();
        Ok(Self { plan: Arc::new(loaded.plan), policy, is_incomplete })
    }
}

const MAILMAP: &str = ".mailmap";

fn policy_file(path: &str, text: &str) -> PolicyFile {
    PolicyFile { path: path.into(), text: text.into() }
}
