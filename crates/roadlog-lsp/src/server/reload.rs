//! When workspaces are read: in the background, once for however many reasons came together.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::{sleep, timeout};

use super::{PATIENCE, Server};
use crate::protocol::{MessageType, ProgressToken};
use crate::settings::Step;
use crate::stamp::stamp;
use crate::world::{Reload, load};

/// For how long the disk may be busy before it is read again.
const QUIET: Duration = Duration::from_millis(100);
/// What clients can be told to ask for again, as they announce it.
const DIAGNOSTICS: &str = "diagnostics";
const LENSES: &str = "codeLens";

impl Server {
    /// Reads every workspace that was never read.
    pub(crate) fn load_new(&self) {
        let ids: Vec<u32> = {
            let mut world = self.world();
            let new = world.workspaces().iter().filter(|it| !it.is_loaded && it.reload == Reload::No);
            new.map(|workspace| workspace.id).collect()
        };
        for id in ids {
            self.reload_after(id, Duration::ZERO);
        }
    }

    /// Reads a workspace again, once the disk is quiet.
    pub(crate) fn reload(&self, id: u32) {
        self.reload_after(id, QUIET.min(self.quiet()));
    }

    fn reload_after(&self, id: u32, quiet: Duration) {
        let mut world = self.world();
        let Some(workspace) = world.workspace(id) else { return };
        workspace.reload = match workspace.reload {
            Reload::No => {
                let server = self.clone();
                tokio::spawn(async move { server.keep_loading(id, quiet).await });
                Reload::Awaited
            }
            Reload::Awaited => Reload::Awaited,
            Reload::Runs | Reload::RunsAgain => Reload::RunsAgain,
        };
    }

    async fn keep_loading(&self, id: u32, quiet: Duration) {
        sleep(quiet).await;
        while self.load_once(id).await {
            sleep(QUIET.min(self.quiet())).await;
        }
    }

    /// Loads a workspace; says whether somebody asked for it once more meanwhile.
    async fn load_once(&self, id: u32) -> bool {
        let job = {
            let mut world = self.world();
            let Some(workspace) = world.workspace(id) else { return false };
            workspace.reload = Reload::Runs;
            world.job(id)
        };
        let Some(job) = job else { return false };
        let finished = self.progress(id);
        let settings = Arc::clone(&self.settings);
        let loaded = tokio::task::spawn_blocking(move || {
            settings.probe(Step::WorkedOut, "load");
            load(job)
        });
        let loaded = loaded.await;
        // Fails where nothing is shown.
        finished.send(()).ok();
        match loaded {
            Ok(loaded) => {
                let mut world = self.world();
                self.tell_problems(world.news_of(id, &loaded.problems));
                world.take(id, loaded);
            }
            Err(_) => self.log(MessageType::ERROR, "roadlog failed to read the plan: this is a fault of roadlog"),
        }
        let read_at = self.read_at(id).await;
        let again = {
            let mut world = self.world();
            let workspace = world.workspace(id);
            let again = workspace.as_ref().is_some_and(|workspace| workspace.reload == Reload::RunsAgain);
            if let Some(workspace) = workspace {
                workspace.reload = if again { Reload::Awaited } else { Reload::No };
                (workspace.is_loaded, workspace.read_at) = (true, read_at);
            }
            again
        };
        self.loaded.notify_waiters();
        self.load_new();
        self.watch_included(id);
        self.refresh();
        self.stir.urgent();
        again
    }

    /// What the disk says of the files of a workspace that has just been read, for who looks whether they change.
    async fn read_at(&self, id: u32) -> Option<u64> {
        let files = {
            let mut world = self.world();
            if world.client.watches_files() {
                return None;
            }
            world.workspace(id).filter(|workspace| workspace.base.is_some())?.files_to_watch()
        };
        tokio::task::spawn_blocking(move || stamp(&files)).await.ok()
    }

    fn tell_problems(&self, problems: Vec<&str>) {
        if let Some(first) = problems.first() {
            let more =
                if problems.len() > 1 { format!(" ({} more in the log)", problems.len() - 1) } else { String::new() };
            self.show(MessageType::WARNING, format!("{}{more}", roadlog_ide::markup::shown(first)));
        }
        for problem in problems {
            self.log(MessageType::WARNING, roadlog_ide::markup::shown(problem));
        }
    }

    /// Shows that a workspace is being read until the sender says that it is.
    fn progress(&self, id: u32) -> oneshot::Sender<()> {
        let (finished, wait) = oneshot::channel();
        if self.world().client.is("/window/workDoneProgress") {
            let client = self.client.clone();
            tokio::spawn(async move {
                let token = ProgressToken::String(format!("roadlog/load/{id}"));
                let made = timeout(PATIENCE, client.create_work_done_progress(token.clone())).await;
                if matches!(made, Ok(Ok(()))) {
                    let shown = client.progress(token, "Reading the plan").begin().await;
                    wait.await.ok();
                    shown.finish().await;
                }
            });
        }
        finished
    }

    /// Asks the client to ask again, after everything may have changed.
    fn refresh(&self) {
        self.ask_again(|_| true);
    }

    /// Asks the client to ask again for what the repository tells: diagnostics and code lenses, where they may have
    /// changed.
    pub(crate) fn refresh_for_past(&self, diagnostics: bool, lenses: bool) {
        if diagnostics || lenses {
            self.ask_again(move |what| (what == DIAGNOSTICS && diagnostics) || (what == LENSES && lenses));
        }
    }

    /// Asks the client to ask again for those of the things that it asks for again when it is told to.
    fn ask_again(&self, is_meant: impl Fn(&str) -> bool + Send + Sync + 'static) {
        let can = self.world().client.clone();
        let client = self.client.clone();
        tokio::spawn(async move {
            let may = |what: &str| is_meant(what) && can.is(&format!("/workspace/{what}/refreshSupport"));
            if can.pulls() && may(DIAGNOSTICS) {
                timeout(PATIENCE, client.workspace_diagnostic_refresh()).await.ok();
            }
            if may(LENSES) {
                timeout(PATIENCE, client.code_lens_refresh()).await.ok();
            }
            if may("inlayHint") {
                timeout(PATIENCE, client.inlay_hint_refresh()).await.ok();
            }
            if may("semanticTokens") {
                timeout(PATIENCE, client.semantic_tokens_refresh()).await.ok();
            }
        });
    }
}
