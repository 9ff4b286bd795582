//! The history of the plan: every commit that changed it, walked once, each plan made from that of the commit after.

use std::rc::Rc;

use roadlog_git::{Commit, CommitId, Names, Plans, Revision, Signer};
use roadlog_history::{Change, Timeline, commit_changes};
use roadlog_model::{Plan, Untrusted};
use roadlog_syntax::value::{Date, Handle};
use rustc_hash::FxHashMap;

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
    walk.read_ahead(commits.iter().rev().filter(is_unknown))?;
    let last = match commits.last() {
        Some(commit) => walk.state(commit)?.standing.clone(),
        None => Standing::empty(),
    };
    let mut told = Vec::new();
    for commit in commits.iter().rev() {
        let changes = match cache.as_mut().and_then(|cache| cache.changes(commit.id)) {
            Some(known) => known,
            None => walk.changes(commit)?,
        };
        // Where a parent is not here, as in a shallow clone, the commit seems to bring in all that it has.
        if let Some(cache) = cache.as_mut().filter(|_| walk.has_parents(commit)) {
            cache.add(commit.id, &changes);
        }
        if !changes.is_empty() {
            told.push((commit, changes));
        }
        walk.leave(commit);
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

/// The plan of one commit, with the revision that others are made from.
struct Known {
    revision: Revision,
    standing: Standing,
}

impl Known {
    fn is_same(&self, other: &Self) -> bool {
        self.revision.listing() == other.revision.listing()
    }
}

/// A walk through the history, the newest first: git keeps the newest of a file whole, and each older one as what differs
/// from the next. A plan is made where it is asked for, and kept until its own commit has been looked at.
struct Walk<'a, 'r> {
    plans: &'a mut Plans<'r>,
    commits: FxHashMap<CommitId, &'a Commit>,
    states: FxHashMap<CommitId, Rc<Known>>,
    /// The plan of the commit that was looked at last.
    latest: Option<Rc<Known>>,
}

impl<'a, 'r> Walk<'a, 'r> {
    fn new(plans: &'a mut Plans<'r>, commits: &'a [Commit]) -> Self {
        let commits = commits.iter().map(|commit| (commit.id, commit)).collect();
        Self { plans, commits, states: FxHashMap::default(), latest: None }
    }

    /// Whether all parents of a commit are here.
    fn has_parents(&self, commit: &Commit) -> bool {
        commit.parents.iter().all(|parent| self.commits.contains_key(parent))
    }

    fn parents(&self, commit: &Commit) -> Vec<&'a Commit> {
        commit.parents.iter().filter_map(|id| self.commits.get(id).copied()).collect()
    }

    /// Reads what these commits, which come in the order of the walk, have other than their parents.
    fn read_ahead(&mut self, unknown: impl Iterator<Item = &'a Commit>) -> Result<(), Error> {
        let steps: Vec<_> =
            unknown.flat_map(|commit| self.parents(commit).into_iter().map(move |parent| (commit, parent))).collect();
        self.plans.read_ahead(steps).map_err(|error| git(&error))
    }

    /// What a commit changed.
    fn changes(&mut self, commit: &Commit) -> Result<Vec<Change>, Error> {
        let state = self.state(commit)?;
        self.latest = Some(Rc::clone(&state));
        let parents =
            self.parents(commit).into_iter().map(|parent| self.state(parent)).collect::<Result<Vec<_>, _>>()?;
        // Where no file of the plan differs, nothing has changed.
        if parents.first().is_some_and(|parent| parent.is_same(&state)) {
            return Ok(Vec::new());
        }
        let from: Vec<_> = parents.iter().map(|parent| parent.standing.state()).collect();
        Ok(commit_changes(&from, state.standing.state()))
    }

    /// The plan of a commit, made from the latest one that was looked at.
    fn state(&mut self, commit: &Commit) -> Result<Rc<Known>, Error> {
        if let Some(known) = self.states.get(&commit.id) {
            return Ok(Rc::clone(known));
        }
        let near = self.latest.as_ref().map(|known| &known.revision);
        let revision = self.plans.of_commit(commit, near).map_err(|error| git(&error))?;
        let standing = Standing::of_revision(&revision, self.plans)?;
        let known = Rc::new(Known { revision, standing });
        self.states.insert(commit.id, Rc::clone(&known));
        self.latest.get_or_insert_with(|| Rc::clone(&known));
        Ok(known)
    }

    /// Goes on from a commit: all that may ask for its plan have been looked at.
    fn leave(&mut self, commit: &Commit) {
        self.states.remove(&commit.id);
    }
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
