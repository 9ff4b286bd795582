//! The names of a plan: every place where an item, a criterion or a person is named, and what is named at the cursor.

mod config;
mod plan;

use std::sync::Arc;

use rayon::prelude::*;
use roadlog_model::{Plan, PlanFile};
use roadlog_syntax::Span;
use roadlog_syntax::value::{Handle, Id};
use smol_str::SmolStr;

use crate::{FilePosition, Snapshot};

pub(crate) use config::{ROOT, in_config};
pub(crate) use plan::{in_node, labels};

/// What is named.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Name {
    /// An item: `PAY-12`.
    Item(Id),
    /// A criterion of an item: `cart-kept` of `PAY-12^cart-kept`.
    Criterion(Id, SmolStr),
    /// A person or team: `@maria`.
    Handle(Handle),
    /// A kind of the team's own.
    Kind(SmolStr),
    /// A field of the team's own.
    Field(SmolStr),
    /// A role of the team's own.
    Role(SmolStr),
}

/// A place where something is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Occurrence {
    /// Its bytes: of a criterion its label without `^`, of a handle `@` and the name.
    pub(crate) span: Span,
    pub(crate) name: Name,
    /// Whether it is made here, not only named.
    pub(crate) declares: bool,
}

impl Name {
    /// Whether `text` may name it: a quick look that never says no of a text that does.
    fn may_stand_in(&self, text: &str) -> bool {
        match self {
            Self::Item(id) => text.contains(id.as_str()),
            Self::Criterion(_, label) => text.contains(label.as_str()),
            Self::Handle(handle) => holds_handle(text, handle.name()),
            Self::Kind(word) | Self::Role(word) => holds_word(text, word),
            Self::Field(key) => text.contains(key.as_str()),
        }
    }
}

/// Whether `@` and this name, in any letter case, stand in `text`.
fn holds_handle(text: &str, name: &str) -> bool {
    text.match_indices('@').any(|(at, _)| {
        let behind = text.as_bytes().get(at + 1..at + 1 + name.len());
        behind.is_some_and(|behind| behind.eq_ignore_ascii_case(name.as_bytes()))
    })
}

/// Whether a line of `text` begins with this word, in any letter case.
fn holds_word(text: &str, word: &str) -> bool {
    let begins = |line: &str| {
        let line = line.trim_start_matches(['\u{feff}', '-', '*', '+', ' ', '\t']);
        line.as_bytes().get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
    };
    text.lines().any(begins)
}

/// A place in a file of the plan, made sure of.
#[derive(Clone, Copy)]
pub(crate) struct PlanPosition<'p> {
    pub(crate) place: u32,
    pub(crate) file: &'p PlanFile,
    /// On a character boundary.
    pub(crate) offset: u32,
}

impl Snapshot {
    /// Where in which file of the plan a position is; `None` where there is no such place.
    pub(crate) fn plan_position(&self, position: FilePosition<'_>) -> Option<PlanPosition<'_>> {
        let (place, file) = self.plan.file_at(position.path)?;
        let offset = rounded(file.document().text(), position.offset)?;
        Some(PlanPosition { place, file, offset })
    }

    /// What is named at a position, in a file of the plan or in a roadlog.toml. Between two names the one behind counts.
    pub(crate) fn named_at(&self, position: FilePosition<'_>) -> Option<Occurrence> {
        let (all, offset) = if let Some(at) = self.plan_position(position) {
            let mut found = Vec::new();
            in_node(&self.plan, at.place, at.file.document().node_at(at.offset), &mut found);
            (found, at.offset)
        } else {
            let text = self.configuration_at(position.path)?;
            (in_config(self, position.path, text), rounded(text, position.offset)?)
        };
        let touching = || all.iter().filter(|it| it.span.touches(offset));
        touching().find(|it| it.span.end > offset).or_else(|| touching().next()).cloned()
    }

    /// Every place where `name` is named, file by file, roadlog.toml last.
    pub(crate) fn occurrences(&self, name: &Name) -> Vec<(Arc<str>, Occurrence)> {
        let files: Vec<_> = self.plan.files().collect();
        let of_file = |&(place, file): &(u32, &PlanFile)| {
            let found = in_file(&self.plan, place, file, name).into_iter();
            found.map(|it| (file.shared_path(), it)).collect::<Vec<_>>()
        };
        // A person is named all over a plan, so that all of it has to be read.
        let mut all: Vec<_> = files.par_iter().flat_map_iter(of_file).collect();
        for (path, text) in &*self.configuration {
            let found = in_config(self, path, text).into_iter().filter(|it| it.name == *name);
            all.extend(found.map(|it| (Arc::clone(path), it)));
        }
        all
    }

    /// Every place in one file where `name` is named.
    pub(crate) fn occurrences_in(&self, path: &str, name: &Name) -> Vec<Occurrence> {
        if let Some((place, file)) = self.plan.file_at(path) {
            return in_file(&self.plan, place, file, name);
        }
        let Some(text) = self.configuration_at(path) else { return Vec::new() };
        in_config(self, path, text).into_iter().filter(|it| it.name == *name).collect()
    }
}

fn in_file(plan: &Plan, place: u32, file: &PlanFile, name: &Name) -> Vec<Occurrence> {
    let document = file.document();
    // A name may be written with characters that look like others; then a look at the bytes says nothing.
    let is_noisy = document.lines().iter().any(|line| line.is_noisy());
    if !is_noisy && !name.may_stand_in(document.text()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for node in document.nodes() {
        if is_noisy || name.may_stand_in(&document.text()[node.span().range()]) {
            in_node(plan, place, node, &mut found);
            found.retain(|it| it.name == *name);
        }
    }
    found
}

/// `offset` on the boundary of a character of `text`; `None` past its end.
pub(crate) fn rounded(text: &str, offset: u32) -> Option<u32> {
    let offset = offset as usize;
    (offset <= text.len()).then(|| (0..=offset).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0) as u32)
}
