//! `roadlog hook`: what git's hooks report, in real repositories with real commits.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::git::{ANA, Checkout, LI, MARIA, said};

/// The example, with hooks.
fn hooked() -> Checkout {
    let checkout = Checkout::of_the_example();
    checkout.run(&["hook", "install"]).ended_with(0);
    checkout
}

/// A change that is the product owner's to make.
const RETITLED: (&str, &str) = ("Pay without an account", "Pay as a guest");

/// Every file of the work tree and the index, by name.
fn everything(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for name in ["product.roadmap", "checkout.backlog", "roadlog.toml", ".git/index"] {
        files.insert(name.to_owned(), fs::read(folder.join(name)).unwrap());
    }
    files
}

#[test]
fn a_commit_is_followed_by_what_it_changed_in_the_plan() {
    let checkout = hooked();
    checkout.edit("checkout.backlog", &[("status: ready", "status: doing"), ("points: 5", "points: 8")]);
    let told = said(&checkout.git_as(MARIA, &["commit", "--quiet", "--all", "--message", "Start PAY-12"]));
    insta::assert_snapshot!(told);
}

#[test]
fn a_report_that_is_too_long_ends_with_the_command_that_tells_the_rest() {
    let checkout = Checkout { made: roadlog_testkit::Repository::new() };
    checkout.run(&["hook", "install"]).ended_with(0);
    let story = |number: usize| format!("story PAY-{number} Pay in the way {number}\n");
    let commit = |from: usize, message: &str| {
        checkout.made.write("shop.backlog", (from..from + 30).map(story).collect::<String>());
        checkout.made.git(&["add", "--all"]);
        said(&checkout.git_as(MARIA, &["commit", "--quiet", "--message", message]))
    };
    for (from, message) in [(1, "Begin"), (100, "Go on")] {
        let told = commit(from, message);
        let command = told.trim_end().rsplit_once("… and more: roadlog ").expect("there is more").1;
        let words: Vec<&str> = command.split(' ').collect();
        let rest = checkout.run(&words).ended_with(0).stdout;
        assert_eq!((told.lines().count(), rest.matches("created").count()), (40, 30), "{command}\n{rest}");
    }
}

