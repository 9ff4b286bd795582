//! `roadlog init`: who is who and a first plan, written where nothing is yet.

use std::io::{self, IsTerminal, Write};

use clap::{Args, ValueEnum};
use roadlog_config::{Role, Shape};

use crate::commands::words::count;
use crate::diff::write_diff;
use crate::errors::{Error, Outcome};
use crate::init::drafts::{Draft, Drafts};
use crate::init::question;
use crate::init::site::Site;
use crate::output::sinks;
use crate::session::Session;
use crate::write::write_all;

/// Begin a plan in this folder
#[derive(Args, Debug)]
#[command(
    before_help = "Begin a plan in this folder: a roadlog.toml with the people that git knows, a small example of a \
             plan, and lines for .gitattributes. Nothing that is there is overwritten, and `undo` takes it back.",
    after_help = "Example:\n  roadlog init --shape combined"
)]
pub(crate) struct Arguments {
    /// Who decides: separate, combined or managers-only
    #[arg(long, value_name = "SHAPE", hide_possible_values = true)]
    shape: Option<ShapeName>,
    /// Write nothing; show what would be written
    #[arg(long)]
    dry_run: bool,
}

/// A shape as it is written on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ShapeName {
    Separate,
    Combined,
    ManagersOnly,
}

impl From<ShapeName> for Shape {
    fn from(name: ShapeName) -> Self {
        match name {
            ShapeName::Separate => Self::Separate,
            ShapeName::Combined => Self::Combined,
            ShapeName::ManagersOnly => Self::ManagersOnly,
        }
    }
}

/// Writes what is missing, or shows it.
pub(crate) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let site = Site::new(session)?;
    let shape = shape(arguments.shape.map(Shape::from), &site, session)?;
    let drafts = Drafts::new(&site, shape, session);
    for left in &drafts.left {
        session.say(left);
    }
    if drafts.list.is_empty() {
        session.say("Everything is there already, and nothing was written.");
        return Ok(Outcome::Fine);
    }
    if arguments.dry_run {
        drafts.list.iter().try_for_each(|draft| write_diff(&draft.shown(), session.color, out))?;
        session.say(&format!("{} would be written.", count(drafts.list.len(), "file", "files")));
        return Ok(Outcome::Fine);
    }
    let changes: Vec<_> = drafts.list.iter().map(Draft::change).collect();
    write_all(&site.root, "init", &changes)?;
    for draft in &drafts.list {
        writeln!(out, "{}", sinks::terminal(&draft.told()))?;
    }
    // On a terminal what was written comes before what to do next.
    out.flush()?;
    for line in next(&drafts, &site) {
        session.say(&line);
    }
    Ok(Outcome::Fine)
}

/// The shape of the plan: as it is written already, as it is asked for, as it fits the plan, or as it is answered.
fn shape(wanted: Option<Shape>, site: &Site, session: &Session) -> Result<Shape, Error> {
    let written = site.written_shape();
    if let (Some(written), true) = (written, wanted.is_some() && wanted != written) {
        session.say(&format!("The shape stays {}: change it in roadlog.toml.", written.name()));
    }
    written.or(wanted).or_else(|| site.fitting_shape()).map_or_else(answered, Ok)
}

/// The shape that a person at the terminal answers; combined, which asks for the fewest people, where there is none.
fn answered() -> Result<Shape, Error> {
    let default = Shape::Combined;
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(default);
    }
    let answer = question::ask(default, &mut io::stdin().lock(), &mut io::stderr().lock());
    let answer =
        answer.map_err(|error| Error::environment(format!("cannot ask: {error}"), "give the answer with --shape"))?;
    answer.ok_or_else(|| {
        Error::user(
            "the question for the shape was not answered, so nothing was written",
            "run it again, or give --shape",
        )
    })
}

/// Who decides now, and what to do next.
fn next(drafts: &Drafts, site: &Site) -> Vec<String> {
    let deciders = |role: Role| drafts.with_role(role).join(", ");
    let (managers, owners) = (deciders(Role::ProductManager), deciders(Role::ProductOwner));
    let who = if managers.is_empty() {
        None
    } else if owners.is_empty() || owners == managers {
        Some(format!("{managers} decides: change that, and who is who, in roadlog.toml."))
    } else {
        Some(format!(
            "{managers} decides on the roadmap, {owners} on the backlog: change that, and who is who, in roadlog.toml."
        ))
    };
    let first = drafts.list.iter().find(|draft| draft.is_plan).map(|draft| draft.path.as_str());
    let edit = match first {
        Some(path) => format!("put your own words into {path}, then run `roadlog check`"),
        None if site.has_plan() => "run `roadlog check`".to_owned(),
        None => "write your first items, then run `roadlog check`".to_owned(),
    };
    let next = format!("Next: {edit}. `roadlog undo` takes all of this back.");
    who.into_iter().chain([next]).chain(with_git(site)).collect()
}

/// What else there is for a plan in a repository: one command a line.
fn with_git(site: &Site) -> Vec<String> {
    let hook = "`roadlog hook install` lets git tell what each commit changes in the plan, and what of that is somebody \
                else's to change.";
    let hook = site.root.git().map(|_| hook.to_owned());
    let of_forge = site.forge().map(|forge| {
        let [forge_name, requests] = forge.words();
        let ci = format!("`roadlog ci {}` writes the file that makes {forge_name} check {requests}.", forge.name());
        ["`roadlog codeowners` writes who has to approve changes into CODEOWNERS.".to_owned(), ci]
    });
    hook.into_iter().chain(of_forge.into_iter().flatten()).collect()
}
