//! Runs a mutation table: each row changes one place of a clean plan, and every rule looks at the result.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use roadlog_config::{Config, FileProblem, Place};
use roadlog_lint::{Finding, History, Options, RULES, run};
use roadlog_model::{FileInput, Plan};
use roadlog_syntax::value::{parse_date, parse_id};
use roadlog_testkit::Fixture;

/// The day on which the clean plans have no finding.
const TODAY: &str = "2026-11-23";

/// A change of a clean plan, and what is found in the plan then.
#[derive(Debug)]
pub(crate) struct Mutation {
    /// The rule that speaks, at least once.
    pub(crate) rule: &'static str,
    /// What is changed; it stands once in the file.
    pub(crate) from: &'static str,
    /// What it is changed to.
    pub(crate) to: &'static str,
    /// The file, by its name in the plan's folder.
    pub(crate) file: &'static str,
    /// Other rules that may speak too, each with why it is right that they do.
    pub(crate) also: &'static [(&'static str, &'static str)],
}

/// Asserts that nothing is found in the plan of `tests/mutations/FOLDER`, and after each mutation exactly what its row
/// says.
#[track_caller]
pub(crate) fn assert_each_is_found(folder: &str, table: &[Mutation]) {
    let clean = files(folder);
    let found = findings(&clean);
    assert!(found.is_empty(), "the plan {folder} is not clean: {found:#?}");
    let wrong: Vec<_> = table.iter().filter_map(|mutation| difference(&clean, mutation)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Asserts that each rule of a group that is on by default has a row.
#[track_caller]
pub(crate) fn assert_every_rule_has_a_row(group: &str, table: &[Mutation]) {
    let in_group = |name: &str| name.split_once('/').is_some_and(|(of, _)| of == group);
    let without =
        RULES.iter().filter(|rule| in_group(rule.name) && table.iter().all(|mutation| mutation.rule != rule.name));
    let without: Vec<_> = without.filter(|rule| rule.level.is_some()).map(|rule| rule.name).collect();
    assert!(without.is_empty(), "no mutation for {}", without.join(", "));
}

/// Names and texts of the files of a clean plan, roadlog.toml and what git remembers among them.
fn files(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mutations").join(folder);
    let entries = fs::read_dir(&folder).expect("the folder is there");
    let mut files: Vec<_> = entries
        .map(|entry| {
            let path = entry.expect("it can be read").path();
            let name = path.file_name().expect("it has one").to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).expect("it is text"))
        })
        .collect();
    files.sort();
    files
}

/// What is wrong with what is found after a mutation, if anything is.
fn difference(clean: &[(String, String)], mutation: &Mutation) -> Option<String> {
    let mut files = clean.to_vec();
    let Some((_, text)) = files.iter_mut().find(|(name, _)| name == mutation.file) else {
        return Some(format!("there is no {} for {mutation:#?}", mutation.file));
    };
    let count = text.matches(mutation.from).count();
    if count != 1 {
        return Some(format!("{count} places in {} for {mutation:#?}", mutation.file));
    }
    *text = text.replacen(mutation.from, mutation.to, 1);
    let findings = findings(&files);
    let found: BTreeSet<_> = findings.iter().map(|finding| finding.rule).collect();
    let mut wanted: BTreeSet<_> = mutation.also.iter().map(|(rule, _)| *rule).collect();
    wanted.insert(mutation.rule);
    (found != wanted).then(|| format!("{mutation:#?} brings {findings:#?}"))
}

fn findings(files: &[(String, String)]) -> Vec<Finding> {
    let toml = files.iter().find(|(name, _)| name == "roadlog.toml").map_or("", |(_, text)| text);
    let (config, problems) = roadlog_config::parse(toml, Place::Root);
    let problems: Vec<_> = problems.into_iter().map(|problem| FileProblem { file: 0, problem }).collect();
    let history = history(files);
    let plan_files = files.iter().filter(|(name, _)| name.ends_with(".roadmap") || name.ends_with(".backlog"));
    let inputs = plan_files.map(|(name, text)| FileInput {
        path: name.clone(),
        bytes: text.clone().into_bytes(),
        archived: false,
        foreign: false,
    });
    let plan = Plan::new(Config::new(config, Vec::new()), inputs.collect()).expect("the files are small");
    let today = parse_date(TODAY).expect("it is a day");
    let options = Options { config_problems: &problems, history: history.as_ref(), ..Options::on(today) };
    run(&plan, &options).findings
}

/// What git remembers of a plan; nothing where its folder does not say.
fn history(files: &[(String, String)]) -> Option<History> {
    let (name, text) = files.iter().find(|(name, _)| name == Fixture::HISTORY_PATH)?;
    let fixture = Fixture::parse(&format!("//- {name}\n{text}"));
    let told = fixture.history().map(|[day, id, field]| {
        let id = parse_id(id).expect("it is an id");
        ((id, field), parse_date(day).expect("it is a day"))
    });
    Some(told.collect())
}
