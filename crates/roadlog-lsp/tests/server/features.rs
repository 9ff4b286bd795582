//! Each method that tells something, asked through the wire.

use roadlog_testkit::editor::Editor;
use serde_json::{Value, json};

use crate::support::{PLAN, everything, finish, with_plan};

/// The offset behind the first place of some words, in bytes.
fn behind(words: &str) -> usize {
    PLAN.find(words).unwrap() + words.len()
}

fn document(uri: &str) -> Value {
    json!({ "textDocument": { "uri": uri } })
}

/// What stands in a range.
fn said<'e>(editor: &'e Editor, uri: &str, range: &Value) -> &'e str {
    let buffer = &editor.documents[uri].buffer;
    &buffer.text[buffer.byte(&range["start"])..buffer.byte(&range["end"])]
}

#[test]
fn names_lead_to_what_they_name_with_or_without_links() {
    for links in [true, false] {
        let mut capabilities = everything();
        capabilities["textDocument"]["definition"]["linkSupport"] = links.into();
        let (_folder, mut editor, served, uri) = with_plan(&capabilities);
        let place = editor.at(&uri, behind("for: PA"));
        let found = editor.request("textDocument/definition", &place).unwrap();
        let (address, range) = if links { ("targetUri", "targetSelectionRange") } else { ("uri", "range") };
        assert_eq!(found[0][address], uri);
        assert_eq!(said(&editor, &uri, &found[0][range]), "PAY-1");
        finish(editor, served);
    }
}

#[test]
fn who_names_an_item_is_found_and_highlighted() {
    let (_folder, mut editor, served, uri) = with_plan(&everything());
    let mut place = editor.at(&uri, behind("task PA"));
    let lit = editor.request("textDocument/documentHighlight", &place).unwrap();
    assert_eq!(lit.as_array().unwrap().len(), 2, "{lit}");
    place["context"] = json!({ "includeDeclaration": false });
    let found = editor.request("textDocument/references", &place).unwrap();
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
    assert_eq!(said(&editor, &uri, &found[0]["range"]), "PAY-3");
    finish(editor, served);
}

#[test]
fn what_needs_what_is_a_hierarchy_of_calls_and_what_serves_what_one_of_types() {
    let (_folder, mut editor, served, uri) = with_plan(&everything());
    let place = editor.at(&uri, behind("story PA"));
    let item = editor.request("textDocument/prepareCallHierarchy", &place).unwrap()[0].clone();
    assert!(item["name"].as_str().unwrap().starts_with("PAY-2"), "{item}");
    let needed = editor.request("callHierarchy/outgoingCalls", &json!({ "item": item })).unwrap();
    assert!(needed[0]["to"]["name"].as_str().unwrap().starts_with("PAY-3"), "{needed}");
    assert_eq!(said(&editor, &uri, &needed[0]["fromRanges"][0]), "PAY-3");
    let needing = editor.request("callHierarchy/incomingCalls", &json!({ "item": needed[0]["to"] })).unwrap();
    assert_eq!(needing[0]["from"]["name"], item["name"]);
    let item = editor.request("textDocument/prepareTypeHierarchy", &place).unwrap()[0].clone();
    let served_by = editor.request("typeHierarchy/supertypes", &json!({ "item": item })).unwrap();
    assert!(served_by[0]["name"].as_str().unwrap().starts_with("PAY-1"), "{served_by}");
    let serving = editor.request("typeHierarchy/subtypes", &json!({ "item": served_by[0] })).unwrap();
    assert_eq!(serving[0]["name"], item["name"]);
    finish(editor, served);
}

#[test]
fn symbols_are_a_tree_or_flat_as_the_client_shows_them() {
    for hierarchical in [true, false] {
        let mut capabilities = everything();
        capabilities["textDocument"]["documentSymbol"]["hierarchicalDocumentSymbolSupport"] = hierarchical.into();
        let (_folder, mut editor, served, uri) = with_plan(&capabilities);
        let found = editor.request("textDocument/documentSymbol", &document(&uri)).unwrap();
        let found = found.as_array().unwrap();
        let story = found.iter().find(|it| it["name"].as_str().unwrap().starts_with("PAY-2")).unwrap();
        if hierarchical {
            assert_eq!(found.len(), 3);
            assert_eq!(story["children"].as_array().unwrap().len(), 2);
        } else {
            assert_eq!(found.len(), 5);
            assert_eq!(story["location"]["uri"], uri);
            assert!(found.iter().any(|it| it["containerName"] == story["name"]));
        }
        finish(editor, served);
    }
}

