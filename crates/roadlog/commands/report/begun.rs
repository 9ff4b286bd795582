//! The plans with which sprints began: scope that changes is what came after that.

use std::sync::Arc;

use roadlog_config::Phase;
use roadlog_git::{CommitId, GitError, Plans};
use roadlog_model::{Plan, PlanItem};
use roadlog_syntax::value::Id;

use crate::errors::Error;
use crate::revisions::{Revisions, git};

/// For each of these sprints the plan of the first commit in which it runs, where it runs in any. The branch is walked
/// back from its end, no further than to the first of them; what a shallow clone does not have is not known.
///
/// # Errors
/// The history, or something in it, cannot be read.
pub(super) fn begun(
    sprints: &[&Id],
    end: CommitId,
    revisions: &Revisions,
    plans: &mut Plans<'_>,
) -> Result<Vec<(Id, Arc<Plan>)>, Error> {
    let mut found = Vec::new();
    let mut looked_for: Vec<(&Id, Option<Arc<Plan>>)> = sprints.iter().map(|id| (*id, None)).collect();
    let mut newer = None;
    for commit in revisions.repository.main_line(end).map_err(|error| git(&error))? {
        if looked_for.is_empty() {
            return Ok(found);
        }
        let commit = match commit {
            Err(GitError::Shallow) => return Ok(found),
            commit => commit.map_err(|error| git(&error))?,
        };
        let revision = plans.of_commit(&commit, newer.as_ref()).map_err(|error| git(&error))?;
        looked_for.retain_mut(|(id, first)| match revision.plan.first(id).and_then(PlanItem::phase) {
            Some(Phase::Doing) => {
                *first = Some(Arc::clone(&revision.plan));
                true
            }
            // It is over in this commit, and ran in one before.
            Some(phase) if phase.is_closed() && first.is_none() => true,
            _ => {
                found.extend(first.take().map(|plan| ((*id).clone(), plan)));
                false
            }
        });
        newer = Some(revision);
    }
    // The history begins with those that are left.
    found.extend(looked_for.into_iter().filter_map(|(id, first)| Some((id.clone(), first?))));
    Ok(found)
}
