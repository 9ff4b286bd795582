//! What changed between two plans, in the plan's own words, and whether whoever changed it may.
//!
//! Revisions arrive as plans: nothing here knows a repository.

mod authority;
mod change;
mod compare;
mod policy;
mod sentence;

pub use authority::{Court, Evidence, Ground, Identity, Origins, Reason, Refusal, UnknownOrigins, Verdict, Versions};
pub use change::{Change, Criterion, Detail, Direction, Newcomer, Place, Question, Subject, Topic};
pub use compare::changes;
pub use policy::{PolicyFile, policy_changes};
