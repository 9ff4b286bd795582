//! The plan of a workspace: every file, and who refers to whom. Immutable; a change makes a new one that shares the rest.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use roadlog_config::{Config, Field};
use roadlog_syntax::value::{Handle, Id};
use roadlog_syntax::{Edit, EditError, Kind, TooLarge};
use rustc_hash::FxHashMap;

use crate::file::{FileInput, PlanFile};
use crate::index::{FileIndex, PlanIndex, hash, hash_of_text};
use crate::item::PlanItem;
use crate::reads::{self, Read};
use crate::target::Targets;

/// Where an item stands: the file's place in the plan, and the node's place in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemRef {
    /// The file's place in the plan.
    pub file: u32,
    /// The node's place in the file.
    pub node: u32,
}

/// The plan of a workspace.
#[derive(Clone, Debug)]
pub struct Plan {
    config: Arc<Config>,
    /// A file that is gone leaves its place empty, so that the others keep theirs.
    files: Vec<Option<Arc<PlanFile>>>,
    /// Their places by their paths.
    by_path: Arc<FxHashMap<Arc<str>, u32>>,
    defined: PlanIndex,
    used: PlanIndex,
    /// Where the references of each file lead, once somebody has asked.
    targets: Vec<OnceLock<Arc<Targets>>>,
}

/// What becomes of a file of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileUpdate {
    /// It is added, or put in the place of the one of the same path.
    Put(FileInput),
    /// Edits of the file of this path, made one after the other.
    Edit {
        /// The path of the file, as the plan has it.
        path: String,
        /// The edits, each of which speaks of the text that the one before leaves.
        edits: Vec<Edit>,
    },
}

/// Why a change of a plan is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeError {
    /// The plan has no file of this path.
    UnknownFile(String),
    /// The edit does not fit the file.
    Edit(EditError),
    /// The file is too large.
    TooLarge(TooLarge),
}

/// What becomes of each of these, by its place: in parallel, but for a single one, which is not worth waking other threads
/// for. Most commits change one file.
fn each<I: Send, T: Send, E: Send>(
    all: Vec<I>,
    job: impl Fn((usize, I)) -> Result<T, E> + Send + Sync,
) -> Result<Vec<T>, E> {
    if all.len() == 1 {
        all.into_iter().enumerate().map(job).collect()
    } else {
        all.into_par_iter().enumerate().map(job).collect()
    }
}

impl Plan {
    /// The plan that these files make up. Files are parsed in parallel; the order of `files` is kept.
    ///
    /// # Errors
    /// A file of 4 GiB or more, by its place in `files`.
    pub fn new(config: Config, files: Vec<FileInput>) -> Result<Self, (usize, TooLarge)> {
        let parse = |(place, input)| PlanFile::new(input, &config).map(Arc::new).map_err(|error| (place, error));
        let files = each(files, parse)?;
        let none = FileIndex::default();
        let index = |of: fn(&PlanFile) -> &FileIndex| {
            let mut index = PlanIndex::with_room(files.iter().map(|file| of(file).hash_count()).sum());
            for (place, file) in files.iter().enumerate() {
                index.replace(place as u32, &none, of(file));
            }
            index
        };
        let (defined, used) = if files.len() == 1 {
            (index(|file| &file.defined), index(|file| &file.used))
        } else {
            rayon::join(|| index(|file| &file.defined), || index(|file| &file.used))
        };
        let targets = vec![OnceLock::new(); files.len()];
        let files: Vec<_> = files.into_iter().map(Some).collect();
        Ok(Self { config: Arc::new(config), by_path: by_path(&files), files, defined, used, targets })
    }

    /// The plan with this file added, or put in the place of the one of the same path.
    ///
    /// # Errors
    /// A file of 4 GiB or more.
    pub fn with_file(&self, input: FileInput) -> Result<Self, ChangeError> {
        let file = PlanFile::new(input, &self.config).map_err(ChangeError::TooLarge)?;
        Ok(self.with(file))
    }

