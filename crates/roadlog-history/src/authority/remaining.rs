//! Whether a change that does not stand is still there in the end, or was taken back.

use roadlog_config::Aspect;
use roadlog_model::{Plan, PlanItem, Untrusted};
use roadlog_syntax::Mark;
use roadlog_syntax::value::Id;
use rustc_hash::FxHashMap;

use super::range::CommitRange;
use super::{Court, Versions};
use crate::change::{Change, Criterion, Detail, Subject, Topic};
use crate::compare::{Renumbered, criterion_words, item_changes};

/// The range in which changes are looked for, and the court that judges it.
pub(super) struct Remaining<'r, 'a> {
    pub(super) range: &'r CommitRange<'a>,
    /// `None` where whose a change is does not matter.
    pub(super) court: Option<&'r Court<'r>>,
}

impl Remaining<'_, '_> {
    /// Whether a change that the commit at `place` made is there in the end. Where that cannot be told it is.
    pub(super) fn has(&self, place: usize, change: &Change, versions: &Versions<'_>) -> bool {
        let Some(subject) = &change.item else { return self.net(change).is_some() };
        if change.is_about(Aspect::Rank) {
            return self.net(change).is_some() || self.has_order(place, subject);
        }
        // A newcomer under an id that the base has is held against what the base has.
        let in_base = || subject.id.as_ref().and_then(|id| self.range.base.plan.first(id));
        let base = if change.is_about(Aspect::Created) { in_base() } else { versions.base };
        let (base, head) = match (base, versions.head) {
            // Without an id an item cannot be found again, and one that lost it is as good as gone.
            (_, None) => {
                return subject.id.is_none() || change.is_about(Aspect::Removed) || change.is_about(Aspect::Id);
            }
            (None, Some(_)) => return true,
            (Some(base), Some(head)) => (base, head),
        };
        match &change.detail {
            // What went and came back may have come back as something else.
            Detail::Created(_) | Detail::Removed => !differing(base, head).is_empty(),
            _ if !is_in(&differing(base, head), &change.topic) => false,
            _ if versions.before.is_some_and(|before| !is_in(&differing(before, head), &change.topic)) => false,
            Detail::Value { .. } => !self.is_anothers(place, change, base, head),
            Detail::Members { added, removed } => has_members(&differing(base, head), &change.topic, added, removed),
            Detail::Criterion(criterion) => self.has_criterion(change, criterion, versions, head),
            Detail::Moved { .. } | Detail::Question(_) => true,
        }
    }

    /// The change from the base to the end of the same thing about the same item.
    fn net(&self, change: &Change) -> Option<&Change> {
        self.range.net.iter().find(|net| net.topic == change.topic && self.range.is_same_item(net, change))
    }

    /// Whether a value was set anew by somebody who may set it from what the base has to what there is in the end.
    fn is_anothers(&self, place: usize, change: &Change, base: PlanItem<'_>, head: PlanItem<'_>) -> bool {
        let Some(court) = self.court.filter(|_| !change.is_about(Aspect::Prose)) else { return false };
        let is_it = |other: &Change| other.topic == change.topic && self.range.is_same_item(other, change);
        let last = self.range.own.iter().rposition(|changes| changes.iter().any(is_it));
        let Some(last) = last.filter(|last| *last > place) else { return false };
        let whole = differing(base, head).into_iter().find(|whole| whole.topic == change.topic);
        whole.is_some_and(|whole| {
            let versions = Versions::of_step(Some(base), Some(head));
            court.judge(&whole, self.range.commits[last].author, &versions).stands()
        })
    }

    /// Whether a criterion is in the end other than it was before the change, and than it was in the base.
    fn has_criterion(
        &self,
        change: &Change,
        criterion: &Criterion,
        versions: &Versions<'_>,
        head: PlanItem<'_>,
    ) -> bool {
        let (Some(before), Some(base)) = (versions.before, versions.base) else { return true };
        let words: Vec<&Untrusted> = match criterion {
            Criterion::Reworded { before, after } => vec![before, after],
            other => other.after().or(other.before()).into_iter().collect(),
        };
        words.into_iter().any(|words| {
            let is = state(head, words);
            let is_as_it_was = is == state(before, words) || is == state(base, words);
            !is_as_it_was || (is.is_none() && self.is_reworded(change, words, base))
        })
    }

