//! Updates over a period of a shop in which everything occurs, as they are sent.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use roadlog_config::{Config, Place};
use roadlog_model::{FileInput, Plan};
use roadlog_report::page::{Glyphs, Line, Paper};
use roadlog_report::{Audience, Update, UpdatePeriod, UpdateRequest, sprints_begun, update};
use roadlog_syntax::value::Date;
use roadlog_testkit::Fixture;

const FIRST: Date = jiff::civil::date(2026, 11, 14);
const LAST: Date = jiff::civil::date(2026, 11, 28);

/// The plan of a file in `period/`.
fn plan(name: &str) -> Plan {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/period").join(name);
    plan_of(&fs::read_to_string(file).expect("the file is part of the repository"))
}

fn plan_of(text: &str) -> Plan {
    let files = Fixture::parse(text).files;
    let config = files.iter().find(|file| file.path == "roadlog.toml").map_or("", |file| &file.text);
    let (config, _) = roadlog_config::parse(config, Place::Root);
    let inputs = files.iter().filter(|file| file.path != "roadlog.toml").map(|file| FileInput {
        path: file.path.clone(),
        bytes: file.text.clone().into_bytes(),
        archived: file.path.starts_with("archive/"),
        foreign: false,
    });
    Plan::new(Config::new(config, Vec::new()), inputs.collect()).expect("the files are small")
}

fn between(before: &Plan, after: &Plan, audience: Audience) -> Update {
    let period = UpdatePeriod { since: None, first: Some(FIRST), last: LAST };
    update(&UpdateRequest { before, after, audience, period, begun: &|_| None })
}

/// The update on the whole period.
fn of_the_period(audience: Audience) -> Update {
    let (before, begun, after) = (plan("before.plan"), plan("begun.plan"), plan("after.plan"));
    let ids: Vec<_> = sprints_begun(&before, &after).into_iter().map(ToString::to_string).collect();
    assert_eq!(ids, ["PAY-s23"], "the other one ran already");
    let period = UpdatePeriod { since: Some("v1.2".into()), first: Some(FIRST), last: LAST };
    update(&UpdateRequest { before: &before, after: &after, audience, period, begun: &|_| Some(&begun) })
}

/// What an update between two plans of one file says, as Markdown without its title.
fn told(before: &str, after: &str, audience: Audience) -> String {
    let plan = |text: &str| plan_of(&format!("//- x.backlog\n{text}"));
    let text = between(&plan(before), &plan(after), audience).markup().to_markdown();
    text.split_once("\n\n").expect("there is more than a title").1.to_owned()
}

fn lines(update: &Update, width: usize) -> String {
    let paper = Paper::new(width, Glyphs::Unicode, |text| Cow::Borrowed(text));
    let lines = update.markup().lines(&paper);
    assert!(lines.iter().all(|line| line.width() <= width), "{lines:#?}");
    lines.iter().map(Line::text).map(|line| line.trim_end().to_owned() + "\n").collect()
}

#[test]
fn stakeholders_are_told_what_comes_of_the_plan() {
    insta::assert_snapshot!(of_the_period(Audience::Stakeholders).markup().to_markdown());
}

#[test]
fn the_team_is_told_of_its_sprints_and_its_backlog_too() {
    insta::assert_snapshot!(of_the_period(Audience::Team).markup().to_markdown());
}

#[test]
fn on_a_terminal_lines_end_between_words() {
    insta::assert_snapshot!(lines(&of_the_period(Audience::Stakeholders), 60));
}

#[test]
fn as_a_page_it_says_the_same() {
    insta::assert_snapshot!(of_the_period(Audience::Stakeholders).markup().to_html());
}

#[test]
fn no_id_is_told_to_stakeholders() {
    let page = of_the_period(Audience::Stakeholders).markup().to_html();
    for prefix in ["G-", "I-", "L-", "M-", "PAY-"] {
        assert!(!page.contains(prefix), "{prefix} in {page}");
    }
}

