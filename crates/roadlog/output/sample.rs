//! The one report that the tests of every format write: hostile text, spans of every shape, related places, fixes.

use roadlog_lint::{FileEdit, Finding, Fix, Level, Place, Related, Report, Untrusted};
use roadlog_syntax::{Edit, Span};

use super::{Format, OutputSettings, RuleText, Sources};

/// A backlog with tabs, wide and composed characters, and a character that turns the text around.
const BACKLOG: (&str, &str) = (
    "checkout.backlog",
    "story PAY-12 Pay without an account\n  As a first-time buyer\n  I want to pay with my e-mail\n\n\tfor: 計画 é, \
     PAY-99\n  status: ready\n\nbug PAY-13 Gray\u{202e} button ##[error]x\n  status: doen\n",
);

/// A roadmap with a byte-order mark, CRLF and no last line end, in a folder whose name has to be encoded in a URI.
const ROADMAP: (&str, &str) =
    ("road map/vision é.roadmap", "\u{feff}vision V-1 Nobody waits\r\n\r\ngoal G-1 Süß & schnell\r\n  for: V-1");

/// A backlog whose every story has the same flaw.
const MANY: (&str, &str) =
    ("many.backlog", "story M-1 One\nstory M-2 Two\nstory M-3 Three\nstory M-4 Four\nstory M-5 Five\nstory M-6 Six\n");

/// A path that would break out of every format, of a file whose text is not known.
const HOSTILE_PATH: &str = "::warning file=a,line=1::b|c%0A\".backlog";

/// A message that would break out of every format.
const HOSTILE: &str = "“\u{1b}[31m##[error]\u{202e}x” & <b title='y'>`|` 100%\r\n::error::z {0} [a](http://b) \
                       \u{9b}2J\0 ]]> \"";

/// The texts that the sample speaks of.
pub(crate) fn sources() -> Sources<'static> {
    [BACKLOG, ROADMAP, MANY].into_iter().collect()
}

/// What the catalogue says about the sample's rules; it knows all but one.
pub(crate) fn catalogue(name: &str) -> Option<RuleText> {
    let (summary, why, level) = match name {
        "reference/unknown-id" => ("An id that no item has.", "A reference has to lead somewhere.", Level::Error),
        "syntax/deceptive" => ("A character that deceives the eye.", "What is read has to be there.", Level::Error),
        "story/no-criteria" => ("A story without criteria.", "Nobody can say when it is done.", Level::Warning),
        "story/benefit" => ("A story that does not say what for.", "The benefit is the story.", Level::Warning),
        "plan/no-metric" => ("A goal without a metric.", "What is not measured is not met.", Level::Info),
        "syntax/unknown-word" => ("A word that is none of those asked for.", "It means nothing.", Level::Error),
        _ => return None,
    };
    Some(RuleText { summary, why, level: Some(level), examples: ["\nstory {bad}\n", "\nstory [x](good)\n"] })
}

/// Settings that know the sample's rules, with a version that stays.
pub(crate) fn settings() -> OutputSettings<'static> {
    OutputSettings { catalogue: &catalogue, version: "1.2.3", ..OutputSettings::default() }
}

/// The sample in a format.
pub(crate) fn written(format: Format) -> String {
    written_with(format, &settings())
}

