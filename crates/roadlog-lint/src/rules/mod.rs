//! The rules, a folder a group and a file a rule.

pub(crate) mod acceptance;
pub(crate) mod authority;
pub(crate) mod config;
pub(crate) mod history;
pub(crate) mod ownership;
pub(crate) mod planning;
pub(crate) mod reference;
pub(crate) mod story;
pub(crate) mod strategy;
pub(crate) mod suppression;
pub(crate) mod syntax;
