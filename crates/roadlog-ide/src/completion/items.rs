//! Items to name: those that a field may point at, the likeliest first.

use roadlog_config::{Field, FieldRef, Phase, may_serve, serves};
use roadlog_model::{FieldView, PlanItem};
use roadlog_syntax::{Kind, Span};

use super::{Completion, CompletionKey, CompletionKind, MOST, Offers};
use crate::markup::shown;
use crate::spot::Spot;

/// How far up a chain is followed; no plan is as deep, and a ring ends here.
const DEEPEST: usize = 64;

/// The items that a field may name, without those that it names already.
pub(super) fn for_field(spot: &Spot<'_>, field: FieldView<'_>, which: FieldRef, word: Span, offers: &mut Offers) {
    let item = field.item();
    let named: Vec<_> = field.ids().filter(|(_, span)| !span.touches(spot.offset)).map(|(id, _)| id).collect();
    let fits = |other: &PlanItem<'_>| {
        let id = other.id();
        *other != item && id.is_some_and(|id| !named.contains(&id)) && may_name(item, which, *other)
    };
    let steps: Vec<Kind> = item.like().map(|kind| serves(kind).collect()).unwrap_or_default();
    let distance = |other: PlanItem<'_>| {
        let step = steps.iter().position(|kind| Some(*kind) == other.like());
        step.map_or(0, |step| steps.len() - step)
    };
    let is_up = which == FieldRef::BuiltIn(Field::For);
    // What has to be finished first is mostly work of the same sort.
    let is_of_other_side = |other: PlanItem<'_>| usize::from(other.side() != item.side());
    ranked(spot, word, fits, |other| if is_up { distance(other) } else { is_of_other_side(other) }, offers);
}

/// Whether a field of `item` may name `other`.
fn may_name(item: PlanItem<'_>, which: FieldRef, other: PlanItem<'_>) -> bool {
    let FieldRef::BuiltIn(field) = which else { return true };
    let (Some(child), Some(kind)) = (item.like(), other.like()) else { return false };
    match field {
        Field::For => may_serve(child, kind) && (child != kind || !serves_below(other, item)),
        Field::Sprint => kind == Kind::Sprint,
        Field::Evidence => kind == Kind::Research,
        // What is never finished cannot be waited for.
        Field::Needs => other.phase().is_some() && !other.ids(Field::Needs).any(|(id, _)| item.id() == Some(id)),
        _ => true,
    }
}

/// Whether `other` stands below `item`, so that it cannot stand above it. Ids are followed one by one: where the
/// references of all files lead is not looked up for a list of completions.
fn serves_below(other: PlanItem<'_>, item: PlanItem<'_>) -> bool {
    let above = |below: &PlanItem<'_>| {
        let (id, _) = below.ids(Field::For).next()?;
        other.plan().first(id)
    };
    let chain = std::iter::successors(Some(other), |below| above(below)).take(DEEPEST);
    chain.skip(1).any(|above| above == item)
}

/// Any items whose id may go on as `typed` begins.
pub(super) fn mentioned(spot: &Spot<'_>, word: Span, typed: &str, offers: &mut Offers) {
    let begins = |other: &PlanItem<'_>| {
        other.id().is_some_and(|id| match typed.split_once('-') {
            Some((prefix, _)) => id.prefix() == prefix && id.as_str().starts_with(typed),
            None => id.prefix().starts_with(typed),
        })
    };
    ranked(spot, word, begins, |_| 0, offers);
}

/// Offers the items that fit: open ones first, what is being worked on before what is only an idea, the nearest first.
fn ranked<'s>(
    spot: &Spot<'s>,
    word: Span,
    fits: impl Fn(&PlanItem<'s>) -> bool,
    distance: impl Fn(PlanItem<'s>) -> usize,
    offers: &mut Offers,
) {
    let live = spot.plan().items().filter(|item| !item.file().is_archived());
    let mut items: Vec<PlanItem<'s>> = live.filter(fits).collect();
    if items.len() > MOST {
        let typed = spot.written(Span::new(word.start, spot.offset)).to_lowercase();
        let has = |text: &str| text.to_lowercase().contains(&typed);
        items.retain(|item| item.id().is_some_and(|id| has(id.as_str())) || has(&item.title()));
    }
    items.sort_by_cached_key(|item| {
        let is_elsewhere = item.at().file != spot.place;
        (item.phase().map_or(0, order), distance(*item), is_elsewhere, item.at())
    });
    for item in items {
        push(item, word, offers);
    }
}

const fn order(phase: Phase) -> u8 {
    match phase {
        Phase::Doing | Phase::Ready => 0,
        Phase::Draft => 1,
        Phase::Done => 2,
        Phase::Dropped => 3,
    }
}

fn push(item: PlanItem<'_>, word: Span, offers: &mut Offers) {
    let Some(id) = item.id() else { return };
    let title = item.title();
    let offer = Completion::new(CompletionKind::Item(item.like()), word, id.as_str()).detailed(&*title);
    let offer = offer.found_by(format!("{id} {}", shown(&title))).closed_if(!item.is_open());
    offers.push(offer.about(CompletionKey::Item(id.clone())));
}
