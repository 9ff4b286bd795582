//! `roadlog fmt`: files in their canonical form, written, compared or shown as a difference.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use roadlog_model::PlanFile;
use roadlog_syntax::edit;

use crate::commands::words::count;
use crate::diff::write_diff;
use crate::errors::{Error, Outcome};
use crate::load::{Request, Workspace, requested};
use crate::output::sinks;
use crate::session::Session;
use crate::write::{Change, format, save};

/// Bring files into their canonical form
#[derive(Args, Debug)]
#[command(
    before_help = "Bring files into their canonical form: all of the workspace, or the files that are named. \
             Layout only: no word, no order and no comment is touched.",
    after_help = "Example:\n  roadlog fmt --check --diff"
)]
pub(crate) struct Arguments {
    /// Files and folders of one workspace; - is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The name that standard input has in the workspace
    #[arg(long, value_name = "NAME")]
    stdin_path: Option<PathBuf>,
    /// Write nothing; list what would change, end with 1 if so
    #[arg(long)]
    check: bool,
    /// Write nothing; show what would change, end with 1 if so
    #[arg(long)]
    diff: bool,
}

/// Formats.
pub(crate) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let request = Request { paths: arguments.paths.clone(), stdin_path: arguments.stdin_path.clone() };
    if request.is_stdin() && request.stdin_path.is_none() {
        let request = Request { stdin_path: Some(PathBuf::from("stdin.backlog")), ..request };
        return formatted(arguments, &request, session, out);
    }
    formatted(arguments, &request, session, out)
}

fn formatted(
    arguments: &Arguments,
    request: &Request,
    session: &Session,
    out: &mut dyn Write,
) -> Result<Outcome, Error> {
    let workspace = requested(session, request)?;
    let Canonical { changes, refused } = canonical(&workspace, session);
    let only_looks = arguments.check || arguments.diff;
    if arguments.diff {
        changes.iter().try_for_each(|change| write_diff(change, session.color, out))?;
    } else if arguments.check {
        changes.iter().try_for_each(|change| writeln!(out, "{}", sinks::terminal(&change.path)))?;
    } else if request.is_stdin() {
        write_text(&workspace, &changes, refused, out)?;
    } else if !changes.is_empty() {
        save(&workspace.root, "fmt", &changes)?;
        session.say(&format!("Formatted {}; `roadlog undo` takes it back.", count(changes.len(), "file", "files")));
    }
    Ok(if refused { Outcome::Incomplete } else { workspace.outcome(only_looks && !changes.is_empty()) })
}

/// What formatting comes to.
struct Canonical {
    changes: Vec<Change>,
    /// Whether a file was left alone.
    refused: bool,
}

fn canonical(workspace: &Workspace, session: &Session) -> Canonical {
    let mut canonical = Canonical { changes: Vec::new(), refused: false };
    let files = workspace.plan.files().map(|(_, file)| file);
    for file in files.filter(|file| !file.is_foreign() && workspace.is_asked_for(file.path())) {
        match change(workspace, file) {
            Ok(change) => canonical.changes.extend(change),
            Err(why) => {
                canonical.refused = true;
                session.warn(&format!("{} is left as it is: {why}", file.path()));
            }
        }
    }
    canonical
}

/// What formatting a file changes; why it is left alone, if it is.
fn change(workspace: &Workspace, file: &PlanFile) -> Result<Option<Change>, String> {
    let document = file.document();
    let edits = format(&workspace.plan, file)?;
    if edits.is_empty() {
        return Ok(None);
    }
    let text = edit::apply(document.text(), &edits).map_err(|error| error.to_string())?;
    Ok(Some(Change::new(file.path(), document.bytes(), text.as_bytes())))
}

/// Writes standard input in its canonical form; nothing where it was left alone, so that no editor takes half of it.
fn write_text(workspace: &Workspace, changes: &[Change], refused: bool, out: &mut dyn Write) -> Result<(), Error> {
    if let Some(change) = changes.first() {
        out.write_all(&change.after)?;
    } else if !refused {
        let mut files = workspace.plan.files().map(|(_, file)| file).filter(|file| workspace.is_asked_for(file.path()));
        if let Some(file) = files.next() {
            out.write_all(file.document().bytes())?;
        }
    }
    Ok(())
}
