//! Panics in every handler: each costs its own answer alone.

use std::sync::{Arc, Mutex};

use roadlog_lsp::{Probe, Step};
use roadlog_testkit::editor::Editor;
use serde_json::{Value, json};

use crate::support::{Folder, PEOPLE, PLAN, Served, editor_with, everything, finish};

/// Every request that a client can make (LSP 3.17 and 3.18), but for those that begin and end a session: whatever the
/// server answers is among them.
const REQUESTS: [&str; 55] = [
    "callHierarchy/incomingCalls",
    "callHierarchy/outgoingCalls",
    "codeAction/resolve",
    "codeLens/resolve",
    "completionItem/resolve",
    "documentLink/resolve",
    "inlayHint/resolve",
    "textDocument/codeAction",
    "textDocument/codeLens",
    "textDocument/colorPresentation",
    "textDocument/completion",
    "textDocument/declaration",
    "textDocument/definition",
    "textDocument/diagnostic",
    "textDocument/documentColor",
    "textDocument/documentHighlight",
    "textDocument/documentLink",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/formatting",
    "textDocument/hover",
    "textDocument/implementation",
    "textDocument/inlayHint",
    "textDocument/inlineCompletion",
    "textDocument/inlineValue",
    "textDocument/linkedEditingRange",
    "textDocument/moniker",
    "textDocument/onTypeFormatting",
    "textDocument/prepareCallHierarchy",
    "textDocument/prepareRename",
    "textDocument/prepareTypeHierarchy",
    "textDocument/rangeFormatting",
    "textDocument/rangesFormatting",
    "textDocument/references",
    "textDocument/rename",
    "textDocument/selectionRange",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/full/delta",
    "textDocument/semanticTokens/range",
    "textDocument/signatureHelp",
    "textDocument/typeDefinition",
    "textDocument/willSaveWaitUntil",
    "typeHierarchy/subtypes",
    "typeHierarchy/supertypes",
    "workspace/diagnostic",
    "workspace/executeCommand",
    "workspace/symbol",
    "workspace/textDocumentContent",
    "workspace/willCreateFiles",
    "workspace/willDeleteFiles",
    "workspace/willRenameFiles",
    "workspaceSymbol/resolve",
    // Those of other protocols than this one.
    "nonsense",
    "$/nonsense",
    "roadlog/text",
];

/// Those that the server does not answer. A method that is new goes, and is tested from then on.
const UNANSWERED: [&str; 19] = [
    "documentLink/resolve",
    "inlayHint/resolve",
    "textDocument/colorPresentation",
    "textDocument/declaration",
    "textDocument/documentColor",
    "textDocument/implementation",
    "textDocument/inlineCompletion",
    "textDocument/inlineValue",
    "textDocument/moniker",
    "textDocument/rangesFormatting",
    "textDocument/signatureHelp",
    "textDocument/typeDefinition",
    "textDocument/willSaveWaitUntil",
    "workspace/textDocumentContent",
    "workspace/willCreateFiles",
    "workspace/willDeleteFiles",
    "workspaceSymbol/resolve",
    "nonsense",
    "$/nonsense",
];

/// Every notification that a client can send, but for `exit`.
const NOTIFICATIONS: [&str; 21] = [
    "$/cancelRequest",
    "$/progress",
    "$/setTrace",
    "initialized",
    "notebookDocument/didChange",
    "notebookDocument/didClose",
    "notebookDocument/didOpen",
    "notebookDocument/didSave",
    "textDocument/didChange",
    "textDocument/didClose",
    "textDocument/didOpen",
    "textDocument/didSave",
    "textDocument/willSave",
    "window/workDoneProgress/cancel",
    "workspace/didChangeConfiguration",
    "workspace/didChangeWatchedFiles",
    "workspace/didChangeWorkspaceFolders",
    "workspace/didCreateFiles",
    "workspace/didDeleteFiles",
    "workspace/didRenameFiles",
    "nonsense",
];

/// Where the next panic is.
#[derive(Clone, Default)]
struct Plant(Arc<Mutex<Option<(Step, String)>>>);

impl Plant {
    fn probe(&self) -> Probe {
        let planted = self.clone();
        Arc::new(move |step, method| {
            let here = planted.0.lock().unwrap().take_if(|(at, of)| *at == step && of == method);
            assert!(here.is_none(), "planted");
        })
    }

    fn at(&self, step: Step, method: &str) {
        *self.0.lock().unwrap() = Some((step, method.to_owned()));
    }

    /// Takes the panic away; whether it was still there.
    fn clear(&self) -> bool {
        self.0.lock().unwrap().take().is_some()
    }
}

/// Arguments for a method: every other one takes its own among the same.
fn arguments(editor: &Editor, uri: &str, method: &str) -> Value {
    let mut all = all_arguments(editor, uri);
    match method {
        "workspaceSymbol/resolve" => all["kind"] = 5.into(),
        "codeAction/resolve" => {
            all["data"] = json!({ "uri": uri, "action": "set PAY-2 points 5" });
        }
        "workspace/executeCommand" => all["command"] = "nonsense".into(),
        _ => {}
    }
    all
}

