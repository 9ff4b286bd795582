//! `roadlog lsp`: the language server, for an editor to start.

use std::io;

use clap::Args;
use roadlog_lsp::{Ending, Settings, serve};

use crate::errors::{Error, Outcome};
use crate::repository::random_seed;
use crate::session::Session;

/// Where the pages about the rules lie that this version has.
const RULE_PAGES: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/v", env!("CARGO_PKG_VERSION"), "/docs/rules/");

/// Serve an editor, which starts this by itself
#[derive(Args, Debug)]
#[command(
    before_help = "Serve an editor with the language server protocol over standard input and output. The editor starts \
             it by itself; docs/editors.md says how to set one up.",
    after_help = "Example:\n  roadlog lsp"
)]
pub(crate) struct Arguments {
    /// What several editors add; it changes nothing
    #[arg(long, hide = true)]
    stdio: bool,
    /// What several editors add; the server asks for it over the wire
    #[arg(long = "clientProcessId", value_name = "ID", hide = true)]
    client_process: Option<u32>,
}

/// What mimalloc hears from its environment alone, before anything of the program runs: after how many milliseconds it gives
/// memory back that is not used any more.
#[cfg(unix)]
const PURGE_DELAY: &str = "MIMALLOC_PURGE_DELAY";

/// Begins anew in the same process, with an allocator that gives memory back at once. By itself it does so only while the
/// thread that used it works on: a server, whose threads mostly wait, would keep a third more than it needs, and more from
/// hour to hour.
#[cfg(unix)]
fn begin_frugal() {
    use std::os::unix::process::CommandExt;
    let mut words = std::env::args_os();
    let (None, Ok(program), Some(name)) = (std::env::var_os(PURGE_DELAY), std::env::current_exe(), words.next()) else {
        return;
    };
    // Comes back only where that cannot be done: then the server needs more memory, and serves.
    let _error = std::process::Command::new(program).arg0(name).args(words).env(PURGE_DELAY, "0").exec();
}

/// Serves until the editor is done.
///
/// # Errors
/// The system gives no threads, or the editor was gone before it said so.
pub(crate) fn run(_: &Arguments, session: &Session) -> Result<Outcome, Error> {
    #[cfg(unix)]
    begin_frugal();
    let today = session.clone();
    let settings = Settings {
        version: env!("CARGO_PKG_VERSION"),
        rule_pages: RULE_PAGES,
        today: Box::new(move || today.day()),
        home: std::env::home_dir(),
        seed: random_seed(),
        probe: None,
    };
    let ending = serve(io::stdin(), io::stdout(), settings).map_err(|error| {
        Error::environment(format!("the server cannot start: {error}"), "end some programs and try again")
    })?;
    Ok(match ending {
        Ending::InOrder => Outcome::Fine,
        Ending::Early => Outcome::Found,
    })
}
