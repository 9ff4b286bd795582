//! What a selection grows to, step by step: word, value, line, entry, criteria, item, section, file.

use std::ops::Range;

use roadlog_config::{WrittenKind, outline};
use roadlog_syntax::{Document, Entry, Item, NodeKind, Span};

use crate::Snapshot;
use crate::folding::criteria_blocks;
use crate::names::{in_node, rounded};
use crate::navigation::without_blanks;
use crate::toml_table::tables;

/// For each offset what a selection there grows to, the smallest first; each span lies in the next one. An offset past the
/// end of the file counts as its end; a file that is not there gives nothing.
pub fn selection_ranges(snapshot: &Snapshot, path: &str, offsets: &[u32]) -> Vec<Vec<Span>> {
    let plan = snapshot.plan.file_at(path);
    let text = match plan {
        Some((_, file)) => file.document().text(),
        None => match snapshot.configuration_at(path) {
            Some(text) => text,
            None => return Vec::new(),
        },
    };
    let at = |offset: &u32| {
        let offset = rounded(text, (*offset).min(text.len() as u32)).unwrap_or(0);
        let mut spans = vec![word(text, offset), line(text, offset), Span::new(0, text.len() as u32)];
        match plan {
            Some((place, file)) => {
                let node = file.document().node_at(offset);
                let mut names = Vec::new();
                in_node(&snapshot.plan, place, node, &mut names);
                spans.extend(names.into_iter().map(|name| name.span));
                in_plan(file.document(), node, offset, &mut spans);
            }
            None => in_config(text, &mut spans),
        }
        nested(spans, offset)
    };
    offsets.iter().map(at).collect()
}

/// The spans around `offset` that lie in each other, the smallest first; one that crosses a smaller one is left out.
fn nested(mut spans: Vec<Span>, offset: u32) -> Vec<Span> {
    spans.retain(|span| span.touches(offset));
    spans.sort_by_key(|span| (span.len(), span.start));
    spans.dedup();
    let mut nested: Vec<Span> = Vec::new();
    for span in spans {
        if nested.last().is_none_or(|inner| inner.cover(span) == span) {
            nested.push(span);
        }
    }
    nested
}

/// The word at `offset`; empty where none touches it.
fn word(text: &str, offset: u32) -> Span {
    let (before, behind) = text.split_at(offset as usize);
    let is_of_word = |character: &char| character.is_alphanumeric() || *character == '_';
    let back: usize = before.chars().rev().take_while(is_of_word).map(char::len_utf8).sum();
    let on: usize = behind.chars().take_while(is_of_word).map(char::len_utf8).sum();
    Span::new(offset - back as u32, offset + on as u32)
}

/// What the line at `offset` says, without white space around it.
fn line(text: &str, offset: u32) -> Span {
    let (before, behind) = text.split_at(offset as usize);
    let start = before.rfind('\n').map_or(0, |feed| feed + 1);
    let end = behind.find('\n').map_or(text.len(), |feed| offset as usize + feed);
    let whole = &text[start..end];
    let blank = |character: char| matches!(character, ' ' | '\t' | '\r' | '\u{feff}');
    let leading = whole.len() - whole.trim_start_matches(blank).len();
    let kept = whole.trim_matches(blank).len();
    Span::new((start + leading) as u32, (start + leading + kept) as u32)
}

fn in_plan(document: &Document, node: Item<'_>, offset: u32, spans: &mut Vec<Span>) {
    match node.kind() {
        NodeKind::Preamble => {}
        NodeKind::Section => spans.extend([node.title_span(), section(document, node.index())]),
        NodeKind::Item => {
            spans.extend([node.id_span(), node.title_span(), without_blanks(node), node.span()]);
            for entry in node.entries().filter(|entry| entry.span().touches(offset)) {
                of_entry(entry, spans);
            }
            for lines in criteria_blocks(node).into_iter().chain(node.paragraphs().map(|it| it.lines())) {
                spans.push(content(document, lines));
            }
            let above = (0..node.index()).rev().filter_map(|index| document.node(index));
            let above = above.into_iter().find(|above| above.kind() == NodeKind::Section);
            spans.extend(above.map(|above| section(document, above.index())));
        }
    }
}

/// The value or words of an entry, its members where it is a list, and all of it.
fn of_entry(entry: Entry<'_>, spans: &mut Vec<Span>) {
    let text = entry.text();
    let mut start = 0;
    for member in text.split(", ") {
        spans.push(text.span(start..start + member.len()));
        start += member.len() + ", ".len();
    }
    spans.extend([text.whole_span(), entry.span()]);
}

