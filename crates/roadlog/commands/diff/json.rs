//! `diff --format json`: the documented, versioned form that other programs read. Fields are only ever added.

use std::io;

use roadlog_history::Change;
use roadlog_model::Untrusted;
use serde::Serialize;

use super::range::{Range, Side};
use crate::output::wire::{JsonText, write_json};

/// The version of the form. It changes where a reader of the one before could misunderstand.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'c> {
    version: u32,
    /// The full hash of the commit to begin with; null before the first one.
    base: Option<String>,
    /// The full hash of the commit to end with; `index` or `worktree` for what is not committed.
    head: String,
    changes: Vec<OneChange<'c>>,
}

#[derive(Serialize)]
struct OneChange<'c> {
    item: Option<&'c str>,
    kind: Option<&'c str>,
    title: Option<JsonText<'c>>,
    aspect: &'c str,
    before: Option<JsonText<'c>>,
    after: Option<JsonText<'c>>,
    /// The change in words, as people read it.
    words: String,
    path: Option<JsonText<'c>>,
    line: Option<u32>,
    commit: Option<&'c str>,
    by: Option<&'c str>,
    allowed: Option<bool>,
}

/// Writes the changes as JSON.
///
/// # Errors
/// What `out` says.
pub(crate) fn write(range: &Range, found: &[Change], out: &mut dyn io::Write) -> io::Result<()> {
    let head = match range.after {
        Side::Commit(commit) => commit.to_string(),
        Side::Index => "index".to_owned(),
        Side::WorkTree => "worktree".to_owned(),
    };
    let base = range.before.map(|commit| commit.to_string());
    write_json(&Document { version: VERSION, base, head, changes: found.iter().map(one).collect() }, out)
}

fn one(change: &Change) -> OneChange<'_> {
    let item = change.item.as_ref();
    let place = change.after.as_ref().or(change.before.as_ref());
    OneChange {
        item: item.and_then(|item| item.id.as_ref()).map(roadlog_syntax::value::Id::as_str),
        kind: item.map(|item| &*item.kind),
        title: item.map(|item| JsonText(&item.title)),
        aspect: change.aspect_name(),
        before: change.value_before().map(JsonText),
        after: change.value_after().map(JsonText),
        words: Untrusted::unescaped(&change.words()).to_owned(),
        path: place.map(|place| JsonText(&place.path)),
        line: place.map(|place| place.line),
        commit: None,
        by: None,
        allowed: None,
    }
}
