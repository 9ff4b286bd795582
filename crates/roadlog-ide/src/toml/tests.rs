//! roadlog.toml at drawn cursors, whole and broken, and at every place of files that are cut anywhere.

use proptest::prelude::*;
use roadlog_syntax::Edit;
use roadlog_syntax::edit::apply;

use crate::completion::{Completion, completions};
use crate::hover::hover;
use crate::testing::{PEOPLE, Scene};
use crate::{FilePosition, Snapshot};

fn scene(toml: &str) -> Scene {
    Scene::of(&format!("task PAY-1 x\n  owner: @noah\n//- roadlog.toml\n{toml}"))
}

fn offered(toml: &str) -> Vec<Completion> {
    let scene = scene(toml);
    completions(&scene.snapshot, scene.position())
}

fn labels(toml: &str) -> Vec<String> {
    offered(toml).iter().map(|completion| completion.label.unescaped().to_owned()).collect()
}

/// The text after a completion was taken as a snippet, where it is one.
#[track_caller]
fn taken(toml: &str, label: &str) -> String {
    let scene = scene(toml);
    let list = completions(&scene.snapshot, scene.position());
    let found = list.into_iter().find(|completion| completion.label.unescaped() == label);
    let completion = found.unwrap_or_else(|| panic!("{label} is not offered"));
    let insert = completion.snippet.unwrap_or(completion.insert);
    apply(scene.text("roadlog.toml"), &[Edit::new(completion.replace, insert)]).unwrap()
}

fn told(toml: &str) -> Option<String> {
    let scene = scene(toml);
    let hover = hover(&scene.snapshot, scene.position())?;
    Some(format!("‹{}›\n{}", scene.written("roadlog.toml", hover.span), hover.content.to_plain()))
}

#[test]
fn a_table_that_is_there_is_not_offered_again() {
    let tables = labels("[team]\n[│\n");
    assert!(tables.contains(&"[workspace]".to_owned()) && !tables.contains(&"[team]".to_owned()));
    assert!(tables.contains(&"[[authority.allow]]".to_owned()));
    assert!(tables.contains(&"[rules.options.\"planning/wip-limit\"]".to_owned()));
    assert_eq!(taken("[wo│\n", "[workspace]"), "[workspace]\n");
    assert_eq!(taken("[auth│]\n", "[[authority.only]]"), "[[authority.only]]\n");
    assert_eq!(taken("[people.│]\n", "[people.handle]"), "[people.${1:handle}]\n");
}

#[test]
fn whoever_is_named_and_unknown_is_offered_as_a_person() {
    assert!(labels("[teams]\nweb = [\"li\"]\n[│\n").contains(&"[people.li]".to_owned()));
    assert!(labels("[│\n").contains(&"[people.noah]".to_owned()), "the plan names them");
    assert!(!labels("[people.noah]\n[│\n").contains(&"[people.noah]".to_owned()));
}

#[test]
fn a_table_lacks_the_keys_that_it_does_not_have() {
    let keys = labels("[people.li]\nname = \"Li\"\n│\n");
    assert_eq!(keys[..4], ["emails", "roles", "keys", "until"]);
    assert_eq!(taken("[people.li]\nro│\n", "roles"), "[people.li]\nroles = [\"$1\"]\n");
    assert_eq!(taken("[team]\n│\n", "shape"), "[team]\nshape = \n");
    assert_eq!(taken("[people.li]\nrol│s = []\n", "roles"), "[people.li]\nroles = []\n");
    assert_eq!(labels("[people]\nli = { na│ }\n")[0], "name");
    assert!(labels("[[authority.allow]]\n│\n").starts_with(&["change".to_owned(), "by".to_owned(), "of".to_owned()]));
    let second = labels("[people.li]\nname = \"Li\"\n[people.sam]\n│\n");
    assert_eq!(second[0], "name", "another table has keys of its own");
}

