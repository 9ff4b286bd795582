//! A walk through the history of a plan, the newest commit first: git keeps the newest version of a file whole, and each older
//! one as what differs from the next.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::error::GitError;
use crate::plans::{Plans, Revision};
use crate::revision::{Commit, CommitId};

/// A walk through commits. A plan is made where it is asked for, from that of the commit that was visited last, and kept
/// until its own commit is passed.
#[derive(Debug)]
pub struct Walk<'a, 'r> {
    plans: &'a mut Plans<'r>,
    commits: FxHashMap<CommitId, &'a Commit>,
    revisions: FxHashMap<CommitId, Rc<Revision>>,
    /// The plan of the commit that was visited last.
    latest: Option<Rc<Revision>>,
}

/// A commit that was visited.
#[derive(Debug)]
pub struct Visit {
    /// Its plan.
    pub revision: Rc<Revision>,
    /// The plans of its parents, in their order, so far as these are among the commits of the walk.
    pub parents: Vec<Rc<Revision>>,
}

impl Visit {
    /// Whether nothing of the plan is other than in the first parent.
    pub fn is_same(&self) -> bool {
        self.parents.first().is_some_and(|parent| parent.listing() == self.revision.listing())
    }
}

impl<'a, 'r> Walk<'a, 'r> {
    /// A walk through these commits, which come parents first, and are visited from the last one on.
    pub fn new(plans: &'a mut Plans<'r>, commits: &'a [Commit]) -> Self {
        let commits = commits.iter().map(|commit| (commit.id, commit)).collect();
        Self { plans, commits, revisions: FxHashMap::default(), latest: None }
    }

    /// Takes the plan of the last commit from where it has been made already.
    #[must_use]
    pub fn from(mut self, last: CommitId, revision: Revision) -> Self {
        let revision = Rc::new(revision);
        self.latest = Some(Rc::clone(&revision));
        self.revisions.insert(last, revision);
        self
    }

    /// The reader of the plans.
    pub const fn plans(&mut self) -> &mut Plans<'r> {
        self.plans
    }

    /// Whether all parents of a commit are among those of the walk.
    pub fn has_parents(&self, commit: &Commit) -> bool {
        commit.parents.iter().all(|parent| self.commits.contains_key(parent))
    }

    /// Reads what the commits that will be visited, in the order in which they will be, have other than their parents.
    ///
    /// # Errors
    /// The files of a commit cannot be listed.
    pub fn read_ahead(&mut self, visited: impl Iterator<Item = &'a Commit>) -> Result<(), GitError> {
        let steps = visited.flat_map(|commit| self.parents(commit).into_iter().map(move |parent| (commit, parent)));
        let steps: Vec<_> = steps.collect();
        self.plans.read_ahead(steps)
    }

    /// A commit with its plan and those of its parents.
    ///
    /// # Errors
    /// Something of them is not here, or cannot be read.
    pub fn visit(&mut self, commit: &Commit) -> Result<Visit, GitError> {
        let revision = self.revision(commit)?;
        self.latest = Some(Rc::clone(&revision));
        let parents = self.parents(commit).into_iter().map(|parent| self.revision(parent)).collect::<Result<_, _>>()?;
        Ok(Visit { revision, parents })
    }

    /// The plan of a commit.
    ///
    /// # Errors
    /// Something of it is not here, or cannot be read.
    pub fn revision(&mut self, commit: &Commit) -> Result<Rc<Revision>, GitError> {
        if let Some(known) = self.revisions.get(&commit.id) {
            return Ok(Rc::clone(known));
        }
        let revision = Rc::new(self.plans.of_commit(commit, self.latest.as_deref())?);
        self.revisions.insert(commit.id, Rc::clone(&revision));
        self.latest.get_or_insert_with(|| Rc::clone(&revision));
        Ok(revision)
    }

    /// Goes on from a commit, visited or not: nobody asks for its plan any more.
    pub fn pass(&mut self, commit: &Commit) {
        self.revisions.remove(&commit.id);
    }

    fn parents(&self, commit: &Commit) -> Vec<&'a Commit> {
        commit.parents.iter().filter_map(|id| self.commits.get(id).copied()).collect()
    }
}

#[cfg(test)]
mod tests {
    use roadlog_testkit::Repository as Made;

    use super::*;
    use crate::testing::both;

    const MARIA: &str = "Maria Kovač <maria@shop.example>";

    /// A history with a merge, of which the first commits are left out: what is told of each.
    fn walked(from: usize) -> Vec<String> {
        let mut made = Made::new();
        made.write("x.backlog", "story PAY-1 Pay\n");
        made.commit(MARIA, "First");
        made.git(&["switch", "--quiet", "--create", "side"]);
        made.write("notes.txt", "No plan\n");
        made.commit(MARIA, "Side");
        made.git(&["switch", "--quiet", "main"]);
        made.write("x.backlog", "story PAY-1 Pay\n\nstory PAY-2 Log in\n");
        made.commit(MARIA, "Main");
        let merge = ["merge", "--quiet", "--no-edit", "--message", "Merge", "side"];
        made.git(&[&["-c", "user.name=Maria", "-c", "user.email=maria@shop.example"][..], &merge].concat());
        both(&made.path(), |it| {
            let commits = it.between(&[], it.commit("HEAD").unwrap()).unwrap();
            let mut plans = Plans::new(it, "").unwrap();
            let mut walk = Walk::new(&mut plans, &commits[from..]);
            walk.read_ahead(commits[from..].iter().rev()).unwrap();
            let told = commits[from..].iter().rev().map(|commit| {
                let visit = walk.visit(commit).unwrap();
                walk.pass(commit);
                let items = |revision: &Revision| revision.plan.items().count();
                let parents: Vec<_> = visit.parents.iter().map(|parent| items(parent)).collect();
                let (subject, same) = (&commit.subject, visit.is_same());
                format!("{subject}: {} of {parents:?}, same: {same}", items(&visit.revision))
            });
            told.collect()
        })
    }

    #[test]
    fn every_commit_comes_with_its_plan_and_those_of_its_parents() {
        let expected = [
            "Merge: 2 of [2, 1], same: true",
            "Main: 2 of [1], same: false",
            "Side: 1 of [1], same: true",
            "First: 1 of [], same: false",
        ];
        assert_eq!(walked(0), expected);
    }

    #[test]
    fn of_parents_that_are_not_walked_there_are_no_plans() {
        assert_eq!(
            walked(2),
            ["Merge: 2 of [2], same: true", "Main: 2 of [], same: false"],
            "where a walk ends early, its last commits stand alone"
        );
    }
}
