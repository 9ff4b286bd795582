//! Findings with their paths from the top of the repository: that is where forges look for them.

use std::borrow::Cow;

use roadlog_lint::{Finding, Untrusted};

/// The same findings of a workspace that lies in this folder of the repository, parted by `/`; empty for its top.
pub(crate) fn from_top<'f>(findings: &'f [Finding], folder: &str) -> Cow<'f, [Finding]> {
    if folder.is_empty() {
        return Cow::Borrowed(findings);
    }
    let mut findings = findings.to_vec();
    for finding in &mut findings {
        let related = finding.related.iter_mut().map(|related| &mut related.place.path);
        let edits = finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits).map(|edit| &mut edit.path);
        for path in [&mut finding.place.path].into_iter().chain(related).chain(edits) {
            *path = Untrusted::from(format!("{folder}/{}", path.unescaped()));
        }
    }
    Cow::Owned(findings)
}
