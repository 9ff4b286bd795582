//! What is offered to whom.

use roadlog_testkit::editor::Editor;
use serde_json::{Value, json};

use crate::support::{Folder, Served, editor, everything, finish};

fn offered(capabilities: &Value) -> Value {
    let (editor, served) = editor(&Folder::new(&[]), capabilities);
    let offered = editor.offered.clone();
    finish(editor, served);
    offered
}

/// What a client is offered that begins with these parameters.
fn offered_to(begins_with: &str) -> String {
    let (served, wire) = Served::new(None, None);
    let mut editor = Editor::unstarted(wire);
    let asked: Value = serde_json::from_str(begins_with).unwrap();
    let answer = editor.request("initialize", &asked).unwrap();
    finish(editor, served);
    serde_json::to_string_pretty(&answer["capabilities"]).unwrap()
}

#[test]
fn each_client_is_offered_what_it_announced() {
    macro_rules! offered_to {
        ($($client:literal),*) => {
            $(insta::assert_snapshot!($client, offered_to(include_str!(concat!("clients/", $client, ".json"))));)*
        };
    }
    offered_to!("emacs-eglot", "helix", "kakoune-lsp", "neovim-0.11", "neovim-0.7", "vscode-languageclient");
}

#[test]
fn a_client_that_announces_nothing_is_offered_what_some_ask_for_without_a_word() {
    let sync = json!({ "openClose": true, "change": 2, "save": { "includeText": false } });
    let expected = json!({
        "textDocumentSync": sync,
        "workspace": {},
        // Helix asks for these, and Neovim up to 0.7 for the last two.
        "definitionProvider": true,
        "referencesProvider": true,
        "documentHighlightProvider": true,
        "documentSymbolProvider": true,
        "documentFormattingProvider": true,
        "documentRangeFormattingProvider": true,
    });
    assert_eq!(offered(&json!({})), expected);
}

#[test]
fn a_client_that_announces_everything_is_offered_everything() {
    let offered = offered(&everything());
    for provider in [
        "definition",
        "references",
        "documentHighlight",
        "documentSymbol",
        "workspaceSymbol",
        "callHierarchy",
        "typeHierarchy",
        "foldingRange",
        "selectionRange",
        "linkedEditingRange",
        "documentLink",
        "hover",
        "completion",
        "semanticTokens",
        "documentFormatting",
        "documentRangeFormatting",
        "documentOnTypeFormatting",
        "rename",
        "codeAction",
        "codeLens",
        "inlayHint",
        "executeCommand",
    ] {
        assert!(!offered[format!("{provider}Provider")].is_null(), "{provider}");
    }
    assert!(offered["diagnosticProvider"].is_null(), "diagnostics are pushed to a client that does not pull");
    assert_eq!(offered["positionEncoding"], "utf-16");
    assert_eq!(offered["semanticTokensProvider"]["full"], json!({ "delta": true }));
    assert_eq!(offered["renameProvider"]["prepareProvider"], true);
    assert_eq!(offered["codeActionProvider"]["resolveProvider"], true);
}

#[test]
fn what_is_announced_in_part_is_offered_in_part() {
    let tokens = |requests: Value| {
        let announced = json!({ "requests": requests, "tokenTypes": [], "tokenModifiers": [], "formats": [] });
        let mut offered =
            offered(&json!({ "textDocument": { "semanticTokens": announced } }))["semanticTokensProvider"].take();
        (offered["full"].take(), offered["range"].take())
    };
    assert_eq!(tokens(json!({ "full": true })), (json!(true), Value::Null));
    assert_eq!(tokens(json!({ "full": { "delta": false }, "range": {} })), (json!(true), json!(true)));
    assert_eq!(tokens(json!({ "full": false, "range": true })), (Value::Null, json!(true)));
    let rename = offered(&json!({ "textDocument": { "rename": {} } }))["renameProvider"].take();
    assert_eq!(rename, json!(true));
    let actions = offered(&json!({ "textDocument": { "codeAction": {} } }))["codeActionProvider"].take();
    assert_eq!(actions, json!(true));
}
