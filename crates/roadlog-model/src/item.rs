//! An item of the plan, seen with everything around it: its fields, its owner, what it serves and what serves it.

use std::borrow::Cow;

use roadlog_config::{Field, FieldLookup, KindRef, KindSpec, Phase, Settings, Side, ValueType};
use roadlog_syntax::value::{Handle, Id, parse_link, parse_links};
use roadlog_syntax::{Document, Entry, EntryKind, EntryText, Item, Kind, Mark, Span};
use smol_str::SmolStr;

use crate::facts::{CriteriaCount, FieldFact, ItemFacts, StatusFact};
use crate::file::PlanFile;
use crate::plan::{ItemRef, Plan};
use crate::reads::{self, Read};
use crate::value::{Members, Value, ValueFault};

/// An item of the plan. Every span that it gives is one of its file.
#[derive(Clone, Copy, Debug)]
pub struct PlanItem<'p> {
    plan: &'p Plan,
    file: &'p PlanFile,
    facts: &'p ItemFacts,
    at: ItemRef,
}

impl<'p> PlanItem<'p> {
    pub(crate) fn new(plan: &'p Plan, at: ItemRef) -> Option<Self> {
        let file = plan.file(at.file)?;
        Some(Self { plan, file, facts: file.facts(at.node)?, at })
    }

