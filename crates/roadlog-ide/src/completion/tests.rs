//! Completions at drawn cursors, and at every place of every document of the corpus.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

use proptest::prelude::*;
use roadlog_config::{Config, Place};
use roadlog_model::{FileInput, Plan};
use roadlog_syntax::edit::apply;
use roadlog_syntax::value::{Handle, parse_date};

use super::*;
use crate::Surroundings;
use crate::hover::hover;
use crate::testing::Scene;

const PLAN: &str = "\
//- product.roadmap
vision V-1 Anyone can buy
  owner: @ana
persona P-1 First-time buyer
persona P-2 Account holder
goal G-1 More buyers finish
  for: V-1
  status: active
  when: 2026-Q4..2027-Q2
goal G-2 Old
  status: met
initiative I-1 Checkout without an account
  for: G-1
  status: active
research R-1 Exit survey
  for: G-1

//- checkout.backlog
sprint PAY-s23 Guests can pay
  when: 2026-11-16..2026-11-27
  status: active
  capacity: 20
epic PAY-1 Guest checkout
  for: I-1
  owner: @maria
  status: active
  tags: checkout, mobile
story PAY-12 Pay without an account
  for: PAY-1
  status: doing
  tags: checkout
  [ ] Given a card, when I pay, then it is paid ^paid
story PAY-13 Refunds
  for: PAY-1
  status: accepted

";

fn offered(source: &str) -> Vec<Completion> {
    let scene = Scene::of(&format!("{PLAN}//- plan.backlog\n{source}"));
    completions(&scene.snapshot, scene.position())
}

fn labels(source: &str) -> Vec<String> {
    offered(source).iter().map(|completion| completion.label.unescaped().to_owned()).collect()
}

/// The line with the cursor after the completion of this label was taken as a snippet, where it is one.
#[track_caller]
fn taken(source: &str, label: &str) -> String {
    let source = format!("{PLAN}//- plan.backlog\n{source}");
    let scene = Scene::of(&source);
    let list = completions(&scene.snapshot, scene.position());
    let found = list.into_iter().find(|completion| completion.label.unescaped() == label);
    let completion = found.unwrap_or_else(|| panic!("{label} is not offered"));
    let text = scene.text(scene.position().path);
    let insert = completion.snippet.unwrap_or(completion.insert);
    let mut edits = completion.more_edits;
    edits.push(Edit::new(completion.replace, insert));
    let line = text[..completion.replace.start as usize].rfind('\n').map_or(0, |end| end + 1);
    let after = apply(text, &edits).unwrap();
    let behind = &text[completion.replace.end as usize..];
    let end = after.len() - behind.find('\n').map_or(0, |end| behind.len() - end);
    after[line..end].to_owned()
}

#[test]
fn a_line_begins_with_a_kind_and_the_next_id() {
    assert_eq!(labels("│\n")[..6], ["sprint", "epic", "story", "bug", "task", "spike"]);
    assert_eq!(labels("story PAY-20 x\n\nst│\n")[0], "story", "those that the file has come first");
    assert_eq!(taken("st│\n", "story"), "story PAY-14 ${1:title}");
    assert_eq!(taken("│\n", "goal"), "goal G-3 ${1:title}");
    assert_eq!(taken("│\n", "sprint"), "sprint PAY-s24 ${1:title}");
    assert_eq!(taken("│\n", "metric"), "metric ${2:M-new} ${1:title}");
    assert_eq!(taken("s│to PAY-20 Pay\n", "story"), "story PAY-20 Pay", "what stands behind it stays");
}

#[test]
fn an_id_of_a_header_is_the_next_one_or_given_later() {
    assert_eq!(labels("story │\n"), ["PAY-14", "PAY-new"]);
    assert_eq!(labels("story SHOP-3 x\nstory PAY-2│ y\n"), ["PAY-14", "SHOP-4", "PAY-new", "SHOP-new"]);
    assert_eq!(taken("story PAY│\n", "PAY-new"), "story PAY-new ${1:title}");
    assert_eq!(labels("story Pay│ by invoice\n"), Vec::<String>::new());
    assert_eq!(labels("stroy │\n"), Vec::<String>::new());
}

