//! All that the server knows: the open documents, and the workspaces that they are part of. One lock guards it, and no
//! answer is worked out under it.

mod document;
mod load;
mod view;
mod workspace;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use roadlog_ide::past::Past;
use roadlog_lint::History;
use roadlog_workspace::Root;
use rustc_hash::FxHashMap;

pub(crate) use document::{Changed, Document};
pub(crate) use load::{Job, Loaded, is_config, load};
pub(crate) use view::View;
pub(crate) use workspace::{Base, LoadedPlan, Reload, Workspace};

use crate::announced::Announced;
use crate::check::Checker;
use crate::protocol::{TextDocumentContentChangeEvent, TextDocumentItem};
use crate::settings::Settings;
use crate::text::Text;
use crate::uri;

/// All that the server knows.
#[derive(Debug)]
pub(crate) struct World {
    /// What the client announced.
    pub(crate) client: Arc<Announced>,
    settings: Arc<Settings>,
    documents: FxHashMap<String, Document>,
    workspaces: Vec<Workspace>,
    /// The folders that the client has open, as it names them.
    folders: Vec<PathBuf>,
    last_id: u32,
    last_revision: u64,
}

impl World {
    pub(crate) fn new(settings: Arc<Settings>) -> Self {
        Self {
            client: Arc::default(),
            settings,
            documents: FxHashMap::default(),
            workspaces: Vec::new(),
            folders: Vec::new(),
            last_id: 0,
            last_revision: 0,
        }
    }

    /// The workspaces.
    pub(crate) fn workspaces(&mut self) -> &mut [Workspace] {
        &mut self.workspaces
    }

    /// The workspace of this number.
    pub(crate) fn workspace(&mut self, id: u32) -> Option<&mut Workspace> {
        self.workspaces.iter_mut().find(|workspace| workspace.id == id)
    }

    /// How many documents are open, and how many workspaces.
    pub(crate) fn counts(&self) -> (usize, usize) {
        (self.documents.len(), self.workspaces.len())
    }

    /// The open document at this address.
    pub(crate) fn document(&self, uri: &str) -> Option<&Document> {
        self.documents.get(&uri::key(uri))
    }

    /// Opens folders: gives the number of each workspace that they are, or are part of, and those that are refused,
    /// because everything of somebody lies in them.
    pub(crate) fn open_folders(&mut self, folders: impl IntoIterator<Item = PathBuf>) -> (Vec<u32>, Vec<PathBuf>) {
        let (mut opened, mut refused) = (Vec::new(), Vec::new());
        for folder in folders {
            let Ok(found) = Root::find(&folder) else { continue };
            let is_fine = |root: &Root| !self.is_too_much(root.folder());
            // Whose home is a repository has plans in it all the same: a folder of it is one when it is opened.
            let Some(root) = Some(found).filter(is_fine).or_else(|| Root::at(&folder).ok().filter(is_fine)) else {
                refused.push(folder);
                continue;
            };
            opened.push(self.workspace_at(root, &folder));
            self.folders.push(folder);
        }
        (opened, refused)
    }

    /// Closes folders. A workspace stays as long as a document of it is open.
    pub(crate) fn close_folders(&mut self, folders: &[PathBuf]) {
        self.folders.retain(|folder| !folders.contains(folder));
        self.forget_unused();
    }

    /// Whether a folder is somebody's home, above it, or the top of the disk: it is never looked through.
    fn is_too_much(&self, folder: &Path) -> bool {
        let home = self.settings.home.as_ref().map(|home| home.canonicalize().unwrap_or_else(|_| home.clone()));
        folder.parent().is_none() || home.is_some_and(|home| home.starts_with(folder))
    }

    /// The workspace that was opened at a folder or above it, the nearest one.
    fn opened_around(&self, folder: &Path) -> Option<u32> {
        let folder = folder.canonicalize().ok()?;
        let root = |workspace: &Workspace| Some(workspace.base.as_ref()?.root.folder().to_path_buf());
        let around = self.workspaces.iter().filter_map(|workspace| Some((root(workspace)?, workspace.id)));
        around
            .filter(|(root, _)| folder.starts_with(root))
            .max_by_key(|(root, _)| root.as_os_str().len())
            .map(|it| it.1)
    }

