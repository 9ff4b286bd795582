//! `# roadlog: allow GROUP/NAME because REASON`: findings that people have looked at and want to keep.

use rayon::prelude::*;
use roadlog_model::{ItemRef, PlanFile, PlanItem};
use roadlog_syntax::{Document, Edit, LineKind, NodeKind, Span};
use rustc_hash::FxHashMap;

use crate::finding::Finding;
use crate::registry::rule;
use crate::rule::{Check, FileView};
use crate::rules::suppression::{no_reason, unknown, unused};
use crate::rules::syntax::slips::{self, has_known_status};
use crate::runner::Runner;
use crate::suggest::nearest_rule;

/// A rule's name in a comment that allows it.
struct Suppression<'f> {
    file: &'f PlanFile,
    /// The name, as it is written.
    name: &'f str,
    name_span: Span,
    /// The comment's whole line, its end included.
    line: Span,
    /// The bytes that it speaks for.
    scope: Span,
    /// Whether it is the only name of its comment.
    alone: bool,
    has_reason: bool,
    used: bool,
}

/// The findings that no comment allows, with those about the comments themselves, where these are the files to look
/// for them in.
pub(crate) fn applied<'p>(
    findings: Vec<Finding>,
    runner: &Runner<'p>,
    files: impl Iterator<Item = FileView<'p>>,
) -> Vec<Finding> {
    let files: Vec<_> = files.collect();
    let mut all: Vec<_> = files.into_par_iter().flat_map_iter(|view| in_file(view.file)).collect();
    if all.is_empty() {
        return findings;
    }
    let mut kept = unallowed(findings, &mut all);
    kept.append(&mut about(&all, runner));
    kept
}

/// The findings that no comment allows; the comments that allow one are marked as used.
fn unallowed(findings: Vec<Finding>, all: &mut [Suppression<'_>]) -> Vec<Finding> {
    let mut files: FxHashMap<&str, &PlanFile> = FxHashMap::default();
    let mut places: FxHashMap<(&str, &str, Span), Vec<usize>> = FxHashMap::default();
    for (place, suppression) in all.iter().enumerate() {
        let path = suppression.file.path();
        files.insert(path, suppression.file);
        places.entry((path, suppression.name, suppression.scope)).or_default().push(place);
    }
    let mut used = Vec::new();
    let mut is_allowed = |finding: &Finding| {
        let Some(file) = files.get(finding.place.path.unescaped()) else { return false };
        let (path, document) = (file.path(), file.document());
        let item = document.node_at(finding.place.span.start).span();
        let mut allowed = false;
        for scope in [item, Span::new(0, document.len())] {
            // Whatever allows it is used; once seen, it need not be looked at again.
            if let Some(found) = places.get_mut(&(path, finding.rule, scope)) {
                used.append(found);
                allowed = true;
            }
        }
        allowed
    };
    let kept = findings.into_iter().filter(|finding| !is_allowed(finding)).collect();
    for place in used {
        all[place].used = true;
    }
    kept
}

fn about(all: &[Suppression<'_>], runner: &Runner<'_>) -> Vec<Finding> {
    let mut unknown_names = runner.context(&unknown::RULE);
    let mut unused_ones = runner.context(&unused::RULE);
    let mut no_reasons = runner.context(&no_reason::RULE);
    for at in all {
        let Some(rule) = rule(at.name) else {
            let told = unknown_names.report_in(at.file, at.name_span, unknown::message(at.name));
            if let Some(near) = nearest_rule(at.name) {
                let _ = told.assist(format!("Change to {near}"), [Edit::new(at.name_span, near)]);
            }
            continue;
        };
        if !at.has_reason {
            no_reasons.report_in(at.file, at.name_span, no_reason::message(at.name));
        }
        // Where no history is read, nobody knows whether the comment is still wanted.
        let is_known = match rule.check {
            Check::History(_) => runner.options.history.is_some(),
            // No comment allows what is found in commits, so that there is nothing that it would be wanted for.
            _ => true,
        };
        // What a rule would find may stand in a line that has a slip, or in an item whose status has one.
        let is_read = |item: PlanItem<'_>| has_known_status(item) && !slips::has_any(item);
        let has_looked = || is_known && item_of(at, runner).is_none_or(is_read);
        if !at.used && runner.levels.of_file(rule, at.file).is_some() && has_looked() {
            let told = unused_ones.report_in(at.file, at.name_span, unused::message(at.name));
            if at.alone {
                told.fix("Delete the comment", [Edit::delete(at.line)]);
            }
        }
    }
    [unknown_names, unused_ones, no_reasons].into_iter().flat_map(|context| context.findings).collect()
}

/// The item that a comment stands in.
fn item_of<'p>(at: &Suppression<'p>, runner: &Runner<'p>) -> Option<PlanItem<'p>> {
    let (file, _) = runner.plan.file_at(at.file.path())?;
    let node = at.file.document().node_at(at.name_span.start).index();
    runner.plan.item(ItemRef { file, node })
}

/// The suppressions of a file, in order.
fn in_file(file: &PlanFile) -> Vec<Suppression<'_>> {
    let document = file.document();
    if memchr::memmem::find(document.text().as_bytes(), b"roadlog:").is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for node in document.nodes() {
        let scope = if node.kind() == NodeKind::Preamble { Span::new(0, document.len()) } else { node.span() };
        for line in node.lines() {
            if document.lines()[line as usize].kind() == LineKind::Comment {
                found.append(&mut in_comment(file, line, scope));
            }
        }
    }
    found
}

fn in_comment(file: &PlanFile, line: u32, scope: Span) -> Vec<Suppression<'_>> {
    let document = file.document();
    let (names, has_reason) = allowed(document, line);
    let whole = Span::new(document.lines()[line as usize].start(), document.line_end(line));
    let made = names.iter().map(|&name_span| Suppression {
        file,
        name: &document.text()[name_span.range()],
        name_span,
        line: whole,
        scope,
        alone: names.len() == 1,
        has_reason,
        used: false,
    });
    made.collect()
}

