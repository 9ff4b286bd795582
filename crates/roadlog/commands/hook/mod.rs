//! `roadlog hook`: git hooks put beside those that are there, taken away, looked at, and run.

mod changed;
mod install;
mod message;
mod pre_commit;
mod pushed;
mod run;
mod staged;

use std::io::Write;

use clap::{Args, Subcommand};
use roadlog_git::Hook;

use crate::errors::{Error, Outcome};
use crate::session::Session;

/// Put git hooks into this repository that report what changed in the plan
#[derive(Args, Debug)]
#[command(
    before_help = "Git hooks that tell what changed in the plan, and what is wrong with it. They read and report, and stop \
             nothing unless that is asked for. A hook that is there is kept and called first.",
    after_help = "Example:\n  roadlog hook install",
    disable_help_subcommand = true
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

/// What to do with hooks.
#[derive(Debug, Subcommand)]
enum Action {
    /// Put the hooks into the repository
    Install(install::InstallArguments),
    /// Take them away; what was there before is there again
    Uninstall(install::UninstallArguments),
    /// Tell which hooks are there
    Status(install::StatusArguments),
    /// Do what a hook does: for git to call
    Run(run::RunArguments),
}

/// Does it.
pub(crate) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    match &arguments.action {
        Action::Install(arguments) => install::install(arguments, session),
        Action::Uninstall(arguments) => install::uninstall(arguments, session),
        Action::Status(arguments) => install::status(arguments, session, out),
        Action::Run(arguments) => run::run(arguments, session, out),
    }
}

/// A hook on the command line.
fn hook(text: &str) -> Result<Hook, String> {
    Hook::named(text).ok_or_else(|| {
        let names: Vec<_> = Hook::ALL.iter().map(|hook| hook.name()).collect();
        format!("there is no such hook; there are {}", names.join(", "))
    })
}
