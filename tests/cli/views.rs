//! `roadlog board`, `roadmap` and `inbox`, and what all views do with the width that there is.

use crate::harness::{Run, Sandbox};

/// What the program writes where somebody says how wide lines may be.
fn at(sandbox: &Sandbox, width: usize, words: &[&str]) -> String {
    let output = sandbox.command(words).env("COLUMNS", width.to_string()).output().unwrap();
    Run::of(&output).ended_with(0).stdout
}

fn two_sprints() -> Sandbox {
    let backlog = "\
sprint PAY-s1 Guests can pay
  status: active
  team: @payments

story PAY-1 Pay
  status: doing
  sprint: PAY-s1
  owner: @maria

sprint FIND-s1 Typing errors are forgiven
  status: active
  team: @search

story FIND-1 Find
  status: ready
  sprint: FIND-s1
  owner: @noah

story FIND-2 Find more
  status: ready
";
    let people = "[people.maria]\n[people.noah]\n[teams]\npayments = [\"maria\"]\nsearch = [\"noah\"]\n";
    Sandbox::new(&[("a.backlog", backlog), ("roadlog.toml", people)])
}

#[test]
fn the_board_of_the_example() {
    insta::assert_snapshot!(Sandbox::example().run(&["board"]).ended_with(0).stdout);
}

#[test]
fn the_roadmap_of_the_example() {
    insta::assert_snapshot!(Sandbox::example().run(&["roadmap"]).ended_with(0).stdout);
}

#[test]
fn the_inbox_of_somebody_named_on_a_checklist() {
    insta::assert_snapshot!(Sandbox::example().run(&["inbox", "@sam"]).ended_with(0).stdout);
}

#[test]
fn each_active_sprint_has_a_board() {
    let boards = two_sprints().run(&["board"]).ended_with(0).stdout;
    for part in ["PAY-s1 Guests can pay", "PAY-1\n", "FIND-s1 Typing errors", "FIND-1\n"] {
        assert!(boards.contains(part), "{part}: {boards}");
    }
    assert!(!boards.contains("FIND-2"), "{boards}");
}

#[test]
fn a_board_is_narrowed_by_team_owner_sprint_and_query() {
    let sandbox = two_sprints();
    let shown = |words: &[&str]| {
        let words: Vec<&str> = ["board"].iter().chain(words).copied().collect();
        let board = sandbox.run(&words).ended_with(0).stdout;
        ["PAY-1\n", "FIND-1\n"].map(|id| board.contains(id))
    };
    assert_eq!(shown(&["--team", "@search"]), [false, true]);
    assert_eq!(shown(&["--owner", "maria"]), [true, false]);
    assert_eq!(shown(&["--sprint", "pay-s1"]), [true, false]);
    assert_eq!(shown(&["status:ready"]), [false, true]);
}

#[test]
fn a_sprint_or_a_person_that_there_is_not_ends_with_2_and_a_hint() {
    let sandbox = two_sprints();
    let hint = |words: &[&str]| sandbox.run(words).ended_with(2).stderr;
    assert!(hint(&["board", "--sprint", "PAY-s2"]).contains("did you mean PAY-s1?"));
    assert!(hint(&["board", "--sprint", "PAY-1"]).contains("name one of PAY-s1, FIND-s1"));
    assert!(hint(&["board", "--team", "@paymets"]).contains("did you mean @payments?"));
    assert!(hint(&["inbox", "@mario"]).contains("did you mean @maria?"));
    assert!(hint(&["inbox"]).contains("such as `roadlog inbox @maria`"));
    assert!(hint(&["tree", "PAY-9"]).contains("hint: did you mean PAY-"));
}

#[test]
fn where_no_sprint_is_active_the_board_is_the_backlogs() {
    let sandbox = Sandbox::new(&[("a.backlog", "story PAY-1 Pay\n  status: ready\n\nstory PAY-2 Idea\n")]);
    let board = sandbox.run(&["board"]).ended_with(0).stdout;
    assert!(board.starts_with("Backlog (no sprint is active)\n") && board.contains("PAY-1\n"), "{board}");
    assert!(board.ends_with("\n1 draft not ready\n"), "{board}");
}

#[test]
fn nothing_waiting_is_said() {
    let inbox = Sandbox::example().run(&["inbox", "@ana"]).ended_with(0).stdout;
    assert_eq!(inbox, "Nothing waits for @ana (Ana Lima)\n");
}

#[test]
fn an_empty_plan_says_what_to_do() {
    let sandbox = Sandbox::new(&[("a.backlog", "# nothing yet\n")]);
    for (words, hint) in [("board", "write a story"), ("roadmap", "write one into"), ("tree", "write a vision")] {
        let run = sandbox.run(&[words]).ended_with(0);
        assert!(run.stdout.is_empty() && run.stderr.contains(hint), "{words}: {run:?}");
    }
}

