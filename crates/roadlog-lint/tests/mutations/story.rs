//! The rules about user stories, titles, questions and points.

use super::harness::{Change, Mutation, assert_each_is_found};

const BACKLOG: &str = "checkout.backlog";

const fn mutation(rule: &'static str, from: &'static str, to: &'static str) -> Mutation {
    Mutation::new(rule, Change::new(BACKLOG, from, to))
}

pub(crate) const TABLE: &[Mutation] = &[
    mutation(
        "story/missing-user-story",
        "  When my card is declined, I want to try another, so I can still buy\n",
        "  Cards are declined more often than one thinks.\n",
    ),
    mutation("story/missing-user-story", "  I want to pay with only my e-mail and card\n", ""),
    mutation("story/missing-user-story", "  I want to pay with", "  I wish to pay with"),
    mutation("story/missing-user-story", "  As a first-time buyer\n", "  > As a first-time buyer\n"),
    mutation("story/missing-user-story", ", so I can still buy", ""),
    mutation("story/missing-user-story", "  Als P-1 möchte ich", "  Als P-1 hätte ich gern"),
    Mutation {
        also: &[(
            "story/missing-points",
            "a story is asked for points where a sprint has a capacity, as for a user story",
        )],
        ..mutation(
            "story/missing-user-story",
            "  status: draft\n  for: PAY-1\n\n  [ ] TBD\n\n  ? For how long?\n",
            "  status: ready\n  for: PAY-1\n\n  [ ] Given a cart, when I come back, then it is there\n",
        )
    },
    Mutation {
        also: &[
            ("ownership/missing-owner", "with its `for` the story loses the owner that it had from the epic"),
            ("strategy/orphan-work", "it serves no goal any more, which is another thing than whom it helps"),
        ],
        ..mutation(
            "story/missing-benefit",
            "each guest.\n\n  status: ready\n  for: PAY-1\n",
            "each guest.\n\n  status: ready\n",
        )
    },
    Mutation {
        also: &[("strategy/orphan-work", "it serves no goal any more, which is another thing than whom it helps")],
        ..mutation(
            "story/missing-benefit",
            "each guest.\n\n  status: ready\n  for: PAY-1\n",
            "each guest.\n\n  status: ready\n  owner: @maria\n",
        )
    },
    mutation("story/unknown-persona", "  As a first-time buyer\n", "  As a courier\n"),
    mutation("story/unknown-persona", "  As the shop owner who packs", "  As the shop owner agent who packs"),
    mutation("story/unknown-persona", "Als P-1 möchte", "Als Kundin möchte"),
    Mutation::new(
        "story/unknown-persona",
        Change::new("product.roadmap", "persona P-1 First-time buyer", "persona P-1 Guest"),
    ),
    mutation("story/developer-as-user", "  As a first-time buyer\n", "  As a backend developer\n"),
    mutation("story/title-form", "story PAY-13 Try another card", "story PAY-13 Try another card."),
    mutation("story/title-form", "story PAY-13 Try", "story PAY-13 User story: Try"),
    mutation("story/title-form", "bug PAY-15 The", "bug PAY-15 [Bug] The"),
    mutation(
        "story/title-form",
        "story PAY-13 Try another card",
        "story PAY-13 Try another card without typing the address, the name and the e-mail once more",
    ),
    mutation(
        "story/title-form",
        "story PAY-13 Try another card",
        "story PAY-13 As a first-time buyer, I want to try another card when the first one is declined",
    ),
    // Told once, by the rule that asks for the sentence below the title.
    mutation(
        "story/missing-user-story",
        "story PAY-13 Try another card\n  When my card is declined, I want to try another, so I can still buy\n",
        "story PAY-13 As a first-time buyer, I want to try another card when the first one is declined\n",
    ),
    mutation("story/placeholder", "then the name stands there", "then ??? stands there"),
    mutation("story/placeholder", "bug PAY-15 The pay button", "bug PAY-15 The TODO button"),
    mutation("story/placeholder", "! Yes, once more. @maria 2026-11-19", "! TBD"),
    mutation("story/placeholder", "Given a corrected card number, when", "Given …, when"),
    mutation("story/placeholder", "so that I finish before I change my mind", "so that …"),
    Mutation::new(
        "story/placeholder",
        Change::new("product.roadmap", "why: the account form is where most carts are left", "why: tbd"),
    ),
    mutation("story/open-question", "  ! Yes, once more. @maria 2026-11-19\n", ""),
    mutation("story/open-question", "  ! No, only after making an account. @ana 2026-11-18\n", ""),
    mutation("story/missing-points", "  points: 3\n", ""),
    mutation("story/off-scale-points", "  points: 3\n", "  points: 4\n"),
    mutation("story/off-scale-points", "  points: 2\n  severity", "  points: 2.5\n  severity"),
];

#[test]
fn each_mutation_is_found_and_nothing_else() {
    assert_each_is_found("story", TABLE);
}
