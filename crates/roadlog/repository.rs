//! What the git repository around a workspace knows, asked when it is needed. A repository that does not answer is told
//! of, and the command goes on without what it knows.

use std::hash::{BuildHasher, RandomState};
use std::path::Path;

use roadlog_config::Config;
use roadlog_git::{GitError, Repository};
use roadlog_model::TakenIds;
use roadlog_syntax::value::Handle;
use roadlog_workspace::Root;

use crate::session::Session;

/// The ids that items of the workspace have on any branch. None outside of git.
pub(crate) fn taken_ids(root: &Root, config: &Config, session: &Session) -> TakenIds {
    let Some(git) = root.git() else { return TakenIds::default() };
    let Ok(inside) = root.folder().strip_prefix(&git.folder) else { return TakenIds::default() };
    session.say_more("looking for ids that are taken on other branches");
    ids(root.folder(), inside, config).unwrap_or_else(|error| {
        session.warn(&format!("ids may be given that are taken on another branch: {error}"));
        TakenIds::default()
    })
}

/// Who commits here, as roadlog.toml knows them by their address. Nobody outside of git, and nobody whom it does not
/// know.
pub(crate) fn user(root: &Root, config: &Config, session: &Session) -> Option<Handle> {
    root.git()?;
    let user = Repository::discover(root.folder()).and_then(|found| found.map_or(Ok(None), |it| it.user()));
    let identity = user.unwrap_or_else(|error| {
        session.warn(&format!("git does not say who you are: {error}"));
        None
    })?;
    config.person_by_email(&identity.email).map(|person| person.handle().clone())
}

fn ids(folder: &Path, inside: &Path, config: &Config) -> Result<TakenIds, GitError> {
    let Some(repository) = Repository::discover(folder)? else { return Ok(TakenIds::default()) };
    repository.ids_below(inside, &|path| config.workspace().includes(path))
}

/// A number that nobody can foresee, to draw random ids from.
pub(crate) fn random_seed() -> u64 {
    RandomState::new().hash_one(())
}
