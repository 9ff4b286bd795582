//! The server through the wire: an editor in memory at one end, the server itself at the other.

mod changes;
mod diagnostics;
mod disk;
mod features;
mod frames;
mod lifecycle;
mod offers;
mod support;
mod texts;
