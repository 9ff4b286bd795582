//! Where what is named at the cursor is made, and where else it is named.

use std::sync::Arc;

use roadlog_model::PlanItem;
use roadlog_syntax::{Item, Span};
use smol_str::SmolStr;

use crate::names::{Name, Occurrence, ROOT, in_config, labels};
use crate::toml_table::table_around;
use crate::{FilePosition, FileSpan, Snapshot};

/// A way from a name to what it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The name at the cursor, in its file.
    pub origin: Span,
    /// The path of the file that it leads to, relative to the workspace's root.
    pub path: Arc<str>,
    /// All of what is named: an item, a criterion, a table of roadlog.toml.
    pub whole: Span,
    /// Its name there.
    pub name: Span,
}

/// How a name stands where it is highlighted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HighlightKind {
    /// It is named.
    Read,
    /// It is made, as by the header of an item.
    Write,
}

/// A place in the file of the cursor where the same is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// The name.
    pub span: Span,
    /// How it stands there.
    pub kind: HighlightKind,
}

/// Where what is named at the cursor is made: one place, unless an id or a label was given twice.
pub fn definition(snapshot: &Snapshot, position: FilePosition<'_>) -> Vec<Link> {
    let Some(at) = snapshot.named_at(position) else { return Vec::new() };
    let link = |(path, whole, name)| Link { origin: at.span, path, whole, name };
    definitions(snapshot, &at.name).into_iter().map(link).collect()
}

/// Where a name is made: the file, all of it, and the name there.
pub(crate) fn definitions(snapshot: &Snapshot, name: &Name) -> Vec<(Arc<str>, Span, Span)> {
    let plan = &snapshot.plan;
    match name {
        Name::Item(id) => {
            let place = |item: PlanItem<'_>| {
                (item.file().shared_path(), without_blanks(item.syntax()), item.syntax().id_span())
            };
            plan.find(id).map(place).collect()
        }
        Name::Criterion(id, label) => plan.find(id).flat_map(|item| labelled(item, label)).collect(),
        Name::Handle(_) | Name::Kind(_) | Name::Field(_) | Name::Role(_) => in_root(snapshot, name),
    }
}

fn labelled(item: PlanItem<'_>, wanted: &SmolStr) -> Vec<(Arc<str>, Span, Span)> {
    let path = item.file().shared_path();
    let named = labels(item).into_iter().filter(|(label, ..)| label == wanted);
    named.map(|(_, criterion, name)| (Arc::clone(&path), criterion.span(), name)).collect()
}

fn in_root(snapshot: &Snapshot, name: &Name) -> Vec<(Arc<str>, Span, Span)> {
    let Some((path, text)) = snapshot.configuration.iter().find(|(path, _)| **path == *ROOT) else {
        return Vec::new();
    };
    let made = in_config(snapshot, path, text).into_iter().filter(|it| it.declares && it.name == *name);
    made.map(|it| (Arc::clone(path), table_around(text, it.span), it.span)).collect()
}

/// An item with the comments above it, without the blank lines below.
pub(crate) fn without_blanks(item: Item<'_>) -> Span {
    let span = item.span();
    let text = &item.document().text()[span.range()];
    let kept = text.trim_end_matches([' ', '\t', '\r', '\n']).len() as u32;
    Span::new(span.start, (span.start + kept).max(item.header_span().end))
}

/// Every place where the same is named as at the cursor, archives and other workspaces included, file by file;
/// `include_declaration` adds where it is made.
pub fn references(snapshot: &Snapshot, position: FilePosition<'_>, include_declaration: bool) -> Vec<FileSpan> {
    let Some(at) = snapshot.named_at(position) else { return Vec::new() };
    let all = snapshot.occurrences(&at.name).into_iter();
    let wanted = all.filter(|(_, it)| include_declaration || !it.declares);
    wanted.map(|(path, it)| FileSpan { path, span: it.span }).collect()
}

