//! What the rules find in one workspace, by file. The one place that knows how the rules are run.

use std::fmt;
use std::sync::Arc;

use roadlog_ide::Snapshot;
use roadlog_lint::{Finding, Incremental};
use rustc_hash::FxHashSet;

/// The findings of a workspace at one revision.
#[derive(Default)]
pub(crate) struct Checker {
    revision: u64,
    findings: Option<Incremental>,
    /// The files that have other findings since somebody last asked for them.
    changed: FxHashSet<Arc<str>>,
}

impl Checker {
    /// Brings the findings up to a revision, where they are older.
    pub(crate) fn update(&mut self, snapshot: &Snapshot, revision: u64) {
        if revision <= self.revision {
            return;
        }
        let (plan, options) = (Arc::clone(&snapshot.plan), snapshot.surroundings.options());
        // Out of its place meanwhile: a rule that panics must not leave half of an update there.
        let findings = match self.findings.take() {
            None => {
                let findings = Incremental::new(&plan, &options);
                self.changed.extend(findings.files().map(|(path, _)| Arc::clone(path)));
                findings
            }
            Some(mut findings) => {
                self.changed.extend(findings.update(plan, &options));
                findings
            }
        };
        (self.findings, self.revision) = (Some(findings), revision);
    }

    /// The files that have other findings since this was last asked.
    pub(crate) fn take_changed(&mut self) -> Vec<Arc<str>> {
        std::mem::take(&mut self.changed).into_iter().collect()
    }

    /// What is found in a file, by place.
    pub(crate) fn of_file(&self, path: &str) -> Arc<[Finding]> {
        self.findings.as_ref().map(|findings| findings.of_file(path)).unwrap_or_default()
    }

    /// The files with findings, in the order of their paths.
    pub(crate) fn files(&self) -> Vec<Arc<str>> {
        self.findings.iter().flat_map(Incremental::files).map(|(path, _)| Arc::clone(path)).collect()
    }
}

impl fmt::Debug for Checker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checker").field("revision", &self.revision).finish_non_exhaustive()
    }
}
