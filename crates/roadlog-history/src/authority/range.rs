//! Every change of a range of commits judged, commit by commit, by the policy of its base; what a later commit takes back
//! is not told.

use std::borrow::Cow;

use roadlog_config::Aspect;
use roadlog_model::{Plan, PlanItem};
use roadlog_syntax::value::{Handle, Id};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::remaining::Remaining;
use super::{Court, Identity, Origins, Verdict, Versions, merge, standing};
use crate::change::{Change, Detail, Question, Subject, Topic, kind_word};
use crate::compare::changes_unless;
use crate::policy::{PolicyFile, policy_changes};

/// A plan at one revision, with the files that say who is who.
#[derive(Clone, Copy, Debug)]
pub struct State<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Every roadlog.toml and .mailmap of the workspace.
    pub policy: &'a [PolicyFile],
}

/// A commit of a range.
#[derive(Clone, Debug)]
pub struct Commit<'a> {
    /// Who made it.
    pub author: &'a Identity,
    /// What it made of the plan.
    pub state: State<'a>,
    /// What it was made from, those outside of the range too; several for a merge, none for a root.
    pub parents: Vec<State<'a>>,
}

/// A change of a commit, and whether it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The commit's place in the range.
    pub commit: usize,
    /// What changed.
    pub change: Change,
    /// Whether that stands.
    pub verdict: Verdict,
}

