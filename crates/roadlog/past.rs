//! The history of the plan: every commit that changed it, walked once.

use std::rc::Rc;

use roadlog_git::{Commit, CommitId, Names, Signer, Walk};
use roadlog_history::{Change, Timeline, commit_changes};
use roadlog_model::{Plan, Untrusted};
use roadlog_syntax::value::{Date, Handle};

use crate::cache::Cache;
use crate::errors::Error;
use crate::revisions::{Revisions, Standing, git};

/// A commit that changed the plan, as people know it.
#[derive(Clone, Debug)]
pub(crate) struct Past {
    /// The commit.
    pub(crate) commit: CommitId,
    /// The day on which it was written, by the author's own clock; `None` where the commit does not say it clearly.
    pub(crate) day: Option<Date>,
    /// Who wrote it, as roadlog.toml knows them by their address.
    pub(crate) handle: Option<Handle>,
    /// Their name, through .mailmap.
    pub(crate) name: Untrusted,
    /// The first line of its message.
    pub(crate) subject: Untrusted,
}

/// The history of a plan up to a commit.
pub(crate) struct History {
    /// Its changes.
    pub(crate) timeline: Timeline<Rc<Past>>,
    /// The plan at its end.
    pub(crate) last: Standing,
}

/// The history that leads to a commit: what is kept of an earlier run, and the rest from the commits.
///
/// # Errors
/// A part of it is not here, or cannot be read.
pub(crate) fn history(revisions: &Revisions, head: CommitId) -> Result<History, Error> {
    read(revisions, head, Some(Cache::of(revisions)))
}

/// The same from the commits alone, for verdicts: what lies beside them may be anybody's.
///
/// # Errors
/// As [`history`].
pub(crate) fn history_of_commits(revisions: &Revisions, head: CommitId) -> Result<History, Error> {
    read(revisions, head, None)
}

fn read(revisions: &Revisions, head: CommitId, mut cache: Option<Cache>) -> Result<History, Error> {
    let commits = revisions.repository.between(&[], head).map_err(|error| git(&error))?;
    let mut plans = revisions.plans()?;
    let mut walk = Walk::new(&mut plans, &commits);
    let is_unknown = |commit: &&Commit| cache.as_ref().is_none_or(|cache| !cache.knows(commit.id));
    walk.read_ahead(commits.iter().rev().filter(is_unknown)).map_err(|error| git(&error))?;
    let last = match commits.last() {
        Some(commit) => {
            let revision = walk.revision(commit).map_err(|error| git(&error))?;
            Standing::of_revision(&revision, walk.plans())?
        }
        None => Standing::empty(),
    };
    let mut told = Vec::new();
    for commit in commits.iter().rev() {
        let changes = match cache.as_mut().and_then(|cache| cache.changes(commit.id)) {
            Some(known) => known,
            None => changes(&mut walk, commit)?,
        };
        // Where a parent is not here, as in a shallow clone, the commit seems to bring in all that it has.
        if let Some(cache) = cache.as_mut().filter(|_| walk.has_parents(commit)) {
            cache.add(commit.id, &changes);
        }
        if !changes.is_empty() {
            told.push((commit, changes));
        }
        walk.pass(commit);
    }
    if let Some(cache) = cache {
        cache.keep();
    }
    let names = names(&last);
    let mut timeline = Timeline::default();
    for (commit, changes) in told.into_iter().rev() {
        timeline.add(&Rc::new(past(commit, &names, &last.plan)), changes);
    }
    Ok(History { timeline, last })
}

/// What a commit changed.
fn changes(walk: &mut Walk<'_, '_>, commit: &Commit) -> Result<Vec<Change>, Error> {
    let visit = walk.visit(commit).map_err(|error| git(&error))?;
    // Where no file of the plan differs, nothing has changed.
    if visit.is_same() {
        return Ok(Vec::new());
    }
    let parents = visit.parents.iter().map(|parent| Standing::of_revision(parent, walk.plans()));
    let parents = parents.collect::<Result<Vec<_>, _>>()?;
    let from: Vec<_> = parents.iter().map(Standing::state).collect();
    Ok(commit_changes(&from, Standing::of_revision(&visit.revision, walk.plans())?.state()))
}

/// The names that stand for others, as the last .mailmap says.
pub(crate) fn names(standing: &Standing) -> Names {
    let mailmap = standing.policy.iter().find(|file| file.path == ".mailmap");
    mailmap.map_or_else(Names::default, |file| Names::of(file.text.as_bytes()))
}

/// A commit as people know it.
fn past(commit: &Commit, names: &Names, plan: &Plan) -> Past {
    let author = commit.author.as_ref().map(|Signer { identity, day, .. }| (names.resolved(identity), *day));
    let (identity, day) = author.map_or((None, None), |(identity, day)| (Some(identity), Some(day)));
    let person = identity.as_ref().and_then(|identity| plan.config().person_by_email(&identity.email));
    let name = identity
        .as_ref()
        .map_or("somebody", |identity| if identity.name.is_empty() { &identity.email } else { &identity.name });
    Past {
        commit: commit.id,
        day,
        handle: person.map(|person| person.handle().clone()),
        name: name.into(),
        subject: (&*commit.subject).into(),
    }
}