#[test]
fn where_nothing_changed_the_update_says_so_and_what_is_still_open() {
    assert_eq!(
        told("", "", Audience::Team),
        "Nothing was accepted, started, moved or dropped in this time, nothing was decided, and no sprint ran.\n"
    );
    let asked = "goal G-1 More\n  status: active\n  ? How many?\n";
    insta::assert_snapshot!(told(asked, asked, Audience::Stakeholders), @"
    Nothing on the roadmap was shipped, started, moved or dropped in this time, nothing was decided, and no metric moved.

    ## Open questions

    - **More** (goal)
      - How many? (asks nobody yet)
    ");
}

#[test]
fn what_only_the_team_decides_on_is_nothing_for_stakeholders() {
    let (before, after) = ("story PAY-1 Pay\n", "story PAY-1 Pay\n  status: doing\n  ? Why?\n");
    assert!(told(before, after, Audience::Stakeholders).starts_with("Nothing on the roadmap"));
    assert!(told(before, after, Audience::Team).contains("## Started"));
}

#[test]
fn a_goal_is_met_or_missed_and_what_was_over_may_be_taken_up_again() {
    let goals = |one: &str, other: &str, third: &str| {
        format!(
            "goal G-1 More\n  status: {one}\n\ngoal G-2 Less\n  status: {other}\n\ngoal G-3 As much\n  status: {third}\n"
        )
    };
    let (before, after) = (goals("active", "active", "dropped"), goals("met", "missed", "active"));
    insta::assert_snapshot!(told(&before, &after, Audience::Stakeholders), @"
    1 goal met, 1 taken up again, 1 dropped.

    ## Goals met

    - **More** (goal)

    ## Taken up again

    - **As much** (goal)
      - It was dropped

    ## Dropped

    - **Less** (goal)
      - Missed
      - No reason is written down
    ");
}

#[test]
fn what_is_gone_another_name_and_what_came_with_its_decisions_are_told() {
    let before = "vision V-1 Buy quickly\n\ninitiative I-1 Pay by invoice\n  status: planned\n";
    let after = "vision V-1 Buy at once\n\ninitiative I-2 Pay by card\n  status: active\n  ? Which cards? @ana\n  ! All. @ana\n\n  ! No fee.\n";
    insta::assert_snapshot!(told(before, after, Audience::Stakeholders), @"
    1 started, 1 dropped, 2 decisions.

    ## Started

    - **Pay by card** (initiative)
      - New in the plan

    ## Dropped

    - **Pay by invoice** (initiative)
      - Taken out of the plan

    ## Called otherwise now

    - **Buy at once** (vision)
      - Before: Buy quickly

    ## Decisions

    - **Pay by card** (initiative)
      - Which cards? All. (@ana)
      - No fee.
    ");
}

#[test]
fn another_id_or_file_changes_no_sprint() {
    let sprint = "sprint PAY-s1 Pay\n  status: active\n\n";
    let story = |id: &str| format!("{sprint}story {id} Pay by card\n  sprint: PAY-s1\n  status: doing\n  points: 3\n");
    insta::assert_snapshot!(told(&story("PAY-1"), &story("CARD-7"), Audience::Team), @"
    ## Sprint: Pay

    PAY-s1: active

    Accepted or done: 0 of 3 points, 0 of 1 item. At the beginning of this time, 3 points were in it.
    ");
}

#[test]
fn an_item_that_changes_in_many_ways_is_told_once_in_each() {
    let story = |id: &str, status: &str| format!("story {id} Pay by card\n  status: {status}\n\n");
    let before = format!(
        "{}{}{}",
        story("PAY-1", "ready").replace("card", "bank"),
        story("PAY-2", "ready").replace("card", "cash"),
        story("PAY-3", "ready")
    );
    let after = format!(
        "{}{}{}",
        story("CARD-3", "doing"),
        story("PAY-1", "ready").replace("card", "bank"),
        story("PAY-2", "ready").replace("card", "cash")
    );
    let text = told(&before, &after, Audience::Team);
    assert_eq!(text, "1 started.\n\n## Started\n\n- **Pay by card** (story CARD-3)\n");
}

#[test]
fn items_without_an_id_are_told_each_for_itself() {
    let text = told("", "story PAY-new Pay\n\nstory PAY-new Pay\n", Audience::Team);
    assert_eq!(text, "2 new.\n\n## New\n\n- **Pay** (story PAY-new)\n- **Pay** (story PAY-new)\n");
}

#[test]
fn a_sprint_of_which_the_beginning_is_not_known_has_no_scope_that_changed() {
    let after = "sprint PAY-s1 Pay\n  status: active\n\nstory PAY-1 Pay by card\n  sprint: PAY-s1\n";
    let text = told("", after, Audience::Team);
    assert!(text.contains("## Sprint: Pay") && !text.contains("running sprint") && !text.contains("began"), "{text}");
}

#[test]
fn words_of_a_plan_are_no_markup() {
    let after = "goal G-1 <b>*More*</b> [x](https://x.example)\n  status: met\n  ! <script> @ana\n";
    let text = told("", after, Audience::Stakeholders);
    assert!(
        text.contains(r"**\<b\>\*More\*\</b\> \[x\](https\://x.example)**") && text.contains(r"\<script\>"),
        "{text}"
    );
}