#[test]
fn rules_have_levels_and_options() {
    assert!(labels("[rules]\n│\n").contains(&"\"syntax/empty\"".to_owned()));
    assert_eq!(taken("[rules]\nsynt│\n", "syntax"), "[rules]\nsyntax = \n");
    assert_eq!(
        taken("[rules]\n\"story/off│\n", "\"story/off-scale-points\""),
        "[rules]\n\"story/off-scale-points\" = \n"
    );
    assert_eq!(labels("[rules]\n\"syntax/empty\" = │\n"), ["error", "warn", "info", "off"]);
    assert_eq!(taken("[rules]\n\"syntax/empty\" = \"│\"\n", "off"), "[rules]\n\"syntax/empty\" = \"off\"\n");
    let options = "[rules.options.\"story/off-scale-points\"]\n│\n";
    assert_eq!(labels(options)[0], "scale");
    assert_eq!(labels("[rules.options.\"story/off-scale-points\"]\nscale = [\"1\", \"│\"]\n")[..3], ["0", "0.5", "2"]);
    assert_eq!(labels("[rules.options.\"nobody/knows\"]\n│\n").first().map(String::as_str), Some("[workspace]"));
}

#[test]
fn values_are_those_of_their_key() {
    assert_eq!(labels("[team]\nshape = │\n"), ["separate", "combined", "managers-only"]);
    assert_eq!(taken("[team]\nshape = │\n", "combined"), "[team]\nshape = \"combined\"\n");
    assert_eq!(taken("[team]\nshape = \"com│\n", "combined"), "[team]\nshape = \"combined\"\n");
    assert_eq!(labels("[hook]\nblock = │\n"), ["true", "false"]);
    assert_eq!(labels("[people.li]\nuntil = │\n")[0], "2026-11-23");
    assert_eq!(labels("[kinds.chore]\nlike = \"ta│\"\n").len(), 13);
    assert!(labels("[fields.customer]\non = [\"│\"]\n").contains(&"story".to_owned()));
    assert_eq!(labels("[statuses]\ntask = [\"│\"]\n")[0], "draft:draft");
    assert_eq!(
        labels("[statuses]\ntask = [\"wip:│\"]\n"),
        ["wip:draft", "wip:ready", "wip:doing", "wip:done", "wip:dropped"]
    );
    assert_eq!(labels("[workspace]\nlanguage = \"│\"\n")[0], "en");
}

#[test]
fn people_and_roles_are_those_of_the_file_even_where_it_is_broken() {
    let people = "[people.li]\n[people.sam\n";
    assert_eq!(labels(&format!("{people}[teams]\nweb = [\"│\n")), ["li", "sam"]);
    assert_eq!(labels(&format!("{people}[teams]\nweb = [\"li\", │]\n")), ["sam"]);
    assert_eq!(taken(&format!("{people}[teams]\nweb = │\n"), "li"), format!("{people}[teams]\nweb = [\"li\"]\n"));
    assert_eq!(taken(&format!("{people}[teams]\nweb = [\"l│]\n"), "li"), format!("{people}[teams]\nweb = [\"li\"]\n"));
    let roles = labels("[roles.tester]\nlike = \"developer\"\n[people.li]\nroles = [\"│\"]\n");
    assert_eq!((&*roles[0], &*roles[7]), ("product-manager", "tester"));
}

#[test]
fn who_may_change_what_is_completed_part_by_part() {
    let by = labels("[people.li]\n[teams]\nweb = []\n[[authority.allow]]\nby = [\"│\"]\n");
    for who in ["product-owner", "assignee", "@li", "@web"] {
        assert!(by.contains(&who.to_owned()), "{who}");
    }
    let change = |typed: &str| labels(&format!("[[authority.allow]]\nchange = [\"{typed}│\"]\n"));
    assert_eq!(change("")[..3], ["roadmap.*", "backlog.*", "vision.*"]);
    assert!(
        change("bug.").contains(&"bug.severity".to_owned()) && !change("task.").contains(&"task.severity".to_owned())
    );
    assert!(change("story.").contains(&"story.criteria.met".to_owned()));
    assert_eq!(change("task.status doing -> ")[..2], ["task.status doing -> draft", "task.status doing -> ready"]);
    assert!(change("goal.status ").contains(&"goal.status -> met".to_owned()));
}

#[test]
fn a_folder_may_have_some_tables_only() {
    let scene = Scene::of("task PAY-1 x\n//- web/roadlog.toml\n[│\n");
    let list = completions(&scene.snapshot, scene.position());
    let labels: Vec<_> = list.iter().map(|completion| completion.label.unescaped()).collect();
    assert!(labels.contains(&"[rules]") && !labels.contains(&"[workspace]"));
}

#[test]
fn nothing_is_offered_where_nothing_is_right() {
    for toml in [
        "# com│ment\n",
        "[team] │\n",
        "[team]\nshape = \"separate\" │\n",
        "[colours]\nred = │\n",
        "[people.li]\nname = \"L│\"\n",
    ] {
        assert_eq!(labels(toml), Vec::<String>::new(), "{toml}");
    }
}

