//! Who answers for what: owners, and the roles that decide.

mod roles;

pub(crate) mod accepts_own_work;
pub(crate) mod assignee_role;
pub(crate) mod both_roles;
pub(crate) mod misplaced_kind;
pub(crate) mod missing_owner;
pub(crate) mod owner_role;
pub(crate) mod several_owners;
pub(crate) mod surplus_role;
pub(crate) mod team_owner;
pub(crate) mod unknown_role;
pub(crate) mod vacant_role;
