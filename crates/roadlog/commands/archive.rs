//! `roadlog archive`: closed items out of the way, whole, to where their ids still count.

use std::io::Write;

use clap::Args;
use roadlog_edit::{Archive, Request};
use roadlog_syntax::value::Date;

use crate::arguments::date;
use crate::commands::words::count;
use crate::edits::{notes, worked_out, write};
use crate::errors::{Error, Outcome};
use crate::load::to_change;
use crate::output::sinks;
use crate::session::Session;

/// Move closed items to the archive
#[derive(Args, Debug)]
#[command(
    before_help = "Move closed items, whole, to the archive, and list them. Their ids and links still count. Items of a \
             sprint that is not over stay. When an item was closed is known from its sign-off, its period or date, or \
             the end of its sprint; with --before, items of which nothing says it stay.",
    after_help = "Example:\n  roadlog archive --before 2026-10-01 --dry-run"
)]
pub(crate) struct Arguments {
    /// Only what was closed before this day
    #[arg(long, value_name = "DATE", value_parser = date)]
    before: Option<Date>,
    /// Write nothing; list what would be moved
    #[arg(long)]
    dry_run: bool,
}

/// Archives them.
pub(crate) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let workspace = to_change(session)?;
    let request = Request::Archive(Archive { before: arguments.before });
    let edited = worked_out(&workspace, session, None, &request)?;
    if edited.files.is_empty() {
        session.say("There is nothing to archive.");
        notes(session, &edited);
        return Ok(Outcome::Fine);
    }
    let items = count(edited.items.len(), "item", "items");
    if arguments.dry_run {
        session.say(&format!("Would move {items}; nothing was written."));
        notes(session, &edited);
    } else {
        write(&workspace, session, "archive", &edited, &format!("Moved {items}"))?;
    }
    for id in &edited.items {
        let path = edited.plan.first(id).map_or("", |item| item.file().path());
        writeln!(out, "{id} {}", sinks::terminal(path))?;
    }
    Ok(Outcome::Fine)
}
