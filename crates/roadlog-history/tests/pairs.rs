//! Old and new plans, and what changed between them: the cases of `tests/pairs/`, each a text that reads as its own
//! specification.
//!
//! A case begins with `=== NAME`, then come `--- before`, `--- after` and `--- changes`. A plan is a fixture of
//! `roadlog-testkit`: a file starts with `//- PATH`, pictures stand for characters that an editor hides. A line of the
//! changes is the aspect and the sentence: `status: PAY-12 status doing → review`.

mod cases;

use roadlog_config::{Config, Place};
use roadlog_history::{Change, changes};
use roadlog_model::{FileInput, Plan};
use roadlog_syntax::format::{Members, formatted};
use roadlog_testkit::Fixture;

/// A case.
struct Case {
    name: String,
    before: String,
    after: String,
    expected: Vec<String>,
}

fn cases() -> Vec<Case> {
    let between = |text: &str, from: &str, to: &str| -> String {
        let behind = text.split_once(from).expect("a case has all three parts").1;
        behind.split_once(to).map_or(behind, |(part, _)| part).to_owned()
    };
    let case = |text: String| Case {
        name: text.lines().next().unwrap_or_default().to_owned(),
        before: between(&text, "--- before\n", "--- after\n"),
        after: between(&text, "--- after\n", "--- changes\n"),
        expected: between(&text, "--- changes\n", "=== ")
            .lines()
            .filter(|it| !it.is_empty())
            .map(str::to_owned)
            .collect(),
    };
    cases::texts("pairs").into_iter().map(case).collect()
}

/// The plan of a fixture, each file's text as `written` makes it.
fn plan(text: &str, written: impl Fn(&str) -> String) -> Plan {
    let files = Fixture::parse(text).files;
    let config = files.iter().find(|file| file.path == "roadlog.toml").map_or("", |file| &file.text);
    let (config, _) = roadlog_config::parse(config, Place::Root);
    let inputs = files.iter().filter(|file| file.path != "roadlog.toml").map(|file| FileInput {
        archived: file.path.starts_with("archive/"),
        bytes: written(&file.text).into_bytes(),
        path: file.path.clone(),
        foreign: file.path.starts_with("other/"),
    });
    Plan::new(Config::new(config, Vec::new()), inputs.collect()).expect("it is small")
}

fn told(changes: &[Change]) -> Vec<String> {
    let line = |change: &Change| format!("{}: {}", change.aspect_name(), change.sentence().unescaped());
    changes.iter().map(line).collect()
}

/// The canonical form of a text; the text itself where no command would rewrite it.
fn canonical(text: &str) -> String {
    let document = roadlog_syntax::parse(text.into()).expect("it is small");
    formatted(&document, &|_, _| Members::None).unwrap_or_else(|_| text.to_owned())
}

fn as_it_is(text: &str) -> String {
    text.to_owned()
}

fn with_returns(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

#[test]
fn each_pair_tells_what_changed() {
    let wrong = cases().into_iter().filter_map(|case| {
        let found = told(&changes(&plan(&case.before, as_it_is), &plan(&case.after, as_it_is)));
        let (expected, told) = (case.expected.join("\n  "), found.join("\n  "));
        (found != case.expected).then(|| format!("\n=== {}\nexpected\n  {expected}\nfound\n  {told}\n", case.name))
    });
    let wrong: String = wrong.collect();
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn there_are_many_pairs_and_each_has_a_name_of_its_own() {
    let mut names: Vec<String> = cases().into_iter().map(|case| case.name).collect();
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count);
    assert!(count >= 80, "{count}");
}

#[test]
fn layout_is_no_change() {
    for case in cases() {
        for text in [&case.before, &case.after] {
            let plain = plan(text, as_it_is);
            assert_eq!(told(&changes(&plain, &plain)), [""; 0], "{}", case.name);
            assert_eq!(told(&changes(&plain, &plan(text, canonical))), [""; 0], "formatted: {}", case.name);
            assert_eq!(told(&changes(&plan(text, with_returns), &plain)), [""; 0], "CRLF: {}", case.name);
        }
    }
}

#[test]
fn what_changed_does_not_depend_on_layout() {
    for case in cases() {
        let (before, after) = (plan(&case.before, with_returns), plan(&case.after, canonical));
        assert_eq!(told(&changes(&before, &after)), case.expected, "{}", case.name);
    }
}
