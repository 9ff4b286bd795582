//! A walk through the history of a plan: each commit with its plan and those of its parents. A plan is kept as long as a
//! commit to come is made from it.

use std::ops::ControlFlow;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::error::GitError;
use crate::plans::{Plans, Revision};
use crate::revision::{Commit, CommitId};

/// A commit of a walk.
#[derive(Debug)]
pub struct Visit<'v> {
    /// The commit.
    pub commit: &'v Commit,
    /// Its plan.
    pub revision: &'v Revision,
    /// The plans of its parents, in their order; of those that were not walked there are none.
    pub parents: Vec<&'v Revision>,
}

impl Visit<'_> {
    /// Whether nothing of the plan is other than in the first parent.
    pub fn is_same(&self) -> bool {
        self.parents.first().is_some_and(|parent| parent.listing() == self.revision.listing())
    }
}

impl Plans<'_> {
    /// Visits commits, which come parents first, until `visit` breaks off.
    ///
    /// # Errors
    /// Something of a commit is not here, or cannot be read.
    pub fn walk(
        &mut self,
        commits: &[Commit],
        visit: &mut dyn FnMut(Visit<'_>) -> ControlFlow<()>,
    ) -> Result<(), GitError> {
        let mut known: FxHashMap<CommitId, Rc<Revision>> = FxHashMap::default();
        let mut waiting = children(commits);
        for commit in commits {
            let parents: Vec<_> = commit.parents.iter().filter_map(|id| known.get(id)).cloned().collect();
            let revision = Rc::new(self.of_commit(commit, parents.first().map(|parent| &**parent))?);
            let parents = parents.iter().map(|parent| &**parent).collect();
            if visit(Visit { commit, revision: &revision, parents }).is_break() {
                return Ok(());
            }
            if waiting.contains_key(&commit.id) {
                known.insert(commit.id, revision);
            }
            for parent in &commit.parents {
                let Some(left) = waiting.get_mut(parent) else { continue };
                *left -= 1;
                if *left == 0 {
                    known.remove(parent);
                }
            }
        }
        Ok(())
    }
}

/// How many of the commits each is a parent of.
fn children(commits: &[Commit]) -> FxHashMap<CommitId, usize> {
    let mut children = FxHashMap::default();
    for parent in commits.iter().flat_map(|commit| &commit.parents) {
        *children.entry(*parent).or_insert(0) += 1;
    }
    children
}

#[cfg(test)]
mod tests {
    use roadlog_testkit::Repository as Made;

    use super::*;
    use crate::testing::both;

    const MARIA: &str = "Maria Kovač <maria@shop.example>";

    /// A history with a merge: what is told of each commit, and after how many the walk ends.
    fn walked(most: usize, from: usize) -> Vec<String> {
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
            let mut told = Vec::new();
            let mut plans = Plans::new(it, "").unwrap();
            let visited = plans.walk(&commits[from..], &mut |visit| {
                let items = |revision: &Revision| revision.plan.items().count();
                let parents: Vec<_> = visit.parents.iter().map(|parent| items(parent)).collect();
                let (subject, same) = (&visit.commit.subject, visit.is_same());
                told.push(format!("{subject}: {} of {parents:?}, same: {same}", items(visit.revision)));
                if told.len() == most { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            visited.unwrap();
            told
        })
    }

    #[test]
    fn every_commit_comes_with_its_plan_and_those_of_its_parents() {
        let expected = [
            "First: 1 of [], same: false",
            "Side: 1 of [1], same: true",
            "Main: 2 of [1], same: false",
            "Merge: 2 of [2, 1], same: true",
        ];
        assert_eq!(walked(9, 0), expected);
        assert_eq!(walked(2, 0), expected[..2]);
    }

    #[test]
    fn of_parents_that_were_not_walked_there_are_no_plans() {
        assert_eq!(
            walked(9, 2),
            ["Main: 2 of [], same: false", "Merge: 2 of [2], same: true"],
            "where a walk begins later, its first commits stand alone"
        );
    }
}
