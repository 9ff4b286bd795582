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

#[test]
fn characters_that_deceive_are_told_and_never_sent() {
    for (text, told) in [
        ("story PAY-1 Pay \u{202e}now\n", "U+202E cannot be seen"),
        ("story PAY-1 Pay\u{200b}\n", "U+200B cannot be seen"),
        ("story \u{420}AY-1 Pay\n", "this is not PAY-1, though it looks like it"),
        ("story PAY-1 Pay\n  assignee: @li,\u{a0}@maria\n", "this space does not break"),
    ] {
        let run = check(text.as_bytes()).ended_with(1);
        assert!(run.stdout.contains(told), "{text:?}: {}", run.stdout);
        assert!(!run.stdout.contains(['\u{202e}', '\u{200b}']), "{}", run.stdout);
    }
}

#[test]
fn lines_of_any_depth_belong_to_their_item() {
    let text = "story PAY-1 Pay\n\tstatus: ready\n\t\t\t[ ] deep\n points: 3\n                    deeper\n";
    let run = check(text.as_bytes());
    assert!(run.status < 2 && run.stdout.contains("syntax/"), "{run:?}");
}

#[test]
fn a_conflict_is_told_once_at_its_first_line() {
    let text = "story PAY-1 Pay\n<<<<<<< HEAD\n  points: 3\n||||||| base\n=======\n  points: 5\n>>>>>>> theirs\n";
    let run = check(text.as_bytes()).ended_with(1);
    assert_eq!(run.stdout.matches("syntax/conflict-marker").count(), 1, "{}", run.stdout);
    assert!(run.stdout.contains("a.backlog:2:1: error"), "{}", run.stdout);
}

#[test]
fn what_was_pasted_from_elsewhere_is_told_in_its_lines() {
    for text in [
        "- [ ] Pay without an account\n- [x] Keep the cart\n  - [ ] on phones\n",
        "h2. Steps\n# Open the cart\n# Press *Pay*\n\n{code:java}\npay();\n{code}\n||Field||Value||\n|total|3|\n",
        "## Describe the bug\nThe pay button is grey.\n\n```js\npay()\n```\n\n<!-- a template -->\n> quoted\n1. one\n",
    ] {
        let run = check(text.as_bytes()).ended_with(1);
        assert!(run.stdout.lines().count() > 1 && run.stdout.contains("a.backlog:1:1: error"), "{}", run.stdout);
        let below =
            format!("story PAY-1 Pay\n{}", text.lines().map(|line| format!("  {line}\n")).collect::<Vec<_>>().concat());
        check(below.as_bytes());
    }
}

#[test]
fn a_configuration_of_wrong_types_and_unknown_keys_is_told_line_by_line() {
    let config = "unknown = 1\nworkspace = \"x\"\n[team]\nshape = 3\n[people.ana]\nroles = \"product-manager\"\nemails = \
                  [\"a@b.example\"]\n[people.li]\nemails = [\"A@b.example\"]\nnmae = \"Li\"\n[rules]\nsyntax = \"loud\"\n";
    let sandbox = Sandbox::new(&[("a.backlog", FINE), ("roadlog.toml", config)]);
    read_by_all(&sandbox);
    let run = sandbox.run(&["check", "--format", "short"]).ended_with(1);
    for line in [1, 2, 4, 6, 9, 10, 12] {
        assert!(run.stdout.contains(&format!("roadlog.toml:{line}:")), "line {line}: {}", run.stdout);
    }
}

#[cfg(unix)]
#[test]
fn a_device_named_like_a_plan_is_not_read() {
    use std::os::unix::fs::symlink;
    let sandbox = Sandbox::new(&[("a.backlog", FINE)]);
    symlink(Path::new("/dev/zero"), sandbox.path("zero.backlog")).unwrap();
    let run = sandbox.run(&["check"]).ended_with(2);
    assert!(run.stderr.contains("zero.backlog"), "{}", run.stderr);
    sandbox.run(&["check", "zero.backlog"]).ended_with(2);
}

/// Runs the program as somebody who may not read what root may: who runs the test, or where that is root, nobody.
#[cfg(unix)]
fn run_as_nobody(sandbox: &Sandbox, words: &[&str]) -> Option<crate::harness::Run> {
    use std::os::unix::fs::PermissionsExt;
    let readable = std::fs::read(sandbox.path("secret.backlog")).is_ok();
    if !readable {
        return Some(sandbox.run(words));
    }
    let mut above = sandbox.path("");
    while above.starts_with(std::env::temp_dir()) && above != std::env::temp_dir() {
        std::fs::set_permissions(&above, std::fs::Permissions::from_mode(0o755)).unwrap();
        above.pop();
    }
    // The program may stand where nobody else may go.
    let program = sandbox.path("../roadlog");
    std::fs::copy(env!("CARGO_BIN_EXE_roadlog"), &program).unwrap();
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(program).args(words);
    command.args(["--today", crate::harness::TODAY]).current_dir(sandbox.path("")).env("HOME", "/");
    match command.output() {
        Ok(output) if output.status.code() != Some(127) => Some(crate::harness::Run::of(&output)),
        other => {
            println!("skipped: root reads everything, and setpriv does not work here: {other:?}");
            None
        }
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_told_and_the_rest_is_checked() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new(&[("a.backlog", crate::harness::WITH_AN_ERROR), ("secret.backlog", FINE)]);
    let secret = sandbox.path("secret.backlog");
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o000)).unwrap();
    let Some(run) = run_as_nobody(&sandbox, &["check", "--format", "short"]) else { return };
    let run = run.ended_with(2);
    assert!(run.stderr.contains("secret.backlog") && run.stderr.contains("cannot be read"), "{}", run.stderr);
    assert!(run.stdout.contains("PAY-9"), "{}", run.stdout);
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
