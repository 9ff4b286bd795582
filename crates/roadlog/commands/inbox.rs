//! `roadlog inbox`: what waits for a person, the most urgent first.

use std::io::Write;

use clap::Args;
use roadlog_model::Plan;
use roadlog_report::inbox;
use roadlog_syntax::value::Handle;

use crate::errors::{Error, Outcome};
use crate::load;
use crate::names;
use crate::output::page::write_lines;
use crate::session::Session;

/// Show what waits for a person
#[derive(Args, Debug)]
#[command(
    before_help = "Show what waits for a person, the most urgent first: what is overdue or blocked, questions, work to \
             accept, work sent back, launch checklists, drafts that a sprint needs, metrics to read.",
    after_help = "Example:\n  roadlog inbox @maria"
)]
pub(crate) struct Arguments {
    /// The handle of a person or a team
    #[arg(value_name = "WHO")]
    who: Option<String>,
}

/// Shows the inbox.
pub(crate) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let loaded = load::workspace(session)?;
    let who = reader(arguments, &loaded.plan)?;
    let inbox = inbox(&loaded.plan, &who, session.today);
    write_lines(out, session.color, &inbox.lines(&session.endless_paper()))?;
    Ok(loaded.outcome(false))
}

/// Whose inbox is asked for.
fn reader(arguments: &Arguments, plan: &Plan) -> Result<Handle, Error> {
    let Some(who) = &arguments.who else {
        return Err(Error::user("whose inbox is not said", "name a person or a team, such as `roadlog inbox @maria`"));
    };
    names::person_or_team(who, plan)
}
