//! What SARIF 2.1.0 asks of a log, section by section, asked of the sample.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::super::{Format, OutputSettings, sample};

fn run() -> Value {
    let log: Value = serde_json::from_str(&sample::written(Format::Sarif)).unwrap();
    log["runs"][0].clone()
}

fn results() -> Vec<Value> {
    run()["results"].as_array().unwrap().clone()
}

/// Every object in a value that has this property, as the value of that property.
fn every<'v>(value: &'v Value, property: &str, found: &mut Vec<&'v Value>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| every(value, property, found)),
        Value::Object(object) => {
            found.extend(object.get(property));
            object.values().for_each(|value| every(value, property, found));
        }
        _ => {}
    }
}

fn all<'v>(value: &'v Value, properties: &[&str]) -> Vec<&'v Value> {
    let mut found = Vec::new();
    for property in properties {
        every(value, property, &mut found);
    }
    assert!(!found.is_empty(), "{properties:?}");
    found
}

/// The schema forbids any property that it does not name.
fn has_only(object: &Value, required: &[&str], optional: &[&str]) -> Map<String, Value> {
    let object = object.as_object().unwrap();
    for name in object.keys() {
        assert!(required.contains(&name.as_str()) || optional.contains(&name.as_str()), "{name} is not in the schema");
    }
    for name in required {
        assert!(object.contains_key(*name), "{name} is missing in {object:?}");
    }
    object.clone()
}

#[test]
fn the_sample_as_sarif() {
    insta::assert_snapshot!(sample::written(Format::Sarif));
}

#[test]
fn the_log_says_its_version() {
    let log: Value = serde_json::from_str(&sample::written(Format::Sarif)).unwrap();
    has_only(&log, &["version", "runs"], &["$schema"]);
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["runs"].as_array().unwrap().len(), 1);
    has_only(&log["runs"][0], &["tool"], &["results", "columnKind", "originalUriBaseIds"]);
    assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
}

#[test]
fn the_rules_have_unique_names_and_say_what_they_are() {
    let run = run();
    has_only(&run["tool"], &["driver"], &[]);
    let driver = has_only(&run["tool"]["driver"], &["name"], &["version", "semanticVersion", "rules"]);
    let mut names = BTreeSet::new();
    for rule in driver["rules"].as_array().unwrap() {
        let texts = ["shortDescription", "fullDescription", "help"];
        let optional = [texts.as_slice(), &["defaultConfiguration"]].concat();
        let rule = has_only(rule, &["id"], &optional);
        assert!(names.insert(rule["id"].as_str().unwrap().to_owned()));
        for text in texts.iter().filter_map(|text| rule.get(*text)) {
            assert!(has_only(text, &["text"], &["markdown"])["text"].is_string());
        }
        if let Some(help) = rule.get("help") {
            let markdown = help["markdown"].as_str().unwrap();
            assert!(markdown.contains("```text\nstory {{bad}}\n```"), "{markdown}");
            assert!(markdown.contains("```text\nstory [x] (good)\n```"), "{markdown}");
            assert!(markdown.starts_with(help["text"].as_str().unwrap()));
        }
        if let Some(configuration) = rule.get("defaultConfiguration") {
            has_only(configuration, &[], &["enabled", "level"]);
            assert!(["none", "note", "warning", "error"].contains(&configuration["level"].as_str().unwrap()));
        }
    }
}

#[test]
fn every_finding_is_a_result_of_a_rule_of_the_list() {
    let (run, results) = (run(), results());
    assert_eq!(results.len(), sample::report().findings.len());
    for result in &results {
        let optional =
            ["ruleId", "ruleIndex", "level", "locations", "relatedLocations", "partialFingerprints", "fixes"];
        has_only(result, &["message"], &optional);
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        assert!(["note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
    }
    let fingerprints: BTreeSet<_> = results.iter().map(|result| result["partialFingerprints"].to_string()).collect();
    assert_eq!(fingerprints.len(), results.len());
}

#[test]
fn every_region_lies_in_its_order() {
    for region in all(&run(), &["region", "deletedRegion"]) {
        let names = ["startLine", "startColumn", "endLine", "endColumn"];
        has_only(region, &names, &[]);
        let [start_line, start_column, end_line, end_column] = names.map(|name| region[name].as_u64().unwrap());
        assert!(start_line >= 1 && start_column >= 1 && end_column >= 1);
        assert!((start_line, start_column) <= (end_line, end_column), "{region}");
    }
}

#[test]
fn every_path_is_a_relative_uri_on_a_base_that_is_told() {
    let run = run();
    for location in all(&run, &["artifactLocation"]) {
        has_only(location, &["uri"], &["uriBaseId"]);
        let uri = location["uri"].as_str().unwrap();
        assert!(uri.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/%".contains(&byte)), "{uri}");
        assert!(!uri.starts_with('/'), "{uri}");
        assert!(run["originalUriBaseIds"].get(location["uriBaseId"].as_str().unwrap()).is_some());
    }
}

#[test]
fn every_place_and_every_message_has_its_form() {
    let run = run();
    for location in all(&run, &["locations", "relatedLocations"]).into_iter().flat_map(|list| list.as_array().unwrap())
    {
        has_only(location, &["physicalLocation"], &["id", "logicalLocations", "message"]);
        has_only(&location["physicalLocation"], &["artifactLocation", "region"], &[]);
    }
    for message in all(&run, &["message", "description"]) {
        let text = has_only(message, &["text"], &[])["text"].as_str().unwrap().to_owned();
        assert!(!text.contains("]("), "a link in {text}");
        assert!(!text.replace("{{", "").contains('{'), "a placeholder in {text}");
    }
}

#[test]
fn every_fix_changes_at_least_one_file() {
    let run = run();
    for fix in all(&run, &["fixes"]).into_iter().flat_map(|list| list.as_array().unwrap()) {
        has_only(fix, &["artifactChanges"], &["description", "properties"]);
        let changes = fix["artifactChanges"].as_array().unwrap();
        assert!(!changes.is_empty());
        for change in changes {
            has_only(change, &["artifactLocation", "replacements"], &[]);
            let replacements = change["replacements"].as_array().unwrap();
            assert!(!replacements.is_empty());
            for replacement in replacements {
                has_only(replacement, &["deletedRegion"], &["insertedContent"]);
            }
        }
    }
}

#[test]
fn what_a_baseline_knows_is_unchanged_and_all_else_is_new() {
    let mut report = sample::report();
    assert!(results().iter().all(|result| result.get("baselineState").is_none()));
    let known = report.findings.split_off(2);
    let settings = OutputSettings { known: Some(&known), ..sample::settings() };
    let mut out = Vec::new();
    super::write(&report, &sample::sources(), &settings, &mut out).unwrap();
    let log: Value = serde_json::from_slice(&out).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let states: Vec<_> = results.iter().map(|result| result["baselineState"].as_str().unwrap()).collect();
    assert_eq!(states, [vec!["new"; 2], vec!["unchanged"; known.len()]].concat());
}
