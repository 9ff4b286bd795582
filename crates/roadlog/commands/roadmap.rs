//! `roadlog roadmap`: goals and initiatives on a time axis, grouped by goal.

use std::io::Write;

use clap::Args;
use roadlog_report::roadmap;

use crate::errors::{Error, Outcome};
use crate::load;
use crate::output::page::write_lines;
use crate::session::Session;

/// Show goals and initiatives on a time axis
#[derive(Args, Debug)]
#[command(
    before_help = "Show goals, initiatives and launches on an axis of quarters, grouped by goal, with how far the \
             metrics have come; what has no days stands below: now, next, later.",
    after_help = "Example:\n  roadlog roadmap --all"
)]
pub(crate) struct Arguments {
    /// Show what is closed, and archives, too
    #[arg(long)]
    all: bool,
}

/// Shows the roadmap.
pub(crate) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let loaded = load::workspace(session)?;
    let roadmap = roadmap(&loaded.plan, session.today, arguments.all);
    if roadmap.groups.is_empty() && roadmap.lanes.is_empty() && roadmap.closed == 0 {
        session.say("there is no goal and no initiative in the plan yet: write one into a *.roadmap file");
    }
    write_lines(out, session.color, &roadmap.lines(&session.paper()))?;
    Ok(loaded.outcome(false))
}