#[test]
fn an_item_lacks_the_fields_that_it_does_not_have() {
    let story = "story PAY-20 x\n  status: ready\n  │\n";
    let offered = labels(story);
    assert_eq!(offered[..5], ["As a …, I want …", "When …, I want …, so I can …", "for", "sprint", "owner"]);
    assert!(!offered.contains(&"status".to_owned()) && !offered.contains(&"severity".to_owned()));
    assert_eq!(taken(story, "for"), "  for: ");
    assert_eq!(taken(story, "blocked"), "  blocked: ${1:waiting for the bank's test account, @sam}");
    assert_eq!(taken("metric M-1 x\n  cu│\n", "current"), "  current: ${1:58%} 2026-11-23");
    assert_eq!(taken("task PAY-20 x\n  sta│: ready\n", "status"), "  status: ready");
    assert_eq!(taken("task PAY-20 x\n  st│us\n", "status"), "  status: ");
}

#[test]
fn marks_begin_criteria_questions_answers_and_decisions() {
    let task = "task PAY-20 x\n  │\n";
    assert_eq!(taken(task, "[ ]"), "  [ ] ");
    assert_eq!(
        taken(task, "[ ] Given …, when …, then …"),
        "  [ ] Given ${1:what was before}, when ${2:what happens},\n      then ${3:what can be seen}"
    );
    assert_eq!(taken("task PAY-20 x\n  [│\n", "[x]"), "  [x] ");
    assert_eq!(taken("task PAY-20 x\n  ? Which?\n  │\n", "!"), "  ! ${1} @maria 2026-11-23");
    let filter = |source: &str| offered(source).into_iter().find_map(|it| it.filter.filter(|it| it.starts_with('!')));
    assert_eq!(filter("task PAY-20 x\n  ? Which?\n  │\n").as_deref(), Some("! answer"));
    assert_eq!(filter(task).as_deref(), Some("! decision"));
    assert_eq!(taken("task PAY-20 x\n  [│ ] y\n", "[x]"), "  [x] y");
    assert_eq!(labels("task PAY-20 x\n  [ │] y\n"), ["[x]", "[-]"]);
}

#[test]
fn a_team_that_asks_for_scenarios_gets_them_first() {
    let at = |source: &str, label: &str| {
        let scene = Scene::of(source);
        let list = completions(&scene.snapshot, scene.position());
        list.iter().position(|completion| completion.label.unescaped() == label)
    };
    let plain = "story PAY-1 x\n  │\n";
    let asked = format!("{plain}//- roadlog.toml\n[rules]\n\"acceptance/scenario-form\" = \"warn\"\n");
    assert!(at(plain, "[ ]") < at(plain, "[ ] Given …, when …, then …"));
    assert!(at(&asked, "[ ]") > at(&asked, "[ ] Given …, when …, then …"));
}

#[test]
fn a_status_is_one_of_the_kind_and_the_next_one_comes_first() {
    assert_eq!(labels("goal G-9 x\n  status: │\n"), ["proposed", "active", "met", "missed", "dropped"]);
    let story = labels("story PAY-20 x\n  status: doing│\n");
    assert_eq!(story, ["review", "rejected", "accepted", "dropped", "draft", "ready", "doing"]);
    assert_eq!(taken("goal G-9 x\n  status: ac│tve\n", "active"), "  status: active");
    assert_eq!(taken("goal G-9 x\n  status:│\n", "met"), "  status: met", "the space that is missing comes with it");
    assert_eq!(labels("goal G-9 x\n  status: active │\n"), Vec::<String>::new());
    assert_eq!(labels("persona P-9 x\n  status: │\n"), Vec::<String>::new());
}

