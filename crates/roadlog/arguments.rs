//! The command line: what can be said to the program, and the help that it gives about it.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgAction, Args, ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use roadlog_syntax::value::{Date, parse_date};

use crate::commands::{
    accept, archive, blame, board, check, ci, codeowners, completions, diff, export, fmt, hook, inbox, init, list, log,
    lsp, man, met,
};
use crate::commands::{move_item, new_item, reject, renumber, report, roadmap, rule, set, show, tree, undo};

/// The columns of the narrowest terminal that help is made for.
const HELP_WIDTH: usize = 80;

/// How the help of the program is laid out: what there is to say of commands and options stands in `after-help`, since a
/// line for each would not fit a screen.
const HELP: &str = "{about}\n\n{usage-heading} {usage}{after-help}";

/// The commands, by what somebody wants to do, as the help of the program lists them.
const GROUPS: [(&str, &[&str]); 6] = [
    ("Find and mend what is wrong", &["check", "fmt", "rule"]),
    ("Look at the plan", &["board", "roadmap", "tree", "show", "list", "inbox", "export"]),
    ("Change the plan", &["new", "set", "met", "move", "renumber", "archive", "undo"]),
    ("Decide", &["accept", "reject"]),
    ("See what changed", &["diff", "log", "blame", "report"]),
    ("Set roadlog up", &["init", "hook", "ci", "codeowners", "lsp", "completions", "man"]),
];

/// How the help of a command is laid out. What it does is told at more length than in the list of commands.
const COMMAND_HELP: &str = "{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";

/// A roadmap and a backlog kept as plain text in git.
#[derive(Debug, Parser)]
#[command(
    name = "roadlog",
    version,
    about = "A roadmap and a backlog kept as plain text in git.",
    after_help = "Example:\n  roadlog check --level info",
    help_template = HELP,
    max_term_width = HELP_WIDTH,
    propagate_version = false,
    disable_help_subcommand = true,
    arg_required_else_help = true,
    subcommand_required = true
)]
pub(crate) struct Arguments {
    /// What holds for every command.
    #[command(flatten)]
    pub(crate) global: Global,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What holds for every command.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Everywhere")]
pub(crate) struct Global {
    /// Work as if started in DIR
    #[arg(short = 'C', value_name = "DIR", global = true)]
    pub(crate) directory: Option<PathBuf>,
    /// When to use colours: auto, always or never
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto", hide_default_value = true)]
    #[arg(hide_possible_values = true)]
    pub(crate) color: Color,
    /// Say nothing but results and errors
    #[arg(short, long, global = true, action = ArgAction::SetTrue, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say more about what is done
    #[arg(short, long, global = true, action = ArgAction::SetTrue)]
    pub(crate) verbose: bool,
    /// The day that counts as today, such as 2026-11-27
    #[arg(long, value_name = "DATE", global = true, value_parser = date)]
    pub(crate) today: Option<Date>,
}

/// When colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Everywhere.
    Always,
    /// Nowhere.
    Never,
}

/// The commands, in the order in which help lists them.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Begin a plan in this folder
    Init(init::Arguments),
    /// Look for everything that is wrong or missing in the plan
    Check(check::Arguments),
    /// Bring files into their canonical form
    Fmt(fmt::Arguments),
    /// Explain a rule, or list all of them
    Rule(rule::Arguments),
    /// Write the whole plan as JSON or CSV
    Export(export::Arguments),
    /// Show the work of the sprint, or of the backlog, as a board
    Board(board::Arguments),
    /// Show goals and initiatives on a time axis
    Roadmap(roadmap::Arguments),
    /// Show one item with everything around it
    Show(show::Arguments),
    /// List the items that a query asks for
    List(list::Arguments),
    /// Show the plan as a tree, from the vision to the tasks
    Tree(tree::Arguments),
    /// Show what waits for a person
    Inbox(inbox::Arguments),
    /// Add an item and print its id
    New(new_item::Arguments),
    /// Set a field, the title or the kind of items
    Set(set::Arguments),
    /// Mark criteria as met
    Met(met::Arguments),
    /// Move an item above or below another one
    Move(move_item::Arguments),
    /// Give an item another id, everywhere
    Renumber(renumber::Arguments),
    /// Accept finished work, as its product owner
    Accept(accept::Arguments),
    /// Send work back, as its product owner
    Reject(reject::Arguments),
    /// Show what changed in the plan
    Diff(diff::Arguments),
    /// Show the history of the plan or of one item
    Log(log::Arguments),
    /// Show who last set what each line of an item says
    Blame(blame::Arguments),
    /// Write what changed over a period as a text to send
    Report(report::Arguments),
    /// Move closed items to the archive
    Archive(archive::Arguments),
    /// Take back the last operation that wrote files
    Undo(undo::Arguments),
    /// Serve an editor, which starts this by itself
    Lsp(lsp::Arguments),
    /// Put git hooks into this repository that report what changed in the plan
    Hook(hook::Arguments),
    /// Write the file that makes a forge check pull requests
    Ci(ci::Arguments),
    /// Write who has to approve changes of plan files into CODEOWNERS
    Codeowners(codeowners::Arguments),
    /// Write the completions for a shell
    Completions(completions::Arguments),
    /// Write the manual of all commands
    Man(man::Arguments),
}

