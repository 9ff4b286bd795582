//! `roadlog init`: in empty folders, in repositories, beside plans that are there, and below them.

use std::process::Stdio;

use roadlog_testkit::Repository;

use crate::harness::{FINE, Run, Sandbox, TODAY};

const SHAPES: [&str; 3] = ["combined", "separate", "managers-only"];
const MARIA: &str = "Maria Kovač <maria@shop.example>";
const LI: &str = "Li Wei <1234+li@users.noreply.github.com>";
const BOT: &str = "renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>";

/// A repository with a history and a git user, who has not committed yet.
fn repository() -> Repository {
    let mut repository = Repository::new();
    repository.write(".mailmap", "Maria Kovač <maria@shop.example> <maria@home.example>\n");
    for author in [MARIA, BOT, BOT, LI, "maria <maria@home.example>"] {
        repository.commit(author, "Work");
    }
    repository.git(&["config", "user.name", "Ana Lima"]);
    repository.git(&["config", "user.email", "ana@shop.example"]);
    repository
}

fn run_in(repository: &Repository, words: &[&str]) -> Run {
    let mut command = repository.command(env!("CARGO_BIN_EXE_roadlog"));
    Run::of(&command.args(words).args(["--today", TODAY]).stdin(Stdio::null()).output().unwrap())
}

fn read(repository: &Repository, path: &str) -> String {
    std::fs::read_to_string(repository.path().join(path)).unwrap()
}

#[test]
fn what_is_written_is_a_plan_that_no_rule_has_anything_to_say_about() {
    for shape in SHAPES {
        for day in [TODAY, "2026-12-31", "2028-02-29", "2027-04-01"] {
            let sandbox = Sandbox::new(&[]);
            let on_day = |words: &[&str]| Run::of(&sandbox.command_on(day, words).output().unwrap());
            on_day(&["init", "--shape", shape]).ended_with(0);
            let json = on_day(&["check", "--format", "json", "--level", "info"]).ended_with(0).json();
            assert_eq!(json["diagnostics"], serde_json::json!([]), "{shape} on {day}");
            on_day(&["fmt", "--check"]).ended_with(0);
        }
    }
}

#[test]
fn in_a_repository_its_people_are_taken_over() {
    let repository = repository();
    let run = run_in(&repository, &["init", "--shape", "separate"]).ended_with(0);
    insta::assert_snapshot!(format!("{}\n{}", run.stdout, run.stderr));
    insta::assert_snapshot!(read(&repository, "roadlog.toml"));
    insta::assert_snapshot!(read(&repository, "product.roadmap"));
    insta::assert_snapshot!(read(&repository, "product.backlog"));
    let json = run_in(&repository, &["check", "--format", "json", "--level", "info"]).ended_with(0).json();
    assert_eq!(json["diagnostics"], serde_json::json!([]));
}

#[test]
fn every_kind_of_repository_gives_the_same() {
    let written = |format: &[&str]| {
        let mut repository = Repository::in_format(format);
        repository.commit(MARIA, "Work");
        repository.commit(LI, "Work");
        run_in(&repository, &["init", "--shape", "separate"]).ended_with(0);
        read(&repository, "roadlog.toml")
    };
    let plain = written(&[]);
    assert!(plain.contains("[people.maria]") && plain.contains("[people.li]"), "{plain}");
    assert_eq!(written(&["--object-format=sha256"]), plain);
    assert_eq!(written(&["--ref-format=reftable"]), plain);
}

#[test]
fn without_a_terminal_nothing_is_asked_and_the_shape_is_combined() {
    let sandbox = Sandbox::new(&[]);
    sandbox.run_with_input(&["init"], b"separate\n").ended_with(0);
    let text = String::from_utf8(sandbox.read("roadlog.toml")).unwrap();
    assert!(text.contains("shape = \"combined\""), "{text}");
    assert!(sandbox.path("plan.backlog").exists() && !sandbox.path("product.roadmap").exists());
}

#[test]
fn a_second_time_there_is_nothing_to_write() {
    let sandbox = Sandbox::new(&[]);
    sandbox.run(&["init"]).ended_with(0);
    let before = sandbox.read("roadlog.toml");
    let run = sandbox.run(&["init", "--shape", "separate"]).ended_with(0);
    assert_eq!(run.stdout, "");
    assert!(run.stderr.starts_with("The shape stays combined: change it in roadlog.toml.\n"), "{}", run.stderr);
    assert!(run.stderr.contains("roadlog.toml is there already and stays as it is."), "{}", run.stderr);
    assert!(run.stderr.contains("nothing was written"), "{}", run.stderr);
    assert_eq!(sandbox.read("roadlog.toml"), before);
}

#[test]
fn undo_leaves_nothing_behind() {
    let repository = repository();
    std::fs::create_dir(repository.path().join("plans")).unwrap();
    repository.write("plans/.gitattributes", "*.png binary");
    run_in(&repository, &["init", "-C", "plans"]).ended_with(0);
    assert_eq!(read(&repository, "plans/.gitattributes"), "*.png binary\n*.roadmap text\n*.backlog text\n");
    let run = run_in(&repository, &["undo", "-C", "plans"]).ended_with(0);
    assert_eq!(run.stdout, ".gitattributes\nplan.backlog\nroadlog.toml\n");
    assert_eq!(read(&repository, "plans/.gitattributes"), "*.png binary");
    assert_eq!(std::fs::read_dir(repository.path().join("plans")).unwrap().count(), 1);
}