#[test]
fn a_status_that_others_decide_on_comes_last_and_says_whose_it_is() {
    let source = format!("{PLAN}//- plan.backlog\nstory PAY-20 x\n  for: PAY-1\n  status: doing│\n");
    let scene = Scene::of(&source);
    let as_user = |name: &str| {
        let surroundings = Surroundings::on(parse_date("2026-11-23").unwrap());
        let surroundings = Arc::new(Surroundings { user: Handle::from_name(name).ok(), ..surroundings });
        let list = completions(&Snapshot { surroundings, ..scene.snapshot.clone() }, scene.position());
        list.into_iter()
            .map(|it| (it.label.unescaped().to_owned(), it.detail.unwrap().unescaped().to_owned()))
            .collect::<Vec<_>>()
    };
    let developer = as_user("li");
    let statuses: Vec<_> = developer.iter().map(|(status, _)| status.as_str()).collect();
    assert_eq!(statuses, ["review", "ready", "doing", "rejected", "accepted", "dropped", "draft"]);
    let (_, accepted) = &developer[4];
    assert!(accepted.ends_with("; @maria, as product owner, decides"), "{accepted}");
    for everything in [as_user("maria"), as_user("nobody")] {
        assert!(everything.iter().all(|(_, detail)| !detail.contains("decides")));
        assert_eq!(everything[1].0, "rejected");
    }
}

#[test]
fn ids_are_those_that_the_field_may_name() {
    assert_eq!(labels("story PAY-20 x\n  for: │\n"), ["PAY-1", "I-1", "G-1", "V-1", "G-2"]);
    assert_eq!(labels("story PAY-20 x\n  sprint: │\n"), ["PAY-s23"]);
    assert_eq!(labels("initiative I-9 x\n  evidence: │\n"), ["R-1"]);
    assert_eq!(labels("epic PAY-20 x\n  for: │\n"), ["I-1", "G-1", "V-1", "G-2"]);
    let needs = labels("story PAY-20 x\n  needs: PAY-1, │\n");
    assert!(
        !needs.contains(&"PAY-1".to_owned())
            && !needs.contains(&"PAY-20".to_owned())
            && !needs.contains(&"R-1".to_owned())
    );
    assert!(needs.iter().position(|id| id == "PAY-12") < needs.iter().position(|id| id == "PAY-13"));
    let closed: Vec<_> = offered("story PAY-20 x\n  needs: │\n").into_iter().filter(|it| it.is_closed).collect();
    assert_eq!(closed.iter().map(|it| it.label.unescaped()).collect::<Vec<_>>(), ["PAY-13", "G-2"]);
    let first = &offered("story PAY-20 x\n  for: │\n")[0];
    assert_eq!(first.detail.as_ref().map(Untrusted::unescaped), Some("Guest checkout"));
    assert_eq!(first.filter.as_deref(), Some("PAY-1 Guest checkout"), "words of the title find it too");
}

#[test]
fn the_next_member_of_a_list_gets_its_space() {
    assert_eq!(taken("story PAY-20 x\n  needs: PAY-12,│\n", "PAY-1"), "  needs: PAY-12, PAY-1");
    assert_eq!(taken("story PAY-20 x\n  needs: PAY-12, PA│, PAY-13\n", "PAY-1"), "  needs: PAY-12, PAY-1, PAY-13");
    assert_eq!(taken("story PAY-20 x\n  needs: PAY-12,\n    │\n", "PAY-1"), "    PAY-1");
    assert_eq!(labels("story PAY-20 x\n  tags: checkout, │\n"), ["mobile"]);
    assert_eq!(labels("story PAY-20 x\n  tags: #m│\n"), ["#checkout", "#mobile"]);
}

#[test]
fn what_would_be_a_ring_is_not_offered() {
    assert!(!labels("task PAY-20 x\n  for: PAY-21\ntask PAY-21 y\n  for: │\n").contains(&"PAY-20".to_owned()));
    assert!(!labels("task PAY-20 x\n  needs: PAY-21\ntask PAY-21 y\n  needs: │\n").contains(&"PAY-20".to_owned()));
}