    /// The workspace with this root, which `folder` is the client's name for or lies below; a new one where there is none.
    fn workspace_at(&mut self, root: Root, folder: &Path) -> u32 {
        let known =
            |workspace: &&Workspace| workspace.base.as_ref().is_some_and(|base| base.root.folder() == root.folder());
        if let Some(workspace) = self.workspaces.iter().find(known) {
            return workspace.id;
        }
        let shown = shown(&root, folder);
        self.add(Some(Base { root, shown }))
    }

    fn add(&mut self, base: Option<Base>) -> u32 {
        self.last_id += 1;
        self.workspaces.push(Workspace::new(self.last_id, base, self.settings.seed));
        self.last_id
    }

    /// Opens a document: gives the number of its workspace.
    pub(crate) fn open(&mut self, item: TextDocumentItem) -> u32 {
        let key = uri::key(item.uri.as_str());
        let (workspace, path) = self.home(item.uri.as_str(), &key);
        let document = Document {
            uri: item.uri,
            version: item.version,
            text: Arc::new(Text::new(item.text)),
            workspace,
            path: Arc::from(path),
            is_in_step: true,
            is_dirty: false,
        };
        self.documents.insert(key.clone(), document);
        self.put_whole(&key);
        workspace
    }

    /// The workspace that a document is part of, and its path there.
    fn home(&mut self, uri: &str, key: &str) -> (u32, String) {
        let placed = uri::path(uri).and_then(|file| {
            let folder = file.ancestors().skip(1).find(|folder| folder.is_dir())?;
            let found = Root::find(folder).ok()?;
            let id = if self.is_too_much(found.folder()) {
                self.opened_around(folder)?
            } else {
                self.workspace_at(found, folder)
            };
            let workspace = self.workspace(id)?;
            let path = workspace.path_of(&file)?;
            (!workspace.is_loaded || workspace.takes(&path)).then_some((id, path))
        });
        placed.unwrap_or_else(|| {
            let name = uri.rsplit(['/', ':']).next().filter(|name| !name.is_empty()).unwrap_or("untitled").to_owned();
            let before = self.documents.get(key).map(|document| document.workspace);
            let alone = before.filter(|id| self.workspace(*id).is_some_and(|workspace| workspace.base.is_none()));
            (alone.unwrap_or_else(|| self.add(None)), name)
        })
    }

    /// Puts the text of a document into its workspace.
    fn put_whole(&mut self, key: &str) {
        let Some(document) = self.documents.get(key) else { return };
        let (id, path, text) = (document.workspace, Arc::clone(&document.path), Arc::clone(&document.text));
        let Some(workspace) = self.workspace(id) else { return };
        workspace.put(&path, &text);
        self.touch(id);
    }

    /// Counts the revision of a workspace up.
    pub(crate) fn touch(&mut self, id: u32) {
        self.last_revision += 1;
        let revision = self.last_revision;
        if let Some(workspace) = self.workspace(id) {
            workspace.revision = revision;
        }
    }

    /// Makes the changes of a document; `None` where it is not open.
    pub(crate) fn change(
        &mut self,
        uri: &str,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
    ) -> Option<(u32, Changed)> {
        let (key, encoding) = (uri::key(uri), self.client.encoding);
        let document = self.documents.get_mut(&key)?;
        document.version = version;
        let outcome = document.change(changes, encoding);
        let (id, path, text) = (document.workspace, Arc::clone(&document.path), Arc::clone(&document.text));
        match &outcome {
            Changed::Edits(edits) => {
                self.workspace(id)?.edit(&path, edits, &text);
                self.touch(id);
            }
            Changed::Whole | Changed::LostStep => self.put_whole(&key),
            Changed::OutOfStep => {}
        }
        Some((id, outcome))
    }

    /// Remembers that the file says what the document says.
    pub(crate) fn save(&mut self, uri: &str) -> Option<&Document> {
        let document = self.documents.get_mut(&uri::key(uri))?;
        document.is_dirty = false;
        Some(document)
    }

    /// Closes a document: gives it, and whether the plan has its file without it.
    pub(crate) fn close(&mut self, uri: &str) -> Option<(Document, bool)> {
        let document = self.documents.remove(&uri::key(uri))?;
        let is_of_disk =
            self.workspace(document.workspace).is_some_and(|workspace| !workspace.is_guest(&document.path));
        self.forget_unused();
        Some((document, is_of_disk))
    }

