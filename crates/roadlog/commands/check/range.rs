//! What `check --base` adds: which commits are judged, and a check of a revision from git's objects alone.

use std::io::Write;

use clap::{ArgGroup, Args};
use roadlog_git::Revision;
use roadlog_lint::{Check, Earlier, Finding, History, JudgedRange, Level, Options, RULES, Report, Rule};
use roadlog_model::Plan;

use super::{Arguments, Told, only, write};
use crate::baseline::Baseline;
use crate::errors::{Error, Outcome};
use crate::forge::ForgeArguments;
use crate::judge::{Case, Hearing};
use crate::progress::Progress;
use crate::revisions::{Revisions, committed};
use crate::session::Session;

/// Which commits are judged too.
#[derive(Args, Debug)]
#[command(group(ArgGroup::new("other").args(["base", "merge_with"]).multiple(true)))]
pub(super) struct RangeArguments {
    /// Also judge the commits since REV, by the rules of REV
    #[arg(long, value_name = "REV", group = "range", conflicts_with_all = ["fix", "write_baseline"])]
    pub(super) base: Option<String>,
    /// The last commit, read from git's objects alone
    #[arg(long, value_name = "REV", requires = "other", conflicts_with_all = ["paths", "baseline"], hide = true)]
    pub(super) head: Option<String>,
    /// Check what a merge of REV would make of the plan
    #[arg(long, value_name = "REV", conflicts_with_all = ["paths", "fix", "baseline", "write_baseline"])]
    pub(super) merge_with: Option<String>,
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

/// Which rules are asked for that look further back than the range.
pub(super) struct Asked {
    /// Whether one is that looks at what was before the range.
    pub(super) earlier: bool,
    /// Whether one is that looks at since when the plan says what it says.
    history: bool,
}

impl Asked {
    /// By the names of the rules that are asked for; all where none are named.
    pub(super) fn by(only: Option<&[&'static str]>) -> Self {
        let is_asked = |rule: &&&'static Rule| only.is_none_or(|only| only.contains(&rule.name));
        let any = |is_it: fn(&Check) -> bool| RULES.iter().filter(is_asked).any(|rule| is_it(&rule.check));
        Self {
            earlier: any(|check| matches!(check, Check::Range(_))),
            history: any(|check| matches!(check, Check::History(_))),
        }
    }

    /// Since when a plan that follows upon a range says what it says, where that is asked for and known.
    pub(super) fn history_of(&self, hearing: &Hearing<'_>, plan: &Plan) -> Option<History> {
        if self.history { hearing.history_of(plan) } else { None }
    }

    /// The same of a plan that a merge would make.
    pub(super) fn history_of_merge(&self, hearing: &Hearing<'_>, plan: &Plan) -> Option<History> {
        if self.history { hearing.history_of_merge(plan) } else { None }
    }
}

/// Says what the verdicts rest on, and what could not be looked at.
pub(super) fn tell(case: &Case<'_>, range: &JudgedRange<'_>, asked: &Asked, session: &Session) {
    if case.is_unjudged() {
        session.say("The base has no roadlog.toml, so that nobody's right to a change can be judged.");
    } else {
        session.say(&case.told(range.judged));
    }
    if let Some(Err(error)) = case.known_history()
        && (asked.history || range.judged.iter().any(|judged| Earlier::is_asked_by(&judged.change)))
    {
        session.warn(&format!(
            "nothing is said of what needs the history before the base, as of ids that once were another item: {}; {}",
            error.message, error.hint
        ));
    }
}

/// What is found in the base, so that only what is new need be told.
pub(super) fn known(case: &Case<'_>, asked: &Asked, session: &Session) -> Baseline {
    let history = if asked.history { case.history_of_base() } else { None };
    let options = Options { history: history.as_ref(), ..Options::on(session.today) };
    Baseline::of(&found(&case.policy, &options).findings)
}

pub(super) fn found(revision: &Revision, options: &Options<'_>) -> Report {
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
    let asked = Asked::by(only.as_deref());
    let progress = Progress::start(session, "Reading the history");
    let (hearing, known) = (case.hearing(), arguments.range.new.then(|| known(case, &asked, session)));
    let (range, history) = (hearing.range(asked.earlier), asked.history_of(&hearing, &head.plan));
    let options =
        Options { only: only.as_deref(), range: Some(&range), history: history.as_ref(), ..Options::on(session.today) };
    let mut report = found(&head, &options);
    drop(progress);
    let known = known.map(|known| part(&mut report, &known));
    write(
        arguments,
        session,
        &head.configs,
        &head.plan,
        &Told { report: &report, known: known.as_deref(), folder: revisions.folder() },
        out,
    )?;
    tell(case, &range, &asked, session);
    Ok(outcome(&report, &head))
}

/// Leaves what is new in a report, and gives back what is known.
pub(super) fn part(report: &mut Report, known: &Baseline) -> Vec<Finding> {
    let parted = known.part(std::mem::take(&mut report.findings));
    report.findings = parted.new;
    parted.known
}

/// What a check of a revision came to: where something was not read there is no verdict.
pub(super) fn outcome(report: &Report, revision: &Revision) -> Outcome {
    let is_wrong = report.count(Level::Error) > 0;
    if revision.problems.is_empty() { Outcome::found_if(is_wrong) } else { Outcome::Incomplete }
}
