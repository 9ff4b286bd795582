//! `cargo xtask`: the chores of the project from a terminal.

use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use roadlog_testkit::generate::plan;
use roadlog_xtask::reading::reading;
use roadlog_xtask::{Repository, generate, problem};

/// Chores of the project. The checks of code and documents are tests: `cargo test -p roadlog-xtask`.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Write every generated page that is out of date.
    Generate {
        /// Write nothing; fail where a page is out of date.
        #[arg(long)]
        check: bool,
    },
    /// Write a generated plan, for benchmarks.
    Plan {
        /// How many items it has.
        items: usize,
        /// The folder to write it into; made where it is not there.
        folder: PathBuf,
        /// How many items a file has at most.
        #[arg(long, default_value_t = 500)]
        per_file: usize,
    },
    /// Print what the parser reads in the plan files below folders, as JSON by path, for whoever compares a grammar.
    Read {
        /// The folders.
        #[arg(required = true)]
        folders: Vec<PathBuf>,
    },
}

fn main() -> io::Result<ExitCode> {
    let repository = Repository::here()?;
    match Arguments::parse().chore {
        Chore::Generate { check: true } => check_pages(&repository),
        Chore::Generate { check: false } => write_pages(&repository),
        Chore::Plan { items, folder, per_file } => {
            fs::create_dir_all(&folder)?;
            plan(items, per_file).write_to(&folder)?;
            Ok(ExitCode::SUCCESS)
        }
        Chore::Read { folders } => print_reading(&folders),
    }
}

fn check_pages(repository: &Repository) -> io::Result<ExitCode> {
    let stale = generate::stale(repository, generate::GENERATORS)?;
    if stale.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    writeln!(io::stderr(), "{}", problem::list(stale))?;
    Ok(ExitCode::FAILURE)
}

fn write_pages(repository: &Repository) -> io::Result<ExitCode> {
    for path in generate::write(repository, generate::GENERATORS)? {
        writeln!(io::stdout(), "{path}")?;
    }
    Ok(ExitCode::SUCCESS)
}

fn print_reading(folders: &[PathBuf]) -> io::Result<ExitCode> {
    let mut read = serde_json::Map::new();
    for folder in folders {
        let files = Repository::open(folder)?;
        for path in files.files().iter().filter(|path| path.ends_with(".roadmap") || path.ends_with(".backlog")) {
            let path = folder.join(path);
            read.extend(reading(fs::read(&path)?).map(|reading| (path.to_string_lossy().replace('\\', "/"), reading)));
        }
    }
    writeln!(io::stdout(), "{}", serde_json::Value::from(read))?;
    Ok(ExitCode::SUCCESS)
}
