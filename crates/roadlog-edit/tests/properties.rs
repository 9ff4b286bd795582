//! What holds for every edit of every plan: it changes only what it names, there and back is where it was, an
//! acceptance leaves nothing to find, and no edit brings an error.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use proptest::prelude::*;
use proptest::sample::{Index, select};
use roadlog_config::{Config, Place};
use roadlog_edit::{
    Accept, Answer, Archive, Edited, FileEdits, Met, Move, NewItem, Refusal, Renumber, Request, Set, SetTo, Side,
    Split, World, edit,
};
use roadlog_lint::{Level, Options, run};
use roadlog_model::{FileInput, Plan, PlanItem};
use roadlog_syntax::value::{Handle, Id, parse_date};
use roadlog_syntax::{Kind, Mark, edit as text_edit};
use roadlog_testkit::generate;

fn id(text: &str) -> Id {
    Id::parse(text).expect("it is an id")
}

/// Works with the day of generated plans.
fn with_options<T>(work: impl FnOnce(&Options<'_>) -> T) -> T {
    let today = parse_date(generate::TODAY).expect("it is a day");
    work(&Options::on(today))
}

fn plan_of(toml: &str, files: impl Iterator<Item = (String, Vec<u8>)>) -> Plan {
    let (config, _) = roadlog_config::parse(toml, Place::Root);
    let files = files.map(|(path, bytes)| {
        let archived = path.starts_with("archive/");
        FileInput { path, bytes, archived, foreign: false }
    });
    Plan::new(Config::new(config, Vec::new()), files.collect()).expect("the files are small")
}

fn generated(seed: u64) -> Plan {
    let plan = generate::plan_with_seed(generate::FEWEST_ITEMS, generate::FEWEST_ITEMS_PER_FILE, seed);
    plan_of(&plan.config, plan.files.into_iter().map(|(path, text)| (path, text.into_bytes())))
}

/// What somebody gets who asks.
fn asked(plan: &Plan, actor: Option<&Handle>, request: &Request) -> Result<Edited, Refusal> {
    with_options(|options| edit(&World { plan, options, actor }, request))
}

fn items(plan: &Plan) -> Vec<PlanItem<'_>> {
    plan.items().filter(|item| item.id().is_some()).collect()
}