    /// The plan after edits of one file, made one after the other: each speaks of the text that the one before leaves. Only
    /// the items that they touch are read again.
    ///
    /// # Errors
    /// A path that the plan does not have, or an edit that does not fit.
    pub fn with_edits(&self, path: &str, edits: &[Edit]) -> Result<Self, ChangeError> {
        let (_, file) = self.file_at(path).ok_or_else(|| ChangeError::UnknownFile(path.to_owned()))?;
        Ok(self.with(file.edited(edits, &self.config).map_err(ChangeError::Edit)?))
    }

    /// The plan after updates of several files, each of another one, which are parsed in parallel.
    ///
    /// # Errors
    /// The first that cannot be made, by its place in `updates`.
    pub fn with_updates(&self, updates: Vec<FileUpdate>) -> Result<Self, (usize, ChangeError)> {
        let file = |(place, update)| match update {
            FileUpdate::Put(input) => {
                PlanFile::new(input, &self.config).map_err(|error| (place, ChangeError::TooLarge(error)))
            }
            FileUpdate::Edit { path, edits } => {
                let found = self.file_at(&path).ok_or_else(|| (place, ChangeError::UnknownFile(path.clone())));
                found.and_then(|(_, file)| {
                    file.edited(&edits, &self.config).map_err(|error| (place, ChangeError::Edit(error)))
                })
            }
        };
        let files = each(updates, file)?;
        Ok(files.into_iter().fold(self.clone(), |plan, file| plan.with(file)))
    }

    fn with(&self, file: PlanFile) -> Self {
        let place = self.place(file.path()).unwrap_or(self.files.len() as u32);
        self.replaced(place, Some(Arc::new(file)))
    }

    /// The plan without the file of this path; the same plan where it has none.
    #[must_use]
    pub fn without_file(&self, path: &str) -> Self {
        self.place(path).map_or_else(|| self.clone(), |place| self.replaced(place, None))
    }

    fn replaced(&self, place: u32, file: Option<Arc<PlanFile>>) -> Self {
        let mut plan = self.clone();
        if plan.files.len() == place as usize {
            plan.files.push(None);
            plan.targets.push(OnceLock::new());
        }
        let none = FileIndex::default();
        let before = std::mem::replace(&mut plan.files[place as usize], file);
        let after = plan.files[place as usize].as_deref();
        let (old, new) = (before.as_deref(), after);
        plan.defined.replace(place, old.map_or(&none, |file| &file.defined), new.map_or(&none, |file| &file.defined));
        plan.used.replace(place, old.map_or(&none, |file| &file.used), new.map_or(&none, |file| &file.used));
        if old.is_some() != new.is_some() {
            plan.by_path = by_path(&plan.files);
        }
        plan.targets[place as usize] = OnceLock::new();
        // Where the references of other files lead holds as long as the items that they name stand at the same places.
        let unlike = match (old, new) {
            (Some(old), Some(new)) => old.led_elsewhere(new),
            (file, None) | (None, file) => file.map_or_else(Vec::new, |file| file.defined.unlike(&none).collect()),
        };
        for file in unlike.into_iter().flat_map(|hash| plan.used.files(hash)) {
            plan.targets[*file as usize] = OnceLock::new();
        }
        plan
    }

    fn place(&self, path: &str) -> Option<u32> {
        self.by_path.get(path).copied()
    }

    /// The configuration of the workspace.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The files with their places.
    pub fn files(&self) -> impl DoubleEndedIterator<Item = (u32, &PlanFile)> {
        reads::note(Read::files);
        self.placed()
    }

    /// The same, for who notes what is read of them.
    pub(crate) fn placed(&self) -> impl DoubleEndedIterator<Item = (u32, &PlanFile)> {
        let places = self.files.iter().enumerate();
        places.filter_map(|(place, file)| Some((place as u32, file.as_deref()?)))
    }

    /// The file at this place.
    pub fn file(&self, place: u32) -> Option<&PlanFile> {
        self.files.get(place as usize)?.as_deref()
    }

    /// How many places there are for files, those of files that are gone among them.
    pub fn places(&self) -> u32 {
        self.files.len() as u32
    }

