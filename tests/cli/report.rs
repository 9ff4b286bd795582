//! `roadlog report`: what changed over a period, as a text to send.

use std::fs;
use std::path::Path;

use roadlog_testkit::Fixture;

use crate::git::{ANA, Checkout, LI, MARIA, said};
use crate::harness::Run;

/// Commits the whole work tree at noon of a day of November 2026.
fn commit(checkout: &Checkout, day: u32, who: &str, message: &str) {
    checkout.made.git(&["add", "--all"]);
    let date = format!("2026-11-{day:02}T12:00:00+00:00");
    let mut command = checkout.command_as(who, &["commit", "--quiet", "--allow-empty", "--message", message]);
    said(&command.env("GIT_AUTHOR_DATE", &date).env("GIT_COMMITTER_DATE", date).output().unwrap());
}

/// The example in a week of work. The sprint of the example runs at its beginning, the next one begins in it.
fn a_week() -> Checkout {
    let checkout = Checkout::of_the_example();
    checkout.made.git(&["tag", "v1.0"]);
    checkout.edit("product.roadmap", &[("current: 58% 2026-11-02", "current: 61% 2026-11-17")]);
    checkout.edit("checkout.backlog", &[("status: doing\n", "status: accepted\n")]);
    commit(&checkout, 17, MARIA, "Accept PAY-12 too early");
    checkout.edit("checkout.backlog", &[("status: accepted\n", "status: doing\n")]);
    commit(&checkout, 18, MARIA, "Take that back");
    let next = "sprint PAY-s24 Guests see what they bought\n  team: @payments\n  status: active\n\n";
    checkout.edit(
        "checkout.backlog",
        &[("epic PAY-1", &format!("{next}epic PAY-1")), ("sprint: PAY-s23", "sprint: PAY-s24")],
    );
    checkout.edit("checkout.backlog", &[("2026-11-27\n  status: active", "2026-11-27\n  status: met")]);
    commit(&checkout, 19, MARIA, "Begin the next sprint");
    checkout.made.write("main.rs", "fn main() {}\n");
    commit(&checkout, 19, LI, "Write the program");
    checkout.edit(
        "checkout.backlog",
        &[("status: ready\n  for: PAY-1\n", "status: doing\n  for: PAY-1\n  sprint: PAY-s24\n")],
    );
    checkout.edit(
        "product.roadmap",
        &[
            ("when: 2026-Q4\n", "when: 2027-Q1\n"),
            ("  [ ] The sales deck", "  ? Who shows it? @sam\n  [ ] The sales deck"),
        ],
    );
    commit(&checkout, 20, ANA, "Give the initiative more time");
    checkout
}

fn markdown(checkout: &Checkout, words: &[&str]) -> Run {
    checkout.run(&[&["report", "--format", "markdown"], words].concat()).ended_with(0)
}

