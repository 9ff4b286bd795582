//! An editor in memory, for tests of a language server: it keeps texts as an editor does, sends what is typed into them,
//! applies the server's edits, and leaves no message of the server unread.

#![expect(clippy::panic, reason = "an editor is part of a test, and a server that breaks the protocol must fail it")]

mod buffer;
mod wire;

use std::collections::BTreeMap;

use serde_json::{Value, json};

pub use buffer::{Buffer, Columns};
pub use wire::{DEADLINE, Wire};

/// An open document.
#[derive(Clone, Debug)]
pub struct Open {
    /// Its text.
    pub buffer: Buffer,
    /// Its version.
    pub version: i64,
}

/// An editor.
pub struct Editor {
    /// The wire to the server.
    pub wire: Wire,
    /// What the server offered.
    pub offered: Value,
    /// The open documents, by address.
    pub documents: BTreeMap<String, Open>,
    /// The diagnostics that were pushed last, by address: the notification's parameters.
    pub diagnostics: BTreeMap<String, Value>,
    /// Every notification and request of the server so far, in order.
    pub told: Vec<Value>,
    /// Errors that are the answer to no request: of what was no message.
    pub refusals: Vec<Value>,
    /// Answers that nobody has asked for yet, by id.
    answers: BTreeMap<i64, Value>,
    columns: Columns,
    last_id: i64,
}

impl Editor {
    /// Starts a session: `initialize` with these capabilities, folders and options, and `initialized`.
    pub fn start(wire: Wire, capabilities: &Value, folders: &[&str], options: &Value) -> Self {
        let named = folders.iter().map(|uri| json!({ "uri": uri, "name": "plan" })).collect::<Vec<_>>();
        let asked = json!({
            "processId": null, "rootUri": folders.first(), "capabilities": capabilities,
            "workspaceFolders": named, "initializationOptions": options,
        });
        let mut editor = Self::unstarted(wire);
        let answer = editor.request("initialize", &asked).expect("a server can be started");
        editor.offered = answer["capabilities"].clone();
        editor.columns = Columns::of(editor.offered["positionEncoding"].as_str());
        editor.notify("initialized", &json!({}));
        editor
    }

