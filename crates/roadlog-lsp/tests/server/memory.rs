//! What the server keeps: nothing is left of what was opened once it is closed, however long the day was.

use roadlog_testkit::Repository;
use roadlog_testkit::editor::Editor;
use serde_json::json;

use crate::support::{Served, everything, finish, probe, uri, with_plan};

const LI: &str = "Li Wei <li@shop.example>";
const STORY: &str = "story PAY-1 Pay without an account\n  for: PAY-9\n";
/// How often it is asked how much is kept: what is forgotten is forgotten beside the messages.
const OFTEN: usize = 100_000;

/// Asks until as many pieces are kept as there should be.
fn settled(editor: &mut Editor, expected: u64) {
    let mut kept = || editor.request("roadlog/kept", &json!(null)).unwrap().as_u64().unwrap();
    let last = (0..OFTEN).map(|_| kept()).find(|kept| *kept == expected);
    assert_eq!(last.unwrap_or_else(kept), expected);
}

/// A repository with a plan that has a finding, and the address of the plan.
fn repository() -> (Repository, String) {
    let mut repository = Repository::new();
    repository.write("plan.backlog", STORY);
    repository.commit(LI, "Add the plan");
    let plan = uri(&repository.path().canonicalize().unwrap().join("plan.backlog"));
    (repository, plan)
}

#[test]
fn of_workspaces_that_were_opened_and_closed_nothing_is_kept() {
    let (served, wire) = Served::new(None, Some(probe(|_| ())));
    let mut editor = Editor::start(wire, &everything(), &[], &json!({ "debounce": 0, "poll": 1 }));
    settled(&mut editor, 0);
    for _ in 0..3 {
        let (_repository, plan) = repository();
        editor.open(&plan, STORY);
        assert!(!editor.diagnostics_of(&plan).is_empty());
        let of = json!({ "textDocument": { "uri": plan } });
        editor.request("textDocument/semanticTokens/full", &of).unwrap();
        // A document with its diagnostics and its tokens, and a workspace with its revision and its repository.
        settled(&mut editor, 6);
        editor.close(&plan);
        settled(&mut editor, 0);
    }
    finish(editor, served);
}

#[test]
fn tokens_are_kept_only_of_what_is_open_and_only_for_who_asks_what_is_new() {
    for (delta, open) in [(true, true), (true, false), (false, true)] {
        let mut capabilities = everything();
        capabilities["textDocument"]["semanticTokens"]["requests"]["full"] = json!({ "delta": delta });
        let (_folder, mut editor, served, plan) = with_plan(&capabilities);
        if !open {
            editor.close(&plan);
        }
        let of = json!({ "textDocument": { "uri": plan } });
        let told = editor.request("textDocument/semanticTokens/full", &of).unwrap();
        assert!(!told["data"].as_array().unwrap().is_empty());
        assert_eq!(told["resultId"].is_string(), delta && open);
        finish(editor, served);
    }
}
