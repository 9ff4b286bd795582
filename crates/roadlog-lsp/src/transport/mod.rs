//! Bytes to messages and back: one thread reads, one writes, and neither knows what a message means.

mod frame;
mod message;
mod outbox;
mod surrogate;

pub(crate) use frame::{Frame, Frames};
pub(crate) use message::{Incoming, read};
pub(crate) use outbox::{Outbox, write_all};