/// Where the rules stand that a comment allows, in its order, and whether it says why; none where the line is no such
/// comment.
pub fn allowed(document: &Document, line: u32) -> (Vec<Span>, bool) {
    let content = document.content_span(line);
    let text = &document.text()[content.range()];
    let rest = text.strip_prefix("roadlog:").map(str::trim_start).and_then(|rest| rest.strip_prefix("allow"));
    let Some(rest) = rest.filter(|rest| rest.starts_with([' ', '\t'])) else { return (Vec::new(), false) };
    let (names, reason) = rest.split_once(" because").unwrap_or((rest, ""));
    let names = names.split([',', ' ', '\t']).filter(|name| !name.is_empty()).map(|name| {
        let start = content.start + (name.as_ptr() as usize - text.as_ptr() as usize) as u32;
        Span::new(start, start + name.len() as u32)
    });
    (names.collect(), !reason.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use crate::testing::findings_of_bytes;

    fn rules(text: &str) -> Vec<&'static str> {
        findings_of_bytes(text.as_bytes().to_vec()).into_iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn a_comment_speaks_for_its_own_item_and_not_for_the_header_below() {
        let text = "story PAY-1 Pay\n  # roadlog: allow syntax/unknown-kind because ours\nstroy PAY-2 Try\n";
        assert_eq!(rules(text), ["suppression/unused", "syntax/unknown-kind"]);
    }

    #[test]
    fn a_comment_at_the_top_speaks_for_the_file_and_each_that_allows_is_used() {
        let text = "# roadlog: allow syntax/empty because later\n\nstory PAY-1 Pay\n  \
                    # roadlog: allow syntax/empty because later\n  owner:\n\nstory PAY-2 Try\n  owner:\n";
        assert_eq!(rules(text), Vec::<&str>::new());
    }
}
