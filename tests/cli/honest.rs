//! No false alarm: a long history in which everybody does what is theirs, as git has it and as the program judges it.

use roadlog_testkit::Repository;
use roadlog_testkit::history::{honest, import_script};

use crate::git::Checkout;

/// What the check says of an honest history as long as that.
fn told(format: &[&str], commits: usize, seed: u64) -> String {
    let made = Repository::in_format(format);
    made.import(&import_script(&honest(commits, seed), "refs/heads/h", 1));
    let words = ["check", "--base", "h/base", "--head", "h/head", "--level", "info"];
    // The other rules about history tell what was done, whoever may do it.
    let rules = ["--rule", "authority", "--rule", "history/moved-goalposts"];
    let run = Checkout { made }.run(&[&words[..], &rules].concat());
    let told = run.ended_with(0);
    told.stdout + &told.stderr
}

#[test]
fn an_honest_history_of_1000_commits_is_not_told_of() {
    let told = told(&[], 1000, 1);
    let (first, rest) = told.split_once('\n').unwrap();
    assert!(first.starts_with("Nothing to tell about "), "{told}");
    assert!(rest.ends_with("claimed by their address.\n"), "{told}");
}

#[test]
fn nor_is_one_that_the_git_program_reads() {
    for format in [["--ref-format=reftable"], ["--object-format=sha256"]] {
        assert!(told(&format, 60, 2).starts_with("Nothing to tell about "));
    }
}

/// Some minutes long: `cargo test --test cli -- --ignored honest`.
#[test]
#[ignore = "takes minutes; the one above is one of these"]
fn nor_are_a_hundred_others() {
    for seed in 100..200 {
        let told = told(&[], 300, seed);
        assert!(told.starts_with("Nothing to tell about "), "seed {seed}:\n{told}");
    }
}
