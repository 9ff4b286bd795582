//! How an item stands in the plan, as the rules of strategy ask it: whether it is under way, who answers for it, and
//! whether the plan uses goals at all.

use std::borrow::Cow;

use roadlog_config::{Field, Phase};
use roadlog_model::{Plan, PlanItem};
use roadlog_syntax::Kind;

use crate::wording::name;

/// The kinds of work that product ownership breaks an initiative down into.
pub(crate) const WORK: [Kind; 5] = [Kind::Epic, Kind::Story, Kind::Bug, Kind::Task, Kind::Spike];

/// Whether it is under way: `active`, or what the team calls that.
pub(crate) fn is_active(item: PlanItem<'_>) -> bool {
    item.phase() == Some(Phase::Doing)
}

/// Whether it stands in a file of this workspace that is no archive.
pub(crate) fn is_here(item: PlanItem<'_>) -> bool {
    !item.file().is_archived() && !item.file().is_foreign()
}

/// Whether another item can say that it is for it. An id that is missing or still to be given is told itself.
pub(crate) fn can_be_served(item: PlanItem<'_>) -> bool {
    item.id().is_some()
}

/// Whether it says what it is for, be it wrongly: that is told where the id stands.
pub(crate) fn says_what_for(item: PlanItem<'_>) -> bool {
    item.field(Field::For).is_some()
}

/// The goals that are under way, in other workspaces too. Where there is none, work is not asked for what it is for: a
/// small team may do without goals.
pub(crate) fn active_goals(plan: &Plan) -> impl Iterator<Item = PlanItem<'_>> {
    plan.items_like(&[Kind::Goal]).filter(|goal| goal.is_ready_or_doing() && !goal.file().is_archived())
}

/// An item by its name, with whom to ask about it: `M-1 (@ana)`.
pub(crate) fn subject(item: PlanItem<'_>) -> Cow<'_, str> {
    let name = name(item);
    match item.owner() {
        Some(owner) => Cow::Owned(format!("{name} ({})", owner.handle)),
        None => name,
    }
}
