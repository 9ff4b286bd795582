//! What changed about an item's fields, whatever their order: values as they are meant, lists member by member.

use roadlog_config::{Aspect, Field, FieldLookup, ValueType};
use roadlog_model::{FieldView, PlanItem, Untrusted, Value};
use roadlog_syntax::value::{Handle, Id};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::item::Comparison;
use super::words::normal;
use crate::change::{Detail, Topic};

/// A field of an item, by its key; of one that is written twice the first.
struct Written<'p> {
    key: SmolStr,
    view: FieldView<'p>,
}

pub(super) fn compare(comparison: &mut Comparison<'_, '_>) {
    status(comparison);
    let (before, after) = (written(comparison.before), written(comparison.after));
    let of = |fields: &[Written<'_>]| -> FxHashMap<SmolStr, usize> {
        fields.iter().enumerate().map(|(place, field)| (field.key.clone(), place)).collect()
    };
    let (old_places, new_places) = (of(&before), of(&after));
    // A status that is one of the kind's has been compared, written or meant.
    let has_status = comparison.before.status().is_some() && comparison.after.status().is_some();
    let is_compared = |field: &&Written<'_>| has_status && field.key == Field::Status.name();
    for new in after.iter().filter(|field| !is_compared(field)) {
        let old = old_places.get(&new.key).map(|place| before[*place].view);
        one(comparison, &new.key, old, Some(new.view));
    }
    for old in before.iter().filter(|field| !is_compared(field) && !new_places.contains_key(&field.key)) {
        one(comparison, &old.key, Some(old.view), None);
    }
}

/// The status, written or meant.
fn status(comparison: &mut Comparison<'_, '_>) {
    let (Some(before), Some(after)) = (comparison.before.status(), comparison.after.status()) else { return };
    if before.word == after.word {
        return;
    }
    let place = |item: PlanItem<'_>| {
        let field = item.field(Field::Status).filter(|field| !field.text().is_empty());
        field.map_or_else(|| item.syntax().header_span(), |field| field.entry().span())
    };
    let word = |word: &str| Some(Untrusted::from(word));
    let detail = Detail::Value { before: word(&before.word), after: word(&after.word) };
    let (old, new) = (place(comparison.before), place(comparison.after));
    comparison.add(Topic::Aspect(Aspect::field(Field::Status)), detail, Some(old), Some(new));
}

/// The fields that say something, each once.
fn written(item: PlanItem<'_>) -> Vec<Written<'_>> {
    let mut seen = FxHashSet::default();
    let fields = item.fields().map(|view| Written { key: SmolStr::new(view.entry().key()), view });
    let first = fields.filter(|field| seen.insert(field.key.clone()));
    first.filter(|field| !field.view.text().trim().is_empty()).collect()
}

fn one(comparison: &mut Comparison<'_, '_>, key: &str, before: Option<FieldView<'_>>, after: Option<FieldView<'_>>) {
    let span = |field: Option<FieldView<'_>>| field.map(|field| field.entry().span());
    let topic = Field::named(key).map_or_else(|| Topic::OwnField(key.into()), |it| Topic::Aspect(Aspect::field(it)));
    let (old_members, new_members) = (before.map(members), after.map(members));
    let detail = if let (Some(None), _) | (_, Some(None)) = (&old_members, &new_members) {
        let same = before.zip(after).is_some_and(|(before, after)| same_value(comparison, before, after));
        let text = |field: Option<FieldView<'_>>| field.map(|field| Untrusted::from(&*normal(&field.text())));
        (!same).then(|| Detail::Value { before: text(before), after: text(after) })
    } else {
        let list = |members: Option<Option<Vec<SmolStr>>>| members.flatten().unwrap_or_default();
        differing(comparison, &list(old_members), &list(new_members))
    };
    if let Some(detail) = detail {
        comparison.add(topic, detail, span(before), span(after));
    }
}

/// The members that came and went; `None` where the lists have the same.
fn differing(comparison: &Comparison<'_, '_>, before: &[SmolStr], after: &[SmolStr]) -> Option<Detail> {
    let moved: Vec<SmolStr> = before.iter().map(|old| SmolStr::new(comparison.renumbered.moved(old))).collect();
    let old: FxHashSet<&SmolStr> = before.iter().chain(&moved).collect();
    let new: FxHashSet<&SmolStr> = after.iter().collect();
    let text = |member: &SmolStr| Untrusted::from(member.as_str());
    let added: Vec<_> = after.iter().filter(|member| !old.contains(member)).map(text).collect();
    let gone = before.iter().zip(&moved).filter(|(member, moved)| !new.contains(member) && !new.contains(moved));
    let removed: Vec<_> = gone.map(|(member, _)| text(member)).collect();
    (!added.is_empty() || !removed.is_empty()).then_some(Detail::Members { added, removed })
}

/// The members of a list as they are meant; `None` where the field is none.
fn members(field: FieldView<'_>) -> Option<Vec<SmolStr>> {
    let config = field.item().plan().config();
    let FieldLookup::Here(known) = field.lookup() else { return None };
    let text = field.text();
    let parts = |parted: &dyn Fn(&str) -> SmolStr, between: &str| {
        let members = text.split(between).map(str::trim).filter(|member| !member.is_empty());
        let mut members: Vec<SmolStr> = members.map(parted).collect();
        members.sort_unstable();
        members.dedup();
        members
    };
    let written = |member: &str| SmolStr::new(normal(member));
    match config.value_type(known) {
        ValueType::Ids => Some(parts(&written, ",")),
        ValueType::People => Some(parts(&|member| person(member), ",")),
        ValueType::Tags => Some(parts(&|member| written(member.strip_prefix('#').unwrap_or(member)), ",")),
        ValueType::Links => Some(parts(&written, ", ")),
        _ => None,
    }
}

/// A person as the handle that is meant, or as written where it is none.
fn person(member: &str) -> SmolStr {
    Handle::parse(member).map_or_else(|_| SmolStr::new(normal(member)), |handle| SmolStr::new(handle.to_string()))
}

/// Whether two fields say the same: the same words, or the same value in another way of writing it.
fn same_value(comparison: &Comparison<'_, '_>, before: FieldView<'_>, after: FieldView<'_>) -> bool {
    if comparison.renumbered.same(&before.text(), &after.text()) {
        return true;
    }
    match (before.value(), after.value()) {
        (Value::Id(_) | Value::Ids(_), Value::Id(_) | Value::Ids(_)) => {
            let now: Vec<&Id> = before.ids().map(|(id, _)| comparison.renumbered.now(id)).collect();
            now == after.ids().map(|(id, _)| id).collect::<Vec<_>>()
        }
        (Value::Person(_) | Value::People(_), Value::Person(_) | Value::People(_)) => {
            before.handles().eq(after.handles())
        }
        (Value::Text | Value::Empty | Value::Invalid | Value::Word(_), _) => false,
        (before, after) => before == after,
    }
}
