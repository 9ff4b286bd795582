//! The server through the wire: an editor in memory at one end, the server itself at the other.

mod diagnostics;
mod disk;
mod frames;
mod lifecycle;
mod support;
mod texts;
