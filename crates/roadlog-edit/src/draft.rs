//! An edit under way: the plan as it will be, the bytes that lead there, and the last look before it is answered.

use std::collections::BTreeMap;

use roadlog_lint::{Finding, Level, Untrusted, run};
use roadlog_model::{ChangeError, FileInput, Plan};
use roadlog_syntax::value::Id;
use roadlog_syntax::{Document, Edit, edit, format};

use crate::news::{Renamed, brought};
use crate::pieces::Pieces;
use crate::refusal::Refusal;
use crate::world::World;

/// What an edit comes to.
#[derive(Clone, Debug)]
pub struct Edited {
    /// The files that change, by path. None where everything is as was asked for already.
    pub files: Vec<FileChange>,
    /// The plan as it is then.
    pub plan: Plan,
    /// The items that were made or changed, in the order of the request.
    pub items: Vec<Id>,
    /// The warnings that were not there before.
    pub brings: Vec<Finding>,
    /// What else is worth knowing, such as what was left as it is, and why.
    pub notes: Vec<Untrusted>,
}

/// A file that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// The path relative to the workspace's root, parted by `/`.
    pub path: String,
    /// How it changes.
    pub edits: FileEdits,
}

/// How a file changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileEdits {
    /// These bytes of it: sorted, and no two at one place.
    Edit(Vec<Edit>),
    /// It is made, with this text.
    Create(String),
}

/// An edit under way.
pub(crate) struct Draft<'w> {
    world: &'w World<'w>,
    plan: Plan,
    /// What became of each file that is changed; nothing is kept of one that is made.
    files: BTreeMap<String, Option<Pieces>>,
    items: Vec<Id>,
    /// The items that no error about acceptance may be left about, old or new.
    accepted: Vec<Id>,
    notes: Vec<Untrusted>,
}

impl<'w> Draft<'w> {
    /// Nothing edited yet.
    pub(crate) fn new(world: &'w World<'w>) -> Self {
        let (items, accepted, notes) = (Vec::new(), Vec::new(), Vec::new());
        Self { world, plan: world.plan.clone(), files: BTreeMap::new(), items, accepted, notes }
    }

    pub(crate) const fn world(&self) -> &'w World<'w> {
        self.world
    }

    /// The plan with all that was edited so far.
    pub(crate) const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Says that the edit is about this item.
    pub(crate) fn about(&mut self, id: &Id) {
        if !self.items.contains(id) {
            self.items.push(id.clone());
        }
    }

