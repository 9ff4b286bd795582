//! The roadlog program: the command line in, calls of the libraries, output and an exit status.

mod arguments;
mod baseline;
mod cache;
mod ci;
mod codeowners;
mod commands;
mod diff;
mod edits;
mod errors;
mod export;
mod findings;
mod forge;
mod init;
mod judge;
mod load;
mod names;
mod origins;
mod output;
mod past;
mod position;
mod progress;
mod query;
mod rank;
mod repository;
mod reviews;
mod revisions;
mod session;
mod stdout;
mod stored;
mod whose;
mod wrap;
mod write;

use std::panic::{PanicHookInfo, catch_unwind, set_hook};
use std::process::ExitCode;

use errors::{COULD_NOT_WORK, Error};
use mimalloc::MiMalloc;
use session::{Session, write_to_stderr};

/// A plan is very many small pieces made by several threads at once, which the system's allocator makes wait for each
/// other.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    set_hook(Box::new(tell_panic));
    ExitCode::from(catch_unwind(run).unwrap_or(COULD_NOT_WORK))
}

fn run() -> u8 {
    let arguments = match arguments::parse(std::env::args_os().collect()) {
        Ok(arguments) => arguments,
        Err(told) => return tell_usage(&told),
    };
    let session = Session::new(&arguments.global);
    let entered = session.clone().enter(arguments.global.directory.as_deref());
    match entered.and_then(|session| commands::run(arguments.command, &session)) {
        Ok(outcome) => outcome.status(),
        Err(error) => {
            session.fail(&error);
            COULD_NOT_WORK
        }
    }
}

/// Writes what clap has to say: help and version to standard output, a usage error to standard error.
fn tell_usage(told: &clap::Error) -> u8 {
    // A reader that went away has seen all that it wanted.
    let _unread = told.print();
    u8::try_from(told.exit_code()).unwrap_or(COULD_NOT_WORK)
}

/// Tells a fault of the program as an error like the others, in place of a backtrace.
fn tell_panic(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let error = Error::internal(format!("roadlog stopped at {place}"));
    write_to_stderr(&format!("{error}\nhint: {}\n", error.hint));
}
