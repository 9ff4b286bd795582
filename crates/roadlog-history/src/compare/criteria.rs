//! What changed about an item's criteria: matched by their words, then by label, then by likeness, never by their lines.

use std::borrow::Cow;

use roadlog_config::Aspect;
use roadlog_model::{PlanItem, Untrusted};
use roadlog_syntax::mention::label;
use roadlog_syntax::{Mark, Span};

use super::item::Comparison;
use super::words::{Matching, REWORDED, normal};
use crate::change::{Criterion, Detail, Topic};

/// A criterion, its label parted from its words.
struct Said {
    words: String,
    label: Option<String>,
    mark: Mark,
    span: Span,
}

pub(super) fn compare(comparison: &mut Comparison<'_, '_>) {
    let (before, after) = (criteria(comparison.before), criteria(comparison.after));
    if before.is_empty() && after.is_empty() {
        return;
    }
    let matching = matched(comparison, &before, &after);
    for (new, former) in after.iter().zip(&matching.former) {
        match former.and_then(|old| before.get(old)) {
            Some(old) => one(comparison, old, new),
            None => added(comparison, new),
        }
    }
    for (old, _) in before.iter().zip(&matching.is_free).filter(|(_, is_free)| **is_free) {
        let detail = Detail::Criterion(Criterion::Removed(old.words()));
        comparison.add(Topic::Aspect(Aspect::Criteria), detail, Some(old.span), None);
    }
}

/// The words of a criterion as they are compared and told of in a change, without the label at their end.
pub fn words_of(text: &str) -> String {
    normal(label(text).map_or(text, |(words, _)| words)).into_owned()
}

fn criteria(item: PlanItem<'_>) -> Vec<Said> {
    let said = item.criteria().map(|criterion| {
        let text = criterion.entry.text();
        let label = label(&text).map(|(_, name)| text[name].to_owned());
        Said { words: words_of(&text), label, mark: criterion.mark, span: criterion.entry.span() }
    });
    said.collect()
}

impl Said {
    fn words(&self) -> Untrusted {
        Untrusted::from(&*self.words)
    }
}

/// Which of the later criteria is which of the earlier ones. The same words twice are told apart by label, then by mark.
fn matched(comparison: &Comparison<'_, '_>, before: &[Said], after: &[Said]) -> Matching {
    let mut matching = Matching::new(before.len(), after.len());
    let moved: Vec<Cow<'_, str>> = before.iter().map(|old| comparison.renumbered.moved(&old.words)).collect();
    let (old, new) = (|place: usize| &*moved[place], |place: usize| &*after[place].words);
    let label = |said: &'_ Said| said.label.clone();
    matching.by_key(
        |place| Some((old(place), label(&before[place]), before[place].mark)),
        |place| Some((new(place), label(&after[place]), after[place].mark)),
    );
    matching
        .by_key(|place| Some((old(place), label(&before[place]))), |place| Some((new(place), label(&after[place]))));
    matching.by_key(|place| Some((old(place), before[place].mark)), |place| Some((new(place), after[place].mark)));
    matching.by_key(|place| Some(old(place)), |place| Some(new(place)));
    matching.by_key(|place| label(&before[place]), |place| label(&after[place]));
    matching.by_likeness(old, new, REWORDED);
    matching
}

fn one(comparison: &mut Comparison<'_, '_>, old: &Said, new: &Said) {
    let (words, places) = (new.words(), (Some(old.span), Some(new.span)));
    let is_same = comparison.renumbered.same(&old.words, &new.words);
    let mut add = |aspect, criterion| {
        comparison.add(Topic::Aspect(aspect), Detail::Criterion(criterion), places.0, places.1);
    };
    if !is_same {
        add(Aspect::Criteria, Criterion::Reworded { before: old.words(), after: new.words() });
    }
    if old.label != new.label {
        let label = |said: &Said| said.label.as_deref().map(Untrusted::from);
        let labelled = Criterion::Labelled { words: words.clone(), before: label(old), after: label(new) };
        add(Aspect::Criteria, labelled);
    }
    match (old.mark, new.mark) {
        (Mark::Dropped, Mark::Open) => add(Aspect::Criteria, Criterion::Restored(words.clone())),
        (Mark::Dropped, Mark::Met) => {
            add(Aspect::Criteria, Criterion::Restored(words.clone()));
            add(Aspect::CriteriaMet, Criterion::Met(words.clone()));
        }
        (Mark::Open | Mark::Met, Mark::Dropped) => add(Aspect::Criteria, Criterion::Dropped(words.clone())),
        (Mark::Open, Mark::Met) => add(Aspect::CriteriaMet, Criterion::Met(words.clone())),
        (Mark::Met, Mark::Open) => add(Aspect::CriteriaMet, Criterion::Unmet(words.clone())),
        (Mark::Open, Mark::Open) | (Mark::Met, Mark::Met) | (Mark::Dropped, Mark::Dropped) => {}
    }
}

fn added(comparison: &mut Comparison<'_, '_>, new: &Said) {
    let criterion = |criterion| Detail::Criterion(criterion);
    comparison.add(Topic::Aspect(Aspect::Criteria), criterion(Criterion::Added(new.words())), None, Some(new.span));
    match new.mark {
        Mark::Open => {}
        Mark::Met => {
            let detail = criterion(Criterion::Met(new.words()));
            comparison.add(Topic::Aspect(Aspect::CriteriaMet), detail, None, Some(new.span));
        }
        Mark::Dropped => {
            let detail = criterion(Criterion::Dropped(new.words()));
            comparison.add(Topic::Aspect(Aspect::Criteria), detail, None, Some(new.span));
        }
    }
}
