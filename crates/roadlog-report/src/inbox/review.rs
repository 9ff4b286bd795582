//! Whose it is to accept or reject what is in review.

use roadlog_config::{Field, Person};
use roadlog_model::PlanItem;
use roadlog_syntax::value::{Date, Handle};

/// Whether it waits for `who`: they may accept it, and it is theirs to do so. It is its owner's where the owner may;
/// else anybody's who may. Nobody accepts what they work on themselves while somebody else may.
pub(super) fn waits_for(item: PlanItem<'_>, who: &Handle, today: Date) -> bool {
    let Some(side) = item.side() else { return false };
    let is_assignee = |who: &Handle| item.people(Field::Assignee).any(|(assignee, _)| assignee == who);
    let holders = item.plan().config().deciders(side, item.settings().shape());
    let holders: Vec<&Handle> = holders.filter(|person| person.is_active_on(today)).map(Person::handle).collect();
    let mut may: Vec<&Handle> = holders.iter().copied().filter(|holder| !is_assignee(holder)).collect();
    if may.is_empty() {
        may = holders;
    }
    let owner = item.owner().map(|owner| owner.handle).filter(|owner| may.contains(owner));
    owner.map_or_else(|| may.contains(&who), |owner| owner == who)
}
