//! `check --merge-with`: the plan as it would be after a merge that nobody has made.

use std::process::Command;

use crate::git::{ANA, Checkout, LI, MARIA};
use crate::harness::Run;

const STORY: &str = "story PAY-20 Pay by invoice\n  for: PAY-1\n\n";

/// The example with the branch `other`, on which this is done; main goes on with that.
fn two_branches(on_other: fn(&mut Checkout), on_main: fn(&mut Checkout)) -> Checkout {
    let mut checkout = Checkout::of_the_example();
    checkout.made.git(&["switch", "--quiet", "--create", "other"]);
    on_other(&mut checkout);
    checkout.made.git(&["switch", "--quiet", "main"]);
    on_main(&mut checkout);
    checkout
}

#[track_caller]
fn commit(checkout: &mut Checkout, who: &str, changes: &[(&str, &str)]) {
    checkout.edit("checkout.backlog", changes);
    checkout.made.commit(who, "Change the plan");
}

/// What there is in the repository: its references, its objects, its index and its work tree.
fn state(checkout: &Checkout) -> String {
    let ask = |words: &[&str]| checkout.made.git(words);
    let index = std::fs::read(checkout.made.path().join(".git/index")).unwrap();
    let objects = ask(&["count-objects", "--verbose"]);
    format!("{}{objects}{}{index:?}", ask(&["for-each-ref"]), ask(&["status", "--porcelain", "--ignored"]))
}

#[test]
fn ids_that_both_sides_gave_are_told_before_the_merge_and_nothing_is_written() {
    let checkout = two_branches(
        |it| commit(it, MARIA, &[("bug PAY-15", "story PAY-20 Pay by invoice\n  for: PAY-1\n\nbug PAY-15")]),
        |it| commit(it, MARIA, &[("epic PAY-1 ", "epic PAY-20 Pay later\n  for: I-1\n  owner: @maria\n\nepic PAY-1 ")]),
    );
    let before = state(&checkout);
    for branch in ["main", "other"] {
        checkout.run(&["check", "--base", branch, "--head", branch]).ended_with(0);
    }
    let run = checkout.run(&["check", "--merge-with", "other", "--format", "short"]).ended_with(1);
    assert!(run.stdout.contains("reference/duplicate-id") && run.stdout.contains("PAY-20"), "{}", run.stdout);
    assert_eq!(state(&checkout), before);
    checkout.run(&["check", "--merge-with", "HEAD"]).ended_with(0);
}

#[test]
fn what_one_side_refers_to_and_the_other_deleted_is_told() {
    let checkout = two_branches(
        |it| commit(it, MARIA, &[("  severity: major\n", "  severity: major\n  needs: PAY-12\n")]),
        |it| {
            let text = std::fs::read_to_string(it.made.path().join("checkout.backlog")).unwrap();
            let (before, rest) = text.split_once("story PAY-12").unwrap();
            let (_, after) = rest.split_once("bug PAY-15").unwrap();
            it.made.write("checkout.backlog", format!("{before}bug PAY-15{after}"));
            it.made.commit(MARIA, "Away with it");
        },
    );
    let run = checkout.run(&["check", "--merge-with", "other", "--rule", "unknown-id"]).ended_with(1);
    assert!(run.stdout.contains("there is no PAY-12"), "{}", run.stdout);
    let run = checkout.run(&["check", "--merge-with", "main", "--head", "other", "--rule", "unknown-id"]).ended_with(1);
    assert!(run.stdout.contains("there is no PAY-12"), "{}", run.stdout);
}

#[test]
fn lines_that_both_sides_changed_are_a_conflict_and_other_files_are_none_of_it() {
    let checkout = two_branches(
        |it| {
            it.made.write("main.rs", "theirs\n");
            commit(it, MARIA, &[("points: 5", "points: 8")]);
        },
        |it| {
            it.made.write("main.rs", "ours\n");
            commit(it, MARIA, &[("points: 5", "points: 3")]);
        },
    );
    let run = checkout.run(&["check", "--merge-with", "other", "--format", "short"]).ended_with(1);
    assert!(
        run.stderr
            .contains("git cannot merge other into HEAD by itself: both changed the same lines of checkout.backlog.")
    );
    assert!(run.stdout.contains("checkout.backlog") && run.stdout.contains("syntax/conflict-marker"), "{}", run.stdout);
    assert!(!run.stderr.contains("main.rs"), "{}", run.stderr);
}

