//! `roadlog man`: the manual of all commands, as roff for `man` or as the Markdown of docs/command-line.md.

use std::io::Write;

use clap::{Args, ValueEnum};
use clap_mangen::Man;

use crate::arguments::definition;
use crate::commands::reference::reference_markdown;
use crate::errors::{Error, Outcome};

/// Write the manual of all commands
#[derive(Args, Debug)]
#[command(
    before_help = "Write the manual to standard output, for `man`: of all commands, or of one.",
    after_help = "Example:\n  roadlog man | man -l -"
)]
pub(crate) struct Arguments {
    /// The command; all of them where none is named
    command: Option<String>,
    /// roff, or markdown for the reference in the documentation
    #[arg(long, value_name = "FORMAT", default_value = "roff", hide = true)]
    format: Format,
}

/// How the manual is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Roff,
    Markdown,
}

/// Writes the manual.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, Error> {
    match (arguments.format, &arguments.command) {
        (Format::Markdown, _) => out.write_all(reference_markdown().as_bytes())?,
        (Format::Roff, None) => pages(out, |_| true)?,
        (Format::Roff, Some(name)) => {
            if definition().find_subcommand(name).is_none() {
                return Err(Error::user(format!("there is no command {name}"), "see `roadlog --help`"));
            }
            pages(out, |page| page == name)?;
        }
    }
    Ok(Outcome::Fine)
}

/// Writes the page of the program, under the name `roadlog`, and of each command that is wanted.
fn pages(out: &mut dyn Write, wanted: impl Fn(&str) -> bool) -> Result<(), Error> {
    let definition = definition();
    if wanted("roadlog") {
        Man::new(definition.clone()).render(out)?;
    }
    for command in definition.get_subcommands().filter(|command| wanted(command.get_name())) {
        Man::new(command.clone()).render(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manual(command: Option<&str>) -> String {
        let arguments = Arguments { command: command.map(str::to_owned), format: Format::Roff };
        let mut written = Vec::new();
        run(&arguments, &mut written).unwrap();
        String::from_utf8(written).unwrap()
    }

    #[test]
    fn the_manual_has_a_page_for_the_program_and_one_for_each_command() {
        let manual = manual(None);
        let pages = manual.lines().filter(|line| line.starts_with(".TH ")).count();
        assert_eq!(pages, 1 + definition().get_subcommands().count());
    }

    #[test]
    fn one_command_is_one_page_under_its_whole_name() {
        let page = manual(Some("check"));
        assert_eq!(page.lines().filter(|line| line.starts_with(".TH ")).count(), 1);
        assert!(page.contains(".TH roadlog-check 1"), "{page}");
    }
}
