//! What holds for every text: nothing is lost, every place is in the file, an edit equals a fresh parse, the canonical
//! form is final and keeps the meaning.

use proptest::prelude::*;
use roadlog_syntax::format::{Members, formatted};
use roadlog_syntax::{Document, Edit, EntryKind, NodeKind, Span, parse};

/// Pieces that make up plans, slips included, so that random texts meet every rule of the grammar.
const PIECES: &[&str] = &[
    "story PAY-1 Pay",
    "bug A-2",
    "Story PAY-3 x",
    "- task B-4 y",
    "epic",
    "chore c-5 z",
    "story PAY-6: colon",
    "== Now",
    "==",
    "# comment",
    "#",
    "#1",
    "  [ ] open",
    "  - [x] met",
    "  [-]",
    "  []x",
    "    [ ] deep",
    "  ? why @ana",
    "  ! so @li 2026-11-18",
    "  owner: @maria",
    "  needs: PAY-1,PAY-3",
    "  Owner: x",
    "  points:5",
    "  As a buyer",
    "    goes on",
    "      further",
    "   uneven",
    " left",
    "\ttab",
    "  > quote  ",
    "  >",
    "stray",
    "<<<<<<< ours",
    "||||||| base",
    "=======",
    ">>>>>>> theirs",
    "",
    " ",
    "\u{feff}",
    "\u{200b}",
    "\u{a0}",
    "\0",
    "\r",
    "РAY-1",
    "é",
    "👩\u{200d}💻",
    "  status: ready",
    "story\u{a0}PAY-9 nbsp",
    "@мaria",
];

fn text() -> impl Strategy<Value = String> {
    let ends = prop_oneof![8 => Just("\n"), 2 => Just("\r\n"), 1 => Just("")];
    let piece = prop_oneof![12 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => ".{0,12}"];
    prop::collection::vec((piece, ends), 0..40)
        .prop_map(|parts| parts.into_iter().map(|(piece, end)| piece + end).collect())
}

fn read(text: &str) -> Document {
    parse(text.as_bytes().to_vec()).expect("it is small")
}

/// Every place that a document gives.
fn spans(document: &Document) -> Vec<Span> {
    let mut spans = Vec::new();
    for (index, line) in document.lines().iter().enumerate() {
        spans.extend([
            document.line_span(index as u32),
            document.content_span(index as u32),
            Span::at(line.content_start()),
        ]);
    }
    for node in document.nodes() {
        spans.extend([node.span(), node.title_span(), node.kind_span(), node.id_span(), node.header_span()]);
        for entry in node.entries() {
            let text = entry.text();
            spans.extend([entry.span(), entry.key_span(), text.whole_span()]);
            spans.extend(entry.mark_span());
            let ends = text.char_indices().map(|(at, letter)| text.span(at..at + letter.len_utf8()));
            spans.extend(ends);
        }
        spans.extend(node.paragraphs().map(|paragraph| paragraph.text().whole_span()));
    }
    spans
}

/// What a document says, places aside.
fn meaning(document: &Document) -> Vec<String> {
    let members = |key: &str, text: &str| if key == "needs" { text.replace(", ", ",") } else { text.to_owned() };
    document
        .items()
        .flat_map(|item| {
            let header = format!("{} {:?} {}", item.kind_word(), item.id_text(), item.title());
            let entries = item.entries().map(|entry| {
                let key = if entry.kind() == EntryKind::Field { entry.key() } else { "".into() };
                format!("{:?} {key} {}", entry.kind(), members(&key, &entry.text()))
            });
            let prose = item.paragraphs().map(|paragraph| paragraph.text().to_string());
            std::iter::once(header).chain(entries).chain(prose).collect::<Vec<_>>()
        })
        .collect()
}

fn members(_: &str, key: &str) -> Members {
    if key == "needs" { Members::Commas } else { Members::None }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let document = parse(bytes.clone()).unwrap();
        prop_assert_eq!(document.bytes(), &bytes[..]);
    }

    #[test]
    fn lines_tile_the_file_and_nodes_the_lines(text in text()) {
        let document = read(&text);
        let mut end = 0;
        for index in 0..document.lines().len() as u32 {
            prop_assert_eq!(document.lines()[index as usize].start(), end);
            end = document.line_end(index);
        }
        prop_assert_eq!(end, document.len());
        let mut line = 0;
        for node in document.nodes() {
            prop_assert_eq!(node.lines().start, line);
            line = node.lines().end;
            prop_assert!(node.kind() == NodeKind::Preamble || node.lines().contains(&node.title_line()));
        }
        prop_assert_eq!(line as usize, document.lines().len());
    }

    #[test]
    fn every_place_is_in_the_file_and_between_characters(text in text()) {
        let document = read(&text);
        for span in spans(&document) {
            prop_assert!(document.text().get(span.range()).is_some(), "{span:?} in {text:?}");
        }
    }

    #[test]
    fn an_edit_equals_a_fresh_parse(text in text(), edits in prop::collection::vec((any::<prop::sample::Index>(), 0usize..30, text()), 1..5)) {
        let mut document = read(&text);
        for (start, length, inserted) in edits {
            let boundary = |at: usize| (0..=at.min(document.text().len())).rev().find(|&at| document.text().is_char_boundary(at)).unwrap();
            let start = boundary(start.index(document.text().len() + 1));
            let end = boundary(start + length).max(start);
            let edit = Edit::new(Span::new(start as u32, end as u32), inserted);
            let before = document.clone();
            let edited = document.edited(&edit).unwrap();
            prop_assert_eq!(&edited.document, &read(edited.document.text()), "{:?} after {:?}", before.text(), edit);
            for kept in 0..edited.kept_before {
                let (old, new) = (before.node(kept).unwrap(), edited.document.node(kept).unwrap());
                prop_assert_eq!(&before.text()[old.span().range()], &edited.document.text()[new.span().range()]);
            }
            for kept in 1..=edited.kept_after {
                let node = |document: &Document| document.node(document.nodes().len() as u32 - kept).unwrap().span();
                prop_assert_eq!(&before.text()[node(&before).range()], &edited.document.text()[node(&edited.document).range()]);
            }
            document = edited.document;
        }
    }

    #[test]
    fn the_canonical_form_is_final_and_keeps_the_meaning(text in text()) {
        let document = read(&text);
        if let Ok(once) = formatted(&document, &members) {
            let canonical = read(&once);
            prop_assert_eq!(formatted(&canonical, &members).unwrap(), once.clone(), "twice {:?}", text);
            prop_assert_eq!(meaning(&canonical), meaning(&document), "{:?} became {:?}", text, once);
        }
    }
}
