//! The format by example: each document of tests/corpus with what is read from it, what is found in it, and its
//! canonical form, in a file of the same name that ends in `.expected`.
//!
//! `UPDATE_CORPUS=1 cargo test --test corpus` writes those files anew, for a reviewer to read.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use roadlog_config::{Config, FieldLookup, Place, ValueType};
use roadlog_lint::{Finding, Options, Report, fix, run};
use roadlog_model::{FileInput, Plan};
use roadlog_syntax::chars::suspects;
use roadlog_syntax::format::{Members, formatted};
use roadlog_syntax::mention::{Signature, asked, label, signature};
use roadlog_syntax::value::parse_date;
use roadlog_syntax::{Document, Entry, EntryKind, Kind, LineKind, NodeKind, Span, parse, user_story};

const FOLDER: &str = "tests/corpus";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER)
}

/// Every document, by path.
fn documents() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if matches!(path.extension().and_then(|end| end.to_str()), Some("backlog" | "roadmap")) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A document as the one file of a workspace with the people of tests/corpus/roadlog.toml.
struct Workspace {
    plan: Plan,
}

impl Workspace {
    fn new(path: &Path, bytes: Vec<u8>) -> Self {
        let toml = fs::read_to_string(folder().join("roadlog.toml")).expect("it is there");
        let (config, problems) = roadlog_config::parse(&toml, Place::Root);
        assert!(problems.is_empty(), "{problems:?}");
        let path = path.file_name().expect("it has one").to_string_lossy().into_owned();
        let input = FileInput { path, bytes, archived: false, foreign: false };
        Self { plan: Plan::new(Config::new(config, Vec::new()), vec![input]).expect("it is small") }
    }

    fn document(&self) -> &Document {
        self.plan.file(0).expect("there is one file").document()
    }

    /// What is found in the document itself; most documents do not name everybody.
    fn report(&self) -> Report {
        let mut report = with_options(|options| run(&self.plan, options));
        report.findings.retain(|finding| !finding.rule.starts_with("config/"));
        report
    }

    fn canonical(&self) -> Result<String, String> {
        formatted(self.document(), &|kind, key| members(self.plan.config(), kind, key))
            .map_err(|refusal| refusal.to_string())
    }
}

/// Works with the day and the files of the corpus: paths below `there/` are there.
fn with_options<T>(work: impl FnOnce(&Options<'_>) -> T) -> T {
    let today = parse_date("2026-11-23").expect("it is a day");
    let path_exists = |path: &str| path.starts_with("there/");
    work(&Options { path_exists: &path_exists, ..Options::on(today) })
}

fn members(config: &Config, kind: &str, key: &str) -> Members {
    let FieldLookup::Here(field) = config.field(config.kind(kind), key) else { return Members::None };
    match config.value_type(field) {
        ValueType::Ids | ValueType::People | ValueType::Tags => Members::Commas,
        ValueType::Links => Members::CommasAndSpace,
        _ => Members::None,
    }
}

/// `text` with what cannot be seen written as an escape.
fn shown(text: &str) -> String {
    let hidden: Vec<usize> = suspects(text).map(|(offset, ..)| offset).collect();
    let mut shown = String::with_capacity(text.len());
    for (offset, character) in text.char_indices() {
        match character {
            '\t' => shown.push_str("\\t"),
            '\\' => shown.push_str("\\\\"),
            '\u{feff}' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(shown, "{}", character.escape_unicode());
            }
            _ if character.is_control() || hidden.contains(&offset) => {
                let _ = write!(shown, "{}", character.escape_unicode());
            }
            _ => shown.push(character),
        }
    }
    shown
}

/// Each line with what it is, and each item with what its header names.
fn tree(document: &Document) -> String {
    let mut text = String::new();
    for node in document.nodes() {
        match node.kind() {
            NodeKind::Preamble if node.lines().is_empty() => {}
            NodeKind::Preamble => text.push_str("the file\n"),
            NodeKind::Section => {
                let _ = writeln!(text, "section {:?}", shown(&node.title()));
            }
            NodeKind::Item => {
                let id = node.id_text().map_or_else(|| "no id".to_owned(), |id| shown(&id));
                let _ = writeln!(text, "item {} {id} {:?}", shown(&node.kind_word()), shown(&node.title()));
            }
        }
        for line in node.lines() {
            let kind = document.lines()[line as usize].kind();
            let content = &document.text()[document.content_span(line).range()];
            let what = format!("{kind:?}").to_lowercase();
            let what = match kind {
                LineKind::Blank => what,
                _ => format!("{what} {}", shown(content)),
            };
            let entry = node.entries().find(|entry| entry.lines().start == line && kind.begins_entry());
            let read = entry.map_or_else(String::new, read);
            let _ = writeln!(text, "  {:>3} {}{read}", line + 1, what.trim_end());
        }
        if node.item_kind() == Some(Kind::Story) {
            let told = node.paragraphs().find_map(|paragraph| user_story(&paragraph.text()));
            text.push_str(&told.unwrap_or_default());
        }
    }
    text
}

