//! The plan as others see it: who owns, serves and needs whom, and that a changed plan equals a fresh one.

use proptest::prelude::*;
use roadlog_config::{Config, Field, Phase, Place};
use roadlog_model::{ChangeError, FileInput, Plan, PlanItem, points};
use roadlog_syntax::value::Id;
use roadlog_syntax::{Edit, Kind, Span};

const PEOPLE: &str = r#"
[people.ana]
roles = ["product-manager"]
[people.maria]
roles = ["product-owner"]
[people.li]
roles = ["developer"]
"#;

fn input(path: &str, text: &str) -> FileInput {
    FileInput { path: path.to_owned(), bytes: text.as_bytes().to_vec(), archived: false, foreign: false }
}

fn plan(files: &[(&str, &str)]) -> Plan {
    let (config, problems) = roadlog_config::parse(PEOPLE, Place::Root);
    assert!(problems.is_empty(), "{problems:?}");
    let files = files.iter().map(|(path, text)| input(path, text)).collect();
    Plan::new(Config::new(config, Vec::new()), files).expect("the files are small")
}

fn item<'p>(plan: &'p Plan, id: &str) -> PlanItem<'p> {
    plan.first(&Id::parse(id).expect("it is an id")).expect("the item is there")
}

fn names<'p>(items: impl Iterator<Item = PlanItem<'p>>) -> Vec<String> {
    items.filter_map(|item| item.id().map(ToString::to_string)).collect()
}

const TWO_FILES: [(&str, &str); 2] = [
    ("product.roadmap", "vision V-1 a\n  owner: @ana\n\ngoal G-1 b\n  for: V-1\n\ninitiative I-1 c\n  for: G-1\n"),
    (
        "pay.backlog",
        "epic PAY-1 d\n  for: I-1\n  owner: @maria\n\nstory PAY-2 e\n  for: PAY-1\n  needs: PAY-3\n  status: ready\n\n\
         task PAY-3 f\n  for: PAY-2\n  owner: @li\n\ntask PAY-4 g\n  for: PAY-3\n",
    ),
];

#[test]
fn the_nearest_owner_above_who_decides_on_the_kind_is_the_owner() {
    let plan = plan(&TWO_FILES);
    let owner = |id: &str| {
        let owner = item(&plan, id).owner()?;
        Some((owner.handle.to_string(), owner.from.id()?.to_string()))
    };
    let of = |who: &str, from: &str| Some((who.to_owned(), from.to_owned()));
    assert_eq!(owner("G-1"), of("@ana", "V-1"));
    assert_eq!(owner("I-1"), of("@ana", "V-1"));
    assert_eq!(owner("PAY-2"), of("@maria", "PAY-1"));
    assert_eq!(owner("PAY-3"), of("@li", "PAY-3"), "what is written counts, whoever it is");
    assert_eq!(owner("PAY-4"), of("@maria", "PAY-1"), "a developer above decides on nothing");
}

#[test]
fn items_know_whom_they_serve_and_who_serves_and_needs_them() {
    let plan = plan(&TWO_FILES);
    assert_eq!(names(item(&plan, "PAY-1").parents()), ["I-1"]);
    assert_eq!(names(item(&plan, "I-1").serving()), ["PAY-1"]);
    assert_eq!(names(item(&plan, "PAY-3").needed_by()), ["PAY-2"]);
    assert_eq!(names(plan.users(item(&plan, "PAY-3").id().expect("it has one"))), ["PAY-2", "PAY-4"]);
}

#[test]
fn items_of_some_kinds_are_found_in_order_also_after_an_edit() {
    let plan = plan(&TWO_FILES);
    assert_eq!(names(plan.items_like(&[Kind::Initiative, Kind::Vision])), ["V-1", "I-1"]);
    assert_eq!(names(plan.items_like(&[Kind::Launch])), [""; 0]);
    let edit = Edit::insert(0, "launch L-1 a\n\n");
    let plan = plan.with_edits("pay.backlog", &[edit]).expect("the file is there");
    assert_eq!(names(plan.items_like(&[Kind::Launch])), ["L-1"]);
}

