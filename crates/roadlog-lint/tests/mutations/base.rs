//! The clean plan of the groups that need no plan of their own, and short ways to write a change of one of its files.

use super::harness::{CONFIG, Change, Mutation};

/// The name of its folder.
pub(crate) const BASE: &str = "base";

pub(crate) const BACKLOG: &str = "checkout.backlog";
pub(crate) const ROADMAP: &str = "product.roadmap";
/// A file of closed items.
pub(crate) const ARCHIVE: &str = "archive/2025.backlog";
/// A file of another workspace, whose items can be referred to.
pub(crate) const FOREIGN: &str = "other/company.roadmap";

pub(crate) const fn backlog(rule: &'static str, from: &'static str, to: &'static str) -> Mutation {
    Mutation::new(rule, Change::new(BACKLOG, from, to))
}

pub(crate) const fn roadmap(rule: &'static str, from: &'static str, to: &'static str) -> Mutation {
    Mutation::new(rule, Change::new(ROADMAP, from, to))
}

pub(crate) const fn archive(rule: &'static str, from: &'static str, to: &'static str) -> Mutation {
    Mutation::new(rule, Change::new(ARCHIVE, from, to))
}

pub(crate) const fn config(rule: &'static str, from: &'static str, to: &'static str) -> Mutation {
    Mutation::new(rule, Change::new(CONFIG, from, to))
}

/// The change of roadlog.toml that switches on a rule which is off where nothing is said.
macro_rules! switched_on {
    ($rule:literal) => {
        Change::new(CONFIG, "[rules]\n", concat!("[rules]\n\"", $rule, "\" = \"warn\"\n"))
    };
}
pub(crate) use switched_on;