/// What is read from the words of an entry: the key of a field, the label of a criterion, whom a question asks, who
/// answered and when.
fn read(entry: Entry<'_>) -> String {
    let words = entry.text();
    let read = match entry.kind() {
        EntryKind::Field => entry.key().into_owned(),
        EntryKind::Criterion(_) => label(&words).map_or_else(String::new, |(_, range)| words[range].to_owned()),
        EntryKind::Question => {
            let asked: Vec<_> = asked(&words).iter().map(|(handle, _)| handle.to_string()).collect();
            if asked.is_empty() { String::new() } else { format!("asks {}", asked.join(", ")) }
        }
        EntryKind::Answer | EntryKind::Decision => {
            let Signature { who, date, .. } = signature(&words);
            let who = who.map(|who| format!("by {who}"));
            let signed: Vec<_> = who.into_iter().chain(date.map(|date| format!("on {date}"))).collect();
            signed.join(" ")
        }
    };
    if read.is_empty() { read } else { format!(" [{}]", shown(&read)) }
}

/// The parts of the user story that a paragraph tells.
fn user_story(paragraph: &str) -> Option<String> {
    let story = user_story::parse(paragraph)?;
    let (role, want) = (shown(&paragraph[story.role]), shown(&paragraph[story.want]));
    let benefit = story.benefit.map_or_else(String::new, |benefit| format!(", for {:?}", shown(&paragraph[benefit])));
    Some(format!("      {:?} story of {role:?}: {want:?}{benefit}\n", story.form))
}

/// Line and column of an offset, both from 1, columns in characters.
fn position(document: &Document, offset: u32) -> String {
    let line = document.line_at(offset);
    let start = document.lines().get(line as usize).map_or(0, |line| line.start());
    let before = &document.text()[Span::new(start, offset).range()];
    // The byte-order mark of the file is no part of its first line.
    let before = if line == 0 { before.trim_start_matches('\u{feff}') } else { before };
    let column = before.chars().count() + 1;
    format!("{}:{column}", line + 1)
}

fn findings(document: &Document, findings: &[Finding]) -> String {
    let mut text = String::new();
    let place = |span: Span| format!("{}-{}", position(document, span.start), position(document, span.end));
    for finding in findings {
        let (at, message) = (place(finding.place.span), shown(finding.message.unescaped()));
        let _ = writeln!(text, "{} {} {at} {message}", finding.level.name(), finding.rule);
        for related in &finding.related {
            let _ = writeln!(text, "  see {} {}", place(related.place.span), shown(related.message.unescaped()));
        }
        for fix in &finding.fixes {
            let safe = if fix.safe { "fix" } else { "assist" };
            let _ = writeln!(text, "  {safe}: {}", shown(fix.title.unescaped()));
        }
    }
    text
}

fn canonical(workspace: &Workspace) -> String {
    match workspace.canonical() {
        Err(refusal) => format!("left alone: {refusal}\n"),
        Ok(text) if text == workspace.document().text() => "as it is\n".to_owned(),
        Ok(text) => text.split_inclusive('\n').fold(String::new(), |mut all, line| {
            let end = if line.ends_with("\r\n") { "\\r" } else { "" };
            let line = line.trim_end_matches(['\r', '\n']);
            let _ = writeln!(all, "|{}{end}", shown(line));
            all
        }),
    }
}

fn description(workspace: &Workspace) -> String {
    let document = workspace.document();
    let told = findings(document, &workspace.report().findings);
    format!("== tree\n{}== findings\n{told}== canonical form\n{}", tree(document), canonical(workspace))
}

#[test]
fn every_document_is_read_as_was_reviewed() {
    let update = env::var_os("UPDATE_CORPUS").is_some();
    let mut wrong = Vec::new();
    for path in documents() {
        let actual = description(&Workspace::new(&path, fs::read(&path).expect("it can be read")));
        let beside =
            path.with_extension(format!("{}.expected", path.extension().unwrap_or_default().to_string_lossy()));
        if update {
            fs::write(&beside, actual).expect("it can be written");
            continue;
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        if actual != expected {
            let diff = similar::TextDiff::from_lines(&expected, &actual).unified_diff().to_string();
            wrong.push(format!("{}\n{diff}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{} documents are read differently:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn nothing_is_expected_of_a_document_that_is_gone() {
    for path in documents() {
        assert!(parse(fs::read(&path).expect("it can be read")).is_ok());
    }
    let expected = documents().len();
    assert!(expected >= 150, "{expected} documents");
    let mut folders = vec![folder()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "expected") {
                assert!(path.with_extension("").is_file(), "{} has no document", path.display());
            }
        }
    }
}

#[test]
fn the_canonical_form_is_final_and_brings_no_finding() {
    for path in documents() {
        let workspace = Workspace::new(&path, fs::read(&path).expect("it can be read"));
        let Ok(text) = workspace.canonical() else { continue };
        let again = Workspace::new(&path, text.clone().into_bytes());
        assert_eq!(again.canonical().as_ref(), Ok(&text), "{}", path.display());
        let (before, after) = (workspace.report().findings.len(), again.report().findings.len());
        assert!(after <= before, "{}: {before} findings became {after}", path.display());
    }
}

#[test]
fn safe_fixes_leave_nothing_that_they_could_mend() {
    for path in documents() {
        let workspace = Workspace::new(&path, fs::read(&path).expect("it can be read"));
        if workspace.document().is_damaged() {
            continue;
        }
        let fixed = with_options(|options| fix(&workspace.plan, options, &|_| true));
        let left: Vec<_> = fixed.report.findings.iter().filter(|finding| finding.safe_fix().is_some()).collect();
        assert!(left.is_empty(), "{}: {left:#?}", path.display());
    }
}
