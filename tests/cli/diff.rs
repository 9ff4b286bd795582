//! `roadlog diff`: what changed in the plan between two times.

use crate::git::{ANA, Checkout, LI, MARIA};

/// A repository in which work has gone on: two commits on main, one on a branch, and changes that are not committed.
fn gone_on() -> Checkout {
    let mut checkout = Checkout::of_the_example();
    checkout.edit("checkout.backlog", &[("status: ready", "status: doing")]);
    checkout.made.commit(LI, "Start work");
    checkout.made.git(&["branch", "side"]);
    checkout.edit("checkout.backlog", &[("points: 5", "points: 8")]);
    checkout.made.commit(MARIA, "Estimate anew");
    checkout.edit("product.roadmap", &[("Checkout without an account", "Guests can pay")]);
    checkout.made.git(&["add", "--all"]);
    checkout.edit("checkout.backlog", &[("[ ] ", "[x] ")]);
    checkout
}

#[test]
fn without_a_revision_it_is_what_changed_since_the_last_commit() {
    let checkout = Checkout::of_the_example();
    let nothing = checkout.run(&["diff"]).ended_with(0);
    assert_eq!((&*nothing.stdout, &*nothing.stderr), ("", "nothing changed in the plan\n"));
    checkout.edit("checkout.backlog", &[("points: 5", "points: 8")]);
    insta::assert_snapshot!(checkout.run(&["diff"]).ended_with(0).stdout, @r"
    Backlog
      PAY-12  Pay without an account
              points 5 → 8
    ");
}

#[test]
fn each_way_to_name_an_end_is_understood() {
    let checkout = gone_on();
    let words = |words: &[&str]| checkout.run(words).ended_with(0).stdout;
    let points = words(&["diff", "HEAD~1..HEAD"]);
    assert!(points.contains("points 5 → 8") && !points.contains("status"), "{points}");
    assert_eq!(words(&["diff", "HEAD~1", "HEAD"]), points);
    assert_eq!(words(&["diff", "HEAD~1.."]), points);
    assert_eq!(words(&["diff", "side...HEAD"]), points);
    assert_eq!(words(&["diff", "HEAD..HEAD~1"]), points.replace("5 → 8", "8 → 5"));
    let staged = words(&["diff", "--staged"]);
    assert!(staged.contains("Guests can pay") && !staged.contains("criterion met"), "{staged}");
    let all = words(&["diff", "HEAD~2"]);
    for part in ["status ready → doing", "points 5 → 8", "Guests can pay", "criterion met"] {
        assert!(all.contains(part), "{part} in\n{all}");
    }
}

#[test]
fn what_cannot_be_compared_is_said_with_the_way_out() {
    let checkout = Checkout::of_the_example();
    let told = |words: &[&str]| checkout.run(words).ended_with(2).stderr;
    insta::assert_snapshot!(told(&["diff", "v9"]), @r"
    error: there is no revision v9 here
    hint: see what `git rev-parse` says to it, and fetch it where it is elsewhere
    ");
    insta::assert_snapshot!(told(&["diff", "--staged", "HEAD..HEAD"]), @r"
    error: both ends are named, so that --staged says nothing
    hint: leave --staged out, or name one revision that what is staged is compared with
    ");
}

#[test]
fn outside_of_a_repository_it_says_so() {
    let sandbox = crate::harness::Sandbox::new(&[("x.backlog", crate::harness::FINE)]);
    let told = sandbox.run(&["diff"]).ended_with(2).stderr;
    assert!(told.contains("is in no git repository") && told.contains("git init"), "{told}");
}

#[test]
fn before_the_first_commit_everything_is_new() {
    let made = roadlog_testkit::Repository::new();
    made.write("x.backlog", crate::harness::FINE);
    let checkout = Checkout { made };
    insta::assert_snapshot!(checkout.run(&["diff"]).ended_with(0).stdout, @r"
    Backlog
      PAY-1  Pay
             created
    ");
}

#[test]
fn as_json_and_as_markdown_it_says_the_same() {
    let checkout = gone_on();
    let json = checkout.run(&["diff", "HEAD~1", "--format", "json"]).ended_with(0).json();
    assert_eq!(json["version"], 1);
    assert_eq!(json["head"], "worktree");
    let aspects: Vec<_> = json["changes"].as_array().unwrap().iter().map(|change| change["aspect"].clone()).collect();
    assert_eq!(aspects, ["points", "criteria.met", "title"]);
    let first = &json["changes"][0];
    assert_eq!((&first["item"], &first["before"], &first["after"]), (&"PAY-12".into(), &"5".into(), &"8".into()));
    insta::assert_snapshot!(checkout.run(&["diff", "HEAD~1..HEAD", "--format", "markdown"]).ended_with(0).stdout, @"
    ### Backlog

    - **PAY-12** Pay without an account
      - points 5 → 8
    ");
}

#[test]
fn a_bare_repository_has_no_work_tree_and_is_read_all_the_same() {
    let checkout = gone_on();
    checkout.made.git(&["clone", "--quiet", "--bare", ".", "../bare.git"]);
    let words = ["-C", "../bare.git", "diff", "HEAD~1..HEAD"];
    assert!(checkout.run(&words).ended_with(0).stdout.contains("points 5 → 8"));
}

#[test]
fn of_a_range_it_says_which_change_was_not_its_authors_to_make_and_who_may() {
    let mut checkout = gone_on();
    checkout.made.git(&["restore", "--staged", "--worktree", "."]);
    checkout.edit("checkout.backlog", &[("Pay without an account", "Pay as a guest")]);
    let last = checkout.made.commit(LI, "Retitle PAY-12");
    let run = checkout.run(&["diff", "HEAD~2..HEAD"]).ended_with(0);
    insta::assert_snapshot!(run.stdout, @r#"
    Backlog
      PAY-12  Pay as a guest
              retitled "Pay without an account" → "Pay as a guest"
                that is for a product owner (@maria), not for @li (developer)
              points 5 → 8
    "#);
    assert_eq!(run.stderr, "2 commits change the plan: 2 claimed by their address.\n");
    let json = |words: &[&str]| {
        let run = checkout.run(&[&["diff", "--format", "json"], words].concat()).ended_with(0).json();
        let told = run["changes"].as_array().unwrap().iter().map(|change| {
            let commit = change["commit"].as_str().map(|commit| if commit == last { "last" } else { "another" });
            format!("{}: {commit:?} {} {}", change["aspect"], change["by"], change["allowed"])
        });
        told.collect::<Vec<_>>()
    };
    let range = ["\"title\": Some(\"last\") \"li\" false", "\"points\": Some(\"another\") \"maria\" true"];
    assert_eq!(json(&["HEAD~2..HEAD"]), range);
    assert_eq!(json(&["side...HEAD"]), range);
    let none = ["\"title\": None null null", "\"points\": None null null"];
    assert_eq!(json(&["HEAD~2", "HEAD"]), none, "two revisions are no range of commits");
    assert_eq!(json(&["HEAD..HEAD~2"]), none, "the later one has every commit of the earlier one");
}

#[test]
fn the_forges_word_counts_as_it_does_for_a_check() {
    let mut checkout = Checkout::of_the_example();
    checkout.edit("checkout.backlog", &[("Pay without an account", "Pay as a guest")]);
    let head = checkout.made.commit(LI, "Retitle PAY-12");
    let told = |words: &[&str]| checkout.run(&[&["diff", "HEAD~1..HEAD"], words].concat()).ended_with(0);
    let is_refused = |words: &[&str]| told(words).stdout.contains("that is for");
    assert!(is_refused(&[]) && is_refused(&["--actor", "Li"]) && is_refused(&["--approved-by", "@ana"]));
    assert!(!is_refused(&["--actor", "@Maria"]) && !is_refused(&["--approved-by", &format!("maria={head}")]));
    let old = told(&["--approved-by", "@maria=0123456789"]);
    assert!(old.stdout.contains("that is for") && old.stderr.contains("is not of "), "{old:?}");
}

#[test]
fn where_nothing_can_be_judged_the_changes_are_told_all_the_same() {
    let mut checkout = Checkout::of_the_example();
    let config = std::fs::read_to_string(checkout.made.path().join("roadlog.toml")).unwrap();
    checkout.made.write("roadlog.toml", "[people\n");
    checkout.made.commit(ANA, "Break it");
    checkout.made.write("roadlog.toml", config);
    checkout.edit("checkout.backlog", &[("points: 5", "points: 8")]);
    checkout.made.commit(LI, "Mend it");
    let run = checkout.run(&["diff", "HEAD~1..HEAD"]).ended_with(0);
    assert!(run.stdout.contains("points 5 → 8"), "{}", run.stdout);
    let why = "warning: whether these changes were their authors' to make is not told: roadlog.toml of the base cannot";
    assert!(run.stderr.starts_with(why), "{}", run.stderr);
}

#[test]
fn where_nobody_is_known_nobody_is_said_to_be_allowed_or_not() {
    let mut made = roadlog_testkit::Repository::new();
    made.write("x.backlog", "story PAY-1 Pay\n");
    made.commit(ANA, "Begin");
    made.write("x.backlog", "story PAY-1 Pay by card\n");
    let head = made.commit(LI, "Retitle PAY-1");
    let json = Checkout { made }.run(&["diff", "HEAD~1..HEAD", "--format", "json"]).ended_with(0).json();
    let change = &json["changes"][0];
    assert_eq!(change["commit"], head);
    assert!(change["by"].is_null() && change["allowed"].is_null(), "{change}");
}
