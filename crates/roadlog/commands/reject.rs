//! `roadlog reject`: work sent back, with what has to change.

use clap::Args;
use roadlog_edit::{Reject, Request};

use crate::edits::{Actor, worked_out, write};
use crate::errors::{Error, Outcome};
use crate::load::to_change;
use crate::names;
use crate::session::Session;

/// Send work back, as its product owner
#[derive(Args, Debug)]
#[command(
    before_help = "Send work back: the status rejected, and the reason. It stays open, keeps its place and its sprint, \
             and goes on as doing.",
    after_help = "Example:\n  roadlog reject PAY-12 --because \"The total has no currency\" --as @maria"
)]
pub(crate) struct Arguments {
    /// The id of the item
    id: String,
    /// What has to change
    #[arg(long, value_name = "TEXT")]
    because: String,
    #[command(flatten)]
    actor: Actor,
}

/// Rejects it.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Outcome, Error> {
    let id = names::id(&arguments.id)?;
    let workspace = to_change(session)?;
    let actor = arguments.actor.find(&workspace, session)?;
    let request = Request::Reject(Reject { id: id.clone(), because: arguments.because.clone() });
    let edited = worked_out(&workspace, session, actor.as_ref(), &request)?;
    write(&workspace, session, &format!("reject {id}"), &edited, &format!("{id} is rejected"))?;
    Ok(Outcome::Fine)
}
