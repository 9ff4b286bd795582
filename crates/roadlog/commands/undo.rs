//! `roadlog undo`: the last operation that wrote files taken back, byte for byte.

use std::io::Write;

use clap::Args;
use roadlog_workspace::Root;

use crate::errors::{Error, Outcome};
use crate::output::sinks;
use crate::session::Session;
use crate::write;

/// Take back the last operation that wrote files
#[derive(Args, Debug)]
#[command(
    before_help = "Take back the last operation that wrote files, byte for byte. A file that was changed since then \
             keeps what is in it now, and nothing is taken back.",
    after_help = "Example:\n  roadlog undo"
)]
pub(crate) struct Arguments {}

/// Takes it back.
pub(crate) fn run(_: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let root = Root::find(&session.directory)
        .map_err(|error| Error::environment(error.to_string(), "run roadlog in a folder that is there"))?;
    let paths = write::undo(&root)?;
    for path in &paths {
        writeln!(out, "{}", sinks::terminal(path))?;
    }
    session.say("These files are as they were before.");
    Ok(Outcome::Fine)
}