/// Judges what each commit changed: [`CommitRange::judged`].
pub fn judge_range(court: &Court<'_>, base: State<'_>, commits: &[Commit<'_>]) -> Vec<Judged> {
    CommitRange::new(base, commits.to_vec()).judged(court)
}

/// What a commit changed, the policy last: of a merge what differs from all its parents, of the first commit all that it
/// has.
pub fn commit_changes(parents: &[State<'_>], state: State<'_>) -> Vec<Change> {
    let mut from = parents.iter().map(|parent| all_changes(*parent, state));
    let Some(first) = from.next() else {
        let mut changes = crate::compare::all_created(state.plan);
        changes.extend(policy_changes(&[], state.policy));
        return changes;
    };
    from.fold(first, |kept, other| merge::in_both(kept, &other))
}

fn all_changes(before: State<'_>, after: State<'_>) -> Vec<Change> {
    let mut changes = crate::changes(before.plan, after.plan);
    changes.extend(policy_changes(before.policy, after.policy));
    changes
}

/// A range of commits as a whole: what each of them changed, and what of that is there in the end.
pub struct CommitRange<'a> {
    pub(super) base: State<'a>,
    pub(super) head: State<'a>,
    pub(super) commits: Vec<Commit<'a>>,
    pub(super) own: Vec<Vec<Change>>,
    /// What changed from the base to the end.
    pub(super) net: Vec<Change>,
    /// The ids that items had before a commit gave them another, and the other way round.
    former: FxHashMap<Id, Id>,
    now: FxHashMap<Id, Id>,
    /// The commits that brought items in.
    births: FxHashMap<Id, usize>,
}

/// No chain of renumberings is as long; a ring ends here.
pub(super) const LONGEST_CHAIN: usize = 64;

impl<'a> CommitRange<'a> {
    /// The range of these commits, which come parents first; the last one is what lands. `base` is the state that the range
    /// is compared with as a whole: where the range forked off, or was last brought up to date.
    pub fn new(base: State<'a>, commits: Vec<Commit<'a>>) -> Self {
        let own: Vec<_> = commits.iter().map(|commit| commit_changes(&commit.parents, commit.state)).collect();
        let (mut former, mut now, mut births) = (FxHashMap::default(), FxHashMap::default(), FxHashMap::default());
        for (place, change) in own.iter().enumerate().flat_map(|(place, all)| all.iter().map(move |it| (place, it))) {
            let Some(item) = &change.item else { continue };
            if change.is_about(Aspect::Created) {
                item.id.iter().for_each(|id| {
                    births.entry(id.clone()).or_insert(place);
                });
            }
            if let (true, Some(old), Some(new)) = (change.is_about(Aspect::Id), &item.former_id, &item.id) {
                former.insert(new.clone(), old.clone());
                now.insert(old.clone(), new.clone());
            }
        }
        let head = commits.last().map_or(base, |last| last.state);
        let mut range = Self { base, head, commits, own, net: Vec::new(), former, now, births };
        // Which item has another id is what the commits say, and no guess from how alike two are in the end.
        let are_two = |gone: &Id, came: &Id| range.oldest(came) != gone;
        let mut net = changes_unless(base.plan, head.plan, &are_two);
        net.extend(policy_changes(base.policy, head.policy));
        range.net = net;
        range
    }

    /// The commits, parents first.
    pub fn commits(&self) -> &[Commit<'a>] {
        &self.commits
    }

    /// What each commit changed.
    pub fn changes(&self) -> &[Vec<Change>] {
        &self.own
    }

    /// The state that the range is compared with as a whole.
    pub const fn begin(&self) -> State<'a> {
        self.base
    }

    /// The state that the last commit leaves, or that the range began with where there is none.
    pub const fn end(&self) -> State<'a> {
        self.head
    }

    /// What each commit changed, and whether that stands. A merge is judged for what differs from all its parents, and for
    /// what it leaves out of what its parents brought: what changed from the base to the end and no commit brought is the
    /// last merger's. What does not stand and is taken back by a later commit is left out.
    pub fn judged(&self, court: &Court<'_>) -> Vec<Judged> {
        let origins = RangeOrigins { range: self, court };
        let court = Court { origins: &origins, ..*court };
        let remaining = Remaining { range: self, court: Some(&court) };
        let borrowed = self.borrowed_kinds(&court);
        let mut judged = Vec::new();
        for (place, changes) in self.own.iter().enumerate() {
            for change in changes {
                let versions = self.versions(place, change);
                let as_it_ends = self.as_it_ends(change, &versions, &borrowed);
                let verdict = court.judge(&as_it_ends, self.commits[place].author, &versions);
                let is_clear = matches!(verdict, Verdict::Allowed { .. } | Verdict::Unjudged);
                if is_clear || remaining.has(place, change, &versions) {
                    judged.push(Judged { commit: place, change: change.clone(), verdict });
                }
            }
        }
        if let Some(merge) = self.commits.iter().rposition(|commit| commit.parents.len() > 1) {
            judged.extend(self.brought_by_nobody().map(|change| {
                let verdict = court.judge(change, self.commits[merge].author, &self.net_versions(change));
                Judged { commit: merge, change: change.clone(), verdict }
            }));
        }
        judged
    }

    /// Whether a change is there in the end: what stands is judged whether or not it is.
    pub fn is_left(&self, judged: &Judged) -> bool {
        let versions = self.versions(judged.commit, &judged.change);
        Remaining { range: self, court: None }.has(judged.commit, &judged.change, &versions)
    }

    /// The item of a change as the range began with it; `None` where the range brought it in.
    pub fn began(&self, change: &Change) -> Option<PlanItem<'a>> {
        self.base.plan.first(self.oldest(standing::id(change)?))
    }

    /// The item of a change as it is in the end, under whatever id.
    pub fn ended(&self, change: &Change) -> Option<PlanItem<'a>> {
        let item = change.item.as_ref()?;
        self.end_of(item.id.as_ref().or(item.former_id.as_ref())?)
    }

    /// The item as the base has it, or as a commit of the range created it.
    fn origin(&self, id: &Id) -> Option<PlanItem<'a>> {
        let mut id = id;
        for _ in 0..LONGEST_CHAIN {
            if let Some(item) = self.base.plan.first(id) {
                return Some(item);
            }
            match self.former.get(id) {
                Some(former) => id = former,
                None => return self.commits[*self.births.get(id)?].state.plan.first(id),
            }
        }
        None
    }

    /// The item as it is in the end.
    pub(super) fn end_of(&self, id: &Id) -> Option<PlanItem<'a>> {
        let mut id = id;
        for _ in 0..LONGEST_CHAIN {
            if let Some(item) = self.head.plan.first(id) {
                return Some(item);
            }
            id = self.now.get(id)?;
        }
        None
    }

    /// The versions of the item that a commit changed.
    pub(super) fn versions(&self, place: usize, change: &Change) -> Versions<'a> {
        let Some(item) = &change.item else { return Versions::default() };
        let commit = &self.commits[place];
        let before = standing::id(change).and_then(|id| commit.parents.first()?.plan.first(id));
        let after = item.id.as_ref().and_then(|id| commit.state.plan.first(id));
        let origin = standing::id(change).and_then(|id| self.origin(id));
        let head = item.id.as_ref().or(item.former_id.as_ref()).and_then(|id| self.end_of(id));
        // What comes in has no version that could tell who is what to it; where there is one before, it is a copy of that.
        let base = origin.filter(|_| !change.is_about(Aspect::Created));
        Versions { base, before, after, head }
    }

    /// The versions of an item from the base to the end.
    pub(super) fn net_versions(&self, change: &Change) -> Versions<'a> {
        let Some(item) = &change.item else { return Versions::default() };
        let base = standing::id(change).and_then(|id| self.base.plan.first(id));
        Versions::of_step(base, item.id.as_ref().and_then(|id| self.head.plan.first(id)))
    }

    /// Whether two changes are about one item, under whatever ids.
    pub(super) fn is_same_item(&self, one: &Change, other: &Change) -> bool {
        let origin = |change: &Change| standing::id(change).map(|id| self.oldest(id).clone());
        match (&one.item, &other.item) {
            (None, None) => true,
            (Some(first), Some(second)) if first.id.is_some() || second.id.is_some() => {
                origin(one).is_some() && origin(one) == origin(other)
            }
            (Some(first), Some(second)) => first.title == second.title,
            _ => false,
        }
    }

    /// The first id that an item had in the range.
    pub(super) fn oldest<'b>(&'b self, id: &'b Id) -> &'b Id {
        let mut id = id;
        for _ in 0..LONGEST_CHAIN {
            match self.former.get(id) {
                Some(former) if self.base.plan.first(id).is_none() => id = former,
                _ => break,
            }
        }
        id
    }

    /// The kinds that items were given by somebody who may not, each with the first id of the item.
    fn borrowed_kinds(&self, court: &Court<'_>) -> FxHashSet<(&Id, &SmolStr)> {
        let all = self.own.iter().enumerate().flat_map(|(place, all)| all.iter().map(move |it| (place, it)));
        let borrowed = all.filter_map(|(place, change)| {
            let item = change.item.as_ref().filter(|_| change.is_about(Aspect::Kind))?;
            let verdict = court.judge(change, self.commits[place].author, &self.versions(place, change));
            (!verdict.stands()).then_some((self.oldest(standing::id(change)?), &item.kind))
        });
        borrowed.collect()
    }

    /// A change as it has to be judged: what an item is only for a while, and by nobody's right, gives no right over
    /// what it is in the end.
    fn as_it_ends<'c>(
        &self,
        change: &'c Change,
        versions: &Versions<'_>,
        borrowed: &FxHashSet<(&Id, &SmolStr)>,
    ) -> Cow<'c, Change> {
        let is_borrowed = |item: &&Subject| {
            let id = item.former_id.as_ref().or(item.id.as_ref());
            item.former_kind.is_none() && id.is_some_and(|id| borrowed.contains(&(self.oldest(id), &item.kind)))
        };
        match (change.item.as_ref().filter(is_borrowed), versions.head) {
            (Some(item), Some(head)) => {
                let item = Subject { former_kind: Some(kind_word(head)), ..item.clone() };
                Cow::Owned(Change { item: Some(item), ..change.clone() })
            }
            _ => Cow::Borrowed(change),
        }
    }

    /// What changed from the base to the end and no commit brought: what a merge left out.
    fn brought_by_nobody(&self) -> impl Iterator<Item = &Change> {
        let all = || self.own.iter().flatten();
        let is_of_being = |topic: &Topic| {
            matches!(topic, Topic::Aspect(Aspect::Created | Aspect::Removed | Aspect::Id | Aspect::File))
        };
        self.net.iter().filter(move |net| match &net.topic {
            // Which of two items moved past the other is a matter of telling.
            Topic::Aspect(Aspect::Rank) => !all().any(|change| change.is_about(Aspect::Rank)),
            topic if is_of_being(topic) => {
                !all().any(|change| is_of_being(&change.topic) && self.is_same_item(net, change))
            }
            topic => !all().any(|change| change.topic == *topic && self.is_same_item(net, change)),
        })
    }
}

