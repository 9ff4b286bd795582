//! How a question is answered: from a view taken when it came, on a thread of its own, until somebody cancels it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Server;
use crate::protocol::{Error, Result, Uri, fault};
use crate::settings::Step;
use crate::world::View;

/// Whether somebody still waits for an answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Whether nobody waits any more. To be asked for every file, and for every thousand lines of one.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Cancels when it is dropped, as the future of a handler is when the client cancels its request.
struct Guard(Cancel);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.0.store(true, Ordering::Relaxed);
    }
}

impl Server {
    /// Works something out on a thread of its own, once there is one and the client has room for what comes of it. A
    /// panic there is an error of this answer alone.
    ///
    /// # Errors
    /// Nobody waits for it any more, or it panicked.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        method: &'static str,
        work: impl FnOnce(&Cancel) -> T + Send + 'static,
    ) -> Result<T> {
        let cancel = Cancel::default();
        let _guard = Guard(cancel.clone());
        // Fails where the turns are closed, which they never are.
        let _turn = self.turns.acquire().await;
        self.outbox.room().await;
        let settings = Arc::clone(&self.settings);
        let worked = tokio::task::spawn_blocking(move || {
            if cancel.is_cancelled() {
                return None;
            }
            settings.probe(Step::WorkedOut, method);
            Some(work(&cancel)).filter(|_| !cancel.is_cancelled())
        });
        match worked.await {
            Ok(Some(answer)) => Ok(answer),
            Ok(None) => Err(Error::request_cancelled()),
            Err(_) => Err(fault(method)),
        }
    }

    /// Answers a question about a document, or about a file of a workspace that is not open. `None` where the server
    /// knows none of this address.
    pub(crate) async fn answer<T: Send + 'static>(
        &self,
        method: &'static str,
        uri: &Uri,
        work: impl FnOnce(&View, &str, &Cancel) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let Some((view, path)) = self.settled_view(uri).await else { return Ok(None) };
        self.work(method, move |cancel| work(&view, &path, cancel)).await
    }

    /// The same for an answer that carries edits: none of a document that is out of step with the client, and an error
    /// where the workspace has moved on.
    pub(crate) async fn answer_with_edits<T: Send + 'static>(
        &self,
        method: &'static str,
        uri: &Uri,
        work: impl FnOnce(&View, &str, &Cancel) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let Some((view, path)) = self.settled_view(uri).await else { return Ok(None) };
        if !view.is_in_step(&path) {
            return Ok(None);
        }
        let (id, revision) = (view.workspace, view.revision);
        let answer = self.work(method, move |cancel| work(&view, &path, cancel)).await?;
        self.unless_moved_on(id, revision, answer)
    }

    /// The same for edits of the document alone: they hold for as long as its own text does, whatever else changes.
    pub(crate) async fn answer_with_own_edits<T: Send + 'static>(
        &self,
        method: &'static str,
        uri: &Uri,
        work: impl FnOnce(&View, &str, &Cancel) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let Some((view, path)) = self.settled_view(uri).await else { return Ok(None) };
        if !view.is_in_step(&path) {
            return Ok(None);
        }
        let (id, revision, text) = (view.workspace, view.revision, view.open_text(&path));
        let answer = self.work(method, move |cancel| work(&view, &path, cancel)).await?;
        let Some(text) = text else { return self.unless_moved_on(id, revision, answer) };
        // An edit makes another text as long as this one is kept.
        let is_same = self.world().document(uri.as_str()).is_some_and(|now| Arc::ptr_eq(&now.text, &text));
        if is_same { Ok(answer) } else { Err(Error::content_modified()) }
    }

    /// An answer, unless the workspace has moved on since this revision.
    pub(crate) fn unless_moved_on<T>(&self, id: u32, revision: u64, answer: T) -> Result<T> {
        let now = self.world().workspace(id).map(|workspace| workspace.revision);
        if now == Some(revision) { Ok(answer) } else { Err(Error::content_modified()) }
    }

    /// The view of a document once its workspace is loaded. Where it is, it is taken at once.
    pub(crate) async fn settled_view(&self, uri: &Uri) -> Option<(View, Arc<str>)> {
        loop {
            let loaded = self.loaded.notified();
            {
                let mut world = self.world();
                let (view, path) = world.view_of(uri.as_str())?;
                if world.workspace(view.workspace)?.is_loaded {
                    return Some((view, path));
                }
            }
            loaded.await;
        }
    }

    /// Waits until every workspace is loaded.
    pub(crate) async fn all_loaded(&self) {
        loop {
            let loaded = self.loaded.notified();
            if self.world().workspaces().iter().all(|workspace| workspace.is_loaded) {
                return;
            }
            loaded.await;
        }
    }
}
