//! What `codeowners` writes: a block of lines that say who has to approve a change of which plan file.

pub(crate) mod block;
pub(crate) mod file;
pub(crate) mod lines;
