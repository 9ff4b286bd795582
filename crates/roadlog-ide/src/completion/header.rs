//! The left edge: headers of new items with the id that comes next, and section titles.

use std::collections::BTreeSet;

use roadlog_config::{KindRef, Side};
use roadlog_edit::id_of_new_item;
use roadlog_model::{PlanItem, Untrusted};
use roadlog_syntax::Span;
use roadlog_syntax::value::Id;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::{Completion, CompletionKey, CompletionKind, Offers, literal};
use crate::spot::Spot;

/// The word of an id that is still to be given: `PAY-new`.
const STILL_TO_BE_GIVEN: &str = "new";

/// Kinds of item, those first that the file holds most of.
pub(super) fn beginnings(spot: &Spot<'_>, word: Span, offers: &mut Offers) {
    let config = spot.plan().config();
    // What stands behind the word stays: then only the word is changed.
    let is_alone = spot.written(Span::new(word.end, spot.line.end)).trim().is_empty();
    for kind in kinds(spot) {
        let name = config.kind_name(kind);
        let mut offer = Completion::new(CompletionKind::Header, word, name).about(CompletionKey::Kind(name.into()));
        offer = match kind.custom() {
            None => offer.detailed(kind.spec().meaning),
            Some(_) => offer.detailed(format!("like {}", kind.like.name())),
        };
        if is_alone {
            let id = next_id(spot, kind, None);
            let id_text = id.as_ref().map_or_else(|| placeholder(kind), |id| id.as_str().to_owned());
            let snippet_id = if id.is_some() { literal(&id_text) } else { format!("${{2:{id_text}}}") };
            offer.insert = format!("{name} {id_text} ");
            offer = offer.labelled(name).found_by(name).with_snippet(format!("{name} {snippet_id} ${{1:title}}"));
        }
        offers.push(offer);
    }
    if is_alone {
        let section = Completion::new(CompletionKind::Skeleton, word, "== ").labelled("==");
        let section = section.found_by("== section").with_snippet("== ${1:title}");
        offers.push(section.detailed("A section title: it groups items and means nothing else."));
    }
}

/// The kinds: those that the file holds first, then those that belong into it.
fn kinds(spot: &Spot<'_>) -> Vec<KindRef> {
    let mut counts: FxHashMap<KindRef, usize> = FxHashMap::default();
    for kind in spot.plan().items_of(spot.place).filter_map(PlanItem::kind) {
        *counts.entry(kind).or_default() += 1;
    }
    let side = Side::of_path(spot.file.path());
    let mut kinds: Vec<KindRef> = spot.plan().config().kinds().collect();
    kinds.sort_by_key(|kind| {
        let count = counts.get(kind).copied().unwrap_or_default();
        (std::cmp::Reverse(count), side.is_some_and(|side| kind.spec().side != side))
    });
    kinds
}

fn next_id(spot: &Spot<'_>, kind: KindRef, prefix: Option<&str>) -> Option<Id> {
    spot.snapshot.with_world(|world| id_of_new_item(&world, kind, spot.place, prefix).ok())
}

/// What stands for the id where no item shows which prefix is used.
fn placeholder(kind: KindRef) -> String {
    let prefix = match kind.spec().side {
        // Roadmaps have one prefix a kind, backlogs one a team.
        Side::Roadmap => kind.like.name().get(..1).unwrap_or_default().to_ascii_uppercase(),
        Side::Backlog => "PAY".to_owned(),
    };
    format!("{prefix}-{STILL_TO_BE_GIVEN}")
}

/// Ids for a new item: the next one, and one that is given later, for each prefix that the file has.
pub(super) fn ids(spot: &Spot<'_>, kind: Option<KindRef>, word: Span, offers: &mut Offers) {
    let Some(kind) = kind else { return };
    let is_id = |character: char| character.is_ascii_uppercase() || character.is_ascii_digit() || character == '-';
    let typed = spot.written(Span::new(word.start, spot.offset));
    // A title whose id is missing is no half of an id.
    if !typed.chars().all(is_id) && spot.item().is_none_or(|item| item.id().is_none() && !item.is_new()) {
        return;
    }
    let is_last = spot.written(Span::new(word.end, spot.line.end)).trim().is_empty();
    let first = next_id(spot, kind, None);
    let own = first.as_ref().map(|id| SmolStr::new(id.prefix()));
    let others: BTreeSet<SmolStr> = spot
        .plan()
        .items_of(spot.place)
        .filter_map(|item| item.id().map(|id| SmolStr::new(id.prefix())))
        .filter(|prefix| own.as_ref() != Some(prefix))
        .collect();
    let mut push = |id: &str, detail: &'static str| {
        let mut offer = Completion::new(CompletionKind::Header, word, id).detailed(detail);
        if is_last {
            offer.insert.push(' ');
            let snippet = format!("{} ${{1:title}}", literal(id));
            offer = offer.labelled(Untrusted::from(id)).found_by(id).with_snippet(snippet);
        }
        offers.push(offer);
    };
    let both = own.iter().map(|prefix| (prefix, first.clone()));
    let both = both.chain(others.iter().map(|prefix| (prefix, next_id(spot, kind, Some(prefix)))));
    let mut given_later = Vec::new();
    for (prefix, next) in both {
        if let Some(id) = next {
            push(id.as_str(), "the next id");
        }
        given_later.push(format!("{prefix}-{STILL_TO_BE_GIVEN}"));
    }
    if given_later.is_empty() {
        given_later.push(placeholder(kind));
    }
    for id in given_later {
        push(&id, "an id that `roadlog check --fix` gives");
    }
}
