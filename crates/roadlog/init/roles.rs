//! Who decides: the roles that a shape wants, given to the people that there are.

use roadlog_config::{Role, Shape};
use roadlog_syntax::value::Handle;

use super::people::{People, Person};

/// Who decides on each side of the plan. Under some shapes both are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Deciders {
    /// Who decides on the roadmap.
    pub(crate) managers: Vec<Handle>,
    /// Who decides on the backlog.
    pub(crate) owners: Vec<Handle>,
}

impl Deciders {
    /// Who decides under a shape: whom the plan names as owners, else the first of the people. Where there is nobody
    /// left, somebody is added to the people who is called like the role.
    pub(crate) fn new(shape: Shape, named: Self, people: &mut People) -> Self {
        let Self { managers, owners } = named;
        if shape == Shape::Separate {
            let managers = filled(managers, &owners, Role::ProductManager, people);
            let owners = owners.into_iter().filter(|owner| !managers.contains(owner)).collect();
            let owners = filled(owners, &managers, Role::ProductOwner, people);
            return Self { managers, owners };
        }
        let mut both = managers;
        both.extend(owners);
        both.sort_unstable();
        both.dedup();
        let role = if shape == Shape::Combined { Role::ProductOwner } else { Role::ProductManager };
        let both = filled(both, &[], role, people);
        Self { managers: both.clone(), owners: both }
    }

    /// The roles of somebody.
    pub(crate) fn roles(&self, shape: Shape, person: &Handle) -> Vec<Role> {
        let manager = self.managers.contains(person).then_some(Role::ProductManager);
        let is_owner = shape != Shape::ManagersOnly && self.owners.contains(person);
        let roles: Vec<Role> = manager.into_iter().chain(is_owner.then_some(Role::ProductOwner)).collect();
        if roles.is_empty() { vec![Role::Developer] } else { roles }
    }
}

/// Those who have a role: `given`, else the first of the people who is none of `others`, else somebody new.
fn filled(given: Vec<Handle>, others: &[Handle], role: Role, people: &mut People) -> Vec<Handle> {
    if !given.is_empty() {
        return given;
    }
    let first = people.list.iter().map(|person| &person.handle).find(|handle| !others.contains(handle));
    let chosen = first.cloned().unwrap_or_else(|| {
        let handle = Handle::from_name(role.name()).expect("the name of a role is a word of small letters");
        people.list.push(Person::named(handle.clone()));
        handle
    });
    vec![chosen]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn handles(names: &[&str]) -> Vec<Handle> {
        names.iter().map(|name| Handle::from_name(name).unwrap()).collect()
    }

    /// Everybody with their roles.
    fn told(shape: Shape, managers: &[&str], owners: &[&str], people: &[&str]) -> String {
        let list = handles(people).into_iter().map(Person::named).collect();
        let mut people = People { list, left_out: 0 };
        let named = Deciders { managers: handles(managers), owners: handles(owners) };
        let deciders = Deciders::new(shape, named, &mut people);
        let line = |person: &Person| {
            let roles = deciders.roles(shape, &person.handle);
            format!("{}: {}", person.handle, roles.into_iter().map(Role::name).collect::<Vec<_>>().join(" "))
        };
        people.list.iter().map(line).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn the_first_person_gets_what_the_shape_wants_and_the_others_build() {
        let people = ["maria", "li", "tom"];
        assert_eq!(
            told(Shape::Combined, &[], &[], &people),
            "@maria: product-manager product-owner, @li: developer, @tom: developer"
        );
        assert_eq!(
            told(Shape::Separate, &[], &[], &people),
            "@maria: product-manager, @li: product-owner, @tom: developer"
        );
        assert_eq!(
            told(Shape::ManagersOnly, &[], &[], &people),
            "@maria: product-manager, @li: developer, @tom: developer"
        );
    }

    #[test]
    fn where_there_are_too_few_people_somebody_is_called_like_the_role() {
        assert_eq!(told(Shape::Combined, &[], &[], &[]), "@product-owner: product-manager product-owner");
        assert_eq!(told(Shape::Separate, &[], &[], &["ana"]), "@ana: product-manager, @product-owner: product-owner");
        assert_eq!(
            told(Shape::Separate, &[], &[], &[]),
            "@product-manager: product-manager, @product-owner: product-owner"
        );
        assert_eq!(told(Shape::ManagersOnly, &[], &[], &[]), "@product-manager: product-manager");
    }

    #[test]
    fn whom_the_plan_names_decides() {
        let people = ["li", "ana", "maria"];
        assert_eq!(
            told(Shape::Separate, &["ana"], &["maria"], &people),
            "@li: developer, @ana: product-manager, @maria: product-owner"
        );
        assert_eq!(
            told(Shape::Separate, &[], &["maria"], &people),
            "@li: product-manager, @ana: developer, @maria: product-owner"
        );
        assert_eq!(
            told(Shape::ManagersOnly, &["ana"], &["maria"], &people),
            "@li: developer, @ana: product-manager, @maria: product-manager"
        );
    }
}
