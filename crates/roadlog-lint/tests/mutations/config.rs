//! The rules about roadlog.toml.

use super::base::{BASE, backlog, config};
use super::harness::{Mutation, assert_each_is_found};

pub(crate) const TABLE: &[Mutation] = &[
    config("config/invalid", "shape = \"separate\"", "shape = \"seperate\""),
    config("config/invalid", "max = 3\n", "max = \"3\"\n"),
    config("config/invalid", "payments = [\"maria\", \"li\"]", "payments = [\"maria\", \"lee\"]"),
    config("config/invalid", "until = 2026-09-30", "until = \"September\""),
    config("config/invalid", "[rules]\n", "[rules\n"),
    config("config/unknown-key", "name = \"Ana Lima\"", "nane = \"Ana Lima\""),
    config("config/unknown-key", "[workspace]\n", "[workspace]\nexcluded = [\"vendor/**\"]\n"),
    Mutation {
        also: &[("config/bad-authority", "what a table whose name means nothing was to hold is not known")],
        ..config("config/unknown-key", "[roles.tester]", "[role.tester]")
    },
    config("config/bad-authority", "change = [\"bug.severity\"]", "change = [\"bug.severty\"]"),
    config("config/bad-authority", "by = [\"tester\"]", "by = [\"testers\"]"),
    config("config/bad-authority", "[roles.tester]\nlike = \"developer\"\n", ""),
    config("config/duplicate-email", "emails = [\"li@shop.example\"]", "emails = [\"maria@shop.example\"]"),
    config("config/unknown-rule", "\"acceptance/vague-term\" = \"error\"", "\"acceptance/vage-term\" = \"error\""),
    config(
        "config/unknown-rule",
        "[rules.options.\"syntax/very-long-line\"]\nmax",
        "[rules.options.\"syntax/very-long-line\"]\nmaximum",
    ),
    config("config/unused-person", "[people.sam]", "[people.kim]\nname = \"Kim Park\"\n\n[people.sam]"),
    backlog("config/unused-person", "  stakeholders: @tom\n", ""),
    config("config/missing-reads", "reads = [\"../other\"]", "reads = [\"../other\", \"../design\"]"),
];

#[test]
fn each_mutation_is_found_and_nothing_else() {
    assert_each_is_found(BASE, TABLE);
}
