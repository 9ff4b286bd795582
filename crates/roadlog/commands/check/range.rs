//! What `check --base` adds: which commits are judged, and a check of a revision from git's objects alone.

use std::io::Write;

use clap::Args;
use roadlog_git::Revision;
use roadlog_lint::{JudgedRange, Level, Options, Report};
use roadlog_syntax::value::Handle;

use super::{Arguments, Told, only, write};
use crate::baseline::Baseline;
use crate::errors::{Error, Outcome};
use crate::judge::{Case, Question};
use crate::revisions::{Revisions, committed};
use crate::session::Session;

/// Which commits are judged too.
#[derive(Args, Debug)]
pub(super) struct RangeArguments {
    /// Also judge the commits since REV, by the rules of REV
    #[arg(long, value_name = "REV", conflicts_with_all = ["fix", "write_baseline"])]
    pub(super) base: Option<String>,
    /// The last commit, read from git's objects alone
    #[arg(long, value_name = "REV", requires = "base", conflicts_with_all = ["paths", "baseline"], hide = true)]
    pub(super) head: Option<String>,
    /// List only what the base does not have
    #[arg(long, requires = "base", conflicts_with = "baseline", hide = true)]
    pub(super) new: bool,
    /// The user whom the forge has authenticated
    #[arg(long, value_name = "@X", requires = "base", hide = true)]
    actor: Option<String>,
    /// Who has approved the head; with =COMMIT, only where that is the head
    #[arg(long, value_name = "@X[=COMMIT]", requires = "base", value_delimiter = ',', hide = true)]
    approved_by: Vec<String>,
}

impl RangeArguments {
    /// The commits that are to be judged; `None` where none are.
    ///
    /// # Errors
    /// A revision that is not here, or a base by which nothing can be judged.
    pub(super) fn case<'r>(&self, revisions: &'r Revisions, session: &Session) -> Result<Option<Case<'r>>, Error> {
        let Some(base) = &self.base else { return Ok(None) };
        let base = revisions.commit(base)?;
        let head = revisions.commit(self.head.as_deref().unwrap_or("HEAD"))?;
        let approvals = self.approved_by.iter().filter_map(|written| approval(written, &head.to_string(), session));
        let question = Question {
            base: Some(base),
            head: Some(head),
            actor: self.actor.clone(),
            approvals: approvals.collect(),
            known: Vec::new(),
        };
        Case::read(revisions, question, session.today).map(Some)
    }
}

/// Who has approved the head, of `@maria` and `@maria=COMMIT`, with all digits of the commit.
fn approval(written: &str, head: &str, session: &Session) -> Option<Handle> {
    let (who, commit) = written.split_once('=').map_or((written, None), |(who, commit)| (who, Some(commit)));
    // Another commit whose id begins alike is made in minutes.
    let is_of_head = commit.is_none_or(|commit| commit.eq_ignore_ascii_case(head));
    let handle = Handle::from_name(&who.trim_start_matches('@').to_ascii_lowercase()).ok();
    if !is_of_head {
        session.warn(&format!("the approval {written} is not of {head}, and counts for nothing"));
    } else if handle.is_none() {
        session.warn(&format!("the approval of {who} counts for nothing: that is nobody's handle"));
    }
    handle.filter(|_| is_of_head)
}

/// Says what the verdicts rest on.
pub(super) fn tell(case: &Case<'_>, range: &JudgedRange<'_>, session: &Session) {
    if case.is_unjudged() {
        session.say("The base has no roadlog.toml, so that nobody's right to a change can be judged.");
    } else {
        session.say(&case.told(range.judged));
    }
}

/// What is found in the base, so that only what is new need be told.
pub(super) fn known(case: &Case<'_>, session: &Session) -> Baseline {
    Baseline::of(&found(&case.policy, &Options::on(session.today)).findings)
}

fn found(revision: &Revision, options: &Options<'_>) -> Report {
    let options =
        Options { config_problems: &revision.config_problems, missing_reads: &revision.missing_reads, ..*options };
    roadlog_lint::run(&revision.plan, &options)
}

/// Checks a revision from git's objects alone: nothing of it is checked out, run or trusted.
pub(super) fn run(
    arguments: &Arguments,
    revisions: &Revisions,
    case: &Case<'_>,
    session: &Session,
    out: &mut dyn Write,
) -> Result<Outcome, Error> {
    let only = only(&arguments.rules)?;
    let mut plans = revisions.plans()?;
    let Some(head) = committed(&mut plans, Some(case.head), Some(&case.policy), session)? else {
        return Err(Error::internal("a range without an end was to be checked"));
    };
    let (commits, known) = (case.commits(), arguments.range.new.then(|| known(case, session)));
    let judged = case.judged(&commits);
    let range = case.range(&commits, &judged);
    let options = Options { only: only.as_deref(), range: Some(&range), ..Options::on(session.today) };
    let mut report = found(&head, &options);
    let known = known.map(|known| known.part(std::mem::take(&mut report.findings)));
    let known = known.map(|parted| {
        report.findings = parted.new;
        parted.known
    });
    write(arguments, session, &head.configs, &head.plan, &Told { report: &report, known: known.as_deref() }, out)?;
    tell(case, &range, session);
    let is_wrong = report.count(Level::Error) > 0;
    Ok(if head.problems.is_empty() { Outcome::found_if(is_wrong) } else { Outcome::Incomplete })
}