/// The places in the file of the cursor where the same is named.
pub fn highlights(snapshot: &Snapshot, position: FilePosition<'_>) -> Vec<Highlight> {
    let Some(at) = snapshot.named_at(position) else { return Vec::new() };
    let kind = |it: &Occurrence| if it.declares { HighlightKind::Write } else { HighlightKind::Read };
    let all = snapshot.occurrences_in(position.path, &at.name).into_iter();
    all.map(|it| Highlight { span: it.span, kind: kind(&it) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scene;

    #[track_caller]
    fn defines(source: &str) {
        let scene = Scene::of(source);
        let links = definition(&scene.snapshot, scene.position());
        let wholes: Vec<String> = links.iter().map(|link| whole(&scene, link)).collect();
        scene.assert_marked(
            links.iter().zip(&wholes).map(|(link, whole)| (&*link.path, link.name, "made/here", whole.as_str())),
        );
        let at = scene.position();
        assert!(links.iter().all(|link| link.origin.touches(at.offset)));
    }

    fn whole(scene: &Scene, link: &Link) -> String {
        let text = scene.written(&link.path, link.whole).replace('\n', "⏎");
        assert!(link.whole.cover(link.name) == link.whole);
        text
    }

    #[track_caller]
    fn refers(source: &str) {
        let scene = Scene::of(source);
        let found = references(&scene.snapshot, scene.position(), true);
        let others = references(&scene.snapshot, scene.position(), false);
        let name = |it: &FileSpan| if others.contains(it) { "named/here" } else { "made/here" };
        scene.assert_marked(found.iter().map(|it| (&*it.path, it.span, name(it), "")));
        for it in &found {
            let at = FilePosition { path: &it.path, offset: it.span.start };
            assert_eq!(references(&scene.snapshot, at, true), found, "the same wherever one asks");
        }
    }

    #[test]
    fn an_id_leads_to_its_item_with_its_comments_and_without_the_blank_lines_below() {
        defines(
            "\
task PAY-1 a
  needs: PAY-3, PA│Y-2
//- other.backlog
# b's comment
task PAY-2 b
     ^^^^^ made/here: # b's comment⏎task PAY-2 b⏎  prose
  prose

task PAY-3 c
",
        );
    }

    #[test]
    fn an_id_is_found_in_prose_titles_comments_and_at_its_end() {
        for line in ["  see PAY-2│", "  ? Why PAY-2│?", "  # aft│er", "  # after │PAY-2", "  > PAY-2│", "  `PAY│-2`"]
        {
            let scene = Scene::of(&format!("task PAY-1 a\n{line}\ntask PAY-2 b\n"));
            let is_found = !definition(&scene.snapshot, scene.position()).is_empty();
            assert_eq!(is_found, !line.contains(['>', '`']) && !line.contains("aft│er"), "{line}");
        }
    }

    #[test]
    fn an_id_given_twice_leads_to_both_items() {
        defines(
            "task PAY-1 a\n     ^^^^^ made/here\n\ntask PAY-1 b\n     ^^^^^ made/here\n\ntask PAY-2 c\n  needs: │PAY-1\n",
        );
    }

    #[test]
    fn a_criterion_named_by_its_label_leads_to_the_criterion() {
        defines(
            "\
story PAY-1 a
  [ ] one ^kept
  [ ] two
      lines ^cart-kept
             ^^^^^^^^^ made/here: [ ] two⏎      lines ^cart-kept
task PAY-2 b
  as PAY-1^cart│-kept says
",
        );
        defines("story PAY-1 a\n      ^^^^^ made/here\n  [ ] one ^kept\ntask PAY-2 b\n  as PAY│-1^kept says\n");
    }

    #[test]
    fn a_handle_leads_to_the_table_of_the_person_or_the_line_of_the_team() {
        let config = "\
[people.ana]
roles = []

[people.li]
        ^^ made/here: [people.li]⏎name = \"Li\"
name = \"Li\"

[teams]
payments = [\"li\"]
";
        defines(&format!("task PAY-1 a\n  assignee: @ana, @L│i\n//- roadlog.toml\n{config}"));
        let team = config.replace("        ^^ made/here: [people.li]⏎name = \"Li\"\n", "")
            + "^^^^^^^^ made/here: payments = [\"li\"]\n";
        defines(&format!("task PAY-1 a\n  ask @pay│ments\n//- roadlog.toml\n{team}"));
        let member = config.replace("payments = [\"li\"]", "payments = [\"l│i\"]");
        defines(&format!("//- roadlog.toml\n{member}"));
    }

    #[test]
    fn kinds_fields_and_roles_of_the_teams_own_lead_to_their_tables() {
        let config = "\
[kinds.chore]
like = \"task\"
[fields.customer]
on = [\"chore\"]
type = \"text\"
[roles.tester]
like = \"developer\"
[people.li]
roles = [\"tester\"]
";
        let marked = |name: &str, at: &str| {
            let line = config.lines().find(|line| line.contains(name)).unwrap();
            let mark = format!("{}{} made/here\n", " ".repeat(line.find(name).unwrap()), "^".repeat(name.len()));
            config.replacen(&format!("{line}\n"), &format!("{line}\n{mark}"), 1).replacen(at, &format!("{at}│"), 1)
        };
        let plan = "chore PAY-1 a\n  customer: Shop\n";
        let file = |plan: &str, config: &str| format!("{plan}//- roadlog.toml\n{config}");
        defines(&file(&plan.replace("chore", "ch│ore"), &marked("chore", "no such")));
        defines(&file(&plan.replace("customer", "│customer"), &marked("customer", "no such")));
        defines(&file(plan, &marked("tester", "roles = [\"tes")));
        defines(&file(plan, &marked("chore", "on = [\"cho")));
    }

    #[test]
    fn references_are_in_fields_prose_comments_and_roadlog_toml() {
        refers(
            "\
task PAY-1 See PAY-2 too
               ^^^^^ named/here
  needs: PAY-2
         ^^^^^ named/here
  # with PAY-2^a and `PAY-2`
         ^^^^^ named/here
//- archive/old.backlog
task PAY-2 b
     ^^^^^ made/here
  PAY│-2 again
  ^^^^^^ named/here
//- other/foreign.backlog
== PAY-2
   ^^^^^ named/here
",
        );
        refers(
            "\
task PAY-1 a
  owner: @Li
         ^^^ named/here
  ! No. @li 2026-11-18
        ^^^ named/here
  accepted: @li 2026-11-18
            ^^^ named/here
//- roadlog.toml
[people]
li.name = \"Li\"
^^ made/here
li.roles = []
^^ named/here
[teams]
all = [\"@l│i\"] # not @ana
        ^^^^ named/here
[[authority.allow]]
change = [\"bug.*\"]
by = [\"@li\", \"developer\"]
       ^^^ named/here
",
        );
    }

    #[test]
    fn a_sign_off_names_who_signed() {
        refers(
            "story PAY-1 a\n  accepted: @ma│ria 2026-11-18\n            ^^^^^^^ named/here\n  ask @maria\n      ^^^^^^ named/here\n//- roadlog.toml\n[people.li]\n",
        );
    }

    #[test]
    fn highlights_tell_where_it_is_made() {
        let scene = Scene::of(
            "task PAY-1 a\n     ^^^^^ highlight/write\n  after P│AY-1\n        ^^^^^^ highlight/read\n//- b.backlog\ntask PAY-2 not PAY-1\n",
        );
        let found = highlights(&scene.snapshot, scene.position());
        let name = |kind| if kind == HighlightKind::Write { "highlight/write" } else { "highlight/read" };
        scene.assert_marked(found.iter().map(|it| ("plan.backlog", it.span, name(it.kind), "")));
    }

    #[test]
    fn nothing_is_known_of_other_files_and_of_places_past_the_end() {
        let scene = Scene::of("task PAY-1 a│\n");
        for (path, offset) in [("plan.backlog", 99), ("no.backlog", 0), ("roadlog.toml", 9999)] {
            assert_eq!(definition(&scene.snapshot, FilePosition { path, offset }), []);
        }
        assert_eq!(references(&scene.snapshot, scene.position(), true), []);
    }
}
