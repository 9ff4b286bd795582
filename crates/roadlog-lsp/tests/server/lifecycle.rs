//! How a session begins and ends.

use std::sync::Mutex;
use std::sync::mpsc::channel;

use roadlog_lsp::Ending;
use roadlog_testkit::editor::Editor;
use serde_json::{Value, json};

use crate::support::{Folder, Served, editor, editor_with, finish, probe, uri};

#[test]
fn a_session_ends_in_order_after_shutdown_and_exit() {
    let folder = Folder::new(&[]);
    let (mut editor, served) = editor(&folder, &json!({}));
    assert_eq!(editor.request("shutdown", &Value::Null), Ok(Value::Null));
    let refused = editor.request("textDocument/hover", &json!({})).unwrap_err();
    assert_eq!(refused["code"], -32600);
    editor.notify("exit", &Value::Null);
    assert_eq!(served.ending(), Ending::InOrder);
}

#[test]
fn exit_without_shutdown_is_early_even_while_the_input_stays_open() {
    for starts in [true, false] {
        let (served, wire) = Served::new(None, None);
        let mut editor =
            if starts { Editor::start(wire, &json!({}), &[], &Value::Null) } else { Editor::unstarted(wire) };
        editor.notify("exit", &Value::Null);
        assert_eq!(served.ending(), Ending::Early);
        assert!(editor.wire.next().is_none());
    }
}

#[test]
fn the_end_of_the_input_ends_the_server_also_while_it_waits_for_the_client() {
    let folder = Folder::new(&[("plan.backlog", "")]);
    let (served, wire) = Served::new(None, None);
    let root = uri(&folder.path(""));
    let capabilities = json!({ "window": { "workDoneProgress": true } });
    let mut editor = Editor::unstarted(wire);
    editor.request("initialize", &json!({ "processId": null, "capabilities": capabilities, "rootUri": root })).unwrap();
    editor.notify("initialized", &json!({}));
    // The request for progress is never answered.
    while editor.wire.next().is_some_and(|message| message["method"] != "window/workDoneProgress/create") {}
    editor.wire.hang_up();
    assert_eq!(served.ending(), Ending::Early);
}

#[test]
fn nothing_but_initialize_is_answered_before_it_and_it_comes_once() {
    let (served, wire) = Served::new(None, None);
    let mut editor = Editor::unstarted(wire);
    editor.notify("textDocument/didOpen", &json!({}));
    assert_eq!(editor.request("textDocument/hover", &json!({})).unwrap_err()["code"], -32002);
    assert_eq!(editor.request("shutdown", &Value::Null).unwrap_err()["code"], -32002);
    let asked = json!({ "processId": null, "rootUri": null, "capabilities": {} });
    assert_eq!(editor.request("initialize", &asked).unwrap()["serverInfo"]["name"], "roadlog");
    assert_eq!(editor.request("initialize", &asked).unwrap_err()["code"], -32600);
    editor.finish();
    assert_eq!(served.ending(), Ending::InOrder);
}

#[test]
fn a_request_of_a_method_that_is_not_there_is_answered_so() {
    let (mut editor, served) = editor(&Folder::new(&[]), &json!({}));
    for method in ["nonsense", "$/nonsense", ""] {
        assert_eq!(editor.request(method, &json!({})).unwrap_err()["code"], -32601, "{method}");
    }
    // A notification that is a request has nobody to be answered to, and the other way round.
    editor.notify("textDocument/hover", &json!({}));
    assert!(editor.request("textDocument/didOpen", &json!({})).is_err());
    finish(editor, served);
}

#[test]
fn a_request_is_cancelled_before_during_and_after_it_is_worked_out() {
    let folder = Folder::new(&[("plan.backlog", "")]);
    let (begun, begins) = channel();
    let (goes_on, go_on) = channel();
    let waiting = Mutex::new((begun, go_on));
    let wait = probe(move |method| {
        if method == "textDocument/diagnostic" {
            let waiting = waiting.lock().unwrap();
            waiting.0.send(()).unwrap();
            waiting.1.recv().unwrap();
        }
    });
    let (mut editor, served) = editor_with(&folder, &json!({ "textDocument": { "diagnostic": {} } }), wait);
    let asked = json!({ "textDocument": { "uri": folder.uri("plan.backlog") } });
    // Before: nobody knows of it yet.
    editor.notify("$/cancelRequest", &json!({ "id": 2 }));
    let id = editor.ask("textDocument/diagnostic", &asked);
    assert_eq!(id, 2);
    begins.recv().unwrap();
    goes_on.send(()).unwrap();
    assert!(editor.answer(id).is_ok());
    // During: the answer is there at once, while the work still goes on.
    let id = editor.ask("textDocument/diagnostic", &asked);
    begins.recv().unwrap();
    editor.notify("$/cancelRequest", &json!({ "id": id }));
    assert_eq!(editor.answer(id).unwrap_err()["code"], -32800);
    goes_on.send(()).unwrap();
    // After: it is over.
    editor.notify("$/cancelRequest", &json!({ "id": id }));
    let id = editor.ask("textDocument/diagnostic", &asked);
    begins.recv().unwrap();
    goes_on.send(()).unwrap();
    assert!(editor.answer(id).is_ok());
    finish(editor, served);
}
