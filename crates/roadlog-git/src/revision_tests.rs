//! What commits, the index and what lies between two revisions are, seen through both ways in.

use std::path::Path;

use roadlog_testkit::Repository as Made;

use crate::testing::both;
use crate::{Repository, TreeFile, TreeFileKind};

const MARIA: &str = "Maria Kovač <maria@shop.example>";
const LI: &str = "Li Wei <li@shop.example>";

fn is_plan(path: &str) -> bool {
    path.ends_with(".backlog")
}

/// Commits that change one line of one file after the other.
fn with_commits(mut made: Made, count: usize) -> Made {
    for number in 1..=count {
        made.write("plans/shop.backlog", format!("story PAY-{number} Pay\n"));
        made.commit(if number % 2 == 0 { LI } else { MARIA }, &format!("Change {number}"));
    }
    made
}

fn subjects(folder: &Path, without: &[&str], head: &str) -> Vec<String> {
    both(folder, |it| {
        let without: Vec<_> = without.iter().map(|revision| it.commit(revision).unwrap()).collect();
        let commits = it.between(&without, it.commit(head).unwrap()).unwrap();
        commits.into_iter().map(|commit| commit.subject).collect()
    })
}

/// The files of a listing, each with its content.
fn contents(it: &Repository, files: &[TreeFile]) -> Vec<(String, String)> {
    let mut reader = it.reader().unwrap();
    let mut content = |file: &TreeFile| match file.kind {
        TreeFileKind::File(id) => String::from_utf8(reader.content(id).unwrap()).unwrap(),
        other => format!("{other:?}"),
    };
    files.iter().map(|file| (file.path.clone(), content(file))).collect()
}

fn indexed(folder: &Path) -> Vec<(String, String)> {
    both(folder, |it| contents(it, &it.index(&is_plan).unwrap()))
}

fn committed(folder: &Path, revision: &str) -> Vec<(String, String)> {
    both(folder, |it| {
        let mut reader = it.reader().unwrap();
        let commit = reader.commit(it.commit(revision).unwrap()).unwrap();
        let files = reader.files(&commit, &is_plan).unwrap();
        contents(it, &files)
    })
}

fn pairs(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files.iter().map(|(path, content)| ((*path).to_owned(), (*content).to_owned())).collect()
}

#[test]
fn a_revision_is_whatever_git_takes_for_one() {
    let made = with_commits(Made::new(), 3);
    made.git(&["-c", "user.name=Li", "-c", "user.email=li@x", "tag", "-a", "-m", "First", "v1", "HEAD~2"]);
    let first = made.git(&["rev-parse", "HEAD~2"]);
    for revision in ["v1", "HEAD~2", "main~2", first.trim(), &first[..10], "@{0}~2", ":/Change 1"] {
        let found = both(&made.path(), |it| it.commit(revision).unwrap().to_string());
        assert_eq!(found, first.trim(), "{revision}");
    }
}

#[test]
fn what_names_no_commit_is_said_with_its_name() {
    let made = with_commits(Made::new(), 1);
    for revision in ["nowhere", "HEAD~9", "HEAD:plans", "--all", "-1", "", "main..main"] {
        let error = both(&made.path(), |it| it.commit(revision).unwrap_err().to_string());
        assert!(error.starts_with(&format!("there is no revision {revision} here")), "{error}");
    }
}

#[test]
fn a_commit_has_its_people_its_parents_and_its_message() {
    let made = with_commits(Made::new(), 2);
    let (author, parents, subject) = both(&made.path(), |it| {
        let commit = it.reader().unwrap().commit(it.commit("HEAD").unwrap()).unwrap();
        (commit.author.unwrap(), commit.parents, commit.subject)
    });
    assert_eq!((&*author.identity.name, &*author.identity.email), ("Li Wei", "li@shop.example"));
    assert_eq!((author.day.to_string(), subject), ("2026-11-16".into(), "Change 2".into()));
    assert_eq!(parents[0].to_string(), made.git(&["rev-parse", "HEAD~1"]).trim());
}