#[test]
fn people_come_by_their_part() {
    assert_eq!(labels("story PAY-20 x\n  owner: │\n"), ["@maria", "@ana", "@li"]);
    assert_eq!(labels("goal G-9 x\n  owner: │\n"), ["@ana", "@maria", "@li"]);
    assert_eq!(labels("story PAY-20 x\n  assignee: │\n"), ["@li", "@maria", "@ana", "@payments"]);
    assert_eq!(labels("sprint PAY-s24 x\n  team: │\n"), ["@payments"]);
    assert_eq!(labels("story PAY-20 x\n  assignee: @li, @│\n"), ["@maria", "@ana", "@payments"]);
    let maria = &offered("story PAY-20 x\n  owner: ma│\n")[0];
    assert_eq!(maria.detail.as_ref().map(Untrusted::unescaped), Some("Maria Kovač, product owner"));
    assert_eq!(taken("story PAY-20 x\n  owner: ma│\n", "@maria"), "  owner: @maria");
}

#[test]
fn whoever_has_left_is_not_offered() {
    let scene = Scene::of(
        "task PAY-1 x\n  owner: │\n//- roadlog.toml\n[people.maria]\nuntil = 2026-11-22\n[people.li]\nuntil = 2026-11-23\n",
    );
    let list = completions(&scene.snapshot, scene.position());
    assert_eq!(list.iter().map(|it| it.label.unescaped()).collect::<Vec<_>>(), ["@li"]);
}

#[test]
fn days_and_periods_are_those_around_and_those_that_people_count() {
    let days = labels("story PAY-20 x\n  sprint: PAY-s23\n  by: │\n");
    assert_eq!(days[..3], ["2026-11-27", "2026-11-23", "2026-11-24"]);
    let detail = |source: &str| offered(source)[0].detail.clone().unwrap().unescaped().to_owned();
    assert_eq!(detail("story PAY-20 x\n  sprint: PAY-s23\n  by: │\n"), "the end of PAY-s23, in 4 days");
    assert_eq!(labels("sprint PAY-s24 x\n  when: │\n"), ["2026-11-30..2026-12-11"]);
    let periods = labels("initiative I-9 x\n  for: G-1\n  when: │\n");
    assert_eq!(
        periods,
        ["2026-Q4..2027-Q2", "2026-Q4", "2027-Q1", "2027-Q2", "2026-H2", "2026", "now", "next", "later"]
    );
    assert_eq!(labels("metric M-1 x\n  current: 58% │\n"), ["2026-11-23"]);
}

#[test]
fn words_and_numbers_are_those_of_the_field() {
    assert_eq!(labels("story PAY-20 x\n  moscow: │\n"), ["must", "should", "could", "wont"]);
    assert_eq!(labels("bug PAY-20 x\n  severity: m│\n"), ["critical", "major", "minor"]);
    assert_eq!(labels("story PAY-20 x\n  points: │\n")[..4], ["0", "0.5", "1", "2"]);
    assert_eq!(labels("initiative I-9 x\n  confidence: │\n"), ["100%", "80%", "50%"]);
    assert_eq!(labels("metric M-1 x\n  measures: │\n")[0], "acquisition");
    assert_eq!(labels("sprint PAY-s1 x\n  capacity: 18\nsprint PAY-s24 x\n  capacity: │\n"), ["18"]);
    assert_eq!(labels("story PAY-20 x\n  colour: │\n"), Vec::<String>::new());
}

#[test]
fn a_sign_off_is_bound_to_the_words_as_they_stand() {
    let story = "story PAY-12 Pay without an account\n  As a buyer I want to pay\n  [x] a: then paid\n  accepted: │\n";
    let signed = taken(story, "@maria");
    let fingerprint = signed.strip_prefix("  accepted: @maria 2026-11-23 ").unwrap();
    assert_eq!(fingerprint.len(), 20);
    assert_eq!(labels(&story.replace('│', "@maria │")), ["2026-11-23"]);
    assert_eq!(labels(&story.replace('│', "@maria 2026-11-23 │")), [fingerprint]);
}

