//! Findings about what is not committed, as they were looked for last: they stay with their words while the text around
//! them changes, until they are looked for again.

use std::sync::Arc;

use roadlog_ide::Snapshot;
use roadlog_lint::Finding;
use roadlog_syntax::Span;

/// What was found last, and in which text.
#[derive(Default)]
pub(crate) struct Held {
    findings: Vec<Finding>,
    /// The plan that they were found in; none before somebody has looked.
    found_in: Option<Snapshot>,
}

impl Held {
    pub(crate) const fn new(findings: Vec<Finding>, found_in: Snapshot) -> Self {
        Self { findings, found_in: Some(found_in) }
    }

    /// The files that they stand in, one for each of them.
    pub(crate) fn paths(&self) -> impl Iterator<Item = Arc<str>> {
        self.findings.iter().map(|finding| Arc::from(finding.place.path.unescaped()))
    }

    /// Those of a file, where they stand in the plan of `now`. One whose own words are something else is left out.
    pub(crate) fn of_file(&self, path: &str, now: &Snapshot) -> Vec<Finding> {
        let is_here = |finding: &&Finding| finding.place.path.unescaped() == path;
        let mut here = self.findings.iter().filter(is_here).peekable();
        let Some(then) = self.found_in.as_ref().filter(|_| here.peek().is_some()) else { return Vec::new() };
        let (Some(then), Some(now)) = (text(then, path), text(now, path)) else { return Vec::new() };
        let moved = |finding: &Finding| {
            let mut finding = finding.clone();
            finding.place.span = moved(finding.place.span, then, now)?;
            // What explains it or mends it may stand anywhere: it comes back when it is looked for again.
            if then != now {
                (finding.related, finding.fixes) = (Vec::new(), Vec::new());
            }
            Some(finding)
        };
        here.filter_map(moved).collect()
    }
}

/// What stands in a file of a plan, or in one of its configurations.
fn text<'s>(snapshot: &'s Snapshot, path: &str) -> Option<&'s str> {
    let file = snapshot.plan.file_at(path).map(|(_, file)| file.document().text());
    file.or_else(|| snapshot.configuration_at(path))
}

/// Where the bytes of a span of `then` stand in `now`; `None` where they are among what differs.
fn moved(span: Span, then: &str, now: &str) -> Option<Span> {
    let (then, now) = (then.as_bytes(), now.as_bytes());
    let ahead = then.iter().zip(now).take_while(|(one, other)| one == other).count();
    if ahead == then.len().max(now.len()) || (span.end as usize) < ahead {
        return Some(span);
    }
    let most = then.len().min(now.len()) - ahead;
    let behind = then.iter().rev().zip(now.iter().rev()).take(most).take_while(|(one, other)| one == other).count();
    let from_end = then.len().checked_sub(span.start as usize).filter(|from_end| *from_end <= behind)?;
    let start = (now.len() - from_end) as u32;
    Some(Span::new(start, start + (span.end - span.start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stays(then: &str, now: &str, words: &str) -> Option<String> {
        let start = then.find(words).unwrap() as u32;
        let span = moved(Span::new(start, start + words.len() as u32), then, now)?;
        Some(format!("{}:{}", span.start, &now[span.range()]))
    }

    #[test]
    fn words_are_found_again_whatever_is_typed_above_and_below_them() {
        let then = "aa\nbb\ncc\n";
        assert_eq!(stays(then, then, "bb").as_deref(), Some("3:bb"));
        assert_eq!(stays(then, "aa\nbb\nccc\n", "bb").as_deref(), Some("3:bb"));
        assert_eq!(stays(then, "aä\nbb\ncc\n", "bb").as_deref(), Some("4:bb"));
        assert_eq!(stays(then, "bb\ncc\n", "bb").as_deref(), Some("0:bb"));
        assert_eq!(stays(then, "aa\nbb\nbb\ncc\n", "cc").as_deref(), Some("9:cc"));
    }

    #[test]
    fn words_that_are_changed_are_nowhere() {
        assert_eq!(stays("aa\nbb\ncc\n", "aa\nbXb\ncc\n", "bb"), None);
        assert_eq!(stays("aa\nbb\ncc\n", "aa\ncc\n", "bb"), None);
        assert_eq!(stays("aa\nbb\ncc\n", "", "bb"), None);
    }
}
