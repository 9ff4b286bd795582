//! History: what a range of commits did to the plan.

pub(crate) mod moved_goalposts;
