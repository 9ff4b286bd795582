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
        for orphan in orphans(plan, &forest) {
            forest.add(orphan);
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{id_of, item, plan};

    const PLAN: &str = "\
vision V-1 See

goal G-1 Won
  for: V-1
  status: met

epic PAY-1 Pay
  for: G-1
  status: active

story PAY-2 Done
  for: PAY-1
  status: accepted
  points: 3
  [x] It is

story PAY-3 Open
  for: PAY-1
  points: 5
  blocked: the bank
  [ ] It will be

story PAY-4 Never
  for: PAY-1
  status: dropped
  points: 8

task PAY-5 Alone
";

    /// Each item with how far it stands in; of more items their number.
    fn shown(rows: &[TreeRow]) -> Vec<(String, usize)> {
        let row = |row: &TreeRow| match row {
            TreeRow::Item(branch) => (id_of(&branch.brief), branch.depth),
            TreeRow::More { depth, count } => (format!("+{count}"), *depth),
        };
        rows.iter().map(row).collect()
    }

    fn branch(rows: &[TreeRow], at: usize) -> &Branch {
        let TreeRow::Item(branch) = &rows[at] else { panic!("{rows:?}") };
        branch
    }

    #[test]
    fn closed_items_are_not_shown_and_their_work_counts_all_the_same() {
        let plan = plan(PLAN);
        let tree = tree(&plan, &TreeRequest::default());
        let expected = [("V-1", 0), ("PAY-1", 1), ("PAY-3", 2)].map(|(id, depth)| (id.to_owned(), depth));
        assert_eq!(shown(&tree.serving), expected);
        assert_eq!(shown(&tree.orphans), [("PAY-5".to_owned(), 0)]);
        let work = branch(&tree.serving, 0).work;
        assert_eq!((work.points_done, work.points), (3.0, 8.0));
        assert_eq!((work.criteria_met, work.criteria, work.blocked), (1, 2, 1));
    }

    #[test]
    fn a_tree_begins_where_it_is_asked_to_and_ends_after_so_many_levels() {
        let plan = plan(PLAN);
        let roots = vec![item(&plan, "G-1")];
        let tree = tree(&plan, &TreeRequest { roots, depth: Some(1), all: false });
        assert_eq!(shown(&tree.serving), [("G-1".to_owned(), 0), ("PAY-1".to_owned(), 1)]);
        assert_eq!(branch(&tree.serving, 1).below, 1);
        assert!(tree.orphans.is_empty());
    }

    #[test]
    fn of_a_long_list_the_first_are_shown_with_all_below_them() {
        let epics: Vec<String> = (0..20)
            .map(|number| format!("epic PAY-{number} E\n  for: G-1\n\nstory PAY-9{number} S\n  for: PAY-{number}\n\n"))
            .collect();
        let plan = plan(&format!("vision V-1 See\n\ngoal G-1 Win\n  for: V-1\n\n{}", epics.concat()));
        let tree_of = |all| shown(&tree(&plan, &TreeRequest { all, ..TreeRequest::default() }).serving);
        let tree = tree_of(false);
        assert_eq!(tree.len(), 2 + 2 * MOST_SIBLINGS + 1);
        assert_eq!(tree.last(), Some(&("+10".to_owned(), 2)));
        assert_eq!(tree_of(true).len(), 2 + 2 * 20);
    }

    #[test]
    fn a_ring_ends() {
        let plan = plan("task PAY-1 One\n  for: PAY-2\n\ntask PAY-2 Two\n  for: PAY-1\n");
        let tree = tree(&plan, &TreeRequest::default());
        assert_eq!(shown(&tree.orphans), [("PAY-1".to_owned(), 0), ("PAY-2".to_owned(), 1)]);
    }
}
