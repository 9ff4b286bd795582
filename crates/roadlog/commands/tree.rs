//! `roadlog tree`: the plan from the vision to the tasks, by what serves what, and at the end what serves nothing.

use std::io::Write;

use clap::Args;
use roadlog_report::{TreeRequest, tree};

use crate::errors::{Error, Outcome};
use crate::load;
use crate::names;
use crate::output::page::write_lines;
use crate::session::Session;

/// Show the plan as a tree, from the vision to the tasks
#[derive(Args, Debug)]
#[command(
    before_help = "Show the plan as a tree, from the vision to the tasks, with how much of the work below each item is \
             done; what serves nothing comes at the end.",
    after_help = "Example:\n  roadlog tree G-1 --depth 2"
)]
pub(crate) struct Arguments {
    /// Begin with this item
    #[arg(value_name = "ID")]
    id: Option<String>,
    /// Show so many levels below the first
    #[arg(long, value_name = "LEVELS")]
    depth: Option<usize>,
    /// Show closed items, archives and all of long lists, too
    #[arg(long)]
    all: bool,
}

/// Shows the tree.
pub(crate) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let loaded = load::workspace(session)?;
    let roots = arguments.id.as_deref().map(|id| names::items(&loaded.plan, id)).transpose()?.unwrap_or_default();
    let tree = tree(&loaded.plan, &TreeRequest { roots, depth: arguments.depth, all: arguments.all });
    let lines = tree.lines(&session.endless_paper());
    if lines.is_empty() {
        session.say("there is nothing to show: write a vision, a goal or a story first; --all shows what is closed");
    }
    write_lines(out, session.color, &lines)?;
    Ok(loaded.outcome(false))
}
