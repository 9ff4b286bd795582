//! The rules about history that speak of a plan; those about commits have their examples and the tests of the program.

use super::harness::{Change, Mutation, assert_each_is_found};

pub(crate) const TABLE: &[Mutation] =
    &[Mutation::new("history/stale-draft", Change::new("git-log", "2026-10-12", "2026-05-12"))];

#[test]
fn each_mutation_is_found_and_nothing_else() {
    assert_each_is_found("planning", TABLE);
}