#[test]
fn keys_people_roles_and_rules_are_told() {
    assert!(told("[te│am]\n").unwrap().starts_with("‹team›\nteam\n"));
    assert!(told("[people.li]\nemai│ls = []\n").unwrap().contains("The addresses that the person commits with"));
    assert!(
        told(&PEOPLE.replace("people.maria", "people.ma│ria")).unwrap().starts_with("‹maria›\n@maria Maria Kovač\n")
    );
    assert!(told(&PEOPLE.replace("\"product-manager\"", "\"product-man│ager\"")).unwrap().contains("Who has it: @ana"));
    assert!(told("[rules]\n\"syntax/emp│ty\" = \"off\"\n").unwrap().starts_with("‹\"syntax/empty\"›\nsyntax/empty\n"));
    assert!(told("[rules]\nsyn│tax = \"off\"\n").unwrap().contains("syntax/near-miss"));
    assert!(
        told("[rules.options.\"story/off-scale-points\"]\nsca│le = []\n").unwrap().contains("The numbers of points")
    );
    assert!(told("[people.li]\nuntil = 2026-11-│27\n").unwrap().contains("in 4 days"));
    assert!(told("[statuses]\nta│sk = []\n").unwrap().contains("kind task"));
    assert!(told("[team]\nshape = \"com│bined\"\n").unwrap().contains("one of: separate"));
    assert!(told("[team\nshape = \"com│bined\n").unwrap().contains("one of: separate"), "broken above");
    assert_eq!((told("# com│ment\n"), told("[colou│rs]\n")), (None, None));
}

/// What must hold at any place of any text.
fn assert_sound(snapshot: &Snapshot, text: &str, offset: u32) {
    let position = FilePosition { path: "roadlog.toml", offset };
    let mut cursor = offset as usize;
    while !text.is_char_boundary(cursor) {
        cursor -= 1;
    }
    for completion in completions(snapshot, position) {
        let (start, end) = (completion.replace.start as usize, completion.replace.end as usize);
        let replaced = text.get(start..end).unwrap_or("\n");
        assert!(start <= cursor && cursor <= end && !replaced.contains('\n'), "{text}:{offset}: {completion:?}");
    }
    if let Some(hover) = hover(snapshot, position) {
        let (start, end) = (hover.span.start as usize, hover.span.end as usize);
        assert!(start <= cursor && cursor <= end && text.get(start..end).is_some(), "{text}:{offset}: {hover:?}");
    }
}

fn snapshot_of(text: &str) -> Snapshot {
    let scene = Scene::of("task PAY-1 x\n");
    let configuration = [(std::sync::Arc::from("roadlog.toml"), std::sync::Arc::from(text))];
    Snapshot { configuration: configuration.into(), ..scene.snapshot }
}

#[test]
fn at_every_place_of_every_beginning_of_a_file_completions_fit() {
    let whole = "[people.li]\nname = \"Lï\"\nroles = [\n  \"developer\", # x\n]\n[rules]\n\"syntax/empty\" = \"off\"\n\
                 [[authority.allow]]\nchange = [\"bug.severity\"]\nby = ['@li']\n[teams]\na = [\"\"\"li\"\"\"]\n";
    for end in (0..=whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        let text = &whole[..end];
        let snapshot = snapshot_of(text);
        for offset in (0..=end as u32).rev().take(40) {
            assert_sound(&snapshot, text, offset);
        }
    }
}

proptest! {
    #[test]
    fn at_every_place_of_any_text_completions_fit(
        pieces in prop::collection::vec(
            prop_oneof![
                Just("["), Just("]"), Just("{"), Just("}"), Just("\""), Just("'"), Just("\"\"\""), Just("="), Just(","),
                Just("."), Just("#"), Just("\n"), Just("\r\n"), Just(" "), Just("people"), Just("roles"), Just("rules"),
                Just("li"), Just("ß"), Just("\\"), Just("\u{feff}"), Just("teams"), Just("authority.allow"), Just("by"),
            ],
            0..16,
        )
    ) {
        let text = pieces.concat();
        let snapshot = snapshot_of(&text);
        for offset in 0..=text.len() as u32 {
            assert_sound(&snapshot, &text, offset);
        }
    }
}
