//! The rules about sprints, periods and the order of the work.

use super::harness::{Change, Mutation, assert_each_is_found};

const BACKLOG: &str = "pay.backlog";
const ROADMAP: &str = "product.roadmap";

const fn mutation(rule: &'static str, from: &'static str, to: &'static str) -> Mutation {
    Mutation::new(rule, Change::new(BACKLOG, from, to))
}

const fn in_roadmap(rule: &'static str, from: &'static str, to: &'static str) -> Mutation {
    Mutation::new(rule, Change::new(ROADMAP, from, to))
}

pub(crate) const TABLE: &[Mutation] = &[
    mutation("planning/over-capacity", "  capacity: 30\n", "  capacity: 15.5\n"),
    mutation("planning/over-capacity", "  points: 1\n", "  points: 13\n"),
    mutation("planning/overlapping-sprints", "  when: 2026-11-30..2026-12-11\n", "  when: 2026-W48..2026-W49\n"),
    mutation("planning/overlapping-sprints", "2026-11-16..2026-11-27", "2026-11-16..2026-11-30"),
    mutation(
        "planning/unready-in-sprint",
        "  status: review\n  for: PAY-1\n  sprint: PAY-s23\n",
        "  for: PAY-1\n  sprint: PAY-s23\n",
    ),
    mutation(
        "planning/unfinished-in-closed-sprint",
        "  sprint: PAY-s23\n  points: 2\n  severity: major\n",
        "  sprint: PAY-s22\n  points: 2\n  severity: major\n",
    ),
    mutation(
        "planning/outside-sprint",
        "  sprint: PAY-s23\n  points: 1\n  assignee: @kim\n",
        "  points: 1\n  assignee: @kim\n",
    ),
    mutation(
        "planning/wip-limit",
        "  status: review\n  for: PAY-1\n  sprint: PAY-s23\n  points: 1\n  assignee: @kim\n",
        "  status: doing\n  for: PAY-1\n  sprint: PAY-s23\n  points: 1\n  assignee: @kim, @li\n",
    ),
    mutation(
        "planning/wip-limit",
        "  status: ready\n  for: PAY-1\n  sprint: PAY-s23\n  points: 2\n  severity: major\n",
        "  status: doing\n  for: PAY-1\n  sprint: PAY-s23\n  points: 2\n  severity: major\n",
    ),
    mutation("planning/rank-inversion", "  points: 13\n", "  points: 13\n  needs: PAY-22\n"),
    mutation("planning/rank-inversion", "  points: 3\n  needs: PAY-20\n", "  points: 3\n  needs: PAY-22\n"),
    mutation("planning/rank-inversion", "  points: 3\n  needs: PAY-20\n", "  points: 3\n  needs: PAY-23\n"),
    mutation("planning/needs-later", "  needs: PAY-13\n", "  needs: PAY-17\n"),
    mutation("planning/needs-later", "  needs: PAY-13\n", "  needs: PAY-13, PAY-22\n"),
    in_roadmap("planning/needs-later", "  when: next\n", "  when: 2027-02\n"),
    mutation("planning/later-than-parent", "  by: 2026-12-18\n", "  by: 2026-12-04\n"),
    in_roadmap("planning/later-than-parent", "  when: 2026-Q4..2027-Q1\n", "  when: 2026-Q4\n"),
    in_roadmap("planning/later-than-parent", "  when: 2026-Q4..2027-Q2\n", "  when: 2026-Q4..2027-02\n"),
    mutation("planning/overdue", "  by: 2027-02-26\n", "  by: 2026-11-22\n"),
    mutation("planning/overdue", "  by: 2026-12-18\n", "  by: 2026-11-22\n"),
    in_roadmap("planning/overdue", "  date: 2027-01-14\n", "  date: 2026-11-12\n"),
    mutation("planning/order-of-dates", "2026-11-30..2026-12-11", "2026-11-30..2025-12-11"),
    in_roadmap("planning/order-of-dates", "2026-Q4..2027-Q1", "2027-Q1..2026-Q4"),
    mutation("planning/points-too-big", "  points: 8\n", "  points: 20\n"),
    mutation("planning/must-below-could", "  points: 8\n  moscow: must\n", "  points: 8\n  moscow: could\n"),
    mutation("planning/priority-inflation", "  severity: major\n", "  moscow: must\n  severity: major\n"),
    Mutation::new("planning/bloated-backlog", Change::new("roadlog.toml", "sprints = 20", "sprints = 2")),
    Mutation::new("planning/blocked-too-long", Change::new("git-log", "2026-11-16", "2026-11-09")),
];

#[test]
fn each_mutation_brings_its_finding_and_no_other() {
    assert_each_is_found("planning", TABLE);
}
