//! What holds for the answers about names and structure, whatever stands in the files and wherever the cursor is.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::prelude::*;
use roadlog_config::{Config, Place};
use roadlog_ide::navigation::{definition, highlights, references};
use roadlog_ide::rename::{linked_editing, prepare_rename, rename, renamed_files};
use roadlog_ide::selection::selection_ranges;
use roadlog_ide::symbols::{Symbol, document_symbols, workspace_symbols};
use roadlog_ide::tokens::{Token, tokens};
use roadlog_ide::{FilePosition, FileSpan, Snapshot, Surroundings, folding, hierarchy, links};
use roadlog_lint::FileEdit;
use roadlog_model::{FileInput, Plan};
use roadlog_syntax::value::parse_date;
use roadlog_syntax::{Edit, Span, edit};

const CONFIG: &str = "roadlog.toml";

fn snapshot(path: &str, bytes: Vec<u8>, config: &str) -> Snapshot {
    let (root, _) = roadlog_config::parse(config, Place::Root);
    let file = FileInput { path: path.to_owned(), bytes, archived: false, foreign: false };
    let plan = Plan::new(Config::new(root, Vec::new()), vec![file]).expect("the file is small");
    Snapshot {
        plan: Arc::new(plan),
        configuration: Arc::new([(Arc::from(CONFIG), Arc::from(config))]),
        surroundings: Arc::new(Surroundings::on(parse_date("2026-11-23").expect("it is a day"))),
    }
}

fn text<'s>(snapshot: &'s Snapshot, path: &str) -> &'s str {
    let of_plan = snapshot.plan.file_at(path).map(|(_, file)| file.document().text());
    of_plan.or_else(|| snapshot.configuration_at(path)).expect("answers are about files that are there")
}

/// Asserts that a span is one of the file, between characters.
#[track_caller]
fn assert_in(snapshot: &Snapshot, path: &str, span: Span) {
    assert!(text(snapshot, path).get(span.range()).is_some(), "{path}: {span:?}");
}

/// Asserts what holds for a whole file.
fn assert_structure(snapshot: &Snapshot, path: &str) {
    let all = tokens(snapshot, path, None);
    assert_tokens(snapshot, path, &all);
    for fold in folding::folding_ranges(snapshot, path) {
        assert_in(snapshot, path, fold.span);
        assert!(text(snapshot, path)[fold.span.range()].contains('\n'), "{fold:?} hides a line");
    }
    for link in links::document_links(snapshot, path) {
        assert_in(snapshot, path, link.span);
    }
    for symbol in document_symbols(snapshot, path) {
        assert_symbol(snapshot, path, &symbol);
    }
    for found in workspace_symbols(snapshot, "a", 50) {
        assert_in(snapshot, &found.place.path, found.place.span);
    }
    let elsewhere = [(path.to_owned(), format!("sub/{path}")), ("docs".to_owned(), "pages".to_owned())];
    assert_fit(snapshot, &renamed_files(snapshot, &elsewhere));
}

fn assert_tokens(snapshot: &Snapshot, path: &str, all: &[Token]) {
    let mut end = 0;
    for token in all {
        assert_in(snapshot, path, token.span);
        assert!(token.span.start >= end, "{token:?} stands over another or out of order");
        assert!(
            !token.span.is_empty() && !text(snapshot, path)[token.span.range()].contains(['\n', '\r']),
            "{token:?}"
        );
        end = token.span.end;
    }
}

fn assert_symbol(snapshot: &Snapshot, path: &str, symbol: &Symbol) {
    assert_in(snapshot, path, symbol.whole);
    assert_in(snapshot, path, symbol.name_span);
    assert_eq!(symbol.whole.cover(symbol.name_span), symbol.whole, "{symbol:?}");
    assert!(!symbol.name.unescaped().trim().is_empty());
    for child in &symbol.children {
        assert_eq!(symbol.whole.cover(child.whole), symbol.whole, "{child:?} in {symbol:?}");
        assert_symbol(snapshot, path, child);
    }
}

/// Asserts that edits can be applied.
fn assert_fit(snapshot: &Snapshot, edits: &[FileEdit]) {
    for path in edits.iter().map(|edit| edit.path.unescaped()).collect::<BTreeSet<_>>() {
        edit::apply(text(snapshot, path), &edits_of(edits, path)).expect("the edits fit their file");
    }
}

