//! Where documents belong, and what happens on the disk meanwhile.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use roadlog_testkit::editor::Editor;
use serde_json::{Value, json};

use crate::support::{Folder, PEOPLE, Served, editor, editor_with, finish, probe, rules, uri};

const STORY: &str = "story PAY-1 Pay without an account\n  for: PAY-9\n";

fn watching() -> Value {
    json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } })
}

/// Waits until a file has, or has not, a finding of a rule.
fn wait(editor: &mut Editor, uri: &str, rule: &str, has: bool) {
    editor.wait_for("findings", |editor| {
        let told = editor.diagnostics.get(uri)?["diagnostics"].as_array()?.clone();
        (rules(&told).contains(&rule) == has).then_some(())
    });
}

fn event(uri: &str, kind: u32) -> Value {
    json!({ "uri": uri, "type": kind })
}

#[test]
fn ten_thousand_events_are_one_reload() {
    let folder = Folder::new(&[("plan.backlog", STORY)]);
    let loads = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&loads);
    let count = probe(move |method| {
        counted.fetch_add(usize::from(method == "load"), Ordering::SeqCst);
    });
    let (mut editor, served) = editor_with(&folder, &watching(), count);
    let uri = folder.uri("plan.backlog");
    wait(&mut editor, &uri, "reference/unknown-id", true);
    folder.write("other.backlog", "initiative PAY-9 Checkout\n");
    let events: Vec<Value> = (0..10_000).map(|at| event(&folder.uri(&format!("{at}.backlog")), 1)).collect();
    editor.notify("workspace/didChangeWatchedFiles", &json!({ "changes": events }));
    wait(&mut editor, &uri, "reference/unknown-id", false);
    finish(editor, served);
    assert_eq!(loads.load(Ordering::SeqCst), 2, "the first one, and one for all events");
}

#[test]
fn a_document_that_is_closed_as_it_stands_in_its_file_costs_no_reload() {
    let folder = Folder::new(&[("plan.backlog", STORY), ("other.backlog", "")]);
    let loads = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&loads);
    let count = probe(move |method| {
        counted.fetch_add(usize::from(method == "load"), Ordering::SeqCst);
    });
    let (mut editor, served) = editor_with(&folder, &watching(), count);
    let (uri, other) = (folder.uri("plan.backlog"), folder.uri("other.backlog"));
    let plan_says =
        |editor: &mut Editor, uri: &str| editor.request("roadlog/text", &json!({ "uri": uri })).unwrap()["plan"].take();
    // What is opened before all is read for the first time is another matter.
    while plan_says(&mut editor, &uri) != STORY {}
    let first = loads.load(Ordering::SeqCst);
    for _ in 0..50 {
        editor.open(&uri, STORY);
        editor.close(&uri);
        assert_eq!(plan_says(&mut editor, &uri), STORY);
    }
    assert_eq!(loads.load(Ordering::SeqCst), first, "nothing is read again");
    // What is closed without being saved is read, and so is what has no file.
    editor.open(&other, "task PAY-2 Typed\n");
    editor.close(&other);
    while plan_says(&mut editor, &other) != "" {}
    assert!(loads.load(Ordering::SeqCst) > first, "what was typed and not saved is read from its file");
    let new = folder.uri("new.backlog");
    editor.open(&new, "task PAY-3 Never saved\n");
    editor.close(&new);
    while plan_says(&mut editor, &new) != Value::Null {}
    finish(editor, served);
}