#[test]
fn what_its_author_may_not_decide_is_told_with_who_may() {
    let checkout = hooked();
    checkout.edit("checkout.backlog", &[RETITLED, ("points: 5", "points: 8")]);
    let told = said(&checkout.git_as(LI, &["commit", "--quiet", "--all", "--message", "Retitle PAY-12"]));
    insta::assert_snapshot!(told, @r#"
    Backlog
      PAY-12  Pay as a guest
              retitled "Pay without an account" → "Pay as a guest"
                that is for a product owner (@maria), not for @li (developer)
              points 5 → 8
    "#);
}

/// The example in `plans/shop`, and another plan in `plans/lab`, with hooks.
fn with_two_plans() -> Checkout {
    let mut checkout = Checkout::of_the_example();
    checkout.made.write("plans/shop/x", "");
    checkout.made.git(&["mv", "product.roadmap", "checkout.backlog", "roadlog.toml", "plans/shop"]);
    checkout
        .made
        .write("plans/lab/roadlog.toml", "[people.li]\nemails = [\"li@shop.example\"]\nroles = [\"product-owner\"]\n");
    checkout.made.write("plans/lab/lab.backlog", "story LAB-1 Try cash\n  status: ready\n  owner: @li\n");
    checkout.made.commit(ANA, "Move the plan");
    checkout.run(&["hook", "install"]).ended_with(0);
    checkout
}

#[test]
fn a_plan_in_a_folder_is_found_from_where_git_runs_hooks_and_judged_by_its_own_people() {
    let checkout = with_two_plans();
    checkout.edit("plans/shop/checkout.backlog", &[RETITLED]);
    let told = said(&checkout.git_as(LI, &["commit", "--quiet", "--all", "--message", "Retitle PAY-12"]));
    insta::assert_snapshot!(told, @r#"
    plans/shop:
    Backlog
      PAY-12  Pay as a guest
              retitled "Pay without an account" → "Pay as a guest"
                that is for a product owner (@maria), not for @li (developer)
    "#);
    checkout.edit("plans/lab/lab.backlog", &[("Try cash", "Try cheques")]);
    checkout.edit("plans/shop/checkout.backlog", &[("points: 5", "points: 8")]);
    let told = said(&checkout.git_as(LI, &["commit", "--quiet", "--all", "--message", "Go on"]));
    insta::assert_snapshot!(told, @r#"
    plans/lab:
    Backlog
      LAB-1  Try cheques
             retitled "Try cash" → "Try cheques"

    plans/shop:
    Backlog
      PAY-12  Pay as a guest
              points 5 → 8
    "#);
}

#[test]
fn of_several_plans_a_message_may_name_the_ids_of_each() {
    let checkout = with_two_plans();
    let said_to =
        |message: &str| said(&checkout.git_as(LI, &["commit", "--quiet", "--allow-empty", "--message", message]));
    assert_eq!(said_to("Begin PAY-12 and LAB-1"), "");
    assert!(said_to("Begin PAY-77 and LAB-1").contains("the message names PAY-77"));
}

#[test]
fn who_may_not_is_told_of_the_author_and_not_of_who_commits() {
    let checkout = hooked();
    checkout.edit("checkout.backlog", &[RETITLED]);
    let author = format!("--author={MARIA}");
    let told = said(&checkout.git_as(LI, &["commit", "--quiet", "--all", "--message", "Retitle PAY-12", &author]));
    assert!(told.contains("retitled") && !told.contains("that is for"), "{told}");
}

#[test]
fn a_merge_tells_what_of_it_was_not_its_authors_to_change() {
    let mut checkout = hooked();
    checkout.made.git(&["switch", "--quiet", "--create", "side"]);
    checkout.edit("checkout.backlog", &[RETITLED]);
    checkout.made.commit(LI, "Retitle PAY-12");
    said(&checkout.git_as(MARIA, &["switch", "--quiet", "main"]));
    let merged = said(&checkout.git_as(MARIA, &["merge", "--quiet", "side"]));
    assert!(merged.contains("that is for a product owner (@maria), not for @li (developer)"), "{merged}");
}

#[test]
fn without_the_report_after_a_commit_the_check_before_it_tells_what_is_not_the_authors_to_change_and_stops_nothing() {
    let checkout = Checkout::of_the_example();
    checkout.run(&["hook", "install", "pre-commit", "--block"]).ended_with(0);
    checkout.edit("checkout.backlog", &[RETITLED, ("points: 5", "points: 8")]);
    let told = said(&checkout.git_as(LI, &["commit", "--quiet", "--all", "--message", "Retitle PAY-12"]));
    insta::assert_snapshot!(told, @r#"
    Backlog
      PAY-12  Pay as a guest
              retitled "Pay without an account" → "Pay as a guest"
                that is for a product owner (@maria), not for @li (developer)
    "#);
    checkout.edit("checkout.backlog", &[(RETITLED.1, RETITLED.0)]);
    let author = format!("--author={MARIA}");
    let told = said(&checkout.git_as(LI, &["commit", "--quiet", "--all", "--message", "Back", &author]));
    assert_eq!(told, "");
}

#[test]
fn a_signature_that_is_still_to_be_made_is_taken_for_given_and_one_that_was_not_is_told() {
    let mut checkout = Checkout::of_the_example();
    let config = fs::read_to_string(checkout.made.path().join("roadlog.toml")).unwrap();
    checkout.made.write("roadlog.toml", format!("{config}\n[authority]\nidentity = \"signature\"\n"));
    checkout.made.commit(ANA, "Demand signatures");
    let commit = |checkout: &Checkout, change: (&str, &str)| {
        checkout.edit("checkout.backlog", &[change]);
        said(&checkout.git_as(MARIA, &["commit", "--quiet", "--all", "--message", "Retitle PAY-12"]))
    };
    checkout.run(&["hook", "install", "pre-commit"]).ended_with(0);
    assert_eq!(commit(&checkout, RETITLED), "");
    checkout.run(&["hook", "install", "post-commit"]).ended_with(0);
    let told = commit(&checkout, (RETITLED.1, RETITLED.0));
    assert!(
        told.contains("that is for a product owner (@maria), and @maria (product owner) has not signed it"),
        "{told}"
    );
}

#[test]
fn what_one_has_begun_oneself_is_ones_own_though_only_the_history_tells_that() {
    let checkout = hooked();
    let text = fs::read_to_string(checkout.made.path().join("checkout.backlog")).unwrap();
    checkout.made.write("checkout.backlog", format!("{text}\nstory PAY-90 Pay by phone\n"));
    let told = said(&checkout.git_as(LI, &["commit", "--quiet", "--all", "--message", "Begin PAY-90"]));
    assert!(told.contains("created") && !told.contains("that is for"), "{told}");
    let retitle = |words: (&str, &str), who: &str| {
        checkout.edit("checkout.backlog", &[words]);
        said(&checkout.git_as(who, &["commit", "--quiet", "--all", "--message", "Retitle PAY-90"]))
    };
    let told = retitle(("Pay by phone", "Pay by watch"), LI);
    assert!(told.contains("Pay by watch") && !told.contains("that is for"), "{told}");
    let told = retitle(("Pay by watch", "Pay by ring"), ANA);
    assert!(told.contains("that is for"), "{told}");
}

#[test]
fn where_the_plan_is_untouched_nothing_is_said() {
    let checkout = hooked();
    checkout.made.write("main.rs", "fn main() {}\n");
    checkout.made.git(&["add", "--all"]);
    assert_eq!(said(&checkout.git_as(LI, &["commit", "--quiet", "--message", "Add the program"])), "");
    // Layout and comments are no change of the plan either.
    checkout.edit("checkout.backlog", &[("\n\n", "\n\n# A note\n\n")]);
    assert_eq!(said(&checkout.git_as(LI, &["commit", "--quiet", "--all", "--message", "Add a note"])), "");
}

#[test]
fn what_is_staged_is_checked_and_not_what_lies_in_the_work_tree() {
    let checkout = hooked();
    checkout.edit("checkout.backlog", &[("owner: @maria", "owner: @nobody")]);
    checkout.made.git(&["add", "--all"]);
    checkout.edit("checkout.backlog", &[("owner: @nobody", "owner: @maria")]);
    let before = everything(&checkout.made.path());
    let told = said(&checkout.git_as(LI, &["commit", "--quiet", "--message", "Give it away"]));
    assert!(told.contains("reference/unknown-person"), "{told}");
    let after = everything(&checkout.made.path());
    assert_eq!(before["checkout.backlog"], after["checkout.backlog"]);
}

#[test]
fn what_was_wrong_before_is_not_told_again() {
    let mut checkout = hooked();
    checkout.edit("checkout.backlog", &[("owner: @maria", "owner: @nobody")]);
    checkout.made.commit(LI, "Break it");
    checkout.edit("checkout.backlog", &[("points: 5", "points: 8")]);
    let told = said(&checkout.git_as(LI, &["commit", "--quiet", "--all", "--message", "Estimate"]));
    assert!(!told.contains("unknown-person") && told.contains("points 5 → 8"), "{told}");
}

#[test]
fn only_where_it_is_asked_for_an_error_stops_the_commit() {
    let commit = |checkout: &Checkout| {
        checkout.edit("checkout.backlog", &[("owner: @maria", "owner: @nobody")]);
        checkout.git_as(LI, &["commit", "--quiet", "--all", "--message", "Break it"]).status.success()
    };
    assert!(commit(&hooked()));
    let by_flag = Checkout::of_the_example();
    by_flag.run(&["hook", "install", "--block"]).ended_with(0);
    assert!(!commit(&by_flag));
    let by_configuration = hooked();
    let config = fs::read_to_string(by_configuration.made.path().join("roadlog.toml")).unwrap();
    by_configuration.made.write("roadlog.toml", format!("{config}\n[hook]\nblock = true\n"));
    assert!(!commit(&by_configuration));
}

#[test]
fn a_part_of_a_file_that_is_committed_is_what_is_told() {
    let checkout = hooked();
    checkout.edit("checkout.backlog", &[("points: 5", "points: 8")]);
    checkout.edit("product.roadmap", &[("Checkout without an account", "Guests can pay")]);
    let told = said(&checkout.git_as(MARIA, &["commit", "--quiet", "-m", "One file", "--", "checkout.backlog"]));
    assert!(told.contains("points 5 → 8") && !told.contains("Guests can pay"), "{told}");
    let later = checkout.run(&["diff"]).ended_with(0).stdout;
    assert!(later.contains("Guests can pay") && !later.contains("points"), "{later}");
}

#[test]
fn the_message_begins_with_what_changed_where_an_editor_opens() {
    let checkout = hooked();
    checkout.edit("checkout.backlog", &[("points: 5", "points: 8")]);
    let mut commit = checkout.command_as(MARIA, &["commit", "--quiet", "--all"]);
    commit.env("GIT_EDITOR", "cp -f \"$1\" /dev/null; cat");
    said(&commit.output().unwrap());
    assert_eq!(checkout.made.git(&["log", "-1", "--format=%B"]), "PAY-12 points 5 → 8\n\n");
    checkout.edit("checkout.backlog", &[("points: 8", "points: 5")]);
    said(&checkout.git_as(MARIA, &["commit", "--quiet", "--all", "--message", "Back"]));
    assert_eq!(checkout.made.git(&["log", "-1", "--format=%B"]), "Back\n\n", "a message that is given is left alone");
}

#[test]
fn the_comments_in_a_message_say_what_is_not_the_authors_to_change() {
    let checkout = hooked();
    checkout.edit("checkout.backlog", &[RETITLED, ("points: 5", "points: 8")]);
    let mut commit = checkout.command_as(LI, &["commit", "--quiet", "--all"]);
    let told = said(&commit.env("GIT_EDITOR", "grep -A 4 Backlog").output().unwrap());
    insta::assert_snapshot!(told.split_once("\nBacklog").unwrap().0, @r##"
    # Backlog
    #   PAY-12  Pay as a guest
    #           retitled "Pay without an account" → "Pay as a guest"
    #             that is for a product owner (@maria), not for @li
    #             (developer)
    "##);
}

#[test]
fn ids_in_a_message_that_nothing_has_are_told() {
    let checkout = hooked();
    let commit = |message: &str| checkout.git_as(LI, &["commit", "--quiet", "--allow-empty", "--message", message]);
    assert_eq!(said(&commit("Fix PAY-12, see OTHER-7 and UTF-8")), "");
    assert_eq!(said(&commit("Fix PAY-99")), "warning: the message names PAY-99, and no item has that id\n");
}

#[test]
fn a_switch_a_merge_and_an_amendment_are_followed_by_what_differs() {
    let mut checkout = hooked();
    checkout.made.git(&["branch", "side"]);
    checkout.edit("checkout.backlog", &[("points: 5", "points: 8")]);
    checkout.made.commit(MARIA, "Estimate");
    let switched = said(&checkout.git_as(LI, &["switch", "--quiet", "side"]));
    assert!(switched.contains("points 8 → 5"), "{switched}");
    checkout.edit("product.roadmap", &[("Checkout without an account", "Guests can pay")]);
    checkout.made.commit(MARIA, "Retitle");
    let merged = said(&checkout.git_as(LI, &["merge", "--quiet", "--no-edit", "main"]));
    assert!(merged.contains("points 5 → 8") && !merged.contains("retitled"), "{merged}");
    checkout.edit("checkout.backlog", &[("points: 8", "points: 13")]);
    let amended = said(&checkout.git_as(LI, &["commit", "--quiet", "--all", "--amend", "--no-edit"]));
    assert!(amended.contains("points 8 → 13"), "{amended}");
}

#[test]
fn hooks_are_taken_away_without_a_trace() {
    let checkout = Checkout::of_the_example();
    let listing = |checkout: &Checkout| {
        let folder = checkout.made.path().join(".git/hooks");
        let mut names: Vec<_> =
            fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = listing(&checkout);
    let told = checkout.run(&["hook", "install"]).ended_with(0).stderr;
    assert!(told.starts_with("Put 8 hooks into "), "{told}");
    insta::assert_snapshot!(checkout.run(&["hook", "status"]).ended_with(0).stdout.split_once('\n').unwrap().1);
    checkout.run(&["hook", "uninstall"]).ended_with(0);
    assert_eq!(listing(&checkout), before);
}

#[test]
fn a_folder_that_other_repositories_share_is_left_alone_unless_asked() {
    let checkout = Checkout::of_the_example();
    let config = checkout.made.path().join("../home/.gitconfig");
    fs::write(&config, "[core]\n\thooksPath = ~/hooks\n").unwrap();
    let install = |words: &[&str]| {
        let mut command = checkout.made.command(env!("CARGO_BIN_EXE_roadlog"));
        command.env("GIT_CONFIG_GLOBAL", &config).args(words);
        crate::harness::Run::of(&command.output().unwrap())
    };
    let told = install(&["hook", "install"]).ended_with(2).stderr;
    assert!(told.contains("core.hooksPath") && told.contains("--shared"), "{told}");
    install(&["hook", "install", "--shared"]).ended_with(0);
    assert!(checkout.made.path().join("../home/hooks/pre-commit").exists());
}
