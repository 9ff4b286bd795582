//! What one item says, typed: everything that follows from its own lines and the configuration.

use ecow::EcoString;
use roadlog_config::{Config, Field, FieldLookup, FieldRef, KindRef, Phase, Settings};
use roadlog_syntax::value::{HeaderId, Id};
use roadlog_syntax::{EntryKind, Item, Mark};

use crate::value::{self, Members, Value, ValueFault};

/// The facts of one item. Spans count from the start of the item (its leading comments included), so that facts stay
/// as they are when the item moves.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ItemFacts {
    pub(crate) kind: Option<KindRef>,
    pub(crate) id: Option<Id>,
    pub(crate) is_new: bool,
    /// Whether its header names no item.
    pub(crate) is_broken: bool,
    pub(crate) status: Option<StatusFact>,
    pub(crate) fields: Box<[FieldFact]>,
    /// Which built-in fields are among them.
    present: FieldSet,
    /// What of the fields could not be read, each with the place of the field; hardly any item has such.
    faults: Option<Box<[(u32, ValueFault)]>>,
    pub(crate) criteria: CriteriaCount,
}

/// Built-in fields, as bits: most questions about a field are answered by its not being there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FieldSet(u64);

impl FieldSet {
    const fn bit(field: Field) -> u64 {
        const { assert!(Field::ALL.len() <= u64::BITS as usize) };
        1 << field as u32
    }

    fn of(fields: &[FieldFact]) -> Self {
        let built_in = fields.iter().filter_map(FieldFact::built_in).map(Self::bit);
        Self(built_in.fold(0, |set, bit| set | bit))
    }

    const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    const fn has(self, field: Field) -> bool {
        self.0 & Self::bit(field) != 0
    }
}

/// The status of an item: as written, or the first of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusFact {
    /// The word.
    pub word: EcoString,
    /// The phase that it stands in.
    pub phase: Phase,
    /// Whether it is written in the item; else it is meant.
    pub written: bool,
}

/// How many criteria an item has, by mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct CriteriaCount {
    /// Still to be met.
    pub open: u32,
    /// Met.
    pub met: u32,
    /// No longer asked for.
    pub dropped: u32,
}

/// One line `key: value`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FieldFact {
    lookup: Lookup,
    /// Its place among the item's entries.
    pub(crate) entry: u32,
    pub(crate) value: Value,
}

/// A [`FieldLookup`] in less room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lookup {
    Here(Field),
    HereCustom(u16),
    Elsewhere(Field),
    ElsewhereCustom(u16),
    Unknown,
}

impl From<FieldLookup> for Lookup {
    fn from(lookup: FieldLookup) -> Self {
        match lookup {
            FieldLookup::Here(FieldRef::BuiltIn(field)) => Self::Here(field),
            FieldLookup::Here(FieldRef::Custom(place)) => Self::HereCustom(place),
            FieldLookup::Elsewhere(FieldRef::BuiltIn(field)) => Self::Elsewhere(field),
            FieldLookup::Elsewhere(FieldRef::Custom(place)) => Self::ElsewhereCustom(place),
            FieldLookup::Unknown => Self::Unknown,
        }
    }
}

impl ItemFacts {
    /// The facts of `item` under this configuration.
    pub(crate) fn of(item: Item<'_>, config: &Config, settings: &Settings) -> Self {
        // What the built-in kind of a header is, its parser has found already.
        let built_in = item.item_kind().map(KindRef::from);
        let kind = built_in.or_else(|| config.kind(&item.kind_word().to_ascii_lowercase()));
        let base = item.span().start;
        let (field_count, criteria) = counts(item);
        let (fields, faults) = fields(item, kind, config, base, field_count);
        let present = FieldSet::of(&fields);
        let header = item.id_text().and_then(|text| HeaderId::parse(&text).ok());
        Self {
            kind,
            is_broken: item.is_broken(),
            is_new: matches!(header, Some(HeaderId::New(_))),
            id: header.and_then(|header| header.given().cloned()),
            status: kind.and_then(|kind| status(kind, &fields, present, settings)),
            present,
            faults: (!faults.is_empty()).then(|| faults.into_boxed_slice()),
            fields,
            criteria,
        }
    }

