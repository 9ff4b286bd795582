//! `roadlog check --fix` and `roadlog undo`.

use roadlog_testkit::Repository;

use crate::harness::{FINE, Run, Sandbox};

const BEFORE: &str = "# kept as it is\r\nstory PAY-1 Pay\r\n  Points: 5\r\n\r\nstory PAY-new Later\r\n";

#[test]
fn what_cannot_be_mended_wrongly_is_mended_and_said() {
    let sandbox = Sandbox::new(&[("a.backlog", BEFORE)]);
    let run = sandbox.run(&["check", "--fix"]).ended_with(0);
    let after = String::from_utf8(sandbox.read("a.backlog")).unwrap();
    assert_eq!(after, BEFORE.replace("Points", "points").replace("PAY-new", "PAY-2"));
    assert!(run.stderr.contains("Mended 2 findings in 1 file"), "{}", run.stderr);
    assert!(run.stderr.contains("syntax/near-miss 1"), "{}", run.stderr);
}

#[test]
fn undo_gives_the_files_back_byte_for_byte() {
    let sandbox = Sandbox::new(&[("a.backlog", BEFORE), ("b.backlog", "story PAY-7 Pay\n  Points: 5\n")]);
    sandbox.run(&["check", "--fix"]).ended_with(0);
    assert_ne!(sandbox.read("a.backlog"), BEFORE.as_bytes());
    let run = sandbox.run(&["undo"]).ended_with(0);
    assert_eq!(run.stdout, "a.backlog\nb.backlog\n");
    assert_eq!(sandbox.read("a.backlog"), BEFORE.as_bytes());
    assert_eq!(sandbox.read("b.backlog"), b"story PAY-7 Pay\n  Points: 5\n");
}

#[test]
fn undo_does_not_take_back_what_somebody_wrote_since() {
    let sandbox = Sandbox::new(&[("a.backlog", BEFORE)]);
    sandbox.run(&["check", "--fix"]).ended_with(0);
    sandbox.write("a.backlog", "story PAY-1 Something else\n");
    let run = sandbox.run(&["undo"]).ended_with(2);
    assert!(run.stderr.contains("a.backlog"), "{}", run.stderr);
    assert_eq!(sandbox.read("a.backlog"), b"story PAY-1 Something else\n");
}

#[test]
fn where_nothing_was_written_nothing_is_undone() {
    let sandbox = Sandbox::new(&[("a.backlog", FINE)]);
    sandbox.run(&["check", "--fix"]).ended_with(0);
    let run = sandbox.run(&["undo"]).ended_with(2);
    assert!(run.stderr.contains("nothing to undo"), "{}", run.stderr);
}

#[test]
fn what_is_left_is_told_and_ends_with_1() {
    let sandbox = Sandbox::new(&[("a.backlog", "story PAY-1 Pay\n  Points: 5\n  for: PAY-9\n")]);
    let run = sandbox.run(&["check", "--fix", "--format", "short"]).ended_with(1);
    assert!(run.stdout.contains("reference/unknown-id"), "{}", run.stdout);
    assert!(!run.stdout.contains("syntax/near-miss"), "{}", run.stdout);
}

#[test]
fn only_the_files_that_are_named_are_mended() {
    let untidy = "story PAY-1 Pay\n  Points: 5\n";
    let sandbox = Sandbox::new(&[("a.backlog", untidy), ("b.backlog", &untidy.replace("PAY-1", "PAY-2"))]);
    sandbox.run(&["check", "--fix", "b.backlog"]).ended_with(0);
    assert_eq!(sandbox.read("a.backlog"), untidy.as_bytes());
    assert_eq!(sandbox.read("b.backlog"), b"story PAY-2 Pay\n  points: 5\n");
}

#[test]
fn a_damaged_file_is_left_alone_and_the_others_are_mended() {
    let sandbox = Sandbox::new(&[("b.backlog", "story PAY-2 Pay\n  Points: 5\n")]);
    for damage in [&b"story PAY-1 P\xffy\n  Points: 5\n"[..], b"story PAY-1 P\0y\n  Points: 5\n"] {
        sandbox.write("a.backlog", damage);
        sandbox.write("b.backlog", "story PAY-2 Pay\n  Points: 5\n");
        let run = sandbox.run(&["check", "--fix"]).ended_with(1);
        assert!(run.stderr.contains("a.backlog is left as it is: "), "{}", run.stderr);
        assert_eq!(sandbox.read("a.backlog"), damage);
        assert_eq!(sandbox.read("b.backlog"), b"story PAY-2 Pay\n  points: 5\n");
    }
}

const MARIA: &str = "Maria Kovač <maria@shop.example>";

/// A repository whose other branch has PAY-8, and where an item of main is still to get its id.
fn with_a_branch(mut repository: Repository) -> Repository {
    repository.write("plans/roadlog.toml", "");
    repository.write("plans/a.backlog", FINE);
    repository.commit(MARIA, "Add the backlog");
    repository.git(&["switch", "--quiet", "--create", "later"]);
    repository.write("plans/a.backlog", "story PAY-1 Pay\n\nstory PAY-8 Pay later\n");
    repository.write("elsewhere/b.backlog", "story PAY-30 Of another plan\n");
    repository.commit(MARIA, "Plan");
    repository.git(&["switch", "--quiet", "main"]);
    repository.write("plans/a.backlog", "story PAY-1 Pay\n\nstory PAY-new Pay soon\n");
    repository
}

#[test]
fn an_id_that_is_taken_on_another_branch_is_not_given() {
    for format in [&[][..], &["--object-format=sha256"], &["--ref-format=reftable"]] {
        let repository = with_a_branch(Repository::in_format(format));
        let mut command = repository.command(env!("CARGO_BIN_EXE_roadlog"));
        Run::of(&command.args(["check", "--fix", "-C", "plans"]).output().unwrap()).ended_with(0);
        let after = std::fs::read_to_string(repository.path().join("plans/a.backlog")).unwrap();
        assert_eq!(after, "story PAY-1 Pay\n\nstory PAY-9 Pay soon\n", "{format:?}");
    }
}

#[test]
fn a_repository_that_cannot_be_read_is_told_of_where_an_id_is_to_be_given_and_nowhere_else() {
    let repository = with_a_branch(Repository::new());
    repository.write(".git/config", "[core\n");
    let check = |text: &str| {
        repository.write("plans/a.backlog", text);
        let mut command = repository.command(env!("CARGO_BIN_EXE_roadlog"));
        Run::of(&command.args(["check", "-C", "plans"]).output().unwrap()).ended_with(0).stderr
    };
    assert_eq!(check("story PAY-1 Pay\n"), "");
    let told = check("story PAY-new Pay\n");
    assert!(told.starts_with("warning: ids may be given that are taken on another branch: "), "{told}");
}

#[test]
fn a_random_id_is_another_each_time_that_it_is_written_and_the_same_where_it_is_shown() {
    let text = "story PAY-new Pay\n";
    let sandbox = Sandbox::new(&[("roadlog.toml", "[ids]\nstyle = \"random\"\n"), ("a.backlog", text)]);
    let shown = || sandbox.run(&["check"]).ended_with(0).stdout;
    assert_eq!(shown(), shown());
    let written = || {
        sandbox.write("a.backlog", text);
        sandbox.run(&["check", "--fix"]).ended_with(0);
        sandbox.read("a.backlog")
    };
    assert_ne!(written(), written());
}
