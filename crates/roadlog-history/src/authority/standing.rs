//! What somebody is to an item: its owner, one of its assignees, who brought it in, whom a line of it names.

use roadlog_config::{Config, Field, Relation, Role};
use roadlog_model::PlanItem;
use roadlog_syntax::mention::{MentionKind, mentions};
use roadlog_syntax::value::{Handle, Id};

use super::Origins;
use crate::change::{Change, Criterion, Detail, Question};
use crate::compare::normal;

/// The versions of an item that a change is judged by.
#[derive(Clone, Copy, Debug, Default)]
pub struct Versions<'a> {
    /// As the base has it; of an item that is new since then as it was created. It tells who is what to the item.
    pub base: Option<PlanItem<'a>>,
    /// As it was just before the change.
    pub before: Option<PlanItem<'a>>,
    /// As it is just after the change.
    pub after: Option<PlanItem<'a>>,
    /// As it is in the end.
    pub head: Option<PlanItem<'a>>,
}

impl<'a> Versions<'a> {
    /// Those of a single step, which begins at the base and ends at the head.
    pub const fn of_step(before: Option<PlanItem<'a>>, after: Option<PlanItem<'a>>) -> Self {
        Self { base: before, before, after, head: after }
    }

    /// The version that tells who is what to the item.
    pub(super) fn standing(&self) -> Option<PlanItem<'a>> {
        self.base.or(self.before)
    }
}

/// Whether somebody is that to the item.
pub(super) fn is(
    who: &Handle,
    relation: Relation,
    change: &Change,
    versions: &Versions<'_>,
    policy: &Config,
    origins: &dyn Origins,
) -> bool {
    match relation {
        Relation::Anyone => {
            policy.person(who).is_some_and(|person| !person.roles().is_empty() && !person.roles().contains(Role::Agent))
        }
        Relation::Owner => {
            versions.standing().and_then(PlanItem::owner).is_some_and(|owner| is_meant(who, owner.handle, policy))
        }
        Relation::Assignee => versions.standing().is_some_and(|item| is_assignee(who, item, policy)),
        Relation::Creator => {
            let creator = id(change).and_then(|id| origins.creator(id));
            creator.as_ref() == Some(who)
        }
        Relation::Named => named(change, versions).iter().any(|named| is_meant(who, named, policy)),
    }
}

/// The id under which history knows the item of a change.
pub(super) fn id(change: &Change) -> Option<&Id> {
    let item = change.item.as_ref()?;
    item.former_id.as_ref().or(item.id.as_ref())
}

/// Whether a handle means somebody: as the person, or as a member of the team.
fn is_meant(who: &Handle, named: &Handle, policy: &Config) -> bool {
    who == named || policy.team_members(named).any(|member| member == who)
}

/// Whether somebody is one of an item's assignees.
pub(super) fn is_assignee(who: &Handle, item: PlanItem<'_>, policy: &Config) -> bool {
    item.people(Field::Assignee).any(|(assignee, _)| is_meant(who, assignee, policy))
}

/// Whom the criterion or question of a change names.
fn named(change: &Change, versions: &Versions<'_>) -> Vec<Handle> {
    let text = match &change.detail {
        Detail::Criterion(Criterion::Met(words) | Criterion::Unmet(words)) => words.unescaped(),
        Detail::Question(Question::Answered { question, .. }) => question.unescaped(),
        _ => return Vec::new(),
    };
    // Words that are neither in the base nor there in the end were put there for this change alone.
    let is_said = |item: PlanItem<'_>| says(item, text);
    if !versions.standing().is_some_and(is_said) && !versions.head.is_some_and(is_said) {
        return Vec::new();
    }
    let handle = |mention| if let MentionKind::Handle(handle) = mention { Some(handle) } else { None };
    mentions(text).filter_map(|mention| handle(mention.what)).collect()
}

/// Whether a criterion or question of an item has these words.
fn says(item: PlanItem<'_>, words: &str) -> bool {
    let is_it = |text: &str| normal(roadlog_syntax::mention::label(text).map_or(text, |(words, _)| words)) == words;
    item.criteria().any(|criterion| is_it(&criterion.entry.text()))
        || item.questions().any(|question| normal(&question.entry.text()) == words)
}

/// Whether an item is a team's: the item, its sprint or an item above it says so, or a member owns it or works on it.
pub(super) fn is_of_team(item: PlanItem<'_>, team: &Handle, policy: &Config) -> bool {
    let says_so = |item: PlanItem<'_>| {
        let fields = [Field::Team, Field::Teams].into_iter().flat_map(|field| item.people(field));
        fields.into_iter().any(|(named, _)| named == team)
    };
    let is_member = |who: &Handle| who == team || policy.team_members(team).any(|member| member == who);
    says_so(item)
        || item.sprint().is_some_and(says_so)
        || item.any_above(says_so)
        || item.owner().is_some_and(|owner| is_member(owner.handle))
        || item.people(Field::Assignee).any(|(assignee, _)| is_member(assignee))
}
