//! The server: what every handler shares, and the list of methods that it answers.

mod answer;
mod capabilities;
mod language_server;
mod reload;
mod watch;
mod written;

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use rustc_hash::FxHashSet;
use tokio::sync::{Notify, Semaphore};

use crate::check::Checker;
use crate::diagnostics::{Pushed, QUIET, Stir};
use crate::features::SentTokens;
use crate::past::Known;
use crate::protocol::{Client, Json, MessageType};
use crate::settings::Settings;
use crate::spelling::Spelling;
use crate::transport::Outbox;
use crate::world::{View, World};

pub(crate) use answer::Cancel;
pub(crate) use capabilities::offer_more;
pub(crate) use written::Written;

/// How long a client may take to answer what the server asks it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);
/// How many answers are worked out at the same time; more of them wait. An editor asks for most of them together and they
/// take milliseconds, so that more threads would hardly be quicker, while each keeps some memory at hand.
pub(crate) const ANSWERS: usize = 3;

/// The server. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Server(Arc<Shared>);

/// What every handler shares.
#[derive(Debug)]
pub(crate) struct Shared {
    /// The client.
    pub(crate) client: Client,
    /// What waits to be written to it.
    pub(crate) outbox: Outbox,
    /// How it spells its addresses.
    pub(crate) spelling: Spelling,
    /// What the program told.
    pub(crate) settings: Arc<Settings>,
    /// Wakes whoever pushes diagnostics.
    pub(crate) stir: Stir,
    world: Mutex<World>,
    /// Told whenever a workspace was loaded.
    loaded: Notify,
    /// A turn for each answer that is worked out.
    turns: Semaphore,
    quiet: OnceLock<Duration>,
    /// The process of the client, once it is known.
    parent: tokio::sync::watch::Sender<Option<u32>>,
    often: OnceLock<Duration>,
    /// The folders to open once the client is ready.
    folders: Mutex<Vec<PathBuf>>,
    /// The semantic tokens that clients have.
    tokens: Mutex<SentTokens>,
    /// The diagnostics that the client has.
    pushed: Mutex<Pushed>,
    /// The repositories around the workspaces.
    pub(crate) known: Known,
    /// The patterns that the client was asked to watch.
    watched: Mutex<FxHashSet<String>>,
    /// The capabilities of a client that is about to be started, as they came.
    announced: Mutex<Json>,
}

impl Deref for Server {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl Server {
    pub(crate) fn new(
        client: Client,
        outbox: Outbox,
        spelling: Spelling,
        settings: Arc<Settings>,
        parent: tokio::sync::watch::Sender<Option<u32>>,
    ) -> Self {
        let world = Mutex::new(World::new(Arc::clone(&settings)));
        Self(Arc::new(Shared {
            client,
            outbox,
            spelling,
            settings,
            stir: Stir::default(),
            world,
            loaded: Notify::new(),
            turns: Semaphore::new(ANSWERS),
            quiet: OnceLock::new(),
            parent,
            often: OnceLock::new(),
            folders: Mutex::default(),
            tokens: Mutex::default(),
            pushed: Mutex::default(),
            known: Known::default(),
            watched: Mutex::default(),
            announced: Mutex::default(),
        }))
    }

    /// All that the server knows, for a moment.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        // Whoever panicked under the lock left values that are whole: each is put in its place in one step.
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the capabilities out of an `initialize` request.
    pub(crate) fn take_capabilities(&self, params: &mut Json) {
        if let Some(capabilities) = params.get_mut("capabilities") {
            let taken = std::mem::replace(capabilities, Json::Object(serde_json::Map::new()));
            *self.announced.lock().unwrap_or_else(PoisonError::into_inner) = taken;
        }
    }

    fn waiting_folders(&self) -> MutexGuard<'_, Vec<PathBuf>> {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The semantic tokens that clients have.
    pub(crate) fn tokens(&self) -> MutexGuard<'_, SentTokens> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The diagnostics that the client has.
    pub(crate) fn pushed(&self) -> MutexGuard<'_, Pushed> {
        self.pushed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// For how long nobody may type before diagnostics are told.
    pub(crate) fn quiet(&self) -> Duration {
        self.quiet.get().copied().unwrap_or(QUIET)
    }

    /// How often the server looks whether something on the disk has changed.
    pub(crate) fn often(&self) -> Duration {
        self.often.get().copied().unwrap_or(watch::OFTEN)
    }

    /// The workspaces whose files are read, with their findings.
    pub(crate) fn loaded_views(&self) -> Vec<(View, Arc<Mutex<Checker>>)> {
        let mut world = self.world();
        let ids: Vec<u32> = world.workspaces().iter().filter(|it| it.is_loaded).map(|it| it.id).collect();
        ids.into_iter().filter_map(|id| Some((world.view(id)?, world.checker(id)?))).collect()
    }

    /// Sends a notification that the library has no call for.
    pub(crate) fn notify(&self, method: &str, params: &Json) {
        let mut message = serde_json::json!({ "jsonrpc": "2.0", "method": method, "params": params });
        self.spelling.give_back(&mut message);
        self.outbox.send(message.to_string().as_bytes());
    }

    /// Writes a line to the client's log, without waiting.
    pub(crate) fn log(&self, level: MessageType, message: impl Into<String>) {
        self.notify("window/logMessage", &serde_json::json!({ "type": level, "message": message.into() }));
    }

    /// Shows a sentence to the user, without waiting.
    pub(crate) fn show(&self, level: MessageType, message: impl Into<String>) {
        self.notify("window/showMessage", &serde_json::json!({ "type": level, "message": message.into() }));
    }
}