#[test]
fn the_commits_between_two_come_parents_first_over_merges_too() {
    let mut made = with_commits(Made::new(), 2);
    made.git(&["switch", "--quiet", "--create", "side"]);
    made.write("other.backlog", "story OPS-1 Run\n");
    made.commit(LI, "Side");
    made.git(&["switch", "--quiet", "main"]);
    made.write("plans/shop.backlog", "story PAY-9 Pay\n");
    made.commit(MARIA, "Main");
    let mut merge = made.command("git");
    merge.args(["-c", "user.name=Li", "-c", "user.email=li@shop.example"]);
    merge.args(["merge", "--quiet", "--no-ff", "-m", "Merge", "side"]);
    assert!(merge.status().unwrap().success());
    assert_eq!(subjects(&made.path(), &["main~1"], "main"), ["Side", "Merge"]);
    assert_eq!(subjects(&made.path(), &["main~2"], "main"), ["Side", "Main", "Merge"]);
    assert_eq!(subjects(&made.path(), &[], "main").len(), 5);
    assert_eq!(subjects(&made.path(), &["main"], "side"), [""; 0]);
    let bases =
        both(&made.path(), |it| it.merge_bases(it.commit("side").unwrap(), it.commit("main~1").unwrap()).unwrap());
    assert_eq!(bases[0].to_string(), made.git(&["rev-parse", "main~2"]).trim());
}

#[test]
fn unrelated_histories_have_no_common_ancestor() {
    let mut made = with_commits(Made::new(), 1);
    made.git(&["switch", "--quiet", "--orphan", "other"]);
    made.commit(LI, "Another root");
    let bases =
        both(&made.path(), |it| it.merge_bases(it.commit("main").unwrap(), it.commit("other").unwrap()).unwrap());
    assert!(bases.is_empty());
}

#[test]
fn a_shallow_clone_is_told_from_a_short_history() {
    let made = with_commits(Made::new(), 4);
    let url = format!("file://{}", made.path().display());
    made.git(&["clone", "--quiet", "--depth=2", &url, "../shallow"]);
    let shallow = made.path().join("../shallow");
    assert_eq!(subjects(&shallow, &["HEAD~1"], "HEAD"), ["Change 4"]);
    let error = both(&shallow, |it| it.between(&[], it.commit("HEAD").unwrap()).unwrap_err().to_string());
    assert!(error.contains("git fetch --unshallow"), "{error}");
    let base = made.git(&["rev-parse", "HEAD~3"]);
    let error = both(&shallow, |it| it.commit(base.trim()).unwrap_err().to_string());
    assert!(error.contains("no revision"), "{error}");
}

