//! Input that nobody wrote for this program, or that somebody wrote against it.

use std::path::Path;
use std::process::Command;

use crate::harness::{FINE, Sandbox};

/// Runs every command that reads over the sandbox: none may end in a panic.
fn read_by_all(sandbox: &Sandbox) {
    let commands = [
        &["check"][..],
        &["check", "--format", "json"],
        &["check", "--format", "sarif"],
        &["fmt", "--diff"],
        &["export", "--format", "json"],
        &["export", "--format", "csv"],
        &["list"],
        &["tree"],
        &["show", "PAY-1"],
        &["board"],
        &["roadmap", "--all"],
        &["inbox", "@maria"],
    ];
    for words in commands {
        let run = sandbox.run(words);
        assert!(run.status <= 2 && !run.stderr.contains("internal error"), "{words:?}: {run:?}");
    }
}

fn check(bytes: &[u8]) -> crate::harness::Run {
    let sandbox = Sandbox::new(&[]);
    sandbox.write("a.backlog", bytes);
    read_by_all(&sandbox);
    sandbox.run(&["check", "--format", "short"])
}

#[test]
fn what_is_no_text_is_an_error_at_its_place() {
    for (bytes, place) in [
        (&b"story PAY-1 P\xffy\n"[..], "a.backlog:1:14"),
        (b"story PAY-1 P\0y\n", "a.backlog:1:14"),
        (b"story PAY-1 P\ry\n", "a.backlog:1:14"),
        (b"story PAY-1 Pay\n  \xc3(\n", "a.backlog:2:3"),
    ] {
        let run = check(bytes).ended_with(1);
        assert!(run.stdout.contains(&format!("{place}: error: ")), "{}", run.stdout);
        assert!(run.stdout.contains("syntax/not-text"), "{}", run.stdout);
    }
}

#[test]
fn accepted_oddities_of_text_are_fine() {
    for text in ["", "\n", "\u{feff}", "\u{feff}story PAY-1 Pay\n", "story PAY-1 Pay\r\n", "story PAY-1 Pay"] {
        check(text.as_bytes()).ended_with(0);
    }
}

#[test]
fn a_line_of_a_megabyte_is_read() {
    let run = check(format!("story PAY-1 {}\n", "x".repeat(1 << 20)).as_bytes()).ended_with(0);
    assert!(run.stdout.contains("syntax/very-long-line"));
    check("[".repeat(1 << 20).as_bytes()).ended_with(1);
}

#[test]
fn bytes_of_every_kind_are_read() {
    let all: Vec<u8> = (0..=u8::MAX).cycle().take(4096).collect();
    check(&all).ended_with(1);
}

#[test]
fn a_folder_named_like_a_plan_is_looked_into() {
    let sandbox = Sandbox::new(&[("x.backlog/y.backlog", FINE)]);
    sandbox.run(&["check"]).ended_with(0);
    sandbox.run(&["check", "x.backlog"]).ended_with(0);
}

#[cfg(unix)]
#[test]
fn a_pipe_named_like_a_plan_is_not_read_and_the_rest_is() {
    let sandbox = Sandbox::new(&[("a.backlog", crate::harness::WITH_AN_ERROR)]);
    assert!(Command::new("mkfifo").arg(sandbox.path("x.backlog")).status().unwrap().success());
    let run = sandbox.run(&["check"]).ended_with(2);
    assert!(run.stderr.contains("x.backlog is a named pipe"), "{}", run.stderr);
    assert!(run.stdout.contains("PAY-9"), "{}", run.stdout);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_or_back_is_told() {
    use std::os::unix::fs::symlink;
    let sandbox = Sandbox::new(&[("a.backlog", FINE)]);
    symlink(Path::new("loop.backlog"), sandbox.path("loop.backlog")).unwrap();
    let run = sandbox.run(&["check"]).ended_with(2);
    assert!(run.stderr.contains("loop.backlog"), "{}", run.stderr);
    sandbox.run(&["check", "loop.backlog"]).ended_with(2);
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_text_is_told() {
    use std::os::unix::ffi::OsStrExt;
    let sandbox = Sandbox::new(&[("a.backlog", FINE)]);
    let name = std::ffi::OsStr::from_bytes(b"x\xff.backlog");
    std::fs::write(sandbox.path("").join(name), FINE).unwrap();
    let run = sandbox.run(&["check"]).ended_with(2);
    assert!(run.stderr.contains("not valid UTF-8"), "{}", run.stderr);
}

#[test]
fn a_configuration_that_is_no_toml_is_an_error_at_its_place() {
    let sandbox = Sandbox::new(&[("a.backlog", FINE), ("roadlog.toml", "[team]\nshape = \n")]);
    let run = sandbox.run(&["check", "--format", "short"]).ended_with(1);
    assert!(run.stdout.contains("roadlog.toml:2:"), "{}", run.stdout);
    read_by_all(&sandbox);
}

#[test]
fn ten_thousand_people_are_known() {
    let people = (0..10_000)
        .map(|number| {
            format!(
                "[people.p{number}]\nname = \"P\"\nemails = [\"p{number}@shop.example\"]\nroles = [\"product-owner\"]\n"
            )
        })
        .collect::<Vec<_>>()
        .concat();
    let sandbox = Sandbox::new(&[
        ("a.backlog", "epic PAY-1 Pay\n  owner: @p9999\n  status: active\n"),
        ("roadlog.toml", &people),
    ]);
    let run = sandbox.run(&["check", "--rule", "reference", "--rule", "ownership"]).ended_with(0);
    assert!(!run.stdout.contains("error:"), "{}", run.stdout);
}

#[test]
fn a_folder_that_is_gone_is_told() {
    let sandbox = Sandbox::new(&[]);
    let mut command = sandbox.command(&["check"]);
    std::fs::create_dir(sandbox.path("gone")).unwrap();
    command.current_dir("/");
    let run = crate::harness::Run::of(&command.arg("-C").arg(sandbox.path("gone/further")).output().unwrap());
    assert!(run.ended_with(2).stderr.contains("cannot enter"));
}