#[test]
fn a_dry_run_shows_all_and_writes_nothing() {
    let sandbox = Sandbox::new(&[(".gitattributes", "*.roadmap text\n")]);
    let run = sandbox.run(&["init", "--dry-run"]).ended_with(0);
    for line in
        ["+++ b/roadlog.toml", "+++ b/plan.backlog", " *.roadmap text", "+*.backlog text", "+shape = \"combined\""]
    {
        assert!(run.stdout.lines().any(|shown| shown.starts_with(line)), "{line}\n{}", run.stdout);
    }
    assert!(run.stderr.contains("3 files would be written."), "{}", run.stderr);
    assert_eq!(std::fs::read_dir(sandbox.path("")).unwrap().count(), 1);
}

#[test]
fn beside_a_plan_only_what_is_missing_is_written() {
    let roadmap = "vision V-1 Buy in a minute\n  owner: @ana\n";
    let backlog = "epic PAY-1 Guests\n  owner: @maria\n\nstory PAY-2 Pay\n  assignee: @tom\n";
    let sandbox = Sandbox::new(&[("plans/a.roadmap", roadmap), ("plans/a.backlog", backlog)]);
    let run = sandbox.run(&["init"]).ended_with(0);
    assert!(
        run.stdout.starts_with("wrote roadlog.toml: shape separate, 3 people\nwrote .gitattributes"),
        "{}",
        run.stdout
    );
    assert!(run.stderr.contains("A plan is there already (2 files) and stays as it is."), "{}", run.stderr);
    let text = String::from_utf8(sandbox.read("roadlog.toml")).unwrap();
    for table in [
        "[people.ana]  #",
        "roles = [\"product-manager\"]",
        "[people.maria]  #",
        "roles = [\"product-owner\"]",
        "[people.tom]  #",
        "roles = [\"developer\"]",
    ] {
        assert!(text.contains(table), "{table}\n{text}");
    }
    let json = sandbox.run(&["check", "--format", "json", "--level", "info"]).ended_with(0).json();
    assert_eq!(json["diagnostics"], serde_json::json!([]));
}

#[test]
fn a_configuration_that_is_there_decides_who_owns_the_first_plan() {
    let toml = "[team]\nshape = \"separate\"\n[people.kim]\nroles = [\"product-owner\"]\n[people.jo]\nroles = [\"product-manager\"]\n";
    let sandbox = Sandbox::new(&[("roadlog.toml", toml)]);
    sandbox.run(&["init"]).ended_with(0);
    assert_eq!(sandbox.read("roadlog.toml"), toml.as_bytes());
    let read = |path: &str| String::from_utf8(sandbox.read(path)).unwrap();
    assert!(read("product.roadmap").contains("  owner: @jo\n"));
    assert!(read("product.backlog").contains("  owner: @kim\n"));
}

#[test]
fn below_a_workspace_it_says_where_that_is() {
    let sandbox = Sandbox::new(&[("roadlog.toml", ""), ("a.backlog", FINE), ("team/notes.txt", "")]);
    let run = sandbox.run(&["init", "-C", "team"]).ended_with(2);
    let root = std::fs::canonicalize(sandbox.path("")).unwrap();
    assert!(run.stderr.contains(&format!("part of the plan in {} (", root.display())), "{}", run.stderr);
    assert!(run.stderr.contains("nothing was written"), "{}", run.stderr);
    assert!(!sandbox.path("team/roadlog.toml").exists());
}

#[test]
fn a_plan_without_configuration_above_counts_as_one_and_one_below_does_not() {
    let repository = repository();
    repository.write("docs/a.backlog", FINE);
    std::fs::create_dir(repository.path().join("team")).unwrap();
    let run = run_in(&repository, &["init", "-C", "team"]).ended_with(2);
    assert!(run.stderr.contains("a.backlog"), "{}", run.stderr);
    let run = run_in(&repository, &["init", "-C", "docs"]).ended_with(0);
    assert!(run.stdout.contains("wrote roadlog.toml: shape combined, 3 people"), "{}", run.stdout);
}

#[test]
fn what_stands_in_the_way_is_left_and_told() {
    let sandbox = Sandbox::new(&[(".gitignore", "plan.backlog\n"), ("plan.backlog", "mine")]);
    sandbox.write(".gitattributes", b"\xff");
    let run = sandbox.run(&["init"]).ended_with(0);
    assert_eq!(run.stdout, "wrote roadlog.toml: shape combined, 1 person\n");
    assert!(run.stderr.contains("plan.backlog is there already, though no part of the plan"), "{}", run.stderr);
    assert!(run.stderr.contains(".gitattributes stays as it is: it is not all UTF-8."), "{}", run.stderr);
    assert_eq!(sandbox.read("plan.backlog"), b"mine");
    assert_eq!(sandbox.read(".gitattributes"), b"\xff");
}

#[test]
fn a_repository_that_cannot_be_read_is_told_of_and_the_plan_begins_all_the_same() {
    let repository = repository();
    repository.write(".git/config", "[core\n");
    let run = run_in(&repository, &["init"]).ended_with(0);
    assert!(run.stderr.contains("warning: nobody is taken over from git: "), "{}", run.stderr);
    assert!(read(&repository, "roadlog.toml").contains("[people.product-owner]"));
}