fn edits_of(edits: &[FileEdit], path: &str) -> Vec<Edit> {
    edits.iter().filter(|edit| edit.path.unescaped() == path).map(|edit| edit.edit.clone()).collect()
}

/// Asserts what holds wherever the cursor is.
fn assert_at(snapshot: &Snapshot, path: &str, offset: u32) {
    let at = FilePosition { path, offset };
    for link in definition(snapshot, at) {
        assert_in(snapshot, path, link.origin);
        assert_in(snapshot, &link.path, link.whole);
        assert_eq!(link.whole.cover(link.name), link.whole);
        let made = FilePosition { path: &link.path, offset: link.name.start };
        let origin = FileSpan { path: Arc::from(path), span: link.origin };
        let found = references(snapshot, made, true);
        assert!(found.contains(&origin), "what {link:?} leads to is named by {found:?}");
    }
    for place in references(snapshot, at, true) {
        assert_in(snapshot, &place.path, place.span);
    }
    for highlight in highlights(snapshot, at) {
        assert_in(snapshot, path, highlight.span);
    }
    if let Ok(found) = prepare_rename(snapshot, at) {
        assert_in(snapshot, path, found.span);
    }
    let linked = linked_editing(snapshot, at);
    assert!(linked.windows(2).all(|pair| pair[0].end <= pair[1].start), "{linked:?}");
    for spans in selection_ranges(snapshot, path, &[offset]) {
        assert!(spans.windows(2).all(|pair| pair[0] != pair[1] && pair[1].cover(pair[0]) == pair[1]), "{spans:?}");
        for span in spans {
            assert_in(snapshot, path, span);
        }
    }
    if let Some(item) = hierarchy::call_item(snapshot, at) {
        assert_in(snapshot, &item.path, item.whole);
        let calls = [hierarchy::incoming_calls(snapshot, &item), hierarchy::outgoing_calls(snapshot, &item)];
        for place in calls.iter().flatten().flat_map(|call| &call.places) {
            assert_in(snapshot, &place.path, place.span);
        }
    }
}

/// Offsets in a file, its end and one past it included, some of them within characters: all of a small one.
fn offsets(text: &str) -> impl Iterator<Item = u32> {
    let length = text.len() as u32;
    (0..=length + 1).step_by((text.len() / 400).max(1))
}

fn assert_sound(snapshot: &Snapshot, path: &str) {
    for path in [path, CONFIG] {
        assert_structure(snapshot, path);
        offsets(text(snapshot, path)).for_each(|offset| assert_at(snapshot, path, offset));
    }
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            files_below(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "backlog" || ending == "roadmap") {
            found.push(path);
        }
    }
}

/// Every document of the corpus with its roadlog.toml.
fn corpus() -> Vec<(String, Snapshot)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus");
    let config = fs::read_to_string(folder.join(CONFIG)).expect("the corpus has people");
    let mut files = Vec::new();
    files_below(&folder, &mut files);
    assert!(files.len() > 400, "the corpus is there");
    let document = |path: PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).expect("names are text").to_owned();
        let bytes = fs::read(&path).expect("the file can be read");
        (name.clone(), snapshot(&name, bytes, &config))
    };
    files.into_iter().map(document).collect()
}

#[test]
fn all_answers_about_the_corpus_lie_in_their_files_and_fit_each_other() {
    for (path, snapshot) in corpus() {
        assert_structure(&snapshot, &path);
        offsets(text(&snapshot, &path)).for_each(|offset| assert_at(&snapshot, &path, offset));
    }
    let (path, snapshot) = corpus().swap_remove(0);
    assert_sound(&snapshot, &path);
}

/// A name that nothing has, of the kind of the one that is there.
fn fresh(name: &str) -> &'static str {
    match name {
        _ if name.starts_with('@') => "@zoe",
        _ if name.contains('-') && name.starts_with(|first: char| first.is_ascii_uppercase()) => "ZZ-987",
        _ => "zz-top",
    }
}

/// The snapshot after a rename at this position.
fn renamed(snapshot_before: &Snapshot, path: &str, offset: u32, new: &str) -> Option<(Vec<FileEdit>, Snapshot)> {
    let edits = rename(snapshot_before, FilePosition { path, offset }, new).ok()?;
    let after = |path: &str| edit::apply(text(snapshot_before, path), &edits_of(&edits, path)).expect("the edits fit");
    let now = snapshot(path, after(path).into_bytes(), &after(CONFIG));
    Some((edits, now))
}

