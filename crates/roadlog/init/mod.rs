//! What `roadlog init` writes: who is who, a first plan, and what git is told about its files.

mod attributes;
mod configuration;
pub(crate) mod drafts;
mod handles;
mod people;
mod plan;
pub(crate) mod question;
mod roles;
pub(crate) mod site;
mod survey;
