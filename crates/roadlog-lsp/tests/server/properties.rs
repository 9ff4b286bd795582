//! What holds whatever is typed and whatever is sent. `ROADLOG_STEPS` says how many edits and frames the two long tests
//! send; without it they send as many as take a moment.

use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop, prop_assert_eq, prop_oneof, proptest};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use roadlog_testkit::editor::{Columns, Editor};
use serde_json::{Value, json};

use crate::support::{Folder, PEOPLE, PLAN, Served, editor, everything, finish};

/// Pieces that texts are typed of: what begins and ends items, lines and characters.
const PIECES: [&str; 16] = [
    "story PAY-7 Pay\n",
    "\n",
    "\r\n",
    "\r",
    "  for: PAY-1\n",
    "  [ ] Zähler\n",
    "😀",
    "é",
    "PAY-2",
    " ",
    "task",
    "  ",
    "needs: PAY-3",
    "# note\n",
    "\t",
    "status: done",
];

/// One change: where it begins and how much it takes away, both in thousandths of the text, and what it puts there.
type Change = (usize, usize, &'static str);

fn change() -> impl Strategy<Value = Change> {
    (
        0..=1000usize,
        prop_oneof![3 => Just(0usize), 2 => 0..20usize, 1 => 0..300usize],
        prop::sample::select(&PIECES[..]),
    )
}

fn script() -> impl Strategy<Value = Vec<Vec<Change>>> {
    prop::collection::vec(prop::collection::vec(change(), 1..4), 1..20)
}

/// How many steps a long test takes.
fn steps(otherwise: usize) -> usize {
    std::env::var("ROADLOG_STEPS").ok().map_or(otherwise, |steps| steps.parse().expect("ROADLOG_STEPS is a number"))
}

/// The same values in each run.
fn drawn<T: std::fmt::Debug>(strategy: impl Strategy<Value = T>) -> impl Iterator<Item = T> {
    let mut runner = TestRunner::deterministic();
    std::iter::repeat_with(move || strategy.new_tree(&mut runner).unwrap().current())
}

/// The start of the character, or of the line's end, that an offset lies in.
fn floor(text: &str, mut offset: usize) -> usize {
    offset = offset.min(text.len());
    while !text.is_char_boundary(offset) || (text[..offset].ends_with('\r') && text[offset..].starts_with('\n')) {
        offset -= 1;
    }
    offset
}

/// The changes as bytes of the text that the ones before them leave.
fn placed(text: &str, changes: &[Change]) -> Vec<(usize, usize, &'static str)> {
    let mut text = text.to_owned();
    let place = |change: &Change| {
        let (at, length, with) = *change;
        let start = floor(&text, text.len() * at / 1000);
        let end = floor(&text, start + text.len() * length / 1000).max(start);
        text.replace_range(start..end, with);
        (start, end, with)
    };
    changes.iter().map(place).collect()
}

/// What a server says of a document: everything that is worked out of its text.
fn told(editor: &mut Editor, uri: &str) -> Vec<Value> {
    let asked = json!({ "textDocument": { "uri": uri } });
    let tokens = editor.request("textDocument/semanticTokens/full", &asked).unwrap()["data"].take();
    let symbols = editor.request("textDocument/documentSymbol", &asked).unwrap();
    let found = editor.request("textDocument/diagnostic", &asked).unwrap()["items"].take();
    vec![tokens, symbols, found]
}

fn session(columns: Columns) -> (Folder, Editor, Served, String) {
    let folder = Folder::new(&[("roadlog.toml", PEOPLE), ("plan.backlog", PLAN)]);
    let mut capabilities = everything();
    capabilities["general"]["positionEncodings"] = json!([columns.name()]);
    capabilities["textDocument"]["diagnostic"] = json!({});
    let (editor, served) = editor(&folder, &capabilities);
    let uri = folder.uri("plan.backlog");
    (folder, editor, served, uri)
}

/// What is no message, or one that nobody sends.
fn rubbish() -> impl Strategy<Value = Vec<u8>> {
    let line = prop::collection::vec(any::<u8>().prop_map(|byte| byte & 0x3f), 0..40);
    prop_oneof![
        Just(b"Content-Length: 2\r\n\r\n{}".to_vec()),
        Just(b"Content-Length: 5\r\n\r\n[1,2]".to_vec()),
        Just(b"Content-Length: x\r\n\r\n".to_vec()),
        Just(b"content-length:3\r\n\r\n\xff\xff\xff".to_vec()),
        Just(b"\r\n\r\n".to_vec()),
        line.prop_map(|mut line| {
            line.push(b'\n');
            line
        }),
    ]
}

/// Asserts that a server says of an edited text what a fresh one says of it.
fn assert_as_opened(editor: &mut Editor, uri: &str, columns: Columns) {
    let text = editor.text(uri).to_owned();
    let both = editor.request("roadlog/text", &json!({ "uri": uri })).unwrap();
    assert_eq!(both, json!({ "open": text, "plan": text }));
    let edited = told(editor, uri);
    let (_folder, mut fresh, served, fresh_uri) = session(columns);
    fresh.open(&fresh_uri, &text);
    let opened = told(&mut fresh, &fresh_uri);
    let without_folder = |told: &[Value], uri: &str| json!(told).to_string().replace(uri, "plan");
    assert_eq!(without_folder(&edited, uri), without_folder(&opened, &fresh_uri), "{text:?}");
    finish(fresh, served);
}

#[test]
fn however_long_somebody_types_all_is_as_if_the_text_had_just_been_opened() {
    /// After how many edits both are compared.
    const CHECKPOINT: usize = 250;
    let pieces = prop::sample::select(&PIECES[..]);
    let length = prop_oneof![30 => Just(0usize), 20 => 0..20usize, 1 => 0..300usize];
    let changes = prop::collection::vec((0..=1000usize, length, pieces), 1..3);
    for columns in Columns::ALL {
        let (_folder, mut editor, served, uri) = session(columns);
        editor.open(&uri, PLAN);
        let mut typed = 0;
        for changes in drawn(&changes).take(steps(1000)) {
            let changes = placed(editor.text(&uri), &changes);
            editor.change(&uri, &changes);
            typed += 1;
            if typed % CHECKPOINT == 0 {
                assert_as_opened(&mut editor, &uri, columns);
            }
        }
        assert_as_opened(&mut editor, &uri, columns);
        finish(editor, served);
    }
}

#[test]
fn however_many_frames_come_each_request_among_them_is_answered() {
    /// How many requests may wait for their answers.
    const WAITING: usize = 50;
    let (mut editor, served) = editor(&Folder::new(&[]), &json!({}));
    let mut asked = Vec::new();
    for (place, frame) in drawn(rubbish()).take(steps(10_000)).enumerate() {
        editor.wire.write(&frame);
        if place % 2 == 0 {
            asked.push(editor.ask("nonsense", &Value::Null));
        }
        if asked.len() == WAITING {
            for id in asked.drain(..) {
                assert_eq!(editor.answer(id).unwrap_err()["code"], -32601);
            }
            editor.refusals.clear();
        }
    }
    for id in asked {
        assert_eq!(editor.answer(id).unwrap_err()["code"], -32601);
    }
    finish(editor, served);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn after_any_edits_all_is_as_if_the_text_had_just_been_opened(script in script()) {
        for columns in Columns::ALL {
            let (_folder, mut editor, served, uri) = session(columns);
            editor.open(&uri, PLAN);
            for changes in &script {
                let changes = placed(editor.text(&uri), changes);
                editor.change(&uri, &changes);
                let both = editor.request("roadlog/text", &json!({ "uri": uri })).unwrap();
                let text = editor.text(&uri);
                prop_assert_eq!(both, json!({ "open": text, "plan": text }));
            }
            let edited = told(&mut editor, &uri);
            let (_other, mut fresh, fresh_served, fresh_uri) = session(columns);
            fresh.open(&fresh_uri, editor.text(&uri));
            let opened = told(&mut fresh, &fresh_uri);
            let without_folder = |told: &[Value], uri: &str| json!(told).to_string().replace(uri, "plan");
            prop_assert_eq!(without_folder(&edited, &uri), without_folder(&opened, &fresh_uri));
            finish(editor, served);
            finish(fresh, fresh_served);
        }
    }

    #[test]
    fn no_frames_end_the_session_nor_cost_an_answer(
        frames in prop::collection::vec(rubbish(), 0..40),
    ) {
        let (mut editor, served) = editor(&Folder::new(&[]), &json!({}));
        for frame in frames {
            editor.wire.write(&frame);
            let answer = editor.request("nonsense", &Value::Null);
            prop_assert_eq!(&answer.unwrap_err()["code"], -32601);
        }
        finish(editor, served);
    }
}
