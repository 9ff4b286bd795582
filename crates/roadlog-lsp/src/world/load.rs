//! A workspace from the disk, with the texts of the editor in the place of the files' own.

use std::path::Path;
use std::sync::Arc;

use roadlog_config::{Config, FileProblem, Place};
use roadlog_git::Repository;
use roadlog_model::{FileInput, Plan, TakenIds};
use roadlog_syntax::value::Handle;
use roadlog_workspace::{CONFIG_NAME, ConfigSource, Root};
use rustc_hash::FxHashSet;

use crate::text::Text;

/// What is to be loaded.
#[derive(Debug)]
pub(crate) struct Job {
    /// Where; nowhere for a document that stands alone.
    pub(crate) root: Option<Root>,
    /// The documents that are open in it, by path.
    pub(crate) open: Vec<(Arc<str>, Arc<Text>)>,
}

/// A workspace in memory.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) plan: Arc<Plan>,
    pub(crate) configuration: Arc<[(Arc<str>, Arc<str>)]>,
    pub(crate) facts: Facts,
    /// The paths that are there only because documents are open.
    pub(crate) guests: FxHashSet<String>,
    /// What could not be read, in words.
    pub(crate) problems: Vec<String>,
}

/// What is known of the world around a plan once it is loaded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    pub(crate) user: Option<Handle>,
    pub(crate) config_problems: Vec<FileProblem>,
    pub(crate) missing_reads: Vec<String>,
}

/// Whether a file is a configuration.
pub(crate) fn is_config(path: &str) -> bool {
    path.rsplit('/').next() == Some(CONFIG_NAME)
}

/// Loads a workspace.
pub(crate) fn load(job: Job) -> Loaded {
    let Some(root) = job.root else { return planned(Vec::new(), Vec::new(), Vec::new(), &job.open, true) };
    let loaded = roadlog_workspace::load(root);
    let files = loaded.files.into_iter().map(|file| FileInput {
        path: file.path,
        bytes: file.bytes,
        archived: file.archived,
        foreign: file.foreign,
    });
    let mut all = planned(loaded.configs, files.collect(), loaded.missing_reads, &job.open, false);
    all.problems = loaded.problems.iter().map(ToString::to_string).collect();
    all.facts.user = user(&loaded.root, all.plan.config());
    all
}

fn planned(
    mut configs: Vec<ConfigSource>,
    mut files: Vec<FileInput>,
    missing_reads: Vec<String>,
    open: &[(Arc<str>, Arc<Text>)],
    is_lone: bool,
) -> Loaded {
    let is_there = |path: &str| configs.iter().any(|it| it.path == path) || files.iter().any(|it| it.path == path);
    let guests = open.iter().map(|(path, _)| path.to_string()).filter(|path| !is_there(path)).collect();
    for (path, text) in open.iter().filter(|(path, _)| is_config(path)) {
        put_config(&mut configs, path, text.as_str());
    }
    let own = configs.iter().filter(|config| !config.foreign);
    let configuration = own.map(|config| (Arc::from(&*config.path), Arc::from(&*config.text))).collect();
    let (config, config_problems) = roadlog_workspace::configuration(configs, !missing_reads.is_empty());
    for (path, text) in open.iter().filter(|(path, _)| !is_config(path)) {
        put_file(&mut files, &config, path, text.as_str(), is_lone);
    }
    let mut problems = Vec::new();
    let plan = Plan::new(config.clone(), files).unwrap_or_else(|(_, error)| {
        // The loader refuses such files, and no message is so long.
        problems.push(error.to_string());
        empty_plan(config)
    });
    let facts = Facts { user: None, config_problems, missing_reads };
    Loaded { plan: Arc::new(plan), configuration, facts, guests, problems }
}

/// The plan of no files.
pub(crate) fn empty_plan(config: Config) -> Plan {
    Plan::new(config, Vec::new()).expect("a plan of no files has none that is too large")
}

/// Puts a text into the place of a configuration, or where it will stand.
fn put_config(configs: &mut Vec<ConfigSource>, path: &str, text: &str) {
    let is_root = path == CONFIG_NAME;
    let (file, problems) = roadlog_config::parse(text, if is_root { Place::Root } else { Place::Nested });
    if let Some(config) = configs.iter_mut().find(|config| config.path == path) {
        (config.text, config.file, config.problems) = (text.to_owned(), file, problems);
        return;
    }
    let new = ConfigSource {
        path: path.to_owned(),
        absolute: Path::new(path).to_path_buf(),
        text: text.to_owned(),
        file,
        problems,
        foreign: false,
    };
    let before = |other: &ConfigSource| !other.foreign && (other.path == CONFIG_NAME || *other.path < *path);
    let place = if is_root { 0 } else { configs.iter().take_while(|other| before(other)).count() };
    configs.insert(place, new);
}

/// Puts a text into the place of a file, or where it will stand, where it belongs to the plan.
fn put_file(files: &mut Vec<FileInput>, config: &Config, path: &str, text: &str, is_lone: bool) {
    if let Some(file) = files.iter_mut().find(|file| file.path == path) {
        file.bytes = text.as_bytes().to_vec();
    } else if is_lone || config.workspace().includes(path) {
        let place = files.partition_point(|other| !other.foreign && *other.path < *path);
        files.insert(place, new_file(config, path, text));
    }
}

/// A file of the editor as it comes into a plan that does not have it.
pub(crate) fn new_file(config: &Config, path: &str, text: &str) -> FileInput {
    let archived = config.workspace().archives(path);
    FileInput { path: path.to_owned(), bytes: text.as_bytes().to_vec(), archived, foreign: false }
}

/// Who commits here, as roadlog.toml knows them by their address.
fn user(root: &Root, config: &Config) -> Option<Handle> {
    root.git()?;
    let identity = Repository::discover(root.folder()).ok()??.user().ok()??;
    config.person_by_email(&identity.email).map(|person| person.handle().clone())
}

/// The ids that items of the workspace have on any branch; none outside of git, and none where git does not answer.
pub(crate) fn taken_ids(root: &Root, config: &Config) -> TakenIds {
    let ids = || {
        let inside = root.folder().strip_prefix(&root.git()?.folder).ok()?;
        let repository = Repository::discover(root.folder()).ok()??;
        repository.ids_below(inside, &|path| config.workspace().includes(path)).ok()
    };
    ids().unwrap_or_default()
}
