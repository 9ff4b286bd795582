//! What was meant by a value that is not written as it should be, where there is no doubt about it.
//!
//! Nothing here runs for a value that is right, and every text is looked at only up to a fixed length.

mod calendar;
mod digits;

pub(super) use calendar::{date, period};
pub(super) use digits::{amount, number, percent};
