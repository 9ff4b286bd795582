//! The index that git gives to hooks, in every way in which it is made: the hook sees what is committed, and leaves the
//! index and the work tree as they are, also where it is killed.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::{Duration, Instant};

use crate::git::{ANA, Checkout, LI, MARIA, said};

const BACKLOG: &str = "checkout.backlog";
const WRONG: (&str, &str) = ("owner: @maria", "owner: @nobody");
const POINTS: (&str, &str) = ("points: 5", "points: 8");

/// The example, with hooks that stop what is wrong.
fn guarded() -> Checkout {
    let checkout = Checkout::of_the_example();
    checkout.run(&["hook", "install", "--block"]).ended_with(0);
    checkout
}

/// Every file of a folder with its bytes, but for what git notes for itself.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                open.extend(Some(entry.path()).filter(|path| !path.ends_with(".git")));
            } else if entry.file_type().unwrap().is_file() {
                found.insert(entry.path(), fs::read(entry.path()).unwrap());
            }
        }
    }
    found
}

/// The work tree and the index.
fn everything(checkout: &Checkout) -> (BTreeMap<PathBuf, Vec<u8>>, Vec<u8>) {
    (files(&checkout.made.path()), fs::read(checkout.made.path().join(".git/index")).unwrap())
}

/// What the hook before a commit says to what is staged. It changes nothing.
#[track_caller]
fn before_commit(checkout: &Checkout) -> String {
    let before = everything(checkout);
    let told = checkout.run(&["hook", "run", "pre-commit"]).ended_with(0);
    assert!(everything(checkout) == before, "the hook has changed something");
    told.stdout + &told.stderr
}

#[track_caller]
fn refused(output: &Output) -> String {
    assert!(!output.status.success(), "{output:?}");
    String::from_utf8(output.stderr.clone()).unwrap() + &String::from_utf8_lossy(&output.stdout)
}

/// Stages a change and leaves the work tree as it was.
fn stage_only(checkout: &Checkout, change: (&str, &str)) {
    checkout.edit(BACKLOG, &[change]);
    checkout.made.git(&["add", BACKLOG]);
    checkout.edit(BACKLOG, &[(change.1, change.0)]);
}

#[test]
fn a_part_of_a_file_that_is_staged_is_all_that_is_seen() {
    let checkout = guarded();
    checkout.edit(BACKLOG, &[POINTS]);
    checkout.made.git(&["add", BACKLOG]);
    checkout.edit(BACKLOG, &[WRONG]);
    assert_eq!(before_commit(&checkout), "");
    let told = said(&checkout.git_as(MARIA, &["commit", "--quiet", "-m", "Part"]));
    assert!(told.contains("points 5 → 8") && !told.contains("nobody"), "{told}");
    stage_only(&guarded(), WRONG);
    let other = guarded();
    stage_only(&other, WRONG);
    assert!(before_commit(&other).contains("reference/unknown-person"));
    assert!(refused(&other.git_as(MARIA, &["commit", "--quiet", "-m", "No"])).contains("reference/unknown-person"));
}

#[test]
fn a_patch_that_is_staged_by_itself_is_what_is_seen() {
    let checkout = guarded();
    checkout.edit(BACKLOG, &[POINTS]);
    let patch = checkout.made.git(&["diff", "--unified=0"]);
    checkout.edit(BACKLOG, &[WRONG]);
    checkout.made.write("../patch", patch);
    checkout.made.git(&["apply", "--cached", "--unidiff-zero", "../patch"]);
    assert_eq!(before_commit(&checkout), "");
}

