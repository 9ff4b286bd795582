//! `roadlog renumber`: another id for an item, wherever the workspace names it.

use clap::Args;
use roadlog_edit::{FileEdits, Renumber, Request};

use crate::commands::words::count;
use crate::edits::{worked_out, write};
use crate::errors::{Error, Outcome};
use crate::load::to_change;
use crate::names;
use crate::session::Session;

/// Give an item another id, everywhere
#[derive(Args, Debug)]
#[command(
    before_help = "Give an item another id: in its header, in fields, and wherever words of the workspace name it, its \
             criteria too. URLs, addresses and code between backticks stay, and so do tests and commits.",
    after_help = "Example:\n  roadlog renumber PAY-15 PAY-20"
)]
pub(crate) struct Arguments {
    /// The id that it has
    old: String,
    /// The id that it gets; no item may have it
    new: String,
}

/// Renumbers it.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Outcome, Error> {
    let (old, new) = (names::id(&arguments.old)?, names::id(&arguments.new)?);
    let workspace = to_change(session)?;
    let request = Request::Renumber(Renumber { old: old.clone(), new: new.clone() });
    let edited = worked_out(&workspace, session, None, &request)?;
    let places = edited.files.iter().map(|change| match &change.edits {
        FileEdits::Edit(edits) => edits.len(),
        FileEdits::Create(_) => 0,
    });
    let (places, files) = (count(places.sum(), "place", "places"), count(edited.files.len(), "file", "files"));
    let told = format!("{old} is {new} now, in {places} of {files}");
    write(&workspace, session, &format!("renumber {old} {new}"), &edited, &told)?;
    Ok(Outcome::Fine)
}