impl std::fmt::Debug for CommitRange<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("CommitRange").field("commits", &self.commits.len()).finish_non_exhaustive()
    }
}

/// Who first wrote what, where the range itself brought it.
struct RangeOrigins<'r, 'a> {
    range: &'r CommitRange<'a>,
    court: &'r Court<'r>,
}

impl RangeOrigins<'_, '_> {
    /// The person whose rights count for a commit.
    fn author(&self, place: usize) -> Option<Handle> {
        let author = self.range.commits.get(place)?.author.person(self.court.policy, self.court.today)?;
        Some(author.handle().clone())
    }
}

impl Origins for RangeOrigins<'_, '_> {
    fn creator(&self, item: &Id) -> Option<Handle> {
        let oldest = self.range.oldest(item);
        if self.range.base.plan.first(oldest).is_some() {
            return self.court.origins.creator(oldest);
        }
        self.author(*self.range.births.get(oldest)?)
    }

    fn asker(&self, item: &Id, question: &str) -> Option<Handle> {
        let oldest = self.range.oldest(item);
        if self.range.base.plan.first(oldest).is_some_and(|item| standing::says(item, question)) {
            return self.court.origins.asker(oldest, question);
        }
        let asks = |change: &Change| match &change.detail {
            Detail::Question(Question::Asked(words)) => words.unescaped() == question,
            Detail::Question(Question::Reasked { after, .. }) => after.unescaped() == question,
            _ => false,
        };
        let is_it =
            |change: &Change| asks(change) && standing::id(change).is_some_and(|id| self.range.oldest(id) == oldest);
        let place = self.range.own.iter().position(|changes| changes.iter().any(is_it));
        // A question that came with its item was asked by who brought that in.
        place.or_else(|| self.range.births.get(oldest).copied()).and_then(|place| self.author(place))
    }
}
