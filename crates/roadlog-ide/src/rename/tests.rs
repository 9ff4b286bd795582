//! Renames as their users see them: the files before and after, and the words of each refusal.

use roadlog_syntax::fingerprint::fingerprint;

use super::*;
use crate::testing::Scene;

/// The files that a rename changes, as they are then.
#[track_caller]
fn renamed(source: &str, new_name: &str) -> String {
    let scene = Scene::of(source);
    let edits = rename(&scene.snapshot, scene.position(), new_name).unwrap_or_else(|told| panic!("{told:?}"));
    scene.edited(&edits)
}

#[track_caller]
fn refused(source: &str, new_name: &str) -> String {
    let scene = Scene::of(source);
    match rename(&scene.snapshot, scene.position(), new_name) {
        Ok(edits) => panic!("not refused: {edits:?}"),
        Err(told) => format!("{}; {}", told.reason.unescaped(), told.way_out.unescaped()),
    }
}

#[track_caller]
fn prepared(source: &str) -> (String, String) {
    let scene = Scene::of(source);
    let found = prepare_rename(&scene.snapshot, scene.position()).unwrap_or_else(|told| panic!("{told:?}"));
    (scene.written(scene.position().path, found.span).to_owned(), found.placeholder)
}

#[test]
fn what_can_be_renamed_is_told_with_its_name() {
    let same = |name: &str| (name.to_owned(), name.to_owned());
    assert_eq!(prepared("task PAY-1 a\n  see PA│Y-1\n"), same("PAY-1"));
    assert_eq!(prepared("task PAY-1 a\n  [ ] x ^ke│pt\n"), same("kept"));
    assert_eq!(prepared("task PAY-1 a\n  [ ] x ^kept\n  # PAY-1^│kept\n"), same("kept"));
    assert_eq!(prepared("task PAY-1 a\n  owner: @Ma│ria\n"), ("@Maria".to_owned(), "@maria".to_owned()));
    assert_eq!(prepared("task PAY-│new a\n"), same("PAY-new"));
    assert_eq!(prepared("//- roadlog.toml\n[people.ma│ria]\n"), ("maria".to_owned(), "@maria".to_owned()));
}

#[test]
fn an_id_changes_in_every_file_that_names_it() {
    let after = renamed(
        "\
task PAY-1 See PAY-2 too
  needs: PAY-2
  # with PAY-2^a, not `PAY-2` nor PAY-22
  > PAY-2
//- archive/old.backlog
task PAY-2 b
  PAY│-2 again
  [ ] x ^a
//- other/foreign.backlog
task OTH-1 a
  needs: PAY-2
",
        "PAY-9",
    );
    assert_eq!(
        after,
        "\
//- plan.backlog
task PAY-1 See PAY-9 too
  needs: PAY-9
  # with PAY-9^a, not `PAY-2` nor PAY-22
  > PAY-2
//- archive/old.backlog
task PAY-9 b
  PAY-9 again
  [ ] x ^a
"
    );
}

#[test]
fn an_id_still_to_be_given_is_given() {
    assert_eq!(renamed("task PAY-n│ew a\ntask PAY-new b\n", "PAY-7"), "task PAY-7 a\ntask PAY-new b\n");
    assert!(refused("task PAY-n│ew a\ntask PAY-2 b\n", "PAY-2").starts_with("PAY-2 is taken"));
}

#[test]
fn a_label_changes_with_everything_that_names_it() {
    let after = renamed(
        "\
story PAY-1 a
  [ ] one ^ke│pt
  [ ] two ^other
task PAY-2 PAY-1^kept, not PAY-2^kept
  [ ] one ^kept
//- archive/old.backlog
task PAY-3 c
  # PAY-1^kept
",
        "^cart-kept",
    );
    assert_eq!(
        after,
        "\
//- plan.backlog
story PAY-1 a
  [ ] one ^cart-kept
  [ ] two ^other
task PAY-2 PAY-1^cart-kept, not PAY-2^kept
  [ ] one ^kept
//- archive/old.backlog
task PAY-3 c
  # PAY-1^cart-kept
"
    );
}

