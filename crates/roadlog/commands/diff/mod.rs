//! `roadlog diff`: what changed in the plan, in its own words.

mod json;
mod range;

use std::io::Write;

use clap::{Args, ValueEnum};
use roadlog_config::Phase;
use roadlog_git::{CommitId, GitError, Listing, Plans, Revision};
use roadlog_history::{Change, Subject, changes, depend_on_the_rest, policy_changes};
use roadlog_model::Plan;
use roadlog_report::{ChangeReport, change_report};

use crate::errors::{Error, Outcome};
use crate::forge::ForgeArguments;
use crate::output::page::write_lines;
use crate::output::sinks;
use crate::revisions::{Revisions, Standing, committed, git, staged, tell};
use crate::session::Session;
use crate::whose::Whose;
use range::{Range, Side};

/// Show what changed in the plan
#[derive(Args, Debug)]
#[command(
    before_help = "Show what changed in the plan, in its own words: items, fields, criteria, rank. Layout and comments are \
             no change. Without a revision it is what changed since the last commit.",
    after_help = "\
Revisions:
  REV, A B  from REV to the work tree, from A to B
  A..B      from A to B, with who may not make which change
  A...B     the same, from where B left A

Example:
  roadlog diff main...HEAD"
)]
pub(crate) struct Arguments {
    /// One or two revisions, or a range of them
    #[arg(value_name = "REV", num_args = 0..=2, group = "range")]
    revisions: Vec<String>,
    /// To what is staged, not to what lies in the work tree
    #[arg(long)]
    staged: bool,
    #[command(flatten)]
    forge: ForgeArguments,
    /// human, markdown or json
    #[arg(long, value_name = "FORMAT", default_value = "human", hide_default_value = true)]
    #[arg(hide_possible_values = true)]
    format: Format,
}

/// How the changes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Markdown,
    Json,
}

/// Shows what changed.
pub(crate) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let revisions = arguments.forge.revisions(session)?;
    let range = Range::of(&arguments.revisions, arguments.staged, &revisions)?;
    let (found, before, after) = compared(&range, &revisions, session)?;
    let whose = whose(arguments, &range, &found, &revisions, session)?;
    match arguments.format {
        Format::Human => {
            let report = report_of(&found, &after.plan, &whose);
            if report.is_empty() {
                session.say("nothing changed in the plan");
            }
            write_lines(out, session.color, &report.lines(&session.endless_paper()))?;
        }
        Format::Markdown => {
            let report = report_of(&found, &after.plan, &whose);
            let text = if report.is_empty() {
                "Nothing changed in the plan.\n".to_owned()
            } else {
                report.markdown(&|text| sinks::markdown(text))
            };
            out.write_all(text.as_bytes())?;
        }
        Format::Json => json::write(&range, &found, &whose, out)?,
    }
    out.flush()?;
    whose.tell(session);
    let is_incomplete = before.is_incomplete || after.is_incomplete;
    Ok(if is_incomplete { Outcome::Incomplete } else { Outcome::Fine })
}

/// Whose the changes of a range of commits are.
fn whose(
    arguments: &Arguments,
    range: &Range,
    found: &[Change],
    revisions: &Revisions,
    session: &Session,
) -> Result<Whose, Error> {
    let Some([base, head]) = range.commits else { return Ok(Whose::default()) };
    let question = arguments.forge.question(base, head, session)?;
    Ok(Whose::of_range(found, revisions, question, session))
}

/// What changed, and the plans at both ends, perhaps without the files that are the same in both.
fn compared(
    range: &Range,
    revisions: &Revisions,
    session: &Session,
) -> Result<(Vec<Change>, Standing, Standing), Error> {
    let mut plans = revisions.plans()?;
    if let Some([before, after]) = differing(range, &mut plans)? {
        let standings = [Standing::of_revision(&before, &mut plans)?, Standing::of_revision(&after, &mut plans)?];
        let found = between(&standings[0], &standings[1]);
        if !depend_on_the_rest(&found) {
            tell(&before, session);
            tell(&after, session);
            let [before, after] = standings;
            return Ok((found, before, after));
        }
    }
    let (before, after) = standings(range, &mut plans, revisions, session)?;
    Ok((between(&before, &after), before, after))
}

/// The plans at both ends without the files that are the same in both, where they can be compared so.
fn differing(range: &Range, plans: &mut Plans<'_>) -> Result<Option<[Revision; 2]>, Error> {
    let Some(before) = range.before else { return Ok(None) };
    let mut compared = || {
        let before = listed(before, plans)?;
        let after = match range.after {
            Side::Commit(commit) => listed(commit, plans)?,
            Side::Index => plans.list_index()?,
            Side::WorkTree => return Ok(None),
        };
        plans.of_differing(&before, &after)
    };
    compared().map_err(|error| git(&error))
}

fn listed(commit: CommitId, plans: &mut Plans<'_>) -> Result<Listing, GitError> {
    let commit = plans.reader().commit(commit)?;
    plans.list_commit(&commit)
}

/// The whole plans at both ends.
fn standings(
    range: &Range,
    plans: &mut Plans<'_>,
    revisions: &Revisions,
    session: &Session,
) -> Result<(Standing, Standing), Error> {
    let before = committed(plans, range.before, None, session)?;
    let after = match range.after {
        Side::Commit(commit) => committed(plans, Some(commit), before.as_ref(), session)?,
        Side::Index => Some(staged(plans, before.as_ref(), session)?),
        Side::WorkTree => None,
    };
    let before = match &before {
        Some(revision) => Standing::of_revision(revision, plans)?,
        None => Standing::empty(),
    };
    let after = match &after {
        Some(revision) => Standing::of_revision(revision, plans)?,
        None => Standing::of_work_tree(session, revisions)?,
    };
    Ok((before, after))
}

/// Everything that changed from one time to another: the plan, and who may change it.
pub(crate) fn between(before: &Standing, after: &Standing) -> Vec<Change> {
    let mut found = changes(&before.plan, &after.plan);
    found.extend(policy_changes(&before.policy, &after.policy));
    found
}

/// The changes as people read them, with what there is to say about whose they are.
pub(crate) fn report_of(found: &[Change], after: &Plan, whose: &Whose) -> ChangeReport {
    let config = after.config();
    let phase = |subject: &Subject, word: &str| -> Option<Phase> {
        let kind = subject.kinds(config).next()?;
        config.settings("").status(kind, word).map(|status| status.phase)
    };
    change_report(found, &phase, &|place| whose.remark(place))
}
