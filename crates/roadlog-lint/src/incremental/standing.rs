//! Where the nodes of a plan stand now, under numbers that they keep while the plan changes around them.

use std::ops::Range;

use roadlog_model::{FileChange, ItemRef, Plan};
use roadlog_syntax::Span;

/// The number of a node, which it keeps until its lines change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NodeNumber(u32);

/// Where the nodes of a plan stand.
#[derive(Default)]
pub(super) struct Standing {
    /// The numbers of the nodes of each file, in order.
    numbers: Vec<Vec<NodeNumber>>,
    /// Where the node of each number stands now.
    places: Vec<ItemRef>,
    /// The numbers that nobody has.
    free: Vec<NodeNumber>,
    /// Those that nobody has since the last change: findings that are about to be found anew still name them.
    left: Vec<NodeNumber>,
}

/// The nodes of a file that are gone, with the numbers that they had, and those that stand there now.
pub(super) struct Nodes {
    pub(super) gone: Range<usize>,
    pub(super) numbers_gone: Vec<NodeNumber>,
    pub(super) come: Range<usize>,
}

impl Standing {
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
        let (gone, come) = (before..self.numbers[place].len() - after, before..count - after);
        let numbers: Vec<_> = come.clone().map(|_| self.new_number()).collect();
        let numbers_gone: Vec<_> = self.numbers[place].splice(gone.clone(), numbers).collect();
        self.left.extend(&numbers_gone);
        for (node, number) in self.numbers[place].iter().enumerate().skip(before) {
            self.places[number.0 as usize] = ItemRef { file: change.place, node: node as u32 };
        }
        Nodes { gone, numbers_gone, come }
    }

    /// The number of a node.
    pub(super) fn number(&self, at: ItemRef) -> Option<NodeNumber> {
        self.numbers.get(at.file as usize)?.get(at.node as usize).copied()
    }

    /// Where the node of a number stands.
    pub(super) fn place(&self, number: NodeNumber) -> ItemRef {
        self.places[number.0 as usize]
    }

    /// A number for one more node.
    fn new_number(&mut self) -> NodeNumber {
        self.free.pop().unwrap_or_else(|| {
            self.places.push(ItemRef { file: 0, node: 0 });
            NodeNumber(self.places.len() as u32 - 1)
        })
    }

    /// The node that a span of a file stands in, and the span counted from its start; `None` where `path` is no file of
    /// the plan.
    pub(super) fn anchor(&self, plan: &Plan, path: &str, span: Span) -> Option<(NodeNumber, Span)> {
        let (file, found) = plan.file_at(path)?;
        let node = found.document().node_at(span.start);
        let base = node.span().start;
        let number = self.number(ItemRef { file, node: node.index() })?;
        Some((number, Span::new(span.start - base, span.end - base)))
    }

    /// Where a node starts in its file.
    pub(super) fn start(&self, plan: &Plan, number: NodeNumber) -> u32 {
        let ItemRef { file, node } = self.place(number);
        plan.file(file).and_then(|file| file.document().node(node)).map_or(0, |node| node.span().start)
    }

    /// The file that a node stands in.
    pub(super) fn file_of(&self, number: NodeNumber) -> u32 {
        self.place(number).file
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
