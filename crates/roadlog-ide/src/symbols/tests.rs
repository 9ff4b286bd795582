//! Outlines of small files, and what a search finds in them.

use std::fmt::Write as _;

use super::*;
use crate::testing::Scene;

/// The outline as indented lines: `kind name (detail) [whole] ‹name's text›`.
fn outline(scene: &Scene, path: &str) -> String {
    fn write(scene: &Scene, path: &str, symbols: &[Symbol], depth: usize, told: &mut String) {
        for symbol in symbols {
            assert_eq!(symbol.whole.cover(symbol.name_span), symbol.whole, "{symbol:?}");
            let closed = if symbol.is_closed { "closed " } else { "" };
            let detail = symbol.detail.as_ref().map_or(String::new(), |it| format!(" ({})", it.unescaped()));
            let (kind, name) = (symbol.kind, symbol.name.unescaped());
            let last = scene.written(path, symbol.whole).lines().next_back().unwrap_or_default().trim();
            let _ = writeln!(told, "{}{closed}{kind:?} {name}{detail} … {last}", "  ".repeat(depth));
            write(scene, path, &symbol.children, depth + 1, told);
        }
    }
    let mut told = String::new();
    write(scene, path, &document_symbols(&scene.snapshot, path), 0, &mut told);
    told
}

#[test]
fn a_plan_is_sections_items_and_criteria() {
    let scene = Scene::of(
        "\
# ours

epic PAY-1 Guest checkout
  status: accepted

== Now
story PAY-2 Pay
  status: doing
  [x] one ^kept
  [ ] two
      lines
  [-]

bug
  prose

==
stroy PAY-3
",
    );
    insta::assert_snapshot!(outline(&scene, "plan.backlog"), @r"
    closed Item(Some(Epic)) PAY-1 Guest checkout (epic, accepted) … status: accepted
    Section Now … prose
      Item(Some(Story)) PAY-2 Pay (story, doing) … [-]
        closed Criterion one (met ^kept) … [x] one ^kept
        Criterion two lines (open) … lines
        closed Criterion [ ] (dropped) … [-]
      Item(Some(Bug)) bug (bug, draft) … prose
    Section == … stroy PAY-3
      Item(None) PAY-3 (stroy) … stroy PAY-3
    ");
}

#[test]
fn a_roadlog_toml_is_tables_and_keys() {
    let scene = Scene::of(
        "\
//- roadlog.toml
root = true
[people.ana]
name = \"Ana\"
roles = [
  \"developer\",
]

# a comment
[people]
li.name = \"Li\"
[teams]
pay = [\"ana\"]
[[authority.allow]]
change = [\"bug.*\"]
by = [\"developer\"]
[rules.options.\"planning/points-too-big\"]
max = 8
",
    );
    insta::assert_snapshot!(outline(&scene, "roadlog.toml"), @r#"
    Key root … root = true
    Person people.ana … ]
      Key name … name = "Ana"
      Key roles … ]
    Table people … li.name = "Li"
      Key li.name … li.name = "Li"
    Table teams … pay = ["ana"]
      Team pay … pay = ["ana"]
    Table authority.allow … by = ["developer"]
      Key change … change = ["bug.*"]
      Key by … by = ["developer"]
    Table rules.options.planning/points-too-big … max = 8
      Key max … max = 8
    "#);
}

#[test]
fn a_file_that_is_not_there_has_no_outline() {
    assert_eq!(document_symbols(&Scene::of("task PAY-1 a\n").snapshot, "no.backlog"), []);
}

const PLAN: &str = "\
story PAY-1 Guest checkout
  status: accepted
== Later
story PAY-12 Guest checkout again
epic PAY-2 Checkout for guests
//- archive/old.backlog
task PAY-3 Cache the greetings
  status: done
";

fn found(query: &str, limit: usize) -> Vec<String> {
    let scene = Scene::of(PLAN);
    let found = workspace_symbols(&scene.snapshot, query, limit);
    let told = |it: &WorkspaceSymbol| {
        assert!(!scene.written(&it.place.path, it.place.span).is_empty());
        let container = it.container.as_ref().map_or(String::new(), |it| format!(" in {}", it.unescaped()));
        format!("{}{container}", it.name.unescaped())
    };
    found.iter().map(told).collect()
}

#[test]
fn some_letters_find_an_item_by_id_and_title() {
    assert_eq!(found("pay12", 9), ["PAY-12 Guest checkout again in Later"]);
    assert_eq!(found("PAY-2", 1), ["PAY-2 Checkout for guests in Later"]);
    assert_eq!(found("again gst", 9), ["PAY-12 Guest checkout again in Later"], "words in any order");
    assert_eq!(found("cche greet", 9), ["PAY-3 Cache the greetings"], "archives too");
    assert_eq!(found("kovac", 9), Vec::<String>::new());
    assert_eq!(found("li wei", 9), ["@li Li Wei"], "people too");
    assert_eq!(found("^!$'", 9), Vec::<String>::new());
}

#[test]
fn open_ones_come_first_among_equals_and_no_more_than_asked_for() {
    let of = |query| found(query, 9).into_iter().map(|it| it.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(of("guest checkout"), ["PAY-12", "PAY-2", "PAY-1"]);
    assert_eq!(of(""), ["PAY-12", "PAY-2"]);
    assert_eq!(found("pay", 2).len(), 2);
    assert_eq!(found(&"pay ".repeat(10_000), 2).len(), 2, "a query beyond reason is cut");
}
