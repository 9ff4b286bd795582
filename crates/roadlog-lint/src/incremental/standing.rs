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

    /// Takes over what changed in a file of `plan`; which of its nodes that are.
    pub(super) fn follow(&mut self, plan: &Plan, change: &FileChange) -> Nodes {
        let place = change.place as usize;
        if self.numbers.len() <= place {
            self.numbers.resize_with(place + 1, Vec::new);
        }
        let count = plan.file(change.place).map_or(0, roadlog_model::PlanFile::node_count) as usize;
        let (before, after) = (change.kept_before as usize, change.kept_after as usize);
        let nodes = Nodes { gone: before..self.numbers[place].len() - after, come: before..count - after };
        let first = self.places.len() as u32;
        let numbers = (first..first + nodes.come.len() as u32).map(NodeNumber);
        self.places.resize(self.places.len() + nodes.come.len(), (0, 0));
        self.numbers[place].splice(nodes.gone.clone(), numbers);
        for (node, number) in self.numbers[place].iter().enumerate().skip(before) {
            self.places[number.0 as usize] = (change.place, node as u32);
        }
        nodes
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
