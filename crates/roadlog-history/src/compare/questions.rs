//! What changed about an item's questions, answers and decisions: matched by their words, then by likeness.

use std::borrow::Cow;

use roadlog_config::Aspect;
use roadlog_model::{PlanItem, Untrusted};
use roadlog_syntax::{Entry, Span};

use super::item::Comparison;
use super::words::{Matching, normal};
use crate::change::{Detail, Question, Topic};

/// How alike two questions, answers or decisions must be for the one to be the other in other words.
const REWORDED: f64 = 0.6;

/// A question, an answer or a decision.
struct Said {
    words: String,
    span: Span,
    answers: Vec<Self>,
}

impl Said {
    fn of(entry: Entry<'_>) -> Self {
        Self { words: normal(&entry.text()).into_owned(), span: entry.span(), answers: Vec::new() }
    }

    fn words(&self) -> Untrusted {
        Untrusted::from(&*self.words)
    }
}

pub(super) fn compare(comparison: &mut Comparison<'_, '_>) {
    let asked = |item: PlanItem<'_>| -> Vec<Said> {
        let questions = item.questions().map(|question| {
            let answers = question.answers.into_iter().map(Said::of).collect();
            Said { answers, ..Said::of(question.entry) }
        });
        questions.collect()
    };
    let (before, after) = (asked(comparison.before), asked(comparison.after));
    for pair in paired(comparison, &before, &after) {
        question(comparison, pair);
    }
    let decided = |item: PlanItem<'_>| -> Vec<Said> { item.decisions().map(Said::of).collect() };
    let (before, after) = (decided(comparison.before), decided(comparison.after));
    for (old, new) in paired(comparison, &before, &after) {
        if !is_same(comparison, old, new) {
            let decided = Question::Decided { before: old.map(Said::words), after: new.map(Said::words) };
            add(comparison, Aspect::QuestionsDecided, decided, old, new);
        }
    }
}

fn question(comparison: &mut Comparison<'_, '_>, (old, new): (Option<&Said>, Option<&Said>)) {
    match (old, new) {
        (Some(before), Some(after)) if !is_same(comparison, old, new) => {
            let reasked = Question::Reasked { before: before.words(), after: after.words() };
            add(comparison, Aspect::QuestionsAsked, reasked, old, new);
        }
        (None, Some(after)) => add(comparison, Aspect::QuestionsAsked, Question::Asked(after.words()), old, new),
        // Its answers went with it.
        (Some(before), None) => {
            return add(comparison, Aspect::QuestionsWithdrawn, Question::Withdrawn(before.words()), old, new);
        }
        _ => {}
    }
    let Some(asked) = new.or(old) else { return };
    let (before, after) = (old.map_or(&[][..], |said| &said.answers), new.map_or(&[][..], |said| &said.answers));
    for (old, new) in paired(comparison, before, after) {
        if !is_same(comparison, old, new) {
            let (before, after) = (old.map(Said::words), new.map(Said::words));
            let answered = Question::Answered { question: asked.words(), before, after };
            add(comparison, Aspect::QuestionsAnswered, answered, old, new);
        }
    }
}

fn add(
    comparison: &mut Comparison<'_, '_>,
    aspect: Aspect,
    question: Question,
    before: Option<&Said>,
    after: Option<&Said>,
) {
    let span = |said: Option<&Said>| said.map(|said| said.span);
    comparison.add(Topic::Aspect(aspect), Detail::Question(question), span(before), span(after));
}

fn is_same(comparison: &Comparison<'_, '_>, before: Option<&Said>, after: Option<&Said>) -> bool {
    before.zip(after).is_some_and(|(before, after)| comparison.renumbered.same(&before.words, &after.words))
}

/// Each earlier and each later one once, with the one that it is of the other side.
fn paired<'s>(
    comparison: &Comparison<'_, '_>,
    before: &'s [Said],
    after: &'s [Said],
) -> Vec<(Option<&'s Said>, Option<&'s Said>)> {
    let mut matching = Matching::new(before.len(), after.len());
    let moved: Vec<Cow<'_, str>> = before.iter().map(|old| comparison.renumbered.moved(&old.words)).collect();
    let (old, new) = (|place: usize| &*moved[place], |place: usize| &*after[place].words);
    matching.by_key(|place| Some(old(place)), |place| Some(new(place)));
    matching.by_likeness(old, new, REWORDED);
    let former = matching.former.into_iter().map(|former| former.and_then(|old| before.get(old)));
    let pairs = former.zip(after).map(|(former, new)| (former, Some(new)));
    let gone = before.iter().zip(matching.is_free).filter(|(_, is_free)| *is_free).map(|(old, _)| (Some(old), None));
    pairs.chain(gone).collect()
}
