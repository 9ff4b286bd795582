//! What waits for what (`needs`, as a call hierarchy) and what serves what (`for`, as a type hierarchy).

use std::sync::Arc;

use roadlog_config::Field;
use roadlog_model::{ItemRef, PlanItem, Untrusted};
use roadlog_syntax::{Kind, Span};

use crate::names::Name;
use crate::navigation::without_blanks;
use crate::{FilePosition, FileSpan, Snapshot};

/// An item in a hierarchy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HierarchyItem {
    /// Its id and title.
    pub name: Untrusted,
    /// Its kind and status.
    pub detail: Untrusted,
    /// The built-in kind that it is or is like, where its kind is known.
    pub kind: Option<Kind>,
    /// The path of its file, relative to the workspace's root.
    pub path: Arc<str>,
    /// All of it.
    pub whole: Span,
    /// Where its id stands.
    pub name_span: Span,
}

/// An item that needs another one, or is needed by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The item at the other end.
    pub item: HierarchyItem,
    /// Where the one that needs names the other: in the file of the one that needs.
    pub places: Vec<FileSpan>,
}

/// The item whose `needs` are asked for: the one that is named at the position, or else the one that it stands in.
pub fn call_item(snapshot: &Snapshot, position: FilePosition<'_>) -> Option<HierarchyItem> {
    item_at(snapshot, position).map(hierarchy_item)
}

/// The items that need this one, each with where it says so.
pub fn incoming_calls(snapshot: &Snapshot, item: &HierarchyItem) -> Vec<Call> {
    let Some(item) = found(snapshot, item) else { return Vec::new() };
    let named = |user: PlanItem<'_>| places(user, item);
    item.needed_by().map(|user| Call { item: hierarchy_item(user), places: named(user) }).collect()
}

/// The items that this one needs, each with where it says so.
pub fn outgoing_calls(snapshot: &Snapshot, item: &HierarchyItem) -> Vec<Call> {
    let Some(item) = found(snapshot, item) else { return Vec::new() };
    let mut needed: Vec<PlanItem<'_>> = Vec::new();
    for target in item.targets(Field::Needs) {
        if !needed.contains(&target) {
            needed.push(target);
        }
    }
    needed.into_iter().map(|target| Call { item: hierarchy_item(target), places: places(item, target) }).collect()
}

/// The item whose `for` is asked for: the one that is named at the position, or else the one that it stands in.
pub fn type_item(snapshot: &Snapshot, position: FilePosition<'_>) -> Option<HierarchyItem> {
    call_item(snapshot, position)
}

/// The items that this one serves.
pub fn supertypes(snapshot: &Snapshot, item: &HierarchyItem) -> Vec<HierarchyItem> {
    found(snapshot, item).into_iter().flat_map(PlanItem::parents).map(hierarchy_item).collect()
}

/// The items that serve this one.
pub fn subtypes(snapshot: &Snapshot, item: &HierarchyItem) -> Vec<HierarchyItem> {
    found(snapshot, item).into_iter().flat_map(PlanItem::serving).map(hierarchy_item).collect()
}

fn item_at<'s>(snapshot: &'s Snapshot, position: FilePosition<'_>) -> Option<PlanItem<'s>> {
    let at = snapshot.plan_position(position)?;
    let named = snapshot.named_at(position).and_then(|it| match it.name {
        Name::Item(id) | Name::Criterion(id, _) if !it.declares => snapshot.plan.first(&id),
        _ => None,
    });
    let node = at.file.document().node_at(at.offset).index();
    let around = || snapshot.plan.item(ItemRef { file: at.place, node }).filter(|item| item.id().is_some());
    named.or_else(around)
}

/// The item that an editor was told of. It may have moved since; one whose id stands there no more is gone.
fn found<'s>(snapshot: &'s Snapshot, item: &HierarchyItem) -> Option<PlanItem<'s>> {
    let (file, at) = snapshot.plan.file_at(&item.path)?;
    let offset = item.name_span.start.min(at.document().len());
    let here = snapshot.plan.item(ItemRef { file, node: at.document().node_at(offset).index() });
    let is_it = |candidate: &PlanItem<'_>| name(*candidate) == item.name;
    here.filter(is_it).or_else(|| snapshot.plan.items_of(file).find(is_it))
}

/// Where `user` says that it needs `target`.
fn places(user: PlanItem<'_>, target: PlanItem<'_>) -> Vec<FileSpan> {
    let path = user.file().shared_path();
    let named = user.ids(Field::Needs).filter(|(id, _)| Some(*id) == target.id());
    named.map(|(_, span)| FileSpan { path: Arc::clone(&path), span }).collect()
}

