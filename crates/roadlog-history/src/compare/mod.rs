//! What changed between two plans, item by item.

mod criteria;
mod fields;
mod item;
mod order;
mod pairing;
mod prose;
mod questions;
mod rank;
mod renumbered;
mod shared;
mod words;

use roadlog_config::Aspect;
use roadlog_model::{Plan, PlanItem};
use smol_str::SmolStr;

use crate::change::{Change, Detail, Newcomer, Place, Subject, Topic};
use pairing::{AreTwo, Pairing};

pub use criteria::words_of as criterion_words;
pub(crate) use item::changes as item_changes;
pub use words::are_alike;
pub(crate) use words::{Renumbered, normal};

/// Every change from one plan to another, in the order of the later plan's files and lines; what is gone comes last.
///
/// Items are followed by id across files, and across a renumbering by what they say. Layout, comments, the order of
/// fields and references to an item that was renumbered are no change. Nothing is said about items of another workspace.
/// The cost is a look at the files whose bytes differ, and a closer one at the items in them that do.
pub fn changes(before: &Plan, after: &Plan) -> Vec<Change> {
    changes_unless(before, after, &|_, _| false)
}

/// Whether what changed between two plans, neither of which has the files that are the same in both, may be something else
/// between the whole plans: which item of those that came is one of those that are gone depends on what refers to them.
pub fn depend_on_the_rest(changes: &[Change]) -> bool {
    let any = |is: fn(&Change) -> bool| changes.iter().any(is);
    let came_and_went =
        any(|change| change.is_about(Aspect::Created)) && any(|change| change.is_about(Aspect::Removed));
    came_and_went || any(|change| change.is_about(Aspect::Id))
}

/// As [`changes`], where it is known of some items that are gone and that came that they are two, however alike they are: asked
/// with the ids of both.
pub(crate) fn changes_unless(before: &Plan, after: &Plan, are_two: AreTwo<'_>) -> Vec<Change> {
    let pairing = Pairing::of(before, after, are_two);
    let mut found: Vec<(Key<'_>, Change)> = Vec::new();
    for item in &pairing.created {
        found.push((Key::of(*item, 0), created(*item)));
    }
    for (old, new) in &pairing.pairs {
        let changes = item::changes(*old, *new, &pairing.renumbered);
        found.extend(changes.into_iter().map(|change| (Key::of(*new, 1), change)));
    }
    found.extend(rank::changes(&pairing, before, after).into_iter().map(|(item, change)| (Key::of(item, 2), change)));
    for item in &pairing.removed {
        found.push((Key { is_gone: true, ..Key::of(*item, 0) }, removed(*item)));
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found.into_iter().map(|(_, change)| change).collect()
}

/// Every item of a plan as a newcomer: what changed from nothing to it.
pub(crate) fn all_created(plan: &Plan) -> Vec<Change> {
    plan.items().filter(|item| !item.file().is_foreign()).map(created).collect()
}

/// By what changes are in order.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key<'p> {
    is_gone: bool,
    path: &'p str,
    node: u32,
    step: u8,
}

impl<'p> Key<'p> {
    fn of(item: PlanItem<'p>, step: u8) -> Self {
        Self { is_gone: false, path: item.file().path(), node: item.at().node, step }
    }
}

fn created(item: PlanItem<'_>) -> Change {
    let status = item.status().map(|status| SmolStr::new(&status.word));
    Change {
        item: Some(Subject::new(item)),
        topic: Topic::Aspect(Aspect::Created),
        detail: Detail::Created(Newcomer { status, phase: item.phase() }),
        before: None,
        after: Some(Place::of_header(item)),
    }
}

fn removed(item: PlanItem<'_>) -> Change {
    Change {
        item: Some(Subject::new(item)),
        topic: Topic::Aspect(Aspect::Removed),
        detail: Detail::Removed,
        before: Some(Place::of_header(item)),
        after: None,
    }
}
