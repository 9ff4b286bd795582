//! A reader that goes away, and a disk that is full.

use std::fs::File;
use std::io::Read;

use crate::harness::{Run, Sandbox};

/// Far more than a pipe holds, so that the program is still writing when its reader goes.
fn large_plan(line: &str) -> String {
    (1..=4000)
        .map(|number| format!("story PAY-{number} Pay in the way that has the number {number}\n{line}\n"))
        .collect::<Vec<_>>()
        .concat()
}

#[test]
fn a_reader_that_goes_away_ends_the_program_quietly_and_with_its_own_status() {
    let sandbox = Sandbox::new(&[("a.backlog", &large_plan("  for: PAY-9999"))]);
    let commands = [
        (&["check", "--format", "json"][..], 1),
        (&["check", "--format", "short"], 1),
        (&["check", "--format", "human", "--all"], 1),
        (&["export", "--format", "json"], 0),
        (&["export", "--format", "csv"], 0),
        (&["list"], 0),
        (&["tree"], 0),
    ];
    for (words, status) in commands {
        let mut child = sandbox.command(words).spawn().unwrap();
        let mut first = [0];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let run = Run::of(&child.wait_with_output().unwrap()).ended_with(status);
        assert_eq!(run.stderr, "", "{words:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_ends_with_2_and_is_told() {
    let sandbox = Sandbox::example();
    for words in [
        &["list"][..],
        &["export", "--format", "json"],
        &["export", "--format", "csv"],
        &["man"],
        &["completions", "zsh"],
        &["check"],
    ] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let run = Run::of(&sandbox.command(words).stdout(full).output().unwrap()).ended_with(2);
        assert!(run.stderr.contains("cannot write to standard output: no space left"), "{words:?}: {}", run.stderr);
    }
}

#[test]
fn without_standard_error_the_program_works_all_the_same() {
    let sandbox = Sandbox::new(&[("a.backlog", "story PAY-1  Pay\n")]);
    let mut child = sandbox.command(&["fmt"]).spawn().unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
