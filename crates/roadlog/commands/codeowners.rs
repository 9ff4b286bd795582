//! `roadlog codeowners`: who has to approve a change of which plan file, for a forge.

use std::io::Write;

use clap::Args;
use roadlog_workspace::write::Change as FileChange;

use crate::codeowners::block::{self, BadMarks, Written};
use crate::codeowners::file::File;
use crate::codeowners::lines::{Lines, lines};
use crate::diff::write_diff;
use crate::errors::{Error, Outcome};
use crate::load::to_change;
use crate::output::sinks;
use crate::session::Session;
use crate::write::{Change, write_all};

/// Write who has to approve changes of plan files into CODEOWNERS
#[derive(Args, Debug)]
#[command(
    before_help = "Write a block into CODEOWNERS that says who has to approve changes of which plan files, by the roles \
             in roadlog.toml and the owners of items. The rest of the file stays as it is, and `undo` takes it back. \
             Without a file it makes one where the forge looks for it.",
    after_help = "Example:\n  roadlog codeowners --check"
)]
pub(crate) struct Arguments {
    /// Write nothing; end with 1 if the block is out of date
    #[arg(long)]
    check: bool,
    /// Write nothing; show what would change
    #[arg(long, conflicts_with = "check")]
    dry_run: bool,
}

/// Writes the block, or looks whether it is up to date.
pub(crate) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let workspace = to_change(session)?;
    let file = File::of(&workspace.root)?;
    let folder = file.top.relative(workspace.root.folder()).unwrap_or_default();
    let Lines { list, left } = lines(&workspace, &folder, session.today);
    if list.is_empty() {
        let hint = "give people their roles there: see docs/roles.md, or `roadlog init` for a first one";
        return Err(Error::user("nobody in roadlog.toml decides on anything, so that there is no line to write", hint));
    }
    let before = file.text.as_deref().unwrap_or_default();
    let written = block::written(before, &folder, &list, file.is_of_gitlab).map_err(|bad| bad_marks(bad, file.path))?;
    for sentence in left.iter().cloned().chain(remarks(&file, &written)) {
        session.warn(&sentence);
    }
    if written.text == before {
        session.say(&format!("{} is up to date.", file.path));
        return Ok(Outcome::Fine);
    }
    let shown = Change::new(file.path, before.as_bytes(), written.text.as_bytes());
    if arguments.check {
        writeln!(out, "{}", sinks::terminal(file.path))?;
        session.say(&format!("The block in {} is out of date: `roadlog codeowners` writes it anew.", file.path));
        return Ok(Outcome::Found);
    }
    if arguments.dry_run {
        write_diff(&shown, session.color, out)?;
        return Ok(Outcome::Fine);
    }
    let change = match &file.text {
        Some(before) => FileChange::rewrite(file.path, before.as_bytes(), written.text),
        None => FileChange::create(file.path, written.text),
    };
    write_all(&file.top, "codeowners", &[change])?;
    let undo = if file.top.folder() == workspace.root.folder() {
        "roadlog undo".to_owned()
    } else {
        format!("roadlog -C {} undo", file.top.folder().display())
    };
    session.say(&format!("Wrote {} into {}; `{undo}` takes it back.", count(list.len()), file.path));
    Ok(Outcome::Fine)
}

fn count(lines: usize) -> String {
    crate::commands::words::count(lines, "line", "lines")
}

/// What weakens the block, each in a sentence.
fn remarks(file: &File, written: &Written) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Some(line) = written.later.first() {
        remarks.push(format!(
            "line {line} of {} stands below the block and wins where both match: move the block to the end",
            file.path
        ));
    }
    if !block::names_itself(&written.text, file.path) {
        remarks.push(format!(
            "no line says who has to approve changes of {0} itself: add one, such as `/{0} @somebody`",
            file.path
        ));
    }
    remarks
}

fn bad_marks(bad: BadMarks, path: &str) -> Error {
    match bad {
        BadMarks::Endless(line) => Error::user(
            format!("the block that begins in line {line} of {path} does not end"),
            "write `# roadlog: end` below its last line, or take the first one away",
        ),
        BadMarks::Second(line) => Error::user(
            format!("line {line} of {path} begins the block for the same plan a second time"),
            "take one of the two away",
        ),
    }
}
