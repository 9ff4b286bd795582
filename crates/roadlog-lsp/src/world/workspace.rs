//! One workspace in memory: its plan with the editor's texts in it, and the snapshots that questions are answered from.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};

use roadlog_config::Config;
use roadlog_ide::past::Past;
use roadlog_ide::{Snapshot, Surroundings};
use roadlog_lint::History;
use roadlog_model::{FileInput, Plan};
use roadlog_syntax::Edit;
use roadlog_syntax::value::Date;
use roadlog_workspace::{CONFIG_NAME, Root};
use rustc_hash::FxHashSet;

use super::load::{self, Facts, Loaded, is_config};
use crate::check::Checker;
use crate::text::Text;

/// Where a workspace lies on the disk.
#[derive(Clone, Debug)]
pub(crate) struct Base {
    /// Its root.
    pub(crate) root: Root,
    /// The same folder as the client names it, which may be by a link.
    pub(crate) shown: PathBuf,
}

/// A workspace.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// Its number.
    pub(crate) id: u32,
    /// Where it lies; nowhere for a document that stands alone.
    pub(crate) base: Option<Base>,
    /// Whether its files are read.
    pub(crate) is_loaded: bool,
    /// Counts up with every change.
    pub(crate) revision: u64,
    /// What is found in it.
    pub(crate) checker: Arc<Mutex<Checker>>,
    pub(crate) reload: Reload,
    /// What the disk said of its files once they were read; `None` where nobody looks.
    pub(crate) read_at: Option<u64>,
    /// What could not be read, as it was last told.
    pub(crate) told: Vec<String>,
    plan: Arc<Plan>,
    configuration: Arc<[(Arc<str>, Arc<str>)]>,
    facts: Facts,
    /// The paths that it has only because documents are open there.
    guests: FxHashSet<String>,
    /// The configuration by which the plan was loaded, whatever the editor has now.
    loaded_by: Arc<[(Arc<str>, Arc<str>)]>,
    /// What the repository around it tells.
    past: Option<Arc<Past>>,
    /// Since when fields say what they say, as it tells.
    history: Option<Arc<History>>,
    seed: u64,
    /// How often the world around it was looked at.
    state: u64,
    surroundings: Option<Arc<Surroundings>>,
}

/// A plan, and every roadlog.toml of the workspace that holds in it: path and text.
pub(crate) struct LoadedPlan {
    pub(crate) plan: Arc<Plan>,
    pub(crate) configuration: Arc<[(Arc<str>, Arc<str>)]>,
}

/// Whether a workspace is to be read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Reload {
    /// No.
    #[default]
    No,
    /// Somebody is about to.
    Awaited,
    /// Somebody does.
    Runs,
    /// Somebody does, and has to once more.
    RunsAgain,
}

impl Workspace {
    pub(crate) fn new(id: u32, base: Option<Base>, seed: u64) -> Self {
        Self {
            id,
            base,
            is_loaded: false,
            read_at: None,
            revision: 0,
            checker: Arc::default(),
            reload: Reload::default(),
            told: Vec::new(),
            plan: Arc::new(load::empty_plan(Config::default())),
            configuration: Arc::from([]),
            facts: Facts::default(),
            guests: FxHashSet::default(),
            loaded_by: Arc::from([]),
            past: None,
            history: None,
            seed,
            state: 0,
            surroundings: None,
        }
    }

    /// Takes what was loaded.
    pub(crate) fn take(&mut self, loaded: Loaded) {
        (self.plan, self.configuration, self.facts) = (loaded.plan, loaded.configuration, loaded.facts);
        (self.guests, self.loaded_by) = (loaded.guests, Arc::clone(&self.configuration));
        (self.surroundings, self.is_loaded) = (None, true);
        self.state += 1;
    }

    /// Takes over what the repository around it tells.
    pub(crate) fn take_past(&mut self, past: Option<Arc<Past>>, history: Option<Arc<History>>) {
        (self.past, self.history, self.surroundings) = (past, history, None);
        self.state += 1;
    }

    /// Where it lies, and its plan with the configuration that it was loaded by.
    pub(crate) fn loaded_plan(&self) -> Option<(Root, LoadedPlan)> {
        let root = self.base.as_ref()?.root.clone();
        Some((root, LoadedPlan { plan: Arc::clone(&self.plan), configuration: Arc::clone(&self.loaded_by) }))
    }

    /// What questions are answered from.
    pub(crate) fn snapshot(&mut self, today: Date) -> Snapshot {
        let surroundings = match &self.surroundings {
            Some(surroundings) if surroundings.today == today => Arc::clone(surroundings),
            _ => self.new_surroundings(today),
        };
        self.surroundings = Some(Arc::clone(&surroundings));
        Snapshot { plan: Arc::clone(&self.plan), configuration: Arc::clone(&self.configuration), surroundings }
    }

