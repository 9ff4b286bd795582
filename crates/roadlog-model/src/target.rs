//! Where references lead: the item that each id of a field names, looked up once for all who ask.

use roadlog_config::{Field, may_serve};
use roadlog_syntax::Span;
use roadlog_syntax::value::Id;

use crate::file::PlanFile;
use crate::item::{FieldView, PlanItem};
use crate::plan::{ItemRef, Plan};
use crate::reads::{self, Read};

/// An id in a field, and the item that it names.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'p> {
    field: FieldView<'p>,
    id: &'p Id,
    span: Option<Span>,
    target: Option<ItemRef>,
}

impl<'p> Reference<'p> {
    /// The id.
    pub const fn id(self) -> &'p Id {
        self.id
    }

    /// Where the id stands in its file.
    pub fn span(self) -> Span {
        self.field.place(self.span)
    }

    /// The item of this id: of several, the first; `None` where there is none.
    pub fn target(self) -> Option<PlanItem<'p>> {
        reads::note(|| Read::id(self.id));
        self.field.item().plan().item(self.target?)
    }
}

impl<'p> PlanItem<'p> {
    /// The ids of a field, each with the item that it names.
    pub fn references(self, field: Field) -> impl Iterator<Item = Reference<'p>> {
        self.field(field).into_iter().flat_map(FieldView::references)
    }

    /// Whether a field of it names an item that is not there.
    pub fn names_unknown(self) -> bool {
        if reads::are_noted() {
            self.facts().references().for_each(|id| reads::note(|| Read::id(id)));
        }
        self.plan().targets(self.at().file).of_node(self.at().node).iter().any(Option::is_none)
    }

    /// How many references in its file lead nowhere.
    pub fn unknown_in_file(self) -> usize {
        let file = self.at().file;
        reads::note(Read::ids);
        reads::note(|| Read::items_of(file));
        self.plan().targets(file).unknown
    }

    /// The items that a field names, those that there are.
    pub fn targets(self, field: Field) -> impl Iterator<Item = Self> {
        self.references(field).filter_map(Reference::target)
    }
}

impl<'p> FieldView<'p> {
    /// The ids that it names, each with the item that has it.
    pub fn references(self) -> impl Iterator<Item = Reference<'p>> {
        let (at, count) = (self.item().at(), self.id_count());
        let targets: &[Option<ItemRef>] = match count {
            0 => &[],
            _ => &self.item().plan().targets(at.file).of_node(at.node)[self.first_reference()..],
        };
        (0..count).zip(targets).filter_map(move |(place, target)| {
            let (id, span) = self.id(place)?;
            Some(Reference { field: self, id, span, target: *target })
        })
    }
}

/// The items that the references of a file lead to.
#[derive(Clone, Debug)]
pub(crate) struct Targets {
    /// For each node where its references begin; one more at the end.
    starts: Box<[u32]>,
    /// For each reference, in the order of the file, the item that it leads to.
    found: Box<[Option<ItemRef>]>,
    /// How many of them lead nowhere.
    unknown: usize,
    /// The nodes with a `for` that may be a step of a ring, and those with a `needs` that may be.
    steps: [Box<[u32]>; 2],
}

impl Targets {
    /// Looks up every reference of `file`, which stands at `place`.
    pub(crate) fn of(plan: &Plan, place: u32, file: &PlanFile) -> Self {
        let mut starts = Vec::with_capacity(file.node_count() as usize + 1);
        let mut found = Vec::new();
        let mut steps = [Vec::new(), Vec::new()];
        for node in 0..file.node_count() {
            starts.push(found.len() as u32);
            let Some(item) = plan.item(ItemRef { file: place, node }) else { continue };
            for field in item.fields() {
                for id in (0..field.id_count()).filter_map(|place| Some(field.id(place)?.0)) {
                    let target = plan.first_near(place, id);
                    found.push(target.map(PlanItem::at));
                    if let Some(steps) = target.and_then(|target| steps.get_mut(ring_of(item, field, target)?)) {
                        steps.push(node);
                    }
                }
            }
        }
        starts.push(found.len() as u32);
        let unknown = found.iter().filter(|target| target.is_none()).count();
        Self { starts: starts.into(), found: found.into(), unknown, steps: steps.map(Vec::into_boxed_slice) }
    }

    fn of_node(&self, node: u32) -> &[Option<ItemRef>] {
        let node = node as usize;
        &self.found[self.starts[node] as usize..self.starts[node + 1] as usize]
    }
}

/// The place in [`Targets::steps`] of a reference that may be a step of a ring.
///
/// A `for` that the kinds allow leads further left in the plan, unless both ends are of one kind; so a ring has at least
/// one step that does not, and hardly any item has one.
fn ring_of(item: PlanItem<'_>, field: FieldView<'_>, target: PlanItem<'_>) -> Option<usize> {
    let leads_up = |own, kind| own != kind && may_serve(own, kind);
    match field.built_in()? {
        Field::For => (!item.like().zip(target.like()).is_some_and(|(own, kind)| leads_up(own, kind))).then_some(0),
        Field::Needs => Some(1),
        _ => None,
    }
}

impl PlanItem<'_> {
    /// Whether this field of it may be a step of a ring of `for`, or of `needs`. From the items of which this holds, every
    /// such ring can be reached.
    pub fn may_close_ring(self, field: Field) -> bool {
        if reads::are_noted() {
            let ids = self.field(field).into_iter().flat_map(|field| (0..field.id_count()).map(move |at| field.id(at)));
            ids.for_each(|id| reads::note(|| id.map_or_else(Read::ids, |(id, _)| Read::id(id))));
        }
        let [up, needs] = &self.plan().targets(self.at().file).steps;
        let nodes = if field == Field::For { up } else { needs };
        nodes.binary_search(&self.at().node).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use roadlog_syntax::Kind;

    use super::*;

    #[test]
    fn steps_that_the_kinds_allow_lead_up_unless_both_are_of_one_kind() {
        let up = |own: Kind| Kind::ALL.into_iter().filter(move |&kind| kind != own && may_serve(own, kind));
        let mut level = Kind::ALL.to_vec();
        for _ in Kind::ALL {
            level = level.into_iter().flat_map(up).collect();
            level.sort_unstable();
            level.dedup();
        }
        assert_eq!(level, [], "as many steps as there are kinds lead past the last");
    }
}
