//! The tree: the plan from the vision to the tasks, by what serves what, each item with the work below it.

mod forest;
mod render;

use roadlog_config::{Field, Phase};
use roadlog_model::{Plan, PlanItem};
use roadlog_syntax::Kind;

use crate::board::shown;
use crate::brief::Brief;
use crate::work::Work;
use forest::{Forest, Node};

/// How many items of the same parent are shown where not all are asked for.
const MOST_SIBLINGS: usize = 10;

/// What a tree is asked for.
#[derive(Clone, Debug, Default)]
pub struct TreeRequest<'p> {
    /// The items to begin with; the visions, and then what serves nothing, where there are none.
    pub roots: Vec<PlanItem<'p>>,
    /// How many levels below its roots are shown.
    pub depth: Option<usize>,
    /// Whether what is closed, archives and all of long lists are shown.
    pub all: bool,
}

/// A tree, line by line.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    /// What begins with a vision, or with what was asked for.
    pub serving: Vec<TreeRow>,
    /// What serves nothing though its kind could.
    pub orphans: Vec<TreeRow>,
}

/// A line of a tree.
#[derive(Clone, Debug, PartialEq)]
pub enum TreeRow {
    /// An item.
    Item(Branch),
    /// So many more items of the same parent.
    More {
        /// How far they stand in.
        depth: usize,
        /// How many there are.
        count: usize,
    },
}

/// An item of a tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// What it is called.
    pub brief: Brief,
    /// How far it stands in.
    pub depth: usize,
    /// The work in it and in all that serves it, closed items and archives included.
    pub work: Work,
    /// Whether anything serves it.
    pub has_children: bool,
    /// How many items right below it are left out because the tree ends there.
    pub below: usize,
}

/// The tree of a plan.
pub fn tree<'p>(plan: &'p Plan, request: &TreeRequest<'p>) -> Tree {
    let mut forest = Forest::default();
    if request.roots.is_empty() {
        plan.items().filter(|item| item.is_a(&[Kind::Vision])).for_each(|root| forest.add(root));
    } else {
        request.roots.iter().for_each(|root| forest.add(*root));
    }
    let serving = forest.take();
    if request.roots.is_empty() {
        orphans(plan, &forest).into_iter().for_each(|orphan| forest.add(orphan));
    }
    let orphans = forest.take();
    Tree { serving: rows(&serving, request), orphans: rows(&orphans, request) }
}

/// The work in an item and in all that serves it.
pub(crate) fn work_below(item: PlanItem<'_>) -> Work {
    let mut forest = Forest::default();
    forest.add(item);
    forest.take().first().map_or_else(Work::default, |root| root.work)
}

/// The highest items that no vision stands above, though their kind could serve something; what is left after that
/// stands in a ring, of which the first member counts.
fn orphans<'p>(plan: &'p Plan, forest: &Forest<'p>) -> Vec<PlanItem<'p>> {
    let could_serve = |item: &PlanItem<'_>| item.like().is_some_and(|kind| Field::For.is_on(kind));
    let left = plan.items().filter(|item| !item.file().is_foreign() && !forest.has(*item) && could_serve(item));
    let (tops, below): (Vec<_>, Vec<_>) = left.partition(|item| item.parents().next().is_none());
    tops.into_iter().chain(below).collect()
}

/// Where a node stands in what is shown.
#[derive(Clone, Copy, Default)]
struct Place {
    /// The nearest node above it that is shown.
    parent: Option<usize>,
    depth: usize,
    /// Whether it is of those that are shown at all.
    is_asked_for: bool,
    /// Whether it is shown: neither it nor one above it is left out of a long list.
    is_shown: bool,
}

/// The lines of the nodes, which come in the order of the tree, each before what is below it.
fn rows(nodes: &[Node<'_>], request: &TreeRequest<'_>) -> Vec<TreeRow> {
    let places = places(nodes, request);
    let (mut counts, mut above) = (vec![0; nodes.len()], 0);
    for place in places.iter().filter(|place| place.is_asked_for) {
        *place.parent.map_or(&mut above, |parent| &mut counts[parent]) += 1;
    }
    let mut rows =
        Lines { nodes, places, counts, above, given: vec![0; nodes.len()], given_above: 0, rows: Vec::new() };
    (0..nodes.len()).for_each(|at| rows.add(at, request));
    rows.rows
}

/// Where each node stands, long lists not yet considered.
fn places(nodes: &[Node<'_>], request: &TreeRequest<'_>) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let above = node.parent.map(|parent| (parent, places[parent]));
        let (parent, depth) = match above {
            Some((parent, place)) if place.is_asked_for => (Some(parent), place.depth + 1),
            Some((_, place)) => (place.parent, place.depth),
            None => (None, 0),
        };
        // What is asked for by its id is shown, whatever it is.
        let is_asked_for = (node.parent.is_none() && !request.roots.is_empty()) || is_of(node.item, request.all);
        places.push(Place { parent, depth, is_asked_for, is_shown: false });
    }
    places
}

fn is_of(item: PlanItem<'_>, all: bool) -> bool {
    all || (!item.file().is_archived() && !item.phase().is_some_and(Phase::is_closed))
}

struct Lines<'n, 'p> {
    nodes: &'n [Node<'p>],
    places: Vec<Place>,
    /// For each node, and for what stands above all, how many nodes are asked for right below it.
    counts: Vec<usize>,
    above: usize,
    /// How many of them were seen so far.
    given: Vec<usize>,
    given_above: usize,
    rows: Vec<TreeRow>,
}

impl Lines<'_, '_> {
    fn add(&mut self, at: usize, request: &TreeRequest<'_>) {
        let place = self.places[at];
        let is_below_shown = place.parent.is_none_or(|parent| self.places[parent].is_shown);
        let is_deep = |depth: usize| request.depth.is_some_and(|most| depth > most);
        if !place.is_asked_for || !is_below_shown || is_deep(place.depth) {
            return;
        }
        let all = place.parent.map_or(self.above, |parent| self.counts[parent]);
        let given = place.parent.map_or(&mut self.given_above, |parent| &mut self.given[parent]);
        *given += 1;
        let most = if request.all { all } else { shown(all, MOST_SIBLINGS) };
        if *given > most {
            if *given == most + 1 {
                self.rows.push(TreeRow::More { depth: place.depth, count: all - most });
            }
            return;
        }
        self.places[at].is_shown = true;
        let node = &self.nodes[at];
        self.rows.push(TreeRow::Item(Branch {
            brief: Brief::of(node.item),
            depth: place.depth,
            work: node.work,
            has_children: node.has_children,
            below: if is_deep(place.depth + 1) { self.counts[at] } else { 0 },
        }));
    }
}
