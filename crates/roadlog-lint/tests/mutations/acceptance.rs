//! The rules about criteria, acceptance and reasons.

use super::base::{BASE, backlog, config, roadmap, switched_on};
use super::harness::{CONFIG, Change, Mutation, assert_each_is_found};

pub(crate) const TABLE: &[Mutation] = &[
    backlog(
        "acceptance/missing-criteria",
        "\n  [ ] Given a declined card, when I choose \"another card\", then only the card is asked for again\n  [ ] Given three declined cards, when I try a fourth, then I am shown other ways to pay\n",
        "",
    ),
    backlog(
        "acceptance/missing-criteria",
        "\n  [ ] Given a corrected card number, when the field loses focus, then the button can be pressed\n",
        "",
    ),
    backlog("acceptance/missing-criteria", "[ ] Given a corrected card", "[-] Given a corrected card"),
    backlog(
        "acceptance/unmet-criteria",
        "[x] Given a cart with items, when I choose \"guest\", then no",
        "[ ] Given a cart with items, when I choose \"guest\", then no",
    ),
    roadmap("acceptance/unmet-criteria", "[x] The three shops", "[ ] The three shops"),
    Mutation {
        and: &[switched_on!("acceptance/unmet-in-review")],
        ..backlog("acceptance/unmet-in-review", "[x] Given an order", "[ ] Given an order")
    },
    backlog("acceptance/met-too-early", "[ ] Given a corrected card", "[x] Given a corrected card"),
    backlog("acceptance/met-too-early", "[ ] Given three declined", "[x] Given three declined"),
    backlog(
        "acceptance/too-many-criteria",
        "then my address is still there ^address-kept\n",
        "then my address is still there ^address-kept\n  [ ] Given an expired card, when I pay, then I am told so\n",
    ),
    config("acceptance/too-many-criteria", "max = 3\n", "max = 2\n"),
    backlog("acceptance/single-criterion", "[ ] Given three declined", "[-] Given three declined"),
    backlog(
        "acceptance/single-criterion",
        "  [ ] Given three declined cards, when I try a fourth, then I am shown other ways to pay\n",
        "",
    ),
    backlog(
        "acceptance/duplicate-criterion",
        "then my address is still there ^address-kept",
        "then my cart is still there",
    ),
    backlog("acceptance/vague-term", "then I am shown other ways to pay", "then I am easily shown other ways to pay"),
    backlog("acceptance/vague-term", "then I am shown other ways to pay", "then I am shown vouchers etc."),
    roadmap(
        "acceptance/vague-term",
        "  [ ] The sales deck shows the new flow @sam",
        "  [ ] The sales deck is user-friendly @sam",
    ),
    backlog("acceptance/not-testable", "then I am shown other ways to pay", "then paying works as expected"),
    Mutation {
        and: &[switched_on!("acceptance/compound-criterion")],
        ..backlog(
            "acceptance/compound-criterion",
            "then I am shown other ways to pay",
            "then I am shown other ways to pay and the cart is kept",
        )
    },
    Mutation {
        and: &[switched_on!("acceptance/unanchored-number")],
        ..backlog("acceptance/unanchored-number", "when I try a fourth, then", "when the tries are over 3, then")
    },
    Mutation {
        and: &[switched_on!("acceptance/scenario-form")],
        ..backlog(
            "acceptance/scenario-form",
            "Given three declined cards, when I try a fourth, then I am",
            "After three declined cards I am",
        )
    },
    roadmap("acceptance/missing-reason", "  reason: a third of the shops has no pictures yet\n", ""),
    backlog("acceptance/missing-reason", "  reason: it does since the shops have a country\n", ""),
    backlog("acceptance/missing-reason", "  status: review\n", "  status: rejected\n"),
    roadmap("acceptance/missing-reason", "  status: launched\n", "  status: dropped\n"),
    backlog("acceptance/contradicting-acceptance", "  status: accepted\n", "  status: review\n"),
    backlog(
        "acceptance/contradicting-acceptance",
        "  status: review\n",
        "  status: review\n  accepted: @maria 2026-11-20\n",
    ),
    backlog("acceptance/stale-acceptance", "story PAY-11 Choose to", "story PAY-11 Choose always to"),
    backlog("acceptance/stale-acceptance", "so that I need no password", "so that I need no login"),
    backlog("acceptance/stale-acceptance", "[-] Given an empty", "[x] Given an empty"),
    backlog("acceptance/stale-acceptance", "then no password is asked for ^", "then only a password is asked for ^"),
    Mutation {
        and: &[switched_on!("acceptance/acceptance-without-sign-off")],
        ..backlog("acceptance/acceptance-without-sign-off", "  accepted: @maria 2026-11-18 09512d39f615c4e1186a\n", "")
    },
    Mutation {
        and: &[switched_on!("acceptance/untested-criterion")],
        ..backlog("acceptance/untested-criterion", "  tests: tests/guest.spec#guest-chosen\n", "")
    },
    Mutation {
        and: &[switched_on!("acceptance/untested-criterion")],
        ..backlog("acceptance/untested-criterion", "#guest-chosen", "#guest")
    },
];

#[test]
fn each_mutation_is_found_and_nothing_else() {
    assert_each_is_found(BASE, TABLE);
}
