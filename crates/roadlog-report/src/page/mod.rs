//! Lines of styled text: what a view is rendered to before a terminal, or anything else, shows it.

mod bar;
mod columns;
mod line;
mod measure;
mod paper;

pub(crate) use line::flowed;
pub use line::{Line, Role, Segment};
pub use paper::{Glyphs, Paper};

pub(crate) use bar::bar;
pub use columns::aligned;
pub(crate) use columns::flowing;
pub(crate) use measure::wrap;
