//! `diff --format json`: the documented, versioned form that other programs read. Fields are only ever added.

use std::io;

use roadlog_history::Change;
use roadlog_model::Untrusted;
use roadlog_syntax::value::Handle;
use serde::Serialize;

use super::range::{Range, Side};
use crate::output::wire::{JsonText, write_json};
use crate::whose::{Said, Whose};

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
    /// The full hash of the commit of a range that brought it; of several the last that may not, else the last.
    commit: Option<&'c str>,
    /// The handle of whoever made it, where roadlog.toml of the base knows them.
    by: Option<&'c str>,
    /// Whether it was theirs to make; null where nobody is known who decides.
    allowed: Option<bool>,
}

/// Writes the changes as JSON.
///
/// # Errors
/// What `out` says.
pub(crate) fn write(range: &Range, found: &[Change], whose: &Whose, out: &mut dyn io::Write) -> io::Result<()> {
    let head = match range.after {
        Side::Commit(commit) => commit.to_string(),
        Side::Index => "index".to_owned(),
        Side::WorkTree => "worktree".to_owned(),
    };
    let base = range.before.map(|commit| commit.to_string());
    let changes = found.iter().enumerate().map(|(place, change)| one(change, whose.of(place))).collect();
    write_json(&Document { version: VERSION, base, head, changes }, out)
}

fn one<'c>(change: &'c Change, said: Option<&'c Said>) -> OneChange<'c> {
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
        commit: said.and_then(|said| said.commit.as_deref()),
        by: said.and_then(|said| said.by.as_ref()).map(Handle::name),
        allowed: said.and_then(|said| said.allowed),
    }
}
