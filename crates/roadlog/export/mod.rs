//! The whole plan in forms that other programs read.

pub(crate) mod csv;
pub(crate) mod json;
mod layout;
mod value;
