//! What is found, brought to the editor: pushed by the server or pulled by the client, never both.

mod convert;
mod pull;
mod push;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::check::Checker;

pub(crate) use convert::diagnostic;
pub(crate) use pull::{document, workspace};
pub(crate) use push::{Pushed, QUIET, Stir, push};

/// The findings of a workspace, for one at a time.
pub(crate) fn lock(checker: &Arc<Mutex<Checker>>) -> MutexGuard<'_, Checker> {
    checker.lock().unwrap_or_else(PoisonError::into_inner)
}
