//! History: what a range of commits did to the plan, and what has not been touched for long.

pub(crate) mod criteria_changed;
pub(crate) mod lost_removal;
pub(crate) mod met_for_other_words;
pub(crate) mod moved_goalposts;
pub(crate) mod reused_id;
pub(crate) mod silent_removal;
pub(crate) mod slipping;
pub(crate) mod sprint_scope;
pub(crate) mod stale_draft;
pub(crate) mod status_jump;
