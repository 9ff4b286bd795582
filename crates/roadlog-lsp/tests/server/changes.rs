//! Each method that changes something: the editor makes the changes, and both sides have the same text afterwards.

use std::sync::Mutex;
use std::sync::mpsc::channel;

use roadlog_testkit::editor::Editor;
use serde_json::{Value, json};

use crate::support::{Folder, PEOPLE, PLAN, editor_with, everything, finish, probe, with_plan};

fn behind(words: &str) -> usize {
    PLAN.find(words).unwrap() + words.len()
}

fn in_step(editor: &mut Editor, uri: &str) {
    let told = editor.request("roadlog/text", &json!({ "uri": uri })).unwrap();
    assert_eq!(told, json!({ "open": editor.text(uri), "plan": editor.text(uri) }));
}

#[test]
fn an_id_is_renamed_everywhere_with_or_without_versions() {
    for versions in [true, false] {
        let mut capabilities = everything();
        capabilities["workspace"]["workspaceEdit"]["documentChanges"] = versions.into();
        let (_folder, mut editor, served, uri) = with_plan(&capabilities);
        let mut asked = editor.at(&uri, behind("task PA"));
        let prepared = editor.request("textDocument/prepareRename", &asked).unwrap();
        assert_eq!(prepared["placeholder"], "PAY-3");
        asked["newName"] = "PAY-30".into();
        let edit = editor.request("textDocument/rename", &asked).unwrap();
        assert_eq!(edit["documentChanges"].is_array(), versions);
        assert_eq!(edit["changes"].is_object(), !versions);
        editor.apply(&edit);
        assert_eq!(editor.text(&uri), PLAN.replace("PAY-3", "PAY-30"));
        in_step(&mut editor, &uri);
        finish(editor, served);
    }
}

#[test]
fn a_rename_that_cannot_be_says_why() {
    let (_folder, mut editor, served, uri) = with_plan(&everything());
    let mut asked = editor.at(&uri, behind("task PA"));
    asked["newName"] = "PAY-1".into();
    let refused = editor.request("textDocument/rename", &asked).unwrap_err();
    assert_eq!(refused["code"], -32803);
    assert!(refused["message"].as_str().unwrap().contains("PAY-1"), "{refused}");
    finish(editor, served);
}

#[test]
fn a_handle_is_renamed_in_the_configuration_too() {
    let (folder, mut editor, served, uri) = with_plan(&everything());
    let config = folder.uri("roadlog.toml");
    editor.open(&config, PEOPLE);
    let mut asked = editor.at(&uri, behind("owner: @ma"));
    asked["newName"] = "mia".into();
    let edit = editor.request("textDocument/rename", &asked).unwrap();
    editor.apply(&edit);
    assert_eq!(editor.text(&uri), PLAN.replace("@maria", "@mia"));
    assert!(
        editor.text(&config).contains("mia = {") && !editor.text(&config).contains("maria"),
        "{}",
        editor.text(&config)
    );
    finish(editor, served);
}

#[test]
fn a_file_is_formatted_and_a_part_of_it() {
    let (_folder, mut editor, served, uri) = with_plan(&everything());
    let loose = "story   PAY-9   Loose\n    status:  ready\n\n\n\ntask  PAY-8  Loose\n";
    editor.replace(&uri, loose);
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    let mut asked = json!({ "textDocument": { "uri": uri }, "options": options });
    asked["range"] = editor.documents[&uri].buffer.range(0, 5);
    let edits = editor.request("textDocument/rangeFormatting", &asked).unwrap();
    editor.apply_edits(&uri, &edits);
    assert!(editor.text(&uri).starts_with("story PAY-9 Loose\n") && editor.text(&uri).contains("task  PAY-8"));
    in_step(&mut editor, &uri);
    let edits = editor.request("textDocument/formatting", &asked).unwrap();
    editor.apply_edits(&uri, &edits);
    assert_eq!(editor.text(&uri), "story PAY-9 Loose\n  status: ready\n\ntask PAY-8 Loose\n");
    assert_eq!(editor.request("textDocument/formatting", &asked).unwrap(), json!([]));
    in_step(&mut editor, &uri);
    finish(editor, served);
}

#[test]
fn a_new_line_below_a_criterion_begins_the_next_one() {
    let (_folder, mut editor, served, uri) = with_plan(&everything());
    let end = behind("gets a receipt");
    editor.change(&uri, &[(end, end, "\n  ")]);
    let mut asked = editor.at(&uri, end + 3);
    asked["ch"] = "\n".into();
    asked["options"] = json!({ "tabSize": 2, "insertSpaces": true });
    let edits = editor.request("textDocument/onTypeFormatting", &asked).unwrap();
    editor.apply_edits(&uri, &edits);
    assert!(editor.text(&uri).contains("gets a receipt\n  [ ] "), "{}", editor.text(&uri));
    in_step(&mut editor, &uri);
    finish(editor, served);
}

fn actions(editor: &mut Editor, uri: &str, at: usize, only: Option<&str>) -> Vec<Value> {
    let range = editor.documents[uri].buffer.range(at, at);
    let context = json!({ "diagnostics": [], "only": only.map(|only| [only]) });
    let asked = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
    editor.request("textDocument/codeAction", &asked).unwrap().as_array().unwrap().clone()
}