    /// Says that the edit is about these items, none of which was named before.
    pub(crate) fn about_all<'i>(&mut self, ids: impl Iterator<Item = &'i Id>) {
        self.items.extend(ids.cloned());
    }

    /// Says that somebody agrees to the item as it stands: what was wrong with that before is no excuse.
    pub(crate) fn agreed_to(&mut self, id: &Id) {
        self.accepted.push(id.clone());
    }

    /// Says something that is worth knowing.
    pub(crate) fn note(&mut self, text: impl Into<Untrusted>) {
        self.notes.push(text.into());
    }

    /// Edits a file of the draft's plan; all edits speak of its text as it is now, and none lies over another.
    pub(crate) fn edit(&mut self, path: &str, mut edits: Vec<Edit>) -> Result<(), Refusal> {
        if edits.is_empty() {
            return Ok(());
        }
        let (_, file) = self.plan.file_at(path).ok_or_else(|| unreadable(path))?;
        writable(path, file.document(), file.is_foreign())?;
        let length = file.document().len();
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        self.plan = match &edits[..] {
            [_] => self.plan.with_edits(path, &edits),
            several => {
                let text = edit::apply(file.document().text(), several).map_err(ChangeError::Edit);
                let (archived, foreign) = (file.is_archived(), file.is_foreign());
                text.and_then(|text| {
                    let bytes = text.into_bytes();
                    self.plan.with_file(FileInput { path: path.to_owned(), bytes, archived, foreign })
                })
            }
        }
        .map_err(|error| unchangeable(path, &error))?;
        let pieces = self.files.entry(path.to_owned()).or_insert_with(|| Some(Pieces::unchanged(length)));
        if let Some(pieces) = pieces {
            pieces.apply(&edits);
        }
        Ok(())
    }

    /// Adds a file that is not there yet.
    pub(crate) fn create(&mut self, path: &str, text: String) -> Result<(), Refusal> {
        let archived = self.plan.config().workspace().archives(path);
        let input = FileInput { path: path.to_owned(), bytes: text.into_bytes(), archived, foreign: false };
        self.plan = self.plan.with_file(input).map_err(|error| unchangeable(path, &error))?;
        self.files.insert(path.to_owned(), None);
        Ok(())
    }

    /// The last look: what the edit comes to, or why it is not made.
    pub(crate) fn finish(self) -> Result<Edited, Refusal> {
        self.finish_renamed(None)
    }

    /// As [`Draft::finish`], where an item has another id than before.
    pub(crate) fn finish_renamed(self, renamed: Option<Renamed<'_>>) -> Result<Edited, Refusal> {
        let files = self.changes()?;
        let brings = if files.is_empty() { Vec::new() } else { self.judged(renamed)? };
        let Self { plan, items, notes, .. } = self;
        Ok(Edited { files, plan, items, brings, notes })
    }

    fn changes(&self) -> Result<Vec<FileChange>, Refusal> {
        let mut changes = Vec::new();
        for (path, pieces) in &self.files {
            let (_, now) = self.plan.file_at(path).ok_or_else(|| unreadable(path))?;
            let edits = match (pieces, self.world.plan.file_at(path)) {
                (Some(pieces), Some((_, before))) => {
                    let (before, now) = (before.document(), now.document());
                    if before.text() == now.text() {
                        continue;
                    }
                    same_meaning(path, before, now, pieces)?;
                    FileEdits::Edit(pieces.edits(before.len()))
                }
                _ => FileEdits::Create(now.document().text().to_owned()),
            };
            changes.push(FileChange { path: path.clone(), edits });
        }
        Ok(changes)
    }

    /// The warnings that the edit brings; refused where it brings an error.
    fn judged(&self, renamed: Option<Renamed<'_>>) -> Result<Vec<Finding>, Refusal> {
        let mut after = run(&self.plan, self.world.options).findings;
        after.retain(|finding| finding.level > Level::Info);
        if after.is_empty() {
            return Ok(after);
        }
        let mut before = run(self.world.plan, self.world.options).findings;
        before.retain(|finding| !(finding.rule.starts_with("acceptance/") && self.is_agreed_to(finding)));
        let is_written = |path: &str, offset| {
            self.files.get(path).is_some_and(|pieces| pieces.as_ref().is_none_or(|pieces| pieces.is_new_at(offset)))
        };
        let brought = brought(&before, after, renamed, &is_written);
        // What was written just now tells most about what is wrong with it.
        let is_here = |finding: &&Finding| is_written(finding.place.path.unescaped(), finding.place.span.start);
        let errors = || brought.iter().filter(|finding| finding.level == Level::Error);
        match errors().find(is_here).or_else(|| errors().next()) {
            Some(error) => Err(Refusal::new(
                format!("this would bring an error: {}", error.message.unescaped()),
                format!("`roadlog rule {}` says why that matters; nothing was changed", error.rule),
            )),
            None => Ok(brought),
        }
    }

    fn is_agreed_to(&self, finding: &Finding) -> bool {
        let item = finding.item.as_ref().map(Untrusted::unescaped);
        item.is_some_and(|item| self.accepted.iter().any(|id| id.as_str() == item))
    }
}

/// Refuses what no command rewrites.
fn writable(path: &str, document: &Document, foreign: bool) -> Result<(), Refusal> {
    if foreign {
        return Err(Refusal::new(format!("{path} belongs to another workspace"), "change it there"));
    }
    match format::refusal(document) {
        Some(refusal) => {
            let told = refusal.to_string();
            let (what, way_out) = told.split_once("; ").unwrap_or((&told, "mend it first"));
            Err(Refusal::new(format!("{path} is left as it is: {what}"), way_out))
        }
        None => Ok(()),
    }
}

/// Refuses an edit after which a line that it left alone would be read as something else.
fn same_meaning(path: &str, before: &Document, now: &Document, pieces: &Pieces) -> Result<(), Refusal> {
    for (kept, start) in pieces.kept() {
        let first = before.line_at(kept.start);
        let whole = before.lines().get(first as usize).is_some_and(|line| line.start() == kept.start);
        let first = if whole { first } else { first + 1 };
        let lines = (first..before.lines().len() as u32).take_while(|&line| before.line_end(line) <= kept.end);
        for line in lines {
            let (was, offset) = (before.lines()[line as usize], before.lines()[line as usize].start() - kept.start);
            let is = now.lines()[now.line_at(start + offset) as usize];
            if is.start() == start + offset && is.kind() != was.kind() {
                return Err(Refusal::new(
                    format!("line {} of {path} would be read as something else then", line + 1),
                    "bring the file into its canonical form first (`roadlog fmt`), or change it by hand",
                ));
            }
        }
    }
    Ok(())
}

fn unreadable(path: &str) -> Refusal {
    Refusal::new(format!("{path} is no file of this workspace"), "check how the path is written")
}

fn unchangeable(path: &str, error: &ChangeError) -> Refusal {
    match error {
        ChangeError::UnknownFile(_) => unreadable(path),
        ChangeError::Edit(error) => Refusal::new(format!("{path} cannot be changed: {error}"), "change it by hand"),
        ChangeError::TooLarge(error) => Refusal::new(format!("{path}: {error}"), "archive what is closed first"),
    }
}
