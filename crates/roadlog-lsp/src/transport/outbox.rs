//! What waits to be written: a queue that never makes the sender wait, and one thread that empties it.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use tokio::sync::Notify;

/// How many bytes may wait before the server takes no more messages in: a client that stops reading gets no more said
/// to it.
const FULL: usize = 8 << 20;

/// The sending end. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Outbox {
    queue: Sender<Option<Box<[u8]>>>,
    load: Arc<Load>,
}

/// How much waits.
#[derive(Debug, Default)]
pub(crate) struct Load {
    bytes: AtomicUsize,
    lighter: Notify,
}

/// The receiving end, for [`write_all`].
pub(crate) struct Queue {
    messages: Receiver<Option<Box<[u8]>>>,
    load: Arc<Load>,
}

impl Outbox {
    pub(crate) fn new() -> (Self, Queue) {
        let (queue, messages) = channel();
        let load = Arc::new(Load::default());
        (Self { queue, load: Arc::clone(&load) }, Queue { messages, load })
    }

    /// Puts a body into the queue.
    pub(crate) fn send(&self, body: &[u8]) {
        self.load.bytes.fetch_add(body.len(), Ordering::AcqRel);
        // A copy: it may wait for long, and what it was written into may be twice as large as it is.
        // Fails only where the client is gone and the server about to end.
        self.queue.send(Some(Box::from(body))).ok();
    }

    /// Says that this was all.
    pub(crate) fn finish(&self) {
        self.queue.send(None).ok();
    }

    /// Waits until the client has taken so much that more may be said to it.
    pub(crate) async fn room(&self) {
        loop {
            let lighter = self.load.lighter.notified();
            if self.load.bytes.load(Ordering::Acquire) < FULL {
                return;
            }
            lighter.await;
        }
    }
}

/// Writes what is sent until somebody says that it was all.
///
/// # Errors
/// The client does not take any more.
pub(crate) fn write_all(queue: &Queue, output: &mut impl Write) -> io::Result<()> {
    while let Ok(first) = queue.messages.recv() {
        for body in std::iter::once(first).chain(queue.messages.try_iter()) {
            let Some(body) = body else { return output.flush() };
            write!(output, "Content-Length: {}\r\n\r\n", body.len())?;
            output.write_all(&body)?;
            queue.load.bytes.fetch_sub(body.len(), Ordering::AcqRel);
            queue.load.lighter.notify_waiters();
        }
        output.flush()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;

    #[test]
    fn bodies_go_out_in_order_each_with_its_length() {
        let (outbox, queue) = Outbox::new();
        outbox.send(b"{}");
        outbox.clone().send("\u{e9}".as_bytes());
        outbox.finish();
        outbox.send(b"too late");
        let mut written = Vec::new();
        write_all(&queue, &mut written).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), "Content-Length: 2\r\n\r\n{}Content-Length: 2\r\n\r\n\u{e9}");
    }

    #[test]
    fn a_client_that_does_not_read_is_waited_for() {
        let (outbox, queue) = Outbox::new();
        outbox.send(&vec![b' '; FULL]);
        assert!(outbox.room().now_or_never().is_none());
        let writer = std::thread::spawn(move || write_all(&queue, &mut io::sink()));
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(outbox.room());
        outbox.finish();
        writer.join().unwrap().unwrap();
    }
}