#[test]
fn prose_names_people_and_items_where_they_are_begun() {
    let at = |words: &str| labels(&format!("task PAY-20 x\n  Ask {words}\n"));
    assert_eq!(at("@│"), ["@maria", "@ana", "@li", "@payments"]);
    assert_eq!(at("PAY-1│")[..2], ["PAY-1", "PAY-12"]);
    assert_eq!(at("PAY-12^│"), ["PAY-12^paid"]);
    for nothing in ["│", "for│", "I│", "a@b│", "`PAY-│`", "https://│"] {
        assert_eq!(at(nothing), Vec::<String>::new(), "{nothing}");
    }
    assert_eq!(labels("task PAY-20 x\n  [ ] ask @│\n")[0], "@maria");
    assert_eq!(labels("task PAY-20 Ask @│\n")[0], "@maria");
    assert_eq!(labels("task PAY-20 x\n  blocked: wait for @│\n")[0], "@maria");
}

#[test]
fn the_owner_of_an_item_is_named_first() {
    assert_eq!(labels("epic PAY-20 x\n  owner: @li\n  ? Who pays? @│\n")[..2], ["@li", "@maria"]);
}

#[test]
fn a_story_is_told_by_a_persona() {
    assert_eq!(labels("story PAY-20 x\n  As a │\n"), ["first-time buyer", "account holder"]);
    assert_eq!(taken("story PAY-20 x\n  As a │\n", "account holder"), "  As an account holder");
    assert_eq!(
        taken("story PAY-20 x\n  As an fir│st buyer, I want x\n", "first-time buyer"),
        "  As a first-time buyer, I want x"
    );
    assert_eq!(labels("story PAY-20 x\n  As a buyer, │\n"), Vec::<String>::new());
    assert_eq!(labels("task PAY-20 x\n  As a │\n"), Vec::<String>::new());
    assert_eq!(labels("story PAY-20 x\n  As a buyer\n  │\n")[0], "I want to");
    assert_eq!(labels("story PAY-20 x\n  As a buyer\n  I want to pay\n  │\n")[0], "so that");
}

#[test]
fn a_form_of_the_team_is_set_out_and_told_by_a_persona_too() {
    let own = "//- roadlog.toml\n[story]\nforms = [\"Als {role} möchte ich {want}\"]\n";
    let list = |source: &str| {
        let scene = Scene::of(&format!("persona P-1 Käufer\n{source}{own}"));
        completions(&scene.snapshot, scene.position())
    };
    assert_eq!(list("story PAY-1 x\n  Als │\n")[0].label.unescaped(), "käufer");
    let form = list("story PAY-1 x\n  │\n").into_iter().find(|it| it.label.unescaped().starts_with("Als"));
    assert_eq!(form.unwrap().snippet.as_deref(), Some("Als ${1:role} möchte ich ${2:want}"));
}

#[test]
fn the_sentence_of_a_story_is_set_out_once() {
    let story = "story PAY-20 x\n  │\n";
    assert_eq!(
        taken(story, "As a …, I want …"),
        "  As ${1|a,an|} ${2:role}\n  I want to ${3:do something}\n  so that ${4:something is better}"
    );
    let told = labels("story PAY-20 x\n  As a buyer I want to pay\n\n  │\n");
    assert!(!told.iter().any(|label| label.starts_with("As a")));
}

#[test]
fn a_criterion_gets_a_label_and_an_answer_a_signature() {
    assert_eq!(labels("task PAY-20 x\n  [ ] The cart is kept ^│\n"), ["^cart-kept"]);
    assert_eq!(labels("task PAY-20 x\n  [ ] a ^cart-kept\n  [ ] The cart is kept ^│\n"), Vec::<String>::new());
    assert_eq!(labels("task PAY-20 x\n  ? Who?\n  ! She does. │\n"), ["@maria 2026-11-23"]);
    assert_eq!(labels("task PAY-20 x\n  ? Who?\n  ! She │\n"), Vec::<String>::new());
    assert_eq!(labels("bug PAY-20 x\n  [ ] │\n"), ["Given …, when …, then …"]);
    assert_eq!(labels("bug PAY-20 x\n  [ ] The │\n"), Vec::<String>::new());
}