/// The sample in a format, with settings.
pub(crate) fn written_with(format: Format, settings: &OutputSettings<'_>) -> String {
    let mut out = Vec::new();
    super::write(format, &report(), &sources(), settings, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The sample.
pub(crate) fn report() -> Report {
    let mut findings = vec![unknown_id(), no_benefit(), deceptive(), unknown_word(), hostile_path(), at_the_end()];
    findings.extend((1..=6).map(no_criteria));
    findings.push(no_metric());
    findings.sort_by(|one, other| one.place.cmp(&other.place));
    Report { findings, files: 3, items: 5 }
}

/// The bytes of the first `needle` in a text.
fn span((_, text): (&str, &str), needle: &str) -> Span {
    let start = text.find(needle).unwrap() as u32;
    Span::new(start, start + needle.len() as u32)
}

fn place(file: (&'static str, &'static str), needle: &str) -> Place {
    Place { path: file.0.into(), span: span(file, needle) }
}

fn finding(rule: &'static str, level: Level, item: &str, place: Place, message: &str) -> Finding {
    let (item, message) = (Some(item).filter(|item| !item.is_empty()).map(Untrusted::from), message.into());
    Finding { rule, level, message, item, place, related: Vec::new(), fixes: Vec::new(), commit: None, by: None }
}

fn fix(title: &str, safe: bool, edits: Vec<(&str, Edit)>) -> Fix {
    let edits = edits.into_iter().map(|(path, edit)| FileEdit { path: path.into(), edit }).collect();
    Fix { title: title.into(), safe, edits }
}

/// Behind a tab and wide characters; with two ways to mend it, one of them in two files.
fn unknown_id() -> Finding {
    let place = place(BACKLOG, "PAY-99");
    let to_12 = Edit::new(place.span, "PAY-12");
    let rename =
        vec![(BACKLOG.0, Edit::new(place.span, "G-1")), (ROADMAP.0, Edit::delete(span(ROADMAP, "  for: V-1")))];
    let mut finding =
        finding("reference/unknown-id", Level::Error, "PAY-12", place, "PAY-12 is for PAY-99, which is no item");
    finding.fixes = vec![fix("Change to PAY-12", false, vec![(BACKLOG.0, to_12)]), fix("Serve G-1", false, rename)];
    finding
}

/// Over several lines, with a related place in another file and an insertion as its fix.
fn no_benefit() -> Finding {
    let lines = place(BACKLOG, "As a first-time buyer\n  I want to pay with my e-mail");
    let mut finding = finding("story/benefit", Level::Warning, "PAY-12", lines, "PAY-12 does not say what for");
    let end = finding.place.span.end;
    finding.related = vec![
        Related { place: place(ROADMAP, "Süß"), message: "G-1 says it".into() },
        Related { place: Place { path: HOSTILE_PATH.into(), span: Span::at(0) }, message: HOSTILE.into() },
    ];
    finding.fixes = vec![fix("Add a line", true, vec![(BACKLOG.0, Edit::insert(end, "\n  so that ##[x]\u{202e}"))])];
    finding
}

fn deceptive() -> Finding {
    finding("syntax/deceptive", Level::Error, "PAY-13", place(BACKLOG, "button"), HOSTILE)
}

/// An empty place.
fn unknown_word() -> Finding {
    let word = place(BACKLOG, "doen");
    let empty = Place { span: Span::at(word.span.start), ..word.clone() };
    let mut finding = finding("syntax/unknown-word", Level::Error, "PAY-13", empty, "“doen” is no status of a bug");
    finding.fixes = vec![fix("Change to doing", true, vec![(BACKLOG.0, Edit::new(word.span, "doing"))])];
    finding
}

/// A rule that the catalogue does not know, in a file whose text is not known, about no item.
fn hostile_path() -> Finding {
    let place = Place { path: HOSTILE_PATH.into(), span: Span::new(4, 9) };
    finding("config/odd-path", Level::Warning, "", place, "The path is odd")
}

/// At the very end of a file without a last line end.
fn at_the_end() -> Finding {
    let end = Place { path: ROADMAP.0.into(), span: Span::at(ROADMAP.1.len() as u32) };
    finding("reference/unknown-id", Level::Error, "G-1", end, "G-1 ends too soon")
}

fn no_criteria(number: u32) -> Finding {
    let id = format!("M-{number}");
    let message = format!("{id} has no criteria");
    finding("story/no-criteria", Level::Warning, &id, place(MANY, &id), &message)
}

fn no_metric() -> Finding {
    finding("plan/no-metric", Level::Info, "G-1", place(ROADMAP, "G-1"), "G-1 has no metric")
}
