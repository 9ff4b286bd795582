//! What an editor's questions are answered from: the plan as the editor shows it, and the world around it.

use std::fmt;
use std::sync::{Arc, LazyLock};

use roadlog_config::FileProblem;
use roadlog_edit::World;
use roadlog_lint::{History, Options};
use roadlog_model::{Plan, TakenIds};
use roadlog_syntax::Span;
use roadlog_syntax::value::{Date, Handle};

use crate::past::Past;

/// The ids that are taken elsewhere, looked up when somebody first asks.
pub type LazyTakenIds = LazyLock<TakenIds, Box<dyn FnOnce() -> TakenIds + Send>>;

/// The plan at one moment, with what is known of the world around it. Cheap to clone.
#[derive(Clone)]
pub struct Snapshot {
    /// The plan, unsaved text included.
    pub plan: Arc<Plan>,
    /// Every roadlog.toml of the workspace: path relative to the root, and text.
    pub configuration: Arc<[(Arc<str>, Arc<str>)]>,
    /// The world around it.
    pub surroundings: Arc<Surroundings>,
}

/// The world around a plan.
pub struct Surroundings {
    /// The day that counts as today.
    pub today: Date,
    /// Who sits at the editor, where that is known.
    pub user: Option<Handle>,
    /// Whether a file or folder of this path, relative to the workspace's root, is there.
    pub path_exists: Box<dyn Fn(&str) -> bool + Send + Sync>,
    /// What each roadlog.toml by itself has wrong.
    pub config_problems: Vec<FileProblem>,
    /// Folders that `[workspace] reads` names and that are not there.
    pub missing_reads: Vec<String>,
    /// Since when fields say what they say, where that is known.
    pub history: Option<Arc<History>>,
    /// What the repository around the plan tells of it, where there is one.
    pub past: Option<Arc<Past>>,
    /// The ids that are taken elsewhere.
    pub taken_ids: LazyTakenIds,
    /// What random ids are drawn from.
    pub seed: u64,
    /// Which state of the world all this but the day tells of, as [`Options::state`] says.
    pub state: u64,
}

impl Surroundings {
    /// The world of which nothing is known but the day.
    pub fn on(today: Date) -> Self {
        Self {
            today,
            user: None,
            path_exists: Box::new(|_| true),
            config_problems: Vec::new(),
            missing_reads: Vec::new(),
            history: None,
            past: None,
            taken_ids: LazyLock::new(Box::new(|| TakenIds::none().clone())),
            seed: 0,
            state: 0,
        }
    }

    /// The same, as the rules ask for it.
    pub fn options(&self) -> Options<'_> {
        Options {
            today: self.today,
            path_exists: &*self.path_exists,
            config_problems: &self.config_problems,
            missing_reads: &self.missing_reads,
            history: self.history.as_deref(),
            taken_ids: &self.taken_ids,
            seed: self.seed,
            state: self.state,
            only: None,
            range: None,
        }
    }
}

impl fmt::Debug for Surroundings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Surroundings").field("today", &self.today).field("user", &self.user).finish_non_exhaustive()
    }
}

impl Snapshot {
    /// Lets an edit be worked out from the snapshot: `ask` gets the world as `roadlog-edit` wants it.
    pub fn with_world<T>(&self, ask: impl FnOnce(World<'_>) -> T) -> T {
        let options = self.surroundings.options();
        ask(World { plan: &self.plan, options: &options, actor: self.surroundings.user.as_ref() })
    }

    /// The text of the roadlog.toml at this path.
    pub fn configuration_at(&self, path: &str) -> Option<&str> {
        self.configuration.iter().find(|(at, _)| **at == *path).map(|(_, text)| &**text)
    }
}

/// A place in a file, where a cursor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilePosition<'a> {
    /// The path relative to the workspace's root, parted by `/`.
    pub path: &'a str,
    /// Bytes from the start of the file; where it lies within a character, the start of that character is meant.
    pub offset: u32,
}

/// A part of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileSpan {
    /// The path relative to the workspace's root, parted by `/`.
    pub path: Arc<str>,
    /// Its bytes.
    pub span: Span,
}