#[test]
fn a_comment_allows_a_rule() {
    assert_eq!(labels("task PAY-20 x\n  # │\n"), ["# roadlog: allow"]);
    assert_eq!(labels("task PAY-20 x\n  # see the minutes │\n"), Vec::<String>::new());
    let allow = "task PAY-20 x\n  # roadlog: allow acceptance/v│\n";
    assert!(labels(allow).contains(&"acceptance/vague-term".to_owned()));
    assert_eq!(taken(allow, "acceptance/vague-term"), "  # roadlog: allow acceptance/vague-term because ${1:reason}");
    assert!(labels("task PAY-20 x\n  # roadlog: allow syntax/empty │\n").contains(&"because".to_owned()));
    assert_eq!(labels("task PAY-20 x\n  # roadlog: allow syntax/empty because │\n"), Vec::<String>::new());
}

#[test]
fn nothing_is_offered_where_nothing_is_right() {
    for source in [
        "== Se│\n",
        "task PAY-20 x\n  > @│\n",
        "task PAY-20 x\n│  status: ready\n",
        "  ow│\n",
        "<<<<<<< HEAD\ntask PAY-20 x\n=======\ntask PAY-21 │\n>>>>>>> b\n",
        "task PAY-20 x\n  links: │\n",
    ] {
        assert_eq!(labels(source), Vec::<String>::new(), "{source}");
    }
    let scene = Scene::of("task PAY-1 x\n");
    let at = |path, offset| completions(&scene.snapshot, FilePosition { path, offset });
    assert!(at("other.backlog", 0).is_empty() && at("plan.backlog", 99).is_empty());
}

#[test]
fn more_is_told_of_what_is_offered() {
    let scene = Scene::of(&format!("{PLAN}//- plan.backlog\nstory PAY-20 x\n  │\n"));
    let told = |key: &str| documentation(&scene.snapshot, &key.parse().unwrap()).map(|it| it.to_plain());
    assert!(told("item:PAY-12").unwrap().starts_with("story PAY-12 Pay without an account\n"));
    assert!(told("field:story:points").unwrap().contains("How much work it is"));
    assert!(told("status:story:review:plan.backlog").unwrap().contains("Phase doing"));
    assert!(told("person:maria").unwrap().contains("Maria Kovač"));
    assert!(told("rule:syntax/empty").unwrap().contains("syntax/empty"));
    assert!(told("rule:syntax").unwrap().contains("syntax/near-miss"));
    assert!(told("kind:story").unwrap().contains("A piece of value"));
    assert!(told("role:product-owner").unwrap().contains("@maria"));
    assert_eq!((told(""), told("item:PAY-99"), told("kind:x")), (None, None, None));
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus")
}

fn documents(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            documents(&path, found);
        } else if path.extension().is_some_and(|end| end == "backlog" || end == "roadmap") {
            found.push(path);
        }
    }
}

fn snapshot(name: &str, bytes: Vec<u8>) -> Snapshot {
    let toml = fs::read_to_string(corpus().join("roadlog.toml")).unwrap();
    let (config, _) = roadlog_config::parse(&toml, Place::Root);
    let file = FileInput { path: name.to_owned(), bytes, archived: false, foreign: false };
    Snapshot {
        plan: Arc::new(Plan::new(Config::new(config, Vec::new()), vec![file]).unwrap()),
        configuration: Arc::from([(Arc::from("roadlog.toml"), Arc::from(toml))]),
        surroundings: Arc::new(Surroundings {
            user: Handle::from_name("maria").ok(),
            ..Surroundings::on(parse_date("2026-11-23").unwrap())
        }),
    }
}

