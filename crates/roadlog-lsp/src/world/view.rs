//! What one question is answered from: the plan at the moment when it was asked, and the way from its places to the
//! client's and back.

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::Arc;

use roadlog_ide::{FilePosition, FileSpan, Snapshot};
use roadlog_lint::FileEdit;
use roadlog_syntax::{Edit, Span};
use rustc_hash::FxHashMap;

use super::{Document, Workspace, World};
use crate::announced::Announced;
use crate::protocol::{Location, Position, Range, TextEdit, Uri};
use crate::settings::Settings;
use crate::text::Text;
use crate::uri;

/// What one question is answered from.
pub(crate) struct View {
    /// The plan and the world around it.
    pub(crate) snapshot: Snapshot,
    /// The workspace.
    pub(crate) workspace: u32,
    /// Its revision.
    pub(crate) revision: u64,
    /// What the client announced.
    pub(crate) client: Arc<Announced>,
    /// What the program told.
    pub(crate) settings: Arc<Settings>,
    /// The documents of the workspace that are open, by path.
    open: FxHashMap<Arc<str>, Open>,
    /// Where the workspace lies, as the client names it.
    folder: Option<PathBuf>,
    /// The texts of files that are not open, once somebody asked for a place in them.
    texts: RefCell<FxHashMap<Arc<str>, Option<Arc<Text>>>>,
}

/// What is known of an open document.
#[derive(Clone, Debug)]
struct Open {
    uri: Uri,
    version: i32,
    text: Arc<Text>,
    is_in_step: bool,
}

impl World {
    /// The view of the workspace that a document is part of, and the document's path in it.
    pub(crate) fn view_of(&mut self, uri: &str) -> Option<(View, Arc<str>)> {
        let (id, path) = match self.document(uri) {
            Some(document) => (document.workspace, Arc::clone(&document.path)),
            None => self.closed(uri)?,
        };
        Some((self.view(id)?, path))
    }

    /// The workspace that has a file which is not open, and its path there.
    fn closed(&self, uri: &str) -> Option<(u32, Arc<str>)> {
        let file = uri::path(uri)?;
        self.workspaces.iter().find_map(|workspace| {
            let path = workspace.path_of(&file)?;
            (!workspace.is_loaded || workspace.has(&path)).then(|| (workspace.id, Arc::from(path)))
        })
    }

    /// The view of a workspace.
    pub(crate) fn view(&mut self, id: u32) -> Option<View> {
        let today = (self.settings.today)();
        let told = (Arc::clone(&self.client), Arc::clone(&self.settings));
        let open = self.documents.values().filter(|document| document.workspace == id).map(Document::as_open).collect();
        let workspace = self.workspace(id)?;
        Some(workspace.viewed(today, told, open))
    }
}

impl Document {
    fn as_open(&self) -> (Arc<str>, Open) {
        let Self { uri, version, text, is_in_step, .. } = self;
        let (version, is_in_step) = (*version, *is_in_step);
        (Arc::clone(&self.path), Open { uri: uri.clone(), version, text: Arc::clone(text), is_in_step })
    }
}

impl Workspace {
    fn viewed(
        &mut self,
        today: roadlog_syntax::value::Date,
        (client, settings): (Arc<Announced>, Arc<Settings>),
        open: FxHashMap<Arc<str>, Open>,
    ) -> View {
        View {
            snapshot: self.snapshot(today),
            workspace: self.id,
            revision: self.revision,
            client,
            settings,
            open,
            folder: self.file_of(""),
            texts: RefCell::default(),
        }
    }
}

impl View {
    /// The text of a file.
    pub(crate) fn text(&self, path: &str) -> Option<Arc<Text>> {
        if let Some(open) = self.open.get(path) {
            return Some(Arc::clone(&open.text));
        }
        if let Some(known) = self.texts.borrow().get(path) {
            return known.clone();
        }
        let of_plan = || Some(self.snapshot.plan.file_at(path)?.1.document().text());
        let text = of_plan().or_else(|| self.snapshot.configuration_at(path));
        let text = text.map(|text| Arc::new(Text::new(text.to_owned())));
        self.texts.borrow_mut().insert(Arc::from(path), text.clone());
        text
    }

    /// The text of a file that is open.
    pub(crate) fn open_text(&self, path: &str) -> Option<Arc<Text>> {
        self.open.get(path).map(|open| Arc::clone(&open.text))
    }

    /// The address of a file, as the client writes it where it has it open.
    pub(crate) fn uri(&self, path: &str) -> Option<Uri> {
        if let Some(open) = self.open.get(path) {
            return Some(open.uri.clone());
        }
        let mut file = self.folder.clone()?;
        for part in path.split('/').filter(|part| !part.is_empty()) {
            if part == ".." {
                file.pop();
            } else {
                file.push(part);
            }
        }
        Some(uri::typed(&uri::of_path(&file)))
    }

    /// The version of a file that is open.
    pub(crate) fn version(&self, path: &str) -> Option<i32> {
        self.open.get(path).map(|open| open.version)
    }

    /// Whether the text of a file is surely the client's, so that it can be changed.
    pub(crate) fn is_in_step(&self, path: &str) -> bool {
        self.open.get(path).is_none_or(|open| open.is_in_step)
    }

    /// The paths of the files that are open.
    pub(crate) fn open_paths(&self) -> impl Iterator<Item = &Arc<str>> {
        self.open.keys()
    }

    /// The place that a position of the client stands for.
    pub(crate) fn position<'p>(&self, path: &'p str, position: Position) -> Option<FilePosition<'p>> {
        Some(FilePosition { path, offset: self.text(path)?.offset(position, self.client.encoding) })
    }

    /// The bytes that a range of the client covers; `None` where it ends before it starts.
    pub(crate) fn span(&self, path: &str, range: Range) -> Option<Span> {
        self.text(path)?.span(range, self.client.encoding)
    }

    /// The client's range for some bytes of a file.
    pub(crate) fn range(&self, path: &str, span: Span) -> Option<Range> {
        Some(self.text(path)?.range(span, self.client.encoding))
    }

    /// The client's place for some bytes of a file.
    pub(crate) fn location(&self, place: &FileSpan) -> Option<Location> {
        Some(Location { uri: self.uri(&place.path)?, range: self.range(&place.path, place.span)? })
    }

    /// Edits of one file, as the client takes them.
    pub(crate) fn text_edits(&self, path: &str, edits: &[Edit]) -> Option<Vec<TextEdit>> {
        let text = self.text(path)?;
        let edit =
            |edit: &Edit| TextEdit { range: text.range(edit.span, self.client.encoding), new_text: edit.text.clone() };
        Some(edits.iter().map(edit).collect())
    }

    /// Whether edits may be offered: every file that they change says here what it says in the editor.
    pub(crate) fn may_change(&self, edits: &[FileEdit]) -> bool {
        edits.iter().all(|edit| self.is_in_step(edit.path.unescaped()))
    }
}
