//! Ids, people, links and labels that point at something, and whether it is there.

pub(crate) mod misses;
mod near_ids;
pub(crate) mod next_id;

pub(crate) mod broken_link;
pub(crate) mod closed_target;
pub(crate) mod cycle;
pub(crate) mod departed_person;
pub(crate) mod duplicate_id;
pub(crate) mod duplicate_label;
pub(crate) mod new_id;
pub(crate) mod unknown_id;
pub(crate) mod unknown_person;
pub(crate) mod wrong_kind;
