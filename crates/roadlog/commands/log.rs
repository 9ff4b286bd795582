//! `roadlog log`: the history of the plan or of one item, change by change.

use std::io::Write;
use std::rc::Rc;

use clap::Args;
use roadlog_history::{Change, Step};
use roadlog_report::page::{Line, Paper, Role};
use roadlog_syntax::value::Id;

use crate::commands::diff::report_of;
use crate::errors::{Error, Outcome};
use crate::output::page::write_lines;
use crate::past::{History, Past, history};
use crate::revisions::{Revisions, git};
use crate::session::Session;
use crate::whose::Whose;

/// Show the history of the plan or of one item
#[derive(Args, Debug)]
#[command(
    before_help = "Show the history of the plan, or of one item across renames and files, change by change, the newest first.",
    after_help = "Example:\n  roadlog log PAY-12"
)]
pub(crate) struct Arguments {
    /// The id that the item has, or had last
    #[arg(value_name = "ID")]
    item: Option<String>,
    /// The commit up to which it is told
    #[arg(long, value_name = "REV", default_value = "HEAD", hide_default_value = true)]
    head: String,
    /// At most so many commits
    #[arg(short = 'n', long = "max-count", value_name = "N")]
    limit: Option<usize>,
}

/// Shows the history.
pub(crate) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let revisions = Revisions::around(session)?;
    let head = head(&revisions, &arguments.head)?;
    let Some(head) = head else {
        session.say("there is no commit yet");
        return Ok(Outcome::Fine);
    };
    let item = arguments.item.as_deref().map(item_id).transpose()?;
    let history = history(&revisions, head)?;
    let steps: Vec<&Step<Rc<Past>>> = match &item {
        Some(id) => history.timeline.of_item(id).collect(),
        None => history.timeline.steps().iter().collect(),
    };
    if let (Some(id), true) = (&item, steps.is_empty()) {
        let hint = "see `roadlog list` for the items that there are, and `roadlog log` for what became of others";
        return Err(Error::user(format!("no item has had the id {id}"), hint));
    }
    let paper = session.endless_paper();
    let by_commit: Vec<_> = steps.chunk_by(|one, other| one.revision.commit == other.revision.commit).collect();
    let shown = by_commit.iter().rev().take(arguments.limit.unwrap_or(usize::MAX));
    for (place, steps) in shown.enumerate() {
        let mut lines = if place == 0 { Vec::new() } else { vec![Line::blank()] };
        let Some(first) = steps.first() else { continue };
        lines.push(heading(&first.revision, &paper));
        let changes: Vec<Change> = steps.iter().map(|step| step.change.clone()).collect();
        lines.extend(match item {
            Some(_) => changes.iter().map(|change| one_line(change, &paper)).collect(),
            None => told(&changes, &history, &paper),
        });
        write_lines(out, session.color, &lines)?;
    }
    Ok(Outcome::Fine)
}

/// The commit that is named; none before the first one.
pub(super) fn head(revisions: &Revisions, named: &str) -> Result<Option<roadlog_git::CommitId>, Error> {
    if named == "HEAD" {
        return revisions.repository.head().map_err(|error| git(&error));
    }
    revisions.commit(named).map(Some)
}

/// An id on the command line.
pub(super) fn item_id(text: &str) -> Result<Id, Error> {
    text.parse().map_err(|_| Error::user(format!("{text} is no id"), "name an item by its id, such as PAY-12"))
}

/// Who committed what, and when.
pub(super) fn heading(past: &Past, paper: &Paper) -> Line {
    let day = past.day.map_or_else(|| "----------".to_owned(), |day| day.to_string());
    let who = past.handle.as_ref().map_or_else(|| paper.safe(&past.name), ToString::to_string);
    Line::of(day, Role::Strong)
        .and("  ", Role::Plain)
        .and(who, Role::Plain)
        .and(format!("  {}", paper.safe(&past.subject)), Role::Plain)
        .and(format!("  {:.10}", past.commit), Role::Muted)
}

/// What changed about one item, without its name.
fn one_line(change: &Change, paper: &Paper) -> Line {
    Line::of(paper.safe(&change.words()), Role::Plain).indented(2)
}

/// What changed in the plan, below its commit.
fn told(changes: &[Change], history: &History, paper: &Paper) -> Vec<Line> {
    let lines = report_of(changes, &history.last.plan, &Whose::default()).lines(paper);
    lines.into_iter().map(|line| if line.is_blank() { line } else { line.indented(2) }).collect()
}
