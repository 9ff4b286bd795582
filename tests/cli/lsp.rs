//! `roadlog lsp`: how the process begins and ends.

use std::io::Read;
use std::process::{Child, Command, Stdio};

use roadlog_testkit::editor::{Editor, Wire};
use serde_json::{Value, json};

use crate::harness::Sandbox;

/// A server in a process of its own.
fn started(sandbox: &Sandbox, words: &[&str]) -> (Child, Wire) {
    let mut server = sandbox.command(words).stdin(Stdio::piped()).spawn().unwrap();
    let wire = Wire::new(server.stdin.take().unwrap(), server.stdout.take().unwrap());
    (server, wire)
}

/// The status of a server, which said nothing besides its messages.
fn status(mut server: Child) -> Option<i32> {
    let mut said = String::new();
    server.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(said, "");
    server.wait().unwrap().code()
}

#[test]
fn a_session_in_order_ends_with_0_and_finds_what_check_finds() {
    let sandbox = Sandbox::new(&[]);
    let text = "story PAY-1 Pay\n  for: PAY-9\n";
    std::fs::create_dir(sandbox.path("plans")).unwrap();
    sandbox.write("plans/plan.backlog", text);
    let (server, wire) = started(&sandbox, &["lsp", "--stdio"]);
    let folder = sandbox.path("plans").canonicalize().unwrap();
    let root = format!("file://{}", folder.display());
    let mut editor = Editor::start(wire, &json!({}), &[&root], &json!({ "debounce": 0 }));
    let uri = format!("{root}/plan.backlog");
    editor.open(&uri, text);
    let found = editor.diagnostics_of(&uri);
    assert!(found.iter().any(|found| found["code"] == "reference/unknown-id"), "{found:?}");
    editor.finish();
    assert_eq!(status(server), Some(0));
}

#[test]
fn a_request_that_is_cancelled_at_any_moment_is_answered_once_and_the_next_one_is_right() {
    let sandbox = Sandbox::new(&[]);
    std::fs::create_dir(sandbox.path("plans")).unwrap();
    let text: Vec<String> = (0..2000).map(|at| format!("story PAY-{at} Pay\n  for: PAY-{}\n", at + 9000)).collect();
    sandbox.write("plans/plan.backlog", text.concat());
    let (server, wire) = started(&sandbox, &["lsp"]);
    let root = format!("file://{}", sandbox.path("plans").canonicalize().unwrap().display());
    let capabilities = json!({ "textDocument": { "diagnostic": {} } });
    let mut editor = Editor::start(wire, &capabilities, &[&root], &json!({ "debounce": 0 }));
    let (method, asked) = ("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let whole = editor.request(method, &asked).unwrap();
    for _ in 0..20 {
        let id = editor.ask(method, &asked);
        // By now it waits, is at work, or is answered.
        editor.notify("$/cancelRequest", &json!({ "id": id }));
        match editor.answer(id) {
            Ok(answer) => assert_eq!(answer, whole),
            Err(error) => assert_eq!(error["code"], -32800),
        }
        // What is over is over, and of the next one nobody knows yet.
        for id in [id, id + 1] {
            editor.notify("$/cancelRequest", &json!({ "id": id }));
        }
    }
    assert_eq!(editor.request(method, &asked), Ok(whole));
    editor.finish();
    assert_eq!(status(server), Some(0));
}

/// What the editor started is what it talks to and ends, whatever that does to begin.
#[cfg(target_os = "linux")]
#[test]
fn a_server_gives_memory_back_at_once_unless_it_is_told_otherwise_and_stays_the_process_that_was_started() {
    for (told, expected) in [(None, "MIMALLOC_PURGE_DELAY=0"), (Some("7"), "MIMALLOC_PURGE_DELAY=7")] {
        let sandbox = Sandbox::new(&[]);
        let mut command = sandbox.command(&["lsp", "--clientProcessId", "1"]);
        command.envs(told.map(|delay| ("MIMALLOC_PURGE_DELAY", delay))).stdin(Stdio::piped());
        let mut server = command.spawn().unwrap();
        let wire = Wire::new(server.stdin.take().unwrap(), server.stdout.take().unwrap());
        let editor = Editor::start(wire, &json!({}), &[], &Value::Null);
        let of_process = |file: &str| std::fs::read_to_string(format!("/proc/{}/{file}", server.id())).unwrap();
        assert!(of_process("environ").split('\0').any(|variable| variable == expected));
        assert!(of_process("cmdline").split('\0').any(|word| word == "--clientProcessId"));
        editor.finish();
        assert_eq!(status(server), Some(0));
    }
}

#[test]
fn exit_without_shutdown_and_the_end_of_input_end_with_1() {
    let sandbox = Sandbox::new(&[]);
    let (server, wire) = started(&sandbox, &["lsp"]);
    let mut editor = Editor::unstarted(wire);
    editor.notify("exit", &Value::Null);
    assert_eq!(status(server), Some(1));
    let (server, mut wire) = started(&sandbox, &["lsp"]);
    wire.hang_up();
    assert_eq!(status(server), Some(1));
}

#[test]
fn a_server_whose_client_was_killed_ends_although_its_input_stays_open() {
    let mut client = Command::new("cat").stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let sandbox = Sandbox::new(&[]);
    let (server, wire) = started(&sandbox, &["lsp"]);
    let mut editor = Editor::unstarted(wire);
    let asked = json!({ "processId": client.id(), "rootUri": null, "capabilities": {} });
    editor.request("initialize", &asked).unwrap();
    client.kill().unwrap();
    client.wait().unwrap();
    assert!(editor.wire.next().is_none(), "the server ends its output");
    assert_eq!(status(server), Some(1));
}
