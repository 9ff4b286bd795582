//! The built-in roles, the two sides of a plan that they decide on, and the relations to an item that authority lines name.

/// What somebody does for the product. A team's own roles stand on the model of one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Role {
    /// Decides why and what: vision, strategy, roadmap, research, success metrics, launches.
    ProductManager,
    /// Decides how and when: the backlog, its order, its criteria, and what is accepted.
    ProductOwner,
    /// Builds.
    Developer,
    /// Looks after the sprints.
    ScrumMaster,
    /// Reads, asks, and ticks the launch lines that name them.
    Stakeholder,
    /// Looks after roadlog.toml.
    Maintainer,
    /// A program that writes for people: it proposes and never decides.
    Agent,
}

impl Role {
    /// Every built-in role.
    pub const ALL: [Self; 7] = [
        Self::ProductManager,
        Self::ProductOwner,
        Self::Developer,
        Self::ScrumMaster,
        Self::Stakeholder,
        Self::Maintainer,
        Self::Agent,
    ];

    /// The name in roadlog.toml: `product-manager`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ProductManager => "product-manager",
            Self::ProductOwner => "product-owner",
            Self::Developer => "developer",
            Self::ScrumMaster => "scrum-master",
            Self::Stakeholder => "stakeholder",
            Self::Maintainer => "maintainer",
            Self::Agent => "agent",
        }
    }

    /// The name in a sentence: `product manager`.
    pub const fn title(self) -> &'static str {
        match self {
            Self::ProductManager => "product manager",
            Self::ProductOwner => "product owner",
            Self::Developer => "developer",
            Self::ScrumMaster => "Scrum master",
            Self::Stakeholder => "stakeholder",
            Self::Maintainer => "maintainer",
            Self::Agent => "agent",
        }
    }

    /// What the role is for, in one sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::ProductManager => {
                "Decides why and what: vision, strategy, roadmap, research, success metrics and launches."
            }
            Self::ProductOwner => {
                "Decides how and when: the backlog, its order, its criteria, sprint goals, and what is accepted."
            }
            Self::Developer => "Builds: estimates, takes on and finishes the work of the backlog.",
            Self::ScrumMaster => "Looks after the sprints and what stands in the team's way.",
            Self::Stakeholder => "Reads, asks questions, and ticks the launch lines that name them.",
            Self::Maintainer => "Looks after roadlog.toml: people, roles, authority and rules.",
            Self::Agent => "A program that writes for people: it proposes and never decides.",
        }
    }

    /// The built-in role of that name, in exactly this letter case.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// Any number of built-in roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RoleSet(u8);

impl RoleSet {
    /// No role at all.
    pub const EMPTY: Self = Self(0);

    /// The same roles and this one.
    #[must_use]
    pub const fn with(self, role: Role) -> Self {
        Self(self.0 | 1 << role as u8)
    }

    /// Whether the role is among them.
    pub const fn contains(self, role: Role) -> bool {
        self.0 & 1 << role as u8 != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The roles, in the order of [`Role::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.contains(*role))
    }
}

impl FromIterator<Role> for RoleSet {
    fn from_iter<T: IntoIterator<Item = Role>>(roles: T) -> Self {
        roles.into_iter().fold(Self::EMPTY, Self::with)
    }
}

/// Who decides on a kind of item, and with that the kind of file that it belongs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// The product manager's: why and what.
    Roadmap,
    /// The product owner's: how and when.
    Backlog,
}

impl Side {
    /// Both sides.
    pub const ALL: [Self; 2] = [Self::Roadmap, Self::Backlog];

    /// The word of authority selectors, and the extension of the side's files: `roadmap`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Roadmap => "roadmap",
            Self::Backlog => "backlog",
        }
    }

    /// The role that decides on it.
    pub const fn role(self) -> Role {
        match self {
            Self::Roadmap => Role::ProductManager,
            Self::Backlog => Role::ProductOwner,
        }
    }

    /// The side of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.name() == name)
    }

    /// The side whose file this is, by its extension; `None` for a file that is no plan.
    pub fn of_path(path: &str) -> Option<Self> {
        // An extension is so short that any search costs more than a look at each byte.
        let dot = path.bytes().rposition(|byte| byte == b'.')?;
        Self::named(&path[dot + 1..])
    }
}

/// How an authority line names people by what they are to the item as the base has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// The item's owner, written or from above.
    Owner,
    /// One of its assignees.
    Assignee,
    /// Who brought it in.
    Creator,
    /// Named by the criterion or question that changes.
    Named,
    /// Whoever has a role other than agent.
    Anyone,
}

impl Relation {
    /// Every relation.
    pub const ALL: [Self; 5] = [Self::Owner, Self::Assignee, Self::Creator, Self::Named, Self::Anyone];

    /// The word in a `by` list.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Assignee => "assignee",
            Self::Creator => "creator",
            Self::Named => "named",
            Self::Anyone => "anyone",
        }
    }

    /// Who that is, in one sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Owner => "the item's owner",
            Self::Assignee => "whoever works on the item",
            Self::Creator => "whoever brought the item in",
            Self::Named => "whoever the criterion or question names",
            Self::Anyone => "anyone with a role other than agent",
        }
    }

    /// The relation of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_side_and_relation_is_found_by_its_name() {
        assert!(Role::ALL.into_iter().all(|role| Role::named(role.name()) == Some(role)));
        assert!(Side::ALL.into_iter().all(|side| Side::named(side.name()) == Some(side)));
        assert!(Relation::ALL.into_iter().all(|it| Relation::named(it.name()) == Some(it)));
    }

    #[test]
    fn no_role_has_the_name_of_a_relation() {
        assert!(Role::ALL.into_iter().all(|role| Relation::named(role.name()).is_none()));
    }

    #[test]
    fn a_set_holds_what_was_put_in_and_nothing_else() {
        let set = RoleSet::from_iter([Role::Agent, Role::ProductManager]);
        assert_eq!(set.iter().collect::<Vec<_>>(), [Role::ProductManager, Role::Agent]);
        assert!(!set.contains(Role::Developer));
        assert!(RoleSet::EMPTY.is_empty() && !set.is_empty());
    }

    #[test]
    fn a_file_belongs_to_a_side_by_its_extension() {
        assert_eq!(Side::of_path("plans/checkout.backlog"), Some(Side::Backlog));
        assert_eq!(Side::of_path("product.roadmap"), Some(Side::Roadmap));
        assert_eq!(Side::of_path("roadmap"), None);
        assert_eq!(Side::of_path("roadlog.toml"), None);
    }
}
