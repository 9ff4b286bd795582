//! Items to name: those that a field may point at, the likeliest first.

use std::ops::ControlFlow;

use roadlog_config::{Field, FieldRef, Phase, may_serve, serves};
use roadlog_model::{FieldView, ItemRef, PlanItem};
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
    let ranked = |item: PlanItem<'s>| {
        let is_elsewhere = item.at().file != spot.place;
        ((item.phase().map_or(0, order), distance(item), is_elsewhere, item.at()), item)
    };
    let mut items: Vec<_> = fitting(spot, word, fits).into_iter().map(ranked).collect();
    if items.len() > MOST {
        items.select_nth_unstable_by_key(MOST, |(rank, _)| *rank);
        items.truncate(MOST);
    }
    items.sort_unstable_by_key(|(rank, _)| *rank);
    for (_, item) in items {
        push(item, word, offers);
    }
}

/// The items that fit; where those are more than are offered, the ones whose id or title has what is typed.
fn fitting<'s>(spot: &Spot<'s>, word: Span, fits: impl Fn(&PlanItem<'s>) -> bool) -> Vec<PlanItem<'s>> {
    let plan = spot.plan();
    let all = plan.items().filter(|item| !item.file().is_archived());
    let mut few = Vec::new();
    // Far quicker over a big plan than to take one after the other.
    let looked_at = all.filter(|item| fits(item)).try_for_each(|item| {
        few.push(item);
        if few.len() > MOST { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    if looked_at.is_continue() {
        return few;
    }
    let typed = spot.written(Span::new(word.start, spot.offset)).to_lowercase();
    let live = plan.files().filter(|(_, file)| !file.is_archived());
    let headlines = live.flat_map(|(file, at)| at.headlines().map(move |(node, text)| (ItemRef { file, node }, text)));
    let found = headlines.filter(|(_, headline)| has(headline, &typed)).filter_map(|(at, _)| plan.item(at));
    found.filter(fits).collect()
}

/// Whether a text has these small letters in it, small or capital.
fn has(text: &str, typed: &str) -> bool {
    let Some(first) = typed.bytes().next() else { return true };
    if !typed.is_ascii() {
        return text.to_lowercase().contains(typed);
    }
    let begins = |bytes: &[u8]| bytes[0].to_ascii_lowercase() == first && bytes.eq_ignore_ascii_case(typed.as_bytes());
    text.as_bytes().windows(typed.len()).any(begins)
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
