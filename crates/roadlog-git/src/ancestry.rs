//! How commits descend from each other, as the commits themselves say it: grafts, replaced objects and summaries of the
//! history, which anybody who writes to a repository may make up, say nothing here.

use std::collections::BinaryHeap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::GitError;
use crate::revision::{Commit, CommitId, Reader};

/// A walk through a history, which keeps the commits that it has read.
pub(crate) struct Ancestry<'r> {
    reader: Reader<'r>,
    commits: FxHashMap<CommitId, Commit>,
    /// Commits of which a parent is not here, and that parent.
    torn: FxHashMap<CommitId, CommitId>,
}

/// From where a commit is reached.
type Marks = FxHashMap<CommitId, u8>;

/// From the one commit.
const ONE: u8 = 1;
/// From any of the others.
const OTHER: u8 = 2;
/// From a common ancestor, so that nothing new is found behind it.
const STALE: u8 = 4;

impl<'r> Ancestry<'r> {
    pub(crate) fn new(reader: Reader<'r>) -> Self {
        Self { reader, commits: FxHashMap::default(), torn: FxHashMap::default() }
    }

    /// The commits that lead to `head` and to none of `without`, in any order.
    ///
    /// # Errors
    /// A part of them is not here, or cannot be read.
    pub(crate) fn between(mut self, without: &[CommitId], head: CommitId) -> Result<Vec<Commit>, GitError> {
        let marks = self.paint(head, without)?;
        let ahead: Vec<_> = marks.into_iter().filter(|(_, marks)| marks & (ONE | OTHER) == ONE).collect();
        if let Some(missing) = ahead.iter().find_map(|(id, _)| self.torn.get(id)) {
            return Err(GitError::Missing { what: "the commit", id: missing.to_string() });
        }
        Ok(ahead.into_iter().filter_map(|(id, _)| self.commits.remove(&id)).collect())
    }

    /// The best common ancestors of two commits.
    ///
    /// # Errors
    /// The history cannot be read. What is not here of it is left out.
    pub(crate) fn merge_bases(&mut self, one: CommitId, other: CommitId) -> Result<Vec<CommitId>, GitError> {
        let marks = self.paint(one, &[other])?;
        let common = marks.into_iter().filter(|(_, marks)| marks & (ONE | OTHER | STALE) == ONE | OTHER);
        let common: Vec<_> = common.map(|(id, _)| id).collect();
        let mut best = Vec::new();
        for id in &common {
            let others: Vec<_> = common.iter().copied().filter(|other| other != id).collect();
            // Where clocks went wrong, an ancestor of another one may be among them.
            let is_behind = !others.is_empty() && self.paint(*id, &others)?.get(id).is_some_and(|it| it & OTHER != 0);
            if !is_behind {
                best.push(*id);
            }
        }
        Ok(best)
    }

    /// Marks each commit by where it is reached from, the newest first, until nothing but common ancestors is left.
    fn paint(&mut self, one: CommitId, others: &[CommitId]) -> Result<Marks, GitError> {
        let mut front = Front::default();
        front.mark(one, ONE, self.seconds(one)?);
        for other in others {
            front.mark(*other, OTHER, self.seconds(*other)?);
        }
        while let Some(id) = front.next() {
            self.carry(id, &mut front)?;
        }
        // A clock that went wrong may have hidden that one of the commits is behind the others, too.
        let is_alone = |(_, marks): &(&CommitId, &u8)| **marks & (ONE | OTHER) == ONE;
        let alone = front.marks.iter().filter(is_alone).filter_map(|(id, _)| Some(made(self.commits.get(id)?)));
        if let Some(oldest) = alone.min() {
            while let Some(id) = front.next_since(oldest.saturating_sub(WRONG_CLOCK)) {
                self.carry(id, &mut front)?;
            }
        }
        front.settle(&self.commits);
        Ok(front.marks)
    }

    /// Carries the marks of a commit to its parents.
    fn carry(&mut self, id: CommitId, front: &mut Front) -> Result<(), GitError> {
        let mut marks = front.marks.get(&id).copied().unwrap_or_default();
        if marks & (ONE | OTHER) == ONE | OTHER {
            marks |= STALE;
        }
        for parent in self.parents(id)? {
            front.mark(parent, marks, self.seconds(parent)?);
        }
        Ok(())
    }

    /// The parents of a commit that are here.
    fn parents(&mut self, id: CommitId) -> Result<Vec<CommitId>, GitError> {
        let parents = self.commits.get(&id).map(|commit| commit.parents.clone()).unwrap_or_default();
        let mut here = Vec::with_capacity(parents.len());
        for parent in parents {
            if self.knows(parent)? {
                here.push(parent);
            } else {
                self.torn.insert(id, parent);
            }
        }
        Ok(here)
    }

    /// Whether a commit is here; it is read then.
    fn knows(&mut self, id: CommitId) -> Result<bool, GitError> {
        if self.commits.contains_key(&id) {
            return Ok(true);
        }
        let Some(commit) = self.reader.commit_if_here(id)? else { return Ok(false) };
        self.commits.insert(id, commit);
        Ok(true)
    }

    /// When a commit was made, by its own word.
    fn seconds(&mut self, id: CommitId) -> Result<i64, GitError> {
        if !self.knows(id)? {
            return Err(GitError::Missing { what: "the commit", id: id.to_string() });
        }
        Ok(self.commits.get(&id).map_or(0, made))
    }
}

