//! `roadlog check`: exit statuses, what is selected, and the formats.

use crate::git::Checkout;
use crate::harness::{FINE, Run, Sandbox, WITH_AN_ERROR};

#[test]
fn a_plan_with_nothing_to_tell_ends_with_0() {
    Sandbox::new(&[("plan.backlog", FINE)]).run(&["check"]).ended_with(0);
}

#[test]
fn an_error_ends_with_1_and_is_told_on_standard_output() {
    let run = Sandbox::new(&[("plan.backlog", WITH_AN_ERROR)]).run(&["check", "--format", "short"]).ended_with(1);
    assert!(run.stdout.starts_with("plan.backlog:2:8: error: "), "{}", run.stdout);
    assert_eq!(run.stderr, "");
}

#[test]
fn a_warning_alone_ends_with_0() {
    let backlog = "story PAY-1 Pay\n  links: https://shop.example,\n\nstory PAY-new Pay later\n";
    let run = Sandbox::new(&[("plan.backlog", backlog)]).run(&["check", "--rule", "reference/new-id"]).ended_with(0);
    assert!(run.stdout.contains("warning"), "{}", run.stdout);
}

#[test]
fn not_one_file_to_check_ends_with_2_and_says_what_to_do() {
    let run = Sandbox::new(&[("notes.txt", "hello")]).run(&["check"]).ended_with(2);
    assert_eq!(run.stdout, "");
    assert!(run.stderr.contains("there is not one plan file in "), "{}", run.stderr);
    assert!(run.stderr.contains("hint: begin a plan there with `roadlog init`"), "{}", run.stderr);
}

#[test]
fn a_path_that_is_not_there_ends_with_2() {
    let run = Sandbox::new(&[("plan.backlog", FINE)]).run(&["check", "plam.backlog"]).ended_with(2);
    assert!(run.stderr.contains("there is no file or folder plam.backlog"), "{}", run.stderr);
}

#[test]
fn a_file_that_is_no_plan_ends_with_2() {
    let sandbox = Sandbox::new(&[("plan.backlog", FINE), ("notes.txt", "hello")]);
    let run = sandbox.run(&["check", "notes.txt"]).ended_with(2);
    assert!(run.stderr.contains("notes.txt is not a plan file"), "{}", run.stderr);
}

#[test]
fn a_folder_without_a_plan_ends_with_2() {
    let sandbox = Sandbox::new(&[("plan.backlog", FINE), ("notes/a.txt", "hello")]);
    sandbox.run(&["check", "notes"]).ended_with(2);
}

#[test]
fn an_option_that_there_is_not_ends_with_2() {
    let run = Sandbox::new(&[("plan.backlog", FINE)]).run(&["check", "--fixx"]).ended_with(2);
    assert!(run.stderr.contains("--fix"), "{}", run.stderr);
    assert_eq!(run.stdout, "");
}

#[test]
fn only_the_files_that_are_named_are_told_of_but_all_are_read() {
    let sandbox = Sandbox::new(&[
        ("a.backlog", WITH_AN_ERROR),
        ("b.backlog", "story PAY-3 Try\n  for: PAY-4\n"),
        ("c/c.backlog", "epic PAY-4 Pay\n"),
    ]);
    sandbox.run(&["check", "b.backlog"]).ended_with(0);
    sandbox.run(&["check", "a.backlog"]).ended_with(1);
    sandbox.run(&["check", "c"]).ended_with(0);
}

#[test]
fn another_folder_is_worked_in_with_c() {
    let sandbox = Sandbox::new(&[("a/plan.backlog", WITH_AN_ERROR)]);
    sandbox.run(&["-C", "a", "check", "plan.backlog"]).ended_with(1);
    let run = sandbox.run(&["check", "-C", "nowhere"]).ended_with(2);
    assert!(run.stderr.contains("cannot enter nowhere"), "{}", run.stderr);
}

#[test]
fn infos_are_listed_where_they_are_asked_for() {
    let backlog = "story PAY-1 Pay\n  # roadlog: allow syntax/near-miss\n  Status: draft\n";
    let sandbox = Sandbox::new(&[("plan.backlog", backlog)]);
    let rule = "suppression/no-reason";
    let listed = |level: &str| sandbox.run(&["check", "--format", "short", "--level", level]).ended_with(0).stdout;
    assert!(listed("info").contains(rule), "{}", listed("info"));
    assert!(!listed("warning").contains(rule), "{}", listed("warning"));
}

