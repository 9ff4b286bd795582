//! What the rules find in one workspace, by file. The one place that knows how the rules are run.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use roadlog_ide::Snapshot;
use roadlog_lint::{Finding, Incremental};
use rustc_hash::FxHashSet;

use crate::past::Held;

/// The findings of a workspace at one revision.
#[derive(Default)]
pub(crate) struct Checker {
    revision: u64,
    findings: Option<Incremental>,
    /// The files that have other findings since somebody last asked for them.
    changed: FxHashSet<Arc<str>>,
    /// What is found in changes that are not committed.
    held: Held,
    /// The plan of the revision.
    snapshot: Option<Snapshot>,
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
        (self.findings, self.revision, self.snapshot) = (Some(findings), revision, Some(snapshot.clone()));
    }

    /// Takes over what is found in changes that are not committed; whether that is anything else than before.
    pub(crate) fn hold(&mut self, held: Held) -> bool {
        let paths: FxHashSet<Arc<str>> = self.held.paths().chain(held.paths()).collect();
        let Some(now) = self.snapshot.clone() else {
            self.held = held;
            return true;
        };
        let before = std::mem::replace(&mut self.held, held);
        let is_else = |path: &Arc<str>| before.of_file(path, &now) != self.held.of_file(path, &now);
        let unlike: Vec<_> = paths.into_iter().filter(is_else).collect();
        let is_else = !unlike.is_empty();
        self.changed.extend(unlike);
        is_else
    }

    /// The files that have other findings since this was last asked.
    pub(crate) fn take_changed(&mut self) -> Vec<Arc<str>> {
        std::mem::take(&mut self.changed).into_iter().collect()
    }

    /// What is found in a file, by place.
    pub(crate) fn of_file(&self, path: &str) -> Arc<[Finding]> {
        let own = self.findings.as_ref().map(|findings| findings.of_file(path)).unwrap_or_default();
        let held = self.snapshot.as_ref().map(|now| self.held.of_file(path, now)).unwrap_or_default();
        if held.is_empty() {
            return own;
        }
        let mut all: Vec<_> = own.iter().cloned().chain(held).collect();
        all.sort_by_key(|finding| finding.place.span);
        all.into()
    }

    /// The files with findings, in the order of their paths.
    pub(crate) fn files(&self) -> Vec<Arc<str>> {
        let own = self.findings.iter().flat_map(Incremental::files).map(|(path, _)| Arc::clone(path));
        own.chain(self.held.paths()).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

impl fmt::Debug for Checker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checker").field("revision", &self.revision).finish_non_exhaustive()
    }
}