/// The id of one of the items that are fit.
fn pick(plan: &Plan, at: Index, is_fit: impl Fn(PlanItem<'_>) -> bool) -> Option<Id> {
    let fit: Vec<_> = items(plan).into_iter().filter(|item| is_fit(*item)).collect();
    (!fit.is_empty()).then(|| at.get(&fit).id().expect("items without an id are left out").clone())
}

/// What an item says, byte for byte: from its leading comments to the last line of its body.
fn said(item: PlanItem<'_>) -> String {
    let text = item.file().document().text();
    let text = text.get(item.syntax().span().range()).expect("it is in its file");
    let mut lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    while lines.last().is_some_and(|line| line.trim().is_empty() || line.starts_with('#')) {
        lines.pop();
    }
    lines.join("\n")
}

/// What every item says, but for these; items that share an id one after the other.
fn others(plan: &Plan, but: &[&Id]) -> BTreeMap<String, Vec<String>> {
    let mut others: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for item in plan.items().filter(|item| !item.id().is_some_and(|id| but.contains(&id))) {
        let name = item.syntax().id_text().unwrap_or_default().into_owned();
        others.entry(name).or_default().push(said(item));
    }
    for texts in others.values_mut() {
        texts.sort();
    }
    others
}

fn texts(plan: &Plan) -> Vec<(String, Vec<u8>)> {
    plan.files().map(|(_, file)| (file.path().to_owned(), file.document().bytes().to_vec())).collect()
}

fn errors(plan: &Plan) -> usize {
    with_options(|options| run(plan, options)).count(Level::Error)
}

/// The plan that the bytes of an edit lead to, made without the edit's own help.
fn applied(plan: &Plan, toml: &str, edited: &Edited) -> Plan {
    let mut files: BTreeMap<String, Vec<u8>> = texts(plan).into_iter().collect();
    for change in &edited.files {
        let text = match &change.edits {
            FileEdits::Create(text) => text.clone(),
            FileEdits::Edit(edits) => {
                let (_, file) = plan.file_at(&change.path).expect("an edit is of a file of the plan");
                text_edit::apply(file.document().text(), edits).expect("edits fit their file")
            }
        };
        files.insert(change.path.clone(), text.into_bytes());
    }
    plan_of(toml, files.into_iter())
}

const VALUES: &[(&str, &str)] = &[
    ("points", "3"),
    ("points", ""),
    ("status", "doing"),
    ("status", "ready"),
    ("status", "dropped"),
    ("tags", "a, b"),
    ("title", "Another title"),
    ("blocked", "waits for somebody"),
    ("by", "2027-01-01"),
    ("owner", ""),
    ("for", ""),
    ("when", "2027-Q1"),
    ("kind", "bug"),
    ("links", "https://shop.example/a"),
    ("reason", "it is not wanted"),
];

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn setting_a_field_changes_its_item_alone_and_brings_no_error(
        seed in 0u64..4, at in any::<Index>(), (field, value) in select(VALUES),
    ) {
        let plan = generated(seed);
        let id = pick(&plan, at, |_| true).expect("there are items");
        let request = Set { ids: vec![id.clone()], field: field.into(), to: SetTo::Value(value.into()), because: None };
        if let Ok(edited) = asked(&plan, None, &Request::Set(request)) {
            prop_assert_eq!(others(&plan, &[&id]), others(&edited.plan, &[&id]));
            prop_assert_eq!(errors(&edited.plan), 0);
            prop_assert!(edited.files.len() <= 1);
        }
    }

    #[test]
    fn renumbering_there_and_back_gives_the_same_bytes(seed in 0u64..4, at in any::<Index>()) {
        let plan = generated(seed);
        let (old, new) = (pick(&plan, at, |_| true).expect("there are items"), id("ZZZ-7"));
        let there = Renumber { old: old.clone(), new: new.clone() };
        let there = asked(&plan, None, &Request::Renumber(there)).expect("the id is free");
        prop_assert_eq!(errors(&there.plan), 0);
        prop_assert!(there.plan.first(&old).is_none() && there.plan.users(&old).next().is_none());
        let back = asked(&there.plan, None, &Request::Renumber(Renumber { old: new, new: old })).expect("it is free again");
        prop_assert_eq!(texts(&back.plan), texts(&plan));
    }

    #[test]
    fn moving_there_and_back_gives_the_same_bytes(seed in 0u64..4, at in any::<Index>(), to in any::<Index>(), before in any::<bool>()) {
        let plan = generated(seed);
        let moved = pick(&plan, at, |_| true).expect("there are items");
        let item = plan.first(&moved).expect("it was picked");
        let target = pick(&plan, to, |other| other.at().file == item.at().file && other != item);
        let neighbour = |node: u32| plan.item(roadlog_model::ItemRef { node, ..item.at() }).and_then(PlanItem::id).cloned();
        let home = neighbour(item.at().node - 1).map(|above| (Side::After, above));
        let home = home.or_else(|| neighbour(item.at().node + 1).map(|below| (Side::Before, below)));
        let (Some(target), Some((side, beside))) = (target, home) else { return Ok(()) };
        let request = |side, target| Request::Move(Move { id: moved.clone(), side, target, across_files: false });
        let there = request(if before { Side::Before } else { Side::After }, target);
        if let Ok(there) = asked(&plan, None, &there) {
            prop_assert_eq!(others(&plan, &[]), others(&there.plan, &[]));
            let back = asked(&there.plan, None, &request(side, beside)).expect("the way back is free");
            prop_assert_eq!(texts(&back.plan), texts(&plan));
        }
    }

    #[test]
    fn what_is_accepted_leaves_nothing_to_find(seed in 0u64..4, at in any::<Index>()) {
        let plan = generated(seed);
        let is_fit = |item: PlanItem<'_>| item.is_a(&[Kind::Story, Kind::Bug]) && item.is_ready_or_doing();
        let Some(id) = pick(&plan, at, is_fit) else { return Ok(()) };
        let item = plan.first(&id).expect("it was picked");
        let side = item.side().expect("its kind is known");
        let who = plan.config().deciders(side, item.settings().shape()).next().expect("somebody decides").handle();
        let criteria = (1..=item.criteria().count()).map(|number| number.to_string()).collect();
        let met = Request::Met(Met { id: id.clone(), criteria, mark: Mark::Met });
        let met = asked(&plan, Some(who), &met).expect("each criterion can be met").plan;
        let accept = Request::Accept(Accept { ids: vec![id.clone()], done: true });
        let accepted = asked(&met, Some(who), &accept).expect("everything is met");
        let found = with_options(|options| run(&accepted.plan, options)).findings;
        let of_it: Vec<_> = found.iter().filter(|it| it.item.as_ref().is_some_and(|it| it.unescaped() == id.as_str())).collect();
        prop_assert!(of_it.is_empty(), "{:#?}", of_it);
        prop_assert_eq!(others(&plan, &[&id]), others(&accepted.plan, &[&id]));
    }

    #[test]
    fn a_new_item_has_a_free_id_and_stands_between_the_others(seed in 0u64..4, at in any::<Index>(), template in any::<bool>()) {
        let plan = generated(seed);
        let parent = pick(&plan, at, |item| item.is_a(&[Kind::Epic, Kind::Goal, Kind::Initiative]) && item.is_open());
        let new = NewItem { kind: "story".into(), title: "New".into(), parent, template, ..NewItem::default() };
        if let Ok(edited) = asked(&plan, None, &Request::New(new)) {
            let id = &edited.items[0];
            prop_assert!(plan.first(id).is_none());
            prop_assert_eq!(others(&plan, &[]), others(&edited.plan, &[id]));
            prop_assert_eq!(errors(&edited.plan), 0);
        }
    }

    #[test]
    fn archiving_moves_items_whole(seed in 0u64..4) {
        let plan = generated(seed);
        let edited = asked(&plan, None, &Request::Archive(Archive::default())).expect("there is an archive");
        prop_assert_eq!(others(&plan, &[]), others(&edited.plan, &[]));
        prop_assert_eq!(errors(&edited.plan), 0);
        prop_assert!(edited.items.iter().all(|id| edited.plan.first(id).is_some_and(|item| item.file().is_archived())));
    }
}

