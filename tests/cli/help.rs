//! Help, version, completions and the manual.

use crate::git::Checkout;
use crate::harness::{Sandbox, words};

const COMMANDS: [&str; 30] = [
    "init",
    "check",
    "fmt",
    "rule",
    "export",
    "board",
    "roadmap",
    "show",
    "list",
    "tree",
    "inbox",
    "new",
    "set",
    "met",
    "move",
    "renumber",
    "accept",
    "reject",
    "archive",
    "undo",
    "completions",
    "lsp",
    "man",
    "diff",
    "log",
    "blame",
    "report",
    "codeowners",
    "hook",
    "ci",
];

#[test]
fn help_names_every_command_and_no_other() {
    let help = Sandbox::new(&[]).run(&["--help"]).ended_with(0).stdout;
    let listed = help.split("Commands:\n").nth(1).unwrap().lines().take_while(|line| !line.is_empty());
    let listed = listed.filter_map(|line| line.rsplit("  ").next());
    let mut listed: Vec<&str> = listed.flat_map(|names| names.split(", ")).collect();
    let mut expected = COMMANDS;
    listed.sort_unstable();
    expected.sort_unstable();
    assert_eq!(listed, expected);
}

#[test]
fn the_help_of_the_program_fits_a_screen_and_ends_with_an_example() {
    for flag in ["--help", "-h"] {
        let help = Sandbox::new(&[]).run(&[flag]).ended_with(0).stdout;
        assert!(help.lines().count() <= 24 && help.lines().all(|line| line.chars().count() <= 80), "{help}");
        assert!(help.trim_end().lines().last().unwrap().starts_with("  roadlog "), "{help}");
    }
}

#[test]
fn the_help_of_every_command_fits_a_screen_and_ends_with_an_example() {
    let sandbox = Sandbox::new(&[]);
    for command in COMMANDS {
        for flag in ["--help", "-h"] {
            let help = sandbox.run(&[command, flag]).ended_with(0).stdout;
            assert!(help.lines().count() <= 24, "{command} {flag}:\n{help}");
            assert!(help.lines().all(|line| line.chars().count() <= 80), "{command} {flag}:\n{help}");
            let last = help.trim_end().lines().last().unwrap();
            assert!(last.starts_with(&format!("  roadlog {command}")), "{command} {flag}:\n{help}");
        }
    }
}

#[test]
fn every_example_of_the_help_is_one_that_works() {
    let checkout = Checkout::of_the_example();
    checkout.made.write("plans/more.backlog", "epic PAY-30 More\n");
    for command in COMMANDS.iter().filter(|command| **command != "undo") {
        let help = checkout.run(&[command, "--help"]).stdout;
        let example = help.trim_end().lines().last().unwrap().trim();
        let words = words(example);
        let words = words.iter().map(String::as_str).skip(1).take_while(|word| !matches!(*word, ">" | "|"));
        let run = checkout.run(&words.collect::<Vec<_>>());
        assert!(run.status < 2, "{example}: {run:?}");
    }
}

#[test]
fn the_version_is_told() {
    let run = Sandbox::new(&[]).run(&["--version"]).ended_with(0);
    assert_eq!(run.stdout, format!("roadlog {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn without_a_command_the_help_is_shown_as_an_error() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_roadlog")).env_clear().output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("Commands:"));
    assert!(output.stdout.is_empty());
}

#[test]
fn an_unknown_command_is_answered_with_the_one_that_was_meant() {
    let run = Sandbox::new(&[]).run(&["chekc"]).ended_with(2);
    assert!(run.stderr.contains("check"), "{}", run.stderr);
}

#[test]
fn every_shell_gets_completions_for_every_command() {
    let sandbox = Sandbox::new(&[]);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = sandbox.run(&["completions", shell]).ended_with(0).stdout;
        for command in COMMANDS {
            assert!(script.contains(command), "{shell} {command}");
        }
    }
    sandbox.run(&["completions", "cmd"]).ended_with(2);
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let sandbox = Sandbox::new(&[]);
    let manual = sandbox.run(&["man"]).ended_with(0).stdout;
    for command in COMMANDS {
        assert!(manual.contains(&format!(".TH roadlog-{command} 1")), "{command}");
    }
    let page = sandbox.run(&["man", "check"]).ended_with(0).stdout;
    assert_eq!(page.matches(".TH ").count(), 1);
    sandbox.run(&["man", "chekc"]).ended_with(2);
}
