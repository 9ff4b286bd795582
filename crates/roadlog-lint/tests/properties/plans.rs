//! Plans of every kind, made of lines that mean something together, and edits of them.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use roadlog_config::{Config, FileProblem, Place};
use roadlog_lint::{Options, RULES, Report, run};
use roadlog_model::{FileInput, Plan};
use roadlog_syntax::value::parse_date;
use roadlog_syntax::{Edit, Span};

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

pub(crate) const PATHS: [&str; 3] = ["product.roadmap", "pay.backlog", "archive/old.backlog"];

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
pub(crate) fn line() -> impl Strategy<Value = String> {
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

pub(crate) fn text() -> impl Strategy<Value = String> {
    let ends = prop_oneof![16 => Just("\n"), 2 => Just("\r\n"), 1 => Just("")];
    prop::collection::vec((line(), ends), 0..30)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
}

/// The texts of the files of [`PATHS`].
pub(crate) fn texts() -> impl Strategy<Value = [String; 3]> {
    [text(), text(), text()]
}

/// A roadlog.toml in which every rule speaks, those too that are off where nothing is said.
pub(crate) fn toml() -> String {
    let off = RULES.iter().filter(|rule| rule.level.is_none());
    let on: Vec<_> = off.map(|rule| format!("\"{}\" = \"warn\"", rule.name)).collect();
    let on = on.join("\n");
    format!("{PEOPLE}[rules]\n{on}")
}

pub(crate) fn plan_of_bytes(files: [Vec<u8>; 3]) -> Plan {
    let (config, _) = roadlog_config::parse(&toml(), Place::Root);
    let files = PATHS.into_iter().zip(files).map(|(path, bytes)| FileInput {
        path: path.to_owned(),
        bytes,
        archived: path.starts_with("archive/"),
        foreign: false,
    });
    Plan::new(Config::new(config, Vec::new()), files.collect()).expect("the files are small")
}

pub(crate) fn plan(texts: &[String; 3]) -> Plan {
    plan_of_bytes(texts.clone().map(String::into_bytes))
}

pub(crate) fn with_options<T>(work: impl FnOnce(&Options<'_>) -> T) -> T {
    let (_, problems) = roadlog_config::parse(&toml(), Place::Root);
    let problems: Vec<_> = problems.into_iter().map(|problem| FileProblem { file: 0, problem }).collect();
    let path_exists = |path: &str| path.starts_with("there/");
    let today = parse_date("2026-11-23").expect("it is a day");
    work(&Options { path_exists: &path_exists, config_problems: &problems, ..Options::on(today) })
}

pub(crate) fn found(plan: &Plan) -> Report {
    with_options(|options| run(plan, options))
}
/// An edit of a text: from about here, about so many bytes, replaced by this.
pub(crate) fn edit_of(text: &str, at: Index, length: usize, inserted: String) -> Edit {
    let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let start = boundary(at.index(text.len() + 1));
    Edit::new(Span::new(start as u32, boundary(start + length).max(start) as u32), inserted)
}
