//! Why an edit is not made, and what to do in its place.

use roadlog_lint::Untrusted;

/// Why an edit is not made. Both sentences hold words of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong, in the user's words.
    pub reason: Untrusted,
    /// What to do in its place.
    pub way_out: Untrusted,
}

impl Refusal {
    /// A refusal for this reason, with this way out.
    pub(crate) fn new(reason: impl Into<Untrusted>, way_out: impl Into<Untrusted>) -> Self {
        Self { reason: reason.into(), way_out: way_out.into() }
    }
}
