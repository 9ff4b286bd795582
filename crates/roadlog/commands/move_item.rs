//! `roadlog move`: an item above or below another one; the order is the priority.

use clap::{ArgGroup, Args};
use roadlog_edit::{Move, Request, Side};
use roadlog_model::PlanItem;

use crate::edits::{worked_out, write};
use crate::errors::{Error, Outcome};
use crate::load::to_change;
use crate::names;
use crate::session::Session;

/// Move an item above or below another one
#[derive(Args, Debug)]
#[command(
    before_help = "Move an item, with the comments directly above it, above or below another one. The order of the open \
             items of a file is their priority.",
    after_help = "Example:\n  roadlog move PAY-15 --before PAY-12"
)]
#[command(group = ArgGroup::new("side").required(true).args(["before", "after"]))]
pub(crate) struct Arguments {
    /// The id of the item
    id: String,
    /// The item that it is to stand above
    #[arg(long, value_name = "ID")]
    before: Option<String>,
    /// The item that it is to stand below
    #[arg(long, value_name = "ID")]
    after: Option<String>,
    /// Move it even where the other one stands in another file
    #[arg(long)]
    across_files: bool,
}

/// Moves it.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Outcome, Error> {
    let id = names::id(&arguments.id)?;
    let (side, target, word) = match (&arguments.before, &arguments.after) {
        (Some(target), _) => (Side::Before, target, "above"),
        (None, target) => (Side::After, target.as_ref().unwrap_or(&arguments.id), "below"),
    };
    let target = names::id(target)?;
    let workspace = to_change(session)?;
    let across_files = arguments.across_files;
    let request = Request::Move(Move { id: id.clone(), side, target: target.clone(), across_files });
    let edited = worked_out(&workspace, session, None, &request)?;
    let item = edited.plan.first(&id);
    let rank = item.and_then(PlanItem::rank).map_or_else(String::new, |rank| format!(", as number {rank}"));
    let file = item.map_or("", |item| item.file().path());
    let told = format!("{id} stands {word} {target} in {file}{rank}");
    write(&workspace, session, &format!("move {id}"), &edited, &told)?;
    Ok(Outcome::Fine)
}
