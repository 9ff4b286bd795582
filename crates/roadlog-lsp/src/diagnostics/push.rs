//! Diagnostics pushed to the client: of the newest revision only, once nobody has typed for a moment.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustc_hash::FxHashMap;
use tokio::sync::Notify;
use tokio::time::{Instant, timeout, timeout_at};

use super::{convert, lock};
use crate::check::Checker;
use crate::protocol::{Diagnostic, Uri};
use crate::server::Server;
use crate::world::View;

/// For how long nobody may have typed.
pub(crate) const QUIET: Duration = Duration::from_millis(150);
/// After how long somebody is told who never stops typing.
const PATIENCE: Duration = Duration::from_millis(500);

/// Wakes whoever pushes.
#[derive(Debug, Default)]
pub(crate) struct Stir {
    changed: Notify,
    unjudged: Notify,
    is_urgent: AtomicBool,
}

impl Stir {
    /// Something was typed.
    pub(crate) fn typed(&self) {
        self.changed.notify_one();
        self.unjudged.notify_one();
    }

    /// Something happened after which nobody waits: a document was opened or saved, a workspace loaded.
    pub(crate) fn urgent(&self) {
        self.judged();
        self.unjudged.notify_one();
    }

    /// There is something else to say about changes that are not committed.
    pub(crate) fn judged(&self) {
        self.is_urgent.store(true, Ordering::Release);
        self.changed.notify_one();
    }

    /// Waits until there is something to judge, and nobody types any more; but no longer than this: whether there is.
    pub(crate) async fn unjudged(&self, quiet: Duration, most: Duration) -> bool {
        if timeout(most, self.unjudged.notified()).await.is_err() {
            return false;
        }
        let end = Instant::now() + PATIENCE * 4;
        while !quiet.is_zero() {
            let until = (Instant::now() + quiet).min(end);
            if timeout_at(until, self.unjudged.notified()).await.is_err() {
                break;
            }
        }
        true
    }

    /// Waits until it is time to tell.
    async fn settled(&self, quiet: Duration) {
        self.changed.notified().await;
        if quiet.is_zero() {
            // Even a wait of no length ends at the next full millisecond.
            self.is_urgent.store(false, Ordering::Release);
            return;
        }
        let end = Instant::now() + PATIENCE;
        while !self.is_urgent.swap(false, Ordering::AcqRel) {
            let until = (Instant::now() + quiet).min(end);
            if timeout_at(until, self.changed.notified()).await.is_err() {
                return;
            }
        }
    }
}

/// What the client was told last of each file: at which address, and a name for the diagnostics.
#[derive(Debug, Default)]
pub(crate) struct Pushed {
    files: FxHashMap<(u32, Arc<str>), (Uri, String)>,
    /// The revision of each workspace at that time.
    revisions: FxHashMap<u32, u64>,
}

/// What the client does not know yet.
#[derive(Debug)]
struct News {
    uri: Uri,
    diagnostics: Vec<Diagnostic>,
    version: Option<i32>,
}

/// Brings findings up to date for as long as the server runs, and tells them to a client that does not ask for them.
pub(crate) async fn push(server: Server) {
    loop {
        server.stir.settled(server.quiet()).await;
        server.outbox.room().await;
        let views = server.loaded_views();
        let pulls = server.world().client.pulls();
        let mut news = server.pushed().without(&views);
        for (view, checker) in views {
            let (id, again) = (view.workspace, server.clone());
            let told = tokio::task::spawn_blocking(move || {
                let mut checker = lock(&checker);
                checker.update(&view.snapshot, view.revision);
                if pulls { Vec::new() } else { again.pushed().news(&view, &mut checker) }
            });
            match told.await {
                Ok(told) => news.extend(told),
                // A fault of a rule costs this round, and neither the server nor the next one.
                Err(_) => server.pushed().doubt(id),
            }
        }
        for News { uri, diagnostics, version } in news {
            server.client.publish_diagnostics(uri, diagnostics, version).await;
        }
    }
}

impl Pushed {
    /// Of how many files and workspaces something is kept.
    pub(crate) fn count(&self) -> usize {
        self.files.len() + self.revisions.len()
    }

    /// Takes back what was told of workspaces that are there no more.
    fn without(&mut self, views: &[(View, Arc<Mutex<Checker>>)]) -> Vec<News> {
        let is_there = |id: u32| views.iter().any(|(view, _)| view.workspace == id);
        self.revisions.retain(|id, _| is_there(*id));
        let gone = self.files.extract_if(|(id, _), _| !is_there(*id));
        gone.map(|(_, (uri, _))| News { uri, diagnostics: Vec::new(), version: None }).collect()
    }

    /// Takes nothing for granted that was told of a workspace.
    fn doubt(&mut self, id: u32) {
        self.revisions.remove(&id);
    }

    /// What a client does not know yet of the findings in a workspace.
    fn news(&mut self, view: &View, checker: &mut Checker) -> Vec<News> {
        let before = self.revisions.insert(view.workspace, view.revision);
        let mut paths = checker.take_changed();
        if before == Some(view.revision) && paths.is_empty() {
            return Vec::new();
        }
        if before.is_none() {
            let all = self.files.keys().filter(|(id, _)| *id == view.workspace);
            paths.extend(all.map(|(_, path)| Arc::clone(path)));
        }
        paths.extend(view.open_paths().cloned());
        paths.sort_unstable();
        paths.dedup();
        paths.into_iter().flat_map(|path| self.of_file(view, path, checker)).collect()
    }

    fn of_file(&mut self, view: &View, path: Arc<str>, checker: &Checker) -> Vec<News> {
        let diagnostics = convert::diagnostics(view, &path, &checker.of_file(&path));
        let (uri, version) = (view.uri(&path), view.version(&path));
        let key = (view.workspace, path);
        let Some(uri) = uri else { return Vec::new() };
        let name = convert::name(&diagnostics);
        let before = self.files.insert(key.clone(), (uri.clone(), name.clone()));
        let mut news = Vec::new();
        if let Some((old, _)) = before.as_ref().filter(|(old, _)| *old != uri) {
            news.push(News { uri: old.clone(), diagnostics: Vec::new(), version: None });
        }
        let is_known = before.as_ref().is_some_and(|before| *before == (uri.clone(), name));
        if diagnostics.is_empty() && version.is_none() {
            self.files.remove(&key);
        }
        if !is_known {
            news.push(News { uri, diagnostics, version });
        }
        news
    }
}