#[test]
fn symbols_of_the_workspace_are_found_by_their_letters() {
    let (_folder, mut editor, served, uri) = with_plan(&everything());
    let found = editor.request("workspace/symbol", &json!({ "query": "bank" })).unwrap();
    assert_eq!(found[0]["location"]["uri"], uri);
    assert!(found[0]["name"].as_str().unwrap().contains("Ask the bank"), "{found}");
    finish(editor, served);
}

#[test]
fn files_fold_and_selections_grow() {
    let (_folder, mut editor, served, uri) = with_plan(&everything());
    let folds = editor.request("textDocument/foldingRange", &document(&uri)).unwrap();
    assert!(folds.as_array().unwrap().iter().any(|fold| fold["startLine"] == 3), "{folds}");
    let positions = json!([editor.position(&uri, behind("The guest p")), editor.position(&uri, 0)]);
    let asked = json!({ "textDocument": { "uri": uri }, "positions": positions });
    let found = editor.request("textDocument/selectionRange", &asked).unwrap();
    assert_eq!(found.as_array().unwrap().len(), 2);
    let mut around = &found[0];
    let mut sizes = vec![said(&editor, &uri, &around["range"]).len()];
    while around["parent"].is_object() {
        around = &around["parent"];
        sizes.push(said(&editor, &uri, &around["range"]).len());
    }
    assert!(sizes.len() > 2 && sizes.is_sorted(), "{sizes:?}");
    assert_eq!(sizes.last(), Some(&PLAN.len()));
    finish(editor, served);
}

#[test]
fn links_can_be_opened() {
    let (_folder, mut editor, served, uri) = with_plan(&everything());
    let found = editor.request("textDocument/documentLink", &document(&uri)).unwrap();
    assert_eq!(found[0]["target"], "https://example.com/bank");
    finish(editor, served);
}

#[test]
fn what_stands_under_the_pointer_is_told_as_the_client_shows_it() {
    for (format, mark) in [
        (json!(["markdown", "plaintext"]), "markdown"),
        (json!(["plaintext"]), "plaintext"),
        (Value::Null, "plaintext"),
    ] {
        let mut capabilities = everything();
        capabilities["textDocument"]["hover"]["contentFormat"] = format;
        let (_folder, mut editor, served, uri) = with_plan(&capabilities);
        let place = editor.at(&uri, behind("needs: PA"));
        let told = editor.request("textDocument/hover", &place).unwrap();
        assert_eq!(told["contents"]["kind"], mark);
        assert!(told["contents"]["value"].as_str().unwrap().contains("Ask the bank"), "{told}");
        assert_eq!(said(&editor, &uri, &told["range"]), "PAY-3");
        finish(editor, served);
    }
}

#[test]
fn completions_fit_the_place_and_tell_more_when_one_is_looked_at() {
    let (_folder, mut editor, served, uri) = with_plan(&everything());
    let place = editor.at(&uri, behind("for: PAY-1"));
    let found = editor.request("textDocument/completion", &place).unwrap();
    let items = found["items"].as_array().unwrap();
    let item = items.iter().find(|item| item["label"].as_str().unwrap().contains("PAY-1")).unwrap();
    assert_eq!(said(&editor, &uri, &item["textEdit"]["replace"]), "PAY-1");
    let more = editor.request("completionItem/resolve", item).unwrap();
    assert!(more["documentation"]["value"].as_str().unwrap().contains("Checkout"), "{more}");
    assert!(items.iter().all(|item| !item["label"].as_str().unwrap().contains("PAY-3")), "a task serves nobody");
    finish(editor, served);
}

#[test]
fn a_client_without_snippets_gets_none() {
    for snippets in [true, false] {
        let mut capabilities = everything();
        capabilities["textDocument"]["completion"]["completionItem"] = json!({ "snippetSupport": snippets });
        let (_folder, mut editor, served, uri) = with_plan(&capabilities);
        editor.change(&uri, &[(PLAN.len(), PLAN.len(), "\nst")]);
        let place = editor.at(&uri, PLAN.len() + 3);
        let found = editor.request("textDocument/completion", &place).unwrap();
        let items = found["items"].as_array().unwrap();
        assert!(!items.is_empty());
        assert_eq!(items.iter().any(|item| item["insertTextFormat"] == 2), snippets, "{found}");
        assert!(items.iter().all(|item| item["textEdit"]["range"].is_object()));
        finish(editor, served);
    }
}