    fn new_surroundings(&self, today: Date) -> Arc<Surroundings> {
        let mut surroundings = Surroundings {
            user: self.facts.user.clone(),
            config_problems: self.facts.config_problems.clone(),
            missing_reads: self.facts.missing_reads.clone(),
            history: self.history.clone(),
            past: self.past.clone(),
            seed: self.seed,
            state: self.state,
            ..Surroundings::on(today)
        };
        if let Some(Base { root, .. }) = self.base.clone() {
            let folder = root.folder().to_path_buf();
            surroundings.path_exists = Box::new(move |path| folder.join(path).symlink_metadata().is_ok());
            let plan = Arc::clone(&self.plan);
            surroundings.taken_ids = LazyLock::new(Box::new(move || load::taken_ids(&root, plan.config())));
        }
        Arc::new(surroundings)
    }

    /// The path that a file has in this workspace; `None` where it lies outside.
    pub(crate) fn path_of(&self, file: &Path) -> Option<String> {
        let base = self.base.as_ref()?;
        let lexical = || file.strip_prefix(&base.shown).ok()?.to_str().map(|path| path.replace('\\', "/"));
        base.root.relative(file).or_else(lexical).filter(|path| !path.is_empty())
    }

    /// Whether a file lies in the workspace, or in a folder that it reads.
    pub(crate) fn depends_on(&self, file: &Path) -> bool {
        let reads = self.plan.config().workspace().reads();
        let lies_in = |folder: PathBuf| file.starts_with(folder);
        self.path_of(file).is_some() || reads.iter().any(|folder| self.file_of(&folder.value).is_some_and(lies_in))
    }

    /// The patterns by which it names its files.
    pub(crate) fn included(&self) -> Vec<String> {
        let include = self.plan.config().workspace().include();
        include.iter().map(|glob| glob.as_str().to_owned()).collect()
    }

    /// The file that a path of this workspace leads to, as the client names it.
    pub(crate) fn file_of(&self, path: &str) -> Option<PathBuf> {
        let shown = &self.base.as_ref()?.shown;
        let parts = path.split('/').filter(|part| !part.is_empty());
        let mut file = shown.clone();
        for part in parts {
            if part == ".." {
                file.pop();
            } else {
                file.push(part);
            }
        }
        Some(file)
    }

    /// Whether the workspace has a file of this path.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.plan.file_at(path).is_some() || self.configuration.iter().any(|(at, _)| **at == *path)
    }

    /// Whether it has the file of this path only because a document is open there.
    pub(crate) fn is_guest(&self, path: &str) -> bool {
        self.guests.contains(path)
    }

    /// Whether a document of this path is, or becomes, part of the workspace.
    pub(crate) fn takes(&self, path: &str) -> bool {
        self.base.is_none() || self.has(path) || is_config(path) || self.plan.config().workspace().includes(path)
    }

    /// Puts a text into the place of a file. A configuration is shown at once; what it says counts after the next load.
    pub(crate) fn put(&mut self, path: &str, text: &Text) {
        if is_config(path) {
            self.put_config(path, text.as_str());
            return;
        }
        let input = match self.plan.file_at(path) {
            Some((_, file)) if *file.document().bytes() == *text.as_str().as_bytes() => return,
            Some((_, file)) => FileInput {
                path: path.to_owned(),
                bytes: text.as_str().as_bytes().to_vec(),
                archived: file.is_archived(),
                foreign: file.is_foreign(),
            },
            None => {
                self.guests.insert(path.to_owned());
                load::new_file(self.plan.config(), path, text.as_str())
            }
        };
        if let Ok(plan) = self.plan.with_file(input) {
            self.plan = Arc::new(plan);
        }
    }

    /// Makes edits of a file, one after the other; `text` is what it says then.
    pub(crate) fn edit(&mut self, path: &str, edits: &[Edit], text: &Text) {
        // Reading a file anew costs less than many edits one by one.
        const MANY: usize = 8;
        if is_config(path) || edits.len() > MANY {
            self.put(path, text);
            return;
        }
        match self.plan.with_edits(path, edits) {
            Ok(plan) => self.plan = Arc::new(plan),
            Err(_) => self.put(path, text),
        }
    }

    fn put_config(&mut self, path: &str, text: &str) {
        let mut configuration = self.configuration.to_vec();
        if let Some((_, known)) = configuration.iter_mut().find(|(at, _)| **at == *path) {
            *known = Arc::from(text);
        } else {
            self.guests.insert(path.to_owned());
            configuration.push((Arc::from(path), Arc::from(text)));
        }
        self.configuration = configuration.into();
    }

    /// Its files, and the folders that they lie in, in which files may come and go.
    pub(crate) fn files_to_watch(&self) -> Vec<PathBuf> {
        let configs = self.configuration.iter().map(|(path, _)| &**path);
        let paths: Vec<&str> = self.plan.files().map(|(_, file)| file.path()).chain(configs).collect();
        let above = paths.iter().flat_map(|path| Path::new(path).ancestors().skip(1).filter_map(Path::to_str));
        let all: BTreeSet<&str> = paths.iter().copied().chain(above).chain(["", CONFIG_NAME]).collect();
        all.into_iter().filter_map(|path| self.file_of(path)).collect()
    }
}