/// Every document of the corpus, with what is odd in it.
fn corpus() -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus");
    let (mut found, mut folders) = (Vec::new(), vec![folder]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if matches!(path.extension().and_then(|end| end.to_str()), Some("backlog" | "roadmap")) {
                let bytes = fs::read(&path).expect("it can be read");
                found.push((path, bytes));
            }
        }
    }
    found.sort();
    found
}

/// The requests that are made of each item of the corpus.
fn requests(item: &Id, other: Option<&Id>) -> Vec<(Request, bool)> {
    let set = |field: &str, to| Request::Set(Set { ids: vec![item.clone()], field: field.into(), to, because: None });
    let value = |field: &str, text: &str| (set(field, SetTo::Value(text.into())), true);
    let mut requests = vec![
        value("points", "8"),
        value("points", ""),
        value("status", "doing"),
        value("title", "Another"),
        value("tags", "x"),
        value("owner", "@maria"),
        (set("needs", SetTo::Nothing), true),
        (Request::Met(Met { id: item.clone(), criteria: vec!["1".into()], mark: Mark::Met }), true),
        (Request::Accept(Accept { ids: vec![item.clone()], done: true }), true),
        (Request::Archive(Archive::default()), false),
        (Request::Split(Split { id: item.clone(), from: 2, title: "Another".into() }), true),
        (Request::Answer(Answer { id: item.clone(), question: Some(1), words: "Both.".into() }), true),
        (Request::Answer(Answer { id: item.clone(), question: None, words: "Both.".into() }), true),
        (
            Request::New(NewItem {
                kind: "task".into(),
                title: "New".into(),
                parent: Some(item.clone()),
                ..NewItem::default()
            }),
            true,
        ),
    ];
    if let Some(other) = other {
        for side in [Side::Before, Side::After] {
            requests.push((
                Request::Move(Move { id: item.clone(), side, target: other.clone(), across_files: false }),
                false,
            ));
        }
    }
    requests
}

#[test]
fn odd_documents_are_edited_without_harm_or_left_as_they_are() {
    let toml =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus/roadlog.toml")).unwrap();
    let maria = Handle::from_name("maria").unwrap();
    let mut made = 0;
    for (path, bytes) in corpus() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let plan = plan_of(&toml, std::iter::once((name, bytes)));
        let ids: Vec<Id> = items(&plan).iter().filter_map(|item| item.id().cloned()).collect();
        for (at, item) in ids.iter().enumerate() {
            for (request, is_of_one) in requests(item, ids.get((at + 2) % ids.len()).filter(|other| *other != item)) {
                let Ok(edited) = asked(&plan, Some(&maria), &request) else { continue };
                made += usize::from(!edited.files.is_empty());
                let mut but: Vec<&Id> = if is_of_one { vec![item] } else { Vec::new() };
                but.extend(edited.items.iter().filter(|id| plan.first(id).is_none()));
                assert_eq!(others(&plan, &but), others(&edited.plan, &but), "{request:?} of {}", path.display());
                assert_eq!(texts(&applied(&plan, &toml, &edited)).len(), texts(&edited.plan).len());
                let (mut one, mut other) = (texts(&applied(&plan, &toml, &edited)), texts(&edited.plan));
                one.sort();
                other.sort();
                assert_eq!(one, other, "{request:?} of {}", path.display());
            }
        }
    }
    assert!(made > 200, "only {made} edits were made");
}
