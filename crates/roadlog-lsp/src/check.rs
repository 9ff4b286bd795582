//! What the rules find in one workspace, by file. The one place that knows how the rules are run.

use std::sync::Arc;

use roadlog_ide::Snapshot;
use roadlog_lint::Finding;
use rustc_hash::{FxHashMap, FxHashSet};

/// The findings of a workspace at one revision.
#[derive(Debug, Default)]
pub(crate) struct Checker {
    revision: u64,
    by_file: FxHashMap<Arc<str>, Vec<Finding>>,
    /// The files that have other findings since somebody last asked for them.
    changed: FxHashSet<Arc<str>>,
}

impl Checker {
    /// Brings the findings up to a revision, where they are older.
    pub(crate) fn update(&mut self, snapshot: &Snapshot, revision: u64) {
        if revision <= self.revision {
            return;
        }
        self.revision = revision;
        let report = roadlog_lint::run(&snapshot.plan, &snapshot.surroundings.options());
        let mut by_file: FxHashMap<Arc<str>, Vec<Finding>> = FxHashMap::default();
        for finding in report.findings {
            by_file.entry(Arc::from(finding.place.path.unescaped())).or_default().push(finding);
        }
        let before = std::mem::replace(&mut self.by_file, by_file);
        let is_other = |path: &&Arc<str>| before.get(*path) != self.by_file.get(*path);
        let gone = before.keys().filter(|path| !self.by_file.contains_key(*path));
        self.changed.extend(self.by_file.keys().chain(gone).filter(is_other).cloned());
    }

    /// The files that have other findings since this was last asked.
    pub(crate) fn take_changed(&mut self) -> Vec<Arc<str>> {
        std::mem::take(&mut self.changed).into_iter().collect()
    }

    /// What is found in a file, by place.
    pub(crate) fn of_file(&self, path: &str) -> &[Finding] {
        self.by_file.get(path).map_or(&[], Vec::as_slice)
    }

    /// The files with findings, in the order of their paths.
    pub(crate) fn files(&self) -> Vec<Arc<str>> {
        let mut files: Vec<_> = self.by_file.keys().cloned().collect();
        files.sort_unstable();
        files
    }
}
