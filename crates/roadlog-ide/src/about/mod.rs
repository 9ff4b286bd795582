//! What there is to say about an item, a field, a status, a person, a rule or a day: for hovers, and beside completions.

mod days;
mod item;
mod people;
mod rules;
mod vocabulary;

pub(crate) use days::{day, period};
pub(crate) use item::{criterion, here, item, metric};
pub(crate) use people::{handle, role, roles_of};
pub(crate) use rules::{rule, rule_or_group};
pub(crate) use vocabulary::{field, kind, status};