    /// An editor that has said nothing yet.
    pub fn unstarted(wire: Wire) -> Self {
        Self {
            wire,
            offered: Value::Null,
            documents: BTreeMap::new(),
            diagnostics: BTreeMap::new(),
            told: Vec::new(),
            refusals: Vec::new(),
            answers: BTreeMap::new(),
            columns: Columns::Units,
            last_id: 0,
        }
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: &Value) {
        self.wire.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and gives its id.
    pub fn ask(&mut self, method: &str, params: &Value) -> i64 {
        self.last_id += 1;
        self.wire.send(&json!({ "jsonrpc": "2.0", "id": self.last_id, "method": method, "params": params }));
        self.last_id
    }

    /// Sends a request and waits for what comes of it.
    ///
    /// # Errors
    /// The server's error.
    pub fn request(&mut self, method: &str, params: &Value) -> Result<Value, Value> {
        let id = self.ask(method, params);
        self.answer(id)
    }

    /// Waits for the answer to a request.
    ///
    /// # Errors
    /// The server's error.
    ///
    /// # Panics
    /// The server ends without an answer.
    pub fn answer(&mut self, id: i64) -> Result<Value, Value> {
        loop {
            if let Some(answer) = self.answers.remove(&id) {
                return match answer.get("error") {
                    Some(error) => Err(error.clone()),
                    None => Ok(answer["result"].clone()),
                };
            }
            let message = self.wire.next().unwrap_or_else(|| panic!("the server ended without an answer to {id}"));
            self.take(message);
        }
    }

    /// Waits until what the server says makes `wanted` say something.
    ///
    /// # Panics
    /// The server ends before.
    pub fn wait_for<T>(&mut self, what: &str, mut wanted: impl FnMut(&mut Self) -> Option<T>) -> T {
        loop {
            if let Some(found) = wanted(self) {
                return found;
            }
            let message = self.wire.next().unwrap_or_else(|| panic!("the server ended before {what}"));
            self.take(message);
        }
    }

    /// Takes a message in: answers what the server asks, and keeps what it tells.
    pub fn take(&mut self, message: Value) {
        let id = message.get("id").and_then(Value::as_i64);
        match message.get("method").and_then(Value::as_str).map(str::to_owned) {
            None => match id {
                Some(id) => drop(self.answers.insert(id, message)),
                None => self.refusals.push(message),
            },
            Some(method) => {
                if let Some(id) = message.get("id") {
                    let result = self.reply(&method, &message["params"]);
                    self.wire.send(&json!({ "jsonrpc": "2.0", "id": id, "result": result }));
                } else if method == "textDocument/publishDiagnostics" {
                    let uri = message["params"]["uri"].as_str().expect("diagnostics are of a document").to_owned();
                    self.diagnostics.insert(uri, message["params"].clone());
                }
                self.told.push(message);
            }
        }
    }

    fn reply(&mut self, method: &str, params: &Value) -> Value {
        if method == "workspace/applyEdit" {
            self.apply(&params["edit"]);
            return json!({ "applied": true });
        }
        Value::Null
    }

    /// Opens a document.
    pub fn open(&mut self, uri: &str, text: &str) {
        let buffer = Buffer { text: text.to_owned(), columns: self.columns };
        self.documents.insert(uri.to_owned(), Open { buffer, version: 1 });
        let document = json!({ "uri": uri, "languageId": "roadlog", "version": 1, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": document }));
    }

    /// Types: each change replaces some bytes of the text that the ones before it left.
    pub fn change(&mut self, uri: &str, changes: &[(usize, usize, &str)]) {
        let open = self.documents.get_mut(uri).expect("the document is open");
        let mut sent = Vec::new();
        for &(from, to, text) in changes {
            sent.push(json!({ "range": open.buffer.range(from, to), "text": text }));
            open.buffer.text.replace_range(from..to, text);
        }
        open.version += 1;
        let document = json!({ "uri": uri, "version": open.version });
        self.notify("textDocument/didChange", &json!({ "textDocument": document, "contentChanges": sent }));
    }

    /// Replaces the whole text.
    pub fn replace(&mut self, uri: &str, text: &str) {
        let open = self.documents.get_mut(uri).expect("the document is open");
        text.clone_into(&mut open.buffer.text);
        open.version += 1;
        let document = json!({ "uri": uri, "version": open.version });
        let changes = json!([{ "text": text }]);
        self.notify("textDocument/didChange", &json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// Closes a document.
    pub fn close(&mut self, uri: &str) {
        self.documents.remove(uri);
        self.notify("textDocument/didClose", &json!({ "textDocument": { "uri": uri } }));
    }

    /// What stands in a document.
    pub fn text(&self, uri: &str) -> &str {
        &self.documents[uri].buffer.text
    }

    /// The position of a byte of a document.
    pub fn position(&self, uri: &str, byte: usize) -> Value {
        self.documents[uri].buffer.position(byte)
    }

    /// A place in a document, as most requests ask for it.
    pub fn at(&self, uri: &str, byte: usize) -> Value {
        json!({ "textDocument": { "uri": uri }, "position": self.position(uri, byte) })
    }

    /// Makes the changes of a server, and tells it of them as of any other change.
    ///
    /// # Panics
    /// A change is for another version than the editor has.
    pub fn apply(&mut self, edit: &Value) {
        let mut by_document: Vec<(String, Value)> = Vec::new();
        if let Some(changes) = edit["changes"].as_object() {
            by_document.extend(changes.iter().map(|(uri, edits)| (uri.clone(), edits.clone())));
        }
        for change in edit["documentChanges"].as_array().into_iter().flatten() {
            let Some(uri) = change["textDocument"]["uri"].as_str() else { continue };
            let version = change["textDocument"]["version"].as_i64();
            let open = self.documents.get(uri).map(|open| open.version);
            assert!(version.is_none() || version == open, "a change of version {version:?} of {uri}: {open:?}");
            by_document.push((uri.to_owned(), change["edits"].clone()));
        }
        for (uri, edits) in by_document {
            self.apply_edits(&uri, &edits);
        }
    }

    /// Makes a server's edits of one document, and tells it of them. One that is not open is left to the disk.
    pub fn apply_edits(&mut self, uri: &str, edits: &Value) {
        let Some(open) = self.documents.get(uri) else { return };
        let mut buffer = open.buffer.clone();
        buffer.apply(edits);
        let (text, length) = (buffer.text, open.buffer.text.len());
        self.change(uri, &[(0, length, &text)]);
    }

    /// Waits for diagnostics of the newest version of a document, and gives them.
    pub fn diagnostics_of(&mut self, uri: &str) -> Vec<Value> {
        let version = self.documents[uri].version;
        self.wait_for("diagnostics", |editor| {
            let told = editor.diagnostics.get(uri).filter(|told| told["version"] == version)?;
            told["diagnostics"].as_array().cloned()
        })
    }

    /// Ends the session in order: every answer that came has been taken.
    ///
    /// # Panics
    /// An answer came that nobody has asked for, or the server does not end its output.
    pub fn finish(mut self) {
        self.request("shutdown", &Value::Null).expect("a server can be shut down");
        self.notify("exit", &Value::Null);
        while let Some(message) = self.wire.next() {
            self.take(message);
        }
        assert!(self.answers.is_empty(), "answers to no request: {:?}", self.answers);
    }
}