#[test]
fn what_one_side_deleted_and_the_other_changed_has_no_verdict() {
    let checkout = two_branches(
        |it| {
            it.made.git(&["rm", "--quiet", "checkout.backlog"]);
            it.made.commit(MARIA, "Away with it");
        },
        |it| commit(it, MARIA, &[("points: 5", "points: 3")]),
    );
    let run = checkout.run(&["check", "--merge-with", "other"]).ended_with(2);
    assert!(
        run.stderr.contains("one side deleted or replaced what the other changed, checkout.backlog"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("merge other yourself"), "{}", run.stderr);
}

#[test]
fn what_a_merge_would_bring_back_is_told_before_it_is_made() {
    let mut checkout = Checkout::of_the_example();
    commit(&mut checkout, MARIA, &[("bug PAY-15", &format!("{STORY}bug PAY-15"))]);
    checkout.made.git(&["switch", "--quiet", "--create", "other"]);
    checkout.edit("checkout.backlog", &[(STORY, "")]);
    checkout.made.write("invoice.backlog", STORY);
    checkout.made.commit(MARIA, "A file of its own");
    checkout.made.git(&["switch", "--quiet", "main"]);
    commit(&mut checkout, MARIA, &[(STORY, "")]);
    let run = checkout.run(&["check", "--merge-with", "other", "--format", "json"]);
    let found = run.json();
    let lost = found["diagnostics"].as_array().unwrap().iter().find(|it| it["rule"] == "history/lost-removal").unwrap();
    assert_eq!((&lost["item"], &lost["path"]), (&"PAY-20".into(), &"invoice.backlog".into()));
    assert!(lost["commit"].is_null(), "nobody has made it: {lost}");
}

#[test]
fn commits_of_a_range_are_judged_beside_the_merge() {
    let checkout = two_branches(
        |it| commit(it, LI, &[("Pay without an account", "Pay with an account")]),
        |it| {
            it.edit("product.roadmap", &[("58% 2026-11-02", "59% 2026-11-20")]);
            it.made.commit(ANA, "Read the metric");
        },
    );
    let check = ["check", "--base", "main", "--head", "other", "--merge-with", "main", "--new", "--format", "short"];
    let run = checkout.run(&check).ended_with(1);
    assert!(
        run.stdout.contains("authority/not-allowed") && run.stderr.contains("1 commit changes the plan"),
        "{run:?}"
    );
}

#[test]
fn branches_without_a_common_commit_and_revisions_that_are_none_cannot_be_merged() {
    let checkout = two_branches(|_| {}, |_| {});
    checkout.made.git(&["checkout", "--quiet", "--orphan", "alone"]);
    let mut checkout = checkout;
    checkout.made.commit(MARIA, "Alone");
    let run = checkout.run(&["check", "--merge-with", "other"]).ended_with(2);
    assert!(run.stderr.contains("HEAD and other have no commit in common"), "{}", run.stderr);
    let run = checkout.run(&["check", "--merge-with", "nowhere"]).ended_with(2);
    assert!(run.stderr.contains("there is no revision nowhere here"), "{}", run.stderr);
    let run = checkout.run(&["check", "--merge-with", "other", "checkout.backlog"]).ended_with(2);
    assert!(run.stderr.contains("--merge-with"), "{}", run.stderr);
}

#[test]
fn a_bare_repository_is_merged_from_its_objects() {
    let checkout = two_branches(
        |it| commit(it, MARIA, &[("points: 5", "points: 8")]),
        |it| commit(it, MARIA, &[("severity: major", "severity: minor")]),
    );
    checkout.made.git(&["clone", "--quiet", "--bare", ".", "../bare.git"]);
    let mut check = Command::new(env!("CARGO_BIN_EXE_roadlog"));
    check.args(["check", "--head", "main", "--merge-with", "other", "--level", "error"]);
    Run::of(&check.current_dir(checkout.made.path().join("../bare.git")).output().unwrap()).ended_with(0);
}
