//! What the program tells the server: the day, the home folder and the like. Tests tell it other things.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use roadlog_syntax::value::Date;

/// Called with the name of each method, on the thread that takes it and again on the one that works its answer out,
/// before they do: a test can make it panic or wait there.
pub type Probe = Arc<dyn Fn(Step, &str) + Send + Sync>;

/// How far a message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is about to be handed on.
    Taken,
    /// Its answer is about to be worked out, or the work that it led to is about to be done.
    WorkedOut,
}

/// What the program tells the server.
pub struct Settings {
    /// The version of the program.
    pub version: &'static str,
    /// The address below which the pages about the rules lie, one for each group: it ends with `/`.
    pub rule_pages: &'static str,
    /// The day that counts as today, asked again and again: an editor stays open over midnight.
    pub today: Box<dyn Fn() -> Date + Send + Sync>,
    /// The user's home folder, which is never looked through.
    pub home: Option<PathBuf>,
    /// What random ids are drawn from.
    pub seed: u64,
    /// For tests alone.
    pub probe: Option<Probe>,
}

impl Settings {
    /// Calls the probe, where there is one.
    pub(crate) fn probe(&self, step: Step, method: &str) {
        if let Some(probe) = &self.probe {
            probe(step, method);
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings").field("version", &self.version).field("home", &self.home).finish_non_exhaustive()
    }
}
