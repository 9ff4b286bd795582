//! What holds for every plan: the rules never panic, every place is in its file, a safe fix makes its finding go and
//! fixes come to an end, the canonical form adds no finding, and a plan that was edited is judged like a fresh one.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use roadlog_config::{Config, FieldLookup, FileProblem, Place, ValueType};
use roadlog_lint::{FileEdit, Finding, Options, RULES, Report, fix, run};
use roadlog_model::{FileInput, Plan};
use roadlog_syntax::format::{Members, formatted};
use roadlog_syntax::value::parse_date;
use roadlog_syntax::{Edit, Span, edit};

/// The people of every plan, and every place that a roadlog.toml can be wrong in without being refused.
const PEOPLE: &str = r#"
[people.ana]
emails = ["ana@shop.example"]
roles = ["product-manager"]
[people.maria]
emails = ["maria@shop.example"]
roles = ["product-owner"]
[people.li]
emails = ["li@shop.example"]
roles = ["developer"]
[people.gone]
emails = ["li@shop.example"]
roles = ["developr"]
until = 2026-01-31
[teams]
payments = ["maria", "li"]
"#;

const PATHS: [&str; 3] = ["product.roadmap", "pay.backlog", "archive/old.backlog"];

/// Few enough that ids are given twice, referred to, missed narrowly and part of rings.
const IDS: &[&str] = &["PAY-1", "PAY-2", "PAY-3", "PAY-11", "G-1", "V-1", "PAY-new", "PAY-new-2"];

const KINDS: &[&str] = &[
    "vision",
    "persona",
    "goal",
    "metric",
    "initiative",
    "launch",
    "research",
    "epic",
    "story",
    "bug",
    "task",
    "spike",
    "sprint",
];

const STATUSES: &[&str] = &[
    "draft",
    "ready",
    "doing",
    "review",
    "accepted",
    "rejected",
    "dropped",
    "done",
    "active",
    "met",
    "missed",
    "planned",
    "launched",
    "Ready",
    "in progress",
    "closed",
    "redy",
];

const PEOPLE_NAMED: &[&str] =
    &["@ana", "@maria", "@li", "@gone", "@payments", "@mari", "maria", "@li, @ana", "@мaria", ""];

/// Lines of an item that only make sense as they stand.
const BODY: &[&str] = &[
    "  As a buyer I want to pay so that I am done",
    "  As a developer, I'd like to pay…",
    "  As a byuer, I wish to pay TBD",
    "  When I pay, I want ??? and lorem ipsum",
    "  [ ] Paying takes 2 seconds",
    "  [x] Paying takes 2 seconds",
    "  [-] Paying takes 2 seconds",
    "  [ ] ^total The total is shown",
    "  [x] ^total The total is right and the page is fast",
    "  [ ] It works as expected, see PAY-2 and PAY-12",
    "  [ ]",
    "  - [X] It is shown",
    "      further on",
    "    [ ] swallowed",
    "    owner: @maria",
    "  ? Why, @ana?",
    "  ? Why, @anna?",
    "  ! so @li 2026-11-18",
    "  ?",
    "  accepted: @maria 2026-11-18",
    "  accepted: @li 2026-11-18",
    "  accepted: @maria 2026-11-18 1f2e3d4c",
    "  reason: nobody asks for it",
    "  Points: 5",
    "  points:5",
    "  points: five",
    "  poinst: 5",
    "  priority: high",
    "  when: 2026-Q4",
    "  when: Q4 2026",
    "  by: 2026-11-31",
    "  by: 18.11.2026",
    "  capacity: 20",
    "  target: 40 %",
    "  tags: a,b , a",
    "  links: there/a.md,gone/b.md",
    "  links: https://shop.example/?a=1,2, http:/x",
    "  tests: there/pay.rs",
    "  blocked: waits for PAY-2",
    "# roadlog: allow reference/unknown-id because it comes",
    "# roadlog: allow syntax/bad-value, reference/unknwon-id",
    "  # roadlog: allow reference/unknown-person because he comes",
    "  #roadlog: allow acceptance/missing-criteria because",
];

/// Lines of all kinds of plans and of none, slips included.
const PIECES: &[&str] = &[
    "Story PAY-3 x",
    "- task PAY-2 y",
    "epic",
    "chore c-5 z",
    "story pay-1 lower",
    "story PAY-6: colon",
    "story PAY–1 dash",
    "stroy PAY-7 x",
    "== Now",
    "==",
    "# comment",
    "#",
    "#1",
    "    [ ] deep",
    "  []x",
    "  [ x ] y",
    "    goes on",
    "   uneven",
    " left",
    "\ttab",
    "\t[ ] tab",
    "  > quote  ",
    "  >",
    "stray",
    "owner: @maria",
    "<<<<<<< ours",
    "||||||| base",
    "=======",
    ">>>>>>> theirs",
    "",
    "",
    " ",
    "\u{feff}",
    "\u{200b}",
    "\u{a0}",
    "  needs:\u{a0}PAY-1",
    "  owner: @ma\u{200b}ria",
    "  [ ] \u{202e}hidden",
    "\0",
    "\r",
    "story РAY-1 Cyrillic",
    "é",
    "👩\u{200d}💻",
    "story\u{a0}PAY-9 nbsp",
];

