//! Product management's part: what is wanted and how it is seen to be reached, and whether work and goals meet.

mod below;
mod calendar;
mod metrics;
mod standing;
mod why;

pub(crate) mod delivery_metric;
pub(crate) mod goal_without_initiative;
pub(crate) mod goal_without_metric;
pub(crate) mod goal_without_why;
pub(crate) mod incomplete_metric;
pub(crate) mod initiative_without_evidence;
pub(crate) mod initiative_without_goal;
pub(crate) mod initiative_without_why;
pub(crate) mod initiative_without_work;
pub(crate) mod launch_ahead_of_work;
pub(crate) mod launch_without_checklist;
pub(crate) mod missing_vision;
pub(crate) mod orphan_work;
pub(crate) mod overdue_metric;
pub(crate) mod overfull_now;
pub(crate) mod short_horizon;
pub(crate) mod stale_evidence;
pub(crate) mod unit_mismatch;
pub(crate) mod unmoved_metric;
pub(crate) mod unsupported_research;
