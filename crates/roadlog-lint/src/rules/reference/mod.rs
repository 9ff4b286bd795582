//! Ids, people, links and labels that point at something, and whether it is there.

pub(crate) mod free_id;
pub(crate) mod misses;

pub(crate) mod broken_link;
pub(crate) mod closed_target;
pub(crate) mod cycle;
pub(crate) mod departed_person;
pub(crate) mod duplicate_id;
pub(crate) mod duplicate_label;
pub(crate) mod near_ids;
pub(crate) mod new_id;
pub(crate) mod unknown_id;
pub(crate) mod unknown_person;
pub(crate) mod wrong_kind;
