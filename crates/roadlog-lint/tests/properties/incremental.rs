//! However a plan and the world around it change, the findings that are followed are those of a fresh run.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use roadlog_config::{Config, FileProblem, Place};
use roadlog_lint::{Finding, History, Incremental, Options, run};
use roadlog_model::{FileInput, Plan};
use roadlog_syntax::value::{Date, parse_date, parse_id};

use crate::plans::{PATHS, edit_of, line, text, toml};

/// Files that come and go, besides those that are there from the start.
const OTHERS: [&str; 3] = ["a.backlog", "other/shop.backlog", "team/pay.backlog"];

/// A roadlog.toml, and what it adds to the one in which every rule speaks.
const CONFIGS: [&str; 4] = [
    "",
    "\n[workspace]\nreads = [\"../shop\"]\n",
    "\n[ids]\nstyle = \"random\"\n[team]\nshape = \"separate\"\n",
    "\n[people.sam]\nemails = [\"sam@shop.example\"]\n",
];

/// What happens to a plan, or to the world around it.
#[derive(Clone, Debug)]
enum Step {
    /// Some bytes of a file are replaced.
    Edit { path: &'static str, at: Index, length: usize, inserted: String },
    /// Two items of a file change places.
    Swap { path: &'static str, one: Index, other: Index },
    /// A file is written anew, or comes.
    Write { path: &'static str, text: String },
    /// A file goes.
    Remove { path: &'static str },
    /// Another configuration holds.
    Configure { config: usize },
    /// It is another day.
    Day { day: &'static str },
    /// Other paths are there, other things are remembered, and random ids are drawn from something else.
    World { state: u64 },
    /// The folder that is read is there, or is not.
    Reads { is_missing: bool },
}

fn step() -> impl Strategy<Value = Step> {
    let any_path = || select([PATHS, OTHERS].concat());
    let typed = prop_oneof![
        4 => "[a-z@0-9:,\\- ]{0,2}",
        2 => Just("\n".to_owned()),
        3 => line().prop_map(|line| line + "\n"),
        1 => line(),
        1 => text(),
    ];
    let length = prop_oneof![4 => Just(0), 3 => 0usize..3, 2 => 0usize..60];
    prop_oneof![
        24 => (any_path(), any::<Index>(), length, typed)
            .prop_map(|(path, at, length, inserted)| Step::Edit { path, at, length, inserted }),
        3 => (any_path(), any::<Index>(), any::<Index>()).prop_map(|(path, one, other)| Step::Swap { path, one, other }),
        3 => (any_path(), text()).prop_map(|(path, text)| Step::Write { path, text }),
        1 => any_path().prop_map(|path| Step::Remove { path }),
        1 => (0..CONFIGS.len()).prop_map(|config| Step::Configure { config }),
        1 => select(&["2026-11-20", "2026-11-23", "2027-03-01"][..]).prop_map(|day| Step::Day { day }),
        1 => (0..3u64).prop_map(|state| Step::World { state }),
        1 => any::<bool>().prop_map(|is_missing| Step::Reads { is_missing }),
    ]
}

/// A plan and the world around it.
struct Team {
    plan: Plan,
    config: usize,
    day: Date,
    state: u64,
    missing_reads: Vec<String>,
}

impl Team {
    fn new(texts: Vec<String>) -> Self {
        let paths = PATHS.into_iter().chain(OTHERS);
        let files = paths.zip(texts).map(|(path, text)| input(path, text));
        let plan = Plan::new(config(0), files.collect()).expect("the files are small");
        let day = parse_date("2026-11-23").expect("it is a day");
        Self { plan, config: 0, day, state: 0, missing_reads: Vec::new() }
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Edit { path, at, length, inserted } => {
                let Some((_, file)) = self.plan.file_at(path) else { return };
                let edit = edit_of(file.document().text(), at, length, inserted);
                self.plan = self.plan.with_edits(path, &[edit]).expect("it fits");
            }
            Step::Swap { path, one, other } => {
                let Some((_, file)) = self.plan.file_at(path) else { return };
                let document = file.document();
                let spans = document.nodes().map(|node| node.span().range());
                let mut nodes: Vec<&str> = spans.map(|span| &document.text()[span]).collect();
                if !nodes.is_empty() {
                    let (one, other) = (one.index(nodes.len()), other.index(nodes.len()));
                    nodes.swap(one, other);
                }
                self.plan = self.plan.with_file(input(path, nodes.concat())).expect("it is small");
            }
            Step::Write { path, text } => self.plan = self.plan.with_file(input(path, text)).expect("it is small"),
            Step::Remove { path } => self.plan = self.plan.without_file(path),
            Step::Configure { config: place } => {
                let text = |file: &roadlog_model::PlanFile| file.document().text().to_owned();
                let files = self.plan.files().map(|(_, file)| input(file.path(), text(file))).collect();
                self.config = place;
                self.plan = Plan::new(config(place), files).expect("the files are small");
            }
            Step::Day { day } => self.day = parse_date(day).expect("it is a day"),
            Step::World { state } => self.state = state,
            Step::Reads { is_missing } => {
                self.missing_reads = if is_missing { vec!["../shop".to_owned()] } else { Vec::new() };
            }
        }
    }

    fn with_options<T>(&self, work: impl FnOnce(&Options<'_>) -> T) -> T {
        let (_, problems) = roadlog_config::parse(&text_of(self.config), Place::Root);
        let problems: Vec<_> = problems.into_iter().map(|problem| FileProblem { file: 0, problem }).collect();
        let there = ["there/", "gone/", "nowhere/"][self.state as usize];
        let since = [(("PAY-1", "blocked"), "2026-10-01"), (("PAY-2", "target"), "2026-01-01")];
        let since = since.into_iter().map(|((id, field), day)| ((parse_id(id).expect("it is an id"), field), day));
        let history: History = since.map(|(what, day)| (what, parse_date(day).expect("it is a day"))).collect();
        work(&Options {
            path_exists: &|path| path.starts_with(there),
            config_problems: &problems,
            missing_reads: &self.missing_reads,
            history: (self.state > 0).then_some(&history),
            seed: self.state,
            state: self.state,
            ..Options::on(self.day)
        })
    }
}

fn text_of(config: usize) -> String {
    format!("{}{}", toml(), CONFIGS[config])
}

fn config(place: usize) -> Config {
    Config::new(roadlog_config::parse(&text_of(place), Place::Root).0, Vec::new())
}

fn input(path: &str, text: String) -> FileInput {
    FileInput {
        path: path.to_owned(),
        bytes: text.into_bytes(),
        archived: path.starts_with("archive/"),
        foreign: path.starts_with("other/"),
    }
}

type ByFile = BTreeMap<String, Vec<Finding>>;

/// What a fresh run finds, by file.
fn fresh(plan: &Plan, options: &Options<'_>) -> ByFile {
    let mut by_file = ByFile::new();
    for finding in run(plan, options).findings {
        by_file.entry(finding.place.path.unescaped().to_owned()).or_default().push(finding);
    }
    by_file
}

fn followed(findings: &Incremental) -> ByFile {
    findings.files().map(|(path, findings)| (path.to_string(), findings.to_vec())).collect()
}

/// The paths of which both say something else.
fn unlike(before: &ByFile, after: &ByFile) -> Vec<String> {
    let paths: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).collect();
    paths.into_iter().filter(|path| before.get(*path) != after.get(*path)).cloned().collect()
}

/// The first finding that only one of both has, for whoever reads why a test failed.
fn difference(fresh: &ByFile, followed: &ByFile) -> Option<String> {
    let all = |findings: &ByFile| findings.values().flatten().cloned().collect::<Vec<_>>();
    let (fresh, followed) = (all(fresh), all(followed));
    let missed = fresh.iter().find(|finding| !followed.contains(finding)).map(|finding| format!("missed {finding:#?}"));
    let stale = followed.iter().find(|finding| !fresh.contains(finding)).map(|finding| format!("stale {finding:#?}"));
    match (missed, stale) {
        (None, None) => (fresh != followed).then(|| "another order".to_owned()),
        (missed, stale) => Some(missed.into_iter().chain(stale).collect::<Vec<_>>().join("\n")),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn findings_that_are_followed_are_those_of_a_fresh_run(
        texts in prop::collection::vec(text(), 6..=6),
        steps in prop::collection::vec(step(), 1..24),
    ) {
        let mut team = Team::new(texts);
        let mut findings = team.with_options(|options| Incremental::new(&Arc::new(team.plan.clone()), options));
        let mut before = team.with_options(|options| fresh(&team.plan, options));
        prop_assert_eq!(difference(&before, &followed(&findings)), None);
        for step in steps {
            team.take(step.clone());
            let changed = team.with_options(|options| findings.update(Arc::new(team.plan.clone()), options));
            let after = team.with_options(|options| fresh(&team.plan, options));
            prop_assert_eq!(difference(&after, &followed(&findings)), None, "after {:?}", step);
            let changed: Vec<_> = changed.iter().map(ToString::to_string).collect();
            prop_assert_eq!(changed, unlike(&before, &after), "after {:?}", step);
            before = after;
        }
    }
}
