//! `roadlog met`: criteria that are met, open again, or no longer asked for.

use clap::Args;
use roadlog_edit::{Met, Request};
use roadlog_syntax::Mark;

use crate::edits::{worked_out, write};
use crate::errors::{Error, Outcome};
use crate::load::to_change;
use crate::names;
use crate::session::Session;

/// Mark criteria as met
#[derive(Args, Debug)]
#[command(
    before_help = "Mark criteria of an item as met, each named by its number (as `roadlog show` lists them) or its label.",
    after_help = "Example:\n  roadlog met PAY-12 ^cart-kept"
)]
pub(crate) struct Arguments {
    /// The id of the item
    id: String,
    /// Numbers from 1, or labels with or without the ^
    #[arg(required = true, value_name = "N|^LABEL")]
    criteria: Vec<String>,
    /// Mark them as open again
    #[arg(long, conflicts_with = "dropped")]
    open: bool,
    /// Mark them as no longer asked for
    #[arg(long)]
    dropped: bool,
}

/// Marks them.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Outcome, Error> {
    let id = names::id(&arguments.id)?;
    let mark = match (arguments.open, arguments.dropped) {
        (true, _) => Mark::Open,
        (_, true) => Mark::Dropped,
        _ => Mark::Met,
    };
    let workspace = to_change(session)?;
    let request = Request::Met(Met { id: id.clone(), criteria: arguments.criteria.clone(), mark });
    let edited = worked_out(&workspace, session, None, &request)?;
    let count = edited.plan.first(&id).map(roadlog_model::PlanItem::criteria_count).unwrap_or_default();
    let told = format!("{} of {} criteria of {id} are met", count.met, count.met + count.open);
    write(&workspace, session, &format!("met {id}"), &edited, &told)?;
    Ok(Outcome::Fine)
}