    /// Forgets workspaces of which neither a folder nor a document is open.
    fn forget_unused(&mut self) {
        let used: Vec<u32> = self.documents.values().map(|document| document.workspace).collect();
        let folders: Vec<PathBuf> = self.folders.iter().filter_map(|folder| folder.canonicalize().ok()).collect();
        let is_used = |workspace: &Workspace| {
            let holds = |base: &Base| folders.iter().any(|folder| folder.starts_with(base.root.folder()));
            used.contains(&workspace.id) || workspace.base.as_ref().is_some_and(holds)
        };
        self.workspaces.retain(is_used);
    }

    /// What is to be loaded for a workspace to be up to date.
    pub(crate) fn job(&mut self, id: u32) -> Option<Job> {
        let root = self.workspace(id)?.base.as_ref().map(|base| base.root.clone());
        // The configuration may stand in the root only since.
        let root =
            root.map(|root| Root::find(root.folder()).ok().filter(|new| new.folder() == root.folder()).unwrap_or(root));
        let open = self.documents.values().filter(|document| document.workspace == id);
        Some(Job {
            root,
            open: open.map(|document| (Arc::clone(&document.path), Arc::clone(&document.text))).collect(),
        })
    }

    /// Those of the problems of a workspace that were not told when it was read before.
    pub(crate) fn news_of<'p>(&mut self, id: u32, problems: &'p [String]) -> Vec<&'p str> {
        let Some(workspace) = self.workspace(id) else { return Vec::new() };
        let before = std::mem::replace(&mut workspace.told, problems.to_vec());
        problems.iter().filter(|problem| !before.contains(problem)).map(String::as_str).collect()
    }

    /// The findings of a workspace.
    pub(crate) fn checker(&mut self, id: u32) -> Option<Arc<Mutex<Checker>>> {
        self.workspace(id).map(|workspace| Arc::clone(&workspace.checker))
    }

    /// Takes over what the repository around a workspace tells of it.
    pub(crate) fn take_past(&mut self, id: u32, past: Option<Arc<Past>>, history: Option<Arc<History>>) {
        if let Some(workspace) = self.workspace(id) {
            workspace.take_past(past, history);
            self.touch(id);
        }
    }

    /// The workspaces that a file lies in, and those that read its folder.
    pub(crate) fn around(&self, file: &Path) -> Vec<u32> {
        let holds = |workspace: &&Workspace| workspace.depends_on(file);
        self.workspaces.iter().filter(holds).map(|workspace| workspace.id).collect()
    }

    /// The files and folders on which the workspaces depend.
    pub(crate) fn files_to_watch(&self) -> Vec<(u32, Vec<PathBuf>)> {
        let based = self.workspaces.iter().filter(|workspace| workspace.is_loaded && workspace.base.is_some());
        based.map(|workspace| (workspace.id, workspace.files_to_watch())).collect()
    }

    /// Takes what was loaded, and puts into it what was typed since. Documents that turn out to be no part of the
    /// workspace stand alone from here on, and others may have become part of it: gives the workspaces that changed.
    pub(crate) fn take(&mut self, id: u32, loaded: Loaded) -> Vec<u32> {
        let Some(workspace) = self.workspace(id) else { return Vec::new() };
        workspace.take(loaded);
        self.touch(id);
        let mut changed = vec![id];
        let keys: Vec<String> = self.documents.keys().cloned().collect();
        for key in keys {
            let Some(document) = self.documents.get(&key) else { continue };
            let (uri, before) = (document.uri.clone(), document.workspace);
            let (home, path) = self.home(uri.as_str(), &key);
            if home != before || home == id {
                if let Some(document) = self.documents.get_mut(&key) {
                    (document.workspace, document.path) = (home, Arc::from(path));
                }
                self.put_whole(&key);
                changed.push(home);
            }
        }
        self.forget_unused();
        changed.sort_unstable();
        changed.dedup();
        changed
    }
}

/// The root as the client names it: the folder that it opened, where that is the root by another name, or the folder
/// above it that is.
fn shown(root: &Root, folder: &Path) -> PathBuf {
    let real = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let depth = real.strip_prefix(root.folder()).map_or(0, |below| below.components().count());
    let named = folder.ancestors().nth(depth).map(Path::to_path_buf);
    named
        .filter(|named| named.canonicalize().is_ok_and(|real| real == root.folder()))
        .unwrap_or_else(|| root.folder().to_path_buf())
}
