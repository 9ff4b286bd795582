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

/// Judges what each commit changed. `commits` come parents first, and the last one is what lands. `base` is the state
/// that the range is compared with as a whole: where the range forked off, or was last brought up to date. A merge is
/// judged for what differs from all its parents, and for what it leaves out of what its parents brought: what changed
/// from the base to the end and no commit brought is the last merger's.
pub fn judge_range(court: &Court<'_>, base: State<'_>, commits: &[Commit<'_>]) -> Vec<Judged> {
    let Some(last) = commits.last() else { return Vec::new() };
    let changes = |commit: &Commit<'_>| commit_changes(&commit.parents, commit.state);
    let own: Vec<Vec<Change>> = commits.iter().map(changes).collect();
    let range = Range::new(court, base, last.state, commits, &own);
    let origins = RangeOrigins { range: &range };
    let court = Court { origins: &origins, ..*court };
    let remaining = Remaining { range: &range, court: &court };
    let borrowed = range.borrowed_kinds(&court);
    let mut judged = Vec::new();
    for (place, changes) in own.iter().enumerate() {
        for change in changes {
            let versions = range.versions(place, change);
            let verdict =
                court.judge(&range.as_it_ends(change, &versions, &borrowed), commits[place].author, &versions);
            let is_clear = matches!(verdict, Verdict::Allowed { .. } | Verdict::Unjudged);
            if is_clear || remaining.has(place, change, &versions) {
                judged.push(Judged { commit: place, change: change.clone(), verdict });
            }
        }
    }
    if let Some(merge) = commits.iter().rposition(|commit| commit.parents.len() > 1) {
        judged.extend(range.brought_by_nobody().map(|change| {
            let verdict = court.judge(change, commits[merge].author, &range.net_versions(change));
            Judged { commit: merge, change: change.clone(), verdict }
        }));
    }
    judged
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

/// A range as a whole.
pub(super) struct Range<'a> {
    court: Court<'a>,
    pub(super) base: State<'a>,
    pub(super) head: State<'a>,
    pub(super) commits: &'a [Commit<'a>],
    pub(super) own: &'a [Vec<Change>],
    /// What changed from the base to the end.
    pub(super) net: Vec<Change>,
    /// The ids that items had before a commit gave them another, and the other way round.
    former: FxHashMap<&'a Id, &'a Id>,
    now: FxHashMap<&'a Id, &'a Id>,
    /// The commits that brought items in.
    births: FxHashMap<&'a Id, usize>,
}

/// No chain of renumberings is as long; a ring ends here.
const LONGEST_CHAIN: usize = 64;

impl<'a> Range<'a> {
    fn new(
        court: &Court<'a>,
        base: State<'a>,
        head: State<'a>,
        commits: &'a [Commit<'a>],
        own: &'a [Vec<Change>],
    ) -> Self {
        let (mut former, mut now, mut births) = (FxHashMap::default(), FxHashMap::default(), FxHashMap::default());
        for (place, change) in own.iter().enumerate().flat_map(|(place, all)| all.iter().map(move |it| (place, it))) {
            let Some(item) = &change.item else { continue };
            if change.is_about(Aspect::Created) {
                item.id.iter().for_each(|id| {
                    births.entry(id).or_insert(place);
                });
            }
            if let (true, Some(old), Some(new)) = (change.is_about(Aspect::Id), &item.former_id, &item.id) {
                former.insert(new, old);
                now.insert(old, new);
            }
        }
        let mut range = Self { court: *court, base, head, commits, own, net: Vec::new(), former, now, births };
        // Which item has another id is what the commits say, and no guess from how alike two are in the end.
        let are_two = |gone: &Id, came: &Id| range.oldest(came) != gone;
        let mut net = changes_unless(base.plan, head.plan, &are_two);
        net.extend(policy_changes(base.policy, head.policy));
        range.net = net;
        range
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
    pub(super) fn end(&self, id: &Id) -> Option<PlanItem<'a>> {
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
        let head = item.id.as_ref().or(item.former_id.as_ref()).and_then(|id| self.end(id));
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

    /// The person whose rights count for a commit.
    fn author(&self, place: usize) -> Option<Handle> {
        let author = self.commits.get(place)?.author.person(self.court.policy, self.court.today)?;
        Some(author.handle().clone())
    }
}

/// Who first wrote what, where the range itself brought it.
struct RangeOrigins<'r, 'a> {
    range: &'r Range<'a>,
}

impl Origins for RangeOrigins<'_, '_> {
    fn creator(&self, item: &Id) -> Option<Handle> {
        let oldest = self.range.oldest(item);
        if self.range.base.plan.first(oldest).is_some() {
            return self.range.court.origins.creator(oldest);
        }
        self.range.author(*self.range.births.get(oldest)?)
    }

    fn asker(&self, item: &Id, question: &str) -> Option<Handle> {
        let oldest = self.range.oldest(item);
        if self.range.base.plan.first(oldest).is_some_and(|item| standing::says(item, question)) {
            return self.range.court.origins.asker(oldest, question);
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
        place.or_else(|| self.range.births.get(oldest).copied()).and_then(|place| self.range.author(place))
    }
}
