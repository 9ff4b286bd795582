//! The values of fields, by their type.

use roadlog_config::{Field, FieldLookup, FieldRef, MeasureClass, ValueType};
use roadlog_model::PlanItem;
use roadlog_syntax::value::parse_period;
use roadlog_syntax::{Entry, Span};

use super::{Hover, words};
use crate::about;
use crate::markup::{Markup, Words};
use crate::spot::Spot;

/// What a field says, by its key.
pub(super) fn about_field(spot: &Spot<'_>, key: &str) -> Option<Markup> {
    about::field(spot.plan().config(), spot.file.settings(), spot.item_kind(), key)
}

/// What the value under the pointer says; where nothing more is known, what the field is for.
pub(super) fn hovered(spot: &Spot<'_>, entry: Entry<'_>) -> Option<Hover> {
    let span = spot.word(|character| !matches!(character, ' ' | '\t' | ','));
    if spot.offset <= entry.key_span().end || span.is_empty() {
        return None;
    }
    let of_field = || about_field(spot, &entry.key()).map(|content| Hover { span, content });
    let (Some(item), Some(field)) = (spot.item(), spot.field()) else { return of_field() };
    let FieldLookup::Here(which) = field.lookup() else { return of_field() };
    let value_type = spot.plan().config().value_type(which);
    let said = by_type(spot, item, value_type, field.value_span(), span);
    words::mentioned(spot).or(said).or_else(|| words::date(spot)).or_else(|| {
        let mut hover = of_field()?;
        if matches!(which, FieldRef::BuiltIn(Field::Baseline | Field::Target | Field::Current)) {
            hover.content = about::metric(item, spot.snapshot).map_or(hover.content.clone(), Markup::of);
        }
        Some(hover)
    })
}

fn by_type(spot: &Spot<'_>, item: PlanItem<'_>, value_type: ValueType, value: Span, word: Span) -> Option<Hover> {
    let (config, written) = (spot.plan().config(), spot.written(word));
    let here = |content| Some(Hover { span: word, content });
    match value_type {
        ValueType::Status => here(about::status(item.settings(), config, item.kind()?, written)?),
        ValueType::Period if value.touches(spot.offset) => {
            let period = parse_period(spot.written(value)).ok()?;
            let content = Markup::of(about::period(&period, spot.snapshot.surroundings.today));
            Some(Hover { span: value, content })
        }
        ValueType::Measure => here(Markup::of(Words::own(match config.measure(written)? {
            MeasureClass::Outcome => {
                "An outcome: what changes for people or for the business. Goals are judged by these."
            }
            MeasureClass::Delivery => "Delivery: how the team works. Goals are not judged by it.",
        }))),
        ValueType::Tags => here(tagged(spot, written.trim_start_matches('#'))),
        _ => None,
    }
}

/// How many items have a tag.
fn tagged(spot: &Spot<'_>, tag: &str) -> Markup {
    let has = |item: &PlanItem<'_>| {
        let field = item.field(Field::Tags);
        field.is_some_and(|field| field.text().split(',').any(|it| it.trim().trim_start_matches('#') == tag))
    };
    let (open, closed): (Vec<_>, Vec<_>) = spot.plan().items().filter(has).partition(|item| item.is_open());
    let words = Words::own("Tag ").and_strong(tag);
    Markup::of(words.and(format!(": {} open and {} closed items have it.", open.len(), closed.len())))
}
