//! Frames that are none, and messages that are none: the session goes on after each.

use roadlog_testkit::editor::Editor;
use serde_json::{Value, json};

use crate::support::{Folder, editor, everything, finish, with_plan};

fn framed(body: &[u8]) -> Vec<u8> {
    [format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat()
}

/// The code of the error without an id that comes next.
fn refusal(editor: &mut Editor) -> Value {
    loop {
        let message = editor.wire.next().unwrap();
        if message.get("id") == Some(&Value::Null) {
            return message["error"]["code"].clone();
        }
        editor.take(message);
    }
}

fn is_served(editor: &mut Editor) -> bool {
    editor.request("nonsense", &Value::Null).is_err_and(|error| error["code"] == -32601)
}

#[test]
fn a_bad_body_is_refused_and_the_next_message_served() {
    let (mut editor, served) = editor(&Folder::new(&[]), &json!({}));
    let bodies: [(&[u8], i64); 7] = [
        (b"{", -32700),
        (b"\xff\xfe", -32700),
        (b"", -32700),
        (b"[]", -32600),
        (b"[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"shutdown\"}]", -32600),
        (b"null", -32600),
        (b"{\"id\":{},\"method\":\"x\"}", -32600),
    ];
    for (body, code) in bodies {
        editor.wire.write(&framed(body));
        assert_eq!(refusal(&mut editor), code, "{}", body.escape_ascii());
        assert!(is_served(&mut editor));
    }
    finish(editor, served);
}

#[test]
fn a_bad_header_is_skipped_and_the_next_message_served() {
    let (mut editor, served) = editor(&Folder::new(&[]), &json!({}));
    for header in [&b"nonsense\r\n\r\n"[..], b"Content-Length: -1\r\n\r\n", b"\r\n\r\n", b"Content-Length: x\r\n\r\n"] {
        editor.wire.write(header);
        assert!(is_served(&mut editor), "{}", header.escape_ascii());
    }
    editor
        .wire
        .write(b"CONTENT-LENGTH:46\r\ncontent-type: x\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":900,\"method\":\"nonsense\"}");
    assert!(editor.answer(900).is_err());
    finish(editor, served);
}

#[test]
fn a_message_that_is_too_long_is_left_out() {
    let (mut editor, served) = editor(&Folder::new(&[]), &json!({}));
    editor.wire.write(&framed(&vec![b' '; (32 << 20) + 1]));
    assert_eq!(refusal(&mut editor), -32600);
    assert!(is_served(&mut editor));
    finish(editor, served);
}

#[test]
fn half_a_surrogate_pair_is_a_replacement_character() {
    let folder = Folder::new(&[("plan.backlog", "")]);
    let (mut editor, served) = editor(&folder, &json!({ "textDocument": { "diagnostic": {} } }));
    let uri = folder.uri("plan.backlog");
    let text = r"story PAY-1 A \ud83d\n  for: PAY-9\n";
    let body = format!(
        r#"{{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{{"textDocument":{{"uri":"{uri}","languageId":"","version":1,"text":"{text}"}}}}}}"#
    );
    editor.wire.write(&framed(body.as_bytes()));
    let told = editor.request("textDocument/diagnostic", &json!({ "textDocument": { "uri": uri } })).unwrap();
    assert_eq!(told["items"][0]["code"], "reference/unknown-id", "{told}");
    let told = editor.request("roadlog/text", &json!({ "uri": uri })).unwrap();
    assert_eq!(told["open"], "story PAY-1 A \u{fffd}\n  for: PAY-9\n");
    finish(editor, served);
}

#[test]
fn an_answer_has_the_id_of_its_request_in_whatever_form_that_is() {
    let (_folder, mut editor, served, plan) = with_plan(&everything());
    // Answers that may be large, and are written where they are worked out, and others.
    let of = json!({ "textDocument": { "uri": plan } });
    for (method, params) in [
        ("textDocument/documentSymbol", of.clone()),
        ("workspace/symbol", json!({ "query": "" })),
        ("textDocument/semanticTokens/full", of.clone()),
        ("textDocument/hover", editor.at(&plan, 0)),
    ] {
        for id in [json!("a \"quoted\" id"), json!("\u{1f600}\n"), json!(-7)] {
            editor.wire.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
            let answer = loop {
                let message = editor.wire.next().unwrap();
                if message.get("method").is_none() {
                    break message;
                }
                editor.take(message);
            };
            assert_eq!((&answer["id"], &answer["jsonrpc"]), (&id, &json!("2.0")), "{method}");
            assert!(answer.get("error").is_none(), "{answer}");
        }
    }
    finish(editor, served);
}
