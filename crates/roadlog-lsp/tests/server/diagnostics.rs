//! Diagnostics, pushed and pulled.

use serde_json::{Value, json};

use crate::support::{Folder, PEOPLE, editor, finish, rules};

const STORY: &str = "story PAY-1 Pay without an account\n  for: PAY-9\n";

fn pulling() -> Value {
    json!({ "textDocument": { "diagnostic": {} } })
}

#[test]
fn what_is_found_is_pushed_with_the_version_and_taken_back_when_it_is_mended() {
    let folder = Folder::new(&[("roadlog.toml", PEOPLE), ("plan.backlog", STORY)]);
    let (mut editor, served) =
        editor(&folder, &json!({ "textDocument": { "publishDiagnostics": { "relatedInformation": true } } }));
    let uri = folder.uri("plan.backlog");
    editor.open(&uri, STORY);
    let found = editor.diagnostics_of(&uri);
    let unknown = found.iter().find(|found| found["code"] == "reference/unknown-id").unwrap();
    assert_eq!(unknown["source"], "roadlog");
    assert_eq!(unknown["data"], json!({ "item": "PAY-1" }));
    let at = STORY.find("PAY-9").unwrap();
    assert_eq!(unknown["range"], editor.documents[&uri].buffer.range(at, at + 5));
    let end = STORY.len();
    editor.change(&uri, &[(end, end, "\ninitiative PAY-9 Checkout\n")]);
    let found = editor.diagnostics_of(&uri);
    assert!(!rules(&found).contains(&"reference/unknown-id"), "{found:?}");
    finish(editor, served);
}

#[test]
fn an_edit_in_one_file_changes_what_is_found_in_another_open_or_not() {
    let folder =
        Folder::new(&[("roadlog.toml", PEOPLE), ("a.backlog", STORY), ("b.backlog", "initiative PAY-9 Checkout\n")]);
    let (mut editor, served) = editor(&folder, &json!({}));
    let (closed, open) = (folder.uri("a.backlog"), folder.uri("b.backlog"));
    let has_unknown = |editor: &roadlog_testkit::editor::Editor| {
        let told = editor.diagnostics.get(&closed).and_then(|told| told["diagnostics"].as_array());
        told.is_some_and(|told| rules(told).contains(&"reference/unknown-id"))
    };
    editor.open(&open, "initiative PAY-9 Checkout\n");
    editor.diagnostics_of(&open);
    assert!(!has_unknown(&editor));
    editor.change(&open, &[(15, 16, "8")]);
    editor.wait_for("the broken reference", |editor| has_unknown(editor).then_some(()));
    editor.change(&open, &[(15, 16, "9")]);
    editor.wait_for("the mended reference", |editor| (!has_unknown(editor)).then_some(()));
    finish(editor, served);
}

#[test]
fn a_client_that_pulls_is_pushed_nothing_and_hears_what_is_new() {
    let folder = Folder::new(&[("roadlog.toml", PEOPLE), ("plan.backlog", STORY)]);
    let (mut editor, served) = editor(&folder, &pulling());
    assert_eq!(editor.offered["diagnosticProvider"]["workspaceDiagnostics"], true);
    let uri = folder.uri("plan.backlog");
    editor.open(&uri, STORY);
    let asked = |before: &Value| json!({ "textDocument": { "uri": uri }, "previousResultId": before });
    let first = editor.request("textDocument/diagnostic", &asked(&Value::Null)).unwrap();
    assert_eq!(first["kind"], "full");
    assert!(rules(first["items"].as_array().unwrap()).contains(&"reference/unknown-id"));
    let again = editor.request("textDocument/diagnostic", &asked(&first["resultId"])).unwrap();
    assert_eq!(again, json!({ "kind": "unchanged", "resultId": first["resultId"] }));
    editor.change(&uri, &[(0, 0, "\n")]);
    let moved = editor.request("textDocument/diagnostic", &asked(&first["resultId"])).unwrap();
    assert_eq!(moved["kind"], "full", "the same findings stand elsewhere");
    assert!(editor.diagnostics.is_empty());
    finish(editor, served);
}

