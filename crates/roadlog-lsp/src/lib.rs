//! The language server: what an editor sends and gets, translated and scheduled. What is said about a plan stands in
//! `roadlog-ide` and below.

mod announced;
mod check;
mod diagnostics;
mod dispatch;
mod features;
mod parent;
mod past;
mod protocol;
mod server;
mod settings;
mod spelling;
mod stamp;
mod text;
mod transport;
mod uri;
mod world;

use std::io::{self, BufReader, BufWriter, Read, Write};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use tokio::sync::{Notify, mpsc, watch};

use dispatch::{Dispatcher, Ways};
use protocol::LspService;
use server::{ANSWERS, Server};
pub use settings::{Probe, Settings, Step};
use spelling::Spelling;
use transport::{Frames, Outbox, write_all};

/// How many frames may wait to be looked at.
const FRAMES: usize = 64;
/// How many threads read the disk and run the rules, beside those that work out answers: one may be at it for long, where
/// it reads a history.
const BESIDE: usize = 2;
/// How long the client may take to read the last words.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// How a server ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The client shut it down first.
    InOrder,
    /// It did not.
    Early,
}

/// Serves a client until it says `exit`, its input ends, it reads no more, or its process is gone.
///
/// # Errors
/// The system gives no threads.
pub fn serve(
    input: impl Read + Send + 'static,
    output: impl Write + Send + 'static,
    settings: Settings,
) -> io::Result<Ending> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        // Whatever takes long is done on the others. Each thread keeps some memory at hand.
        .worker_threads(1)
        .max_blocking_threads(ANSWERS + BESIDE)
        .enable_time()
        .build()?;
    let (outbox, queue) = Outbox::new();
    let unread = Arc::new(Notify::new());
    let (written, last_word) = channel();
    let nobody_reads = Arc::clone(&unread);
    thread::Builder::new().name("output".to_owned()).spawn(move || {
        let mut output = BufWriter::new(output);
        if write_all(&queue, &mut output).is_err() {
            nobody_reads.notify_one();
        }
        // Fails where the server did not wait so long.
        written.send(()).ok();
    })?;
    let (found, frames) = mpsc::channel(FRAMES);
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        let mut input = Frames::new(BufReader::new(input));
        while let Ok(Some(frame)) = input.next() {
            if found.blocking_send(frame).is_err() {
                return;
            }
        }
    })?;
    let last = outbox.clone();
    let ending = runtime.block_on(async {
        let (process, parent) = watch::channel(None);
        let settings = Arc::new(settings);
        let is_tested = settings.probe.is_some();
        let service = LspService::build(|client| Server::new(client, outbox, Spelling::default(), settings, process));
        let service = if is_tested {
            service.custom_method("roadlog/text", Server::both_texts).custom_method("roadlog/kept", Server::kept)
        } else {
            service
        };
        let (service, socket) = service.finish();
        tokio::spawn(diagnostics::push(service.inner().clone()));
        tokio::spawn(past::follow(service.inner().clone()));
        Dispatcher::new(service, socket).serve(Ways { frames, unread, parent }).await
    });
    last.finish();
    runtime.shutdown_background();
    // A client that does not read is not waited for any longer.
    last_word.recv_timeout(LAST_WORDS).ok();
    Ok(ending)
}
