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

#[cfg(test)]
mod tests {
    use super::waits_for;
    use crate::testing::{PEOPLE, TODAY, handle, item, plan_with};

    /// Who of the people has it to accept.
    fn whose(config: &str, fields: &str) -> Vec<&'static str> {
        let plan = plan_with(config, &format!("story PAY-1 Pay\n  status: review\n{fields}"));
        let names = ["ana", "maria", "noah", "li"];
        names.into_iter().filter(|name| waits_for(item(&plan, "PAY-1"), &handle(name), TODAY)).collect()
    }

    #[test]
    fn it_is_its_owners_and_without_one_anybodys_who_may() {
        assert_eq!(whose(PEOPLE, "  owner: @noah\n  assignee: @li\n"), ["noah"]);
        assert_eq!(whose(PEOPLE, ""), ["maria", "noah"]);
        assert_eq!(whose(PEOPLE, "  owner: @li\n"), ["maria", "noah"], "an owner who may not");
    }

    #[test]
    fn nobody_accepts_what_they_built_while_somebody_else_may() {
        assert_eq!(whose(PEOPLE, "  owner: @noah\n  assignee: @noah\n"), ["maria"]);
        let alone = "[people.maria]\nroles = [\"product-owner\"]\n";
        assert_eq!(whose(alone, "  owner: @maria\n  assignee: @maria\n"), ["maria"]);
    }

    #[test]
    fn whoever_has_left_accepts_nothing() {
        let left = PEOPLE.replace("[people.noah]", "[people.noah]\nuntil = 2026-11-01");
        assert_eq!(whose(&left, "  owner: @noah\n"), ["maria"]);
    }

    #[test]
    fn where_the_roles_are_combined_product_managers_accept_too() {
        let combined = format!("[team]\nshape = \"combined\"\n{PEOPLE}");
        assert_eq!(whose(&combined, ""), ["ana", "maria", "noah"]);
    }
}
