//! A story in thirty commits: four people, a roadmap, a backlog and two sprints, in a real repository. At each commit the
//! report of the hook, the changes, the judgement and the history are compared with what was reviewed.

mod steps;

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use roadlog_testkit::Repository;

use self::steps::{STORY, Step};
use crate::git::{Checkout, said};
use crate::harness::Run;

/// The step whose report the README shows.
const SHOWN: &str = "Do the button first";

/// The repository of the story, and the program as its people have it: on the day of each commit.
struct Telling {
    checkout: Checkout,
    programs: PathBuf,
}

impl Telling {
    fn begin() -> Self {
        let checkout = Checkout { made: Repository::new() };
        let programs = checkout.made.path().join("../programs");
        fs::create_dir(&programs).unwrap();
        let telling = Self { checkout, programs };
        telling.set_day("2026-11-02");
        telling.checkout.run(&["hook", "install"]).ended_with(0);
        telling
    }

    /// Lets the hooks believe that it is this day.
    fn set_day(&self, day: &str) {
        let script = format!("#!/bin/sh\nexec '{}' --today {day} \"$@\"\n", env!("CARGO_BIN_EXE_roadlog"));
        let path = self.programs.join("roadlog");
        fs::write(&path, script).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
        }
    }

    /// What everybody sees of a step.
    fn tell(&self, step: &Step, is_first: bool) -> String {
        let day = match step.day {
            day @ ..=30 => format!("2026-11-{day:02}"),
            day => format!("2026-12-{:02}", day - 30),
        };
        self.set_day(&day);
        (step.work)(&self.checkout);
        self.checkout.made.git(&["add", "--all"]);
        let mut commit = self.checkout.command_as(step.who, &["commit", "--quiet", "--message", step.message]);
        let date = format!("{day}T12:00:00+00:00");
        let path = std::env::join_paths(
            std::iter::once(self.programs.clone())
                .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
        );
        commit.env("GIT_AUTHOR_DATE", &date).env("GIT_COMMITTER_DATE", &date).env("PATH", path.unwrap());
        let mut told = format!("{day}  {}: {}\n", step.who, step.message);
        told += &section("The hooks say", &said(&commit.output().unwrap()));
        if !is_first {
            told += &self.run(&["check", "--base", "HEAD~1", "--new"], step.verdict);
            told += &self.run(&["diff", "HEAD~1..HEAD", "--format", "markdown"], 0);
            told += &self.run(&["report", "--since", "HEAD~1", "--for", "team", "--format", "markdown"], 0);
        }
        told + &self.run(&["log", "--max-count", "1"], 0)
    }

    /// What the program says on the day of the last step.
    fn run(&self, words: &[&str], status: i32) -> String {
        let mut command = self.checkout.made.command(self.programs.join("roadlog"));
        let run = Run::of(&command.args(words).stdin(Stdio::null()).output().unwrap()).ended_with(status);
        section(&format!("roadlog {}", words.join(" ")), &(run.stdout + &run.stderr))
    }
}

fn section(title: &str, text: &str) -> String {
    let mut told = format!("\n--- {title}\n");
    let text = text.trim_end();
    if !text.is_empty() {
        let _ = writeln!(told, "{text}");
    }
    told
}

#[test]
fn a_plan_is_followed_through_two_sprints() {
    let telling = Telling::begin();
    for (number, step) in STORY.iter().enumerate() {
        let told = telling.tell(step, number == 0);
        if step.message == SHOWN {
            let shown = told.split("--- The hooks say\n").nth(1).and_then(|said| said.split("\n\n---").next()).unwrap();
            let shown = format!("$ git commit -m \"{SHOWN}\"\n{shown}\n```");
            assert!(include_str!("../../../README.md").contains(&shown), "the README shows:\n{shown}");
        }
        insta::assert_snapshot!(format!("step_{:02}", number + 1), told);
    }
    insta::assert_snapshot!("the_whole_history", telling.run(&["log"], 0));
    insta::assert_snapshot!("the_history_of_the_story", telling.run(&["log", "PAY-12"], 0));
    insta::assert_snapshot!("who_wrote_what", telling.run(&["blame", "PAY-12"], 0));
    let report = ["report", "--since", "2026-11-06", "--for", "stakeholders", "--format", "markdown"];
    insta::assert_snapshot!("what_stakeholders_read", telling.run(&report, 0));
}
