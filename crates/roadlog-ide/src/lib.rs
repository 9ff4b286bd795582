//! An editor's questions about a plan, answered in plain data: byte offsets and strings.
//!
//! Each feature is one module with one function of a [`Snapshot`]: nothing here reads a file, waits, or knows the
//! protocol of language servers.

mod about;
pub mod completion;
pub mod hover;
pub mod markup;
mod snapshot;
mod spot;
#[cfg(test)]
mod testing;
mod toml;

pub use snapshot::{FilePosition, FileSpan, LazyTakenIds, Snapshot, Surroundings};
