//! Messages to handlers, in the order in which they came: what changes documents is done before the next message is
//! looked at, and a question gets its view of them and is answered beside.

use std::ops::ControlFlow;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;

use futures::{FutureExt, SinkExt, StreamExt};
use tokio::sync::{Notify, Semaphore, mpsc, watch};
use tower::Service;
use tower_lsp::{ClientSocket, ExitedError};

use crate::Ending;
use crate::protocol::{Error, ErrorCode, Id, LspService, MessageType, Request, Response, error, fault};
use crate::server::{Server, Written, offer_more};
use crate::settings::Step;
use crate::transport::{Frame, Incoming, Outbox, read};

/// How many questions may wait for their answers before the next message is looked at. Each holds the plan as it was
/// when the question came, so that without an end to them a client that asks faster than it is answered takes all memory.
const QUESTIONS: usize = 64;

/// Serves until one of the ways out is taken.
pub(crate) struct Dispatcher {
    service: LspService<Server>,
    server: Server,
    /// A place for each question that waits.
    questions: Arc<Semaphore>,
    answers: Pin<Box<dyn futures::Sink<Response, Error = ExitedError> + Send>>,
    was_shut_down: bool,
}

/// What ends a server besides `exit`.
pub(crate) struct Ways {
    /// Frames; the end of input where there are no more.
    pub(crate) frames: mpsc::Receiver<Frame>,
    /// Somebody found that nobody reads any more.
    pub(crate) unread: Arc<Notify>,
    /// The process of the client, once it is known.
    pub(crate) parent: watch::Receiver<Option<u32>>,
}

impl Dispatcher {
    /// Begins to pass on what the server sends by itself.
    pub(crate) fn new(service: LspService<Server>, socket: ClientSocket) -> Self {
        let server = service.inner().clone();
        let (mut requests, answers) = socket.split();
        let sending = server.clone();
        tokio::spawn(async move {
            while let Some(request) = requests.next().await {
                send(&sending, serde_json::to_value(&request));
            }
        });
        let questions = Arc::new(Semaphore::new(QUESTIONS));
        Self { service, server, questions, answers: Box::pin(answers), was_shut_down: false }
    }

    /// Serves.
    pub(crate) async fn serve(mut self, mut ways: Ways) -> Ending {
        let (outbox, questions) = (self.server.outbox.clone(), Arc::clone(&self.questions));
        let orphaned = crate::parent::gone(ways.parent);
        tokio::pin!(orphaned);
        loop {
            let next = next(&outbox, &questions, &mut ways.frames);
            tokio::select! {
                biased;
                () = ways.unread.notified() => return self.ending(),
                () = &mut orphaned => return self.ending(),
                frame = next => match frame {
                    None => return self.ending(),
                    Some(frame) => if self.take(frame).await.is_break() { return self.ending() },
                },
            }
        }
    }

    const fn ending(&self) -> Ending {
        if self.was_shut_down { Ending::InOrder } else { Ending::Early }
    }

    async fn take(&mut self, frame: Frame) -> ControlFlow<()> {
        let body = match frame {
            Frame::Body(body) => body,
            Frame::TooLong(length) => {
                let told = format!("a message of {length} bytes was left out: 32 MiB are the most");
                self.answer(&Response::from_error(Id::Null, error(ErrorCode::InvalidRequest, told)));
                return ControlFlow::Continue(());
            }
        };
        match read(&body, &self.server.spelling) {
            Ok(Incoming::Call(call)) if call.method() == "exit" => return ControlFlow::Break(()),
            Ok(Incoming::Call(call)) => self.call(call),
            // Fails only after `exit`.
            Ok(Incoming::Answer(answer)) => drop(self.answers.send(answer).await),
            Err(refusal) => self.answer(&refusal),
        }
        ControlFlow::Continue(())
    }

    /// Hands a call on. The first step of its handler is taken here, so that whatever it does at once is done in the
    /// order of the messages: a notification is over with it, a question has taken its view.
    fn call(&mut self, call: Request) {
        let call = if call.method() == "initialize" { self.without_capabilities(call) } else { call };
        let (method, id) = (call.method().to_owned(), call.id().cloned());
        let handler = || {
            self.server.settings.probe(Step::Taken, &method);
            self.service.call(call)
        };
        let Ok(handler) = std::panic::catch_unwind(AssertUnwindSafe(handler)) else {
            return self.panicked(&method, id);
        };
        let written = Written::default();
        let mut handler = Box::pin(AssertUnwindSafe(written.by(handler)).catch_unwind());
        let Some(done) = (&mut handler).now_or_never() else {
            let server = self.server.clone();
            // There is one: this is the only way to take one, and the message was not looked at without.
            let place = Arc::clone(&self.questions).try_acquire_owned();
            tokio::spawn(async move {
                let done = handler.await;
                finish(&server, &method, id, done, &written);
                drop(place);
            });
            return;
        };
        let is_fine = matches!(&done, Ok(Ok(Some(response))) if response.is_ok());
        self.was_shut_down |= method == "shutdown" && is_fine;
        finish(&self.server, &method, id, done, &written);
    }

