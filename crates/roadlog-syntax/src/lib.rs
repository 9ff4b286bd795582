//! The roadlog text format: bytes to lossless lines, items and values with spans, and back.

mod kind;
mod span;

pub use kind::Kind;
pub use span::Span;