fn hierarchy_item(item: PlanItem<'_>) -> HierarchyItem {
    let syntax = item.syntax();
    HierarchyItem {
        name: name(item),
        detail: crate::symbols::detail(item),
        kind: item.like(),
        path: item.file().shared_path(),
        whole: without_blanks(syntax).cover(syntax.id_span()),
        name_span: syntax.id_span(),
    }
}

fn name(item: PlanItem<'_>) -> Untrusted {
    crate::symbols::name(item.syntax())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scene;

    const PLAN: &str = "\
goal G-1 Grow
epic PAY-1 Checkout
  for: G-1
story PAY-2 Pay
  for: PAY-1
  needs: PAY-3, PAY-4
//- other.backlog
task PAY-3 Keys
  status: done
  for: PAY-2
  PAY-4 is next
task PAY-4 Terms
  needs: PAY-3
";

    fn at(needle: &str) -> Scene {
        Scene::of(&PLAN.replacen(needle, &format!("{needle}│"), 1))
    }

    fn names<'i>(items: impl IntoIterator<Item = &'i HierarchyItem>) -> Vec<String> {
        items.into_iter().map(|item| format!("{} ({})", item.name.unescaped(), item.detail.unescaped())).collect()
    }

    #[test]
    fn the_item_is_the_one_that_is_named_or_stood_in() {
        for (needle, expected) in [
            ("Checkou", "PAY-1 Checkout (epic, draft)"),
            ("for: G-1", "G-1 Grow (goal, proposed)"),
            ("PAY-4 is", "PAY-3 Keys (task, done)"),
            ("  PAY-4", "PAY-4 Terms (task, draft)"),
        ] {
            let scene = at(needle);
            let item = call_item(&scene.snapshot, scene.position()).unwrap();
            assert_eq!(names([&item]), [expected], "{needle}");
            assert_eq!(type_item(&scene.snapshot, scene.position()), Some(item));
        }
        let scene = Scene::of("# n│othing\n");
        assert_eq!(call_item(&scene.snapshot, scene.position()), None);
    }

    #[test]
    fn needs_are_calls() {
        let scene = at("story PAY-2");
        let item = call_item(&scene.snapshot, scene.position()).unwrap();
        let needed = outgoing_calls(&scene.snapshot, &item);
        assert_eq!(
            names(needed.iter().map(|call| &call.item)),
            ["PAY-3 Keys (task, done)", "PAY-4 Terms (task, draft)"]
        );
        let said = |calls: &[Call]| {
            let places = calls.iter().flat_map(|call| &call.places);
            places.map(|at| format!("{} {}", at.path, scene.written(&at.path, at.span))).collect::<Vec<_>>()
        };
        assert_eq!(said(&needed), ["plan.backlog PAY-3", "plan.backlog PAY-4"]);
        let needing = incoming_calls(&scene.snapshot, &needed[0].item);
        assert_eq!(
            names(needing.iter().map(|call| &call.item)),
            ["PAY-4 Terms (task, draft)", "PAY-2 Pay (story, draft)"]
        );
        assert_eq!(said(&needing), ["other.backlog PAY-3", "plan.backlog PAY-3"]);
    }

    #[test]
    fn for_is_what_types_stand_below() {
        let scene = at("epic PAY-1");
        let item = type_item(&scene.snapshot, scene.position()).unwrap();
        assert_eq!(names(&supertypes(&scene.snapshot, &item)), ["G-1 Grow (goal, proposed)"]);
        let below = subtypes(&scene.snapshot, &item);
        assert_eq!(names(&below), ["PAY-2 Pay (story, draft)"]);
        assert_eq!(names(&subtypes(&scene.snapshot, &below[0])), ["PAY-3 Keys (task, done)"]);
    }

    #[test]
    fn an_item_that_moved_is_found_and_one_that_is_gone_has_nothing() {
        let scene = at("epic PAY-1");
        let item = type_item(&scene.snapshot, scene.position()).unwrap();
        let moved = HierarchyItem { name_span: Span::new(0, 1), whole: Span::new(0, 1), ..item.clone() };
        assert_eq!(supertypes(&scene.snapshot, &moved).len(), 1);
        let gone = HierarchyItem { name: "PAY-9".into(), ..item };
        assert_eq!(supertypes(&scene.snapshot, &gone), []);
        assert_eq!(outgoing_calls(&scene.snapshot, &HierarchyItem { path: Arc::from("no"), ..gone }), []);
    }
}
