//! Who first wrote what, read from the history that leads to a commit, and only where a verdict depends on it: that is by
//! far the longest way.

use std::cell::{Cell, OnceCell};

use roadlog_git::CommitId;
use roadlog_history::{Judged, Origins, Verdict};
use roadlog_syntax::value::{Handle, Id};

use crate::errors::Error;
use crate::past::{self, History};
use crate::revisions::Revisions;

/// The history up to a commit, read when it is asked.
pub(crate) struct Beginnings<'r> {
    revisions: &'r Revisions,
    last: CommitId,
    history: OnceCell<Result<History, Error>>,
}

impl<'r> Beginnings<'r> {
    /// The history that leads to `last`.
    pub(crate) const fn before(revisions: &'r Revisions, last: CommitId) -> Self {
        Self { revisions, last, history: OnceCell::new() }
    }

    /// What `judge` says. It is asked without the history first: nobody loses a right by what that tells.
    pub(crate) fn judged(&self, judge: &dyn Fn(&dyn Origins) -> Vec<Judged>) -> Vec<Judged> {
        let unread = Unread::default();
        let judged = judge(&unread);
        let is_clear =
            judged.iter().all(|judged| matches!(judged.verdict, Verdict::Allowed { .. } | Verdict::Unjudged));
        if is_clear || !unread.was_asked.get() { judged } else { judge(self) }
    }

    /// The history, which is read once, when it is asked for, and from the commits alone: a verdict rests on it.
    pub(crate) fn history(&self) -> Result<&History, &Error> {
        self.history.get_or_init(|| past::history_of_commits(self.revisions, self.last)).as_ref()
    }

    /// The same, where it has been asked for.
    pub(crate) fn known_history(&self) -> Option<Result<&History, &Error>> {
        self.history.get().map(Result::as_ref)
    }
}

impl Origins for Beginnings<'_> {
    // Where the older history is not here, nobody has the rights of whoever brought something in.
    fn creator(&self, item: &Id) -> Option<Handle> {
        self.history().ok()?.timeline.created(item)?.revision.handle.clone()
    }

    fn asker(&self, item: &Id, question: &str) -> Option<Handle> {
        self.history().ok()?.timeline.asked(item, question)?.revision.handle.clone()
    }
}

/// A history that is not read, and whether somebody wanted to know of it.
#[derive(Default)]
struct Unread {
    was_asked: Cell<bool>,
}

impl Unread {
    fn nobody(&self) -> Option<Handle> {
        self.was_asked.set(true);
        None
    }
}

impl Origins for Unread {
    fn creator(&self, _: &Id) -> Option<Handle> {
        self.nobody()
    }

    fn asker(&self, _: &Id, _: &str) -> Option<Handle> {
        self.nobody()
    }
}
