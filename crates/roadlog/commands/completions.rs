//! `roadlog completions`: what a shell needs to complete the commands and their options.

use std::io::Write;

use clap::Args;
use clap_complete::{Shell, generate};

use crate::arguments::definition;
use crate::errors::{Error, Outcome};

/// Write the completions for a shell
#[derive(Args, Debug)]
#[command(
    before_help = "Write the completions for a shell to standard output.",
    after_help = "Example:\n  roadlog completions bash > ~/.local/share/bash-completion/completions/roadlog"
)]
pub(crate) struct Arguments {
    /// bash, elvish, fish, powershell or zsh
    #[arg(value_enum, hide_possible_values = true)]
    shell: Shell,
}

/// Writes the completions.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, Error> {
    // The generator does not bear a writer that fails.
    let mut script = Vec::new();
    generate(arguments.shell, &mut definition(), "roadlog", &mut script);
    out.write_all(&script)?;
    Ok(Outcome::Fine)
}