#[test]
fn a_report_begins_at_the_last_tag_and_says_so() {
    let run = markdown(&a_week(), &[]);
    assert_eq!(run.stderr, "since the last tag, v1.0; --since names another beginning\n");
    insta::assert_snapshot!(run.stdout, @"
    # Roadmap update, 2026-11-16 to 2026-11-23, since v1.0

    1 metric moved, 1 slipped, 1 open question.

    ## Metrics

    - **Checkout completion** (metric)
      - 58% → 61%, towards the target of 70%, 44% of the way, to be reached by 2027-06-30
      - For the goal: More buyers finish the checkout

    ## Slipped

    - **Checkout without an account** (initiative)
      - 2026-Q4 → 2027-Q1

    ## Open questions

    - **Guest checkout for every shop** (launch)
      - Who shows it? (asks Sam Okoro)
    ");
}

#[test]
fn the_team_is_told_of_the_sprints() {
    insta::assert_snapshot!(markdown(&a_week(), &["--for", "team", "--quiet"]).stdout, @"
    # Team update, 2026-11-16 to 2026-11-23, since v1.0

    1 metric moved, 1 started, 1 slipped, 1 open question.

    ## Sprint: Guests can pay by card

    PAY-s23, @payments, 2026-11-16 to 2026-11-27: met

    Accepted or done: 0 of 0 items. At the beginning of this time, 5 points were in it. The team expected to finish 20.

    ### Left over

    - **Pay without an account** (story PAY-12, 5 pt)
      - Now in the sprint Guests see what they bought

    ## Sprint: Guests see what they bought

    PAY-s24, @payments: active

    Accepted or done: 0 of 7 points, 0 of 2 items. When it began, 5 points were in it.

    ### Came into the running sprint

    - **The pay button stays grey after a card is corrected** (bug PAY-15, 2 pt)

    ## Metrics

    - **Checkout completion** (metric M-1)
      - 58% → 61%, towards the target of 70%, 44% of the way, to be reached by 2027-06-30
      - For the goal: More buyers finish the checkout

    ## Started

    - **The pay button stays grey after a card is corrected** (bug PAY-15, 2 pt)

    ## Slipped

    - **Checkout without an account** (initiative I-1)
      - 2026-Q4 → 2027-Q1

    ## Open questions

    - **Guest checkout for every shop** (launch L-1)
      - Who shows it? (asks @sam)
    ");
}

#[test]
fn without_a_tag_it_begins_two_weeks_ago() {
    let checkout = a_week();
    checkout.made.git(&["tag", "--delete", "v1.0"]);
    let run = markdown(&checkout, &[]);
    assert_eq!(run.stderr, "since 2026-11-09, two weeks before the end; --since names another beginning\n");
    assert!(run.stdout.starts_with("# Roadmap update, 2026-11-09 to 2026-11-23\n"), "{}", run.stdout);
    assert!(run.stdout.contains("## New on the roadmap"), "before the first commit there was no plan: {}", run.stdout);
}

#[test]
fn a_day_a_tag_and_a_revision_are_understood() {
    let checkout = a_week();
    checkout.made.git(&["tag", "2026-11-19", "HEAD~1"]);
    let title = |words: &[&str]| markdown(&checkout, words).stdout.lines().next().unwrap().to_owned();
    let told = |since| markdown(&checkout, &["--since", since]).stdout;
    assert_eq!(title(&["--since", "v1.0"]), "# Roadmap update, 2026-11-16 to 2026-11-23, since v1.0");
    assert_eq!(title(&["--since", "HEAD~3"]), "# Roadmap update, 2026-11-18 to 2026-11-23");
    assert_eq!(title(&["--since", "2026-11-20"]), "# Roadmap update, 2026-11-20 to 2026-11-23");
    assert_eq!(
        title(&["--since", "2026-11-19"]),
        "# Roadmap update, 2026-11-19 to 2026-11-23, since 2026-11-19",
        "a tag that is called by a day is a tag"
    );
    assert!(told("2026-11-17").contains("58% → 61%"), "the day itself is in it");
    assert!(!told("2026-11-18").contains("58% → 61%"), "the days before are not");
    let past = markdown(&checkout, &["--since", "v1.0", "--head", "HEAD~2"]).stdout;
    assert!(past.starts_with("# Roadmap update, 2026-11-16 to 2026-11-19, since v1.0\n"), "{past}");
    assert!(!past.contains("Slipped"), "{past}");
}

#[test]
fn what_is_not_committed_is_not_told_and_what_does_not_change_is_said() {
    let checkout = a_week();
    checkout.edit("product.roadmap", &[("Anyone can buy", "Nobody can buy")]);
    let run = markdown(&checkout, &["--since", "HEAD"]);
    insta::assert_snapshot!(run.stdout, @"
    # Roadmap update, 2026-11-20 to 2026-11-23

    Nothing on the roadmap was shipped, started, moved or dropped in this time, nothing was decided, and no metric moved.

    ## Open questions

    - **Guest checkout for every shop** (launch)
      - Who shows it? (asks Sam Okoro)
    ");
}

#[test]
fn on_a_terminal_it_is_lines_and_for_a_mail_a_page() {
    let checkout = a_week();
    let lines = checkout.run(&["report", "--quiet"]).ended_with(0).stdout;
    assert!(
        lines.contains("\nSlipped\n  - Checkout without an account (initiative)\n    - 2026-Q4 → 2027-Q1\n"),
        "{lines}"
    );
    let page = checkout.run(&["report", "--quiet", "--format", "html"]).ended_with(0).stdout;
    assert!(page.starts_with("<!DOCTYPE html>\n") && page.ends_with("</html>\n"), "{page}");
}

#[test]
fn what_a_report_cannot_begin_with_is_said_with_the_way_out() {
    let checkout = a_week();
    let told = |since| checkout.run(&["report", "--since", since]).ended_with(2).stderr;
    insta::assert_snapshot!(told("v9"), @"
    error: there is no revision v9 here
    hint: --since takes a day, such as 2026-11-23, a tag, or another revision
    ");
    insta::assert_snapshot!(told("2026-12-24"), @"
    error: the report would begin on 2026-12-24, after it ends, which is on 2026-11-23
    hint: name an earlier day
    ");
}

#[test]
fn before_the_first_commit_there_is_nothing_to_report() {
    let checkout = Checkout { made: roadlog_testkit::Repository::new() };
    let run = checkout.run(&["report"]).ended_with(0);
    assert_eq!((&*run.stdout, &*run.stderr), ("", "there is no commit yet\n"));
}

#[test]
fn a_shallow_clone_says_what_it_lacks() {
    let checkout = a_week();
    let url = format!("file://{}", checkout.made.path().display());
    checkout.made.git(&["clone", "--quiet", "--depth=2", &url, "../shallow"]);
    let told = checkout.run(&["-C", "../shallow", "report", "--since", "2026-11-17"]).ended_with(2).stderr;
    assert!(told.contains("git fetch --unshallow"), "{told}");
    let team = ["-C", "../shallow", "report", "--since", "HEAD~1", "--for", "team"];
    assert!(checkout.run(&team).ended_with(0).stdout.contains("Slipped"));
}

/// The shop whose updates are told in crates/roadlog-report, with its two weeks as commits.
fn two_weeks() -> Checkout {
    let checkout = Checkout { made: roadlog_testkit::Repository::new() };
    let plans = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/roadlog-report/tests/period");
    for (name, day) in [("before.plan", 13), ("begun.plan", 16), ("after.plan", 27)] {
        for file in Fixture::parse(&fs::read_to_string(plans.join(name)).unwrap()).files {
            checkout.made.write(file.path, file.text);
        }
        commit(&checkout, day, ANA, name);
    }
    checkout
}

#[test]
fn what_the_documentation_shows_is_what_the_program_writes() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/report.md")).unwrap();
    let checkout = two_weeks();
    let shown = page.split("```console\n$ roadlog ").skip(1).map(|block| block.split("```\n").next().unwrap());
    let mut commands = 0;
    for block in shown {
        let (words, output) = block.split_once('\n').unwrap();
        let words = [words.split(' ').collect::<Vec<_>>(), vec!["--today", "2026-11-28"]].concat();
        let mut command = checkout.made.command(env!("CARGO_BIN_EXE_roadlog"));
        let made = Run::of(&command.args(&words).output().unwrap()).ended_with(0).stdout;
        assert_eq!(output, made, "write it into docs/report.md: roadlog {words:?}");
        commands += 1;
    }
    assert_eq!(commands, 2, "both readers are shown what they get");
}
