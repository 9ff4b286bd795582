//! The rules about comments that allow what a rule finds.

use super::base::{BASE, archive, backlog};
use super::harness::{Mutation, assert_each_is_found};

pub(crate) const TABLE: &[Mutation] = &[
    backlog("suppression/unused", "paid by quick transfer", "paid by transfer"),
    backlog(
        "suppression/unused",
        "# roadlog: allow acceptance/vague-term because",
        "# roadlog: allow acceptance/vague-term, acceptance/not-testable because",
    ),
    backlog(
        "suppression/unused",
        "below is the priority.\n",
        "below is the priority.\n# roadlog: allow syntax/empty because we fill them in later\n",
    ),
    backlog(
        "suppression/unknown",
        "# roadlog: allow acceptance/vague-term because",
        "# roadlog: allow acceptance/vague-term, acceptance/vage-terms because",
    ),
    backlog("suppression/no-reason", " because \"quick\" is the name of the tariff\n", "\n"),
    archive(
        "suppression/unused",
        "  needs: OLD-1\n",
        "  needs: OLD-1\n  # roadlog: allow syntax/empty because it is old\n",
    ),
];

#[test]
fn each_mutation_is_found_and_nothing_else() {
    assert_each_is_found(BASE, TABLE);
}