/// A day on the command line.
pub(crate) fn date(text: &str) -> Result<Date, String> {
    parse_date(text).map_err(|error| error.to_string())
}

/// The command line as clap has it.
pub(crate) fn definition() -> clap::Command {
    let mut definition = Arguments::command();
    definition.build();
    definition
}

/// The command line as its help shows it: with each command the options that hold everywhere are one line, so that it
/// fits a screen.
fn with_short_help() -> clap::Command {
    let definition = definition();
    let everywhere: Vec<_> =
        definition.get_arguments().filter(|it| it.is_global_set()).map(ToString::to_string).collect();
    let everywhere = everywhere.join(", ");
    let example = definition.get_after_help().map(ToString::to_string).unwrap_or_default();
    let definition = definition
        .after_help(format!("Commands:\n{}\nEverywhere:\n  {everywhere}, --help, --version\n\n{example}", commands()));
    definition.mut_subcommands(|command| {
        let example = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        command
            .mut_args(|argument| if argument.is_global_set() { argument.hide(true) } else { argument })
            .after_help(format!("Everywhere:\n  {everywhere}\n\n{example}"))
            .help_template(COMMAND_HELP)
            .max_term_width(HELP_WIDTH)
    })
}

/// The commands in their groups, and where to read about each.
fn commands() -> String {
    let width = GROUPS.iter().map(|(what, _)| what.len()).max().unwrap_or(0);
    let row = |(what, names): &(&str, &[&str])| format!("  {what:width$}  {}\n", names.join(", "));
    let rows = GROUPS.iter().map(row).collect::<Vec<_>>().concat();
    format!("{rows}\n`roadlog COMMAND --help` tells about a command, `roadlog man` about all of them.\n")
}

/// Reads the command line.
///
/// # Errors
/// What clap has to say: help and version too.
pub(crate) fn parse(words: Vec<OsString>) -> Result<Arguments, clap::Error> {
    let mut command = with_short_help().color(help_color(&words));
    let matches = command.try_get_matches_from_mut(words)?;
    Arguments::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

/// Whether help and usage errors are coloured: they are written before the words are understood.
fn help_color(words: &[OsString]) -> ColorChoice {
    let asked = words.iter().enumerate().find_map(|(index, word)| match word.to_str()? {
        "--color" => words.get(index + 1)?.to_str(),
        word => word.strip_prefix("--color="),
    });
    match asked {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn the_definition_is_sound() {
        definition().debug_assert();
    }

    #[test]
    fn the_help_of_every_command_fits_a_screen_and_ends_with_an_example() {
        let mut definition = with_short_help();
        fits_a_screen(&mut definition);
        let names: Vec<String> = definition.get_subcommands().map(|command| command.get_name().to_owned()).collect();
        for name in names {
            fits_a_screen(definition.find_subcommand_mut(&name).unwrap());
        }
    }

    #[test]
    fn every_command_is_in_one_group_of_the_help() {
        let mut grouped: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let definition = definition();
        let mut defined: Vec<&str> = definition.get_subcommands().map(clap::Command::get_name).collect();
        grouped.sort_unstable();
        defined.sort_unstable();
        assert_eq!(grouped, defined);
    }

    #[test]
    fn thirty_commands_would_fit_a_screen_too() {
        let (all, groups) = (definition().get_subcommands().count(), GROUPS.len());
        let help = with_short_help().render_help().to_string();
        // Each group of up to eight names has one line; three more groups hold twenty more commands.
        assert!(all <= groups * 8 && help.lines().count() + 3 <= 24, "{help}");
    }

    fn fits_a_screen(command: &mut clap::Command) {
        let help = command.render_help().to_string();
        assert!(help.lines().count() <= 24, "{} lines:\n{help}", help.lines().count());
        assert!(help.lines().all(|line| line.chars().count() <= HELP_WIDTH), "too wide:\n{help}");
        let mut last = help.trim_end().lines().rev();
        assert!(last.next().is_some_and(|line| line.starts_with("  roadlog ")), "no example at the end:\n{help}");
    }

    #[test]
    fn global_options_stand_before_or_behind_the_command() {
        for line in ["roadlog --today 2026-11-23 check", "roadlog check --today 2026-11-23"] {
            let arguments = parse(words(line)).unwrap();
            assert_eq!(arguments.global.today, Some(jiff::civil::date(2026, 11, 23)), "{line}");
        }
    }

    #[test]
    fn a_day_that_the_calendar_does_not_have_is_refused() {
        let error = parse(words("roadlog check --today 2026-02-30")).unwrap_err();
        assert_eq!(error.exit_code(), 2);
    }

    #[test]
    fn help_has_the_colours_that_are_asked_for() {
        assert_eq!(help_color(&words("roadlog --color never check")), ColorChoice::Never);
        assert_eq!(help_color(&words("roadlog check --color=always")), ColorChoice::Always);
        assert_eq!(help_color(&words("roadlog check --color")), ColorChoice::Auto);
    }
}
