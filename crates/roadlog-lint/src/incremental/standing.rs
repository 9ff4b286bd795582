//! Where the nodes of a plan stand now, under numbers that they keep while the plan changes around them.

use std::ops::Range;
use std::sync::Arc;

use roadlog_model::{FileChange, Plan};
use roadlog_syntax::Span;
use rustc_hash::FxHashMap;

/// The number of a node, which it keeps until its lines change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NodeNumber(u32);

/// Where the nodes of a plan stand.
#[derive(Default)]
pub(super) struct Standing {
    /// The files by their paths.
    by_path: FxHashMap<Arc<str>, u32>,
    /// The numbers of the nodes of each file, in order.
    numbers: Vec<Vec<NodeNumber>>,
    /// File and node of each number, as they are now.
    places: Vec<(u32, u32)>,
    /// The numbers that nobody has.
    free: Vec<NodeNumber>,
    /// Those that nobody has since the last change: findings that are about to be found anew still name them.
    left: Vec<NodeNumber>,
}

/// The nodes of a file that are gone, and those that stand there now.
pub(super) struct Nodes {
    pub(super) gone: Range<usize>,
    pub(super) come: Range<usize>,
}

impl Standing {
    /// The place of the file of this path.
    pub(super) fn file(&self, path: &str) -> Option<u32> {
        self.by_path.get(path).copied()
    }

    /// Begins with the next changes: no finding names any more what the last ones left behind.
    pub(super) fn begin(&mut self) {
        self.free.append(&mut self.left);
    }

    /// Takes over what changed in a file of `plan`; which of its nodes that are.
    pub(super) fn follow(&mut self, plan: &Plan, change: &FileChange) -> Nodes {
        let place = change.place as usize;
        if self.numbers.len() <= place {
            self.numbers.resize_with(place + 1, Vec::new);
        }
        let count = plan.file(change.place).map_or(0, roadlog_model::PlanFile::node_count) as usize;
        let (before, after) = (change.kept_before as usize, change.kept_after as usize);
        let nodes = Nodes { gone: before..self.numbers[place].len() - after, come: before..count - after };
        let numbers: Vec<_> = nodes.come.clone().map(|_| self.number()).collect();
        self.left.extend(self.numbers[place].splice(nodes.gone.clone(), numbers));
        for (node, number) in self.numbers[place].iter().enumerate().skip(before) {
            self.places[number.0 as usize] = (change.place, node as u32);
        }
        nodes
    }

    /// A number for one more node.
    fn number(&mut self) -> NodeNumber {
        self.free.pop().unwrap_or_else(|| {
            self.places.push((0, 0));
            NodeNumber(self.places.len() as u32 - 1)
        })
    }

    /// Takes over the paths of the files of `plan`.
    pub(super) fn take_paths(&mut self, plan: &Plan) {
        self.by_path = plan.files().map(|(place, file)| (file.shared_path(), place)).collect();
    }

    /// The node that a span of a file stands in, and the span counted from its start; `None` where `path` is no file of
    /// the plan.
    pub(super) fn anchor(&self, plan: &Plan, path: &str, span: Span) -> Option<(NodeNumber, Span)> {
        let place = self.file(path)?;
        let node = plan.file(place)?.document().node_at(span.start);
        let base = node.span().start;
        let number = *self.numbers.get(place as usize)?.get(node.index() as usize)?;
        Some((number, Span::new(span.start - base, span.end - base)))
    }

    /// Where a node starts in its file.
    pub(super) fn start(&self, plan: &Plan, number: NodeNumber) -> u32 {
        let (file, node) = self.places[number.0 as usize];
        plan.file(file).and_then(|file| file.document().node(node)).map_or(0, |node| node.span().start)
    }

    /// The file that a node stands in.
    pub(super) fn file_of(&self, number: NodeNumber) -> u32 {
        self.places[number.0 as usize].0
    }
}

#[cfg(test)]
mod tests {
    use roadlog_config::Config;
    use roadlog_model::{Changes, FileInput};
    use roadlog_syntax::Edit;

    use super::*;

    /// Where each node of the file starts, by its number.
    fn starts(standing: &Standing, plan: &Plan) -> Vec<u32> {
        standing.numbers[0].iter().map(|number| standing.start(plan, *number)).collect()
    }

    #[test]
    fn however_much_is_typed_there_are_numbers_for_the_nodes_that_are_there_and_for_those_just_gone() {
        let bytes = b"task PAY-1 A\n\ntask PAY-2 B\n".to_vec();
        let file = FileInput { path: "plan.backlog".to_owned(), bytes, archived: false, foreign: false };
        let mut now = Plan::new(Config::default(), vec![file]).unwrap();
        let mut standing = Standing::default();
        standing.follow(&now, &FileChange { place: 0, kept_before: 0, kept_after: 0 });
        for _ in 0..1000 {
            for edit in [Edit::new(Span::at(13), "\ntask PAY-3 C\n"), Edit::new(Span::new(13, 27), "")] {
                let next = now.with_edits("plan.backlog", &[edit]).unwrap();
                standing.begin();
                for change in &Changes::between(&now, &next).files {
                    standing.follow(&next, change);
                }
                now = next;
                let (_, file) = now.file_at("plan.backlog").unwrap();
                let nodes: Vec<u32> = file.document().nodes().map(|node| node.span().start).collect();
                assert_eq!(starts(&standing, &now), nodes);
            }
        }
        assert!(standing.places.len() <= 8, "{}", standing.places.len());
    }
}
