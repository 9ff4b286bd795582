//! `check --merge-with`: the plan as it would be after a merge, made in memory.

use std::io::Write;

use roadlog_git::{CommitId, Conflicts, Revision};
use roadlog_history::{CommitRange, State};
use roadlog_lint::wording::listed;
use roadlog_lint::{JudgedRange, Merge, Options};

use super::range::{Asked, found, known, outcome, part, tell};
use super::{Arguments, Told, only, write};

use crate::errors::{Error, Outcome};
use crate::judge::Case;
use crate::revisions::{Revisions, committed, git};
use crate::session::Session;

/// The plans that a merge puts together, and what comes of it.
struct Merged {
    /// What both began with.
    base: Revision,
    /// What is merged into.
    ours: Revision,
    /// What is merged.
    theirs: Revision,
    /// What comes of it.
    result: Revision,
}

impl Merged {
    fn merge(&self) -> Merge<'_> {
        Merge {
            commit: None,
            base: &self.base.plan,
            sides: [&self.ours.plan, &self.theirs.plan],
            result: &self.result.plan,
        }
    }
}

/// Checks the plan that a merge would make, with the commits of a range where one is asked for.
pub(super) fn run(
    arguments: &Arguments,
    revisions: &Revisions,
    case: Option<&Case<'_>>,
    session: &Session,
    out: &mut dyn Write,
) -> Result<Outcome, Error> {
    let only = only(&arguments.rules)?;
    let names =
        [arguments.range.head.as_deref().unwrap_or("HEAD"), arguments.range.merge_with.as_deref().unwrap_or_default()];
    let [ours, theirs] = [revisions.commit(names[0])?, revisions.commit(names[1])?];
    let (merged, conflicts) = read(revisions, [ours, theirs], names, session)?;
    tell_conflicts(&conflicts, names, session)?;
    let asked = Asked::by(only.as_deref());
    let options = Options { only: only.as_deref(), ..Options::on(session.today) };
    let told = |report: &_, known: Option<&[_]>, out: &mut dyn Write| {
        write(
            arguments,
            session,
            &merged.result.configs,
            &merged.result.plan,
            &Told { report, known, folder: revisions.folder() },
            out,
        )
    };
    let Some(case) = case else {
        let state = State { plan: &merged.ours.plan, policy: &[] };
        let (commits, unmade) = (CommitRange::new(state, Vec::new()), [merged.merge()]);
        let policy = merged.ours.plan.config();
        let range =
            JudgedRange { policy, commits: &commits, ids: &[], days: &[], judged: &[], merges: &unmade, earlier: None };
        let report = found(&merged.result, &Options { range: Some(&range), ..options });
        told(&report, None, out)?;
        return Ok(outcome(&report, &merged.result));
    };
    let hearing = case.hearing().with_merge(merged.merge());
    let range = hearing.range(asked.earlier);
    let history = asked.history_of_merge(&hearing, &merged.result.plan);
    let mut report = found(&merged.result, &Options { range: Some(&range), history: history.as_ref(), ..options });
    let known = arguments.range.new.then(|| part(&mut report, &known(case, &asked, session)));
    told(&report, known.as_deref(), out)?;
    tell(case, &range, &asked, session);
    Ok(outcome(&report, &merged.result))
}

fn read(
    revisions: &Revisions,
    [ours, theirs]: [CommitId; 2],
    names: [&str; 2],
    session: &Session,
) -> Result<(Merged, Conflicts), Error> {
    let bases = revisions.repository.merge_bases(ours, theirs).map_err(|error| git(&error))?;
    let base = *bases.first().ok_or_else(|| {
        let message = format!("{} and {} have no commit in common, so that they cannot be merged", names[0], names[1]);
        Error::user(message, "name a branch that the commits were made for, or fetch all of its history")
    })?;
    let merge = revisions.repository.merge(names[0], names[1]).map_err(|error| git(&error))?;
    let mut plans = revisions.plans()?;
    let mut at = |id: CommitId, near: Option<&Revision>| {
        let revision = committed(&mut plans, Some(id), near, session)?;
        revision.ok_or_else(|| Error::internal("a commit without a plan was to be merged"))
    };
    let ours = at(ours, None)?;
    let (base, theirs) = (at(base, Some(&ours))?, at(theirs, Some(&ours))?);
    let mut plans = revisions.plans_of(merge.repository())?;
    let (result, conflicts) = plans.of_merge(&merge, Some(&ours)).map_err(|error| git(&error))?;
    Ok((Merged { base, ours, theirs, result }, conflicts))
}

/// Says which files git cannot merge. Where no marker can stand in them, nothing says what the plan would be.
fn tell_conflicts(conflicts: &Conflicts, [ours, theirs]: [&str; 2], session: &Session) -> Result<(), Error> {
    if !conflicts.other.is_empty() {
        let files = listed(&conflicts.other, "and");
        let message = format!(
            "git cannot merge {theirs} into {ours}: one side deleted or replaced what the other changed, {files}"
        );
        return Err(Error::user(message, format!("merge {theirs} yourself, decide there, and run the check again")));
    }
    if !conflicts.marked.is_empty() {
        let files = listed(&conflicts.marked, "and");
        session.say(&format!(
            "git cannot merge {theirs} into {ours} by itself: both changed the same lines of {files}. What is found there \
             stands in lines of the merge, with the side of {ours} first."
        ));
    }
    Ok(())
}
