//! An editor's questions about a plan, answered in plain data: byte offsets and strings.
//!
//! Each feature is one module with one function of a [`Snapshot`]: nothing here reads a file, waits, or knows the
//! protocol of language servers.

pub mod actions;
mod changed;
pub mod formatting;
pub mod inlay;
pub mod lenses;
mod snapshot;
#[cfg(test)]
mod testing;

pub use snapshot::{FilePosition, FileSpan, LazyTakenIds, Snapshot, Surroundings};
