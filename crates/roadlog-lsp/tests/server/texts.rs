//! The text of a document, kept in step with the editor.

use roadlog_testkit::editor::{Columns, Editor};
use serde_json::{Value, json};

use crate::support::{Folder, editor, finish};

const BOTH: &str = "roadlog/text";

#[test]
fn edits_in_every_encoding_leave_both_sides_with_the_same_text() {
    for columns in Columns::ALL {
        let folder = Folder::new(&[("plan.backlog", "")]);
        let capabilities = json!({ "general": { "positionEncodings": [columns.name()] } });
        let (mut editor, served) = editor(&folder, &capabilities);
        let uri = folder.uri("plan.backlog");
        editor.open(&uri, "story PAY-1 Zähler 😀\r\n  status: ready\rtask PAY-2 B");
        let end = |editor: &Editor| editor.text(&uri).len();
        editor.change(&uri, &[(13, 15, "ae"), (20, 24, "é"), (0, 0, "\n")]);
        let length = end(&editor);
        editor.change(&uri, &[(length, length, "\n")]);
        editor.replace(&uri, "task PAY-3 C\n");
        editor.change(&uri, &[(0, 4, "story")]);
        let told = editor.request(BOTH, &json!({ "uri": uri })).unwrap();
        assert_eq!(told, json!({ "open": "story PAY-3 C\n", "plan": "story PAY-3 C\n" }));
        finish(editor, served);
    }
}

/// A text with a finding.
const BROKEN: &str = "story PAY-1 A\n  for: PAY-9\n";

#[test]
fn a_change_that_cannot_be_is_told_once_and_a_whole_text_mends_it() {
    let folder = Folder::new(&[("plan.backlog", "")]);
    let (mut editor, served) = editor(&folder, &json!({}));
    let uri = folder.uri("plan.backlog");
    editor.open(&uri, BROKEN);
    assert!(!editor.diagnostics_of(&uri).is_empty());
    let inverted = json!({ "start": { "line": 1, "character": 0 }, "end": { "line": 0, "character": 0 } });
    let change = |editor: &mut Editor, version: i64| {
        let change = json!([{ "range": inverted, "text": "x" }]);
        let params = json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": change });
        editor.notify("textDocument/didChange", &params);
        editor.documents.get_mut(&uri).unwrap().version = version;
    };
    change(&mut editor, 2);
    assert_eq!(editor.diagnostics_of(&uri), <[Value; 0]>::default());
    // Whether nothing is said once more, or not at all, is the server's affair.
    change(&mut editor, 3);
    editor.replace(&uri, BROKEN);
    assert!(!editor.diagnostics_of(&uri).is_empty());
    let told = editor.told.iter().filter(|message| message["method"] == "window/showMessage").count();
    assert_eq!(told, 1);
    finish(editor, served);
}

#[test]
fn a_document_that_is_changed_or_closed_without_being_open_is_no_matter() {
    let folder = Folder::new(&[]);
    let (mut editor, served) = editor(&folder, &json!({}));
    let document = json!({ "uri": folder.uri("x.backlog"), "version": 1 });
    editor.notify("textDocument/didChange", &json!({ "textDocument": document, "contentChanges": [{ "text": "" }] }));
    editor.notify("textDocument/didClose", &json!({ "textDocument": document }));
    editor.notify("textDocument/didSave", &json!({ "textDocument": document }));
    finish(editor, served);
}
