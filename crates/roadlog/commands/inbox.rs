//! `roadlog inbox`: what waits for a person, the most urgent first.

use std::io::Write;

use clap::Args;
use roadlog_report::inbox;
use roadlog_syntax::value::Handle;

use crate::errors::{Error, Outcome};
use crate::load::{self, Workspace};
use crate::names;
use crate::output::page::write_lines;
use crate::repository::user;
use crate::session::Session;

/// Show what waits for a person
#[derive(Args, Debug)]
#[command(
    before_help = "Show what waits for a person, the most urgent first: what is overdue or blocked, questions, work to \
             accept, work sent back, launch checklists, drafts that a sprint needs, metrics to read.",
    after_help = "Example:\n  roadlog inbox @maria"
)]
pub(crate) struct Arguments {
    /// The handle of a person or a team; by default the git user
    #[arg(value_name = "WHO")]
    who: Option<String>,
}

/// Shows the inbox.
pub(crate) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let loaded = load::workspace(session)?;
    let who = reader(arguments, &loaded, session)?;
    let inbox = inbox(&loaded.plan, &who, session.today);
    write_lines(out, session.color, &inbox.lines(&session.endless_paper()))?;
    Ok(loaded.outcome(false))
}

/// Whose inbox is asked for.
fn reader(arguments: &Arguments, loaded: &Workspace, session: &Session) -> Result<Handle, Error> {
    if let Some(who) = &arguments.who {
        return names::person_or_team(who, &loaded.plan);
    }
    user(&loaded.root, loaded.plan.config(), session).ok_or_else(|| {
        let message = "whose inbox is not said, and roadlog.toml has nobody with the address that git knows you by";
        Error::user(message, "name a person or a team, such as `roadlog inbox @maria`")
    })
}
