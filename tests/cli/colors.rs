//! Colours: nowhere but on a terminal, unless they are asked for.

use crate::harness::{Sandbox, WITH_AN_ERROR};

const ESCAPE: char = '\u{1b}';

#[test]
fn a_pipe_gets_no_colours() {
    let sandbox = Sandbox::new(&[("a.backlog", WITH_AN_ERROR)]);
    for words in [
        &["check"][..],
        &["list"],
        &["tree"],
        &["show", "PAY-2"],
        &["board"],
        &["rule"],
        &["--help"],
        &["check", "nowhere"],
    ] {
        let run = sandbox.run(words);
        assert!(!run.stdout.contains(ESCAPE) && !run.stderr.contains(ESCAPE), "{words:?}: {run:?}");
    }
}

#[test]
fn colours_come_where_they_are_asked_for() {
    let sandbox = Sandbox::new(&[("a.backlog", WITH_AN_ERROR)]);
    for words in [&["check"][..], &["list"], &["tree"], &["show", "PAY-2"], &["board"], &["rule"], &["--help"]] {
        let words: Vec<&str> = words.iter().copied().chain(["--color", "always"]).collect();
        assert!(sandbox.run(&words).stdout.contains(ESCAPE), "{words:?}");
    }
    assert!(sandbox.run(&["check", "nowhere", "--color=always"]).stderr.contains(ESCAPE));
}

#[test]
fn colours_change_no_word() {
    let sandbox = Sandbox::example();
    for words in
        [&["list"][..], &["tree"], &["show", "PAY-12"], &["board"], &["roadmap"], &["inbox", "@sam"], &["check"]]
    {
        let plain = sandbox.run(words).stdout;
        let words: Vec<&str> = words.iter().copied().chain(["--color", "always"]).collect();
        assert_eq!(stripped(&sandbox.run(&words).stdout), plain, "{words:?}");
    }
}

#[test]
fn colours_that_are_asked_for_outdo_the_environment() {
    let sandbox = Sandbox::new(&[("a.backlog", WITH_AN_ERROR)]);
    let output = sandbox.command(&["list", "--color", "always"]).env("NO_COLOR", "1").output().unwrap();
    assert!(output.stdout.contains(&(ESCAPE as u8)));
}

/// `text` without what sets colours.
fn stripped(text: &str) -> String {
    let mut parts = text.split(ESCAPE);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').map_or(part, |(_, rest)| rest))
}