fn all_arguments(editor: &Editor, uri: &str) -> Value {
    let range = editor.documents[uri].buffer.range(0, 20);
    let at = editor.at(uri, "initiative PA".len());
    let item = json!({
        "name": "PAY-1", "kind": 5, "uri": uri, "range": range, "selectionRange": range, "data": { "id": "PAY-1" },
    });
    json!({
        "textDocument": { "uri": uri, "languageId": "roadlog", "version": 9, "text": PLAN },
        "position": at["position"], "positions": [at["position"]], "range": range, "item": item,
        "context": {
            "diagnostics": [], "includeDeclaration": true, "triggerKind": 1, "isRetrigger": false,
            "frameId": 1, "stoppedLocation": range,
        },
        "options": { "tabSize": 2, "insertSpaces": true }, "newName": "PAY-30", "ch": "\n", "query": "pay",
        "previousResultId": "1", "previousResultIds": [], "label": "PAY-1", "title": "Nothing",
        "files": [{ "oldUri": uri, "newUri": format!("{uri}.backlog"), "uri": uri }], "changes": [],
        "event": { "added": [], "removed": [] }, "contentChanges": [], "settings": null,
        "arguments": [], "uri": uri, "id": 1, "token": "t", "value": "off",
        "color": { "red": 0, "green": 0, "blue": 0, "alpha": 0 }, "reason": 1, "name": "PAY-1",
        "location": { "uri": uri, "range": range },
    })
}

/// What came of a request, so far as it is the same each time: an answer, or the code of an error.
fn outcome(editor: &mut Editor, method: &str, arguments: &Value) -> Result<(), i64> {
    editor.request(method, arguments).map(drop).map_err(|error| error["code"].as_i64().unwrap())
}

#[track_caller]
fn fails(editor: &mut Editor, method: &str, arguments: &Value) {
    let error = editor.request(method, arguments).unwrap_err();
    assert_eq!(error["code"], -32603, "{method}");
    assert_eq!(error["message"], format!("roadlog failed at {method}: this is a fault of roadlog"));
}

fn begun(plant: &Plant) -> (Folder, Editor, Served, String) {
    let folder = Folder::new(&[("roadlog.toml", PEOPLE), ("plan.backlog", PLAN)]);
    let mut capabilities = everything();
    capabilities["textDocument"]["diagnostic"] = json!({});
    let (mut editor, served) = editor_with(&folder, &capabilities, plant.probe());
    let uri = folder.uri("plan.backlog");
    editor.open(&uri, PLAN);
    (folder, editor, served, uri)
}

#[test]
fn a_panic_in_any_request_costs_its_own_answer_alone() {
    let plant = Plant::default();
    let (_folder, mut editor, served, uri) = begun(&plant);
    let (mut unanswered, mut worked_out) = (Vec::new(), 0);
    for method in REQUESTS {
        let arguments = arguments(&editor, &uri, method);
        let good = outcome(&mut editor, method, &arguments);
        match good {
            Err(-32601) => unanswered.push(method),
            Err(-32602) => assert_eq!(method, "workspace/executeCommand"),
            _ => assert_eq!(good, Ok(()), "{method}"),
        }
        plant.at(Step::Taken, method);
        fails(&mut editor, method, &arguments);
        assert!(!plant.clear());
        assert_eq!(outcome(&mut editor, method, &arguments), good, "{method}");
        plant.at(Step::WorkedOut, method);
        let id = editor.ask(method, &arguments);
        let planted = editor.answer(id);
        if !plant.clear() {
            worked_out += 1;
            assert_eq!(planted.unwrap_err()["code"], -32603, "{method}");
            assert_eq!(outcome(&mut editor, method, &arguments), good, "{method}");
        }
    }
    assert_eq!(unanswered, UNANSWERED);
    assert!(worked_out >= 30, "only {worked_out} methods work an answer out");
    finish(editor, served);
}

#[test]
fn a_panic_in_any_notification_is_told_and_what_comes_next_is_done() {
    let plant = Plant::default();
    let (_folder, mut editor, served, uri) = begun(&plant);
    for method in NOTIFICATIONS {
        plant.at(Step::Taken, method);
        let told = format!("roadlog failed at {method}: this is a fault of roadlog");
        let arguments = arguments(&editor, &uri, method);
        editor.notify(method, &arguments);
        editor.wait_for(&told, |editor| {
            let is_it = |message: &Value| message["params"]["message"] == *told;
            editor.told.iter().any(is_it).then_some(())
        });
        assert!(!plant.clear());
        editor.replace(&uri, &format!("# {method}\n{PLAN}"));
        let both = editor.request("roadlog/text", &json!({ "uri": uri })).unwrap();
        assert_eq!(both["plan"], editor.text(&uri), "{method}");
    }
    finish(editor, served);
}

#[test]
fn a_panic_at_the_beginning_or_the_end_can_be_tried_again() {
    let plant = Plant::default();
    let (served, wire) = Served::new(None, Some(plant.probe()));
    let mut editor = Editor::unstarted(wire);
    let asked = json!({ "processId": null, "rootUri": null, "capabilities": everything() });
    for step in [Step::Taken, Step::WorkedOut] {
        plant.at(step, "initialize");
        fails(&mut editor, "initialize", &asked);
    }
    let answer = editor.request("initialize", &asked).unwrap();
    assert_eq!(answer["capabilities"]["hoverProvider"], true);
    plant.at(Step::Taken, "shutdown");
    fails(&mut editor, "shutdown", &Value::Null);
    finish(editor, served);
}

#[test]
fn a_plan_whose_reading_panics_is_read_again_once_there_is_a_reason() {
    let plant = Plant::default();
    plant.at(Step::WorkedOut, "load");
    let folder = Folder::new(&[("plan.backlog", PLAN)]);
    let (mut editor, served) = editor_with(&folder, &everything(), plant.probe());
    let asked = json!({ "uri": folder.uri("plan.backlog") });
    assert_eq!(editor.request("roadlog/text", &asked).unwrap()["plan"], Value::Null);
    let events = json!([{ "uri": asked["uri"], "type": 1 }]);
    editor.notify("workspace/didChangeWatchedFiles", &json!({ "changes": events }));
    while editor.request("roadlog/text", &asked).unwrap()["plan"] != PLAN {}
    finish(editor, served);
}