    /// Whether nobody who does not look at the lines of the item sees a difference: where fields stand makes none.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        let head = |facts: &Self| (facts.kind, facts.is_new, facts.is_broken, facts.present, facts.criteria);
        let fields = || self.fields.iter().zip(&other.fields).all(|(one, other)| one.says_the_same(other));
        head(self) == head(other)
            && self.id == other.id
            && self.status == other.status
            && self.fields.len() == other.fields.len()
            && fields()
    }

    /// The first field of this name that the item has; of a field written twice the first counts.
    pub(crate) fn field(&self, field: Field) -> Option<&FieldFact> {
        if !self.present.has(field) {
            return None;
        }
        self.fields.iter().find(|fact| fact.lookup == Lookup::Here(field))
    }

    /// Whether a field that its kind has is written twice.
    pub(crate) fn repeats_field(&self) -> bool {
        let built_in = self.fields.iter().filter(|fact| fact.built_in().is_some()).count();
        let repeats = |(place, fact): (usize, &FieldFact)| {
            let is_custom = matches!(fact.lookup, Lookup::HereCustom(_));
            is_custom && self.fields[..place].iter().any(|above| above.lookup == fact.lookup)
        };
        built_in > self.present.len() || self.fields.iter().enumerate().any(repeats)
    }

    /// The id at this place among all that the item refers to, and the built-in field that names it.
    pub(crate) fn reference(&self, place: u32) -> Option<(Option<Field>, &Id)> {
        let mut before = 0;
        for fact in &self.fields {
            let within = place as usize - before;
            if let (Some(ids), true) = (fact.value.ids(), within < fact.id_count()) {
                // Of a field written twice the first counts.
                let counts = |field: &Field| self.field(*field).is_some_and(|first| std::ptr::eq(first, fact));
                return Some((fact.built_in().filter(counts), ids.get(within)?.0));
            }
            before += fact.id_count();
        }
        None
    }

    /// What of the field at this place of its entries could not be read.
    pub(crate) fn faults(&self, entry: u32) -> impl Iterator<Item = &ValueFault> {
        let faults = self.faults.as_deref().unwrap_or_default().iter();
        faults.filter(move |(of, _)| *of == entry).map(|(_, fault)| fault)
    }

    /// Every id that a field of the item refers to.
    pub(crate) fn references(&self) -> impl Iterator<Item = &Id> {
        self.fields.iter().flat_map(FieldFact::ids)
    }
}

impl FieldFact {
    fn says_the_same(&self, other: &Self) -> bool {
        self.lookup == other.lookup && self.value.says_the_same(&other.value)
    }

    /// The ids that it names.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &Id> {
        self.value.ids().into_iter().flat_map(Members::values)
    }

    /// Which field its key names.
    pub(crate) const fn lookup(&self) -> FieldLookup {
        match self.lookup {
            Lookup::Here(field) => FieldLookup::Here(FieldRef::BuiltIn(field)),
            Lookup::HereCustom(place) => FieldLookup::Here(FieldRef::Custom(place)),
            Lookup::Elsewhere(field) => FieldLookup::Elsewhere(FieldRef::BuiltIn(field)),
            Lookup::ElsewhereCustom(place) => FieldLookup::Elsewhere(FieldRef::Custom(place)),
            Lookup::Unknown => FieldLookup::Unknown,
        }
    }

    /// Which built-in field it is, where the kind of its item has it.
    pub(crate) const fn built_in(&self) -> Option<Field> {
        if let Lookup::Here(field) = self.lookup { Some(field) } else { None }
    }

    /// How many ids it names.
    pub(crate) fn id_count(&self) -> usize {
        self.value.ids().map_or(0, Members::len)
    }
}

/// The facts of the fields, and what of them could not be read, each with the place of its entry.
fn fields(
    item: Item<'_>,
    kind: Option<KindRef>,
    config: &Config,
    base: u32,
    count: usize,
) -> (Box<[FieldFact]>, Vec<(u32, ValueFault)>) {
    let mut facts = Vec::with_capacity(count);
    let mut faults = Vec::new();
    let fields = (0..).zip(item.entries()).filter(|(_, entry)| entry.kind() == EntryKind::Field);
    // Behind the last one there may be many criteria.
    for (place, entry) in fields.take(count) {
        let lookup = config.field(kind, &entry.key());
        let value = match lookup {
            FieldLookup::Here(field) => {
                value::read(&entry.text(), config.value_type(field), base, |fault| faults.push((place, fault)))
            }
            FieldLookup::Elsewhere(_) | FieldLookup::Unknown => Value::Text,
        };
        facts.push(FieldFact { lookup: lookup.into(), entry: place, value });
    }
    (facts.into_boxed_slice(), faults)
}

/// The status; one that the kind does not have counts as none, so that a typing error asks for nothing more.
fn status(kind: KindRef, fields: &[FieldFact], present: FieldSet, settings: &Settings) -> Option<StatusFact> {
    let status = || fields.iter().find(|fact| fact.lookup == Lookup::Here(Field::Status));
    let written = present.has(Field::Status).then(status).flatten().and_then(|fact| match &fact.value {
        Value::Word(word) => Some(word.clone()),
        _ => None,
    });
    let first = settings.statuses(kind).first()?;
    let phase =
        written.as_deref().map_or(Some(first.phase), |word| settings.status(kind, word).map(|found| found.phase));
    Some(StatusFact {
        phase: phase.unwrap_or(first.phase),
        written: written.is_some(),
        word: written.unwrap_or_else(|| EcoString::from(first.name.as_str())),
    })
}

/// How many fields an item has, and how many criteria.
fn counts(item: Item<'_>) -> (usize, CriteriaCount) {
    let (mut fields, mut criteria) = (0, CriteriaCount::default());
    for entry in item.entries() {
        match entry.kind() {
            EntryKind::Field => fields += 1,
            EntryKind::Criterion(Mark::Open) => criteria.open += 1,
            EntryKind::Criterion(Mark::Met) => criteria.met += 1,
            EntryKind::Criterion(Mark::Dropped) => criteria.dropped += 1,
            _ => {}
        }
    }
    (fields, criteria)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_small() {
        assert_eq!((size_of::<FieldFact>(), size_of::<Value>(), size_of::<ItemFacts>()), (32, 24, 112));
    }
}
