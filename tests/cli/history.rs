//! The rules about history, over real repositories: what a range did, what it took back, and what lies behind it.

use crate::git::{ANA, Checkout, LI, MARIA};
use crate::harness::Run;

/// A checkout with a branch, on which it stands.
fn on_a_branch() -> Checkout {
    let checkout = Checkout::of_the_example();
    checkout.made.git(&["switch", "--quiet", "--create", "branch"]);
    checkout
}

/// Makes these changes in a file and commits them.
#[track_caller]
fn commit(checkout: &mut Checkout, who: &str, path: &str, changes: &[(&str, &str)]) {
    checkout.edit(path, changes);
    checkout.made.commit(who, "Change the plan");
}

#[track_caller]
fn switch(checkout: &Checkout, branch: &str) {
    checkout.made.git(&["switch", "--quiet", branch]);
}

/// Merges a branch, for which git needs nobody to decide anything.
#[track_caller]
fn merge(checkout: &Checkout, branch: &str) {
    let output = checkout.git_as(MARIA, &["merge", "--quiet", "--no-ff", "-m", "Merge", branch]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

const STORY: &str = "story PAY-20 Pay by invoice\n  As a shop owner\n  I want to pay by invoice\n  so that I pay once a month\n\n  for: PAY-1\n  points: 3\n  status: draft\n\n  [ ] Given an order, when I choose \"invoice\", then I get one by e-mail\n\n";
const BUG: (&str, &str) = ("bug PAY-15", "bug PAY-15");

/// Puts the story PAY-20, a draft, above the bug.
fn with_a_draft(checkout: &mut Checkout) {
    let both = format!("{STORY}{}", BUG.1);
    commit(checkout, MARIA, "checkout.backlog", &[(BUG.0, &both)]);
}

/// What rules of a group find in a range, from objects alone: rule, item, level, author and whether the commit is known.
fn found(checkout: &Checkout, words: &[&str]) -> Vec<String> {
    let check = ["check", "--base", "main", "--head", "HEAD", "--format", "json"];
    let run: Run = checkout.run(&[&check, words].concat());
    let json = run.json();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    let told = json["diagnostics"].as_array().unwrap().iter().filter(|it| text(&it["rule"]).starts_with("history/"));
    let told = told.map(|it| {
        let by = text(&it["by"]);
        let commit = if text(&it["commit"]).len() == 40 { "commit" } else { "-" };
        format!("{} {} {} {by} {commit}", text(&it["rule"]), text(&it["item"]), text(&it["level"]))
    });
    told.collect()
}

#[test]
fn a_jump_is_told_of_the_commit_that_made_it_and_not_once_it_is_taken_back() {
    let mut checkout = Checkout::of_the_example();
    with_a_draft(&mut checkout);
    checkout.made.git(&["switch", "--quiet", "--create", "branch"]);
    commit(&mut checkout, MARIA, "checkout.backlog", &[("status: draft", "status: review")]);
    assert_eq!(found(&checkout, &[]), ["history/status-jump PAY-20 warning maria commit"]);
    commit(&mut checkout, MARIA, "checkout.backlog", &[("status: review", "status: ready")]);
    assert_eq!(found(&checkout, &[]), [""; 0]);
}

#[test]
fn steps_that_are_told_one_by_one_are_a_jump_once_they_are_squashed() {
    let mut checkout = Checkout::of_the_example();
    with_a_draft(&mut checkout);
    checkout.made.git(&["switch", "--quiet", "--create", "branch"]);
    for (before, after) in [("draft", "ready"), ("ready\n\n  [ ] Given an order", "doing\n\n  [ ] Given an order")] {
        commit(&mut checkout, MARIA, "checkout.backlog", &[(before, after)]);
    }
    let step = ("doing\n\n  [ ] Given an order", "review\n\n  [ ] Given an order");
    commit(&mut checkout, LI, "checkout.backlog", &[step]);
    assert_eq!(found(&checkout, &[]), [""; 0]);
    checkout.made.git(&["reset", "--quiet", "--soft", "main"]);
    checkout.made.commit(MARIA, "All of it");
    assert_eq!(found(&checkout, &[]), ["history/status-jump PAY-20 warning maria commit"]);
}

#[test]
fn whoever_may_not_make_a_change_is_told_that_and_nothing_else_of_it() {
    let mut checkout = Checkout::of_the_example();
    with_a_draft(&mut checkout);
    checkout.made.git(&["switch", "--quiet", "--create", "branch"]);
    commit(&mut checkout, LI, "checkout.backlog", &[("status: draft", "status: review")]);
    let run = checkout.run(&["check", "--base", "main", "--head", "HEAD"]).ended_with(1);
    assert!(run.stdout.contains("authority/not-allowed") && !run.stdout.contains("history/"), "{}", run.stdout);
}

#[test]
fn work_for_a_sprint_that_runs_and_work_that_is_deleted_are_told() {
    let mut checkout = Checkout::of_the_example();
    with_a_draft(&mut checkout);
    checkout.made.git(&["switch", "--quiet", "--create", "branch"]);
    // The first commits are of the first day of the sprint, which is for planning; half a day of commits later it is over.
    for _ in 0..15 {
        checkout.made.commit(LI, "Write the program");
    }
    let added = ("points: 3\n  status: draft", "points: 3\n  status: ready\n  sprint: PAY-s23");
    commit(&mut checkout, MARIA, "checkout.backlog", &[added]);
    let text = std::fs::read_to_string(checkout.made.path().join("checkout.backlog")).unwrap();
    let (before, _) = text.split_once("bug PAY-15").unwrap();
    checkout.made.write("checkout.backlog", before);
    checkout.made.commit(MARIA, "Tidy up");
    let expected =
        ["history/silent-removal PAY-15 warning maria commit", "history/sprint-scope PAY-20 warning maria commit"];
    assert_eq!(found(&checkout, &[]), expected);
    assert_eq!(found(&checkout, &["--rule", "history/sprint-scope"]).len(), 1);
}

#[test]
fn an_id_that_was_used_before_the_base_is_told_also_after_a_renumbering() {
    let mut checkout = Checkout::of_the_example();
    with_a_draft(&mut checkout);
    checkout.run(&["renumber", "PAY-20", "PAY-30"]).ended_with(0);
    checkout.made.commit(MARIA, "Renumber");
    checkout.made.git(&["switch", "--quiet", "--create", "branch"]);
    let another = format!("task PAY-20 Order new terminals\n  owner: @maria\n\n{}", BUG.1);
    commit(&mut checkout, MARIA, "checkout.backlog", &[(BUG.0, &another)]);
    assert_eq!(found(&checkout, &[]), ["history/reused-id PAY-20 error maria commit"]);
    let run = checkout.run(&["check", "--base", "main", "--rule", "reused-id"]).ended_with(1);
    assert!(run.stdout.contains("until 2026-11-16, the story \"Pay by invoice\""), "{}", run.stdout);
    checkout.run(&["renumber", "PAY-20", "PAY-31"]).ended_with(0);
    checkout.made.commit(MARIA, "An id of its own");
    assert_eq!(found(&checkout, &[]), [""; 0]);
}

#[test]
fn where_the_history_before_the_base_is_not_here_that_is_said() {
    let mut checkout = Checkout::of_the_example();
    with_a_draft(&mut checkout);
    checkout.made.git(&["switch", "--quiet", "--create", "branch"]);
    commit(&mut checkout, LI, "checkout.backlog", &[("status: ready", "status: doing")]);
    let url = format!("file://{}", checkout.made.path().display());
    checkout.made.git(&["clone", "--quiet", "--depth=2", "--branch=branch", &url, "../shallow"]);
    let run = checkout.run(&["-C", "../shallow", "check", "--base", "HEAD~1"]);
    assert!(run.stderr.contains("nothing is said of what needs the history before the base"), "{}", run.stderr);
    assert!(run.stderr.contains("git fetch --unshallow"), "{}", run.stderr);
}

#[test]
fn a_period_that_slips_a_third_time_is_told_wherever_the_item_has_moved_to() {
    let mut checkout = Checkout::of_the_example();
    let periods = ["when: 2026-Q4\n", "when: 2027-Q1\n", "when: 2027-Q2\n", "when: 2027-Q3\n"];
    for step in periods.windows(2).take(2) {
        commit(&mut checkout, ANA, "product.roadmap", &[(step[0], step[1])]);
    }
    checkout.made.git(&["switch", "--quiet", "--create", "branch"]);
    std::fs::create_dir(checkout.made.path().join("plans")).unwrap();
    checkout.made.git(&["mv", "product.roadmap", "plans/shop.roadmap"]);
    checkout.made.commit(ANA, "Move the roadmap");
    commit(&mut checkout, ANA, "plans/shop.roadmap", &[(periods[2], periods[3])]);
    assert_eq!(found(&checkout, &[]), ["history/slipping I-1 info ana commit"]);
    let run = checkout.run(&["check", "--base", "main", "--rule", "slipping", "--level", "info"]).ended_with(0);
    assert!(run.stdout.contains("I-1 was moved from 2027-Q2 to 2027-Q3, the 3rd time"), "{}", run.stdout);
    commit(&mut checkout, ANA, "plans/shop.roadmap", &[(periods[3], periods[2])]);
    assert_eq!(found(&checkout, &[]), [""; 0]);
}

#[test]
fn what_lies_untouched_is_told_only_where_the_history_is_read_and_only_once() {
    let mut checkout = Checkout::of_the_example();
    with_a_draft(&mut checkout);
    let blocked = ("status: ready\n", "status: ready\n  blocked: by the contract\n");
    commit(&mut checkout, MARIA, "checkout.backlog", &[blocked]);
    commit(&mut checkout, ANA, "product.roadmap", &[("58% 2026-11-02", "58%")]);
    checkout.made.git(&["switch", "--quiet", "--create", "branch"]);
    commit(&mut checkout, ANA, "product.roadmap", &[("why: 38 of 100", "why: 39 of 100")]);
    let later = |words: &[&str]| {
        let mut command = checkout.made.command(env!("CARGO_BIN_EXE_roadlog"));
        command.args(words).args(["--level", "info", "--format", "short", "--today", "2027-06-01"]);
        let run = Run::of(&command.output().unwrap());
        let rules = ["history/stale-draft", "planning/blocked-too-long", "strategy/unmoved-metric"];
        rules.into_iter().filter(|rule| run.stdout.contains(rule)).collect::<Vec<_>>()
    };
    assert_eq!(later(&["check"]), [""; 0]);
    let all = ["history/stale-draft", "planning/blocked-too-long", "strategy/unmoved-metric"];
    assert_eq!(later(&["check", "--base", "main"]), all);
    assert_eq!(later(&["check", "--base", "main", "--head", "HEAD"]), all);
    assert_eq!(later(&["check", "--base", "main", "--new"]), [""; 0]);
    checkout.edit("checkout.backlog", &[("by the contract", "by the weather"), ("Pay by invoice", "Pay monthly")]);
    assert_eq!(later(&["check", "--base", "main"]), ["strategy/unmoved-metric"]);
}

const CRITERION: &str = "  [ ] Given an order, when I choose \"invoice\", then I get one by e-mail\n";
const LONG: &str =
    "  [ ] Given an order of a shop,\n      when I choose \"invoice\" for it,\n      then I get one by e-mail\n";

#[test]
fn a_tick_and_new_words_that_a_merge_puts_together_are_told() {
    let mut checkout = Checkout::of_the_example();
    with_a_draft(&mut checkout);
    commit(&mut checkout, MARIA, "checkout.backlog", &[(CRITERION, LONG), ("status: draft", "status: doing")]);
    checkout.made.git(&["branch", "other"]);
    checkout.made.git(&["switch", "--quiet", "--create", "branch"]);
    commit(&mut checkout, LI, "checkout.backlog", &[("[ ] Given an order of", "[x] Given an order of")]);
    switch(&checkout, "other");
    commit(&mut checkout, MARIA, "checkout.backlog", &[("one by e-mail\n", "one by e-mail and letter\n")]);
    switch(&checkout, "branch");
    merge(&checkout, "other");
    let expected = [
        "history/criteria-changed PAY-20 info maria commit",
        "history/met-for-other-words PAY-20 warning maria commit",
    ];
    assert_eq!(found(&checkout, &[]), expected);
    commit(&mut checkout, LI, "checkout.backlog", &[("[x] Given an order of", "[ ] Given an order of")]);
    assert_eq!(found(&checkout, &[]), expected[..1]);
}

#[test]
fn an_item_that_a_merge_brings_back_is_told_until_it_is_gone() {
    let mut checkout = Checkout::of_the_example();
    with_a_draft(&mut checkout);
    checkout.made.git(&["branch", "other"]);
    checkout.made.git(&["switch", "--quiet", "--create", "branch"]);
    commit(&mut checkout, MARIA, "checkout.backlog", &[(STORY, "")]);
    switch(&checkout, "other");
    checkout.edit("checkout.backlog", &[(STORY, "")]);
    checkout.made.write("invoice.backlog", STORY);
    checkout.made.commit(MARIA, "A file of its own");
    switch(&checkout, "branch");
    merge(&checkout, "other");
    assert_eq!(found(&checkout, &[]), ["history/lost-removal PAY-20 warning maria commit"]);
    checkout.made.git(&["rm", "--quiet", "invoice.backlog"]);
    checkout.made.commit(MARIA, "It is not wanted");
    assert_eq!(found(&checkout, &[]), [""; 0]);
}

#[test]
fn before_a_push_the_rules_about_history_speak_too() {
    let checkout = on_a_branch();
    let text = std::fs::read_to_string(checkout.made.path().join("checkout.backlog")).unwrap();
    let mut checkout = checkout;
    let (before, _) = text.split_once("bug PAY-15").unwrap();
    checkout.made.write("checkout.backlog", before);
    checkout.made.commit(MARIA, "Tidy up");
    checkout.made.git(&["clone", "--quiet", "--bare", ".", "../server.git"]);
    checkout.made.git(&["--git-dir=../server.git", "update-ref", "refs/heads/branch", "refs/heads/main"]);
    checkout.made.git(&["remote", "add", "origin", "../server.git"]);
    checkout.run(&["hook", "install", "pre-push"]).ended_with(0);
    let pushed = checkout.git_as(MARIA, &["push", "--quiet", "origin", "branch"]);
    let said = String::from_utf8_lossy(&[pushed.stdout, pushed.stderr].concat()).into_owned();
    assert!(pushed.status.success() && said.contains("history/silent-removal"), "{said}");
}