/// A header, or a line of an item that names what other lines name too.
fn line() -> impl Strategy<Value = String> {
    let ids = || prop::collection::vec(select(IDS), 1..3).prop_map(|ids| ids.join(","));
    let link =
        (select(&["for", "needs", "sprint", "evidence"][..]), ids()).prop_map(|(key, ids)| format!("  {key}: {ids}"));
    let title =
        select(&["Pay", "Pay as a guest", "", "See PAY-2", "Buyer", "Story: TODO.", "As a buyer, I want to pay"][..]);
    prop_oneof![
        5 => (select(KINDS), select(IDS), title).prop_map(|(kind, id, title)| format!("{kind} {id} {title}")),
        4 => link,
        3 => select(STATUSES).prop_map(|status| format!("  status: {status}")),
        3 => (select(&["owner", "assignee"][..]), select(PEOPLE_NAMED)).prop_map(|(key, who)| format!("  {key}: {who}")),
        6 => select(BODY).prop_map(str::to_owned),
        4 => select(PIECES).prop_map(str::to_owned),
        1 => ".{0,12}",
    ]
}

fn text() -> impl Strategy<Value = String> {
    let ends = prop_oneof![16 => Just("\n"), 2 => Just("\r\n"), 1 => Just("")];
    prop::collection::vec((line(), ends), 0..30)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
}

/// The texts of the files of [`PATHS`].
fn texts() -> impl Strategy<Value = [String; 3]> {
    [text(), text(), text()]
}

/// A roadlog.toml in which every rule speaks, those too that are off where nothing is said.
fn toml() -> String {
    let off = RULES.iter().filter(|rule| rule.level.is_none());
    let on: Vec<_> = off.map(|rule| format!("\"{}\" = \"warn\"", rule.name)).collect();
    let on = on.join("\n");
    format!("{PEOPLE}[rules]\n{on}")
}

fn plan_of_bytes(files: [Vec<u8>; 3]) -> Plan {
    let (config, _) = roadlog_config::parse(&toml(), Place::Root);
    let files = PATHS.into_iter().zip(files).map(|(path, bytes)| FileInput {
        path: path.to_owned(),
        bytes,
        archived: path.starts_with("archive/"),
        foreign: false,
    });
    Plan::new(Config::new(config, Vec::new()), files.collect()).expect("the files are small")
}

fn plan(texts: &[String; 3]) -> Plan {
    plan_of_bytes(texts.clone().map(String::into_bytes))
}