/// What these lines say, from the first mark or word to the last.
fn content(document: &Document, lines: Range<u32>) -> Span {
    let first = line(document.text(), document.line_span(lines.start).start);
    first.cover(document.content_span(lines.end - 1))
}

/// A section with the items in it.
fn section(document: &Document, index: u32) -> Span {
    let mut below = (index + 1..).map_while(|index| document.node(index));
    let end = below.find(|node| node.kind() != NodeKind::Item).map_or(document.len(), |node| node.span().start);
    let start = document.node(index).map_or(end, |node| node.span().start);
    Span::new(start.min(end), end)
}

fn in_config(text: &str, spans: &mut Vec<Span>) {
    for written in outline(text) {
        spans.push(written.span);
        if let WrittenKind::Text(_) | WrittenKind::Key { is_quoted: true } = written.what {
            let quoted = Span::new(written.span.start.saturating_sub(1), written.span.end + 1);
            spans.extend(text.get(quoted.range()).map(|_| quoted));
        }
    }
    for table in tables(text) {
        spans.push(table.whole);
        spans.extend(table.lines.into_iter().map(|line| line.whole));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scene;

    /// What a selection at the cursor grows to, line ends shown.
    fn grown(source: &str) -> Vec<String> {
        let scene = Scene::of(source);
        let at = scene.position();
        let spans = selection_ranges(&scene.snapshot, at.path, &[at.offset]).remove(0);
        spans.iter().map(|span| scene.written(at.path, *span).replace('\n', "⏎")).collect()
    }

    #[test]
    fn in_a_field_it_grows_from_the_word_to_the_file() {
        assert_eq!(
            grown("# top\n\n== Now\n\n# c\ntask PAY-1 a\n  assignee: @ana, @ma│ria\n\n== Later\n"),
            [
                "maria",
                "@maria",
                "@ana, @maria",
                "assignee: @ana, @maria",
                "# c⏎task PAY-1 a⏎  assignee: @ana, @maria",
                "# c⏎task PAY-1 a⏎  assignee: @ana, @maria⏎⏎",
                "== Now⏎⏎# c⏎task PAY-1 a⏎  assignee: @ana, @maria⏎⏎",
                "# top⏎⏎== Now⏎⏎# c⏎task PAY-1 a⏎  assignee: @ana, @maria⏎⏎== Later⏎",
            ]
        );
    }

    #[test]
    fn in_a_criterion_it_grows_over_its_lines_and_the_others() {
        assert_eq!(
            grown("task PAY-1 a\n  prose\n  [ ] one, two\n      th│ree\n\n  [x] four\n"),
            [
                "three",
                "two⏎      three",
                "one, two⏎      three",
                "[ ] one, two⏎      three",
                "[ ] one, two⏎      three⏎⏎  [x] four",
                "task PAY-1 a⏎  prose⏎  [ ] one, two⏎      three⏎⏎  [x] four",
                "task PAY-1 a⏎  prose⏎  [ ] one, two⏎      three⏎⏎  [x] four⏎",
            ]
        );
    }

    #[test]
    fn in_prose_it_grows_to_the_line_and_the_paragraph() {
        let grown = grown("story PAY-1 a\n  As a b│uyer\n  I pay\n\n  more\n");
        assert_eq!(grown[..3], ["buyer", "As a buyer", "As a buyer⏎  I pay"]);
    }

    #[test]
    fn in_a_header_it_grows_from_the_id() {
        let grown = grown("story PAY-│1 a title\n");
        assert_eq!(grown, ["1", "PAY-1", "story PAY-1 a title", "story PAY-1 a title⏎"]);
    }

    #[test]
    fn in_a_roadlog_toml_it_grows_over_texts_lists_and_tables() {
        assert_eq!(
            grown("//- roadlog.toml\n[a]\nx = 1\n[people.ana]\nroles = [\"product-man│ager\", \"b\"]\n"),
            [
                "manager",
                "product-manager",
                "\"product-manager\"",
                "[\"product-manager\", \"b\"]",
                "roles = [\"product-manager\", \"b\"]",
                "[people.ana]⏎roles = [\"product-manager\", \"b\"]",
                "[a]⏎x = 1⏎[people.ana]⏎roles = [\"product-manager\", \"b\"]⏎",
            ]
        );
    }

    #[test]
    fn every_offset_has_an_answer_past_the_end_too() {
        let scene = Scene::of("task PAY-1 ä\n");
        let spans = selection_ranges(&scene.snapshot, "plan.backlog", &[0, 12, 99]);
        assert_eq!(spans.len(), 3);
        assert_eq!(selection_ranges(&scene.snapshot, "no.backlog", &[0]), Vec::<Vec<Span>>::new());
    }
}