#[test]
fn the_whole_workspace_is_pulled_in_one_piece_or_in_several() {
    let files: Vec<(String, &str)> = (0..250).map(|at| (format!("{at:03}.backlog"), "story Pay\n")).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, *text)).collect();
    let folder = Folder::new(&files);
    let (mut editor, served) = editor(&folder, &pulling());
    let whole = editor.request("workspace/diagnostic", &json!({ "previousResultIds": [] })).unwrap();
    let whole = whole["items"].as_array().unwrap().clone();
    assert_eq!(whole.len(), 250);
    let asked = json!({ "previousResultIds": [], "partialResultToken": "piece" });
    let rest = editor.request("workspace/diagnostic", &asked).unwrap();
    assert_eq!(rest["items"], json!([]));
    let pieces = editor.told.iter().filter(|message| message["method"] == "$/progress");
    let pieces: Vec<Value> =
        pieces.flat_map(|piece| piece["params"]["value"]["items"].as_array().unwrap().clone()).collect();
    assert_eq!(pieces, whole);
    let known: Vec<Value> = whole.iter().map(|it| json!({ "uri": it["uri"], "value": it["resultId"] })).collect();
    let gone = json!({ "uri": folder.uri("gone.backlog"), "value": "1" });
    let known: Vec<Value> = known.into_iter().chain([gone.clone()]).collect();
    let again = editor.request("workspace/diagnostic", &json!({ "previousResultIds": known })).unwrap();
    let again = again["items"].as_array().unwrap();
    assert_eq!(again.iter().filter(|it| it["kind"] == "unchanged").count(), 250);
    let taken_back = again.iter().find(|it| it["uri"] == gone["uri"]).unwrap();
    assert_eq!(taken_back["items"], json!([]));
    finish(editor, served);
}

#[test]
fn what_a_client_has_of_a_file_counts_however_it_writes_the_address() {
    let folder = Folder::new(&[("a b.backlog", STORY)]);
    let (mut editor, served) = editor(&folder, &pulling());
    let told = editor.request("workspace/diagnostic", &json!({ "previousResultIds": [] })).unwrap();
    assert!(told["items"][0]["uri"].as_str().unwrap().contains("a%20b"));
    let known = json!([{ "uri": folder.uri("%61%20b.backlog"), "value": told["items"][0]["resultId"] }]);
    let again = editor.request("workspace/diagnostic", &json!({ "previousResultIds": known })).unwrap();
    let kinds: Vec<_> = again["items"].as_array().unwrap().iter().map(|it| &it["kind"]).collect();
    assert_eq!(kinds, ["unchanged"]);
    finish(editor, served);
}

#[test]
fn a_client_that_shows_no_other_places_is_told_of_them_in_words() {
    let twice = "story PAY-1 A\n\nstory PAY-1 B\n";
    let folder = Folder::new(&[("plan.backlog", twice)]);
    for shows in [true, false] {
        let capabilities = json!({ "textDocument": { "publishDiagnostics": { "relatedInformation": shows } } });
        let (mut editor, served) = editor(&folder, &capabilities);
        let uri = folder.uri("plan.backlog");
        editor.open(&uri, twice);
        let found = editor.diagnostics_of(&uri);
        let twice = found.iter().find(|found| found["code"] == "reference/duplicate-id").unwrap();
        assert_eq!(twice["relatedInformation"].is_array(), shows);
        assert_eq!(twice["message"].as_str().unwrap().contains("\nplan.backlog:"), !shows, "{twice}");
        finish(editor, served);
    }
}

#[test]
fn what_is_wrong_with_the_configuration_is_told_in_it_saved_or_not() {
    let folder = Folder::new(&[("roadlog.toml", PEOPLE), ("plan.backlog", "story PAY-1 A\n  owner: @sam\n")]);
    let (mut editor, served) = editor(&folder, &json!({}));
    let (config, plan) = (folder.uri("roadlog.toml"), folder.uri("plan.backlog"));
    editor.open(&config, PEOPLE);
    editor.open(&plan, "story PAY-1 A\n  owner: @sam\n");
    let knows = |editor: &roadlog_testkit::editor::Editor| {
        let told = editor.diagnostics.get(&plan)?["diagnostics"].as_array()?.clone();
        Some(!rules(&told).contains(&"reference/unknown-person"))
    };
    editor.wait_for("an unknown person", |editor| knows(editor).filter(|knows| !knows));
    let end = PEOPLE.len();
    editor.change(&config, &[(end, end, "sam = { name = \"Sam\", roles = [\"product-owner\"] }\nnonsense\n")]);
    editor.wait_for("a broken configuration", |editor| {
        let told = editor.diagnostics.get(&config)?["diagnostics"].as_array()?.clone();
        rules(&told).contains(&"config/invalid").then_some(())
    });
    editor.wait_for("a person who is known before the file is saved", |editor| knows(editor).filter(|knows| *knows));
    finish(editor, served);
}

#[test]
fn the_code_of_a_finding_leads_to_the_page_of_its_rule_where_the_client_can_be_led() {
    let folder = Folder::new(&[("plan.backlog", STORY)]);
    for leads in [true, false] {
        let capabilities = json!({ "textDocument": { "publishDiagnostics": { "codeDescriptionSupport": leads } } });
        let (mut editor, served) = editor(&folder, &capabilities);
        let uri = folder.uri("plan.backlog");
        editor.open(&uri, STORY);
        let found = editor.diagnostics_of(&uri);
        let unknown = found.iter().find(|found| found["code"] == "reference/unknown-id").unwrap();
        let page = json!({ "href": "https://example.com/rules/reference.md#unknown-id" });
        assert_eq!(unknown.get("codeDescription"), Some(&page).filter(|_| leads));
        finish(editor, served);
    }
}