    /// The plan that it is part of.
    pub const fn plan(self) -> &'p Plan {
        self.plan
    }

    /// The file that it stands in.
    pub const fn file(self) -> &'p PlanFile {
        self.file
    }

    /// Where it stands.
    pub const fn at(self) -> ItemRef {
        self.at
    }

    pub(crate) const fn facts(self) -> &'p ItemFacts {
        self.facts
    }

    /// What the configuration says for its file.
    pub fn settings(self) -> &'p Settings {
        self.file.settings()
    }

    /// Its lines as they are written.
    pub fn syntax(self) -> Item<'p> {
        reads::note_text(self);
        self.lines()
    }

    fn lines(self) -> Item<'p> {
        self.file.document().node(self.at.node).expect("facts are kept for the nodes that there are")
    }

    /// Its id; `None` where the header is broken or the id is still to be given.
    pub const fn id(self) -> Option<&'p Id> {
        self.facts.id.as_ref()
    }

    /// Whether its id is still to be given: `PAY-new`.
    pub const fn is_new(self) -> bool {
        self.facts.is_new
    }

    /// Whether its header names no item.
    pub const fn is_broken(self) -> bool {
        self.facts.is_broken
    }

    /// Its kind, built-in or the team's own; `None` where no such kind is known.
    pub const fn kind(self) -> Option<KindRef> {
        self.facts.kind
    }

    /// The built-in kind that it is or is like.
    pub fn like(self) -> Option<Kind> {
        self.facts.kind.map(|kind| kind.like)
    }

    /// Whether it is, or is like, one of these kinds.
    pub fn is_a(self, kinds: &[Kind]) -> bool {
        self.like().is_some_and(|kind| kinds.contains(&kind))
    }

    /// Who decides on it: product management or product ownership.
    pub fn side(self) -> Option<Side> {
        self.like().map(|kind| KindSpec::of(kind).side)
    }

    /// The word of its header that names the kind.
    pub fn kind_word(self) -> Cow<'p, str> {
        self.syntax().kind_word()
    }

    /// Its title.
    pub fn title(self) -> Cow<'p, str> {
        self.syntax().title()
    }

    /// Its status, written or meant; `None` where its kind has none.
    pub const fn status(self) -> Option<&'p StatusFact> {
        self.facts.status.as_ref()
    }

    /// The phase that it is in; `None` where its kind has no statuses.
    pub fn phase(self) -> Option<Phase> {
        self.status().map(|status| status.phase)
    }

    /// Whether it is ready or doing, or of a kind without statuses.
    pub fn is_ready_or_doing(self) -> bool {
        matches!(self.phase(), None | Some(Phase::Ready | Phase::Doing))
    }

    /// Whether work on it can go on: draft, ready or doing, or of a kind without statuses.
    pub fn is_open(self) -> bool {
        self.phase().is_none_or(Phase::is_open)
    }

    /// How many criteria it has, by mark.
    pub const fn criteria_count(self) -> CriteriaCount {
        self.facts.criteria
    }

    /// Its fields, in the order in which they are written.
    pub fn fields(self) -> impl DoubleEndedIterator<Item = FieldView<'p>> {
        self.facts.fields.iter().map(move |fact| FieldView { item: self, fact })
    }

    /// Whether a field that its kind has is written twice.
    pub fn repeats_field(self) -> bool {
        self.facts.repeats_field()
    }

    /// A built-in field of it; of one that is written twice the first.
    pub fn field(self, field: Field) -> Option<FieldView<'p>> {
        self.facts.field(field).map(|fact| FieldView { item: self, fact })
    }

    /// The ids of a field, each with where it stands.
    pub fn ids(self, field: Field) -> impl Iterator<Item = (&'p Id, Span)> {
        self.field(field).into_iter().flat_map(FieldView::ids)
    }

    /// The people of a field, each with where they stand.
    pub fn people(self, field: Field) -> impl Iterator<Item = (&'p Handle, Span)> {
        self.field(field).into_iter().flat_map(FieldView::people)
    }

    /// Its criteria, in order.
    pub fn criteria(self) -> impl Iterator<Item = Criterion<'p>> {
        self.syntax().entries().filter_map(|entry| match entry.kind() {
            EntryKind::Criterion(mark) => Some(Criterion { entry, mark }),
            _ => None,
        })
    }

    /// Its questions with their answers, in order.
    pub fn questions(self) -> impl Iterator<Item = Question<'p>> {
        let entries: Vec<_> = self.syntax().entries().collect();
        let asked = entries.iter().enumerate().filter(|(_, entry)| entry.kind() == EntryKind::Question);
        let questions: Vec<_> = asked
            .map(|(index, entry)| Question {
                entry: *entry,
                answers: entries[index + 1..]
                    .iter()
                    .take_while(|next| next.kind() == EntryKind::Answer)
                    .copied()
                    .collect(),
            })
            .collect();
        questions.into_iter()
    }

    /// Its decisions, in order.
    pub fn decisions(self) -> impl Iterator<Item = Entry<'p>> {
        self.syntax().entries().filter(|entry| entry.kind() == EntryKind::Decision)
    }

    /// The items that it serves: those that its `for` names and that there are.
    pub fn parents(self) -> impl Iterator<Item = Self> {
        self.targets(Field::For)
    }

    /// The items whose `for` names it.
    pub fn serving(self) -> impl Iterator<Item = Self> {
        self.users_in(Field::For)
    }

    /// The items that need it.
    pub fn needed_by(self) -> impl Iterator<Item = Self> {
        self.users_in(Field::Needs)
    }

    /// The items with a field of this name that names it.
    pub fn users_in(self, field: Field) -> impl Iterator<Item = Self> {
        // Of several items with one id, the first is the one that others name.
        let named = self.id().filter(|id| self.plan.first(id) == Some(self));
        named.into_iter().flat_map(move |id| self.plan.users_by(id, move |by| by == Some(field)))
    }

    /// The file that it stands in, for who looks at more of it than the item's own lines.
    pub fn document(self) -> &'p Document {
        reads::note(|| Read::file(self.at.file));
        self.file.document()
    }

    /// Where it starts in its file, leading comments included.
    pub(crate) fn base(self) -> u32 {
        self.lines().span().start
    }
}

impl PartialEq for PlanItem<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl Eq for PlanItem<'_> {}

/// A field of an item.
#[derive(Clone, Copy, Debug)]
pub struct FieldView<'p> {
    item: PlanItem<'p>,
    fact: &'p FieldFact,
}

