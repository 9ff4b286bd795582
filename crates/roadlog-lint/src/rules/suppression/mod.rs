//! Comments that allow what a rule finds.

pub(crate) mod no_reason;
pub(crate) mod unknown;
pub(crate) mod unused;