#[test]
fn all_that_is_changed_and_paths_that_are_named_are_seen_from_the_index_that_git_makes_for_them() {
    let checkout = guarded();
    checkout.edit(BACKLOG, &[WRONG]);
    let index = fs::read(checkout.made.path().join(".git/index")).unwrap();
    for words in [&["commit", "--quiet", "-am", "No"][..], &["commit", "--quiet", "-m", "No", "--", BACKLOG]] {
        let before = files(&checkout.made.path());
        assert!(refused(&checkout.git_as(MARIA, words)).contains("reference/unknown-person"), "{words:?}");
        assert!(files(&checkout.made.path()) == before);
        assert_eq!(checkout.made.git(&["diff", "--cached", "--name-only"]), "");
    }
    // git itself refreshes the index, and no more.
    assert_eq!(fs::read(checkout.made.path().join(".git/index")).unwrap().len(), index.len());
    checkout.edit("product.roadmap", &[("Checkout without an account", "Guests can pay")]);
    checkout.edit(BACKLOG, &[(WRONG.1, WRONG.0)]);
    stage_only(&checkout, WRONG);
    said(&checkout.git_as(ANA, &["commit", "--quiet", "-m", "One path", "--", "product.roadmap"]));
    assert!(before_commit(&checkout).contains("reference/unknown-person"), "what else is staged still is");
}

#[test]
fn what_is_only_intended_to_be_added_is_not_seen() {
    let checkout = guarded();
    checkout.made.write("new.backlog", "story PAY-40 Pay in stars\n  owner: @nobody\n");
    checkout.made.git(&["add", "--intent-to-add", "new.backlog"]);
    assert_eq!(before_commit(&checkout), "");
    checkout.edit(BACKLOG, &[POINTS]);
    checkout.made.git(&["add", BACKLOG]);
    let told = said(&checkout.git_as(MARIA, &["commit", "--quiet", "-m", "Not the new one"]));
    assert!(told.contains("points 5 → 8") && !told.contains("PAY-40"), "{told}");
    checkout.made.git(&["add", "new.backlog"]);
    assert!(before_commit(&checkout).contains("reference/unknown-person"));
}

#[test]
fn an_amendment_is_seen_as_what_it_adds() {
    let checkout = guarded();
    checkout.edit(BACKLOG, &[POINTS]);
    said(&checkout.git_as(MARIA, &["commit", "--quiet", "-am", "Estimate"]));
    checkout.edit(BACKLOG, &[WRONG]);
    let told = refused(&checkout.git_as(MARIA, &["commit", "--quiet", "-a", "--amend", "--no-edit"]));
    assert!(told.contains("reference/unknown-person"), "{told}");
    checkout.edit(BACKLOG, &[(WRONG.1, WRONG.0), ("points: 8", "points: 13")]);
    let told = said(&checkout.git_as(MARIA, &["commit", "--quiet", "-a", "--amend", "--no-edit"]));
    assert!(told.contains("points 8 → 13"), "{told}");
}

#[test]
fn a_rebase_and_a_cherry_pick_go_on_and_their_end_is_told() {
    let mut checkout = guarded();
    checkout.made.git(&["branch", "side"]);
    checkout.edit("product.roadmap", &[("Checkout without an account", "Guests can pay")]);
    checkout.made.commit(ANA, "Retitle");
    said(&checkout.git_as(MARIA, &["switch", "--quiet", "side"]));
    checkout.edit(BACKLOG, &[POINTS]);
    checkout.made.commit(MARIA, "Estimate");
    let told = said(&checkout.git_as(MARIA, &["rebase", "--quiet", "main"]));
    assert!(told.contains("Guests can pay") && !told.contains("points"), "{told}");
    said(&checkout.git_as(MARIA, &["switch", "--quiet", "main"]));
    let told = said(&checkout.git_as(MARIA, &["cherry-pick", "side"]));
    assert!(told.contains("points 5 → 8"), "{told}");
    assert_eq!(checkout.made.git(&["status", "--porcelain"]), "");
}

