//! What changed between two plans, in the plan's own words, and whether whoever changed it may.
//!
//! Revisions arrive as plans: nothing here knows a repository.

mod authority;
mod blame;
mod change;
mod compare;
mod policy;
mod sentence;
#[cfg(test)]
mod testing;
mod timeline;

pub use authority::{
    Commit, CommitRange, Court, Evidence, Ground, Identity, Judged, Origins, Reason, Refusal, State, TimelineOrigins,
    UnknownOrigins, Verdict, Versions, attributed, commit_changes, judge_range,
};
pub use blame::Blamed;
pub use change::{Change, Criterion, Detail, Direction, Newcomer, Place, Question, Subject, Topic};
pub use compare::{are_alike, changes, criterion_words, depend_on_the_rest};
pub use policy::{PolicyFile, policy_changes};
pub use timeline::{Step, Timeline};
