//! What all roadlog.toml files of a workspace say together.

mod authority;
mod forge;
mod names;
mod newcomer;
mod people;
mod selector;
mod settings;
mod vocabulary;
mod workspace;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::{ConfigFile, FileProblem, Hook, StoryForm};

pub use authority::{Authority, AuthorityLine, Subject};
pub use forge::forge_handle;
pub use people::{Person, Team};
pub use selector::{AspectPattern, Selector, What};
pub use settings::{Settings, Status, Understood};
pub use vocabulary::{CustomField, CustomKind, FieldLookup, KindRef};
pub use workspace::WorkspaceFiles;

/// The effective configuration of a workspace: immutable, and quick to ask.
///
/// The default is what holds where there is no roadlog.toml.
#[derive(Clone, Debug)]
pub struct Config {
    folders: Vec<String>,
    workspace: WorkspaceFiles,
    vocabulary: vocabulary::Vocabulary,
    people: people::People,
    newcomers: newcomer::Newcomers,
    authority: Authority,
    story_forms: Vec<StoryForm>,
    hook: Hook,
    root: Arc<Settings>,
    nested: FxHashMap<String, Arc<Settings>>,
    problems: Vec<FileProblem>,
}

impl Default for Config {
    fn default() -> Self {
        Self::new(ConfigFile::default(), Vec::new())
    }
}

impl Config {
    /// The configuration that the root's file and those further down make together. Each nested file comes with its
    /// folder, relative to the root, with `/` between its parts: `plans/checkout`. An [`Origin`](crate::Origin) counts
    /// the files from the root's, which is 0.
    pub fn new(root: ConfigFile, nested: Vec<(String, ConfigFile)>) -> Self {
        let mut problems = Vec::new();
        let vocabulary = vocabulary::Vocabulary::new(&root, &mut problems);
        let people = people::People::new(&root, &mut problems);
        let newcomers = newcomer::Newcomers::new(root.text.clone());
        let workspace = WorkspaceFiles::new(&root.workspace);
        let (story_forms, hook) = (root.story_forms.clone(), root.hook);
        let authority_text = root.authority.clone();
        let roles: Vec<_> = root.roles.iter().map(|role| role.name.clone()).collect();
        let mut folders = vec![String::new()];
        let nested: Vec<_> = nested.into_iter().map(|(folder, file)| (tidy(&folder).to_owned(), file)).collect();
        folders.extend(nested.iter().map(|(folder, _)| folder.clone()));
        let (root, nested) = settings::build(root, nested, &vocabulary, &mut problems);
        let statuses = |kind: KindRef, word: &str| {
            std::iter::once(&root).chain(nested.values()).any(|settings| settings.status(kind, word).is_some())
        };
        let all_statuses = |kind: KindRef| root.statuses(kind).iter().map(|status| status.name.clone()).collect();
        let scope = selector::Scope { vocabulary: &vocabulary, has_status: &statuses, statuses: &all_statuses };
        let authority = Authority::new(&authority_text, &scope, &roles, &mut problems);
        Self { folders, workspace, vocabulary, people, newcomers, authority, story_forms, hook, root, nested, problems }
    }

    /// The same configuration that also knows the people and teams of another workspace, which `reads` names. Whoever
    /// has the same handle here stays who they are here.
    #[must_use]
    pub fn with_read(mut self, other: &Self) -> Self {
        self.people.add(&other.people);
        self
    }

    /// The same configuration where a folder that `reads` names is missing, so that people and teams that nobody here
    /// knows may be known there, and are not reported.
    #[must_use]
    pub fn with_missing_read(mut self) -> Self {
        self.people.set_incomplete();
        self
    }

    /// What is wrong with the names in the files: kinds, roles, people and teams that are nowhere, in the order of the
    /// files and their texts. What is wrong with a file by itself, [`parse`](crate::parse) tells.
    pub fn problems(&self) -> Vec<FileProblem> {
        let mut problems = self.problems.clone();
        names::people(self, &mut problems);
        problems.sort_by_key(|it| (it.file, it.problem.span));
        problems
    }

    /// Where the file of that number in an [`Origin`](crate::Origin) stands, relative to the workspace's root:
    /// `plans/checkout/roadlog.toml`; `None` where there is no such file.
    pub fn file_path(&self, file: usize) -> Option<String> {
        let folder = self.folders.get(file)?;
        Some(if folder.is_empty() { "roadlog.toml".to_owned() } else { format!("{folder}/roadlog.toml") })
    }

    /// What holds for a plan file, by its path relative to the root, with `/` between its parts. All files that the
    /// same roadlog.toml is nearest to share one. The root's own are those of `""`.
    pub fn settings(&self, path: &str) -> Arc<Settings> {
        let mut folder = if self.nested.is_empty() { None } else { parent(path) };
        while let Some(here) = folder {
            if let Some(settings) = self.nested.get(here) {
                return Arc::clone(settings);
            }
            folder = parent(here);
        }
        Arc::clone(&self.root)
    }

    /// What holds for any plan file: the root's settings, and those of each folder with a file of its own.
    pub fn every_settings(&self) -> impl Iterator<Item = &Settings> {
        std::iter::once(&self.root).chain(self.nested.values()).map(|settings| &**settings)
    }

    /// Which files belong to the workspace.
    pub const fn workspace(&self) -> &WorkspaceFiles {
        &self.workspace
    }

    /// Who may change what, beside the built-in table.
    pub const fn authority(&self) -> &Authority {
        &self.authority
    }

    /// The sentences that count as a user story beside the English ones.
    pub fn story_forms(&self) -> &[StoryForm] {
        &self.story_forms
    }

    /// What the git hooks do.
    pub const fn hook(&self) -> Hook {
        self.hook
    }
}

fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

/// A folder without the marks that only some ways of writing a path have.
fn tidy(folder: &str) -> &str {
    folder.trim_start_matches("./").trim_matches('/')
}
