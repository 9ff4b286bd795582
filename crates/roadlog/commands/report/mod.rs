//! `roadlog report`: what changed in the plan over a period, as a text to send.

mod begun;
mod since;

use std::io::Write;

use clap::{Args, ValueEnum};
use roadlog_report::{Audience, UpdateRequest, sprints_begun, update};

use crate::commands::log::head;
use crate::errors::{Error, Outcome};
use crate::output::page::write_lines;
use crate::revisions::{Revisions, Standing, committed};
use crate::session::Session;
use begun::begun;
use since::Beginning;

/// Write what changed over a period as a text to send
#[derive(Args, Debug)]
#[command(
    before_help = "Write what changed in the plan over a period as a text to send: to stakeholders what comes of the plan, \
             to the team its sprints and backlog too. What is not committed is not told.",
    after_help = "Example:\n  roadlog report --since 2026-11-14 --format html > update.html"
)]
pub(crate) struct Arguments {
    /// A day, a tag or another revision; else the last tag before, else two weeks ago
    #[arg(long, value_name = "WHEN")]
    since: Option<String>,
    /// The commit up to which it is told
    #[arg(long, value_name = "REV", default_value = "HEAD", hide_default_value = true)]
    head: String,
    /// stakeholders or team
    #[arg(long = "for", value_name = "WHOM", default_value = "stakeholders", hide_default_value = true)]
    #[arg(hide_possible_values = true)]
    audience: Whom,
    /// human, markdown or html
    #[arg(long, value_name = "FORMAT", default_value = "human", hide_default_value = true)]
    #[arg(hide_possible_values = true)]
    format: Format,
}

/// For whom a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Whom {
    Stakeholders,
    Team,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Markdown,
    Html,
}

/// Writes the report.
pub(crate) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let revisions = Revisions::around(session)?;
    let Some(end) = head(&revisions, &arguments.head)? else {
        session.say("there is no commit yet");
        return Ok(Outcome::Fine);
    };
    let last = if arguments.head == "HEAD" { None } else { since::day_of(&revisions, end)? };
    let last = last.unwrap_or(session.today);
    let beginning = match &arguments.since {
        Some(named) => Beginning::named(named, end, last, &revisions)?,
        None => Beginning::chosen(end, last, &revisions, session)?,
    };

    let mut plans = revisions.plans()?;
    let before = committed(&mut plans, beginning.commit, None, session)?;
    let after = committed(&mut plans, Some(end), before.as_ref(), session)?;
    let is_incomplete = [&before, &after].into_iter().flatten().any(|revision| !revision.problems.is_empty());
    let plan = |revision: Option<roadlog_git::Revision>| revision.map_or_else(|| Standing::empty().plan, |it| it.plan);
    let (before, after) = (plan(before), plan(after));
    let audience = match arguments.audience {
        Whom::Stakeholders => Audience::Stakeholders,
        Whom::Team => Audience::Team,
    };
    let begun = match audience {
        Audience::Stakeholders => Vec::new(),
        Audience::Team => begun(&sprints_begun(&before, &after), end, &revisions, &mut plans)?,
    };
    let begun_with = |id: &_| begun.iter().find(|(of, _)| of == id).map(|(_, plan)| &**plan);
    let period = beginning.period(last);
    let update = update(&UpdateRequest { before: &before, after: &after, audience, period, begun: &begun_with });
    let text = update.markup();
    match arguments.format {
        Format::Human => write_lines(out, session.color, &text.lines(&session.endless_paper()))?,
        Format::Markdown => out.write_all(text.to_markdown().as_bytes())?,
        Format::Html => out.write_all(text.to_html().as_bytes())?,
    }
    Ok(if is_incomplete { Outcome::Incomplete } else { Outcome::Fine })
}
