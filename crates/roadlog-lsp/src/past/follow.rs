//! The task that keeps pasts up to date and judges what is not committed: once nobody has typed for a moment, and beside
//! everything that somebody waits for.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use roadlog_ide::past::uncommitted;
use roadlog_workspace::Root;
use rustc_hash::FxHashMap;

use super::held::Held;
use super::read::{Read, read};
use crate::check::Checker;
use crate::diagnostics::lock;
use crate::server::Server;
use crate::stamp::stamp;
use crate::world::LoadedPlan;

/// For how long nobody may have typed.
const QUIET: Duration = Duration::from_millis(300);

/// What is known of the repositories around workspaces. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Known(Arc<Mutex<Repositories>>);

/// By workspace, what its repository told, and the stamp of its files from before it was read.
type Repositories = FxHashMap<u32, (Read, Option<u64>)>;

impl Known {
    fn lock(&self) -> MutexGuard<'_, Repositories> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Of how many workspaces something is known.
    pub(crate) fn count(&self) -> usize {
        self.lock().len()
    }
}

impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Known").finish_non_exhaustive()
    }
}

/// Follows for as long as the server runs. `often` is how often it is looked whether HEAD has moved.
pub(crate) async fn follow(server: Server) {
    let known = server.known.clone();
    loop {
        let quiet = QUIET.min(server.quiet() * 2);
        let is_stirred = server.stir.unjudged(quiet, server.often()).await;
        if is_stirred || have_moved(&known).await {
            server.outbox.room().await;
            let views = server.loaded_views();
            known.lock().retain(|id, _| views.iter().any(|(view, _)| view.workspace == *id));
            for (view, checker) in views {
                of_workspace(&server, &known, view.workspace, checker).await;
            }
        }
    }
}

/// Whether one of the repositories has another HEAD, or another user.
async fn have_moved(known: &Known) -> bool {
    let known = known.clone();
    let looked = tokio::task::spawn_blocking(move || {
        known.lock().values().any(|(read, before)| Some(stamp(&read.files)) != *before)
    });
    looked.await.unwrap_or_default()
}

async fn of_workspace(server: &Server, known: &Known, id: u32, checker: Arc<Mutex<Checker>>) {
    let loaded = server.world().workspace(id).and_then(|workspace| workspace.loaded_plan());
    let Some((root, plan)) = loaded.filter(|(root, _)| root.git().is_some()) else { return };
    let (again, known) = (server.clone(), known.clone());
    // A fault there costs what it would have told.
    let Ok(is_new) = tokio::task::spawn_blocking(move || take_past(&again, &known, id, &root, &plan)).await else {
        return;
    };
    // What was typed meanwhile is judged too.
    let Some(view) = server.world().view(id) else { return };
    let judged = tokio::task::spawn_blocking(move || {
        let findings = uncommitted(&view.snapshot);
        lock(&checker).hold(Held::new(findings, view.snapshot))
    });
    // Rules that ask since when something says what it says find other things, too.
    let is_else = judged.await.unwrap_or_default() || is_new;
    if is_else {
        server.stir.judged();
    }
    server.refresh_for_past(is_else, is_new);
}

/// Takes over what the repository tells, where that is something new.
fn take_past(server: &Server, known: &Known, id: u32, root: &Root, plan: &LoadedPlan) -> bool {
    let mut known = known.lock();
    let goes_on = || server.world().workspace(id).is_some();
    // Before anything is read: what moves meanwhile is seen by the next look. Of what was never read there is none, so that
    // it is looked at once more.
    let now = known.get(&id).map(|(read, _)| stamp(&read.files));
    match read(root, plan, known.get(&id).map(|(read, _)| read), &goes_on) {
        Ok(Some(new)) => {
            let past = new.past.clone();
            // That takes a while, and everybody waits for the world.
            let history = past.as_ref().map(|past| Arc::new(past.history()));
            server.world().take_past(id, past, history);
            known.insert(id, (new, now));
            true
        }
        Ok(None) => {
            if let Some((_, before)) = known.get_mut(&id) {
                *before = now;
            }
            false
        }
        // Without it nothing is told that depends on it.
        Err(_) => false,
    }
}