    /// Whether words that are gone in the end were put into others: what was done to them may be there in those. Into
    /// words of the base a criterion is only put back; its mark goes with it all the same.
    fn is_reworded(&self, change: &Change, words: &Untrusted, base: PlanItem<'_>) -> bool {
        let is_mark = change.is_about(Aspect::CriteriaMet);
        self.range.own.iter().flatten().any(|other| match &other.detail {
            Detail::Criterion(Criterion::Reworded { before, after }) => {
                let is_elsewhere = is_mark || state(base, after).is_none();
                before == words && is_elsewhere && self.range.is_same_item(other, change)
            }
            _ => false,
        })
    }

    /// Whether an item that a commit moved stands in the end on another side of one that it was moved past than in the
    /// base. What came into a file was moved past nothing.
    fn has_order(&self, place: usize, subject: &Subject) -> bool {
        let commit = &self.range.commits[place];
        let (Some(id), Some(parent)) = (&subject.id, commit.parents.first()) else { return true };
        let former = subject.former_id.as_ref().unwrap_or(id);
        let (oldest, last) = (self.range.oldest(former), self.range.end_of(id).and_then(PlanItem::id));
        let [before, after, base, head] =
            [parent.plan, commit.state.plan, self.range.base.plan, self.range.head.plan].map(Order::of);
        let is_passed = |other: &&Id| {
            let (was, is) = (before.is_above(former, other), after.is_above(id, other));
            was.is_some() && is.is_some() && was != is
        };
        after.0.keys().copied().filter(|other| is_passed(other)).any(|other| match base.is_above(oldest, other) {
            Some(was) => last.and_then(|last| head.is_above(last, other)) != Some(was),
            None => self.has_come_above(other),
        })
    }

    /// Whether an item that the base does not have in its place came in above something that is ready.
    fn has_come_above(&self, id: &Id) -> bool {
        let is_it = |change: &&Change| change.item.as_ref().is_some_and(|item| item.id.as_ref() == Some(id));
        self.range.net.iter().filter(is_it).any(|change| change.is_about(Aspect::Rank))
    }
}

/// Where each item stands: its file and its place there.
struct Order<'p>(FxHashMap<&'p Id, (&'p str, u32)>);

impl<'p> Order<'p> {
    fn of(plan: &'p Plan) -> Self {
        let ranked = plan.items().filter(|item| item.rank_class().is_some());
        Self(ranked.filter_map(|item| Some((item.id()?, (item.file().path(), item.at().node)))).collect())
    }

    /// Whether the one stands above the other; `None` where they do not stand in one file.
    fn is_above(&self, one: &Id, other: &Id) -> Option<bool> {
        let (first, second) = (self.0.get(one)?, self.0.get(other)?);
        (first.0 == second.0 && one != other).then_some(first.1 < second.1)
    }
}

fn differing(before: PlanItem<'_>, after: PlanItem<'_>) -> Vec<Change> {
    item_changes(before, after, &Renumbered::default())
}

fn is_in(changes: &[Change], topic: &Topic) -> bool {
    changes.iter().any(|change| change.topic == *topic)
}

/// Whether a member that came is one that is there now and was not, or one that went is one that is gone now.
fn has_members(changes: &[Change], topic: &Topic, added: &[Untrusted], removed: &[Untrusted]) -> bool {
    changes.iter().filter(|change| change.topic == *topic).any(|change| match &change.detail {
        Detail::Members { added: came, removed: went } => {
            added.iter().any(|member| came.contains(member)) || removed.iter().any(|member| went.contains(member))
        }
        _ => true,
    })
}

/// The mark and the label of the criterion of these words.
fn state(item: PlanItem<'_>, words: &Untrusted) -> Option<(Mark, Option<String>)> {
    item.criteria().find_map(|criterion| {
        let text = criterion.entry.text();
        let label = roadlog_syntax::mention::label(&text).map(|(_, label)| text[label].to_owned());
        (criterion_words(&text) == words.unescaped()).then_some((criterion.mark, label))
    })
}
