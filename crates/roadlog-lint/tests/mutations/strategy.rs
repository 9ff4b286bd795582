//! The rules about vision, goals, metrics, initiatives, research and launches.

use super::harness::{Change, Mutation, assert_each_is_found};

const ROADMAP: &str = "product.roadmap";

const fn roadmap(rule: &'static str, from: &'static str, to: &'static str) -> Mutation {
    Mutation::new(rule, Change::new(ROADMAP, from, to))
}

const fn backlog(rule: &'static str, from: &'static str, to: &'static str) -> Mutation {
    Mutation::new(rule, Change::new("checkout.backlog", from, to))
}

pub(crate) const TABLE: &[Mutation] = &[
    roadmap(
        "strategy/missing-vision",
        "vision V-1 Anyone can buy from a neighbourhood shop in under a minute\n  owner: @ana\n\n\
         goal G-1 More buyers finish the checkout\n  for: V-1\n",
        "goal G-1 More buyers finish the checkout\n",
    ),
    roadmap(
        "strategy/missing-vision",
        "== Research\n",
        "vision V-2 Every shop on one street\n  owner: @ana\n\n== Research\n",
    ),
    roadmap(
        "strategy/goal-without-metric",
        "metric M-1 Checkout completion\n  for: G-1\n",
        "metric M-1 Checkout completion\n  for: I-1\n",
    ),
    roadmap("strategy/delivery-metric", "  measures: conversion\n", "  measures: velocity\n"),
    roadmap("strategy/delivery-metric", "  measures: quality\n", "  measures: defects\n"),
    roadmap("strategy/incomplete-metric", "  target: 70%\n", ""),
    roadmap("strategy/incomplete-metric", "  by: 2027-03-31\n", ""),
    roadmap("strategy/incomplete-metric", "  baseline: 54%\n", ""),
    roadmap("strategy/incomplete-metric", "  current: 58% 2026-11-02\n", ""),
    roadmap("strategy/incomplete-metric", "  source: https://metrics.shop.example/checkout\n", ""),
    roadmap("strategy/unit-mismatch", "  target: 70%\n", "  target: 70\n"),
    roadmap("strategy/unit-mismatch", "  current: 19% 2026-11-09\n", "  current: 19 parcels 2026-11-09\n"),
    roadmap("strategy/unmoved-metric", "  current: 58% 2026-11-02\n", "  current: 58% 2026-09-02\n"),
    Mutation {
        and: &[Change::new("git-log", "2026-11-09", "2026-09-09")],
        ..roadmap("strategy/unmoved-metric", "  current: 58% 2026-11-02\n", "  current: 58%\n")
    },
    roadmap("strategy/overdue-metric", "  by: 2027-06-30\n", "  by: 2026-11-22\n"),
    roadmap("strategy/overdue-metric", "  by: 2027-03-31\n", "  by: 2026-11-22\n"),
    roadmap("strategy/goal-without-why", "  why: 38 of 100 carts are left at the account form\n", ""),
    roadmap("strategy/initiative-without-why", "  why: every third caller asks for them\n", ""),
    roadmap(
        "strategy/goal-without-initiative",
        "  why: two of three letters name the size\n  for: G-2\n",
        "  why: two of three letters name the size\n  for: G-1\n",
    ),
    roadmap("strategy/initiative-without-goal", "  for: G-1\n  owner: @ana\n", "  owner: @ana\n"),
    roadmap("strategy/initiative-without-goal", "  for: G-1\n  owner: @ana\n", "  for: V-1\n  owner: @ana\n"),
    roadmap("strategy/initiative-without-evidence", "  evidence: R-1\n", ""),
    backlog("strategy/initiative-without-work", "  for: I-1\n", "  for: G-1\n"),
    backlog(
        "strategy/initiative-without-work",
        "  status: active\n  for: I-2\n",
        "  status: dropped\n  reason: no\n  for: I-2\n",
    ),
    roadmap("strategy/unsupported-research", "  evidence: R-1, R-2\n", "  evidence: R-1\n"),
    roadmap("strategy/stale-evidence", "  date: 2026-09-14\n", "  date: 2025-09-14\n"),
    backlog("strategy/orphan-work", "  for: G-1\n", ""),
    roadmap("strategy/short-horizon", "  when: 2026-Q4..2027-Q2\n", "  when: 2026-Q4..2027-Q1\n"),
    roadmap("strategy/overfull-now", "  teams: @support\n", "  teams: @payments, @support\n"),
    roadmap("strategy/launch-without-checklist", "  [ ] The size tables are printed @support\n", ""),
    roadmap("strategy/launch-ahead-of-work", "  date: 2026-12-30\n", "  date: 2026-12-07\n"),
    roadmap(
        "strategy/launch-ahead-of-work",
        "launch L-1 Guest checkout for every shop\n  status: planned\n",
        "launch L-1 Guest checkout for every shop\n  status: launched\n",
    ),
];

#[test]
fn each_mutation_is_found_and_nothing_else() {
    assert_each_is_found("strategy", TABLE);
}
