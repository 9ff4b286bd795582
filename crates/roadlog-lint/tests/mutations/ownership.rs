//! The rules about owners, roles and the shape of the team.

use super::base::{BASE, backlog, config, roadmap, switched_on};
use super::harness::{CONFIG, Change, Mutation, assert_each_is_found};

pub(crate) const TABLE: &[Mutation] = &[
    backlog("ownership/missing-owner", "  owner: @maria\n  when", "  when"),
    backlog("ownership/missing-owner", "  for: I-1\n  owner: @maria\n", "  for: I-1\n"),
    roadmap("ownership/missing-owner", "under a minute\n  owner: @ana\n", "under a minute\n"),
    backlog(
        "ownership/missing-owner",
        "task PAY-18 Renew the certificate of the card service\n  status: ready\n  for: PAY-1\n",
        "task PAY-18 Renew the certificate of the card service\n  status: ready\n",
    ),
    config(
        "ownership/missing-owner",
        "[rules.options.\"syntax/very-long-line\"]",
        "[rules.options.\"ownership/missing-owner\"]\nwritten = true\n\n[rules.options.\"syntax/very-long-line\"]",
    ),
    backlog("ownership/owner-role", "  owner: @maria\n  when", "  owner: @li\n  when"),
    backlog("ownership/owner-role", "  for: I-1\n  owner: @maria\n", "  for: I-1\n  owner: @ana\n"),
    roadmap("ownership/owner-role", "under a minute\n  owner: @ana\n", "under a minute\n  owner: @maria\n"),
    backlog("ownership/several-owners", "  owner: @maria\n  when", "  owner: @maria, @noah\n  when"),
    backlog("ownership/several-owners", "  for: I-1\n  owner: @maria\n", "  for: I-1\n  owner: @maria, @noah\n"),
    backlog("ownership/team-owner", "  owner: @maria\n  when", "  owner: @payments\n  when"),
    backlog("ownership/team-owner", "  for: I-1\n  owner: @maria\n", "  for: I-1\n  owner: @payments\n"),
    roadmap(
        "ownership/misplaced-kind",
        "== Now\n",
        "task PAY-3 Count the shops without a page\n  status: draft\n\n== Now\n",
    ),
    backlog("ownership/misplaced-kind", "== Closed\n", "persona P-2 The shop owner\n  owner: @ana\n\n== Closed\n"),
    config("ownership/both-roles", "roles = [\"product-manager\"]", "roles = [\"product-manager\", \"product-owner\"]"),
    config("ownership/both-roles", "roles = [\"product-owner\"]", "roles = [\"product-owner\", \"product-manager\"]"),
    Mutation {
        also: &[(
            "reference/departed-person",
            "who is product manager now is one question, and who takes over what @ana owned another",
        )],
        ..config(
            "ownership/vacant-role",
            "roles = [\"product-manager\"]\n",
            "roles = [\"product-manager\"]\nuntil = 2026-11-22\n",
        )
    },
    config("ownership/vacant-role", "roles = [\"product-manager\"]", "roles = [\"stakeholder\"]"),
    config("ownership/surplus-role", "shape = \"separate\"", "shape = \"managers-only\""),
    config("ownership/unknown-role", "like = \"developer\"", "like = \"developr\""),
    config("ownership/unknown-role", "roles = [\"stakeholder\"]", "roles = [\"stakeholdr\"]"),
    config("ownership/unknown-role", "roles = [\"product-manager\"]", "roles = [\"product-manger\"]"),
    Mutation {
        and: &[switched_on!("ownership/assignee-role")],
        ..backlog("ownership/assignee-role", "  assignee: @li\n", "  assignee: @sam\n")
    },
    backlog("ownership/accepts-own-work", "  accepted: @maria 2026-11-18", "  accepted: @noah 2026-11-18"),
    backlog("ownership/accepts-own-work", "  assignee: @noah\n", "  assignee: @maria\n"),
];

#[test]
fn each_mutation_is_found_and_nothing_else() {
    assert_each_is_found(BASE, TABLE);
}
