//! Items that have another id, or got or lost one: what is gone and what came say the same.

use roadlog_model::{Plan, PlanItem};
use roadlog_syntax::value::Id;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::pairing::{AreTwo, Pairing, same_path, text};
use super::words::{Likeness, normal};
use crate::change::kind_word;

/// How alike what an item says below its header, and one that came, must be for them to be one of another title.
const SAME_ITEM: f64 = 0.85;

/// How many bytes must stand below the header for that: two short items are alike by chance.
const ENOUGH: usize = 60;

/// The same where whatever referred to the one refers to the other.
const SAME_REFERENCED_ITEM: f64 = 0.4;

/// Of how many items each is compared with each other; beyond that, all must be said in the same words.
const MOST: usize = 200;

/// Whether an item that is gone and one that came may be one.
type MayBeOne<'f> = &'f dyn Fn(PlanItem<'_>, PlanItem<'_>) -> bool;

/// Pairs what is gone with what came where both are one item.
pub(super) fn pair(pairing: &mut Pairing<'_>, before: &Plan, after: &Plan, are_two: AreTwo<'_>) {
    let may_be_one = |gone: PlanItem<'_>, came: PlanItem<'_>| match (gone.id(), came.id()) {
        (Some(gone), Some(came)) => !are_two(gone, came),
        _ => true,
    };
    pairing.removed.sort_by_key(|item| item.at());
    pairing.created.sort_by_key(|item| item.at());
    pair_by(pairing, false, &may_be_one, |item| Some(words(item).to_owned()));
    let title = |item: PlanItem<'_>| Some(normal(&item.title()).into_owned()).filter(|title| !title.is_empty());
    pair_by(pairing, true, &may_be_one, title);
    pair_alike(pairing, &may_be_one, before, after);
    let renumbered: Vec<(Id, Id)> = pairing.pairs.iter().filter_map(|(old, new)| moved_id(*old, *new, after)).collect();
    for (former, now) in renumbered {
        pairing.renumbered.insert(former, now);
    }
}

/// The former and the present id of an item that has another one, where nobody else has the former.
fn moved_id(old: PlanItem<'_>, new: PlanItem<'_>, after: &Plan) -> Option<(Id, Id)> {
    let (former, now) = (old.id()?, new.id()?);
    (former != now && after.first(former).is_none()).then(|| (former.clone(), now.clone()))
}

/// Pairs items of one kind for which `sign` is the same; where only one may have it, those are left out of which there
/// are several.
fn pair_by<'p>(
    pairing: &mut Pairing<'p>,
    only_one: bool,
    may_be_one: MayBeOne<'_>,
    sign: impl Fn(PlanItem<'p>) -> Option<String>,
) {
    if pairing.removed.is_empty() || pairing.created.is_empty() {
        return;
    }
    let mut signs: FxHashMap<(SmolStr, String), [Vec<usize>; 2]> = FxHashMap::default();
    for (side, items) in [&pairing.removed, &pairing.created].into_iter().enumerate() {
        for (place, &item) in items.iter().enumerate() {
            if let Some(sign) = sign(item) {
                signs.entry((kind_word(item), sign)).or_default()[side].push(place);
            }
        }
    }
    let is_clear = |[gone, came]: &[Vec<usize>; 2]| !only_one || gone.len() == 1 && came.len() == 1;
    let pairs = signs.into_values().filter(is_clear).flat_map(|[gone, came]| gone.into_iter().zip(came));
    let pairs = pairs.filter(|(gone, came)| may_be_one(pairing.removed[*gone], pairing.created[*came])).collect();
    take(pairing, pairs);
}

/// Pairs these places of what is gone and what came.
fn take(pairing: &mut Pairing<'_>, mut pairs: Vec<(usize, usize)>) {
    pairs.sort_unstable();
    for &(old, new) in &pairs {
        let (old, new) = (pairing.removed[old], pairing.created[new]);
        pairing.pair(old, new);
    }
    let gone: Vec<usize> = pairs.iter().map(|pair| pair.0).collect();
    let mut came: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
    came.sort_unstable();
    leave_out(&mut pairing.removed, &gone);
    leave_out(&mut pairing.created, &came);
}

