//! A range of commits, judged, and what its history tells: as rules look at it.

use std::cell::OnceCell;

use roadlog_history::{CommitRange, Judged, Timeline};
use roadlog_lint::{Earlier, History as Told, JudgedRange, Merge};
use roadlog_model::Plan;
use roadlog_syntax::value::Date;

use super::Case;

/// A range of commits, judged.
pub(crate) struct Hearing<'c> {
    case: &'c Case<'c>,
    /// The commits, and what they changed.
    pub(crate) range: CommitRange<'c>,
    /// What they changed, and whether that stands.
    pub(crate) judged: Vec<Judged>,
    merges: Vec<Merge<'c>>,
    earlier: OnceCell<Option<Earlier>>,
}

impl<'c> Hearing<'c> {
    pub(super) const fn new(
        case: &'c Case<'c>,
        range: CommitRange<'c>,
        judged: Vec<Judged>,
        merges: Vec<Merge<'c>>,
    ) -> Self {
        Self { case, range, judged, merges, earlier: OnceCell::new() }
    }

    /// The same, with a merge that nobody has made yet.
    pub(crate) fn with_merge(mut self, merge: Merge<'c>) -> Self {
        self.merges.push(merge);
        self
    }

    /// All of it, as rules look at it. `is_earlier_asked`: whether rules look at what was before the range.
    pub(crate) fn range(&self, is_earlier_asked: bool) -> JudgedRange<'_> {
        let earlier = self.earlier.get_or_init(|| is_earlier_asked.then(|| self.earlier()).flatten());
        JudgedRange {
            policy: self.case.policy.plan.config(),
            commits: &self.range,
            ids: &self.case.ids,
            days: &self.case.days,
            judged: &self.judged,
            merges: &self.merges,
            earlier: earlier.as_ref(),
        }
    }

    /// Since when a plan says what it says, where the history of the base is here: it follows upon the range, and what it
    /// says otherwise than the last commit was changed today.
    pub(crate) fn history_of(&self, plan: &Plan) -> Option<Told> {
        let mut timeline = self.timeline()?;
        timeline.add(&Some(self.case.today), roadlog_history::changes(self.range.end().plan, plan));
        Some(Told::of(&timeline, plan))
    }

    /// The same of a plan that a merge would make: what it says otherwise than the last commit was changed at some time.
    pub(crate) fn history_of_merge(&self, plan: &Plan) -> Option<Told> {
        Some(Told::of(&self.timeline()?, plan))
    }

    /// The history of the base and of the range, each revision told by its day.
    fn timeline(&self) -> Option<Timeline<Option<Date>>> {
        let mut timeline = self.case.history().ok()?.timeline.map(|past| past.day);
        for (day, changes) in self.case.days.iter().zip(self.range.changes()) {
            timeline.add(day, changes.clone());
        }
        Some(timeline)
    }

    /// What was before the range, where one of its changes has to be held against that.
    fn earlier(&self) -> Option<Earlier> {
        let mut changes = self.judged.iter().map(|judged| &judged.change);
        if !changes.any(Earlier::is_asked_by) {
            return None;
        }
        let history = self.case.history().ok()?;
        Some(Earlier::of(&history.timeline.map(|past| past.day)))
    }
}