#[test]
fn the_first_status_is_meant_where_none_is_written() {
    let plan = plan(&TWO_FILES);
    let status =
        |id: &str| item(&plan, id).status().map(|status| (status.word.to_string(), status.phase, status.written));
    assert_eq!(status("PAY-2"), Some(("ready".to_owned(), Phase::Ready, true)));
    assert_eq!(status("PAY-3"), Some(("draft".to_owned(), Phase::Draft, false)));
    assert_eq!(status("V-1"), None);
}

#[test]
fn open_work_is_ranked_by_its_order_and_epics_among_epics() {
    let plan = plan(&[(
        "a.backlog",
        "epic A-1 a\n\nstory A-2 b\n\nstory A-3 c\n  status: dropped\n\nbug A-4 d\n\nepic A-5 e\n",
    )]);
    let ranks: Vec<_> = plan.items().map(PlanItem::rank).collect();
    assert_eq!(ranks, [Some(1), Some(1), None, Some(2), Some(2)]);
}

#[test]
fn an_id_given_twice_is_found_twice_and_a_ring_ends() {
    let plan =
        plan(&[("a.backlog", "task A-1 a\n  for: A-2\n"), ("b.backlog", "task A-2 b\n  for: A-1\n\ntask A-1 c\n")]);
    assert_eq!(plan.find(&Id::parse("A-1").expect("it is an id")).count(), 2);
    assert!(item(&plan, "A-1").owner().is_none());
}

#[test]
fn places_are_those_of_the_file() {
    let plan = plan(&TWO_FILES);
    let story = item(&plan, "PAY-2");
    let text = story.file().document().text();
    let shown: Vec<&str> = story.fields().map(|field| &text[field.value_span().range()]).collect();
    assert_eq!(shown, ["PAY-1", "PAY-3", "ready"]);
    let needs: Vec<&str> = story.ids(Field::Needs).map(|(_, span)| &text[span.range()]).collect();
    assert_eq!(needs, ["PAY-3"]);
}

#[test]
fn a_change_of_what_is_not_there_is_refused() {
    let plan = plan(&TWO_FILES);
    let edits = [Edit::delete(Span::new(0, 5000))];
    assert!(
        matches!(plan.with_edits("none.backlog", &edits), Err(ChangeError::UnknownFile(path)) if path == "none.backlog")
    );
    assert!(matches!(plan.with_edits("pay.backlog", &edits), Err(ChangeError::Edit(_))));
}

/// What a plan knows, places included.
fn known(plan: &Plan) -> Vec<String> {
    let mut known: Vec<_> = plan
        .items()
        .map(|item| {
            let owner = item.owner().map(|owner| (owner.handle.to_string(), names(std::iter::once(owner.from))));
            let fields: Vec<_> =
                item.fields().map(|field| (field.value_span(), field.value().clone(), field.ids().count())).collect();
            format!(
                "{} {:?} {:?} {:?} {owner:?} {fields:?} {:?} {:?} {:?}",
                item.file().path(),
                item.id(),
                item.status(),
                item.rank(),
                names(item.parents()),
                names(item.serving()),
                names(item.needed_by()),
            )
        })
        .collect();
    known.sort();
    known
}

const LINES: &[&str] = &[
    "epic A-1 a",
    "story A-2 b",
    "task B-1 c",
    "story A-2 d",
    "task A-new e",
    "== Now",
    "# comment",
    "",
    "  for: A-1",
    "  for: A-2",
    "  needs: A-1, B-1",
    "  owner: @maria",
    "  owner: @li",
    "  status: ready",
    "  status: dropped",
    "  [ ] x",
    "    more",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(LINES), 0..25)
        .prop_map(|lines| lines.into_iter().flat_map(|line| [line, "\n"]).collect())
}

