//! Walking the folders of one root: what a name says is decided here, nothing is opened.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};

use ignore::{DirEntry, WalkBuilder, WalkState};

use super::Found;
use crate::entry::EntryKind;
use crate::git::GitTop;
use crate::patterns::Patterns;
use crate::problem::ReadProblem;
use crate::root::{CONFIG_NAME, slashed};

/// What the folders hold, each list sorted by path.
#[derive(Default, Debug)]
pub(super) struct Walked {
    /// Regular files that the patterns name.
    pub(super) plans: Vec<Found>,
    /// Regular files named roadlog.toml, the root's own too.
    pub(super) configs: Vec<Found>,
    /// Symbolic links in the place of either.
    pub(super) links: Vec<Found>,
    pub(super) problems: Vec<ReadProblem>,
}

/// One entry, as a walking thread sees it.
enum Seen {
    File(Found),
    Link(Found),
    Problem(String, ReadProblem),
}

/// Walks all folders below `base`, which is absolute and without links.
pub(super) fn walk(base: &Path, git: Option<&GitTop>, patterns: &Arc<Patterns>) -> Walked {
    let (sender, receiver) = mpsc::channel();
    builder(base, git, patterns, &sender).build_parallel().run(|| {
        let sender = sender.clone();
        Box::new(move |entry| {
            see(base, entry, &sender);
            WalkState::Continue
        })
    });
    drop(sender);
    sorted(receiver)
}

fn sorted(seen: impl IntoIterator<Item = Seen>) -> Walked {
    let mut walked = Walked::default();
    let mut problems = Vec::new();
    for seen in seen {
        match seen {
            Seen::File(found) if is_config(&found.absolute) => walked.configs.push(found),
            Seen::File(found) => walked.plans.push(found),
            Seen::Link(found) => walked.links.push(found),
            Seen::Problem(path, problem) => problems.push((path, problem)),
        }
    }
    for list in [&mut walked.plans, &mut walked.configs, &mut walked.links] {
        list.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    }
    problems.sort_by(|one, other| one.0.cmp(&other.0));
    walked.problems = problems.into_iter().map(|(_, problem)| problem).collect();
    walked
}

fn builder(base: &Path, git: Option<&GitTop>, patterns: &Arc<Patterns>, sender: &Sender<Seen>) -> WalkBuilder {
    let top = git.map_or(base, |git| git.folder.as_path());
    let above = base.ancestors().take_while(|folder| folder.starts_with(top));
    let unreadable: Vec<Seen> = above.filter_map(|folder| special_gitignore(base, folder)).collect();
    let mut builder = WalkBuilder::new(base);
    builder
        .standard_filters(false)
        .hidden(!patterns.walks_hidden())
        .git_ignore(unreadable.is_empty())
        // In a work tree the .gitignore files above the root count up to its top, which only the walker's own
        // search for `.git` ends; outside one nothing above the root counts.
        .parents(git.is_some())
        .require_git(git.is_some());
    for seen in unreadable {
        send(sender, seen);
    }
    let (base, patterns, sender) = (base.to_path_buf(), Arc::clone(patterns), sender.clone());
    builder.filter_entry(move |entry| belongs(&base, &patterns, entry, &sender));
    builder
}

/// Whether a walking thread goes into a folder or reports an entry.
fn belongs(base: &Path, patterns: &Patterns, entry: &DirEntry, sender: &Sender<Seen>) -> bool {
    let Ok(relative) = entry.path().strip_prefix(base) else { return false };
    if entry.file_type().is_some_and(|kind| kind.is_dir()) {
        let name = entry.file_name();
        entry.depth() == 0
            || name != ".git"
                && name != ".roadlog"
                && patterns.enters(relative)
                && GitTop::at(entry.path()).is_none()
                && special_gitignore(base, entry.path()).is_none_or(|seen| {
                    send(sender, seen);
                    false
                })
    } else {
        patterns.is_plan(relative) || entry.file_name() == CONFIG_NAME
    }
}

/// The .gitignore of `folder` where it is a named pipe or the like: the walker would wait for it for ever, so that
/// the folder is not entered, or, at the root or above, no .gitignore is read.
fn special_gitignore(base: &Path, folder: &Path) -> Option<Seen> {
    let path = folder.join(".gitignore");
    let kind = EntryKind::of(std::fs::metadata(&path).ok()?.file_type()).filter(|kind| *kind != EntryKind::Folder)?;
    let path = path.strip_prefix(base).unwrap_or(&path).to_string_lossy().into_owned();
    Some(Seen::Problem(path.clone(), ReadProblem::NotAFile { path, kind }))
}

fn see(base: &Path, entry: Result<DirEntry, ignore::Error>, sender: &Sender<Seen>) {
    let seen = match entry {
        Ok(entry) => seen(base, entry),
        // A folder that was removed meanwhile is not there.
        Err(error) if error.io_error().is_some_and(|error| error.kind() == std::io::ErrorKind::NotFound) => None,
        Err(error) => {
            let reason = error.to_string();
            Some(Seen::Problem(reason.clone(), ReadProblem::Unlisted { reason }))
        }
    };
    if let Some(seen) = seen {
        send(sender, seen);
    }
}

fn send(sender: &Sender<Seen>, seen: Seen) {
    // Fails only where nobody receives any more, and the receiver outlives the walk.
    sender.send(seen).ok();
}

fn seen(base: &Path, entry: DirEntry) -> Option<Seen> {
    let kind = EntryKind::of(entry.file_type()?);
    if kind == Some(EntryKind::Folder) {
        return None;
    }
    let absolute = entry.into_path();
    let relative = absolute.strip_prefix(base).ok()?;
    let Some(path) = slashed(relative) else {
        let shown = relative.to_string_lossy().into_owned();
        return Some(Seen::Problem(shown.clone(), ReadProblem::NameNotUtf8 { shown }));
    };
    Some(match kind {
        None => Seen::File(Found::plain(path, absolute)),
        Some(EntryKind::Link) => Seen::Link(Found::plain(path, absolute)),
        Some(kind) => Seen::Problem(path.clone(), ReadProblem::NotAFile { path, kind }),
    })
}

/// Whether the file at `absolute` is a configuration.
pub(super) fn is_config(absolute: &Path) -> bool {
    absolute.file_name().is_some_and(|name| name == CONFIG_NAME)
}
