//! What `check --base` adds: which commits are judged, and a check of a revision from git's objects alone.

use std::io::Write;

use clap::Args;
use roadlog_git::Revision;
use roadlog_lint::{JudgedRange, Level, Options, Report};

use super::{Arguments, Told, only, write};
use crate::baseline::Baseline;
use crate::errors::{Error, Outcome};
use crate::forge::ForgeArguments;
use crate::judge::Case;
use crate::revisions::{Revisions, committed};
use crate::session::Session;

/// Which commits are judged too.
#[derive(Args, Debug)]
pub(super) struct RangeArguments {
    /// Also judge the commits since REV, by the rules of REV
    #[arg(long, value_name = "REV", group = "range", conflicts_with_all = ["fix", "write_baseline"])]
    pub(super) base: Option<String>,
    /// The last commit, read from git's objects alone
    #[arg(long, value_name = "REV", requires = "base", conflicts_with_all = ["paths", "baseline"], hide = true)]
    pub(super) head: Option<String>,
    /// List only what the base does not have
    #[arg(long, requires = "base", conflicts_with = "baseline", hide = true)]
    pub(super) new: bool,
    #[command(flatten)]
    pub(super) forge: ForgeArguments,
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
        let question = self.forge.question(base, head, session)?;
        Case::read(revisions, question, session.today).map(Some)
    }
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
    let told = Told { report: &report, known: known.as_deref(), folder: revisions.folder() };
    write(arguments, session, &head.configs, &head.plan, &told, out)?;
    tell(case, &range, session);
    let is_wrong = report.count(Level::Error) > 0;
    Ok(if head.problems.is_empty() { Outcome::found_if(is_wrong) } else { Outcome::Incomplete })
}
