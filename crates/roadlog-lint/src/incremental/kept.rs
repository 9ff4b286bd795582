//! A finding that is kept while the plan changes around it: each of its places counts from the item that it stands in.

use roadlog_model::Plan;
use roadlog_syntax::Span;

use super::standing::{NodeNumber, Standing};
use crate::finding::{Finding, Untrusted};

/// A finding whose places count from the starts of nodes.
#[derive(PartialEq, Eq)]
pub(super) struct Kept {
    /// The place of its rule in the catalogue.
    pub(super) rule: usize,
    finding: Finding,
    /// For each of its places, in the order of [`places`], the node that it counts from; `None` where it is no place of
    /// the plan, and counts from the start of its file.
    nodes: Box<[Option<NodeNumber>]>,
}

impl Kept {
    pub(super) fn new(rule: usize, mut finding: Finding, plan: &Plan, standing: &Standing) -> Self {
        let mut nodes = Vec::with_capacity(1);
        for (path, span) in places(&mut finding) {
            let anchor = standing.anchor(plan, path.unescaped(), *span);
            nodes.push(anchor.map(|(number, from_start)| {
                *span = from_start;
                number
            }));
        }
        Self { rule, finding, nodes: nodes.into_boxed_slice() }
    }

    /// The path of the file that it is told in.
    pub(super) fn path(&self) -> &str {
        self.finding.place.path.unescaped()
    }

    /// The finding, as it stands now.
    pub(super) fn finding(&self, plan: &Plan, standing: &Standing) -> Finding {
        let mut finding = self.finding.clone();
        for ((_, span), node) in places(&mut finding).into_iter().zip(&self.nodes) {
            *span = node.map_or(*span, |node| span.shifted(standing.start(plan, node)));
        }
        finding
    }

    /// The files that it points into.
    pub(super) fn files<'k>(&'k self, standing: &'k Standing) -> impl Iterator<Item = u32> + 'k {
        self.nodes.iter().flatten().map(|node| standing.file_of(*node))
    }
}

/// Every place of a finding, with the path of its file: its own, then those that explain it and those that its fixes write.
fn places(finding: &mut Finding) -> Vec<(&Untrusted, &mut Span)> {
    let Finding { place, related, fixes, .. } = finding;
    let related = related.iter_mut().map(|related| (&related.place.path, &mut related.place.span));
    let edits = fixes.iter_mut().flat_map(|fix| &mut fix.edits);
    let edits = edits.map(|edit| (&edit.path, &mut edit.edit.span));
    std::iter::once((&place.path, &mut place.span)).chain(related).chain(edits).collect()
}
