//! Which commit of a range brought a change from its beginning to its end, and whether that was its author's to bring.

use roadlog_config::Aspect;
use roadlog_model::Untrusted;
use roadlog_syntax::value::Id;
use rustc_hash::FxHashMap;

use super::range::LONGEST_CHAIN;
use super::{Judged, Verdict};
use crate::change::{Change, Detail, Topic};

/// For each change from the beginning of a range to its end, the place in `judged` of what a commit did towards it: the
/// last that does not stand, else the last. `None` where no commit of the range did anything. For an item that came or
/// went it is anything that does not stand about that item, else its coming or going.
pub fn attributed(changes: &[Change], judged: &[Judged]) -> Vec<Option<usize>> {
    let former = former_ids(judged);
    let mut by_item: FxHashMap<Key<'_>, Vec<usize>> = FxHashMap::default();
    for (place, judged) in judged.iter().enumerate() {
        by_item.entry(key(&judged.change, &former)).or_default().push(place);
    }
    let of = |change: &Change| {
        let about = by_item.get(&key(change, &former))?;
        let topical: Vec<usize> =
            about.iter().copied().filter(|place| judged[*place].change.topic == change.topic).collect();
        let towards = towards(change, topical, judged);
        let is_refused = |place: &&usize| matches!(judged[**place].verdict, Verdict::Refused(_));
        let is_of_being = matches!(change.topic, Topic::Aspect(Aspect::Created | Aspect::Removed));
        let other = || about.iter().rfind(is_refused).filter(|_| is_of_being);
        towards.iter().rfind(is_refused).or_else(other).or(towards.last()).copied()
    };
    changes.iter().map(of).collect()
}

/// An item by the first id that it had in the range, else by its title; nothing for the configuration.
type Key<'c> = Option<&'c str>;

fn key<'c>(change: &'c Change, former: &FxHashMap<&'c Id, &'c Id>) -> Key<'c> {
    let item = change.item.as_ref()?;
    let Some(mut id) = item.former_id.as_ref().or(item.id.as_ref()) else { return Some(item.title.unescaped()) };
    for _ in 0..LONGEST_CHAIN {
        let Some(before) = former.get(id) else { break };
        id = before;
    }
    Some(id.as_str())
}

/// The ids that commits of the range gave, each with the one before it.
fn former_ids(judged: &[Judged]) -> FxHashMap<&Id, &Id> {
    let renumbered = judged.iter().filter(|judged| judged.change.is_about(Aspect::Id));
    let items = renumbered.filter_map(|judged| judged.change.item.as_ref());
    items.filter_map(|item| Some((item.id.as_ref()?, item.former_id.as_ref()?))).collect()
}

/// Those of the same topic that led to a change. An item has several criteria and questions: there it is those with its
/// words, or with what they said on the way to them.
fn towards(change: &Change, topical: Vec<usize>, judged: &[Judged]) -> Vec<usize> {
    if !matches!(change.detail, Detail::Criterion(_) | Detail::Question(_)) {
        return topical;
    }
    let mut said = words(change);
    let mut found = Vec::new();
    let mut left = topical;
    loop {
        let is_said = |place: &usize| words(&judged[*place].change).iter().any(|words| said.contains(words));
        let (more, others): (Vec<usize>, Vec<usize>) = left.into_iter().partition(is_said);
        if more.is_empty() {
            break;
        }
        said.extend(more.iter().flat_map(|place| words(&judged[*place].change)));
        found.extend(more);
        left = others;
    }
    found.sort_unstable();
    found
}

fn words(change: &Change) -> Vec<&Untrusted> {
    change.value_before().into_iter().chain(change.value_after()).collect()
}