#[test]
fn a_finding_is_mended_by_its_fix() {
    let (_folder, mut editor, served, uri) = with_plan(&everything());
    editor.change(&uri, &[(behind("status"), behind("status"), "z")]);
    let at = behind("  sta");
    let found = actions(&mut editor, &uri, at, Some("quickfix"));
    let fix = found.iter().find(|action| action["title"] == "Change to status");
    let fix = fix.unwrap_or_else(|| panic!("{found:?}"));
    assert!(found.iter().all(|action| action["kind"] == "quickfix"));
    editor.apply(&fix["edit"]);
    assert_eq!(editor.text(&uri), PLAN);
    in_step(&mut editor, &uri);
    finish(editor, served);
}

#[test]
fn a_refactoring_is_worked_out_at_once_or_when_it_is_chosen_or_run_as_a_command() {
    for (literals, resolves) in [(true, true), (true, false), (false, false)] {
        let mut capabilities = everything();
        if !resolves {
            capabilities["textDocument"]["codeAction"]["resolveSupport"] = Value::Null;
        }
        if !literals {
            capabilities["textDocument"]["codeAction"]["codeActionLiteralSupport"] = Value::Null;
        }
        let (_folder, mut editor, served, uri) = with_plan(&capabilities);
        let at = behind("[ ] The guest pays");
        let found = actions(&mut editor, &uri, at, None);
        let named = |action: &&Value| action["title"].as_str().unwrap().to_lowercase().contains("met");
        let action = found.iter().find(named).unwrap_or_else(|| panic!("{found:?}")).clone();
        match (literals, resolves) {
            (true, true) => {
                assert!(action["edit"].is_null());
                let edit = editor.request("codeAction/resolve", &action).unwrap()["edit"].clone();
                editor.apply(&edit);
            }
            (true, false) => editor.apply(&action["edit"]),
            (false, _) => {
                let asked = json!({ "command": action["command"], "arguments": action["arguments"] });
                assert_eq!(editor.request("workspace/executeCommand", &asked), Ok(Value::Null));
                editor.wait_for("the edit", |editor| {
                    editor.told.iter().any(|message| message["method"] == "workspace/applyEdit").then_some(())
                });
            }
        }
        assert_eq!(editor.text(&uri), PLAN.replacen("[ ]", "[x]", 1), "{literals} {resolves}");
        in_step(&mut editor, &uri);
        finish(editor, served);
    }
}

#[test]
fn a_command_that_is_none_is_refused() {
    let (_folder, mut editor, served, uri) = with_plan(&everything());
    for (command, argument) in
        [("nonsense", json!({})), ("roadlog.apply", json!({})), ("roadlog.apply", json!({ "uri": uri, "action": "x" }))]
    {
        let asked = json!({ "command": command, "arguments": [argument] });
        assert_eq!(editor.request("workspace/executeCommand", &asked).unwrap_err()["code"], -32602);
    }
    finish(editor, served);
}

#[test]
fn a_renamed_file_keeps_its_links() {
    let plan = "story PAY-1 A\n  links: notes/a.md\n";
    let folder = Folder::new(&[("plan.backlog", plan), ("notes/a.md", "")]);
    let (mut editor, served) = editor_with(&folder, &everything(), probe(|_| ()));
    let uri = folder.uri("plan.backlog");
    editor.open(&uri, plan);
    let files = json!([{ "oldUri": folder.uri("notes/a.md"), "newUri": folder.uri("notes/b.md") }]);
    let edit = editor.request("workspace/willRenameFiles", &json!({ "files": files })).unwrap();
    editor.apply(&edit);
    assert_eq!(editor.text(&uri), plan.replace("a.md", "b.md"));
    in_step(&mut editor, &uri);
    finish(editor, served);
}

#[test]
fn edits_for_a_text_that_has_moved_on_are_not_sent() {
    let folder = Folder::new(&[("plan.backlog", PLAN)]);
    let (begun, begins) = channel();
    let (goes_on, go_on) = channel();
    let waiting = Mutex::new((begun, go_on));
    let wait = probe(move |method| {
        if method == "textDocument/formatting" {
            let waiting = waiting.lock().unwrap();
            waiting.0.send(()).unwrap();
            waiting.1.recv().unwrap();
        }
    });
    let (mut editor, served) = editor_with(&folder, &everything(), wait);
    let uri = folder.uri("plan.backlog");
    editor.open(&uri, PLAN);
    let asked = json!({ "textDocument": { "uri": uri }, "options": { "tabSize": 2, "insertSpaces": true } });
    let id = editor.ask("textDocument/formatting", &asked);
    begins.recv().unwrap();
    editor.change(&uri, &[(0, 0, "\n")]);
    in_step(&mut editor, &uri);
    goes_on.send(()).unwrap();
    assert_eq!(editor.answer(id).unwrap_err()["code"], -32801);
    finish(editor, served);
}

#[test]
fn nothing_is_changed_in_a_document_that_is_out_of_step() {
    let (_folder, mut editor, served, uri) = with_plan(&everything());
    let inverted = json!({ "start": { "line": 1, "character": 0 }, "end": { "line": 0, "character": 0 } });
    let changes = json!([{ "range": inverted, "text": "x" }]);
    editor.notify(
        "textDocument/didChange",
        &json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": changes }),
    );
    let mut asked = editor.at(&uri, behind("task PA"));
    asked["newName"] = "PAY-30".into();
    asked["options"] = json!({ "tabSize": 2, "insertSpaces": true });
    asked["range"] = editor.documents[&uri].buffer.range(0, 5);
    asked["context"] = json!({ "diagnostics": [], "triggerKind": 1 });
    for method in ["rename", "formatting", "rangeFormatting", "codeAction", "completion"] {
        assert_eq!(editor.request(&format!("textDocument/{method}"), &asked), Ok(Value::Null), "{method}");
    }
    finish(editor, served);
}
