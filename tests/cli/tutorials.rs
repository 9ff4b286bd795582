//! The tutorials and the README's transcript, played from top to bottom: what they show is what happens.
//!
//! Each is played in a repository of its own. A `console` block holds commands, each behind `$ `, and what they print. A
//! comment on the line above a block says what its text is for, and a comment alone is a step that the reader need not see:
//!
//! | comment | does |
//! | --- | --- |
//! | `<!-- file: PATH -->` | the block is written to that file |
//! | `<!-- item: PATH -->` | the block is one item: it takes the place of the one with its id, or goes to the end |
//! | `<!-- change: PATH -->` | the block is a diff: its old lines, which stand in the file once, become its new ones |
//! | `<!-- folder: NAME -->` | goes on in a repository of that name, beside the others; it is made if it is not there |
//! | `<!-- user: Ana Lima <ana@shop.example> -->` | git's user from here on |
//! | `<!-- commit: Ana Lima <ana@shop.example> -->` | commits everything, by that person |
//! | `<!-- today: 2026-11-24 -->` | the day from here on |
//!
//! `UPDATE_TUTORIALS=1` puts what the commands print now into the documents: read what git shows of it.

use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use roadlog_testkit::Repository;

use crate::harness::{TODAY, words};

/// The documents in docs/tutorials/, each with a test below.
const TUTORIALS: [&str; 4] = ["many-teams", "product-manager", "product-owner", "team-of-four"];
const BEGIN: &str = "<!-- played by a test: begin -->\n";
const END: &str = "<!-- played by a test: end -->\n";

#[test]
fn the_product_manager_s_tutorial_is_true() {
    holds("docs/tutorials/product-manager.md");
}

#[test]
fn the_product_owner_s_tutorial_is_true() {
    holds("docs/tutorials/product-owner.md");
}

#[test]
fn the_tutorial_for_a_team_of_four_is_true() {
    holds("docs/tutorials/team-of-four.md");
}

#[test]
fn the_tutorial_for_many_teams_is_true() {
    holds("docs/tutorials/many-teams.md");
}

#[test]
fn the_transcript_in_the_readme_is_true() {
    holds("README.md");
}

#[test]
fn every_tutorial_is_played_and_in_the_index() {
    let folder = root().join("docs/tutorials");
    let index = fs::read_to_string(folder.join("README.md")).unwrap();
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "README.md")
        .collect();
    names.sort();
    assert_eq!(names, TUTORIALS.map(|name| format!("{name}.md")));
    for name in names {
        assert!(index.contains(&format!("({name})")), "{name} is missing in docs/tutorials/README.md");
    }
}

#[test]
fn a_document_that_says_something_else_is_corrected() {
    let shown = "<!-- file: a.backlog -->\n```\nstory PAY-1 Pay\n```\n\n```console\n$ roadlog check\nAll wrong.\n```\n";
    let played = play(shown);
    assert!(played.ends_with("$ roadlog check\nNothing to tell about 1 item in 1 file.\n```\n"), "{played}");
    assert_eq!(play(&played), played);
}

#[test]
#[should_panic(expected = "stand 0 times in a.backlog")]
fn a_change_of_what_is_not_there_fails() {
    play(
        "<!-- file: a.backlog -->\n```\nstory PAY-1 Pay\n```\n<!-- change: a.backlog -->\n```diff\n-story PAY-2 Pay\n```\n",
    );
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Plays a document and compares what its commands print with what it says.
#[track_caller]
fn holds(path: &str) {
    let file = root().join(path);
    let text = fs::read_to_string(&file).unwrap();
    let made = played(&text);
    assert!(made.contains("$ roadlog "), "{path} shows no command");
    if std::env::var_os("UPDATE_TUTORIALS").is_some() {
        fs::write(file, made).unwrap();
    } else {
        let difference =
            similar::TextDiff::from_lines(&text, &made).unified_diff().header("shown", "printed").to_string();
        assert!(
            text == made,
            "{difference}\n{path} is out of date: UPDATE_TUTORIALS=1 cargo test --test cli tutorials"
        );
    }
}

/// A document with its marked parts played, each in a repository of its own, or all of it where no part is marked.
fn played(text: &str) -> String {
    let mut parts = text.split(BEGIN);
    let before = parts.next().unwrap_or_default();
    let mut made = if text.contains(BEGIN) { before.to_owned() } else { play(before) };
    for part in parts {
        let (part, after) = part.split_once(END).expect("a part that is played has an end");
        made.extend([BEGIN, &play(part), END, after]);
    }
    made
}

/// Plays a text and returns it with what its commands print now.
fn play(text: &str) -> String {
    let repository = Repository::new();
    let mut player = Player { folder: repository.path(), repository, today: TODAY.to_owned() };
    let mut made = String::new();
    let mut above = None;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        writeln!(made, "{line}").unwrap();
        if let Some(language) = line.strip_prefix("```") {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let block = player.block(above.take(), language, &block);
            writeln!(made, "{block}```").unwrap();
        } else if let Some(comment) = line.strip_prefix("<!-- ").and_then(|line| line.strip_suffix(" -->")) {
            above = player.comment(comment);
        } else {
            assert!(above.is_none(), "no block stands directly below the comment above {line:?}");
        }
    }
    made
}

/// A document that is being played.
struct Player {
    repository: Repository,
    /// Where commands run and files are written.
    folder: PathBuf,
    today: String,
}

