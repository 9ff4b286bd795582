//! Runs a mutation table: each row makes the smallest change to a clean plan that brings a finding, and every rule looks
//! at the result.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::Path;

use roadlog_config::{Config, FileProblem, Place};
use roadlog_lint::{Finding, History, Options, run};
use roadlog_model::{FileInput, Plan};
use roadlog_syntax::value::{parse_date, parse_id};
use roadlog_testkit::Fixture;

/// The day on which the clean plans have no finding.
const TODAY: &str = "2026-11-23";

/// The name of the configuration in a plan's folder.
pub(crate) const CONFIG: &str = "roadlog.toml";

/// A change of one place of one file.
#[derive(Clone, Copy)]
pub(crate) struct Change {
    /// The file, by its path in the plan's folder.
    pub(crate) file: &'static str,
    /// What is changed; it stands once in the file.
    pub(crate) from: &'static str,
    /// What it is changed to, which need not be text.
    pub(crate) to: &'static [u8],
}

impl Change {
    pub(crate) const fn new(file: &'static str, from: &'static str, to: &'static str) -> Self {
        Self { file, from, to: to.as_bytes() }
    }
}

impl fmt::Debug for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {:?} becomes \"{}\"", self.file, self.from, self.to.escape_ascii())
    }
}

/// A change of a clean plan, and what is found in the plan then.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mutation {
    /// The rule that speaks, at least once.
    pub(crate) rule: &'static str,
    /// What is changed.
    pub(crate) change: Change,
    /// What else has to be changed; with one of all changes left out the rule is silent.
    pub(crate) and: &'static [Change],
    /// Other rules that speak too, each with why it is right that they do.
    pub(crate) also: &'static [(&'static str, &'static str)],
}

impl Mutation {
    pub(crate) const fn new(rule: &'static str, change: Change) -> Self {
        Self { rule, change, and: &[], also: &[] }
    }
}

/// Asserts that nothing is found in the plan of `tests/mutations/FOLDER`, and after each mutation exactly what its row
/// says.
#[track_caller]
pub(crate) fn assert_each_is_found(folder: &str, table: &[Mutation]) {
    let clean = files(folder);
    let found = findings(&clean);
    assert!(found.is_empty(), "the plan {folder} is not clean:{}", listed(&found));
    let wrong: Vec<_> = table.iter().filter_map(|mutation| difference(&clean, mutation)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A file of a plan's folder.
#[derive(Clone)]
pub(crate) struct PlanFile {
    /// Its path in the folder, with `/` between its parts.
    pub(crate) path: String,
    pub(crate) bytes: Vec<u8>,
}

impl PlanFile {
    fn is_foreign(&self) -> bool {
        self.path.starts_with("other/")
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).expect("it is text as it stands in the folder")
    }
}

/// The files of a clean plan: its roadlog.toml, what git remembers, and what it links to among them.
pub(crate) fn files(folder: &str) -> Vec<PlanFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mutations").join(folder);
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let parts = path.strip_prefix(&root).expect("it is in the folder").iter();
            let parts: Vec<_> = parts.map(|part| part.to_string_lossy()).collect();
            files.push(PlanFile { path: parts.join("/"), bytes: fs::read(&path).expect("it can be read") });
        }
    }
    // As they are loaded: other workspaces' files last.
    files.sort_by(|one, other| (one.is_foreign(), &one.path).cmp(&(other.is_foreign(), &other.path)));
    files
}

