//! A server in this process, and a folder for its plan.

use std::io::pipe;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;

use roadlog_lsp::{Ending, Probe, Settings, Step, serve};
use roadlog_syntax::value::parse_date;
use roadlog_testkit::editor::{Editor, Wire};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The day on which every test plays.
pub(crate) const TODAY: &str = "2026-11-27";

/// A configuration that knows the people of the examples.
pub(crate) const PEOPLE: &str = "[people]\nana = { name = \"Ana\", roles = [\"product-manager\"] }\n\
    maria = { name = \"Maria\", roles = [\"product-owner\"] }\nli = { name = \"Li\", roles = [\"developer\"] }\n";

/// A folder with files in it.
pub(crate) struct Folder {
    folder: TempDir,
}

impl Folder {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let made = Self { folder: tempfile::tempdir().unwrap() };
        for (path, text) in files {
            made.write(path, text);
        }
        made
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        let folder = self.folder.path().canonicalize().unwrap();
        if path.is_empty() { folder } else { folder.join(path) }
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let file = self.path(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }

    /// The address of a file in it.
    pub(crate) fn uri(&self, path: &str) -> String {
        uri(&self.path(path))
    }
}

pub(crate) fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// What the program tells a server.
pub(crate) fn settings(home: Option<PathBuf>, probe: Option<Probe>) -> Settings {
    let rule_pages = "https://example.com/rules/";
    Settings { version: "0", rule_pages, today: Box::new(|| parse_date(TODAY).unwrap()), home, seed: 1, probe }
}

/// A server in this process.
pub(crate) struct Served {
    server: JoinHandle<Ending>,
}

impl Served {
    /// A server, and the wire to it.
    pub(crate) fn new(home: Option<PathBuf>, probe: Option<Probe>) -> (Self, Wire) {
        let ((from_client, to_server), (from_server, to_client)) = (pipe().unwrap(), pipe().unwrap());
        let server = std::thread::spawn(move || serve(from_client, to_client, settings(home, probe)).unwrap());
        (Self { server }, Wire::new(to_server, from_server))
    }

    /// How it ended.
    pub(crate) fn ending(self) -> Ending {
        self.server.join().expect("no input makes the server panic")
    }
}

/// A probe that is called with each method whose answer is worked out.
pub(crate) fn probe(call: impl Fn(&str) + Send + Sync + 'static) -> Probe {
    Arc::new(move |step, method| {
        if step == Step::WorkedOut {
            call(method);
        }
    })
}

/// An editor on a server for one folder.
pub(crate) fn editor(folder: &Folder, capabilities: &Value) -> (Editor, Served) {
    editor_with(folder, capabilities, probe(|_| ()))
}

/// The same with a probe.
pub(crate) fn editor_with(folder: &Folder, capabilities: &Value, probe: Probe) -> (Editor, Served) {
    let (served, wire) = Served::new(None, Some(probe));
    let root = uri(&folder.path(""));
    (Editor::start(wire, capabilities, &[&root], &json!({ "debounce": 0 })), served)
}

/// Ends a session in order.
pub(crate) fn finish(editor: Editor, served: Served) {
    editor.finish();
    assert_eq!(served.ending(), Ending::InOrder);
}

/// The rules of some diagnostics.
pub(crate) fn rules(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().map(|diagnostic| diagnostic["code"].as_str().unwrap()).collect()
}

/// A plan with a bit of everything.
pub(crate) const PLAN: &str = "\
initiative PAY-1 Checkout
  owner: @maria

story PAY-2 Pay without an account
  status: ready
  owner: @maria
  for: PAY-1
  needs: PAY-3
  points: 3
  As a guest, I want to pay, so that I am fast.
  [ ] The guest pays by card
  [ ] The guest gets a receipt

task PAY-3 Ask the bank
  assignee: @li
  links: https://example.com/bank
";

/// What a client announces that can do everything.
pub(crate) fn everything() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "window": { "workDoneProgress": true },
        "workspace": {
            "applyEdit": true, "symbol": {}, "workspaceFolders": true,
            "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create", "rename", "delete"] },
            "didChangeWatchedFiles": { "dynamicRegistration": true },
            "fileOperations": { "willRename": true, "didRename": true, "didCreate": true, "didDelete": true },
        },
        "textDocument": {
            "definition": { "linkSupport": true }, "references": {}, "documentHighlight": {},
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true, "tagSupport": { "valueSet": [1] } },
            "callHierarchy": {}, "typeHierarchy": {}, "foldingRange": {}, "selectionRange": {}, "documentLink": {},
            "linkedEditingRange": {}, "hover": { "contentFormat": ["markdown", "plaintext"] },
            "completion": { "completionItem": {
                "snippetSupport": true, "insertReplaceSupport": true, "documentationFormat": ["markdown"],
                "tagSupport": { "valueSet": [1] },
            } },
            "semanticTokens": {
                "requests": { "range": true, "full": { "delta": true } },
                "tokenTypes": [], "tokenModifiers": [], "formats": ["relative"],
            },
            "formatting": {}, "rangeFormatting": {}, "onTypeFormatting": {}, "rename": { "prepareSupport": true },
            "codeAction": {
                "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix", "refactor", "source"] } },
                "isPreferredSupport": true, "disabledSupport": true, "dataSupport": true,
                "resolveSupport": { "properties": ["edit"] },
            },
            "codeLens": {}, "inlayHint": {}, "publishDiagnostics": { "relatedInformation": true },
        },
    })
}

/// An editor with the plan open, the address of it, and the folder.
pub(crate) fn with_plan(capabilities: &Value) -> (Folder, Editor, Served, String) {
    let folder = Folder::new(&[("roadlog.toml", PEOPLE), ("plan.backlog", PLAN)]);
    let (mut editor, served) = editor(&folder, capabilities);
    let uri = folder.uri("plan.backlog");
    editor.open(&uri, PLAN);
    (folder, editor, served, uri)
}