impl<'p> FieldView<'p> {
    /// The item that has it.
    pub const fn item(self) -> PlanItem<'p> {
        self.item
    }

    /// Which field its key names.
    pub const fn lookup(self) -> FieldLookup {
        self.fact.lookup()
    }

    /// Its line.
    pub fn entry(self) -> Entry<'p> {
        self.item.syntax().entry(self.fact.entry).expect("facts are kept for the entries that there are")
    }

    /// Its value as it is read, lines joined.
    pub fn text(self) -> EntryText<'p> {
        self.entry().text()
    }

    /// Where its value stands.
    pub fn value_span(self) -> Span {
        self.text().whole_span()
    }

    /// Its value, typed. Spans in it count from the start of the item; [`FieldView::ids`] and [`FieldView::people`]
    /// give them as the file has them.
    pub const fn value(self) -> &'p Value {
        &self.fact.value
    }

    /// The ids that it names.
    pub fn ids(self) -> impl Iterator<Item = (&'p Id, Span)> {
        (0..self.id_count()).filter_map(move |place| {
            let (id, span) = self.id(place)?;
            Some((id, self.place(span)))
        })
    }

    /// Which built-in field it is, where its kind has it.
    pub(crate) const fn built_in(self) -> Option<Field> {
        self.fact.built_in()
    }

    /// How many ids it names.
    pub(crate) fn id_count(self) -> usize {
        self.fact.id_count()
    }

    /// The id at this place of its list, and where it stands, counted from the start of the item; `None` for the place
    /// where it is all that the field says.
    pub(crate) fn id(self, place: usize) -> Option<(&'p Id, Option<Span>)> {
        self.value().ids()?.get(place)
    }

    /// Where a member of its list stands in the file.
    pub(crate) fn place(self, span: Option<Span>) -> Span {
        let shifted = |span: Span| {
            reads::note_text(self.item);
            span.shifted(self.item.base())
        };
        span.map_or_else(|| self.value_span(), shifted)
    }

    /// How many ids the fields of the item above it name.
    pub(crate) fn first_reference(self) -> usize {
        let above = self.item.facts.fields.iter().take_while(|fact| fact.entry < self.fact.entry);
        above.map(FieldFact::id_count).sum()
    }

    /// The people that it names, without where they stand.
    pub fn handles(self) -> impl Iterator<Item = &'p Handle> {
        self.value().people().into_iter().flat_map(Members::values)
    }

    /// The people that it names.
    pub fn people(self) -> impl Iterator<Item = (&'p Handle, Span)> {
        let people = self.value().people().into_iter().flat_map(Members::iter);
        people.map(move |(handle, span)| (handle, self.place(span)))
    }

    /// The links that it names, each as it is written.
    pub fn links(self) -> Vec<(SmolStr, Span)> {
        reads::note_text(self.item);
        let FieldLookup::Here(reference) = self.lookup() else { return Vec::new() };
        let text = self.text();
        let ranges: Vec<_> = match self.item.plan.config().value_type(reference) {
            ValueType::Link => parse_link(&text).map(|_| 0..text.len()).into_iter().collect(),
            ValueType::Links => parse_links(&text).members.into_iter().map(|member| member.range).collect(),
            _ => Vec::new(),
        };
        ranges.into_iter().map(|range| (SmolStr::new(&text[range.clone()]), text.span(range))).collect()
    }

    /// What of it could not be read.
    pub fn faults(self) -> impl Iterator<Item = ValueFault> + 'p {
        reads::note_text(self.item);
        let faults = self.item.facts.faults(self.fact.entry);
        faults.map(move |fault| ValueFault { span: fault.span.shifted(self.item.base()), ..fault.clone() })
    }
}

/// A criterion of an item.
#[derive(Clone, Copy, Debug)]
pub struct Criterion<'p> {
    /// Its lines.
    pub entry: Entry<'p>,
    /// Its mark.
    pub mark: Mark,
}

/// A question of an item, with its answers.
#[derive(Clone, Debug)]
pub struct Question<'p> {
    /// Its lines.
    pub entry: Entry<'p>,
    /// The answers below it, in order; none while it is open.
    pub answers: Vec<Entry<'p>>,
}
