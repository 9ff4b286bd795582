//! `roadlog export`: what other programs read.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::harness::Sandbox;

fn exported(sandbox: &Sandbox) -> Value {
    sandbox.run(&["export", "--format", "json"]).ended_with(0).json()
}

fn item(export: &Value, id: &str) -> Value {
    let items = export["items"].as_array().unwrap();
    items.iter().find(|item| item["id"] == id).unwrap().clone()
}

fn schema() -> jsonschema::Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/export.schema.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

#[test]
fn the_whole_plan_is_as_the_schema_says() {
    let odd = "story PAY-new\n  points: five\n  colour: red\n  current: 5\n\nstory Pay\n\nwish W-1 x\n";
    let values = "metric M-1 M\n  target: €1.2M\n  current: 4.6/5 2026-11-01\n\nlaunch L-1 L\n  date: 2026-12-01\n\ngoal G-1 G\n  when: later\n\nstory PAY-1 S\n  accepted: @maria 2026-11-27 3f9c21ab04d77e10c5a2\n  tests: a.rs, b.rs\n  tags: #x\n  points: 0.5\n  status:\n";
    for sandbox in [Sandbox::example(), Sandbox::new(&[("a.backlog", odd), ("b.roadmap", values)])] {
        let export = exported(&sandbox);
        let errors: Vec<String> =
            schema().iter_errors(&export).map(|error| format!("{error} at {}", error.instance_path())).collect();
        assert_eq!(errors, [""; 0]);
    }
}

#[test]
fn the_schema_refuses_what_is_not_an_export() {
    let mut export = exported(&Sandbox::example());
    export["items"][0]["range"] = json!(1);
    assert!(!schema().is_valid(&export));
}

#[test]
fn a_story_says_everything_that_is_known_of_it() {
    let export = exported(&Sandbox::example());
    insta::assert_snapshot!(serde_json::to_string_pretty(&item(&export, "PAY-12")).unwrap());
}

#[test]
fn every_place_is_that_of_the_words() {
    let sandbox = Sandbox::example();
    let export = exported(&sandbox);
    for item in export["items"].as_array().unwrap() {
        let text = String::from_utf8(sandbox.read(item["path"].as_str().unwrap())).unwrap();
        let words = |range: &Value| {
            let offset = |end: &str| usize::try_from(range[end]["offset"].as_u64().unwrap()).unwrap();
            text[offset("start")..offset("end")].to_owned()
        };
        assert!(words(&item["header"]).ends_with(item["title"].as_str().unwrap()));
        for field in item["fields"].as_array().unwrap() {
            assert_eq!(words(&field["value_range"]), field["text"].as_str().unwrap(), "{field}");
        }
    }
}

#[test]
fn an_owner_comes_with_where_it_comes_from() {
    let export = exported(&Sandbox::example());
    let owner = &item(&export, "PAY-15")["owner"];
    assert_eq!(
        (&owner["handle"], &owner["from"], &owner["inherited"]),
        (&json!("@maria"), &json!("PAY-1"), &json!(true))
    );
    let owner = &item(&export, "I-1")["owner"];
    assert_eq!((&owner["handle"], &owner["from"]), (&json!("@ana"), &json!("V-1")));
}

#[test]
fn ranks_count_per_file_and_class() {
    let export = exported(&Sandbox::new(&[(
        "a.backlog",
        "story A-1 a\n\nepic A-2 b\n\nbug A-3 c\n\nstory A-4 d\n  status: dropped\n\ntask A-5 e\n",
    )]));
    let ranks: Vec<Value> = ["A-1", "A-2", "A-3", "A-4", "A-5"].map(|id| item(&export, id)["rank"].clone()).into();
    assert_eq!(ranks, [json!(1), json!(1), json!(2), Value::Null, json!(3)]);
}

#[test]
fn a_spreadsheet_runs_nothing_of_the_plan() {
    let sandbox = Sandbox::new(&[(
        "a.backlog",
        "story PAY-1 =HYPERLINK(\"x\",\"y\")\n  why-not: x\n  blocked: @SUM(1)\n\nstory PAY-2 -1+1, \"quoted\"\n",
    )]);
    let table = sandbox.run(&["export", "--format", "csv"]).ended_with(0).stdout;
    assert!(table.contains("\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""), "{table}");
    assert!(table.contains(",'@SUM(1),"), "{table}");
    assert!(table.contains("\"'-1+1, \"\"quoted\"\"\""), "{table}");
}

#[test]
fn the_table_has_one_row_an_item_and_the_same_columns_everywhere() {
    let table = Sandbox::example().run(&["export", "--format", "csv"]).ended_with(0).stdout;
    assert_eq!(table.lines().count(), 1 + 11);
    insta::assert_snapshot!(table);
}
