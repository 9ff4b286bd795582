//! The hooks that tell what changed in the plan, once it has.

use roadlog_git::{CommitId, Plans};
use roadlog_report::page::{Line, Role};

use super::run::Asked;
use crate::commands::diff::{between, report_of};
use crate::errors::Error;
use crate::judge::Question;
use crate::output::page::write_lines;
use crate::revisions::{Standing, git};
use crate::whose::Whose;

/// How many lines a report takes at most; `roadlog diff` tells the rest.
const MOST_LINES: usize = 40;

/// After a commit: what it changed. While a rebase goes on nobody reads that, and its end tells it.
pub(super) fn after_commit(asked: &mut Asked<'_>) -> Result<(), Error> {
    if is_rebasing(asked) {
        return Ok(());
    }
    let repository = &asked.revisions.repository;
    let Some(head) = repository.head().map_err(|error| git(&error))? else { return Ok(()) };
    let mut plans = asked.revisions.plans()?;
    let parents = plans.reader().commit(head).map_err(|error| git(&error))?.parents;
    tell(asked, &mut plans, parents.first().copied(), head, true)
}

/// After a merge: what came with it. One that is squashed has changed no commit yet.
pub(super) fn after_merge(asked: &mut Asked<'_>, given: &[&str]) -> Result<(), Error> {
    if given.first() == Some(&"1") {
        return Ok(());
    }
    from_to(asked, "ORIG_HEAD", "HEAD", true)
}

/// After a switch to another commit: how the plan differs there. Files that are restored are no switch, and a clone has
/// nothing that it would differ from.
pub(super) fn after_checkout(asked: &mut Asked<'_>, given: &[&str]) -> Result<(), Error> {
    match given {
        [before, after, "1"] if before != after && !before.bytes().all(|byte| byte == b'0') && !is_rebasing(asked) => {
            from_to(asked, before, after, false)
        }
        _ => Ok(()),
    }
}

/// After an amendment or a rebase: how the plan at its end differs from what it was.
pub(super) fn after_rewrite(asked: &mut Asked<'_>, input: &str) -> Result<(), Error> {
    let last = input.lines().filter_map(|line| line.split_once(' ')).next_back();
    let Some((before, after)) = last else { return Ok(()) };
    let after = after.split(' ').next().unwrap_or(after);
    from_to(asked, before, after, false)
}

fn from_to(asked: &mut Asked<'_>, before: &str, after: &str, judges: bool) -> Result<(), Error> {
    let (before, after) = (asked.revisions.commit(before)?, asked.revisions.commit(after)?);
    let mut plans = asked.revisions.plans()?;
    tell(asked, &mut plans, Some(before), after, judges)
}

fn is_rebasing(asked: &Asked<'_>) -> bool {
    let folder = asked.revisions.repository.git_folder();
    ["rebase-merge", "rebase-apply"].iter().any(|name| folder.join(name).exists())
}

/// Tells what changed from one commit to another and, where `judges`, what of it was not its author's to change. Where no
/// file of the plan differs, nothing is read.
fn tell(
    asked: &mut Asked<'_>,
    plans: &mut Plans<'_>,
    before: Option<CommitId>,
    after: CommitId,
    judges: bool,
) -> Result<(), Error> {
    let mut read = || {
        let listing = |plans: &mut Plans<'_>, id| {
            let commit = plans.reader().commit(id)?;
            plans.list_commit(&commit)
        };
        let before = before.map(|id| listing(plans, id)).transpose()?;
        let after = listing(plans, after)?;
        if before.as_ref() == Some(&after) {
            return Ok(None);
        }
        let before = before.map(|listing| plans.of(listing, None)).transpose()?;
        let after = plans.of(after, before.as_ref())?;
        Ok(Some((before, after)))
    };
    let Some((old, new)) = read().map_err(|error| git(&error))? else { return Ok(()) };
    let old = old.map_or_else(|| Ok(Standing::empty()), |old| Standing::of_revision(&old, plans))?;
    let new = Standing::of_revision(&new, plans)?;
    let (changes, session) = (between(&old, &new), asked.session);
    // Before the first commit nobody has said who decides.
    let whose = match before.filter(|_| judges) {
        Some(base) => {
            let question = Question { base: Some(base), head: Some(after), ..Question::default() };
            Whose::of_range(&changes, asked.revisions, question, session)
        }
        None => Whose::default(),
    };
    let report = report_of(&changes, &new.plan, &whose);
    let mut lines = report.lines(&session.endless_paper());
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES - 1);
        // Of the first commit there is nothing that it could be compared with.
        let command = before.map_or_else(
            || format!("roadlog log --head {after:.10}"),
            |before| format!("roadlog diff {before:.10}..{after:.10}"),
        );
        lines.push(Line::of(format!("… and more: {command}"), Role::Muted));
    }
    write_lines(asked.out, session.color, &lines)?;
    Ok(())
}
