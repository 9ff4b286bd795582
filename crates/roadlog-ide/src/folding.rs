//! What can be folded away: items, sections, criteria, runs of comments, and the tables of a roadlog.toml.

use std::ops::Range;

use roadlog_syntax::{Document, Item, LineKind, NodeKind, Span};

use crate::Snapshot;
use crate::navigation::without_blanks;
use crate::toml_table::tables;

/// A part that can be folded away: from the end of its first line to the end of its last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fold {
    /// What disappears; the line that it begins at the end of stays.
    pub span: Span,
    /// What it is.
    pub kind: FoldKind,
}

/// What can be folded away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoldKind {
    /// A section, an item, a run of criteria, a criterion of several lines, a table or a list.
    Region,
    /// A run of comments.
    Comment,
}

/// What can be folded away in a plan file or a roadlog.toml, in the order of the text. Two parts never cross.
pub fn folding_ranges(snapshot: &Snapshot, path: &str) -> Vec<Fold> {
    let mut folds = match snapshot.plan.file_at(path) {
        Some((_, file)) => in_plan(file.document()),
        None => snapshot.configuration_at(path).map(in_config).unwrap_or_default(),
    };
    folds.sort_by_key(|fold| (fold.span.start, std::cmp::Reverse(fold.span.end)));
    // Of several parts that begin on one line the largest is folded: an editor has one mark a line.
    folds.dedup_by_key(|fold| fold.span.start);
    folds
}

fn in_plan(document: &Document) -> Vec<Fold> {
    let mut folds = Vec::new();
    let nodes: Vec<Item<'_>> = document.nodes().collect();
    for (index, node) in nodes.iter().enumerate() {
        match node.kind() {
            NodeKind::Preamble => {}
            NodeKind::Section => {
                let items = nodes[index + 1..].iter().take_while(|next| next.kind() == NodeKind::Item);
                let last = items.last().unwrap_or(node);
                push(document, &mut folds, node.title_line(), last_line(*last), FoldKind::Region);
            }
            NodeKind::Item => {
                push(document, &mut folds, node.title_line(), last_line(*node), FoldKind::Region);
                in_item(*node, &mut folds);
            }
        }
        comments(*node, &mut folds);
    }
    folds
}

/// The last line of a node that says anything.
fn last_line(node: Item<'_>) -> u32 {
    node.document().line_at(without_blanks(node).end)
}

/// The criteria of an item together, and each entry of several lines.
fn in_item(node: Item<'_>, folds: &mut Vec<Fold>) {
    let document = node.document();
    for block in criteria_blocks(node) {
        push(document, folds, block.start, block.end - 1, FoldKind::Region);
    }
    for entry in node.entries() {
        let lines = entry.lines();
        push(document, folds, lines.start, lines.end - 1, FoldKind::Region);
    }
}

/// The runs of criteria with nothing but blank lines and comments between, as lines.
pub(crate) fn criteria_blocks(node: Item<'_>) -> Vec<Range<u32>> {
    let mut blocks: Vec<Range<u32>> = Vec::new();
    let lines = node.document().lines();
    let is_between = |line: u32| matches!(lines[line as usize].kind(), LineKind::Blank | LineKind::Comment);
    for entry in node.entries().filter(|entry| entry.mark_span().is_some()) {
        let own = entry.lines();
        match blocks.last_mut().filter(|block| (block.end..own.start).all(is_between)) {
            Some(block) => block.end = own.end,
            None => blocks.push(own),
        }
    }
    blocks
}

fn comments(node: Item<'_>, folds: &mut Vec<Fold>) {
    let document = node.document();
    let is_comment = |line: u32| document.lines()[line as usize].kind() == LineKind::Comment;
    let mut lines = node.lines();
    while let Some(start) = lines.find(|&line| is_comment(line)) {
        let end = (start + 1..node.lines().end).find(|&line| !is_comment(line)).unwrap_or(node.lines().end);
        push(document, folds, start, end - 1, FoldKind::Comment);
        lines.start = end;
    }
}

fn push(document: &Document, folds: &mut Vec<Fold>, first: u32, last: u32, kind: FoldKind) {
    if first < last {
        let span = Span::new(document.line_span(first).end, document.line_span(last).end);
        folds.push(Fold { span, kind });
    }
}

fn in_config(text: &str) -> Vec<Fold> {
    let lines = tables(text).into_iter().flat_map(|table| {
        let of_header = table.header.is_some().then_some(table.whole);
        of_header.into_iter().chain(table.lines.into_iter().map(|line| line.whole)).collect::<Vec<_>>()
    });
    let folds = lines.filter_map(|whole| {
        let end = text[whole.range()].find('\n')? as u32 + whole.start;
        let end = if text[..end as usize].ends_with('\r') { end - 1 } else { end };
        (end < whole.end).then(|| Fold { span: Span::new(end, whole.end), kind: FoldKind::Region })
    });
    folds.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scene;

    /// The lines that folds hide, as `first..last kind`, counted from 1.
    fn folded(source: &str, path: &str) -> Vec<String> {
        let scene = Scene::of(source);
        let line = |offset: u32| scene.text(path)[..offset as usize].matches('\n').count() + 1;
        let told = |fold: &Fold| {
            assert!(!scene.written(path, fold.span).ends_with('\n'));
            format!("{}..{} {:?}", line(fold.span.start), line(fold.span.end), fold.kind)
        };
        folding_ranges(&scene.snapshot, path).iter().map(told).collect()
    }

    #[test]
    fn sections_items_criteria_and_comments_are_folded() {
        let source = "\
# one
# two

== Now

# its comment
story PAY-1 a
  prose
  [ ] one
      goes on

  [ ] two
  ? Why
    # so
    # and so
    ask

task PAY-2 b
== Later
";
        assert_eq!(
            folded(source, "plan.backlog"),
            ["1..2 Comment", "4..18 Region", "7..16 Region", "9..12 Region", "13..16 Region", "14..15 Comment"]
        );
        assert_eq!(folded(&source.replace('\n', "␍\n"), "plan.backlog").len(), 6);
    }

    #[test]
    fn what_has_one_line_is_not_folded() {
        assert_eq!(folded("# c\ntask PAY-1 a\n\n\n== Now\n\n# d\ntask PAY-2 b\n", "plan.backlog"), ["5..8 Region"]);
    }

    #[test]
    fn tables_and_lists_of_a_roadlog_toml_are_folded() {
        let source =
            "//- roadlog.toml\n[people.ana]\nroles = [\n  \"developer\",\n]\n# c\n\n[people.li]\n[teams]\na = []\n";
        assert_eq!(folded(source, "roadlog.toml"), ["1..4 Region", "2..4 Region", "8..9 Region"]);
    }
}
