//! A client that does not read: it is not worked for any further, and misses nothing once it reads again.

use std::io::{self, Write, pipe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::spawn;

use roadlog_lsp::serve;
use roadlog_testkit::editor::{Editor, Wire};
use serde_json::{Value, json};

use crate::support::{Folder, everything, probe, settings, uri};

/// How many bytes of answers the server keeps for a client that does not read.
const KEPT: usize = 8 << 20;
/// How many answers are worked out at the same time, and one that is being written.
const AT_WORK: usize = 4;

/// What lets bytes pass to the client, or does not.
#[derive(Default)]
struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    is_closed: bool,
    /// How many bytes may pass although it is closed.
    allowed: usize,
    passed: usize,
}

impl Gate {
    fn set(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap());
        self.changed.notify_all();
    }

    /// Waits until as many bytes have passed as may.
    fn used_up(&self) -> usize {
        let state = self.state.lock().unwrap();
        self.changed.wait_while(state, |state| state.allowed > 0).unwrap().passed
    }
}

/// The server's way to the client, through the gate.
struct Gated<W> {
    gate: Arc<Gate>,
    output: W,
}

impl<W: Write> Write for Gated<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let state = self.gate.state.lock().unwrap();
        let mut state = self.gate.changed.wait_while(state, |state| state.is_closed && state.allowed == 0).unwrap();
        let most = if state.is_closed { state.allowed.min(bytes.len()) } else { bytes.len() };
        state.allowed = state.allowed.saturating_sub(most);
        state.passed += most;
        drop(state);
        self.gate.changed.notify_all();
        self.output.write_all(&bytes[..most])?;
        Ok(most)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

#[test]
fn who_does_not_read_is_not_worked_for_and_gets_every_answer_later() {
    let text: String =
        (0..4000).flat_map(|at| ["task PAY-", &at.to_string(), " Ask the bank\n\n"].map(str::to_owned)).collect();
    let folder = Folder::new(&[("plan.backlog", &text)]);
    let worked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&worked);
    let count = probe(move |method| {
        counted.fetch_add(usize::from(method == "textDocument/semanticTokens/full"), Ordering::SeqCst);
    });
    let gate = Arc::<Gate>::default();
    let ((from_client, to_server), (from_server, to_client)) = (pipe().unwrap(), pipe().unwrap());
    let gated = Gated { gate: Arc::clone(&gate), output: to_client };
    let server = spawn(move || serve(from_client, gated, settings(None, Some(count))).unwrap());
    let wire = Wire::new(to_server, from_server);
    let mut editor = Editor::start(wire, &everything(), &[&uri(&folder.path(""))], &json!({ "debounce": 0 }));
    let asked = json!({ "textDocument": { "uri": folder.uri("plan.backlog") } });
    let method = "textDocument/semanticTokens/full";
    let told = |answer: Result<Value, Value>| answer.unwrap()["data"].to_string().len();
    let size = told(editor.request(method, &asked));
    let kept = KEPT / size;
    let requests = 3 * kept;
    gate.set(|state| (state.is_closed, state.passed) = (true, 0));
    worked.store(0, Ordering::SeqCst);
    let ids: Vec<i64> = (0..requests).map(|_| editor.ask(method, &asked)).collect();
    for _ in 0..20 {
        gate.set(|state| state.allowed = size);
        let passed = gate.used_up();
        let most = (KEPT + passed) / size + AT_WORK;
        let worked = worked.load(Ordering::SeqCst);
        assert!(worked <= most, "{worked} answers of {size} bytes were worked out, and {passed} bytes were read");
    }
    gate.set(|state| state.is_closed = false);
    for id in ids {
        assert_eq!(told(editor.answer(id)), size);
    }
    editor.finish();
    server.join().unwrap();
}