#[test]
fn one_rule_or_group_can_be_asked_for() {
    let sandbox = Sandbox::new(&[("plan.backlog", WITH_AN_ERROR)]);
    sandbox.run(&["check", "--rule", "syntax"]).ended_with(0);
    sandbox.run(&["check", "--rule", "unknown-id"]).ended_with(1);
    let run = sandbox.run(&["check", "--rule", "reference/unknown-ids"]).ended_with(2);
    assert!(run.stderr.contains("hint: did you mean reference/unknown-id?"), "{}", run.stderr);
}

#[test]
fn json_tells_where_from_one_and_in_characters() {
    let sandbox = Sandbox::new(&[("plan.backlog", "story PAY-1 Kovač\n  for: PAY-9\n")]);
    let json = sandbox.run(&["check", "--format", "json"]).ended_with(1).json();
    assert_eq!(json["version"], 1);
    let diagnostic = &json["diagnostics"][0];
    assert_eq!(diagnostic["rule"], "reference/unknown-id");
    assert_eq!(diagnostic["item"], "PAY-1");
    assert_eq!(diagnostic["range"]["start"], serde_json::json!({ "line": 2, "column": 8, "offset": 26 }));
    assert_eq!(diagnostic["range"]["end"], serde_json::json!({ "line": 2, "column": 13, "offset": 31 }));
}

#[test]
fn every_format_is_written_and_ends_with_the_same_status() {
    let sandbox = Sandbox::new(&[("plan.backlog", WITH_AN_ERROR)]);
    for format in ["human", "short", "json", "github", "gitlab", "sarif", "junit", "checkstyle"] {
        let run = sandbox.run(&["check", "--format", format]).ended_with(1);
        assert!(run.stdout.contains("PAY-9"), "{format}: {}", run.stdout);
    }
}

#[test]
fn a_person_reads_this() {
    let backlog = "\
story PAY-1 Pay without an account
  Status: ready
  for: PAY-9
  points: five

  [ ] Given a cart, when I pay, then it is quick
";
    let sandbox = Sandbox::new(&[("plan.backlog", backlog)]);
    insta::assert_snapshot!(sandbox.run(&["check"]).ended_with(1).stdout);
}

#[test]
fn quiet_is_quiet_and_verbose_tells_more() {
    let sandbox = Sandbox::new(&[("plan.backlog", FINE)]);
    assert_eq!(sandbox.run(&["check", "--quiet"]).stderr, "");
    assert!(sandbox.run(&["check", "--verbose"]).stderr.contains("the workspace is "));
    sandbox.run(&["check", "--quiet", "--verbose"]).ended_with(2);
}

#[test]
fn the_day_is_an_argument() {
    let people = "[people.noah]\nroles = [\"product-owner\"]\nuntil = 2026-12-31\n";
    let sandbox = Sandbox::new(&[("plan.backlog", "bug PAY-1 Grey\n  owner: @noah\n"), ("roadlog.toml", people)]);
    let has_left = |day: &str| {
        let words = ["check", "--rule", "reference/departed-person", "--format", "short"];
        let run = Run::of(&sandbox.command_on(day, &words).output().unwrap()).ended_with(0);
        run.stdout.contains("@noah left")
    };
    assert!(has_left("2027-01-01"));
    assert!(!has_left("2026-12-31"));
}

#[test]
fn formats_for_forges_name_files_from_the_top_of_the_repository() {
    let made = roadlog_testkit::Repository::new();
    made.write("docs/plan/roadlog.toml", "");
    made.write("docs/plan/x.backlog", WITH_AN_ERROR);
    let checkout = Checkout { made };
    let written = |format: &str| checkout.run(&["-C", "docs/plan", "check", "--format", format]).ended_with(1).stdout;
    for (format, place) in [
        ("github", "file=docs/plan/x.backlog,line=2,endLine=2,col=8"),
        ("gitlab", "\"path\": \"docs/plan/x.backlog\""),
        ("sarif", "\"uri\": \"docs/plan/x.backlog\""),
        ("short", "x.backlog:2:8: error"),
        ("json", "\"path\": \"x.backlog\""),
    ] {
        let written = written(format);
        assert!(written.contains(place), "{format}: {written}");
    }
}
