//! The rules about ids, people, labels and links.

use super::base::{BASE, FOREIGN, archive, backlog, config, roadmap};
use super::harness::{Change, Mutation, assert_each_is_found};

/// Why it is told at I-1 too that nothing serves it.
const MAY_HAVE_NO_WORK: &str = "what PAY-1 was meant to serve is not known, so that I-1 may have no work at all";

pub(crate) const TABLE: &[Mutation] = &[
    backlog("reference/duplicate-id", "task PAY-18 Renew", "task PAY-19 Renew"),
    backlog("reference/duplicate-id", "task PAY-18 Renew", "task OLD-2 Renew"),
    roadmap("reference/duplicate-id", "goal G-9 Every", "goal HUB-1 Every"),
    archive("reference/duplicate-id", "story OLD-2 Pay", "story OLD-1 Pay"),
    backlog("reference/new-id", "task PAY-18 Renew", "task PAY-new Renew"),
    backlog("reference/unknown-id", "  needs: PAY-2\n", "  needs: PAY-3\n"),
    backlog("reference/unknown-id", "  See PAY-15 too", "  See PAY-14 too"),
    backlog(
        "reference/unknown-id",
        "task PAY-18 Renew the certificate of the card service\n  status: ready\n  for: PAY-1\n",
        "task PAY-18 Renew the certificate of the card service\n  status: ready\n  for: PAY-3\n",
    ),
    backlog("reference/unknown-id", "  for: I-1\n  owner", "  for: I-11\n  owner"),
    backlog(
        "reference/unknown-id",
        "  status: doing\n  for: PAY-1\n  sprint: PAY-s23\n",
        "  status: doing\n  for: PAY-1\n  sprint: PAY-s24\n",
    ),
    roadmap("reference/unknown-id", "  needs: HUB-2\n", "  needs: HUB-3\n"),
    roadmap("reference/unknown-id", "  evidence: R-1\n", "  evidence: R-2\n"),
    roadmap(
        "reference/unknown-id",
        "metric M-1 Checkout completion\n  for: G-1\n",
        "metric M-1 Checkout completion\n  for: G-2\n",
    ),
    archive("reference/unknown-id", "  needs: OLD-1\n", "  needs: OLD-3\n"),
    backlog("reference/wrong-kind", "  needs: PAY-2\n", "  needs: P-1\n"),
    backlog(
        "reference/wrong-kind",
        "task PAY-18 Renew the certificate of the card service\n  status: ready\n  for: PAY-1\n",
        "task PAY-18 Renew the certificate of the card service\n  status: ready\n  for: P-1\n",
    ),
    Mutation {
        also: &[("strategy/initiative-without-work", MAY_HAVE_NO_WORK)],
        ..backlog("reference/wrong-kind", "  for: I-1\n  owner", "  for: PAY-s23\n  owner")
    },
    backlog(
        "reference/wrong-kind",
        "  status: doing\n  for: PAY-1\n  sprint: PAY-s23\n",
        "  status: doing\n  for: PAY-1\n  sprint: PAY-1\n",
    ),
    roadmap("reference/wrong-kind", "  evidence: R-1\n", "  evidence: M-1\n"),
    roadmap(
        "reference/wrong-kind",
        "metric M-1 Checkout completion\n  for: G-1\n",
        "metric M-1 Checkout completion\n  for: V-1\n",
    ),
    archive("reference/wrong-kind", "  needs: OLD-1\n", "  needs: M-1\n"),
    backlog("reference/cycle", "  needs: PAY-2\n", "  needs: PAY-12\n"),
    roadmap("reference/cycle", "  for: V-1\n  when", "  for: G-1\n  when"),
    Mutation {
        also: &[("strategy/initiative-without-work", MAY_HAVE_NO_WORK)],
        ..backlog("reference/cycle", "  for: I-1\n  owner", "  for: PAY-1\n  owner")
    },
    archive("reference/cycle", "  needs: OLD-1\n", "  needs: OLD-2\n"),
    backlog("reference/unknown-person", "  assignee: @li\n", "  assignee: @lee\n"),
    backlog("reference/unknown-person", "  owner: @maria\n  when", "  owner: @mira\n  when"),
    backlog(
        "reference/unknown-person",
        "epic PAY-1 Guest checkout\n  for: I-1\n  owner: @maria\n",
        "epic PAY-1 Guest checkout\n  for: I-1\n  owner: @karla\n",
    ),
    backlog("reference/unknown-person", "ask @maria about", "ask @marai about"),
    backlog("reference/unknown-person", "  accepted: @maria 2026-11-18", "  accepted: @karla 2026-11-18"),
    roadmap("reference/unknown-person", "  teams: @payments\n", "  teams: @payment\n"),
    archive("reference/unknown-person", "  accepted: @maria 2025", "  accepted: @karla 2025"),
    backlog("reference/departed-person", "  assignee: @li\n", "  assignee: @ines\n"),
    backlog("reference/departed-person", "  status: done\n", "  status: doing\n"),
    config(
        "reference/departed-person",
        "emails = [\"noah@shop.example\"]\n",
        "emails = [\"noah@shop.example\"]\nuntil = 2026-11-22\n",
    ),
    backlog(
        "reference/closed-target",
        "task PAY-18 Renew the certificate of the card service\n  status: ready\n  for: PAY-1\n",
        "task PAY-18 Renew the certificate of the card service\n  status: ready\n  for: PAY-11\n",
    ),
    backlog("reference/closed-target", "  needs: PAY-2\n", "  needs: PAY-10\n"),
    Mutation::new("reference/closed-target", Change::new(FOREIGN, "status: shipped", "status: dropped")),
    roadmap("reference/broken-link", "research/exit-survey.md", "research/exit.md"),
    backlog("reference/broken-link", "tests/guest.spec", "guest.spec"),
    backlog("reference/duplicate-label", "^address-kept", "^cart-kept"),
    archive(
        "reference/duplicate-label",
        "then I get a receipt\n",
        "then I get a receipt ^paid\n  [x] Given a cart, when I pay by card, then it is empty ^paid\n",
    ),
];

#[test]
fn each_mutation_is_found_and_nothing_else() {
    assert_each_is_found(BASE, TABLE);
}
