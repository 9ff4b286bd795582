//! The two ends of the wire to a server: bytes written as they are, and messages read on a thread of their own, so that
//! every wait can have a deadline.

use std::io::{BufRead, BufReader, Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use serde_json::Value;

/// For how long a message is waited for before a test fails: long enough for a machine that is busy.
pub const DEADLINE: Duration = Duration::from_secs(20);

/// A wire to a server.
pub struct Wire {
    to: Option<Box<dyn Write + Send>>,
    from: Receiver<Value>,
}

impl Wire {
    /// A wire over the server's input and output.
    pub fn new(to: impl Write + Send + 'static, from: impl Read + Send + 'static) -> Self {
        let (found, messages) = channel();
        thread::spawn(move || {
            let mut from = BufReader::new(from);
            while let Some(message) = read(&mut from) {
                if found.send(message).is_err() {
                    return;
                }
            }
        });
        Self { to: Some(Box::new(to)), from: messages }
    }

    /// Writes bytes as they are. That the server is gone is no fault: how it ended is for the test to say.
    pub fn write(&mut self, bytes: &[u8]) {
        if let Some(to) = &mut self.to {
            let _gone = to.write_all(bytes).and_then(|()| to.flush());
        }
    }

    /// Writes a message.
    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.write(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    /// Ends the server's input.
    pub fn hang_up(&mut self) {
        self.to = None;
    }

    /// The next message; `None` at the end of the server's output.
    ///
    /// # Panics
    /// Nothing came in time.
    pub fn next(&self) -> Option<Value> {
        match self.from.recv_timeout(DEADLINE) {
            Ok(message) => Some(message),
            Err(RecvTimeoutError::Disconnected) => None,
            Err(RecvTimeoutError::Timeout) => panic!("the server said nothing for {DEADLINE:?}"),
        }
    }

    /// A message that has come already.
    pub fn ready(&self) -> Option<Value> {
        self.from.try_recv().ok()
    }
}

/// Reads a message, and fails over anything that is none: only frames may come out of a server.
fn read(from: &mut impl BufRead) -> Option<Value> {
    let mut header = String::new();
    if from.read_line(&mut header).ok()? == 0 {
        return None;
    }
    let length = header.strip_prefix("Content-Length: ").unwrap_or_else(|| panic!("no header: {header:?}"));
    let length: usize = length.trim().parse().expect("a length is a number");
    let mut end = String::new();
    from.read_line(&mut end).ok()?;
    assert_eq!(end, "\r\n", "an empty line ends a header");
    let mut body = vec![0; length];
    from.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("a body is JSON"))
}
