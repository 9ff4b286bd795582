//! Where references lead: the item that each id of a field names, looked up once for all who ask.

use roadlog_config::Field;
use roadlog_syntax::Span;
use roadlog_syntax::value::Id;

use crate::file::PlanFile;
use crate::item::{FieldView, PlanItem};
use crate::plan::{ItemRef, Plan};
use crate::value::Located;

/// An id in a field, and the item that it names.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'p> {
    item: PlanItem<'p>,
    located: &'p Located<Id>,
    target: Option<ItemRef>,
}

impl<'p> Reference<'p> {
    /// The id.
    pub const fn id(self) -> &'p Id {
        &self.located.value
    }

    /// Where the id stands in its file.
    pub fn span(self) -> Span {
        self.located.span.shifted(self.item.base())
    }

    /// The item of this id: of several, the first; `None` where there is none.
    pub fn target(self) -> Option<PlanItem<'p>> {
        self.item.plan().item(self.target?)
    }
}

impl<'p> PlanItem<'p> {
    /// The ids of a field, each with the item that it names.
    pub fn references(self, field: Field) -> impl Iterator<Item = Reference<'p>> {
        self.field(field).into_iter().flat_map(FieldView::references)
    }

    /// The items that a field names, those that there are.
    pub fn targets(self, field: Field) -> impl Iterator<Item = Self> {
        self.references(field).filter_map(Reference::target)
    }
}

impl<'p> FieldView<'p> {
    /// The ids that it names, each with the item that has it.
    pub fn references(self) -> impl Iterator<Item = Reference<'p>> {
        let item = self.item();
        let ids = self.located_ids();
        let at = item.at();
        let targets: &[Option<ItemRef>] =
            if ids.is_empty() { &[] } else { &item.plan().targets(at.file).of_node(at.node)[self.first_reference()..] };
        ids.iter().zip(targets).map(move |(located, target)| Reference { item, located, target: *target })
    }
}

/// The items that the references of a file lead to.
#[derive(Clone, Debug)]
pub(crate) struct Targets {
    /// For each node where its references begin; one more at the end.
    starts: Box<[u32]>,
    /// For each reference, in the order of the file, the item that it leads to.
    found: Box<[Option<ItemRef>]>,
}

impl Targets {
    /// Looks up every reference of `file`.
    pub(crate) fn of(plan: &Plan, file: &PlanFile) -> Self {
        let mut starts = Vec::with_capacity(file.node_count() as usize + 1);
        let mut found = Vec::new();
        for node in 0..file.node_count() {
            starts.push(found.len() as u32);
            let references = file.facts(node).into_iter().flat_map(|facts| facts.references());
            found.extend(references.map(|id| plan.first(id).map(PlanItem::at)));
        }
        starts.push(found.len() as u32);
        Self { starts: starts.into(), found: found.into() }
    }

    fn of_node(&self, node: u32) -> &[Option<ItemRef>] {
        let node = node as usize;
        &self.found[self.starts[node] as usize..self.starts[node + 1] as usize]
    }
}
