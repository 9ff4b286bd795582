//! A slip of the pen in any line of a clean plan is one finding, about the slip: nothing is said to be missing that a
//! fix of the slip brings back.

use super::harness::{PlanFile, files, findings, listed};

/// A line as it is when it is got wrong, where it can be got wrong so.
type Slip = fn(&str) -> Option<String>;

/// How people get a line wrong.
const SLIPS: [(&str, Slip); 7] = [
    ("stands at column 0", |body| Some(body.to_owned())),
    ("stands too deep", |body| is_fact(body).then(|| format!("    {body}"))),
    ("begins with a capital", |body| {
        let (key, value) = field(body)?;
        Some(format!("  {}{}: {value}", key[..1].to_uppercase(), &key[1..]))
    }),
    ("has a space before its colon", |body| field(body).map(|(key, value)| format!("  {key} : {value}"))),
    ("has no space behind its colon", |body| field(body).map(|(key, value)| format!("  {key}:{value}"))),
    ("has two letters of its key swapped", |body| {
        let (key, value) = field(body).filter(|(key, _)| key.len() > 2)?;
        let (start, end) = key.split_at(key.len() - 2);
        Some(format!("  {start}{}{}: {value}", &end[1..], &end[..1]))
    }),
    ("has a box without its space", |body| body.starts_with('[').then(|| format!("  [] {}", &body[4..]))),
];

/// The key and the value of a field.
fn field(body: &str) -> Option<(&str, &str)> {
    body.split_once(": ").filter(|(key, _)| key.bytes().all(|byte| byte.is_ascii_lowercase()))
}

fn is_fact(body: &str) -> bool {
    field(body).is_some() || body.starts_with(['[', '?', '!'])
}

/// Asserts that no slip in a line of a plan brings more than one finding, or one about anything but the slip.
#[track_caller]
fn assert_each_is_told_alone(folder: &str) {
    let clean = files(folder);
    let mut wrong = Vec::new();
    for (place, file) in clean.iter().enumerate().filter(|(_, file)| is_judged(file)) {
        let lines: Vec<&str> = file.text().split_inclusive('\n').collect();
        for (at, line) in lines.iter().enumerate() {
            let Some(body) = line.strip_prefix("  ").filter(|body| !body.starts_with([' ', '#'])) else { continue };
            for (what, slip) in SLIPS {
                let Some(slipped) = slip(body) else { continue };
                let mut files = clean.clone();
                files[place].bytes =
                    [&lines[..at].concat(), &*slipped, &lines[at + 1..].concat()].concat().into_bytes();
                let found = findings(&files);
                if found.len() > 1 || found.iter().any(|finding| !finding.rule.starts_with("syntax/")) {
                    wrong.push(format!("{}:{} {what}: {}{}", file.path, at + 1, body.trim_end(), listed(&found)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether it is a file of the plan of which anything is asked but syntax and references.
fn is_judged(file: &PlanFile) -> bool {
    let is_plan = file.path.ends_with(".roadmap") || file.path.ends_with(".backlog");
    is_plan && !file.path.contains('/')
}

#[test]
fn in_the_shared_plan() {
    assert_each_is_told_alone("base");
}

#[test]
fn in_the_plan_of_stories() {
    assert_each_is_told_alone("story");
}

#[test]
fn in_the_plan_of_goals() {
    assert_each_is_told_alone("strategy");
}

#[test]
fn in_the_plan_of_sprints() {
    assert_each_is_told_alone("planning");
}
