//! Merges that nobody has made: what they come to, the same through both ways in, and nothing of the repository changed.

use std::path::Path;

use roadlog_testkit::Repository as Made;

use crate::testing::both;
use crate::{Conflicts, GitError, Plans, Repository};

const MARIA: &str = "Maria Kovač <maria@shop.example>";

/// What main and the branch `other` have in common.
const BASE: &[(&str, &str)] = &[
    (
        "a.backlog",
        "story PAY-1 Pay\n  points: 1\n\nstory PAY-2 Log in\n  points: 1\n\nstory PAY-3 Log out\n  points: 1\n",
    ),
    ("main.rs", "fn main() {}\n"),
];

/// A repository in which main has these files, and the branch `other` those; a file without text is deleted.
fn made(ours: &[(&str, &str)], theirs: &[(&str, &str)]) -> Made {
    let mut made = Made::new();
    let write = |made: &Made, files: &[(&str, &str)]| {
        for (path, text) in files {
            if text.is_empty() {
                std::fs::remove_file(made.path().join(path)).unwrap();
            } else {
                made.write(path, text);
            }
        }
    };
    write(&made, BASE);
    made.commit(MARIA, "Begin");
    made.git(&["switch", "--quiet", "--create", "other"]);
    write(&made, theirs);
    made.commit(MARIA, "Theirs");
    made.git(&["switch", "--quiet", "main"]);
    write(&made, ours);
    made.commit(MARIA, "Ours");
    made
}

/// The text of a.backlog in the base with these changes.
fn changed(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(BASE[0].1.to_owned(), |text, (before, after)| {
        assert!(text.contains(before), "{before}");
        text.replacen(before, after, 1)
    })
}

/// The plan files of the merge, whole, and its conflicts.
fn merged(repository: &Repository) -> (Vec<(String, String)>, Conflicts) {
    let merge = repository.merge("main", "other").unwrap();
    let mut plans = Plans::new(merge.repository(), "").unwrap();
    let (revision, conflicts) = plans.of_merge(&merge, None).unwrap();
    let files = revision.plan.files().map(|(_, file)| (file.path().to_owned(), file.document().text().to_owned()));
    (files.collect(), conflicts)
}

/// Every file below a folder with its content.
fn everything(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(everything(&path));
        } else {
            found.push((path.clone(), std::fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}

#[test]
fn what_both_sides_changed_elsewhere_comes_together_and_nothing_is_written() {
    let ours = changed(&[("story PAY-1 Pay\n", "story PAY-1 Pay by card\n")]);
    let theirs = changed(&[("Log out\n  points: 1", "Log out\n  points: 8")]);
    let made = made(&[("a.backlog", &ours)], &[("a.backlog", &theirs), ("b.backlog", "story PAY-4 Pay later\n")]);
    let before = everything(&made.path());
    let (files, conflicts) = both(&made.path(), merged);
    let expected =
        changed(&[("story PAY-1 Pay\n", "story PAY-1 Pay by card\n"), ("out\n  points: 1", "out\n  points: 8")]);
    assert_eq!(files[0], ("a.backlog".to_owned(), expected));
    assert_eq!((files.len(), conflicts), (2, Conflicts::default()));
    assert!(before == everything(&made.path()), "the repository is as it was");
}

#[test]
fn what_both_sides_changed_in_one_place_is_marked() {
    let [ours, theirs] =
        ["2", "3"].map(|points| changed(&[("Log in\n  points: 1", &format!("Log in\n  points: {points}"))]));
    let made = made(&[("a.backlog", &ours), ("main.rs", "ours\n")], &[("a.backlog", &theirs), ("main.rs", "theirs\n")]);
    let (files, conflicts) = both(&made.path(), merged);
    assert_eq!(conflicts, Conflicts { marked: vec!["a.backlog".to_owned()], other: Vec::new() });
    let text = &files[0].1;
    let (first, rest) = text.split_once("<<<<<<< main").unwrap();
    assert!(
        first.ends_with("story PAY-2 Log in\n")
            && rest.contains("\n  points: 2\n=======\n  points: 3\n>>>>>>> other\n"),
        "{text}"
    );
}

#[test]
fn a_file_that_came_on_both_sides_is_marked_too() {
    let made = made(&[("b.backlog", "story PAY-4 Pay later\n")], &[("b.backlog", "story PAY-5 Pay never\n")]);
    let (files, conflicts) = both(&made.path(), merged);
    assert_eq!(conflicts.marked, ["b.backlog"]);
    assert!(files[1].1.contains("PAY-4") && files[1].1.contains("PAY-5"), "{files:?}");
}

#[test]
fn what_one_side_deleted_and_the_other_changed_is_named() {
    let theirs = changed(&[("Pay\n", "Pay by card\n")]);
    let made = made(&[("a.backlog", "")], &[("a.backlog", &theirs)]);
    let (_, conflicts) = both(&made.path(), merged);
    assert_eq!(conflicts, Conflicts { marked: Vec::new(), other: vec!["a.backlog".to_owned()] });
}

#[test]
fn a_file_that_moved_on_one_side_takes_the_changes_of_the_other() {
    let theirs = changed(&[("Pay\n", "Pay by card\n")]);
    let made = made(&[("a.backlog", ""), ("shop/c.backlog", BASE[0].1)], &[("a.backlog", &theirs)]);
    let (files, conflicts) = both(&made.path(), merged);
    assert_eq!((files, conflicts), (vec![("shop/c.backlog".to_owned(), theirs)], Conflicts::default()));
}

#[test]
fn what_is_merged_already_changes_nothing_and_what_is_ahead_comes_whole() {
    let made = made(&[], &[("b.backlog", "story PAY-4 Pay later\n")]);
    made.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    assert_eq!(both(&made.path(), merged).0.len(), 2);
    made.git(&["branch", "--force", "other", "main"]);
    assert_eq!(both(&made.path(), merged).0.len(), 1);
}

#[test]
fn branches_that_have_nothing_in_common_are_not_merged() {
    let mut made = made(&[], &[]);
    made.git(&["checkout", "--quiet", "--orphan", "alone"]);
    made.commit(MARIA, "Alone");
    let told = both(&made.path(), |it| matches!(it.merge("alone", "other"), Err(GitError::Merge { .. })));
    assert!(told);
}

#[test]
fn a_repository_of_another_format_is_merged_by_git_itself() {
    let mut made = Made::in_format(&["--object-format=sha256"]);
    made.write("a.backlog", BASE[0].1);
    made.commit(MARIA, "Begin");
    made.git(&["branch", "other"]);
    made.write("a.backlog", changed(&[("Log in\n  points: 1", "Log in\n  points: 2")]));
    made.commit(MARIA, "Ours");
    made.git(&["switch", "--quiet", "other"]);
    made.write("b.backlog", "story PAY-4 Pay later\n");
    made.commit(MARIA, "Theirs");
    let before = everything(&made.path());
    let (files, conflicts) = merged(&Repository::discover(&made.path()).unwrap().unwrap());
    assert_eq!((files.len(), conflicts), (2, Conflicts::default()));
    assert!(files[0].1.contains("points: 2"));
    assert!(before == everything(&made.path()), "the repository is as it was");
}
