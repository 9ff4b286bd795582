//! The canonical form of a file or of a part of it, as the edits that lead there and nothing else.

mod on_type;
mod story;

pub use on_type::{TYPED, format_on_type};

use roadlog_edit::parting_of;
use roadlog_model::{Plan, PlanFile};
use roadlog_syntax::{Document, Edit, Span, edit, format as canonical};

use crate::Snapshot;
use crate::changed::{floor, trimmed};

/// The edits that bring a file into its canonical form, as `roadlog fmt` does: sorted, and none larger than it needs to be.
/// None for a file of another workspace, for one that is not wholly text, and for one with a conflict.
pub fn format(snapshot: &Snapshot, path: &str) -> Vec<Edit> {
    let Some(file) = own_file(&snapshot.plan, path) else { return Vec::new() };
    smallest(file.document(), &edits(&snapshot.plan, file.document()))
}

/// The same for the lines that `within` touches. Where other lines would mean something else if only those changed, as when
/// an item is indented otherwise, it is done for the whole items that they stand in.
pub fn format_range(snapshot: &Snapshot, path: &str, within: Span) -> Vec<Edit> {
    let Some(file) = own_file(&snapshot.plan, path) else { return Vec::new() };
    let document = file.document();
    if document.is_empty() {
        return Vec::new();
    }
    let (start, end) = (floor(document.text(), within.start), floor(document.text(), within.end.max(within.start)));
    // What ends at the start of a line does not touch that line.
    let last = if end > start { end - 1 } else { end };
    let lines = Span::new(document.lines()[document.line_at(start) as usize].start(), {
        document.line_end(document.line_at(last))
    });
    let all = edits(&snapshot.plan, file.document());
    let of_lines = of_span(&all, lines, document);
    if comes_to_the_same(&snapshot.plan, document, &all, &of_lines) {
        return smallest(document, &of_lines);
    }
    let items = document.node_at(lines.start).span().cover(document.node_at(lines.end.saturating_sub(1)).span());
    smallest(document, &of_span(&all, items, document))
}

/// The file at `path`, where it is this workspace's to change.
fn own_file<'p>(plan: &'p Plan, path: &str) -> Option<&'p PlanFile> {
    plan.file_at(path).map(|(_, file)| file).filter(|file| !file.is_foreign())
}

fn edits(plan: &Plan, document: &Document) -> Vec<Edit> {
    let members = |kind: &str, key: &str| parting_of(plan.config(), kind, key);
    canonical::format(document, &members).unwrap_or_default()
}

fn smallest(document: &Document, edits: &[Edit]) -> Vec<Edit> {
    edits.iter().filter_map(|edit| trimmed(document.text(), edit)).collect()
}

/// The edits of what stands in a span of whole lines.
fn of_span(edits: &[Edit], span: Span, document: &Document) -> Vec<Edit> {
    let is_last = span.end == document.len();
    let is_in = |edit: &&Edit| span.start <= edit.span.start && edit.span.end <= span.end;
    edits.iter().filter(is_in).filter(|edit| is_last || edit.span.start < span.end).cloned().collect()
}

/// Whether a document has the same canonical form once some of the edits that lead there are made: else the others' lines
/// would mean something else by them.
fn comes_to_the_same(plan: &Plan, document: &Document, all: &[Edit], some: &[Edit]) -> bool {
    let Ok(text) = edit::apply(document.text(), some) else { return false };
    let Ok(part) = roadlog_syntax::parse(text.into_bytes()) else { return false };
    edit::apply(part.text(), &edits(plan, &part)) == edit::apply(document.text(), all)
}

#[cfg(test)]
mod tests {
    use roadlog_syntax::edit::apply;

    use super::*;
    use crate::testing::Scene;

    fn formatted(text: &str) -> String {
        let scene = Scene::of(text);
        let edits = format(&scene.snapshot, "plan.backlog");
        apply(scene.text("plan.backlog"), &edits).unwrap()
    }

    fn formatted_in_part(text: &str) -> String {
        let scene = Scene::of(text);
        let edits = format_range(&scene.snapshot, "plan.backlog", scene.selection());
        apply(scene.text("plan.backlog"), &edits).unwrap()
    }

    #[test]
    fn only_what_is_off_is_touched() {
        let scene = Scene::of("story PAY-1   Pay\n\n  needs: PAY-2,PAY-3\n    [ ] a\n\n\n  tags: a,b\n");
        let edits = format(&scene.snapshot, "plan.backlog");
        let made: Vec<_> = edits.iter().map(|edit| (edit.span.range(), &*edit.text)).collect();
        assert_eq!(made, [(12..14, ""), (18..19, ""), (34..34, " "), (51..52, ""), (62..62, " ")]);
    }

    #[test]
    fn line_ends_stay_as_they_are() {
        assert_eq!(formatted("story PAY-1  Pay␍\n\n␍\n   [X]  a␍\n"), "story PAY-1 Pay\r\n  [x] a\r\n");
    }

    #[test]
    fn what_no_command_rewrites_is_left_alone() {
        for text in ["story PAY-1  Pay␀\n", "<<<<<<< a\ntask A-1  a\n=======\n>>>>>>> b\n"] {
            let scene = Scene::of(text);
            assert_eq!(format(&scene.snapshot, "plan.backlog"), []);
        }
        let scene = Scene::of("//- other/plan.backlog\ntask A-1  a\n");
        assert_eq!(format(&scene.snapshot, "other/plan.backlog"), []);
        assert_eq!(format(&scene.snapshot, "nowhere.backlog"), []);
    }

    #[test]
    fn a_part_is_formatted_and_the_rest_is_not() {
        let text = "story PAY-1  Pay\n  ‹points:  5\n›  tags:  a\n\nstory PAY-2  Pay\n";
        assert_eq!(formatted_in_part(text), "story PAY-1  Pay\n  points: 5\n  tags:  a\n\nstory PAY-2  Pay\n");
    }

    #[test]
    fn a_part_that_would_change_what_its_item_says_takes_the_item_with_it() {
        let text = "story PAY-1  Pay\n      ‹points:  5›\n      tags:  a\n\nstory PAY-2  Pay\n";
        assert_eq!(formatted_in_part(text), "story PAY-1 Pay\n  points: 5\n  tags: a\n\nstory PAY-2  Pay\n");
    }
}