/// Whether every name that an edit replaces is written as names are shown, so that there is one way back.
fn is_canonical(snapshot: &Snapshot, edits: &[FileEdit], name: &str) -> bool {
    edits.iter().all(|edit| {
        let written = &text(snapshot, edit.path.unescaped())[edit.edit.span.range()];
        let is_fingerprint = written.len() == 20 && written.bytes().all(|byte| byte.is_ascii_hexdigit());
        written == name || Some(written) == name.strip_prefix('@') || is_fingerprint
    })
}

#[test]
fn a_rename_and_its_way_back_leave_every_byte_of_the_corpus() {
    let mut count = 0;
    for (path, before) in corpus() {
        let mut tried = BTreeSet::new();
        for offset in offsets(text(&before, &path)) {
            let Ok(found) = prepare_rename(&before, FilePosition { path: &path, offset }) else { continue };
            let (name, new) = (found.placeholder, fresh(&found_name(&before, &path, found.span)));
            if tried.len() == 3 || !tried.insert(name.clone()) || name.ends_with("-new") {
                continue;
            }
            let Some((edits, between)) = renamed(&before, &path, offset, new) else { continue };
            if !is_canonical(&before, &edits, &name) {
                continue;
            }
            let above = edits_of(&edits, &path).into_iter().filter(|edit| edit.span.start < found.span.start);
            let (grown, shrunk) =
                above.fold((0, 0), |(grown, shrunk), edit| (grown + edit.text.len() as u32, shrunk + edit.span.len()));
            let there = found.span.start + grown - shrunk;
            let (_, after) = renamed(&between, &path, there, &name)
                .unwrap_or_else(|| panic!("{path}: {name} became {new} and cannot go back"));
            assert_eq!(text(&after, &path), text(&before, &path), "{path}: {name} to {new} and back");
            assert_eq!(text(&after, CONFIG), text(&before, CONFIG), "{path}: {name} to {new} and back");
            count += 1;
        }
    }
    assert!(count > 300, "{count} names were renamed");
}

fn found_name(snapshot: &Snapshot, path: &str, span: Span) -> String {
    text(snapshot, path)[span.range()].to_owned()
}

/// Text like that of plans, and text like nothing.
fn any_plan() -> impl Strategy<Value = String> {
    const PIECES: [&str; 28] = [
        "story PAY-1 a",
        "task PAY-2 PAY-1",
        "bug PAY-1 c",
        "epic PAY-new d",
        "Story",
        "== Now",
        "\n",
        "\r\n",
        "\r",
        "\n\n",
        "  ",
        "[ ] x ^kept",
        "[x] y\n      z ^kept",
        "? Why @maria",
        "! No. @li 2026-11-18",
        "# PAY-1^kept",
        "owner: @Maria",
        "needs: PAY-1, PAY-2",
        "for: PAY-2",
        "accepted: @ana 2026-11-20 3f9c21ab04d77e10c5a2",
        "links: a.md, https://a.example/x",
        "> PAY-1",
        "As a buyer, I want PAY-2",
        "\u{200b}",
        "РAY-1",
        "ä",
        "<<<<<<< a\n",
        "=======\n>>>>>>> b\n",
    ];
    let pieces = proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..14);
    prop_oneof![4 => pieces.prop_map(|pieces| pieces.concat()), 1 => "\\PC{0,60}"]
}

/// Text like that of a roadlog.toml, whole or broken.
fn any_config() -> impl Strategy<Value = String> {
    const PIECES: [&str; 16] = [
        "[people.maria]\n",
        "[people]\n",
        "li.name = \"Li\"\n",
        "roles = [\"tester\", \"developer\"]\n",
        "[teams]\n",
        "payments = [\"maria\", \"@li\"]\n",
        "[[authority.allow]]\n",
        "by = [\"@maria\"]\nof = \"payments\"\n",
        "[roles.tester]\n",
        "# @li\n",
        "[kinds.chore]\nlike = \"task\"\n",
        "x = [\n",
        "\"",
        "'''",
        "ä = { b = 1, c = [",
        "\r\n",
    ];
    let pieces = proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..10);
    prop_oneof![4 => pieces.prop_map(|pieces| pieces.concat()), 1 => "\\PC{0,60}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_stands_in_the_files_all_answers_lie_in_them(plan in any_plan(), config in any_config()) {
        assert_sound(&snapshot("a.backlog", plan.into_bytes(), &config), "a.backlog");
    }
}
