//! `roadlog diff`: what changed in the plan between two times.

use crate::git::{Checkout, LI, MARIA};

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
    insta::assert_snapshot!(checkout.run(&["diff", "HEAD~1..HEAD", "--format", "markdown"]).ended_with(0).stdout, @r"
    ### Backlog

    - **PAY\-12** Pay without an account
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