#[test]
fn the_files_of_a_commit_are_those_asked_for_with_links_and_modules_named() {
    let mut made = Made::new();
    made.write("b.backlog", "b\n");
    made.write("a/deep/x.backlog", "x\n");
    made.write("a/notes.txt", "notes\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink("b.backlog", made.path().join("link.backlog")).unwrap();
    made.commit(MARIA, "Add");
    let id = made.git(&["rev-parse", "HEAD"]);
    made.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{},module.backlog", id.trim())]);
    let mut commit = made.command("git");
    commit.args(["-c", "user.name=Li", "-c", "user.email=li@x", "commit", "--quiet", "-m", "Module"]);
    assert!(commit.status().unwrap().success());
    let expected = pairs(&[
        ("a/deep/x.backlog", "x\n"),
        ("b.backlog", "b\n"),
        ("link.backlog", "Link"),
        ("module.backlog", "Module"),
    ]);
    assert_eq!(committed(&made.path(), "HEAD"), expected);
    assert_eq!(indexed(&made.path()), expected);
}

#[test]
fn the_index_holds_what_is_staged_and_not_what_is_intended() {
    let made = with_commits(Made::new(), 1);
    made.write("plans/shop.backlog", "story PAY-1 Staged\n");
    made.git(&["add", "plans/shop.backlog"]);
    made.write("plans/shop.backlog", "story PAY-1 Not staged\n");
    made.write("later.backlog", "story PAY-2 Later\n");
    made.git(&["add", "--intent-to-add", "later.backlog"]);
    assert_eq!(indexed(&made.path()), pairs(&[("plans/shop.backlog", "story PAY-1 Staged\n")]));
}

#[test]
fn an_unmerged_file_is_told_once() {
    let mut made = with_commits(Made::new(), 1);
    made.git(&["switch", "--quiet", "--create", "side"]);
    made.write("plans/shop.backlog", "story PAY-1 Side\n");
    made.commit(LI, "Side");
    made.git(&["switch", "--quiet", "main"]);
    made.write("plans/shop.backlog", "story PAY-1 Main\n");
    made.commit(LI, "Main");
    let mut merge = made.command("git");
    merge.args(["-c", "user.name=Li", "-c", "user.email=li@x", "merge", "--quiet", "side"]);
    assert!(!merge.output().unwrap().status.success());
    assert_eq!(indexed(&made.path()), pairs(&[("plans/shop.backlog", "Unmerged")]));
}

#[test]
fn before_the_first_commit_the_index_is_all_there_is() {
    let made = Made::new();
    assert_eq!(indexed(&made.path()), pairs(&[]));
    made.write("x.backlog", "story PAY-1 Pay\n");
    made.git(&["add", "--all"]);
    assert_eq!(indexed(&made.path()), pairs(&[("x.backlog", "story PAY-1 Pay\n")]));
    assert!(both(&made.path(), |it| it.head().unwrap()).is_none());
}

#[test]
fn an_object_that_is_replaced_is_read_as_it_was_committed() {
    let made = with_commits(Made::new(), 3);
    made.git(&["replace", "HEAD", "HEAD~2"]);
    assert_eq!(subjects(&made.path(), &["HEAD~1"], "HEAD"), ["Change 3"]);
    assert_eq!(committed(&made.path(), "HEAD"), pairs(&[("plans/shop.backlog", "story PAY-3 Pay\n")]));
}

#[test]
fn names_that_are_odd_are_files_and_names_that_are_not_utf_8_are_said_to_be() {
    let mut made = Made::new();
    made.write("a \"b\"\n\té.backlog", "story PAY-1 Pay\n");
    #[cfg(unix)]
    {
        let name = <std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(b"caf\xe9.backlog");
        std::fs::write(made.path().join(name), "story PAY-2 Pay\n").unwrap();
    }
    made.commit(MARIA, "Add");
    let expected = pairs(&[("a \"b\"\n\té.backlog", "story PAY-1 Pay\n"), ("caf\u{fffd}.backlog", "NotUtf8")]);
    assert_eq!(committed(&made.path(), "HEAD"), expected);
    assert_eq!(indexed(&made.path()), expected);
}

#[test]
fn what_libgit2_cannot_open_has_the_same_commits_and_files() {
    for format in [&["--object-format=sha256"][..], &["--ref-format=reftable"]] {
        let made = with_commits(Made::in_format(format), 3);
        made.write("plans/shop.backlog", "story PAY-7 Staged\n");
        made.git(&["add", "--all"]);
        let it = Repository::discover(&made.path()).unwrap().unwrap();
        let commits = it.between(&[it.commit("HEAD~2").unwrap()], it.commit("HEAD").unwrap()).unwrap();
        assert_eq!(commits.iter().map(|commit| &*commit.subject).collect::<Vec<_>>(), ["Change 2", "Change 3"]);
        let staged = contents(&it, &it.index(&is_plan).unwrap());
        assert_eq!(staged, pairs(&[("plans/shop.backlog", "story PAY-7 Staged\n")]));
    }
}

#[test]
fn a_linked_work_tree_has_its_own_folder_and_shares_the_rest() {
    let made = with_commits(Made::new(), 1);
    made.git(&["worktree", "add", "--quiet", "../linked"]);
    let linked = made.path().join("../linked");
    let canonical = |path: &Path| std::fs::canonicalize(path).unwrap();
    let (own, shared) = both(&linked, |it| (canonical(it.git_folder()), canonical(it.common_folder())));
    assert!(own.ends_with(".git/worktrees/linked"), "{}", own.display());
    assert_eq!(shared, canonical(&made.path().join(".git")));
}

#[test]
fn a_missing_object_is_an_error_with_its_id() {
    let made = with_commits(Made::new(), 1);
    let blob = made.git(&["rev-parse", "HEAD:plans/shop.backlog"]);
    let blob = blob.trim();
    std::fs::remove_file(made.path().join(format!(".git/objects/{}/{}", &blob[..2], &blob[2..]))).unwrap();
    let error = both(&made.path(), |it| {
        let mut reader = it.reader().unwrap();
        let commit = reader.commit(it.commit("HEAD").unwrap()).unwrap();
        let TreeFileKind::File(id) = reader.files(&commit, &is_plan).unwrap()[0].kind else { panic!("a file") };
        reader.content(id).unwrap_err().to_string()
    });
    assert!(error.contains(blob), "{error}");
}