/// Takes out the members at these places, which are in ascending order.
fn leave_out<T>(list: &mut Vec<T>, places: &[usize]) {
    let mut place = 0;
    list.retain(|_| {
        place += 1;
        places.binary_search(&(place - 1)).is_err()
    });
}

/// Pairs items of one kind that are much alike, the most alike first.
fn pair_alike(pairing: &mut Pairing<'_>, may_be_one: MayBeOne<'_>, before: &Plan, after: &Plan) {
    let (removed, created) = (&pairing.removed, &pairing.created);
    if removed.is_empty() || created.is_empty() || removed.len().max(created.len()) > MOST {
        return;
    }
    let of = |items: &[PlanItem<'_>]| -> Vec<_> { items.iter().map(|item| Said::of(*item)).collect() };
    let (old_words, new_words) = (of(removed), of(created));
    let mut found = Vec::new();
    for (old, gone) in removed.iter().enumerate() {
        for (new, came) in created.iter().enumerate().filter(|(_, came)| kind_word(**came) == kind_word(*gone)) {
            if !may_be_one(*gone, *came) {
                continue;
            }
            let (said, says) = (&old_words[old], &new_words[new]);
            let whole = said.whole.with(&says.whole);
            let is_told = said.is_enough && says.is_enough && said.body.with(&says.body) >= SAME_ITEM;
            let is_same = is_told || is_one_broken(*gone, *came);
            if is_same || (whole >= SAME_REFERENCED_ITEM && is_referenced_as(*gone, *came, before, after)) {
                found.push((whole, old, new));
            }
        }
    }
    found.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, old, new) in found {
        if pairs.iter().all(|pair| pair.0 != old && pair.1 != new) {
            pairs.push((old, new));
        }
    }
    take(pairing, pairs);
}

/// Whether two items of one file are the same with a whole and with a broken header, such as `PAY_12` makes it.
pub(super) fn is_one_broken(one: PlanItem<'_>, other: PlanItem<'_>) -> bool {
    let (whole, broken) = match (one.syntax().is_broken(), other.syntax().is_broken()) {
        (true, false) => (other, one),
        (false, true) => (one, other),
        _ => return false,
    };
    let title = whole.title();
    same_path(one, other) && !title.is_empty() && broken.title().ends_with(&*title)
}

/// What an item says, for comparing it.
struct Said {
    whole: Likeness,
    body: Likeness,
    is_enough: bool,
}

impl Said {
    fn of(item: PlanItem<'_>) -> Self {
        let body: Vec<String> = item.syntax().words().skip(1).map(|words| words.to_string()).collect();
        let body = body.join(" ");
        let whole = Likeness::of(&format!("{} {body}", item.title()));
        Self { whole, is_enough: body.len() >= ENOUGH, body: Likeness::of(&body) }
    }
}

/// Whether something referred to `gone` before, and all that did refers to `came` now.
fn is_referenced_as(gone: PlanItem<'_>, came: PlanItem<'_>, before: &Plan, after: &Plan) -> bool {
    let (Some(former), Some(now)) = (gone.id(), came.id()) else { return false };
    let users = |plan: &Plan, id: &Id| -> Vec<Id> { plan.users(id).filter_map(|user| user.id().cloned()).collect() };
    let (old, new) = (users(before, former), users(after, now));
    !old.is_empty() && after.users(former).next().is_none() && old.iter().any(|user| new.contains(user))
}

/// What an item says behind its id.
fn words(item: PlanItem<'_>) -> &str {
    let (syntax, text) = (item.syntax(), text(item));
    let behind = if syntax.is_broken() { syntax.kind_span().end } else { syntax.id_span().end };
    text.get((behind - syntax.span().start) as usize..).unwrap_or_default().trim()
}