fn with_options<T>(work: impl FnOnce(&Options<'_>) -> T) -> T {
    let (_, problems) = roadlog_config::parse(&toml(), Place::Root);
    let problems: Vec<_> = problems.into_iter().map(|problem| FileProblem { file: 0, problem }).collect();
    let path_exists = |path: &str| path.starts_with("there/");
    let today = parse_date("2026-11-23").expect("it is a day");
    work(&Options { path_exists: &path_exists, config_problems: &problems, ..Options::on(today) })
}

fn found(plan: &Plan) -> Report {
    with_options(|options| run(plan, options))
}

/// What a finding says, its place aside.
type Said = (&'static str, String, String, String);

fn said(finding: &Finding) -> Said {
    let item = finding.item.as_ref().map_or("", |item| item.unescaped());
    let (path, message) = (finding.place.path.unescaped(), finding.message.unescaped());
    (finding.rule, path.to_owned(), item.to_owned(), message.to_owned())
}

/// How often each thing is said.
fn counted(report: &Report) -> BTreeMap<Said, usize> {
    let mut counts = BTreeMap::new();
    for finding in &report.findings {
        *counts.entry(said(finding)).or_default() += 1;
    }
    counts
}

/// What is said more often after than before.
fn added(before: &Report, after: &Report) -> Vec<Said> {
    let before = counted(before);
    let more =
        counted(after).into_iter().filter(|(said, count)| before.get(said).copied().unwrap_or_default() < *count);
    more.map(|(said, _)| said).collect()
}

/// Every place that a finding names: its own, the related ones, and those that its fixes write to.
fn places(finding: &Finding) -> Vec<(&str, Span)> {
    let related = finding.related.iter().map(|related| &related.place);
    let told = std::iter::once(&finding.place).chain(related).map(|place| (place.path.unescaped(), place.span));
    let edits = finding.fixes.iter().flat_map(|fix| &fix.edits);
    told.chain(edits.map(|edit| (edit.path.unescaped(), edit.edit.span))).collect()
}

/// The first place of the report that is not wholly in its file, or cuts a character in two.
fn misplaced(plan: &Plan, report: &Report) -> Option<String> {
    let toml = toml();
    let text = |path: &str| match path {
        "roadlog.toml" => Some(toml.as_str()),
        _ => plan.file_at(path).map(|(_, file)| file.document().text()),
    };
    report.findings.iter().find_map(|finding| {
        let fits = |&(path, span): &(&str, Span)| text(path).is_some_and(|text| text.get(span.range()).is_some());
        let wrong = places(finding).into_iter().find(|place| !fits(place))?;
        Some(format!("{wrong:?} of {finding:#?}"))
    })
}

/// The plan after these edits, all of the text as it is.
fn mended(plan: &Plan, edits: &[FileEdit]) -> Plan {
    let mut by_path: BTreeMap<&str, Vec<Edit>> = BTreeMap::new();
    for edit in edits {
        by_path.entry(edit.path.unescaped()).or_default().push(edit.edit.clone());
    }
    by_path.into_iter().fold(plan.clone(), |plan, (path, edits)| {
        let (_, file) = plan.file_at(path).expect("a fix edits files of the plan");
        let text = edit::apply(file.document().text(), &edits).expect("the edits of a fix do not overlap");
        plan.with_file(input(&plan, path, text)).expect("it is small")
    })
}

fn input(plan: &Plan, path: &str, text: String) -> FileInput {
    let archived = plan.file_at(path).is_some_and(|(_, file)| file.is_archived());
    FileInput { path: path.to_owned(), bytes: text.into_bytes(), archived, foreign: false }
}

fn members(config: &Config, kind: &str, key: &str) -> Members {
    let FieldLookup::Here(field) = config.field(config.kind(kind), key) else { return Members::None };
    match config.value_type(field) {
        ValueType::Ids | ValueType::People | ValueType::Tags => Members::Commas,
        ValueType::Links => Members::CommasAndSpace,
        _ => Members::None,
    }
}

/// The plan with every file in its canonical form that has one.
fn in_canonical_form(plan: &Plan) -> Plan {
    PATHS.into_iter().fold(plan.clone(), |plan, path| {
        let (_, file) = plan.file_at(path).expect("it is there");
        match formatted(file.document(), &|kind, key| members(plan.config(), kind, key)) {
            Ok(text) => plan.with_file(input(&plan, path, text)).expect("it is small"),
            Err(_) => plan,
        }
    })
}

/// An edit of a text: from about here, about so many bytes, replaced by this.
fn edit_of(text: &str, at: Index, length: usize, inserted: String) -> Edit {
    let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let start = boundary(at.index(text.len() + 1));
    Edit::new(Span::new(start as u32, boundary(start + length).max(start) as u32), inserted)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_place_is_in_its_file_and_between_characters(texts in texts()) {
        let plan = plan(&texts);
        prop_assert_eq!(misplaced(&plan, &found(&plan)), None);
    }

    #[test]
    fn whatever_the_bytes_are_there_is_a_report(
        texts in texts(),
        bytes in prop::collection::vec((any::<Index>(), any::<u8>()), 1..6),
    ) {
        let files = texts.map(|text| {
            let mut file = text.into_bytes();
            for &(at, byte) in &bytes {
                file.insert(at.index(file.len() + 1), byte);
            }
            file
        });
        let plan = plan_of_bytes(files);
        prop_assert_eq!(misplaced(&plan, &found(&plan)), None);
    }

    #[test]
    fn a_safe_fix_makes_its_own_finding_go(texts in texts()) {
        let plan = plan(&texts);
        let before = found(&plan);
        for finding in &before.findings {
            for fix in finding.fixes.iter().filter(|fix| fix.safe) {
                let after = found(&mended(&plan, &fix.edits));
                let count = |report: &Report| counted(report).get(&said(finding)).copied().unwrap_or_default();
                prop_assert!(count(&after) < count(&before), "{:#?}", finding);
            }
        }
    }

    #[test]
    fn safe_fixes_come_to_an_end(texts in texts()) {
        let plan = plan(&texts);
        let fixed = with_options(|options| fix(&plan, options, &|_| true));
        let left: Vec<_> = fixed.report.findings.iter().filter(|finding| finding.safe_fix().is_some()).collect();
        prop_assert!(left.is_empty(), "{left:#?}");
        prop_assert_eq!(&found(&fixed.plan), &fixed.report);
    }

    #[test]
    fn the_canonical_form_adds_no_finding(texts in texts()) {
        let plan = plan(&texts);
        let canonical = in_canonical_form(&plan);
        prop_assert_eq!(added(&found(&plan), &found(&canonical)), []);
    }

    #[test]
    fn an_edited_plan_is_judged_like_a_fresh_one(
        texts in texts(),
        edits in prop::collection::vec((select(&PATHS[..]), any::<Index>(), 0usize..40, text()), 1..5),
    ) {
        let mut plan = plan(&texts);
        for (path, at, length, inserted) in edits {
            let text = plan.file_at(path).expect("it is there").1.document().text();
            let edit = edit_of(text, at, length, inserted);
            plan = plan.with_edit(path, &edit).expect("it fits");
            let files = PATHS.map(|path| plan.file_at(path).expect("it is there").1.document().bytes().to_vec());
            prop_assert_eq!(found(&plan), found(&plan_of_bytes(files)), "after {:?} of {}", edit, path);
        }
    }
}