/// When a commit was made, by its own word, in seconds since 1970.
fn made(commit: &Commit) -> i64 {
    commit.committer.as_ref().map_or(0, |committer| committer.seconds)
}

/// By how many seconds clocks of people who work together may differ: a day.
const WRONG_CLOCK: i64 = 24 * 3600;

/// The commits that are looked at next, and what is known of all that were seen.
#[derive(Default)]
struct Front {
    marks: Marks,
    queue: BinaryHeap<(i64, CommitId)>,
    /// Those in the queue behind which something new may be found.
    open: FxHashSet<CommitId>,
}

impl Front {
    fn mark(&mut self, id: CommitId, marks: u8, seconds: i64) {
        let known = self.marks.entry(id).or_default();
        if *known & marks == marks {
            return;
        }
        *known |= marks;
        if *known & STALE == 0 {
            self.open.insert(id);
        } else {
            self.open.remove(&id);
        }
        self.queue.push((seconds, id));
    }

    /// The newest commit, as long as there is one behind which something new may be found.
    fn next(&mut self) -> Option<CommitId> {
        if self.open.is_empty() {
            return None;
        }
        let (_, id) = self.queue.pop()?;
        self.open.remove(&id);
        Some(id)
    }

    /// The newest commit, as long as there is one from that time or later.
    fn next_since(&mut self, seconds: i64) -> Option<CommitId> {
        let (newest, _) = self.queue.peek()?;
        if *newest < seconds { None } else { self.queue.pop().map(|(_, id)| id) }
    }

    /// Carries the marks of what is left to ancestors that were seen before, where clocks went wrong.
    fn settle(&mut self, commits: &FxHashMap<CommitId, Commit>) {
        while let Some((seconds, id)) = self.queue.pop() {
            let marks = self.marks.get(&id).copied().unwrap_or_default();
            for parent in commits.get(&id).into_iter().flat_map(|commit| &commit.parents) {
                if self.marks.contains_key(parent) {
                    self.mark(*parent, marks, seconds);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use roadlog_testkit::Repository as Made;

    use crate::CommitId;
    use crate::testing::both;

    const LI: &str = "Li Wei <li@shop.example>";

    /// A history of every shape: commits on many branches, merges, and clocks that go backwards.
    fn tangled() -> Made {
        let made = Made::new();
        let commit = |place: u32| {
            let mixed = place.wrapping_mul(2_654_435_761);
            let parent = |shift: u32| place - 1 - (mixed >> shift) % place.min(7);
            let seconds = 1_700_000_000 + u64::from(place) * 100 - u64::from(mixed % 900);
            let parents = [parent(3), parent(11), parent(19)].into_iter().filter(|it| *it > 0);
            let parents = parents.take(1 + (mixed >> 29) as usize % 3).enumerate();
            let line = |(nth, it)| format!("{} :{it}\n", if nth == 0 { "from" } else { "merge" });
            let parents = parents.map(line).collect::<Vec<_>>().concat();
            format!("commit refs/heads/b{place}\nmark :{place}\ncommitter {LI} {seconds} +0000\ndata 0\n{parents}\n")
        };
        let script = (1..60).map(commit).collect::<Vec<_>>().concat();
        made.import(&script);
        made
    }

    /// What the git program says, to which nothing is made up here.
    fn by_git(made: &Made, words: &[&str]) -> Vec<String> {
        let mut command = made.command("git");
        let output = command.args(words).output().unwrap();
        let mut lines: Vec<_> = String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
        lines.sort();
        lines
    }

    #[test]
    fn ancestors_are_those_that_git_names() {
        let made = tangled();
        let of = |place: u32| format!("b{place}");
        for (one, other) in (5..60).step_by(6).flat_map(|one| (1..60).step_by(7).map(move |other| (one, other))) {
            let (one, other) = (of(one), of(other));
            let (bases, between) = both(&made.path(), |it| {
                let id = |name: &str| it.commit(name).unwrap();
                let mut bases = it.merge_bases(id(&one), id(&other)).unwrap();
                bases.sort();
                let mut between: Vec<CommitId> =
                    { it.between(&[id(&other)], id(&one)).unwrap() }.iter().map(|it| it.id).collect();
                between.sort();
                let text = |ids: Vec<CommitId>| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
                (text(bases), text(between))
            });
            assert_eq!(bases, by_git(&made, &["merge-base", "--all", &one, &other]), "{one} {other}");
            assert_eq!(between, by_git(&made, &["rev-list", &one, &format!("^{other}")]), "{one} {other}");
        }
    }

    #[test]
    fn what_is_made_up_about_the_history_says_nothing() {
        let mut made = Made::new();
        let ids: Vec<_> = (0..4).map(|_| made.commit(LI, "Go on")).collect();
        let ahead = |made: &Made| {
            both(&made.path(), |it| {
                it.between(&[it.commit(&ids[0]).unwrap()], it.commit(&ids[3]).unwrap()).unwrap().len()
            })
        };
        assert_eq!(ahead(&made), 3);
        made.write(".git/info/grafts", format!("{} {}\n", ids[3], ids[0]));
        assert_eq!(ahead(&made), 3);
        made.git(&["replace", "--graft", &ids[3], &ids[0]]);
        assert_eq!(ahead(&made), 3);
        made.write(".git/shallow", format!("{}\n", ids[2]));
        assert_eq!(ahead(&made), 3);
    }
}
