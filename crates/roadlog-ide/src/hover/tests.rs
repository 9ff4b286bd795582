//! Hovers at drawn cursors; that they fit at every place of the corpus is tested with the completions.

use roadlog_history::Identity;
use roadlog_syntax::value::Handle;

use super::*;
use crate::testing::Scene;

const PLAN: &str = "\
//- product.roadmap
goal G-1 More buyers finish
  owner: @ana
  status: active
metric M-1 Completion
  for: G-1
  baseline: 54%
  target: 70%
  current: 58% 2026-11-02
  by: 2027-06-30
persona P-1 First-time buyer
  Arrives on a phone.

//- checkout.backlog
epic PAY-1 Guest checkout
  for: G-1
  owner: @maria
story PAY-12 Pay without an account
  As a first-time buyer
  I want to pay

  for: PAY-1
  status: doing
  points: 5
  [x] It is paid ^paid
  [ ] It is shown
  ? Who pays? @ana
story PAY-13 Refunds <b>now</b>
  for: PAY-1
  needs: PAY-12

";

fn told_at(source: &str) -> Option<String> {
    let scene = Scene::of(&format!("{PLAN}//- plan.backlog\n{source}"));
    let position = scene.position();
    let hover = hover(&scene.snapshot, position)?;
    let what = scene.written(position.path, hover.span);
    Some(format!("‹{what}›\n{}", hover.content.to_markdown()))
}

#[track_caller]
fn told(source: &str) -> String {
    told_at(source).expect("there is something to say")
}

