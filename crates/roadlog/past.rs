//! The history of the plan: every commit that changed it, walked once, each plan made from that of the commit before.

use std::rc::Rc;

use roadlog_git::{Commit, CommitId, Names, Plans, Revision, Signer};
use roadlog_history::{Timeline, commit_changes};
use roadlog_model::{Plan, Untrusted};
use roadlog_syntax::value::{Date, Handle};
use rustc_hash::FxHashMap;

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

/// Reads the history that leads to a commit.
///
/// # Errors
/// A part of it is not here, or cannot be read.
pub(crate) fn history(revisions: &Revisions, head: CommitId) -> Result<History, Error> {
    let commits = revisions.repository.between(&[], head).map_err(|error| git(&error))?;
    let mut plans = revisions.plans()?;
    let mut walk = Walk { plans: &mut plans, states: FxHashMap::default(), children: children(&commits) };
    let mut told = Vec::new();
    let mut last = None;
    for commit in &commits {
        let state = walk.state(commit)?;
        let parents: Vec<_> = commit.parents.iter().filter_map(|id| walk.states.get(id)).cloned().collect();
        // Where no file of the plan differs, nothing has changed.
        let is_same = parents.first().is_some_and(|parent| parent.is_same(&state));
        if !is_same {
            let from: Vec<_> = parents.iter().map(|parent| parent.standing.state()).collect();
            let changes = commit_changes(&from, state.standing.state());
            if !changes.is_empty() {
                told.push((commit, changes));
            }
        }
        walk.leave(commit, Rc::clone(&state));
        last = Some(state);
    }
    let last = last.map_or_else(Standing::empty, |state| state.standing.clone());
    let names = names(&last);
    let mut timeline = Timeline::default();
    for (commit, changes) in told {
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

/// A walk through the history, parents first. A plan is kept as long as a commit to come is made from it.
struct Walk<'a, 'r> {
    plans: &'a mut Plans<'r>,
    states: FxHashMap<CommitId, Rc<Known>>,
    /// How many commits to come have each as a parent.
    children: FxHashMap<CommitId, usize>,
}

fn children(commits: &[Commit]) -> FxHashMap<CommitId, usize> {
    let mut children = FxHashMap::default();
    for parent in commits.iter().flat_map(|commit| &commit.parents) {
        *children.entry(*parent).or_insert(0) += 1;
    }
    children
}

impl Walk<'_, '_> {
    fn state(&mut self, commit: &Commit) -> Result<Rc<Known>, Error> {
        let near = commit.parents.first().and_then(|parent| self.states.get(parent)).cloned();
        let near = near.as_ref().map(|known| &known.revision);
        let revision = self.plans.of_commit(commit, near).map_err(|error| git(&error))?;
        let standing = Standing::of_revision(&revision, self.plans)?;
        Ok(Rc::new(Known { revision, standing }))
    }

    /// Goes on from a commit: what nobody needs any more is forgotten.
    fn leave(&mut self, commit: &Commit, state: Rc<Known>) {
        if self.children.contains_key(&commit.id) {
            self.states.insert(commit.id, state);
        }
        for parent in &commit.parents {
            let Some(left) = self.children.get_mut(parent) else { continue };
            *left -= 1;
            if *left == 0 {
                self.states.remove(parent);
            }
        }
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