/// The numbers of tokens after the edits of a delta.
fn after(numbers: &[Value], edits: &Value) -> Vec<Value> {
    let mut numbers = numbers.to_vec();
    for edit in edits.as_array().unwrap().iter().rev() {
        let number = |name: &str| usize::try_from(edit[name].as_u64().unwrap()).unwrap();
        let data = edit["data"].as_array().cloned().unwrap_or_default();
        numbers.splice(number("start")..number("start") + number("deleteCount"), data);
    }
    numbers
}

#[test]
fn tokens_come_whole_in_part_and_as_what_is_new() {
    let (_folder, mut editor, served, uri) = with_plan(&everything());
    let first = editor.request("textDocument/semanticTokens/full", &document(&uri)).unwrap();
    let numbers = first["data"].as_array().unwrap().clone();
    assert!(!numbers.is_empty() && numbers.len() % 5 == 0);
    let story = behind("\n\nstory") - 5;
    editor.change(&uri, &[(story, story, "# new\n")]);
    let mut asked = document(&uri);
    asked["previousResultId"] = first["resultId"].clone();
    let delta = editor.request("textDocument/semanticTokens/full/delta", &asked).unwrap();
    let now = editor.request("textDocument/semanticTokens/full", &document(&uri)).unwrap();
    assert_eq!(after(&numbers, &delta["edits"]), *now["data"].as_array().unwrap());
    // The client no longer has what it had.
    let whole = editor.request("textDocument/semanticTokens/full/delta", &asked).unwrap();
    assert_eq!(whole["data"], now["data"]);
    let mut part = document(&uri);
    part["range"] = editor.documents[&uri].buffer.range(0, 20);
    let part = editor.request("textDocument/semanticTokens/range", &part).unwrap();
    let part = part["data"].as_array().unwrap();
    assert!(!part.is_empty() && part.len() < numbers.len());
    finish(editor, served);
}

#[test]
fn lenses_and_hints_say_what_does_not_stand_there() {
    let (_folder, mut editor, served, uri) = with_plan(&everything());
    let lenses = editor.request("textDocument/codeLens", &document(&uri)).unwrap();
    let titles: Vec<&str> =
        lenses.as_array().unwrap().iter().map(|it| it["command"]["title"].as_str().unwrap()).collect();
    assert!(titles.iter().any(|title| title.contains("0 of 2") || title.contains("criteria")), "{titles:?}");
    let mut asked = document(&uri);
    asked["range"] = editor.documents[&uri].buffer.range(0, PLAN.len());
    let hints = editor.request("textDocument/inlayHint", &asked).unwrap();
    assert!(
        hints.as_array().unwrap().iter().any(|hint| hint["label"].as_str().unwrap().contains("Ask the bank")),
        "{hints}"
    );
    finish(editor, served);
}

#[test]
fn whatever_is_asked_is_answered_also_where_there_is_nothing() {
    let (folder, mut editor, served, uri) = with_plan(&json!({}));
    let start = json!({ "line": 0, "character": 0 });
    let (far, range) = (json!({ "line": 9999, "character": 9999 }), json!({ "start": start, "end": start }));
    let methods = [
        "textDocument/definition",
        "textDocument/references",
        "textDocument/documentHighlight",
        "textDocument/hover",
        "textDocument/completion",
        "textDocument/documentSymbol",
        "textDocument/foldingRange",
        "textDocument/documentLink",
        "textDocument/selectionRange",
        "textDocument/linkedEditingRange",
        "textDocument/prepareCallHierarchy",
        "textDocument/prepareTypeHierarchy",
        "textDocument/semanticTokens/full",
        "textDocument/semanticTokens/range",
        "textDocument/semanticTokens/full/delta",
        "textDocument/formatting",
        "textDocument/rangeFormatting",
        "textDocument/onTypeFormatting",
        "textDocument/codeAction",
        "textDocument/codeLens",
        "textDocument/inlayHint",
        "textDocument/diagnostic",
    ];
    let addresses =
        [uri.clone(), folder.uri("roadlog.toml"), folder.uri("nobody.backlog"), "untitled:1".into(), String::new()];
    for (method, address) in methods.iter().flat_map(|method| addresses.iter().map(move |uri| (method, uri))) {
        let asked = json!({
            "textDocument": { "uri": address }, "position": far, "positions": [far], "range": range, "ch": "\n",
            "context": { "includeDeclaration": true, "diagnostics": [], "triggerKind": 1 },
            "options": { "tabSize": 2, "insertSpaces": true }, "previousResultId": "none",
        });
        let answer = editor.request(method, &asked);
        assert!(answer.is_ok(), "{method} {address}: {answer:?}");
    }
    finish(editor, served);
}
