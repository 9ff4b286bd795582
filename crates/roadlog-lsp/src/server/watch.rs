//! How changes on the disk are noticed: the client tells of them where it can, else the server looks.

use std::sync::PoisonError;
use std::time::Duration;

use serde_json::json;
use tokio::time::{sleep, timeout};

use super::{PATIENCE, Server};
use crate::protocol::{FileChangeType, FileEvent, Registration};
use crate::stamp::stamp;
use crate::uri;
use crate::world::{Document, Reload};

/// How often the server looks where the client does not watch.
pub(crate) const OFTEN: Duration = Duration::from_secs(2);
/// What is watched in every workspace.
const PATTERNS: [&str; 3] = ["**/*.backlog", "**/*.roadmap", "**/roadlog.toml"];

impl Server {
    /// Sees to it that changes on the disk are noticed.
    pub(crate) fn watch(&self, often: Duration) {
        if self.world().client.watches_files() {
            self.watch_patterns(PATTERNS.map(str::to_owned));
        } else {
            let server = self.clone();
            tokio::spawn(async move { server.look(often).await });
        }
    }

    /// Asks the client to watch the files that a workspace names by patterns of its own.
    pub(crate) fn watch_included(&self, id: u32) {
        let included = self.world().workspace(id).map(|workspace| workspace.included()).unwrap_or_default();
        if self.world().client.watches_files() {
            self.watch_patterns(included.into_iter().map(|pattern| format!("**/{pattern}")));
        }
    }

    /// Asks the client to watch what it does not watch already.
    fn watch_patterns(&self, patterns: impl IntoIterator<Item = String>) {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = |pattern: &String| watched.insert(pattern.trim_start_matches("**/").to_owned());
        let new: Vec<String> = patterns.into_iter().filter(is_new).collect();
        if new.is_empty() {
            return;
        }
        let watchers: Vec<_> = new.iter().map(|pattern| json!({ "globPattern": pattern })).collect();
        let registration = Registration {
            id: format!("roadlog/files/{}", watched.len()),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: Some(json!({ "watchers": watchers })),
        };
        let client = self.client.clone();
        // A client that refuses goes on without.
        tokio::spawn(async move { timeout(PATIENCE, client.register_capability(vec![registration])).await });
    }

    /// Reads again what these files are part of. The text of an open document counts for more than its file.
    pub(crate) fn files_changed(&self, events: &[FileEvent]) {
        let mut ids: Vec<u32> = Vec::new();
        {
            let mut world = self.world();
            let all = world.workspaces().len();
            for event in events {
                if ids.len() == all {
                    break;
                }
                let is_own = event.typ == FileChangeType::CHANGED && world.document(event.uri.as_str()).is_some();
                let Some(file) = uri::path(event.uri.as_str()).filter(|_| !is_own) else { continue };
                ids.extend(world.around(&file).iter().filter(|id| !ids.contains(id)).copied().collect::<Vec<_>>());
            }
        }
        for id in ids {
            self.reload(id);
        }
    }

    /// Sees to it that the file of a document that was closed counts again. Nothing is read anew where it says what the
    /// document said.
    pub(crate) fn closed(&self, document: Document, is_of_disk: bool) {
        let file = uri::path(document.uri.as_str()).filter(|_| is_of_disk && document.is_in_step);
        let Some(file) = file else { return self.reload(document.workspace) };
        let server = self.clone();
        tokio::spawn(async move {
            let (text, id) = (document.text, document.workspace);
            let says = move || std::fs::read(file).is_ok_and(|bytes| bytes == text.as_str().as_bytes());
            if !tokio::task::spawn_blocking(says).await.unwrap_or_default() {
                server.reload(id);
            }
        });
    }

    /// Reads again the other workspaces that have a file of `own`, as those do that read its folder.
    pub(crate) fn saved(&self, uri: &str, own: u32) {
        let around = uri::path(uri).map(|file| self.world().around(&file)).unwrap_or_default();
        for id in around.into_iter().filter(|id| *id != own) {
            self.reload(id);
        }
    }

    /// Reads again what these files are part of, whatever happened to them.
    pub(crate) fn files_moved<'u>(&self, uris: impl IntoIterator<Item = &'u str>) {
        let events =
            uris.into_iter().map(|uri| FileEvent { uri: uri::typed(&uri::valid(uri)), typ: FileChangeType::CREATED });
        self.files_changed(&events.collect::<Vec<_>>());
    }

    /// Looks again and again whether files have changed since they were read.
    async fn look(&self, often: Duration) {
        loop {
            sleep(often).await;
            let watched = self.world().files_to_watch();
            for (id, files) in watched {
                let Ok(now) = tokio::task::spawn_blocking(move || stamp(&files)).await else { continue };
                let has_changed = self.world().workspace(id).is_some_and(|workspace| {
                    // While it is being read, that says what it finds.
                    workspace.reload == Reload::No && workspace.read_at.replace(now) != Some(now)
                });
                if has_changed {
                    self.reload(id);
                }
            }
        }
    }
}
