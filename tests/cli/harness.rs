//! A folder with files, and the program run in it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The day that every test takes for today.
pub(crate) const TODAY: &str = "2026-11-23";

/// A plan with one error: PAY-2 serves an item that there is not.
pub(crate) const WITH_AN_ERROR: &str = "story PAY-2 Pay later\n  for: PAY-9\n";

/// A plan with nothing to tell: a draft, of which nothing is asked.
pub(crate) const FINE: &str = "story PAY-1 Pay\n";

/// A folder of its own, deleted when it is dropped.
pub(crate) struct Sandbox {
    folder: TempDir,
}

/// What a run of the program came to.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Sandbox {
    /// A folder with these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let sandbox = Self { folder: TempDir::new().unwrap() };
        fs::create_dir(sandbox.path("")).unwrap();
        for (path, text) in files {
            sandbox.write(path, text);
        }
        sandbox
    }

    /// The plan of docs/example.
    pub(crate) fn example() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/example");
        let sandbox = Self::new(&[]);
        for name in ["product.roadmap", "checkout.backlog", "roadlog.toml"] {
            sandbox.write(name, fs::read(folder.join(name)).unwrap());
        }
        sandbox
    }

    /// A path in the folder.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        let folder = self.folder.path().join("work");
        if path.is_empty() { folder } else { folder.join(path) }
    }

    /// Writes a file, and the folders above it.
    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// The bytes of a file.
    pub(crate) fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).unwrap()
    }

    /// The program with these words, in this folder, with nothing of the surrounding environment.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        self.command_on(TODAY, words)
    }

    /// The program with these words on another day.
    pub(crate) fn command_on(&self, day: &str, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_roadlog"));
        command
            .current_dir(self.path(""))
            .env_clear()
            .env("HOME", self.folder.path())
            .env("TZ", "UTC")
            .env("TERM", "xterm")
            .args(words)
            .args(["--today", day])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program to its end.
    pub(crate) fn run(&self, words: &[&str]) -> Run {
        Run::of(&self.command(words).output().unwrap())
    }

    /// Runs the program with this text on standard input.
    pub(crate) fn run_with_input(&self, words: &[&str], input: &[u8]) -> Run {
        let mut child = self.command(words).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let written = stdin.write_all(input);
        drop(stdin);
        let run = Run::of(&child.wait_with_output().unwrap());
        // A program that refuses its words does not read; nothing else may leave the input unread.
        assert!(written.is_ok() || run.status == 2, "{run:?}");
        run
    }
}

/// The words of a line as a shell reads it: what stands between quotes is one.
pub(crate) fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    let words =
        parts.flat_map(|(index, part)| if index % 2 == 1 { vec![part] } else { part.split_whitespace().collect() });
    words.map(str::to_owned).collect()
}

impl Run {
    pub(crate) fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the program writes UTF-8");
        let status = output.status.code().expect("nothing ends the program but itself");
        Self { status, stdout: text(&output.stdout), stderr: text(&output.stderr) }
    }

    /// The same run, that ended with this status.
    #[track_caller]
    pub(crate) fn ended_with(self, status: i32) -> Self {
        assert_eq!(self.status, status, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        assert!(!self.stderr.contains("internal error"), "{}", self.stderr);
        self
    }

    /// What it wrote to standard output, as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {}", self.stdout))
    }
}
