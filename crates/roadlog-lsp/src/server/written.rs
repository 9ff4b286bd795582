//! Answers that are written as JSON where they are worked out. The protocol's library makes a tree of values of every
//! answer, which takes many times the memory of what is sent, and makes it on the few threads that everybody waits for.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Server;
use super::answer::Cancel;
use crate::protocol::{Result, Uri, fault, request};
use crate::world::View;

tokio::task_local! {
    /// Where the answer of the handler that runs is put.
    static WRITTEN: Written;
}

/// The place for what is answered to one request, once it is written. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Written(Arc<Mutex<Option<Vec<u8>>>>);

impl Written {
    /// The handler, whose answer is put here where it is written.
    pub(crate) fn by<H: Future>(&self, handler: H) -> impl Future<Output = H::Output> + use<H> {
        WRITTEN.scope(self.clone(), handler)
    }

    /// The answer as JSON, once.
    pub(crate) fn take(&self) -> Option<Vec<u8>> {
        self.lock().take()
    }

    fn lock(&self) -> MutexGuard<'_, Option<Vec<u8>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Server {
    /// As [`Server::work`], for what is answered as it is and may be large. Whatever the handler gives after that is not
    /// looked at.
    ///
    /// # Errors
    /// Nobody waits for it any more, or it panicked.
    pub(crate) async fn write<R: request::Request>(
        &self,
        work: impl FnOnce(&Cancel) -> R::Result + Send + 'static,
    ) -> Result<()> {
        let written = self.work(R::METHOD, move |cancel| serde_json::to_vec(&work(cancel))).await?;
        // What the protocol's types hold can be written as JSON, and every handler has a place for it.
        let written = written.map_err(|_| fault(R::METHOD))?;
        WRITTEN.try_with(|place| *place.lock() = Some(written)).map_err(|_| fault(R::METHOD))
    }

    /// As [`Server::answer`], for what is answered as it is and may be large. Nothing is left to be given: always `None`.
    pub(crate) async fn answer_written<R, T>(
        &self,
        uri: &Uri,
        work: impl FnOnce(&View, &str, &Cancel) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>>
    where
        R: request::Request<Result = Option<T>>,
    {
        let Some((view, path)) = self.settled_view(uri).await else { return Ok(None) };
        self.write::<R>(move |cancel| work(&view, &path, cancel)).await?;
        Ok(None)
    }
}
