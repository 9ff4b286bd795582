//! `roadlog fmt`: the canonical form, its check and its difference.

use crate::harness::{FINE, Sandbox};

const UNTIDY: &str = "story PAY-1  Pay\n   points:  5\n   needs: PAY-2,PAY-3\n";
const TIDY: &str = "story PAY-1 Pay\n  points: 5\n  needs: PAY-2, PAY-3\n";

#[test]
fn a_file_is_brought_into_its_canonical_form() {
    let sandbox = Sandbox::new(&[("a.backlog", UNTIDY), ("b.backlog", FINE)]);
    let run = sandbox.run(&["fmt"]).ended_with(0);
    assert_eq!(sandbox.read("a.backlog"), TIDY.as_bytes());
    assert!(run.stderr.contains("Formatted 1 file"), "{}", run.stderr);
    assert_eq!(sandbox.run(&["fmt"]).ended_with(0).stderr, "");
}

#[test]
fn check_lists_what_would_change_and_writes_nothing() {
    let sandbox = Sandbox::new(&[("a.backlog", UNTIDY), ("b.backlog", FINE)]);
    let run = sandbox.run(&["fmt", "--check"]).ended_with(1);
    assert_eq!(run.stdout, "a.backlog\n");
    assert_eq!(sandbox.read("a.backlog"), UNTIDY.as_bytes());
    sandbox.run(&["fmt", "--check", "b.backlog"]).ended_with(0);
}

#[test]
fn diff_shows_what_would_change_and_writes_nothing() {
    let sandbox = Sandbox::new(&[("a.backlog", UNTIDY)]);
    let run = sandbox.run(&["fmt", "--diff"]).ended_with(1);
    insta::assert_snapshot!(run.stdout);
    assert_eq!(sandbox.read("a.backlog"), UNTIDY.as_bytes());
}

#[test]
fn line_ends_and_byte_order_marks_stay() {
    let sandbox = Sandbox::new(&[("a.backlog", "\u{feff}story PAY-1  Pay\r\n   points: 5\r\n")]);
    sandbox.run(&["fmt"]).ended_with(0);
    assert_eq!(sandbox.read("a.backlog"), "\u{feff}story PAY-1 Pay\r\n  points: 5\r\n".as_bytes());
}

#[test]
fn a_damaged_file_is_left_alone_and_the_others_are_formatted() {
    for damage in [
        &b"story PAY-1  Pay\xff\n"[..],
        b"story PAY-1  P\0y\n",
        b"story PAY-1  P\ry\n",
        b"<<<<<<< a\nstory PAY-1  Pay\n=======\n>>>>>>> b\n",
    ] {
        let sandbox = Sandbox::new(&[("b.backlog", "story PAY-2  Pay\n")]);
        sandbox.write("a.backlog", damage);
        let run = sandbox.run(&["fmt"]).ended_with(2);
        assert!(run.stderr.contains("a.backlog is left as it is: line 1 "), "{}", run.stderr);
        assert_eq!(sandbox.read("a.backlog"), damage);
        assert_eq!(sandbox.read("b.backlog"), b"story PAY-2 Pay\n");
    }
}

#[test]
fn formatting_changes_nothing_that_export_says_but_places() {
    let sandbox = Sandbox::new(&[(
        "a.backlog",
        "story PAY-1  Pay\n   As a buyer\n     I pay\n   > as  it\n   points:  5\n   needs: PAY-2,PAY-3\n   * [X] Done ^it\n\n\n   ? Why @li\n   ! So. @li 2026-11-18\n",
    )]);
    let export = || without_places(sandbox.run(&["export", "--format", "json"]).ended_with(0).json());
    let before = export();
    sandbox.run(&["fmt"]).ended_with(0);
    assert_eq!(export(), before);
}

/// The same JSON without the places of its words.
fn without_places(value: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::Object(members) => {
            let places = ["range", "header", "value_range", "bytes"];
            let kept = members.into_iter().filter(|(name, _)| !places.contains(&&**name));
            // The words of a list as they are written hold its layout; its members stand beside them.
            let kept: serde_json::Map<_, _> = kept.map(|(name, value)| (name, without_places(value))).collect();
            Value::Object(kept)
        }
        Value::Array(values) => Value::Array(values.into_iter().map(without_places).collect()),
        other => other,
    }
}
