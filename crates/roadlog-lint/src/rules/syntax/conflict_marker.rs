//! `syntax/conflict-marker`: a git conflict was left in the file.

use roadlog_syntax::{Document, Edit, LineKind, Span};

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, FileView, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "syntax/conflict-marker",
    level: Some(Level::Error),
    summary: "A git conflict was left in the file.",
    why: "Two people changed the same lines, and nobody has decided yet. Until then the first side counts, and of the \
          other the items that the first lacks.",
    bad: "
story PAY-1 Pay
<<<<<<< ours
^^^^^^^^^^^^ syntax/conflict-marker: a git conflict
  status: draft
=======
  status: ready
>>>>>>> theirs
",
    good: "
story PAY-1 Pay
  status: draft
",
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::Everything,
    check: Check::File(check),
};

fn check(context: &mut Context<'_>, view: FileView<'_>) {
    let document = view.file.document();
    let mut markers = Vec::new();
    for (index, line) in document.lines().iter().enumerate() {
        if line.kind() != LineKind::ConflictMarker {
            continue;
        }
        let index = index as u32;
        if document.line_text(index).starts_with('<') {
            markers.clear();
        }
        markers.push(index);
        if document.line_text(index).starts_with('>') {
            report(context, view, &markers);
        }
    }
}

fn report(context: &mut Context<'_>, view: FileView<'_>, markers: &[u32]) {
    let document = view.file.document();
    let (Some(&first), Some(&last)) = (markers.first(), markers.last()) else { return };
    let theirs = markers[markers.len() - 2];
    let ours_end = markers[1];
    let message = "a git conflict is marked here: decide for one side, or keep both, and delete the markers";
    let ours = (first + 1..ours_end, "Keep ours");
    let other = (theirs + 1..last, "Keep theirs");
    let mut told = context.report_near(view, document.line_span(first), message);
    for (kept, title) in [ours.clone(), other.clone()] {
        told = told.assist(title, [Edit::new(whole(document, first..last + 1), text(document, kept))]);
    }
    let both = text(document, ours.0) + &text(document, other.0);
    told.assist("Keep both", [Edit::new(whole(document, first..last + 1), both)]);
}

fn whole(document: &Document, lines: std::ops::Range<u32>) -> Span {
    Span::new(document.line_span(lines.start).start, document.line_end(lines.end - 1))
}

fn text(document: &Document, lines: std::ops::Range<u32>) -> String {
    if lines.is_empty() { String::new() } else { document.text()[whole(document, lines).range()].to_owned() }
}