#[test]
fn the_text_of_the_editor_counts_for_more_than_the_file() {
    let folder = Folder::new(&[("plan.backlog", STORY)]);
    let (mut editor, served) = editor(&folder, &watching());
    let uri = folder.uri("plan.backlog");
    editor.open(&uri, "initiative PAY-1 Typed\n");
    folder.write("plan.backlog", "story PAY-1 Written\n");
    folder.write("other.backlog", "story PAY-2 Pay\n  needs: PAY-7\n");
    let events = json!([event(&uri, 2), event(&folder.uri("other.backlog"), 1)]);
    editor.notify("workspace/didChangeWatchedFiles", &json!({ "changes": events }));
    editor.wait_for("the new file", |editor| editor.diagnostics.get(&folder.uri("other.backlog")).map(|_| ()));
    let told = editor.request("roadlog/text", &json!({ "uri": uri })).unwrap();
    assert_eq!(told, json!({ "open": "initiative PAY-1 Typed\n", "plan": "initiative PAY-1 Typed\n" }));
    editor.close(&uri);
    editor.wait_for("the file's own text", |editor| {
        let told = editor.request("roadlog/text", &json!({ "uri": uri })).unwrap();
        (told["plan"] == "story PAY-1 Written\n").then_some(()).or_else(|| {
            let next = editor.wire.next()?;
            editor.take(next);
            None
        })
    });
    finish(editor, served);
}

#[test]
fn a_client_that_watches_nothing_hears_of_new_files_all_the_same() {
    let folder = Folder::new(&[("roadlog.toml", PEOPLE), ("plan.backlog", STORY)]);
    let (served, wire) = Served::new(None, None);
    let root = uri(&folder.path(""));
    let mut editor = Editor::start(wire, &json!({}), &[&root], &json!({ "debounce": 0, "poll": 1 }));
    let uri = folder.uri("plan.backlog");
    wait(&mut editor, &uri, "reference/unknown-id", true);
    // File systems tell times in ticks: what happens twice in one of them is given times of its own.
    let stamp = |seconds| {
        let at = UNIX_EPOCH + Duration::from_secs(seconds);
        std::fs::File::open(folder.path("")).unwrap().set_modified(at).unwrap();
    };
    folder.write("other.backlog", "initiative PAY-9 Checkout\n");
    stamp(1000);
    wait(&mut editor, &uri, "reference/unknown-id", false);
    std::fs::remove_file(folder.path("other.backlog")).unwrap();
    stamp(2000);
    wait(&mut editor, &uri, "reference/unknown-id", true);
    finish(editor, served);
}

#[test]
fn neither_the_home_folder_nor_one_above_it_is_looked_through() {
    let folder =
        Folder::new(&[("home/.git/HEAD", ""), ("home/a.backlog", STORY), ("home/b.backlog", "initiative PAY-9 X\n")]);
    for opened in ["home", ""] {
        let (served, wire) = Served::new(Some(folder.path("home")), None);
        let root = uri(&folder.path(opened));
        let mut editor = Editor::start(wire, &json!({}), &[&root], &json!({ "debounce": 0 }));
        let uri = folder.uri("home/a.backlog");
        editor.open(&uri, STORY);
        wait(&mut editor, &uri, "reference/unknown-id", true);
        let told = editor.told.iter().filter(|message| message["method"] == "window/showMessage").count();
        assert_eq!(told, 1, "{opened}");
        assert!(!editor.diagnostics.contains_key(&folder.uri("home/b.backlog")));
        finish(editor, served);
    }
}

#[test]
fn a_folder_that_is_opened_below_a_home_that_is_a_repository_is_a_plan_by_itself() {
    let goal = "initiative PAY-9 X\n";
    let folder = Folder::new(&[("home/.git/HEAD", ""), ("home/x.backlog", STORY), ("home/shop/b.backlog", goal)]);
    folder.write("home/shop/team/a.backlog", STORY);
    let (served, wire) = Served::new(Some(folder.path("home")), None);
    let root = uri(&folder.path("home/shop"));
    let mut editor = Editor::start(wire, &json!({}), &[&root], &json!({ "debounce": 0 }));
    let (inside, outside) = (folder.uri("home/shop/team/a.backlog"), folder.uri("home/x.backlog"));
    // What it names stands in another folder of the plan; nothing of the plan is named from outside.
    editor.open(&inside, STORY);
    wait(&mut editor, &inside, "reference/unknown-id", false);
    editor.open(&outside, STORY);
    wait(&mut editor, &outside, "reference/unknown-id", true);
    assert!(editor.told.iter().all(|message| message["method"] != "window/showMessage"));
    finish(editor, served);
}