#[test]
fn a_handle_changes_in_plans_and_in_roadlog_toml() {
    let source = "\
task PAY-1 a
  assignee: @ana, @L│i
  ask @li, not li@shop.example
  ? Why? @li
//- roadlog.toml
[people.li]
name = \"Li\" # @li
[people.ana]
[teams]
pay = [\"li\", \"@ana\"]
all = [\"@li\"]
[[authority.allow]]
change = [\"bug.severity\"]
by = [\"@li\"]
of = \"@pay\"
//- sub/roadlog.toml
[team]
shape = \"combined\"
";
    let expected = |new: &str, key: &str| {
        format!(
            "\
//- plan.backlog
task PAY-1 a
  assignee: @ana, @{new}
  ask @{new}, not li@shop.example
  ? Why? @{new}
//- roadlog.toml
[people.{key}]
name = \"Li\" # @{new}
[people.ana]
[teams]
pay = [\"{new}\", \"@ana\"]
all = [\"@{new}\"]
[[authority.allow]]
change = [\"bug.severity\"]
by = [\"@{new}\"]
of = \"@pay\"
"
        )
    };
    assert_eq!(renamed(source, "@li_wei"), expected("li_wei", "li_wei"));
    assert_eq!(renamed(source, "Li.Wei"), expected("li.wei", "\"li.wei\""));
    let back = source.replace("@L│i", "@li").replace("[people.li]", "[people.\"li.w│ei\"]");
    assert_eq!(
        renamed(&back, "li"),
        "//- roadlog.toml\n".to_owned()
            + source.split("//- roadlog.toml\n").nth(1).unwrap().split("//- sub").next().unwrap(),
        "quotes that are needed no more go"
    );
}

#[test]
fn a_team_is_renamed_from_roadlog_toml() {
    let after = renamed(
        "epic PAY-1 a\n  team: @pay\n//- roadlog.toml\n[teams]\npa│y = []\n[[authority.only]]\nchange = [\"*.*\"]\nby = [\"developer\"]\nof = \"pay\"\n",
        "payments",
    );
    assert_eq!(
        after,
        "//- plan.backlog\nepic PAY-1 a\n  team: @payments\n//- roadlog.toml\n[teams]\npayments = []\n\
         [[authority.only]]\nchange = [\"*.*\"]\nby = [\"developer\"]\nof = \"payments\"\n"
    );
}

#[test]
fn an_acceptance_of_words_that_hold_the_name_holds_on() {
    let signed = |title: &str, criterion: &str| fingerprint(title, "", [criterion]).to_string();
    let text = |who: &str, label: &str| {
        let fingerprint = signed(&format!("As {who} asks"), &format!("As PAY-1^{label} says"));
        format!(
            "story PAY-1 a\n  [ ] x ^{label}\nbug PAY-2 As {who} asks\n  status: accepted\n  \
             accepted: {who} 2026-11-20 {fingerprint}\n  [x] As PAY-1^{label} says\n\
             //- roadlog.toml\n[people.{}]\n",
            &who[1..]
        )
    };
    let at = |needle: &str, text: String| text.replacen(needle, &format!("{needle}│"), 1);
    let plan = |text: String| text.split("//- roadlog.toml").next().unwrap_or_default().to_owned();
    assert_eq!(renamed(&at("x ^", text("@maria", "kept")), "left"), plan(text("@maria", "left")));
    let after = renamed(&at("As @", text("@li", "kept")), "mara");
    assert_eq!(after, format!("//- plan.backlog\n{}", text("@mara", "kept")));
}

#[test]
fn a_name_that_is_taken_is_refused() {
    assert!(refused("task PAY-│1 a\ntask PAY-2 b\n", "PAY-2").starts_with("PAY-2 is taken: it is “b”"));
    let told = refused("task PAY-1 a\n  [ ] x ^on│e\n  [ ] y ^two\n", "two");
    assert_eq!(told, "another criterion of PAY-1 has the label ^two; choose another one");
    let told = refused("task PAY-1 a\n  owner: @an│a\n", "@li");
    assert_eq!(told, "@li is Li Wei already; choose a handle that nobody has");
    assert!(refused("task PAY-1 a\n  owner: @an│a\n", "payments").starts_with("@payments is a team already"));
}

#[test]
fn a_name_that_is_none_is_refused_with_how_it_would_be_right() {
    assert_eq!(
        refused("task PAY-│1 a\n", "pay-9"),
        "`pay-9` is no id: the letters before the dash are capitals and those behind it small; write PAY-9"
    );
    assert!(refused("task PAY-│1 a\n", "pay").ends_with("an id is a prefix, a dash and a number: PAY-12"));
    assert!(refused("task PAY-1 a\n  [ ] x ^on│e\n", "Two").starts_with("`Two` is no label; a label is"));
    assert!(refused("task PAY-1 a\n  owner: @an│a\n", "a b").ends_with("between: @maria"));
}

#[test]
fn what_is_elsewhere_or_nowhere_is_refused() {
    let other = "task PAY-1 a\n  needs: OTH│-1\n//- other/a.backlog\ntask OTH-1 b\n";
    assert!(refused(other, "OTH-2").starts_with("OTH-1 belongs to another workspace (other/a.backlog)"));
    let inside = "task PAY-1 a\n//- other/a.backlog\ntask OTH-1 PA│Y-1\n";
    assert!(refused(inside, "PAY-2").starts_with("other/a.backlog belongs to another workspace"));
    assert!(refused("task PAY-1 PAY│-7\n", "PAY-8").starts_with("there is no item PAY-7"));
    assert!(refused("task PAY-1 PAY-1^k│ept\n", "x").starts_with("no criterion of PAY-1 has the label ^kept"));
    assert!(refused("task PAY-1 wor│d\n", "x").starts_with("nothing that can be renamed stands here"));
    let twice = refused("task PAY-│1 a\ntask PAY-1 b\n", "PAY-2");
    assert!(twice.starts_with("2 items have the id PAY-1"), "{twice}");
    let kind = "cho│re PAY-1 a\n//- roadlog.toml\n[kinds.chore]\nlike = \"task\"\n";
    assert!(refused(kind, "x").starts_with("chore is a word of roadlog.toml"));
}

#[test]
fn the_own_id_is_edited_in_its_item_at_once() {
    let scene = Scene::of(
        "task PAY-│1 a\n     ^^^^^^ linked/here\n  as PAY-1 says\n     ^^^^^ linked/here\ntask PAY-2 PAY-1\n",
    );
    let spans = linked_editing(&scene.snapshot, scene.position());
    scene.assert_marked(spans.iter().map(|span| ("plan.backlog", *span, "linked/here", "")));
    for source in ["task PAY-│1 a\n", "task PAY-1 PAY-1\n  wor│d\n", "task PAY-1 a\ntask PAY-2 PAY-│1 PAY-1\n"] {
        let scene = Scene::of(source);
        assert_eq!(linked_editing(&scene.snapshot, scene.position()), [], "{source}");
    }
}

#[track_caller]
fn moved(source: &str, renames: &[(&str, &str)]) -> String {
    let scene = Scene::of(source);
    let renames: Vec<_> = renames.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect();
    scene.edited(&renamed_files(&scene.snapshot, &renames))
}

#[test]
fn a_renamed_file_or_folder_keeps_the_links_to_it() {
    let source = "\
//- plans/a.backlog
story PAY-1 a
  links: ../research/survey.md#top, https://a.example/research/survey.md, ../researcher/x.md, ../research/
  tests: ../research/survey.md:12
//- other/b.backlog
story OTH-1 b
  links: ../research/survey.md
";
    assert_eq!(
        moved(source, &[("research/survey.md", "research/2026/the survey.md")]),
        "\
//- plans/a.backlog
story PAY-1 a
  links: ../research/2026/the%20survey.md#top, https://a.example/research/survey.md, ../researcher/x.md, ../research/
  tests: ../research/2026/the%20survey.md:12
"
    );
    assert_eq!(
        moved(source, &[("research", "docs/studies"), ("research/survey.md", "survey.md")]),
        "\
//- plans/a.backlog
story PAY-1 a
  links: ../survey.md#top, https://a.example/research/survey.md, ../researcher/x.md, ../docs/studies/
  tests: ../survey.md:12
"
    );
    assert_eq!(moved(source, &[("researc", "x"), ("research/survey.m", "y")]), "");
}

#[test]
fn a_moved_plan_keeps_its_own_links() {
    let source = "//- plans/a.backlog\nstory PAY-1 a\n  links: ../notes/x%20y.md, b.md, https://a.example\n";
    assert_eq!(
        moved(source, &[("plans/a.backlog", "a.backlog"), ("plans/b.md", "c.md")]),
        "//- plans/a.backlog\nstory PAY-1 a\n  links: notes/x%20y.md, c.md, https://a.example\n"
    );
    assert_eq!(moved(source, &[("plans", "work")]), "", "what moves together keeps its links");
}

#[test]
fn patterns_of_roadlog_toml_follow() {
    let source = "\
task PAY-1 a
//- roadlog.toml
[workspace]
include = [\"plans/**/*.backlog\", \"**/*.roadmap\"]
exclude = ['plans/old.backlog', \"plans2/**\"]
language = \"plans\"
";
    assert_eq!(
        moved(source, &[("plans", "work/plans"), ("plans/old.backlog", "old.backlog")]),
        "\
//- roadlog.toml
[workspace]
include = [\"work/plans/**/*.backlog\", \"**/*.roadmap\"]
exclude = ['old.backlog', \"plans2/**\"]
language = \"plans\"
"
    );
    assert_eq!(moved(source, &[("plans", "a*b")]), "");
}