#[test]
fn a_conflict_is_not_read_and_its_resolution_is() {
    let mut checkout = guarded();
    checkout.made.git(&["branch", "side"]);
    checkout.edit(BACKLOG, &[POINTS]);
    checkout.made.commit(MARIA, "Eight");
    checkout.made.git(&["switch", "--quiet", "side"]);
    checkout.edit(BACKLOG, &[("points: 5", "points: 13")]);
    checkout.made.commit(MARIA, "Thirteen");
    let merge = checkout.git_as(MARIA, &["merge", "--quiet", "main"]);
    assert!(!merge.status.success());
    let before = everything(&checkout);
    let told = checkout.run(&["hook", "run", "pre-commit"]);
    assert!(told.stderr.contains("checkout.backlog is not merged yet"), "{}", told.stderr);
    assert!(everything(&checkout) == before);
    let text = String::from_utf8(fs::read(checkout.made.path().join(BACKLOG)).unwrap()).unwrap();
    let kept = text.lines().filter(|line| !["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark)));
    let resolved = kept.filter(|line| *line != "  points: 13").collect::<Vec<_>>().join("\n") + "\n";
    checkout.made.write(BACKLOG, resolved.replacen(WRONG.0, WRONG.1, 1));
    checkout.made.git(&["add", BACKLOG]);
    let told = refused(&checkout.git_as(MARIA, &["commit", "--quiet", "--no-edit"]));
    assert!(told.contains("reference/unknown-person"), "{told}");
    checkout.edit(BACKLOG, &[(WRONG.1, WRONG.0)]);
    checkout.made.git(&["add", BACKLOG]);
    assert!(said(&checkout.git_as(MARIA, &["commit", "--quiet", "--no-edit"])).contains("points 13 → 8"));
}

#[test]
fn line_ends_are_those_that_are_committed() {
    let checkout = guarded();
    checkout.made.git(&["config", "core.autocrlf", "true"]);
    let text = fs::read_to_string(checkout.made.path().join(BACKLOG)).unwrap();
    checkout.made.write(BACKLOG, text.replace('\n', "\r\n"));
    checkout.made.git(&["add", "--all"]);
    assert_eq!(before_commit(&checkout), "");
    checkout.edit(BACKLOG, &[POINTS]);
    let told = said(&checkout.git_as(MARIA, &["commit", "--quiet", "-am", "Estimate"]));
    assert!(told.contains("points 5 → 8") && !told.contains("line"), "{told}");
    assert!(fs::read_to_string(checkout.made.path().join(BACKLOG)).unwrap().contains("\r\n"));
}

#[test]
fn any_name_of_a_file_is_seen_or_told_of() {
    for name in [
        "a plan.backlog",
        "it's \"mine\".backlog",
        "line\nend.backlog",
        "tab\there.backlog",
        "časť.backlog",
        "-x.backlog",
    ] {
        let checkout = guarded();
        checkout.made.write(name, "story PAY-40 Pay in stars\n  owner: @nobody\n");
        checkout.made.git(&["add", "--all"]);
        assert!(before_commit(&checkout).contains("reference/unknown-person"), "{name:?}");
        assert!(!checkout.git_as(LI, &["commit", "--quiet", "-m", "No"]).status.success(), "{name:?}");
    }
    let checkout = guarded();
    let name = std::ffi::OsStr::from_bytes(b"plan\xff.backlog");
    fs::write(checkout.made.path().join(name), "story PAY-40 Pay in stars\n").unwrap();
    checkout.made.git(&["add", "--all"]);
    assert!(before_commit(&checkout).contains("is not valid UTF-8"));
}

/// Forms of the index that libgit2 does not read are read by the git program.
#[test]
fn any_form_of_the_index_is_read() {
    let forms: [&[&str]; 5] = [
        &["update-index", "--split-index"],
        &["update-index", "--index-version", "4"],
        &["update-index", "--index-version", "2"],
        &["sparse-checkout", "set", "--sparse-index", "src"],
        &["config", "index.skipHash", "true"],
    ];
    for form in forms {
        let mut checkout = guarded();
        checkout.made.write("src/main.rs", "fn main() {}\n");
        checkout.made.write("docs/note", "A note\n");
        checkout.made.commit(LI, "Add the program");
        checkout.made.git(form);
        stage_only(&checkout, WRONG);
        assert!(before_commit(&checkout).contains("reference/unknown-person"), "{form:?}");
        let told = refused(&checkout.git_as(MARIA, &["commit", "--quiet", "-m", "No"]));
        assert!(told.contains("reference/unknown-person"), "{form:?}: {told}");
    }
}

#[test]
fn a_repository_that_libgit2_cannot_open_has_hooks_all_the_same() {
    for format in [["--object-format=sha256"], ["--ref-format=reftable"]] {
        let mut made = roadlog_testkit::Repository::in_format(&format);
        made.write("roadlog.toml", "[people.maria]\nemails = [\"maria@shop.example\"]\nroles = [\"product-owner\"]\n");
        made.write(BACKLOG, "story PAY-1 Pay\n  points: 5\n  owner: @maria\n");
        made.commit(MARIA, "Begin");
        let checkout = Checkout { made };
        checkout.run(&["hook", "install", "--block"]).ended_with(0);
        stage_only(&checkout, WRONG);
        assert!(before_commit(&checkout).contains("reference/unknown-person"));
        checkout.edit(BACKLOG, &[POINTS]);
        let told = said(&checkout.git_as(MARIA, &["commit", "--quiet", "-m", "Estimate", "--", BACKLOG]));
        assert!(told.contains("points 5 → 8") && !told.contains("nobody"), "{format:?}: {told}");
    }
}

#[test]
fn a_linked_work_tree_has_an_index_of_its_own() {
    let checkout = guarded();
    checkout.made.git(&["worktree", "add", "--quiet", "../linked"]);
    stage_only(&checkout, WRONG);
    let linked = checkout.made.path().join("../linked");
    let commit = |message: &str| {
        let mut command = checkout.command_as(MARIA, &["commit", "--quiet", "-am", message]);
        command.current_dir(&linked).output().unwrap()
    };
    let text = fs::read_to_string(linked.join(BACKLOG)).unwrap();
    fs::write(linked.join(BACKLOG), text.replace(POINTS.0, POINTS.1)).unwrap();
    assert!(said(&commit("Estimate")).contains("points 5 → 8"));
    fs::write(linked.join(BACKLOG), text.replace(WRONG.0, WRONG.1)).unwrap();
    assert!(refused(&commit("No")).contains("reference/unknown-person"));
}

#[test]
fn the_first_commit_of_all_is_seen_as_well() {
    let made = roadlog_testkit::Repository::new();
    made.write("roadlog.toml", "[people.maria]\nemails = [\"maria@shop.example\"]\n");
    made.write(BACKLOG, "story PAY-1 Pay\n  owner: @nobody\n");
    made.git(&["add", "--all"]);
    let checkout = Checkout { made };
    checkout.run(&["hook", "install", "--block"]).ended_with(0);
    assert!(before_commit(&checkout).contains("reference/unknown-person"));
    assert!(!checkout.git_as(MARIA, &["commit", "--quiet", "-m", "No"]).status.success());
}

/// The end may come at any moment: the moments lie as close together as a whole run lasts long.
#[test]
fn a_hook_that_is_killed_leaves_everything_as_it_is() {
    let checkout = guarded();
    checkout.edit(BACKLOG, &[WRONG]);
    checkout.made.git(&["add", "--all"]);
    let before = everything(&checkout);
    let start = |hook: &str| {
        let mut command = checkout.made.command(env!("CARGO_BIN_EXE_roadlog"));
        command.args(["hook", "run", hook]).stdin(std::process::Stdio::null());
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap()
    };
    for hook in ["pre-commit", "post-commit"] {
        let begun = Instant::now();
        start(hook).wait().unwrap();
        let whole = begun.elapsed();
        let mut killed = 0;
        for moment in 0..24 {
            let mut child = start(hook);
            let until = Instant::now() + whole * moment / 24;
            while Instant::now() < until {
                std::thread::yield_now();
            }
            killed += u32::from(child.try_wait().unwrap().is_none());
            child.kill().unwrap();
            child.wait().unwrap();
            assert!(everything(&checkout) == before, "{hook}");
        }
        assert!(killed > 0 && whole > Duration::ZERO, "no moment was within the run");
    }
    let locks = ["index.lock", "HEAD.lock"].map(|name| checkout.made.path().join(".git").join(name).exists());
    assert_eq!(locks, [false, false]);
}
