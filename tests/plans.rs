//! Two plans as teams write them: what the program finds in them is what their people would want to be told.
//!
//! A finding that nobody would act on is a fault of its rule, not of the plan: mend the rule before a plan or a snapshot.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The day on which both plans are read: a Wednesday, two days before the end of the Scrum team's sprint.
const TODAY: &str = "2026-10-14";

/// A plan of tests/plans, copied to a folder of its own, so that no history of this repository speaks of it.
struct Plan {
    folder: TempDir,
}

impl Plan {
    fn new(name: &str) -> Self {
        let plan = Self { folder: TempDir::new().expect("there is room for a folder") };
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans").join(name), plan.folder.path());
        plan
    }

    /// What the program writes to standard output, and its exit status.
    fn run(&self, words: &[&str]) -> (String, i32) {
        let output = Command::new(env!("CARGO_BIN_EXE_roadlog"))
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .args(words)
            .args(["--today", TODAY])
            .stdin(Stdio::null())
            .output()
            .expect("the program is built");
        (
            String::from_utf8(output.stdout).expect("the program writes UTF-8"),
            output.status.code().expect("nothing ends the program but itself"),
        )
    }

    fn json(&self, words: &[&str]) -> Value {
        serde_json::from_str(&self.run(words).0).expect("the program writes JSON")
    }

    /// All findings, a line each.
    fn told(&self) -> String {
        self.run(&["check", "--level", "info", "--all", "--format", "short"]).0
    }

    /// What is found, of which item, wherever it stands.
    fn findings(&self) -> BTreeSet<(String, String, String)> {
        let report = self.json(&["check", "--level", "info", "--format", "json"]);
        let findings = report["diagnostics"].as_array().expect("findings are a list");
        let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        findings
            .iter()
            .map(|finding| (text(finding, "rule"), text(finding, "item"), text(finding, "message")))
            .collect()
    }

    /// The items that are open or have no status, outside of the archive; and of them those of these kinds.
    fn open(&self, kinds: &[&str]) -> (usize, usize) {
        let plan = self.json(&["export", "--format", "json"]);
        let is_closed = |item: &&Value| {
            let phase = item["status"]["phase"].as_str().unwrap_or_default();
            ["done", "dropped"].contains(&phase)
                || item["path"].as_str().is_some_and(|path| path.starts_with("archive/"))
        };
        let items = plan["items"].as_array().expect("items are a list");
        let open: Vec<_> = items.iter().filter(|item| !is_closed(item)).collect();
        let of_kinds = open.iter().filter(|item| kinds.contains(&item["kind"].as_str().unwrap_or_default())).count();
        (open.len(), of_kinds)
    }

    /// Brings the plan into its canonical form, which must bring no finding.
    fn is_formatted_without_a_new_finding(&self) {
        let before = self.findings();
        self.run(&["fmt"]);
        assert_eq!(self.run(&["fmt", "--check"]).1, 0);
        let after = self.findings();
        let new: Vec<_> = after.difference(&before).collect();
        assert!(new.is_empty(), "{new:#?}");
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("the folder is there") {
        let entry = entry.expect("it can be read");
        let (path, copied) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            fs::create_dir(&copied).expect("there is room");
            copy(&path, &copied);
        } else {
            fs::copy(&path, &copied).expect("there is room");
        }
    }
}

const WORK: [&str; 4] = ["story", "bug", "task", "spike"];

#[test]
fn a_scrum_team_is_told_what_it_would_act_on() {
    let plan = Plan::new("scrum-team");
    insta::assert_snapshot!("scrum_team", plan.told());
    let (open, work) = plan.open(&WORK);
    assert!(work >= 150, "{work}");
    assert!(plan.findings().len() * 10 <= open, "{} findings in {open} items", plan.findings().len());
}

#[test]
fn a_start_up_is_told_what_it_would_act_on() {
    let plan = Plan::new("start-up");
    insta::assert_snapshot!("start_up", plan.told());
    let (open, _) = plan.open(&WORK);
    assert!(open >= 20, "{open}");
    assert!(plan.findings().len() * 10 <= open, "{} findings in {open} items", plan.findings().len());
    assert_eq!(plan.run(&["fmt", "--check"]).1, 0);
}

#[test]
fn formatting_brings_no_new_finding() {
    let plan = Plan::new("scrum-team");
    assert_ne!(plan.run(&["fmt", "--check"]).1, 0, "people lay a plan out as they like");
    plan.is_formatted_without_a_new_finding();
    Plan::new("start-up").is_formatted_without_a_new_finding();
}