#[test]
fn a_document_without_a_file_is_a_plan_of_its_own() {
    let folder = Folder::new(&[("b.backlog", "initiative PAY-9 Checkout\n")]);
    let (mut editor, served) = editor(&folder, &json!({}));
    for uri in ["untitled:Untitled-1", "untitled:x y[1]é", "git:/w/plan.backlog?{\"ref\":\"~\"}", "nonsense", ""] {
        editor.open(uri, STORY);
        wait(&mut editor, uri, "reference/unknown-id", true);
        editor.change(uri, &[(0, 5, "spike")]);
        let told = editor.request("roadlog/text", &json!({ "uri": uri })).unwrap();
        assert_eq!(told["plan"], editor.text(uri), "{uri}");
        editor.close(uri);
        editor.wait_for("the findings to go", |editor| {
            editor.diagnostics.get(uri).is_some_and(|told| told["diagnostics"] == json!([])).then_some(())
        });
    }
    finish(editor, served);
}

#[test]
fn an_address_is_answered_as_the_client_writes_it() {
    let folder = Folder::new(&[("a [1] é.backlog", STORY)]);
    let (mut editor, served) = editor(&folder, &json!({}));
    let raw = folder.uri("a [1] é.backlog");
    editor.open(&raw, STORY);
    wait(&mut editor, &raw, "reference/unknown-id", true);
    let same = raw.replace(' ', "%20").replace('[', "%5b").replace(']', "%5D").replace('é', "%C3%A9");
    let told = editor.request("roadlog/text", &json!({ "uri": same })).unwrap();
    assert_eq!(told["open"], STORY);
    finish(editor, served);
}

#[test]
fn several_folders_are_plans_of_their_own_and_come_and_go() {
    let folder = Folder::new(&[
        ("a/roadlog.toml", PEOPLE),
        ("a/a.backlog", STORY),
        ("b/roadlog.toml", PEOPLE),
        ("b/b.backlog", STORY),
    ]);
    let (served, wire) = Served::new(None, None);
    let (a, b) = (folder.uri("a"), folder.uri("b"));
    let mut editor =
        Editor::start(wire, &json!({ "workspace": { "workspaceFolders": true } }), &[&a], &json!({ "debounce": 0 }));
    assert_eq!(editor.offered["workspace"]["workspaceFolders"]["supported"], true);
    wait(&mut editor, &folder.uri("a/a.backlog"), "reference/unknown-id", true);
    let named = |uri: &str| json!([{ "uri": uri, "name": "plan" }]);
    let event = json!({ "added": named(&b), "removed": named(&a) });
    editor.notify("workspace/didChangeWorkspaceFolders", &json!({ "event": event }));
    wait(&mut editor, &folder.uri("b/b.backlog"), "reference/unknown-id", true);
    wait(&mut editor, &folder.uri("a/a.backlog"), "reference/unknown-id", false);
    finish(editor, served);
}

#[test]
fn a_file_that_the_plan_leaves_out_stands_alone() {
    let config = "[workspace]\nexclude = [\"drafts/**\"]\n";
    let folder =
        Folder::new(&[("roadlog.toml", config), ("a.backlog", "initiative PAY-9 X\n"), ("drafts/d.backlog", STORY)]);
    let (mut editor, served) = editor(&folder, &json!({}));
    let uri = folder.uri("drafts/d.backlog");
    editor.open(&uri, STORY);
    wait(&mut editor, &uri, "reference/unknown-id", true);
    finish(editor, served);
}

#[test]
fn reading_the_plan_is_shown_where_the_client_shows_such() {
    let folder = Folder::new(&[("plan.backlog", STORY)]);
    let (mut editor, served) = editor(&folder, &json!({ "window": { "workDoneProgress": true } }));
    let kind = |editor: &Editor, kind: &str| {
        editor
            .told
            .iter()
            .any(|message| message["method"] == "$/progress" && message["params"]["value"]["kind"] == kind)
    };
    editor.wait_for("the end of progress", |editor| kind(editor, "end").then_some(()));
    assert!(kind(&editor, "begin"));
    finish(editor, served);
}