#[test]
fn a_card_tells_of_an_item_that_is_named() {
    insta::assert_snapshot!(told("task PAY-20 x\n  for: PAY-1│2\n"), @r#"
    ‹PAY-12›
    ### story **PAY-12** Pay without an account

    As a first-time buyer I want to pay

    - status: **doing**
    - owner: @maria, from PAY-1
    - criteria: 1 of 2 met
    - rank: 1 in its file
    - points: 5
    - open question: Who pays? @ana

    - `[x]` It is paid
    - `[ ]` It is shown

    Serves, up to the top:

    - epic **PAY-1** Guest checkout (draft)
    - goal **G-1** More buyers finish (active)
    - metric **M-1** Completion: from 54% to 70%, now **58%** (read 21 days ago), 25% of the way, due 2027-06-30, in 219 days

    Served by (0% done):

    - task **PAY-20** x (draft)

    Needed by:

    - story **PAY-13** Refunds \<b\>now\</b\> (draft)

    `checkout.backlog:4`
    "#);
}

#[test]
fn a_metric_tells_its_way() {
    insta::assert_snapshot!(told("research R-1 x\n  As M-│1 shows\n"), @r#"
    ‹M-1›
    ### metric **M-1** Completion

    - owner: @ana, from G-1

    from 54% to 70%, now **58%** (read 21 days ago), 25% of the way, due 2027-06-30, in 219 days

    Serves, up to the top:

    - goal **G-1** More buyers finish (active)

    `product.roadmap:4`
    "#);
}

#[test]
fn a_header_tells_its_card_without_its_words() {
    let card = told("story PAY-20│ Pay\n  As a buyer I want to pay\n  [ ] x\n");
    assert!(
        card.starts_with("‹PAY-20›\n### story **PAY-20** Pay\n") && card.contains("criteria: 0 of 1 met"),
        "{card}"
    );
    assert!(!card.contains("As a buyer"), "the words stand right below");
    assert_eq!(told("story PAY-20 Pa│y\n").lines().next(), Some("‹Pay›"));
    assert!(told("sto│ry PAY-20 Pay\n").contains("A piece of value"));
}

#[test]
fn words_of_a_plan_are_no_html() {
    assert!(told("task PAY-20 See PAY-1│3\n").contains(r"Refunds \<b\>now\</b\>"));
}

#[test]
fn a_field_is_told_by_its_key_and_its_value() {
    insta::assert_snapshot!(told("bug PAY-20 x\n  seve│rity: major\n"), @r#"
    ‹severity›
    ### field **severity**

    How bad the bug is: critical, major or minor.

    - one of: critical, major, minor

    Written: `severity: major`
    "#);
    assert!(told("bug PAY-20 x\n  severity: ma│jor\n").starts_with("‹major›\n### field **severity**"));
    assert!(told("goal G-9 x\n  poi│nts: 5\n").contains("This kind does not have it; these do: story"));
    assert_eq!(told_at("goal G-9 x\n  colo│ur: 5\n"), None);
}

#[test]
fn a_status_is_told_with_its_phase() {
    insta::assert_snapshot!(told("story PAY-20 x\n  status: rev│iew\n"), @r#"
    ‹review›
    ### status **review** of a story

    Phase doing: Being worked on, looked at, or sent back.

    - draft (draft): meant where none is written
    - ready (ready)
    - doing (doing)
    - review (doing)
    - rejected (doing)
    - accepted (done)
    - dropped (dropped)
    "#);
}

#[test]
fn people_are_told_by_their_roles_and_teams() {
    insta::assert_snapshot!(told("story PAY-20 x\n  owner: @mar│ia\n"), @r#"
    ‹@maria›
    ### **@maria** Maria Kovač

    - product owner: Decides how and when: the backlog, its order, its criteria, sprint goals, and what is accepted.
    - in @payments
    - this is you
    "#);
    assert!(told("story PAY-20 x\n  ? Who? @paym│ents\n").contains("team **@payments**"));
    assert!(told("story PAY-20 x\n  owner: @nobo│dy\n").contains("field **owner**"), "nobody is known by that name");
}

#[test]
fn days_are_told_from_today() {
    assert_eq!(told("story PAY-20 x\n  by: 2026-11-│27\n"), "‹2026-11-27›\nFriday 2026-11-27, in 4 days\n");
    assert_eq!(told("story PAY-20 x\n  ! No. @ana 2026-11-│18\n"), "‹2026-11-18›\nWednesday 2026-11-18, 5 days ago\n");
    assert!(told("sprint PAY-s1 x\n  when: 2026-11-16│..2026-11-27\n").starts_with("‹2026-11-16..2026-11-27›\nMonday"));
    assert!(told("goal G-9 x\n  when: ne│xt\n").contains("comes after"));
}

#[test]
fn criteria_labels_and_marks_are_told() {
    assert!(told("task PAY-20 See PAY-12^pa│id\n").contains("- `[x]` It is paid"));
    assert!(told("task PAY-20 x\n  [ ] It is paid ^pa│id\n").contains("`PAY-20^paid`"));
    assert!(told("task PAY-20 x\n  [│-] It is paid\n").contains("dropped"));
    assert!(told("task PAY-20 x\n  │? Who?\n").contains("A question"));
}

#[test]
fn the_persona_of_a_story_is_told() {
    let persona = told("story PAY-20 x\n  As a first-│time buyer\n  I want to pay\n");
    assert!(persona.starts_with("‹first-time buyer›\n") && persona.contains("Arrives on a phone."), "{persona}");
}

#[test]
fn a_rule_that_a_comment_allows_is_told() {
    let rule = told("task PAY-20 x\n  # roadlog: allow syntax/emp│ty because later\n");
    assert!(rule.starts_with("‹syntax/empty›\n### `syntax/empty`"), "{rule}");
    assert!(told("task PAY-20 x\n  # road│log: allow syntax/empty\n").contains("silences"));
    assert_eq!(told_at("task PAY-20 x\n  # roadlog: allow syntax/empty because la│ter\n"), None);
}

#[test]
fn tags_measures_and_readings_are_told() {
    assert!(told("task PAY-20 x\n  tags: mob│ile\n").contains("Tag **mobile**: 1 open and 0 closed"));
    assert!(told("metric M-9 x\n  measures: velo│city\n").contains("Delivery"));
    assert!(told("metric M-9 x\n  baseline: 5│0%\n  target: 60%\n").contains("from 50% to 60%, not read yet"));
}

#[test]
fn the_last_changes_are_told_where_they_are_known() {
    let at = |status: &str, points: u32| format!("task PAY-1 x\n  status: {status}\n  points: {points}\n");
    let (first, second, third) = (at("ready", 3), at("doing", 3), at("doing", 5));
    let revisions = [("2026-11-02", "maria", &*first), ("2026-11-20", "li", &second), ("2026-11-22", "ana", &third)];
    let author = Identity::Claimed(Handle::from_name("maria").unwrap());
    let scene = Scene::of("task PAY-1│ x\n  status: doing\n").after(&revisions, author);
    let told = hover(&scene.snapshot, scene.position()).unwrap().content.to_plain();
    let expected = "\
Last changes:

- points 3 → 5, yesterday (2026-11-22), @ana
- status ready → doing, 3 days ago (2026-11-20), @li
- created, 21 days ago (2026-11-02), @maria
";
    assert!(told.contains(expected), "{told}");
    assert!(
        !hover(&Scene::of("task PAY-1 x\n").snapshot, scene.position()).unwrap().content.to_plain().contains("Last")
    );
}

#[test]
fn nothing_is_told_of_nothing() {
    for source in
        ["task PAY-20 x\n  just wo│rds\n", "== Se│ction\n", "task PAY-20 x\n│\n", "task PAY-20 x\n  > PAY-1│2\n"]
    {
        assert_eq!(told_at(source), None, "{source}");
    }
}
