//! `roadlog accept`: finished work accepted, with a sign-off that is bound to its words.

use std::io::{self, IsTerminal};

use clap::Args;
use roadlog_edit::{Accept, Request, definition_of_done};
use roadlog_syntax::value::Id;

use crate::edits::{Actor, ids, listed, worked_out, write};
use crate::errors::{Error, Outcome};
use crate::load::{Workspace, to_change};
use crate::output::sinks;
use crate::session::{Session, write_to_stderr};

/// Accept finished work, as its product owner
#[derive(Args, Debug)]
#[command(
    before_help = "Accept finished work: the status, and a sign-off that is bound to the title, the user story and the \
             criteria as they stand. Refused while a criterion is open. Where roadlog.toml has a Definition of Done, \
             it is asked for on a terminal, and --done answers it anywhere.",
    after_help = "Example:\n  roadlog accept PAY-12 --as @maria"
)]
pub(crate) struct Arguments {
    /// The ids of the items
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// The Definition of Done is kept
    #[arg(long)]
    done: bool,
    #[command(flatten)]
    actor: Actor,
}

/// Accepts it.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Outcome, Error> {
    let ids = ids(&arguments.ids)?;
    let workspace = to_change(session)?;
    let actor = arguments.actor.find(&workspace, session)?;
    let asked = |done| Request::Accept(Accept { ids: ids.clone(), done });
    // What is refused anyway is not asked about.
    let edited = worked_out(&workspace, session, actor.as_ref(), &asked(true))?;
    let done = arguments.done || edited.files.is_empty() || confirmed(&workspace, &ids)?;
    let edited = if done { edited } else { worked_out(&workspace, session, actor.as_ref(), &asked(false))? };
    let who = actor.map_or_else(String::new, |who| format!(" by {who}"));
    let told = format!("{} {} accepted{who}", listed(&ids), if ids.len() == 1 { "is" } else { "are" });
    write(&workspace, session, &format!("accept {}", listed(&ids)), &edited, &told)?;
    Ok(Outcome::Fine)
}

/// Whether somebody at a terminal says that the Definition of Done is kept; false where there is nobody to ask.
fn confirmed(workspace: &Workspace, ids: &[Id]) -> Result<bool, Error> {
    let asked = definition_of_done(&workspace.plan, ids);
    if asked.is_empty() || !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(asked.is_empty());
    }
    let lines = asked.iter().flat_map(|(id, lines)| {
        let heading = format!("The Definition of Done of {id}:\n");
        std::iter::once(heading).chain(lines.iter().map(|line| format!("  - {}\n", sinks::terminal(line))))
    });
    write_to_stderr(&format!("{}Is all of it kept? [y/N] ", lines.collect::<Vec<_>>().concat()));
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    if answer.trim().to_lowercase().starts_with('y') {
        return Ok(true);
    }
    Err(Error::user(format!("{} is not accepted", listed(ids)), "finish what is missing, and run the command again"))
}
