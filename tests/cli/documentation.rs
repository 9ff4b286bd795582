//! What the documentation says is what the program does.

use std::fs;
use std::path::Path;

use crate::harness::Sandbox;

#[test]
fn no_rule_has_anything_to_say_about_the_example() {
    let json = Sandbox::example().run(&["check", "--format", "json", "--level", "info"]).ended_with(0).json();
    assert_eq!(json["diagnostics"], serde_json::json!([]));
    assert_eq!(json["summary"]["files"], 2);
    assert_eq!(json["summary"]["items"], 11);
}

#[test]
fn the_example_is_in_its_canonical_form() {
    Sandbox::example().run(&["fmt", "--check"]).ended_with(0);
}

#[test]
fn the_reference_of_the_command_line_is_up_to_date() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/command-line.md");
    let made = Sandbox::new(&[]).run(&["man", "--format", "markdown"]).ended_with(0).stdout;
    let how = "write it anew: cargo run -- man --format markdown > docs/command-line.md";
    assert_eq!(fs::read_to_string(page).expect(how), made, "{how}");
}