#[test]
fn the_tree_begins_and_ends_where_it_is_asked_to() {
    let sandbox = Sandbox::example();
    let ids = |words: &[&str]| -> Vec<String> {
        let tree = sandbox.run(words).ended_with(0).stdout;
        tree.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
    };
    assert_eq!(ids(&["tree", "PAY-1"]), ["PAY-1", "PAY-12", "PAY-15"]);
    assert_eq!(ids(&["tree", "--depth", "1"]), ["V-1", "G-1"]);
    assert_eq!(ids(&["tree", "pay-1", "--depth", "0"]), ["PAY-1"]);
    let cut = sandbox.run(&["tree", "G-1", "--depth", "0"]).stdout;
    assert!(cut.contains("(+3)"), "{cut}");
}

#[test]
fn of_a_long_list_the_tree_shows_the_beginning_and_how_many_more_there_are() {
    let stories: Vec<String> = (2..40).map(|number| format!("story PAY-{number} S\n  for: PAY-1\n\n")).collect();
    let sandbox = Sandbox::new(&[("a.backlog", &format!("epic PAY-1 All\n\n{}", stories.concat()))]);
    let tree = sandbox.run(&["tree"]).ended_with(0).stdout;
    assert!(tree.ends_with("  ... and 28 more\n") && tree.lines().count() == 1 + 1 + 10 + 1, "{tree}");
    assert_eq!(sandbox.run(&["tree", "--all"]).ended_with(0).stdout.lines().count(), 1 + 1 + 38);
}

#[test]
fn the_card_tells_what_rules_have_to_say_and_what_done_means() {
    let done = "[done]\nstory = [\"Reviewed\"]\n";
    let sandbox = Sandbox::new(&[("a.backlog", "story PAY-2 Pay\n  for: PAY-9\n"), ("roadlog.toml", done)]);
    let card = sandbox.run(&["show", "PAY-2"]).ended_with(0).stdout;
    assert!(card.contains("\nDefinition of Done\n  - Reviewed\n"), "{card}");
    assert!(card.contains("\nFindings\n  error: ") && card.contains("(reference/unknown-id)"), "{card}");
}

#[test]
fn lines_fit_the_width_that_somebody_asks_for() {
    let title = format!("{} 計画を立てる 👩\u{200d}💻 e\u{301} \u{1b}[2J\u{202e} end", "Very long ".repeat(50));
    let roadmap = format!("goal G-1 {title}\n  when: 2026-Q4\n  status: active\n");
    let backlog = format!(
        "sprint PAY-s1 {title}\n  status: active\n\nstory PAY-1 {title}\n  status: doing\n  for: G-1\n  sprint: PAY-s1\n  \
         owner: @maria\n  assignee: @li\n  blocked: {title}\n  ? {title} @maria\n"
    );
    let sandbox = Sandbox::new(&[("a.backlog", &backlog), ("a.roadmap", &roadmap)]);
    for width in [20, 40, 63, 80, 120, 300] {
        for words in [&["board"][..], &["roadmap"], &["tree"], &["show", "PAY-1"], &["inbox", "@maria"]] {
            let shown = at(&sandbox, width, words);
            // Nothing in this text is narrower than its characters but the marks and the joiner in it.
            let columns = |line: &str| line.chars().filter(|sign| !matches!(sign, '\u{301}' | '\u{200d}')).count();
            let widest = shown.lines().max_by_key(|line| columns(line)).unwrap();
            assert!(columns(widest) <= width, "{words:?} at {width}: {widest}");
            assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{words:?}: {shown:?}");
        }
    }
}

#[test]
fn what_is_read_by_another_program_is_cut_only_where_it_is_laid_out() {
    let title = "Very long ".repeat(50);
    let backlog = format!("story PAY-1 {title}\n  status: ready\n  ? {title} @maria\n");
    let sandbox = Sandbox::new(&[("a.backlog", &backlog)]);
    for words in [&["tree"][..], &["show", "PAY-1"], &["inbox", "@maria"], &["list"]] {
        let shown = sandbox.run(words).ended_with(0).stdout;
        assert!(shown.contains(title.trim()), "{words:?}: {shown}");
    }
}

#[test]
fn nothing_is_drawn_with_where_it_would_copy_badly() {
    let sandbox = Sandbox::example();
    for words in [&["board"][..], &["roadmap"], &["tree"], &["show", "G-1"]] {
        let output = sandbox.command(words).env("LANG", "C.UTF-8").output().unwrap();
        assert!(Run::of(&output).stdout.is_ascii(), "{words:?}");
    }
}
