//! What the history before a range tells the rules about it: which ids other items had, and how often periods moved later.
//! It comes in as data; nothing here reads a repository.

use roadlog_config::{Aspect, Field};
use roadlog_history::{Change, Detail, Step, Timeline};
use roadlog_model::Untrusted;
use roadlog_syntax::value::{Date, Horizon, Id, Period, parse_period};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// What was before the commits of a range.
#[derive(Clone, Debug, Default)]
pub struct Earlier {
    former: FxHashMap<Id, Former>,
    slips: FxHashMap<Id, usize>,
}

/// An item that has had an id, and has left it: it was deleted, or has another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Former {
    /// The word of its kind, in small letters.
    pub(crate) kind: SmolStr,
    /// Its last title.
    pub(crate) title: Untrusted,
    /// Until which day it had the id, where that is known.
    pub(crate) day: Option<Date>,
}

impl Earlier {
    /// What a timeline tells, which tells each revision by its day and ends where the range begins.
    pub fn of(timeline: &Timeline<Option<Date>>) -> Self {
        let mut earlier = Self::default();
        for Step { revision, change } in timeline.steps() {
            if let Some((id, former)) = Former::left_by(change, *revision) {
                earlier.former.insert(id.clone(), former);
            }
        }
        for (id, steps) in timeline.items() {
            let slips = slips(steps.map(|step| &step.change));
            if slips > 0 {
                earlier.slips.insert(id.clone(), slips);
            }
        }
        earlier
    }

    /// Whether a rule asks for what was before a range, for the sake of a change in it.
    pub fn is_asked_by(change: &Change) -> bool {
        change.is_about(Aspect::Created)
            || change.is_about(Aspect::Id)
            || moved(change).is_some_and(|(before, after)| is_later(before, after))
    }

    /// The last item that has had this id and has left it.
    pub(crate) fn former(&self, id: &Id) -> Option<&Former> {
        self.former.get(id)
    }

    /// How often the period of this item was moved later.
    pub(crate) fn slips(&self, id: &Id) -> usize {
        self.slips.get(id).copied().unwrap_or(0)
    }
}

impl Former {
    /// The id that an item leaves with a change, and the item.
    pub(crate) fn left_by(change: &Change, day: Option<Date>) -> Option<(&Id, Self)> {
        let item = change.item.as_ref()?;
        let id = match &change.detail {
            Detail::Removed => item.id.as_ref()?,
            _ if change.is_about(Aspect::Id) => item.former_id.as_ref()?,
            _ => return None,
        };
        Some((id, Self { kind: item.kind.clone(), title: item.title.clone(), day }))
    }
}

/// How often the period moved later. What two branches did alike happened once.
fn slips<'c>(changes: impl Iterator<Item = &'c Change>) -> usize {
    let (mut count, mut present) = (0, None);
    for (before, after) in changes.filter_map(moved) {
        if present.is_none_or(|present| present == before) {
            count += usize::from(is_later(before, after));
            present = Some(after);
        }
    }
    count
}

/// From when to when a change moves a period.
pub(crate) fn moved(change: &Change) -> Option<(&str, &str)> {
    let Detail::Value { before: Some(before), after: Some(after) } = &change.detail else { return None };
    change.is_about(Aspect::field(Field::When)).then(|| (before.unescaped(), after.unescaped()))
}

/// Whether a period ends later than another one; what has days and is put off without any is later.
pub(crate) fn is_later(before: &str, after: &str) -> bool {
    let (Ok(before), Ok(after)) = (parse_period(before), parse_period(after)) else { return false };
    match (before, after) {
        (Period::Span { last: before, .. }, Period::Span { last: after, .. }) => after > before,
        (Period::Horizon(before), Period::Horizon(after)) => after > before,
        (Period::Span { .. }, Period::Horizon(horizon)) => horizon == Horizon::Later,
        (Period::Horizon(_), Period::Span { .. }) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_later_where_its_end_is() {
        for (before, after) in
            [("2026-Q4", "2027-Q1"), ("now", "next"), ("2026-Q4", "later"), ("2026", "2026-12..2027-01")]
        {
            assert!(is_later(before, after) && !is_later(after, before), "{before} {after}");
        }
        assert!(!is_later("2026-Q4", "2026-Q4") && !is_later("2026-Q4", "next") && !is_later("soon", "2026-Q4"));
    }
}
