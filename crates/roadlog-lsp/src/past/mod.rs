//! What the repository around a workspace tells: who changed what, and what is changed now by somebody who may not.

mod follow;
mod held;
mod read;

pub(crate) use follow::{Known, follow};
pub(crate) use held::Held;
