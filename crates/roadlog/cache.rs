//! What each commit changed in the plan, kept from one run to the next beside the objects of the repository: a history that was
//! read once is not read again.
//!
//! The file can be deleted at any time. What of it cannot be read is found out again, and where it cannot be written there
//! is none: nobody is told of either.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use roadlog_git::CommitId;
use roadlog_history::Change;
use rustc_hash::FxHashMap;
use sha2::{Digest as _, Sha256};

use crate::revisions::Revisions;
use crate::stored::{STORED_VERSION, restored, stored};

/// The changes of commits that are known from an earlier run, and those that come to be known in this one.
pub(crate) struct Cache {
    path: PathBuf,
    /// What the file begins with: what another program, or another version, wrote is not read.
    heading: String,
    text: String,
    /// Whether the text is that of this heading.
    is_ours: bool,
    /// Where the changes of each commit stand in the text.
    places: FxHashMap<CommitId, (usize, usize)>,
    new: String,
}

impl Cache {
    /// What is known of the history of a workspace.
    pub(crate) fn of(revisions: &Revisions) -> Self {
        let folder = revisions.folder();
        // Several workspaces may lie in one repository.
        let name = if folder.is_empty() { "changes".to_owned() } else { format!("changes-{}", short_hash(folder)) };
        let path = revisions.repository.common_folder().join("roadlog").join(name);
        let heading = format!("roadlog {} {STORED_VERSION}\n", env!("CARGO_PKG_VERSION"));
        let text = fs::read_to_string(&path).unwrap_or_default();
        let is_ours = text.starts_with(&heading);
        let mut places = FxHashMap::default();
        let mut start = heading.len();
        for line in text.get(start..).filter(|_| is_ours).unwrap_or_default().split_inclusive('\n') {
            // A line without an end was cut off while it was written.
            let commit = line.strip_suffix('\n').and_then(|line| line.split_once(' '));
            if let Some((id, changes)) = commit
                && let Some(id) = CommitId::parse(id)
            {
                let from = start + line.len() - 1 - changes.len();
                places.insert(id, (from, from + changes.len()));
            }
            start += line.len();
        }
        Self { path, heading, text, is_ours, places, new: String::new() }
    }

    /// Whether something is written of what a commit changed.
    pub(crate) fn knows(&self, commit: CommitId) -> bool {
        self.places.contains_key(&commit)
    }

    /// What a commit changed, where that is known.
    pub(crate) fn changes(&mut self, commit: CommitId) -> Option<Vec<Change>> {
        let (start, end) = *self.places.get(&commit)?;
        let changes = restored(&self.text[start..end]);
        if changes.is_none() {
            self.places.remove(&commit);
        }
        changes
    }

    /// Adds what a commit changed, unless it is known.
    pub(crate) fn add(&mut self, commit: CommitId, changes: &[Change]) {
        if !self.places.contains_key(&commit) {
            let _infallible = writeln!(self.new, "{commit} {}", stored(changes));
        }
    }

    /// Writes what was added for the runs to come.
    pub(crate) fn keep(self) {
        if !self.new.is_empty() {
            // Where nothing can be written, everything is found out again each time, which is slower and no less right.
            let _slower = self.write();
        }
    }

    fn write(&self) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        fs::create_dir_all(folder)?;
        if self.is_ours {
            // Lines of two runs at one time follow each other, or one is cut by the other and is not read.
            let end = if self.text.ends_with('\n') { "" } else { "\n" };
            let text = format!("{end}{}", self.new);
            return OpenOptions::new().append(true).open(&self.path)?.write_all(text.as_bytes());
        }
        let beside = self.path.with_extension(format!("new-{}", std::process::id()));
        fs::write(&beside, format!("{}{}", self.heading, self.new))?;
        fs::rename(&beside, &self.path)
    }
}

/// A short name for a text, the same each time.
fn short_hash(text: &str) -> String {
    Sha256::digest(text).iter().take(8).fold(String::new(), |mut name, byte| {
        let _infallible = write!(name, "{byte:02x}");
        name
    })
}
