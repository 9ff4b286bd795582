//! What stands below what, flat: a plan may be one chain as long as itself, which no stack would hold.

use roadlog_config::Phase;
use roadlog_model::{ItemRef, PlanItem};
use rustc_hash::FxHashSet;

use crate::work::Work;

/// An item in its place below another.
pub(super) struct Node<'p> {
    pub(super) item: PlanItem<'p>,
    /// The place of the node above it.
    pub(super) parent: Option<usize>,
    /// The work in it and below it.
    pub(super) work: Work,
    pub(super) has_children: bool,
}

/// Trees that share no item: each stands where it is met first, which ends rings.
#[derive(Default)]
pub(super) struct Forest<'p> {
    seen: FxHashSet<ItemRef>,
    nodes: Vec<Node<'p>>,
}

impl<'p> Forest<'p> {
    /// Adds an item and all that serves it, unless it is there already.
    pub(super) fn add(&mut self, root: PlanItem<'p>) {
        let mut waiting: Vec<(PlanItem<'p>, Option<usize>)> = vec![(root, None)];
        while let Some((item, parent)) = waiting.pop() {
            if !self.seen.insert(item.at()) {
                continue;
            }
            let place = self.nodes.len();
            let counts = |item: PlanItem<'_>| item.phase() != Some(Phase::Dropped);
            self.nodes.push(Node { item, parent, work: Work::of(item, counts), has_children: false });
            let mut children: Vec<_> = item.serving().collect();
            children.sort_by_key(|child| (child.like(), child.at()));
            waiting.extend(children.into_iter().rev().map(|child| (child, Some(place))));
        }
    }

    /// Whether an item was added, now or before something was taken.
    pub(super) fn has(&self, item: PlanItem<'p>) -> bool {
        self.seen.contains(&item.at())
    }

    /// What was added since the last time, each node before those below it, with the work summed up.
    pub(super) fn take(&mut self) -> Vec<Node<'p>> {
        let mut nodes = std::mem::take(&mut self.nodes);
        for at in (0..nodes.len()).rev() {
            let work = nodes[at].work;
            if let Some(parent) = nodes[at].parent {
                nodes[parent].work = nodes[parent].work.and(work);
                nodes[parent].has_children = true;
            }
        }
        nodes
    }
}
