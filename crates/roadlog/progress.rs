//! Progress of work that takes over a second, for somebody who watches a terminal.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::session::{Session, write_to_stderr};

/// How long work goes on before anything is shown.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often what is shown moves.
const BEAT: Duration = Duration::from_millis(120);
/// What turns while work goes on.
const WHEEL: [char; 4] = ['|', '/', '-', '\\'];
/// Goes to the start of the line and clears it.
const CLEAR: &str = "\r\u{1b}[2K";

/// What is being done at present.
type Step = Arc<Mutex<&'static str>>;

/// Shows what is being done while it lives, where somebody watches.
#[derive(Debug)]
pub(crate) struct Progress {
    step: Step,
    /// Nothing is ever sent: that it is gone is the end.
    end: Option<Sender<()>>,
    watcher: Option<JoinHandle<()>>,
}

impl Progress {
    /// Starts with what is being done: "Reading the plan".
    pub(crate) fn start(session: &Session, step: &'static str) -> Self {
        let step = Step::new(Mutex::new(step));
        if !session.is_watched() {
            return Self { step, end: None, watcher: None };
        }
        let (end, ended) = channel();
        let shown = Arc::clone(&step);
        let watcher = std::thread::Builder::new().name("progress".to_owned());
        let watcher = watcher.spawn(move || watch(&ended, &shown, &mut write_to_stderr)).ok();
        Self { step, end: Some(end), watcher }
    }

    /// Goes on to the next step.
    pub(crate) fn step(&self, step: &'static str) {
        *self.step.lock().unwrap_or_else(PoisonError::into_inner) = step;
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(watcher) = self.watcher.take() {
            let _ended = watcher.join();
        }
    }
}

/// Shows the step that is being done, from the second second on, until the end.
fn watch(ended: &Receiver<()>, step: &Step, show: &mut dyn FnMut(&str)) {
    let mut shown = 0_usize;
    while ended.recv_timeout(if shown == 0 { PATIENCE } else { BEAT }) == Err(RecvTimeoutError::Timeout) {
        let step = *step.lock().unwrap_or_else(PoisonError::into_inner);
        show(&format!("{CLEAR}{} {step}…", WHEEL[shown % WHEEL.len()]));
        shown += 1;
    }
    if shown > 0 {
        show(CLEAR);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_is_done_at_once_shows_nothing() {
        let (end, ended) = channel();
        drop(end);
        let mut shown = String::new();
        watch(&ended, &Step::new(Mutex::new("Reading")), &mut |text| shown.push_str(text));
        assert_eq!(shown, "");
    }
}
