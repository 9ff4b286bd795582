//! What a merge changed by itself: what differs from each of its parents.

use roadlog_model::Untrusted;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::change::{Change, Detail, Topic};

/// An item, by its id or else its title, and what about it changed.
type About<'a> = (Option<&'a str>, &'a Topic);

/// The changes from one parent that are changes from another too, and end in the same.
pub(super) fn in_both(changes: Vec<Change>, others: &[Change]) -> Vec<Change> {
    let mut by_about: FxHashMap<About<'_>, Vec<&Change>> = FxHashMap::default();
    for other in others {
        by_about.entry(about(other)).or_default().push(other);
    }
    let kept = changes.into_iter().filter_map(|change| {
        let same = by_about.get(&about(&change))?;
        let Detail::Members { added, removed } = &change.detail else {
            return same.iter().any(|other| ends_in_the_same(&change, other)).then_some(change);
        };
        let [came, went] = members(same);
        let added: Vec<_> = added.iter().filter(|member| came.contains(member)).cloned().collect();
        let removed: Vec<_> = removed.iter().filter(|member| went.contains(member)).cloned().collect();
        let is_left = !added.is_empty() || !removed.is_empty();
        is_left.then(|| Change { detail: Detail::Members { added, removed }, ..change.clone() })
    });
    kept.collect()
}

fn about(change: &Change) -> About<'_> {
    let item = change.item.as_ref();
    (item.map(|item| item.id.as_ref().map_or_else(|| item.title.unescaped(), |id| id.as_str())), &change.topic)
}

/// The members that came, and those that went, in any of the changes.
fn members<'c>(changes: &[&'c Change]) -> [FxHashSet<&'c Untrusted>; 2] {
    let mut found = [FxHashSet::default(), FxHashSet::default()];
    for change in changes {
        if let Detail::Members { added, removed } = &change.detail {
            found[0].extend(added);
            found[1].extend(removed);
        }
    }
    found
}

/// Whether what changed is the same after both, or gone in both.
fn ends_in_the_same(one: &Change, other: &Change) -> bool {
    match (one.value_after(), other.value_after()) {
        // Where an item came to stand is told by its neighbour, which may be another one from another parent.
        _ if matches!(one.detail, Detail::Moved { .. }) => true,
        (Some(after), Some(other)) => after == other,
        (None, None) => one.value_before() == other.value_before(),
        _ => false,
    }
}