/// What is wrong with what is found after a mutation, if anything is.
fn difference(clean: &[PlanFile], mutation: &Mutation) -> Option<String> {
    let changes: Vec<Change> = std::iter::once(mutation.change).chain(mutation.and.iter().copied()).collect();
    let findings = match changed(clean, &changes) {
        Ok(files) => findings(&files),
        Err(fault) => return Some(format!("{fault} for {mutation:#?}")),
    };
    let found: BTreeSet<_> = findings.iter().map(|finding| finding.rule).collect();
    let mut wanted: BTreeSet<_> = mutation.also.iter().map(|(rule, _)| *rule).collect();
    wanted.insert(mutation.rule);
    if found != wanted {
        return Some(format!("{mutation:#?} brings:{}", listed(&findings)));
    }
    let surplus = (0..changes.len()).filter(|_| changes.len() > 1).find(|&left_out| {
        let mut fewer = changes.clone();
        fewer.remove(left_out);
        let without = changed(clean, &fewer).map(|files| self::findings(&files));
        without.is_ok_and(|found| found.iter().any(|finding| finding.rule == mutation.rule))
    })?;
    Some(format!("without {:?} it is found too: {mutation:#?}", changes[surplus]))
}

pub(crate) fn listed(findings: &[Finding]) -> String {
    let line = |finding: &Finding| format!("\n    {}: {}", finding.rule, finding.message.unescaped());
    findings.iter().map(line).collect()
}

/// The files after some changes; an error where the place of one is not found, or found more than once.
fn changed(clean: &[PlanFile], changes: &[Change]) -> Result<Vec<PlanFile>, String> {
    let mut files = clean.to_vec();
    for change in changes {
        let file = files.iter_mut().find(|file| file.path == change.file);
        let file = file.ok_or_else(|| format!("there is no {}", change.file))?;
        let from = change.from.as_bytes();
        let places: Vec<_> = memchr::memmem::find_iter(&file.bytes, from).collect();
        let [at] = places[..] else { return Err(format!("{} places in {}", places.len(), change.file)) };
        file.bytes.splice(at..at + from.len(), change.to.iter().copied());
    }
    Ok(files)
}

/// What every rule finds in a plan. What stands in `archive/` is archived, what stands in `other/` another workspace's,
/// which `reads` names as `../other`; what is not in the plan's folder is not there.
pub(crate) fn findings(files: &[PlanFile]) -> Vec<Finding> {
    let toml = files.iter().find(|file| file.path == CONFIG).map_or("", PlanFile::text);
    let (config, problems) = roadlog_config::parse(toml, Place::Root);
    let problems: Vec<_> = problems.into_iter().map(|problem| FileProblem { file: 0, problem }).collect();
    let is_there = |path: &str| {
        let below = |file: &PlanFile| {
            file.path.strip_prefix(path).is_some_and(|rest| matches!(rest.as_bytes(), [] | [b'/', ..]))
        };
        files.iter().any(below)
    };
    let mut config = Config::new(config, Vec::new());
    let reads = config.workspace().reads().iter().map(|folder| folder.value.to_string());
    let missing_reads: Vec<_> = reads.filter(|folder| !is_there(folder.trim_start_matches("../"))).collect();
    if !missing_reads.is_empty() {
        config = config.with_missing_read();
    }
    let history = history(files);
    let plan_files = files.iter().filter(|file| file.path.ends_with(".roadmap") || file.path.ends_with(".backlog"));
    let inputs = plan_files.map(|file| FileInput {
        path: file.path.clone(),
        bytes: file.bytes.clone(),
        archived: file.path.starts_with("archive/"),
        foreign: file.is_foreign(),
    });
    let plan = Plan::new(config, inputs.collect()).expect("the files are small");
    let options = Options {
        path_exists: &is_there,
        config_problems: &problems,
        missing_reads: &missing_reads,
        history: history.as_ref(),
        ..Options::on(parse_date(TODAY).expect("it is a day"))
    };
    run(&plan, &options).findings
}

/// What git remembers of a plan; nothing where its folder does not say.
fn history(files: &[PlanFile]) -> Option<History> {
    let file = files.iter().find(|file| file.path == Fixture::HISTORY_PATH)?;
    let fixture = Fixture::parse(&format!("//- {}\n{}", file.path, file.text()));
    let told = fixture.history().map(|[day, id, field]| {
        let id = parse_id(id).expect("it is an id");
        ((id, field), parse_date(day).expect("it is a day"))
    });
    Some(told.collect())
}
