//! `roadlog export`: the whole plan for other programs, as JSON or CSV.

use std::io::Write;

use clap::{Args, ValueEnum};

use crate::errors::{Error, Outcome};
use crate::export::{csv, json};
use crate::load;
use crate::session::Session;

/// Write the whole plan as JSON or CSV
#[derive(Args, Debug)]
#[command(
    before_help = "Write the whole plan to standard output: as JSON with the place of every word \
             (docs/export.schema.json), or as CSV with one row an item.",
    after_help = "Example:\n  roadlog export --format csv > plan.csv"
)]
pub(crate) struct Arguments {
    /// json or csv
    #[arg(long, value_name = "FORMAT", hide_possible_values = true)]
    format: Format,
}

/// The forms that there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Json,
    Csv,
}

/// Writes the plan.
pub(crate) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let loaded = load::workspace(session)?;
    match arguments.format {
        Format::Json => json::write(&loaded.plan, out)?,
        Format::Csv => csv::write(&loaded.plan, out)?,
    }
    Ok(loaded.outcome(false))
}