    fn without_capabilities(&self, call: Request) -> Request {
        let (method, id, params) = call.into_parts();
        let mut call = Request::build(method).params(params.map_or_else(Default::default, |mut params| {
            self.server.take_capabilities(&mut params);
            params
        }));
        if let Some(id) = id {
            call = call.id(id);
        }
        call.finish()
    }

    fn panicked(&self, method: &str, id: Option<Id>) {
        finish(&self.server, method, id, Err(Box::new(())), &Written::default());
    }

    fn answer(&self, response: &Response) {
        send(&self.server, serde_json::to_value(response));
    }
}

/// The next frame, once the client has room for what comes of it and there is a place for one more question.
async fn next(outbox: &Outbox, questions: &Semaphore, frames: &mut mpsc::Receiver<Frame>) -> Option<Frame> {
    outbox.room().await;
    // Fails where the places are closed, which they never are.
    drop(questions.acquire().await);
    frames.recv().await
}

type Done = std::thread::Result<Result<Option<Response>, ExitedError>>;

/// Sends what came of a call. Every request gets an answer.
fn finish(server: &Server, method: &str, id: Option<Id>, done: Done, written: &Written) {
    let answer = match (done, id) {
        (Ok(Ok(Some(response))), _) => response,
        (Ok(Ok(None)), Some(id)) => Response::from_error(id, Error::method_not_found()),
        (Ok(Err(ExitedError { .. })), Some(id)) => Response::from_error(id, Error::invalid_request()),
        (Err(_), id) => {
            let fault = fault(method);
            let Some(id) = id else { return server.log(MessageType::ERROR, fault.message) };
            Response::from_error(id, fault)
        }
        (_, None) => return,
    };
    if let Some(result) = written.take().filter(|_| answer.is_ok()) {
        let id = serde_json::to_string(answer.id()).unwrap_or_default();
        let message = [br#"{"jsonrpc":"2.0","id":"#, id.as_bytes(), br#","result":"#, &result, b"}"].concat();
        return send_written(server, &message);
    }
    if method != "initialize" && server.spelling.is_plain() {
        // Nearly every answer goes out as it is: a large one is not copied on its way.
        let written = serde_json::to_vec(&answer);
        return written.iter().for_each(|body| server.outbox.send(body));
    }
    let mut message = serde_json::to_value(&answer);
    if let ("initialize", Ok(message)) = (method, &mut message)
        && let Some(capabilities) = message.pointer_mut("/result/capabilities")
    {
        offer_more(&server.world().client, capabilities);
    }
    send(server, message);
}

/// The same for a message that is JSON already.
fn send_written(server: &Server, message: &[u8]) {
    if server.spelling.is_plain() {
        server.outbox.send(message);
    } else {
        send(server, serde_json::from_slice(message));
    }
}

/// Puts a message into the queue, its addresses as the client writes them.
fn send(server: &Server, message: serde_json::Result<serde_json::Value>) {
    // What the protocol's types hold can be written as JSON.
    let Ok(mut message) = message else { return };
    if !server.spelling.is_plain() {
        server.spelling.give_back(&mut message);
    }
    server.outbox.send(message.to_string().as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_message_is_looked_at_while_as_many_questions_wait_as_may() {
        let (outbox, _queue) = Outbox::new();
        let questions = Arc::new(Semaphore::new(2));
        let (found, mut frames) = mpsc::channel(1);
        found.try_send(Frame::Body(b"{}".to_vec())).unwrap();
        let first = Arc::clone(&questions).try_acquire_owned().unwrap();
        let second = Arc::clone(&questions).try_acquire_owned().unwrap();
        assert!(next(&outbox, &questions, &mut frames).now_or_never().is_none());
        drop(first);
        assert!(next(&outbox, &questions, &mut frames).now_or_never().is_some());
        drop(second);
        assert_eq!(questions.available_permits(), 2);
    }
}
