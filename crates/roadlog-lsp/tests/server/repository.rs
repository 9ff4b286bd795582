//! What a repository tells in an editor: whose a change is that is not committed, and who changed an item last.

use roadlog_testkit::Repository;
use roadlog_testkit::editor::Editor;
use serde_json::{Value, json};

use crate::support::{Served, everything, finish, probe, rules, uri};

const PEOPLE: &str = "\
[people.maria]
roles = [\"product-owner\"]
emails = [\"maria@shop.example\"]

[people.li]
roles = [\"developer\"]
emails = [\"li@shop.example\"]
";
const MARIA: &str = "Maria Kovač <maria@shop.example>";
const LI: &str = "Li Wei <li@old.example>";

fn plan(status: &str) -> String {
    format!(
        "bug PAY-1 The button stays grey\n  status: {status}\n  owner: @maria\n  assignee: @li\n  [ ] It turns blue\n"
    )
}

/// A repository in which @li works, whom .mailmap knows by another address, with the plan open in an editor.
fn opened(capabilities: &Value) -> (Repository, Editor, Served, String) {
    let mut repository = Repository::new();
    repository.write("roadlog.toml", PEOPLE);
    repository.write(".mailmap", "Li Wei <li@shop.example> <li@old.example>\n");
    repository.write("plan.backlog", &*plan("ready"));
    repository.commit(MARIA, "Add the plan");
    repository.write("plan.backlog", &*plan("doing"));
    repository.commit(LI, "Begin");
    for (key, value) in [("user.name", "Li"), ("user.email", "li@old.example")] {
        repository.git(&["config", key, value]);
    }
    let (served, wire) = Served::new(None, Some(probe(|_| ())));
    let folder = repository.path().canonicalize().unwrap();
    let options = json!({ "debounce": 0, "poll": 1 });
    let mut editor = Editor::start(wire, capabilities, &[&uri(&folder)], &options);
    let uri = uri(&folder.join("plan.backlog"));
    editor.open(&uri, &plan("doing"));
    (repository, editor, served, uri)
}

/// Waits until a rule is told of the plan, or is not, and gives what it says.
fn wait(editor: &mut Editor, uri: &str, rule: &str, has: bool) -> Option<Value> {
    editor.wait_for(rule, |editor| {
        let told = editor.diagnostics.get(uri)?["diagnostics"].as_array()?.clone();
        let found = told.into_iter().find(|found| found["code"] == rule);
        (found.is_some() == has).then_some(found)
    })
}

#[test]
fn a_change_that_is_not_the_user_s_is_told_at_its_line_until_it_is_taken_back_or_committed_by_who_may() {
    let (mut repository, mut editor, served, uri) = opened(&everything());
    let rule = "authority/not-allowed";
    let at = plan("doing").find("doing").unwrap();
    let accept = |editor: &mut Editor| editor.change(&uri, &[(at, at + 5, "accepted")]);
    accept(&mut editor);
    let found = wait(&mut editor, &uri, rule, true).unwrap();
    let line = &plan("accepted")[..at + "accepted".len()];
    assert_eq!(found["range"], editor.documents[&uri].buffer.range(line.rfind("status").unwrap(), line.len()));
    let message = "PAY-1 status doing → accepted: that is for a product owner (@maria), not for @li (developer), \
                   who commits here";
    assert_eq!((&found["message"], &found["severity"]), (&json!(message), &json!(1)));
    // It stays with its words while somebody types above.
    editor.change(&uri, &[(0, 0, "# A note\n")]);
    let found = editor.diagnostics_of(&uri).into_iter().find(|found| found["code"] == rule).unwrap();
    assert_eq!(found["range"]["start"], json!({ "line": 2, "character": 2 }));
    let at = at + "# A note\n".len();
    editor.change(&uri, &[(at, at + 8, "doing")]);
    wait(&mut editor, &uri, rule, false);
    editor.change(&uri, &[(at, at + 5, "accepted")]);
    wait(&mut editor, &uri, rule, true);
    // While others' changes are merged, nobody's own are told apart.
    let merge = repository.path().join(".git/MERGE_HEAD");
    std::fs::write(&merge, "").unwrap();
    wait(&mut editor, &uri, rule, false);
    std::fs::remove_file(&merge).unwrap();
    wait(&mut editor, &uri, rule, true);
    repository.write("plan.backlog", editor.text(&uri));
    repository.commit(MARIA, "Accept");
    wait(&mut editor, &uri, rule, false);
    finish(editor, served);
}

#[test]
fn rules_that_ask_since_when_find_something_once_the_history_is_read() {
    let mut repository = Repository::new();
    repository.write("roadlog.toml", format!("{PEOPLE}\n[rules.options.\"planning/blocked-too-long\"]\ndays = 7\n"));
    let text = format!("{}  blocked: by legal\n", plan("doing"));
    repository.write("plan.backlog", &*text);
    repository.commit(MARIA, "Add the plan");
    let (served, wire) = Served::new(None, Some(probe(|_| ())));
    let folder = repository.path().canonicalize().unwrap();
    let options = json!({ "debounce": 0, "poll": 1 });
    let mut editor = Editor::start(wire, &everything(), &[&uri(&folder)], &options);
    let uri = uri(&folder.join("plan.backlog"));
    wait(&mut editor, &uri, "planning/blocked-too-long", true);
    finish(editor, served);
}

#[test]
fn who_changed_an_item_last_is_told_under_the_pointer_and_above_it() {
    let mut capabilities = everything();
    capabilities["workspace"]["codeLens"] = json!({ "refreshSupport": true });
    let (mut repository, mut editor, served, uri) = opened(&capabilities);
    let told = |editor: &mut Editor, words: &str| {
        // The lenses are to be asked for again until they say so.
        loop {
            let before = editor.told.len();
            let lenses = editor.request("textDocument/codeLens", &json!({ "textDocument": { "uri": uri } })).unwrap();
            let says = |lens: &Value| lens["command"]["title"] == words;
            if lenses.as_array().unwrap().iter().any(says) {
                break;
            }
            let is_asked = |message: &Value| message["method"] == "workspace/codeLens/refresh";
            editor.wait_for(words, |editor| editor.told[before..].iter().any(is_asked).then_some(()));
        }
        let hovered = editor.request("textDocument/hover", &editor.at(&uri, "bug PA".len())).unwrap();
        hovered["contents"]["value"].as_str().unwrap().replace('\\', "")
    };
    let hovered = told(&mut editor, "doing since 2026-11-16, by @li");
    assert!(hovered.contains("- status ready → doing, 11 days ago (2026-11-16), @li\n- created,"), "{hovered}");
    // What comes on top of it is read on from there; what takes its place is read anew.
    repository.write("plan.backlog", &*plan("review"));
    repository.commit(LI, "Finish");
    editor.replace(&uri, &plan("review"));
    let hovered = told(&mut editor, "review since 2026-11-16, by @li");
    assert!(hovered.contains("- status doing → review") && hovered.contains("- status ready → doing"), "{hovered}");
    repository.git(&["reset", "--quiet", "--soft", "HEAD~2"]);
    repository.commit(MARIA, "Finish it at once");
    let hovered = told(&mut editor, "review since 2026-11-16, by @maria");
    assert!(hovered.contains("- status ready → review") && !hovered.contains("doing"), "{hovered}");
    finish(editor, served);
}

#[test]
fn a_client_that_pulls_is_told_to_ask_again() {
    let mut capabilities = everything();
    capabilities["textDocument"]["diagnostic"] = json!({});
    capabilities["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    let (_repository, mut editor, served, uri) = opened(&capabilities);
    let at = plan("doing").find("doing").unwrap();
    editor.change(&uri, &[(at, at + 5, "accepted")]);
    let asked = json!({ "textDocument": { "uri": uri } });
    loop {
        let before = editor.told.len();
        let told = editor.request("textDocument/diagnostic", &asked).unwrap();
        if rules(told["items"].as_array().unwrap()).contains(&"authority/not-allowed") {
            break;
        }
        let asks = |message: &Value| message["method"] == "workspace/diagnostic/refresh";
        editor.wait_for("another question", |editor| editor.told[before..].iter().any(asks).then_some(()));
    }
    finish(editor, served);
}
