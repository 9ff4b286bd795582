//! How changes on the disk are noticed: the client tells of them where it can, else the server looks.

use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustc_hash::{FxHashMap, FxHasher};
use serde_json::json;
use tokio::time::{sleep, timeout};

use super::{PATIENCE, Server};
use crate::protocol::{FileChangeType, FileEvent, Registration};
use crate::uri;

/// How often the server looks where the client does not watch.
pub(crate) const OFTEN: Duration = Duration::from_secs(2);
/// What is watched.
const PATTERNS: [&str; 3] = ["**/*.backlog", "**/*.roadmap", "**/roadlog.toml"];

impl Server {
    /// Sees to it that changes on the disk are noticed.
    pub(crate) fn watch(&self, often: Duration) {
        let server = self.clone();
        if self.world().client.watches_files() {
            tokio::spawn(async move { timeout(PATIENCE, server.ask_to_watch()).await });
        } else {
            tokio::spawn(async move { server.look(often).await });
        }
    }

    async fn ask_to_watch(&self) -> crate::protocol::Result<()> {
        let watchers: Vec<_> = PATTERNS.iter().map(|pattern| json!({ "globPattern": pattern })).collect();
        let registration = Registration {
            id: "roadlog/files".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: Some(json!({ "watchers": watchers })),
        };
        self.client.register_capability(vec![registration]).await
    }

    /// Reads again what these files are part of. The text of an open document counts for more than its file.
    pub(crate) fn files_changed(&self, events: &[FileEvent]) {
        let mut ids: Vec<u32> = Vec::new();
        {
            let world = self.world();
            for event in events {
                let is_own = event.typ == FileChangeType::CHANGED && world.document(event.uri.as_str()).is_some();
                let Some(file) = uri::path(event.uri.as_str()).filter(|_| !is_own) else { continue };
                ids.extend(world.around(&file).iter().filter(|id| !ids.contains(id)).copied().collect::<Vec<_>>());
            }
        }
        for id in ids {
            self.reload(id);
        }
    }

    /// Reads again what these files are part of, whatever happened to them.
    pub(crate) fn files_moved<'u>(&self, uris: impl IntoIterator<Item = &'u str>) {
        let events =
            uris.into_iter().map(|uri| FileEvent { uri: uri::typed(&uri::valid(uri)), typ: FileChangeType::CREATED });
        self.files_changed(&events.collect::<Vec<_>>());
    }

    /// Looks again and again whether files have changed.
    async fn look(&self, often: Duration) {
        let mut before: FxHashMap<u32, u64> = FxHashMap::default();
        loop {
            sleep(often).await;
            let watched = self.world().files_to_watch();
            for (id, files) in watched {
                let Ok(now) = tokio::task::spawn_blocking(move || stamp(&files)).await else { continue };
                if before.insert(id, now).is_some_and(|before| before != now) {
                    self.reload(id);
                }
            }
        }
    }
}

/// What the disk says of these files and folders: another number once one of them was written, made or removed.
fn stamp(files: &[PathBuf]) -> u64 {
    let mut hasher = FxHasher::default();
    for file in files {
        file.hash(&mut hasher);
        written(file).hash(&mut hasher);
    }
    hasher.finish()
}

fn written(file: &Path) -> Option<(u64, std::time::SystemTime)> {
    let metadata = file.metadata().ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}