#[derive(Clone, Debug)]
enum Step {
    Edit(bool, prop::sample::Index, usize, String),
    Replace(bool, String),
    Remove(bool),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (any::<bool>(), any::<prop::sample::Index>(), 0usize..40, text()).prop_map(|(file, at, length, text)| Step::Edit(file, at, length, text)),
        1 => (any::<bool>(), text()).prop_map(|(file, text)| Step::Replace(file, text)),
        1 => any::<bool>().prop_map(Step::Remove),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_plan_equals_a_fresh_one(texts in [text(), text()], steps in prop::collection::vec(step(), 1..8)) {
        let path = |second: bool| if second { "b.backlog" } else { "a.backlog" };
        let mut plan = plan(&[("a.backlog", &texts[0]), ("b.backlog", &texts[1])]);
        for step in steps {
            plan = match step {
                Step::Edit(file, at, length, text) => {
                    let Some((_, found)) = plan.file_at(path(file)) else { continue };
                    let start = at.index(found.document().text().len() + 1);
                    let end = (start + length).min(found.document().text().len());
                    let edit = Edit::new(Span::new(start as u32, end as u32), text);
                    plan.with_edits(path(file), &[edit]).expect("it fits")
                }
                Step::Replace(file, text) => plan.with_file(input(path(file), &text)).expect("it is small"),
                Step::Remove(file) => plan.without_file(path(file)),
            };
            let files: Vec<_> = plan.files().map(|(_, file)| (file.path().to_owned(), file.document().text().to_owned())).collect();
            let mut files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            files.sort_unstable();
            prop_assert_eq!(known(&plan), known(&self::plan(&files)));
        }
    }
}

#[test]
fn points_are_summed_without_those_of_tasks_whose_story_has_its_own() {
    let plan = plan(&[(
        "a.backlog",
        "story PAY-1 Pay\n  points: 5\n\ntask PAY-2 Part\n  for: PAY-1\n  points: 2\n\ntask PAY-3 Alone\n  points: 0.1\n\n\
         story PAY-4 Order\n\ntask PAY-5 All of it\n  for: PAY-4\n  points: 0.2\n",
    )]);
    assert_eq!(points::sum(plan.items(), |_| true).to_string(), "5.3");
    let no_stories = |item: PlanItem<'_>| !item.is_a(&[Kind::Story]);
    assert_eq!(
        points::sum(plan.items(), no_stories).to_string(),
        "2.3",
        "of what is counted nothing is part of a story"
    );
    assert_eq!(points::rounded(0.1 + 0.2).to_string(), "0.3");
}

#[test]
fn an_item_knows_what_is_above_it_its_sprint_and_what_stops_it() {
    let plan = plan(&[(
        "a.backlog",
        "sprint PAY-s1 Goal\n\nepic PAY-1 Guests\n  for: PAY-9\n\nstory PAY-2 Pay\n  for: PAY-1\n  sprint: PAY-s1, PAY-1\n  \
         blocked: the bank\n\nstory PAY-3 Order\n  sprint: PAY-1\n  blocked:\n\ntask PAY-4 Ring\n  for: PAY-4\n\n\
         story PAY-5 Over\n  status: dropped\n  blocked: the bank\n",
    )]);
    let item = |id: &str| item(&plan, id);
    let above: Vec<&str> = item("PAY-2").above().filter_map(|above| above.id().map(Id::as_str)).collect();
    assert_eq!(above, ["PAY-1"]);
    assert_eq!(item("PAY-2").sprint(), None, "a field with two ids where one belongs says nothing");
    assert_eq!(item("PAY-3").sprint(), None, "an epic is no sprint");
    assert_eq!(["PAY-2", "PAY-3", "PAY-5"].map(|id| item(id).is_blocked()), [true, false, false]);
    assert!(item("PAY-4").above().count() < 100);
}

#[test]
fn an_acceptance_is_stale_once_its_words_have_changed() {
    let accepted = |fingerprint: &str, status: &str| {
        let text = format!(
            "bug PAY-1 Pay\n  A note.\n  status: {status}\n  accepted: @maria 2026-11-20{fingerprint}\n  [x] b ^label\n  [x] a\n  [-] c\n"
        );
        let plan = plan(&[("a.backlog", &text)]);
        item(&plan, "PAY-1").is_acceptance_stale()
    };
    let words = roadlog_syntax::fingerprint::fingerprint("Pay", "", ["a", "b"]);
    assert!(!accepted(&format!(" {words}"), "accepted"));
    assert!(accepted(" 00000000000000000000", "accepted"));
    assert!(!accepted("", "accepted"), "without a fingerprint nothing can go stale");
    assert!(!accepted(" 00000000000000000000", "doing"), "what is not accepted is not stale");
}
