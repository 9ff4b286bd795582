//! The commands, one file each: what is asked for in, plain data from the libraries, output and an outcome.

pub(crate) mod accept;
pub(crate) mod archive;
pub(crate) mod blame;
pub(crate) mod board;
pub(crate) mod check;
pub(crate) mod ci;
pub(crate) mod codeowners;
pub(crate) mod completions;
pub(crate) mod diff;
pub(crate) mod export;
pub(crate) mod fmt;
pub(crate) mod hook;
pub(crate) mod inbox;
pub(crate) mod init;
pub(crate) mod list;
pub(crate) mod log;
pub(crate) mod lsp;
pub(crate) mod man;
pub(crate) mod met;
pub(crate) mod move_item;
pub(crate) mod new_item;
pub(crate) mod reference;
pub(crate) mod reject;
pub(crate) mod renumber;
pub(crate) mod report;
pub(crate) mod roadmap;
pub(crate) mod rule;
pub(crate) mod set;
pub(crate) mod show;
pub(crate) mod tree;
pub(crate) mod undo;
pub(crate) mod words;

use std::io::Write;

use crate::arguments::Command;
use crate::errors::{Error, Outcome};
use crate::session::Session;
use crate::stdout::stdout;

/// Runs a command.
///
/// # Errors
/// What keeps it from working; all that it wrote until then is written.
pub(crate) fn run(command: Command, session: &Session) -> Result<Outcome, Error> {
    if let Command::Diff(_) | Command::Log(_) | Command::Blame(_) | Command::Report(_) = &command {
        // They tell of what is stored, and nothing is decided by it.
        roadlog_git::trust_stored_objects();
    }
    let mut out = stdout();
    let result = match command {
        Command::Init(arguments) => init::run(&arguments, session, &mut out),
        Command::Check(arguments) => check::run(&arguments, session, &mut out),
        Command::Fmt(arguments) => fmt::run(&arguments, session, &mut out),
        Command::Rule(arguments) => rule::run(&arguments, session, &mut out),
        Command::Export(arguments) => export::run(&arguments, session, &mut out),
        Command::Diff(arguments) => diff::run(&arguments, session, &mut out),
        Command::Log(arguments) => log::run(&arguments, session, &mut out),
        Command::Blame(arguments) => blame::run(&arguments, session, &mut out),
        Command::Report(arguments) => report::run(&arguments, session, &mut out),
        Command::Codeowners(arguments) => codeowners::run(&arguments, session, &mut out),
        Command::Hook(arguments) => hook::run(&arguments, session, &mut out),
        Command::Ci(arguments) => ci::run(&arguments, session, &mut out),
        Command::Board(arguments) => board::run(&arguments, session, &mut out),
        Command::Roadmap(arguments) => roadmap::run(&arguments, session, &mut out),
        Command::Show(arguments) => show::run(&arguments, session, &mut out),
        Command::List(arguments) => list::run(&arguments, session, &mut out),
        Command::Tree(arguments) => tree::run(&arguments, session, &mut out),
        Command::New(arguments) => new_item::run(&arguments, session, &mut out),
        Command::Set(arguments) => set::run(&arguments, session),
        Command::Met(arguments) => met::run(&arguments, session),
        Command::Move(arguments) => move_item::run(&arguments, session),
        Command::Renumber(arguments) => renumber::run(&arguments, session),
        Command::Accept(arguments) => accept::run(&arguments, session),
        Command::Reject(arguments) => reject::run(&arguments, session),
        Command::Archive(arguments) => archive::run(&arguments, session, &mut out),
        Command::Inbox(arguments) => inbox::run(&arguments, session, &mut out),
        Command::Undo(arguments) => undo::run(&arguments, session, &mut out),
        Command::Lsp(arguments) => {
            // The server writes to standard output by itself, which is locked as long as somebody has it.
            drop(out);
            return lsp::run(&arguments, session);
        }
        Command::Completions(arguments) => completions::run(&arguments, &mut out),
        Command::Man(arguments) => man::run(&arguments, &mut out),
    };
    let flushed = out.flush();
    let outcome = result?;
    flushed?;
    Ok(outcome)
}
