//! The words of an item that an acceptance is bound to, and whether it still holds.

use std::borrow::Cow;

use roadlog_config::{Field, Phase};
use roadlog_syntax::fingerprint::{Fingerprint, fingerprint};
use roadlog_syntax::mention::label;
use roadlog_syntax::value::SignOff;
use roadlog_syntax::{Kind, Mark, Paragraph};

use crate::item::{Criterion, PlanItem};
use crate::value::Value;

impl<'p> PlanItem<'p> {
    /// Who accepted it and when, as it says.
    pub fn sign_off(self) -> Option<&'p SignOff> {
        match self.field(Field::Accepted)?.value() {
            Value::SignOff(sign_off) => Some(sign_off),
            _ => None,
        }
    }

    /// Whether it was accepted and its words have changed since.
    pub fn is_acceptance_stale(self) -> bool {
        let accepted = self.sign_off().filter(|_| self.phase() == Some(Phase::Done));
        let accepted = accepted.and_then(|sign_off| sign_off.fingerprint);
        accepted.is_some_and(|accepted| AgreedWords::of(self).fingerprint() != accepted)
    }
}

/// The words of an item that an acceptance is bound to; the white space between them makes no difference.
#[derive(Clone, Debug)]
pub struct AgreedWords<'p> {
    title: Cow<'p, str>,
    /// The first paragraph of a story; empty for every other kind.
    story: Cow<'p, str>,
    criteria: Vec<(Cow<'p, str>, Criterion<'p>)>,
}

impl<'p> AgreedWords<'p> {
    /// The words of an item.
    pub fn of(item: PlanItem<'p>) -> Self {
        let story = item.syntax().paragraphs().next().filter(|_| item.is_a(&[Kind::Story]));
        let written =
            |paragraph: Paragraph<'p>| paragraph.written().map_or_else(|| paragraph.text().into_text(), Cow::Borrowed);
        let story = story.map_or(Cow::Borrowed(""), written);
        let criteria = item.criteria().map(|criterion| (words(criterion), criterion));
        Self { title: item.title(), story, criteria: criteria.collect() }
    }

    /// Its criteria, those that are no longer asked for too.
    pub fn criteria(&self) -> impl Iterator<Item = Criterion<'p>> {
        self.criteria.iter().map(|(_, criterion)| *criterion)
    }

    /// The fingerprint of the words.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint_with(|_, mark| mark != Mark::Dropped)
    }

    /// The fingerprint that the words had with those criteria, by their places and marks, that `is_in` says yes to.
    pub fn fingerprint_with(&self, is_in: impl Fn(usize, Mark) -> bool) -> Fingerprint {
        let kept = self.criteria.iter().enumerate().filter(|(place, (_, criterion))| is_in(*place, criterion.mark));
        fingerprint(&self.title, &self.story, kept.map(|(_, (words, _))| &**words))
    }

    /// The same words without the story.
    #[must_use]
    pub fn without_story(&self) -> Self {
        Self { story: Cow::Borrowed(""), ..self.clone() }
    }
}

/// The words of a criterion with whatever white space stands between them in the file, without the label at their end.
fn words(criterion: Criterion<'_>) -> Cow<'_, str> {
    let written = criterion.entry.written().map(|written| Cow::Borrowed(without_label(written)));
    written.unwrap_or_else(|| Cow::Owned(without_label(&criterion.entry.text()).to_owned()))
}

fn without_label(text: &str) -> &str {
    label(text).map_or(text, |(before, _)| before)
}