impl Player {
    /// Does what a comment says, or returns what is to become of the block below it, and its file.
    fn comment<'a>(&mut self, comment: &'a str) -> Option<(&'a str, &'a str)> {
        let (step, of) = comment.split_once(": ").unwrap_or_else(|| panic!("{comment:?} is no step"));
        match step {
            "file" | "item" | "change" => return Some((step, of)),
            "folder" => {
                self.folder = self.repository.path().with_file_name(of);
                if !self.folder.exists() {
                    fs::create_dir(&self.folder).unwrap();
                    self.git(&["init", "--quiet", "--initial-branch=main"]);
                }
            }
            "user" | "commit" => {
                let (name, address) = of.strip_suffix('>').and_then(|of| of.split_once(" <")).expect(of);
                if step == "user" {
                    self.git(&["config", "user.name", name]);
                    self.git(&["config", "user.email", address]);
                } else {
                    let (name, address) = (format!("user.name={name}"), format!("user.email={address}"));
                    self.git(&["add", "--all"]);
                    self.git(&["-c", &name, "-c", &address, "commit", "--quiet", "--allow-empty", "--message", "Work"]);
                }
            }
            "today" => of.clone_into(&mut self.today),
            _ => panic!("{comment:?} is no step"),
        }
        None
    }

    /// Plays a block and returns its lines as they are to be shown.
    fn block(&self, above: Option<(&str, &str)>, language: &str, lines: &[&str]) -> String {
        let text: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
        match above {
            Some(("file", path)) => self.write(path, &text),
            Some(("item", path)) => self.item(path, &text),
            Some((_, path)) => self.change(path, lines),
            None if language == "console" => return self.transcript(lines),
            None => {}
        }
        text
    }

    /// Runs the commands of a block and returns it with what they print.
    fn transcript(&self, lines: &[&str]) -> String {
        let mut shown = String::new();
        for line in lines.iter().filter_map(|line| line.strip_prefix("$ ")) {
            write!(shown, "$ {line}\n{}", self.printed(line)).unwrap();
        }
        shown
    }

    /// Changes a file as a diff says whose lines are old (`-`), new (`+`) or both (a space, or empty).
    fn change(&self, path: &str, diff: &[&str]) {
        let side = |marks: [char; 2]| -> String {
            // Editors take away the space of an empty line.
            let lines =
                diff.iter().filter_map(|line| if line.is_empty() { Some("") } else { line.strip_prefix(marks) });
            lines.flat_map(|line| [line, "\n"]).collect()
        };
        let (old, new) = (side([' ', '-']), side([' ', '+']));
        let before = format!("\n{}", self.read(path));
        let times = before.matches(&format!("\n{old}")).count();
        assert_eq!(times, 1, "these lines stand {times} times in {path}:\n{old}");
        self.write(path, &before.replacen(&format!("\n{old}"), &format!("\n{new}"), 1)[1..]);
    }

    /// Puts an item in the place of the one that has its id, up to the next line at the left edge, or at the end.
    fn item(&self, path: &str, text: &str) {
        let id = |line: &str| line.split(' ').nth(1).map(str::to_owned);
        let before = self.read(path);
        let mut lines = before.split_inclusive('\n').peekable();
        let at_the_edge = |line: &&str| !line.starts_with([' ', '\n']);
        let mut after = String::new();
        let mut found = false;
        while let Some(line) = lines.next() {
            if !at_the_edge(&line) || id(line) != id(text.lines().next().unwrap()) {
                after.push_str(line);
                continue;
            }
            found = true;
            after.push_str(text);
            while lines.next_if(|line| !at_the_edge(line)).is_some() {}
            after.push_str(if lines.peek().is_some() { "\n" } else { "" });
        }
        self.write(path, &if found { after } else { format!("{after}\n{text}") });
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.join(path)).unwrap()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A program to run where the document is.
    fn command(&self, program: &str) -> Command {
        let mut command = self.repository.command(program);
        command.current_dir(&self.folder);
        command
    }

    fn git(&self, words: &[&str]) {
        let output = self.command("git").args(words).output().unwrap();
        assert!(output.status.success(), "git {words:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// What a command prints, to standard output and standard error, in the order in which it does.
    fn printed(&self, line: &str) -> String {
        let words = words(line);
        let (program, words) = words.split_first().expect("a command has a word");
        let mut command = match program.as_str() {
            "roadlog" => self.command(env!("CARGO_BIN_EXE_roadlog")),
            "git" => self.command("git"),
            _ => panic!("{line:?} is neither of roadlog nor of git"),
        };
        command.args(words);
        if program == "roadlog" {
            command.args(["--today", &self.today]);
        }
        let (printed, status) = together(command);
        assert!((0..=2).contains(&status) && !printed.contains("internal error"), "{line}: {status}\n{printed}");
        assert!(printed.is_empty() || printed.ends_with('\n'), "{line}: {printed:?}");
        let around = self.repository.path().with_file_name("");
        assert!(!printed.contains(around.to_str().unwrap()), "{line} prints where it ran: {printed}");
        printed
    }
}

/// Runs a command with one pipe for both of its outputs, as on a terminal.
fn together(mut command: Command) -> (String, i32) {
    let (mut reader, writer) = std::io::pipe().unwrap();
    let mut child = command.stdin(Stdio::null()).stdout(writer.try_clone().unwrap()).stderr(writer).spawn().unwrap();
    // The command holds the pipe's other end, and with it open there is no end to read to.
    drop(command);
    let mut printed = String::new();
    reader.read_to_string(&mut printed).unwrap();
    (printed, child.wait().unwrap().code().expect("nothing ends the program but itself"))
}
