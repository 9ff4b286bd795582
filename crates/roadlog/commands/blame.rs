//! `roadlog blame`: who last set what each line of an item says, and when.

use std::io::Write;

use clap::Args;
use roadlog_report::page::{Line, Role, aligned};

use crate::commands::log::{head, item_id};
use crate::errors::{Error, Outcome};
use crate::output::page::write_lines;
use crate::past::history;
use crate::revisions::Revisions;
use crate::session::Session;

/// Show who last set what each line of an item says
#[derive(Args, Debug)]
#[command(
    before_help = "Show who last set what each line of an item says, and when. A line that only moved, or was laid out \
             anew, is still whose it was.",
    after_help = "Example:\n  roadlog blame PAY-12"
)]
pub(crate) struct Arguments {
    /// The id of the item
    #[arg(value_name = "ID")]
    item: String,
    /// The commit in which it is looked at
    #[arg(long, value_name = "REV", default_value = "HEAD", hide_default_value = true)]
    head: String,
}

/// Shows it.
pub(crate) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let id = item_id(&arguments.item)?;
    let revisions = Revisions::around(session)?;
    let unknown = || {
        let hint = "blame looks at what is committed: see `roadlog diff` for what is not";
        Error::user(format!("no item has the id {id} in {}", arguments.head), hint)
    };
    let commit = head(&revisions, &arguments.head)?.ok_or_else(unknown)?;
    let history = history(&revisions, commit)?;
    let item = history.last.plan.first(&id).ok_or_else(unknown)?;
    let paper = session.endless_paper();
    let rows = history.timeline.blame(item).into_iter().map(|blamed| {
        let past = blamed.step.map(|step| &step.revision);
        let day = past.and_then(|past| past.day).map_or_else(String::new, |day| day.to_string());
        let who = past.map_or_else(String::new, |past| {
            past.handle.as_ref().map_or_else(|| paper.safe(&past.name), ToString::to_string)
        });
        let commit = past.map_or_else(String::new, |past| format!("{:.10}", past.commit));
        vec![
            Line::of(commit, Role::Muted),
            Line::of(day, Role::Plain),
            Line::of(who, Role::Plain),
            Line::of(blamed.line.to_string(), Role::Muted),
            Line::of(paper.safe(&blamed.text), Role::Plain),
        ]
    });
    write_lines(out, session.color, &aligned(rows.collect()))?;
    Ok(Outcome::Fine)
}
