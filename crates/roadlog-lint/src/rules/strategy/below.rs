//! What stands below an item: everything whose `for` chain leads to it.

use roadlog_model::PlanItem;

/// The items below `root`, the nearest first. Each once: of an id that was given twice, only the first item is served,
/// so that the walk is one over a tree.
pub(crate) fn below(root: PlanItem<'_>) -> impl Iterator<Item = PlanItem<'_>> {
    let mut found: Vec<PlanItem<'_>> = served(root).collect();
    let mut next = 0;
    std::iter::from_fn(move || {
        let item = *found.get(next)?;
        next += 1;
        found.extend(served(item).filter(|child| *child != root));
        Some(item)
    })
}

/// The items that serve `item`, if it is the one that its id means.
fn served(item: PlanItem<'_>) -> impl Iterator<Item = PlanItem<'_>> {
    let is_meant = item.id().is_some_and(|id| item.plan().first(id) == Some(item));
    item.serving().filter(move |_| is_meant)
}
