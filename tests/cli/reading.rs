//! `roadlog show`, `list` and `tree`.

use crate::harness::Sandbox;

fn listed(sandbox: &Sandbox, words: &[&str]) -> Vec<String> {
    let words: Vec<&str> = ["list"].into_iter().chain(words.iter().copied()).collect();
    let run = sandbox.run(&words).ended_with(0);
    run.stdout.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn the_card_of_a_story() {
    insta::assert_snapshot!(Sandbox::example().run(&["show", "PAY-12"]).ended_with(0).stdout);
}

#[test]
fn the_card_of_a_goal() {
    insta::assert_snapshot!(Sandbox::example().run(&["show", "G-1"]).ended_with(0).stdout);
}

#[test]
fn an_id_may_be_written_loosely_and_a_near_miss_is_suggested() {
    let sandbox = Sandbox::example();
    assert_eq!(sandbox.run(&["show", "pay-12"]).ended_with(0).stdout, sandbox.run(&["show", "PAY-12"]).stdout);
    let run = sandbox.run(&["show", "PAX-12"]).ended_with(2);
    assert!(run.stderr.contains("hint: did you mean PAY-12?"), "{}", run.stderr);
    sandbox.run(&["show", "twelve"]).ended_with(2);
}

#[test]
fn an_id_that_was_given_twice_shows_both() {
    let sandbox = Sandbox::new(&[("a.backlog", "story PAY-1 One\n\nstory PAY-1 Two\n")]);
    let shown = sandbox.run(&["show", "PAY-1"]).ended_with(0).stdout;
    assert!(shown.contains("PAY-1 One") && shown.contains("PAY-1 Two"), "{shown}");
}

#[test]
fn the_tree_of_the_example() {
    insta::assert_snapshot!(Sandbox::example().run(&["tree"]).ended_with(0).stdout);
}

#[test]
fn what_serves_nothing_comes_at_the_end_of_the_tree() {
    let sandbox =
        Sandbox::new(&[("a.backlog", "task PAY-2 Below\n  for: PAY-1\n\nstory PAY-1 Alone\n\nsprint PAY-s1 Goal\n")]);
    let tree = sandbox.run(&["tree"]).ended_with(0).stdout;
    assert_eq!(tree, "Serving nothing\nPAY-1    story  draft  Alone  0% of 2 items\n  PAY-2  task   draft  Below\n");
}

#[test]
fn a_ring_and_a_very_long_chain_end() {
    let ring = "task PAY-1 One\n  for: PAY-2\n\ntask PAY-2 Two\n  for: PAY-1\n\n";
    let chain: Vec<String> =
        (4..20_000).map(|number| format!("task PAY-{number} T\n  for: PAY-{}\n\n", number - 1)).collect();
    let sandbox = Sandbox::new(&[("a.backlog", &format!("{ring}task PAY-3 Top\n\n{}", chain.concat()))]);
    let tree = sandbox.run(&["tree"]).ended_with(0).stdout;
    assert_eq!(tree.lines().count(), 1 + 19_999);
    sandbox.run(&["show", "PAY-1"]).ended_with(0);
    sandbox.run(&["show", "PAY-19999"]).ended_with(0);
}

#[test]
fn what_is_closed_is_in_the_tree_where_it_is_asked_for() {
    let sandbox = Sandbox::new(&[(
        "a.roadmap",
        "vision V-1 See\n\ngoal G-1 Won\n  for: V-1\n  status: met\n\ninitiative I-1 Go on\n  for: G-1\n",
    )]);
    let tree = sandbox.run(&["tree"]).ended_with(0).stdout;
    assert!(!tree.contains("Won") && tree.contains("\n  I-1"), "{tree}");
    let all = sandbox.run(&["tree", "--all"]).ended_with(0).stdout;
    assert!(all.contains("\n  G-1") && all.contains("\n    I-1"), "{all}");
}

#[test]
fn a_query_narrows_the_list() {
    let sandbox = Sandbox::example();
    assert_eq!(listed(&sandbox, &["status:ready"]), ["PAY-15"]);
    assert_eq!(listed(&sandbox, &["status:ready,doing"]), ["PAY-12", "PAY-15"]);
    assert_eq!(listed(&sandbox, &["owner:@maria", "kind:story"]), ["PAY-12"]);
    assert_eq!(listed(&sandbox, &["sprint:PAY-s23"]), ["PAY-12"]);
    assert_eq!(listed(&sandbox, &["team:@payments", "kind:story"]), ["PAY-12"]);
    assert_eq!(listed(&sandbox, &["for:G-1", "kind:epic"]), ["PAY-1"]);
    assert_eq!(listed(&sandbox, &["assignee:li"]), ["PAY-12"]);
    assert_eq!(listed(&sandbox, &["grey", "button"]), ["PAY-15"]);
    assert_eq!(listed(&sandbox, &["is:blocked"]), [""; 0]);
    assert_eq!(listed(&sandbox, &["kind:bug", "sprint:none"]), ["PAY-15"]);
}

#[test]
fn stakeholders_and_tags_are_found() {
    let backlog = "story PAY-1 One\n  tags: #checkout, mobile\n\nstory PAY-2 Two\n  stakeholders: @sam\n";
    let sandbox = Sandbox::new(&[("a.backlog", backlog)]);
    assert_eq!(listed(&sandbox, &["tag:checkout"]), ["PAY-1"]);
    assert_eq!(listed(&sandbox, &["stakeholder:@sam"]), ["PAY-2"]);
}

#[test]
fn what_is_blocked_comes_first() {
    let sandbox = Sandbox::new(&[("a.backlog", "story PAY-1 One\n\nstory PAY-2 Two\n  blocked: the bank, @sam\n")]);
    let run = sandbox.run(&["list"]).ended_with(0);
    assert_eq!(run.stdout, "PAY-2  story  draft  Two (blocked: the bank, @sam)\nPAY-1  story  draft  One\n");
    assert_eq!(listed(&sandbox, &["is:blocked"]), ["PAY-2"]);
}

#[test]
fn a_key_or_a_word_that_there_is_not_ends_with_2_and_a_near_miss() {
    let sandbox = Sandbox::example();
    let hint = |query: &str| sandbox.run(&["list", query]).ended_with(2).stderr;
    assert!(hint("onwer:@maria").contains("did you mean owner:?"), "{}", hint("onwer:@maria"));
    assert!(hint("status:redy").contains("did you mean status:ready?"), "{}", hint("status:redy"));
}

#[test]
fn lists_are_sorted_by_rice_points_and_rank() {
    let initiative = |number: u32, effort: u32| {
        format!("initiative I-{number} Bet\n  reach: 1000\n  impact: 2\n  confidence: 80%\n  effort: {effort}\n\n")
    };
    let roadmap = format!("initiative I-9 Unknown\n\n{}{}", initiative(1, 4), initiative(2, 1));
    let backlog = "story PAY-1 A\n  points: 3\n\nepic PAY-2 B\n\nstory PAY-3 C\n  points: 13\n";
    let sandbox = Sandbox::new(&[("a.roadmap", &roadmap), ("b.backlog", backlog)]);
    assert_eq!(listed(&sandbox, &["--sort", "rice", "kind:initiative"]), ["I-2", "I-1", "I-9"]);
    assert_eq!(listed(&sandbox, &["--sort", "points", "file:b.backlog"]), ["PAY-3", "PAY-1", "PAY-2"]);
    assert_eq!(listed(&sandbox, &["--sort", "rank", "file:b.backlog"]), ["PAY-2", "PAY-1", "PAY-3"]);
    let rice = sandbox.run(&["list", "--sort", "rice", "kind:initiative"]).stdout;
    assert!(rice.lines().next().unwrap().contains("1600"), "{rice}");
}

#[test]
fn archives_are_left_out_unless_they_are_asked_for() {
    let sandbox = Sandbox::new(&[
        ("archive/a.backlog", "story PAY-1 Old\n  status: accepted\n"),
        ("b.backlog", "story PAY-2 New\n"),
    ]);
    assert_eq!(listed(&sandbox, &[]), ["PAY-2"]);
    assert_eq!(listed(&sandbox, &["is:archived"]), ["PAY-1"]);
}

#[test]
fn what_a_terminal_would_obey_is_shown_and_not_sent() {
    let sandbox =
        Sandbox::new(&[("a.backlog", "story PAY-1 \u{1b}[2J\u{202e}evil ::error::x\n  blocked: ##[error]y\n")]);
    for words in
        [&["list"][..], &["tree"], &["show", "PAY-1"], &["board"], &["roadmap"], &["check"], &["fmt", "--diff"]]
    {
        let run = sandbox.run(words);
        let text = format!("{}{}", run.stdout, run.stderr);
        assert!(!text.contains(['\u{1b}', '\u{202e}']) && !text.contains("##[error]"), "{words:?}: {text:?}");
    }
}
