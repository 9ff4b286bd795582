//! What is staged of the plan for the next commit, and whose changes that are.

use roadlog_git::{CommitId, Plans, Revision};
use roadlog_history::Change;

use super::run::Asked;
use crate::commands::diff::between;
use crate::errors::Error;
use crate::judge::refuse_broken;
use crate::revisions::{Standing, committed, git, staged};
use crate::whose::Whose;

/// What changes with the next commit.
pub(super) struct Staged {
    /// The changes.
    pub(super) changes: Vec<Change>,
    /// The plan as it will be.
    pub(super) after: Standing,
    /// Whose the changes are.
    pub(super) whose: Whose,
}

impl Staged {
    /// Reads what is staged.
    pub(super) fn of(asked: &Asked<'_>) -> Result<Self, Error> {
        let mut plans = asked.revisions.plans()?;
        let head = asked.revisions.repository.head().map_err(|error| git(&error))?;
        let before = committed(&mut plans, head, None, asked.session)?;
        let after = staged(&mut plans, before.as_ref(), asked.session)?;
        Self::between(head, before.as_ref(), &after, &mut plans, asked)
    }

    /// What changed from the last commit to what is staged, both read already.
    pub(super) fn between(
        head: Option<CommitId>,
        before: Option<&Revision>,
        after: &Revision,
        plans: &mut Plans<'_>,
        asked: &Asked<'_>,
    ) -> Result<Self, Error> {
        // What a merge brings in is that of others, who have made it already.
        let is_merge = asked.revisions.repository.git_folder().join("MERGE_HEAD").exists();
        let standing = before.map_or_else(|| Ok(Standing::empty()), |before| Standing::of_revision(before, plans))?;
        let is_reliable = before.is_some_and(|before| refuse_broken(before, &standing.policy).is_ok());
        let head = head.filter(|_| is_reliable && !is_merge);
        let before = standing;
        let after = Standing::of_revision(after, plans)?;
        let changes = between(&before, &after);
        let whose = Whose::of_staged(&changes, head, [&before, &after], asked.revisions, asked.session)?;
        Ok(Self { changes, after, whose })
    }
}
