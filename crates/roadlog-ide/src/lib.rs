//! An editor's questions about a plan, answered in plain data: byte offsets and strings.
//!
//! Each feature is one module with one function of a [`Snapshot`]: nothing here reads a file, waits, or knows the
//! protocol of language servers.

mod about;
pub mod actions;
mod changed;
pub mod completion;
pub mod folding;
pub mod formatting;
pub mod hierarchy;
pub mod hover;
pub mod inlay;
pub mod lenses;
pub mod links;
mod names;
pub mod navigation;
pub mod past;
pub mod rename;
pub mod selection;
mod snapshot;
mod spot;
pub mod symbols;
#[cfg(test)]
mod testing;
pub mod tokens;
mod toml;
mod toml_table;

pub use roadlog_report::markup;
pub use snapshot::{FilePosition, FileSpan, LazyTakenIds, Snapshot, Surroundings};