/// What must hold at any place of any text.
fn assert_sound(snapshot: &Snapshot, path: &str, text: &str, offset: u32) {
    let position = FilePosition { path, offset };
    let mut cursor = offset as usize;
    while !text.is_char_boundary(cursor) {
        cursor -= 1;
    }
    let fits = |span: Span| {
        let (start, end) = (span.start as usize, span.end as usize);
        let is_there = start <= cursor && cursor <= end && end <= text.len();
        is_there && text.is_char_boundary(start) && text.is_char_boundary(end) && !text[start..end].contains('\n')
    };
    let list = completions(snapshot, position);
    assert!(list.is_sorted_by_key(|completion| &completion.sort), "{path}:{offset}");
    for completion in list {
        assert!(fits(completion.replace), "{path}:{offset}: {completion:?}");
        let key = completion.key.to_string();
        assert_eq!(key.parse(), Ok(completion.key.clone()));
        let mut edits = completion.more_edits;
        edits.push(Edit::new(completion.replace, completion.insert));
        assert!(apply(text, &edits).is_ok(), "{path}:{offset}");
    }
    if let Some(hover) = hover(snapshot, position) {
        let (start, end) = (hover.span.start as usize, hover.span.end as usize);
        assert!(start <= cursor && cursor <= end && text.get(start..end).is_some(), "{path}:{offset}: {hover:?}");
        assert!(!hover.content.to_markdown().is_empty() && !hover.content.to_plain().is_empty());
    }
}

#[test]
fn at_every_place_of_the_corpus_completions_and_hovers_fit_the_text() {
    let mut paths = Vec::new();
    documents(&corpus(), &mut paths);
    assert!(paths.len() > 100);
    for path in paths {
        let bytes = fs::read(&path).unwrap();
        if bytes.len() > 4096 {
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let snapshot = snapshot(&name, bytes);
        let text = snapshot.plan.file(0).unwrap().document().text();
        for offset in 0..=text.len() as u32 {
            assert_sound(&snapshot, &name, text, offset);
        }
    }
}

/// Lines that say something, and pieces of them.
fn lines() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("story PAY-1 "),
        Just("goal "),
        Just("  status: "),
        Just("  needs: PAY-1, "),
        Just("  [ ] "),
        Just("  ? "),
        Just("  ! "),
        Just("    "),
        Just("  As a "),
        Just("# roadlog: allow "),
        Just("@ma"),
        Just("^"),
        Just("\n"),
        Just("\r\n"),
        Just("\t"),
        Just("ß"),
        Just("\u{a0}"),
        Just("\u{feff}"),
        Just("  accepted: @maria "),
        Just(","),
        Just("  when: "),
        Just("`"),
        Just("<<<<<<< a\n"),
        Just("=======\n"),
        Just(">>>>>>> b\n"),
        Just(":"),
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn at_every_place_of_any_text_completions_and_hovers_fit(text in lines()) {
        let snapshot = snapshot("a.backlog", text.clone().into_bytes());
        for offset in 0..=text.len() as u32 {
            assert_sound(&snapshot, "a.backlog", &text, offset);
        }
    }
}

#[test]
fn of_more_items_than_are_offered_what_is_typed_decides_by_id_and_title() {
    let task = |at: usize| format!("task PAY-{at} Wire {}\n", MOST * 4 - at);
    let tasks = (1..=2 * MOST).map(task).collect::<Vec<_>>().concat();
    let needed = |typed: &str| {
        let found = offered(&format!("{tasks}task PAY-9999 Ask\n  needs: {typed}│\n"));
        found.into_iter().map(|found| found.insert).collect::<Vec<_>>()
    };
    // All that there is room for, the nearest and first ones first.
    let all = needed("");
    let has = |id: usize| all.contains(&format!("PAY-{id}"));
    assert_eq!((all.len(), has(2), has(MOST / 2), has(2 * MOST)), (MOST, true, true, false));
    // Once less is left, it is all there, wherever it stands: in ids, in titles, in small letters or capitals.
    assert_eq!(needed(&format!("pay-{}", 2 * MOST)), [format!("PAY-{}", 2 * MOST)]);
    assert_eq!(needed("1001"), ["PAY-999"]);
    assert_eq!(needed("wIRE").len(), MOST);
    assert_eq!(needed("wiré"), <[String; 0]>::default());
}