    /// The file at this place, shared with every plan that has the same.
    pub fn shared_file(&self, place: u32) -> Option<&Arc<PlanFile>> {
        self.files.get(place as usize)?.as_ref()
    }

    /// Whether both plans have one configuration, and not only the same.
    pub fn shares_config(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.config, &other.config)
    }

    /// The file of this path.
    pub fn file_at(&self, path: &str) -> Option<(u32, &PlanFile)> {
        reads::note(Read::files);
        let place = self.place(path)?;
        Some((place, self.file(place)?))
    }

    /// Every item, file by file, in order.
    pub fn items(&self) -> impl Iterator<Item = PlanItem<'_>> {
        reads::note(Read::items);
        self.placed().flat_map(move |(place, _)| self.standing_in(place))
    }

    /// The items of one file, in order.
    pub fn items_of(&self, file: u32) -> impl DoubleEndedIterator<Item = PlanItem<'_>> {
        reads::note_items_of(file);
        self.standing_in(file)
    }

    /// The same, for who notes what is read of them.
    pub(crate) fn standing_in(&self, file: u32) -> impl DoubleEndedIterator<Item = PlanItem<'_>> {
        let nodes = self.file(file).map_or(0, PlanFile::node_count);
        (0..nodes).filter_map(move |node| self.item(ItemRef { file, node }))
    }

    /// Every item that is, or is like, one of these kinds, file by file, in order. A file that holds none is not looked
    /// at: to ask for goals costs nothing in a large backlog.
    pub fn items_like<'p>(&'p self, kinds: &'p [Kind]) -> impl Iterator<Item = PlanItem<'p>> {
        for kind in kinds {
            reads::note(|| Read::kind(*kind));
        }
        let files = self.placed().filter(|(_, file)| file.holds(kinds));
        let nodes = files.flat_map(move |(place, file)| file.nodes_of(kinds).map(move |node| (place, node)));
        nodes.filter_map(|(file, node)| self.item(ItemRef { file, node })).filter(|item| item.is_a(kinds))
    }

    /// The item that stands there; `None` where a section or a preamble does.
    pub fn item(&self, at: ItemRef) -> Option<PlanItem<'_>> {
        PlanItem::new(self, at)
    }

    /// The items that have this id: one, unless somebody gave it twice. In the order of the files' paths.
    pub fn find(&self, id: &Id) -> impl Iterator<Item = PlanItem<'_>> {
        reads::note(|| Read::id(id));
        let id = id.clone();
        let under = self.under(&self.defined, hash(&id), |file| &file.defined);
        under.map(|(item, _)| item).filter(move |item| item.id() == Some(&id))
    }

    /// The first item that has this id.
    pub fn first(&self, id: &Id) -> Option<PlanItem<'_>> {
        reads::note(|| Read::id(id));
        let hash = hash(id);
        // One file is what nearly every id has; the order of several needs a closer look.
        let &[file] = self.defined.files(hash) else { return self.find(id).next() };
        self.in_file(file, hash, id)
    }

    /// The first item that has the id which is written so: for who tries very many that hardly any item has.
    pub fn first_written(&self, id: &str) -> Option<PlanItem<'_>> {
        reads::note(Read::ids);
        let is_there = !self.defined.files(hash_of_text(id)).is_empty();
        is_there.then(|| Id::parse(id).ok()).flatten().and_then(|id| self.first(&id))
    }

    /// As [`Plan::first`], for an id that an item of the file at `place` names: most name one of their own file.
    pub(crate) fn first_near(&self, place: u32, id: &Id) -> Option<PlanItem<'_>> {
        // Where ids stand in several files, the first of them is meant, wherever it is named.
        let near = if self.defined.is_shared() { None } else { self.in_file(place, hash(id), id) };
        near.or_else(|| self.first(id))
    }

    fn in_file(&self, file: u32, hash: u64, id: &Id) -> Option<PlanItem<'_>> {
        let mut items = self.file(file)?.defined.get(hash).filter_map(|at| self.item(ItemRef { file, node: at.node }));
        items.find(|item| item.id() == Some(id))
    }

    /// Whether any item has an id with this prefix.
    pub fn has_prefix(&self, prefix: &str) -> bool {
        reads::note(|| Read::prefix(prefix));
        self.placed().any(|(_, file)| file.has_prefix(prefix))
    }

    /// The highest number that an id with this prefix has, letters before the number left out; 0 where none has one.
    pub fn highest_number(&self, prefix: &str) -> u64 {
        reads::note(|| Read::prefix(prefix));
        let numbers = self.placed().filter_map(|(_, file)| file.highest_number(prefix));
        numbers.max().unwrap_or(0)
    }

    /// Whether any file names somebody, wherever it does: somebody who stands in a line with a slip, or in a comment, is
    /// somebody still.
    pub fn names_person(&self, who: &Handle) -> bool {
        reads::note(Read::texts);
        self.placed().any(|(_, file)| file.names_person(who))
    }

    /// Where the references of the file at this place lead.
    pub(crate) fn targets(&self, file: u32) -> &Targets {
        let found = self.file(file).expect("who asks stands in the file");
        self.targets[file as usize].get_or_init(|| reads::unnoted(|| Arc::new(Targets::of(self, file, found))))
    }

    /// The items whose id other items have too, in groups; the items of a group in the order of the files' paths.
    pub fn same_ids(&self) -> Vec<Vec<PlanItem<'_>>> {
        reads::note(Read::ids);
        let across = self.defined.is_shared().then(|| self.defined.shared()).into_iter().flatten();
        let within = self.placed().filter(|(_, file)| file.has_repeated).flat_map(|(_, file)| file.defined.repeated());
        let mut shared: Vec<u64> = across.chain(within).collect();
        shared.sort_unstable();
        shared.dedup();
        let mut groups: Vec<Vec<PlanItem<'_>>> = Vec::new();
        for hash in shared {
            // Two ids may share a hash, hardly ever three.
            let start = groups.len();
            for (item, _) in self.under(&self.defined, hash, |file| &file.defined) {
                match groups[start..].iter_mut().find(|group| group[0].id() == item.id()) {
                    Some(group) => group.push(item),
                    None => groups.push(vec![item]),
                }
            }
        }
        groups.retain(|group| group.len() > 1);
        groups.sort_by_key(|group| group[0].at());
        groups
    }

    /// The items with a field that refers to this id, in the order of the files' paths.
    pub fn users(&self, id: &Id) -> impl Iterator<Item = PlanItem<'_>> {
        self.users_by(id, |_| true)
    }

    /// The items that refer to this id with a field that `by` says yes to, each once.
    pub(crate) fn users_by(&self, id: &Id, by: impl Fn(Option<Field>) -> bool) -> impl Iterator<Item = PlanItem<'_>> {
        reads::note(|| Read::users(id));
        let id = id.clone();
        let mut last = None;
        self.under(&self.used, hash(&id), |file| &file.used).filter_map(move |(item, place)| {
            let (field, named) = item.facts().reference(place)?;
            (*named == id && by(field) && last.replace(item.at()) != Some(item.at())).then_some(item)
        })
    }

    fn under<'p>(
        &'p self,
        index: &'p PlanIndex,
        hash: u64,
        of: fn(&PlanFile) -> &FileIndex,
    ) -> impl Iterator<Item = (PlanItem<'p>, u32)> + use<'p> {
        let mut files: Vec<(u32, &PlanFile)> =
            index.files(hash).iter().filter_map(|&place| Some((place, self.file(place)?))).collect();
        // A file that came back stands at a later place than its path says.
        files.sort_by_key(|(_, file)| file.path());
        files.into_iter().flat_map(move |(file, found)| {
            let standing = of(found).get(hash);
            standing.filter_map(move |at| Some((self.item(ItemRef { file, node: at.node })?, at.place)))
        })
    }
}

/// The places of files by their paths; of several files of one path, the first has it.
fn by_path(files: &[Option<Arc<PlanFile>>]) -> Arc<FxHashMap<Arc<str>, u32>> {
    let placed = files.iter().enumerate().rev();
    Arc::new(placed.filter_map(|(place, file)| Some((file.as_ref()?.shared_path(), place as u32))).collect())
}
