//! The roadlog text format: bytes to lossless lines, items and values with spans, and back.

pub mod chars;
mod conflict;
mod document;
pub mod edit;
mod entry_text;
pub mod fingerprint;
pub mod format;
mod grammar;
mod incremental;
mod item;
mod kind;
mod line;
pub mod mention;
mod parse;
mod passage;
mod span;
pub mod user_story;
pub mod value;

pub use document::{Document, NodeKind};
pub use edit::{Edit, EditError};
pub use entry_text::EntryText;
pub use grammar::{begins, header_word};
pub use incremental::Edited;
pub use item::{Entry, EntryKind, Item, Paragraph};
pub use kind::Kind;
pub use line::{Line, LineKind, Mark, indentation};
pub use parse::{TooLarge, parse};
pub use passage::Passage;
pub use span::Span;
