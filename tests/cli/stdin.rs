//! Standard input in the place of a file.

use crate::harness::{FINE, Sandbox, WITH_AN_ERROR};

#[test]
fn standard_input_is_checked_in_the_place_of_its_file() {
    let sandbox = Sandbox::new(&[("a.backlog", "epic PAY-9 Pay\n"), ("b.backlog", FINE)]);
    sandbox.run_with_input(&["check", "-", "--stdin-path", "b.backlog"], WITH_AN_ERROR.as_bytes()).ended_with(0);
    let run = sandbox.run_with_input(&["check", "-", "--stdin-path", "a.backlog"], WITH_AN_ERROR.as_bytes());
    assert!(run.ended_with(1).stdout.contains("a.backlog"));
    assert_eq!(sandbox.read("a.backlog"), b"epic PAY-9 Pay\n");
}

#[test]
fn a_file_that_is_not_there_yet_can_be_checked() {
    let sandbox = Sandbox::new(&[]);
    sandbox.run_with_input(&["check", "-", "--stdin-path", "new.backlog"], FINE.as_bytes()).ended_with(0);
}

#[test]
fn standard_input_without_a_name_is_refused() {
    let run = Sandbox::new(&[]).run_with_input(&["check", "-"], b"").ended_with(2);
    assert!(run.stderr.contains("hint: add --stdin-path"), "{}", run.stderr);
}

#[test]
fn standard_input_goes_alone_and_its_name_does_not_go_without_it() {
    let sandbox = Sandbox::new(&[("a.backlog", FINE)]);
    sandbox.run_with_input(&["check", "-", "a.backlog", "--stdin-path", "b.backlog"], b"").ended_with(2);
    sandbox.run(&["check", "a.backlog", "--stdin-path", "b.backlog"]).ended_with(2);
}

#[test]
fn a_name_outside_the_workspace_is_refused() {
    let sandbox = Sandbox::new(&[("roadlog.toml", "")]);
    sandbox.run_with_input(&["check", "-", "--stdin-path", "nowhere/x.backlog"], b"").ended_with(2);
}

#[test]
fn standard_input_is_never_mended_in_its_place() {
    let sandbox = Sandbox::new(&[("a.backlog", FINE)]);
    sandbox.run_with_input(&["check", "--fix", "-", "--stdin-path", "a.backlog"], b"").ended_with(2);
}

#[test]
fn fmt_is_a_filter() {
    let sandbox = Sandbox::new(&[]);
    let run = sandbox.run_with_input(&["fmt", "-"], b"story PAY-1  Pay\n   points:5\n   points:  5\n").ended_with(0);
    assert_eq!(run.stdout, "story PAY-1 Pay\n  points:5\n  points: 5\n");
    let run = sandbox.run_with_input(&["fmt", "-"], FINE.as_bytes()).ended_with(0);
    assert_eq!(run.stdout, FINE);
}

#[test]
fn fmt_writes_nothing_of_what_it_leaves_alone() {
    let run = Sandbox::new(&[]).run_with_input(&["fmt", "-"], b"story PAY-1  Pay\xff\n").ended_with(2);
    assert_eq!(run.stdout, "");
    assert!(run.stderr.contains("left as it is"), "{}", run.stderr);
}
