//! A git repository with the plan of the example, and the program run in it and by its hooks.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use roadlog_testkit::Repository;

use crate::harness::{Run, TODAY};

pub(crate) const ANA: &str = "Ana Lima <ana@shop.example>";
pub(crate) const MARIA: &str = "Maria Kovač <maria@shop.example>";
pub(crate) const LI: &str = "Li Wei <li@shop.example>";

/// A repository, and the program that is tested.
pub(crate) struct Checkout {
    pub(crate) made: Repository,
}

impl Checkout {
    /// A repository whose first commit holds the plan of docs/example.
    pub(crate) fn of_the_example() -> Self {
        let mut made = Repository::new();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/example");
        for name in ["product.roadmap", "checkout.backlog", "roadlog.toml"] {
            made.write(name, std::fs::read(folder.join(name)).unwrap());
        }
        made.commit(ANA, "Begin the plan");
        Self { made }
    }

    /// Changes each first place of a text in a file.
    #[track_caller]
    pub(crate) fn edit(&self, path: &str, changes: &[(&str, &str)]) {
        let mut text = std::fs::read_to_string(self.made.path().join(path)).unwrap();
        for (before, after) in changes {
            assert!(text.contains(before), "{before} stands in {path}:\n{text}");
            text = text.replacen(before, after, 1);
        }
        self.made.write(path, text);
    }

    /// Runs the program in the repository.
    pub(crate) fn run(&self, words: &[&str]) -> Run {
        self.run_on(TODAY, words)
    }

    /// Runs the program in the repository on another day.
    pub(crate) fn run_on(&self, day: &str, words: &[&str]) -> Run {
        let mut command = self.made.command(env!("CARGO_BIN_EXE_roadlog"));
        command.args(words).args(["--today", day]).stdin(Stdio::null());
        Run::of(&command.output().unwrap())
    }

    /// Runs git as this person, with the program on the search path for its hooks.
    pub(crate) fn git_as(&self, who: &str, words: &[&str]) -> Output {
        self.command_as(who, words).output().unwrap()
    }

    /// The same, not yet run.
    pub(crate) fn command_as(&self, who: &str, words: &[&str]) -> Command {
        let (name, email) = who.strip_suffix('>').and_then(|who| who.split_once(" <")).unwrap();
        let mut command = self.made.command("git");
        command
            .env("PATH", search_path())
            .args(["-c", &format!("user.name={name}"), "-c", &format!("user.email={email}")])
            .args(words)
            .stdin(Stdio::null());
        command
    }
}

/// Where programs are looked for: hooks find the one that is tested first.
pub(crate) fn search_path() -> OsString {
    let program = Path::new(env!("CARGO_BIN_EXE_roadlog")).parent().unwrap().to_path_buf();
    let mut folders = vec![program];
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    std::env::join_paths(folders).unwrap()
}

/// What git and its hooks said, both streams, of a run that ended well.
#[track_caller]
pub(crate) fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    assert!(output.status.success(), "{output:?}");
    text(&output.stdout) + &text(&output.stderr)
}
