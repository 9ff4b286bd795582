//! What changed about one item: its header, its file, its prose, fields, criteria and questions.

use roadlog_config::Aspect;
use roadlog_model::{PlanItem, Untrusted};
use roadlog_syntax::Span;

use super::words::Renumbered;
use super::{criteria, fields, pairing, prose, questions, renumbered};
use crate::change::{Change, Detail, Place, Subject, Topic, kind_word};

/// An item of the earlier plan and the same one of the later, with what was found about them so far.
pub(super) struct Comparison<'p, 'a> {
    pub(super) before: PlanItem<'p>,
    pub(super) after: PlanItem<'p>,
    pub(super) renumbered: &'a Renumbered,
    subject: Subject,
    changes: Vec<Change>,
}

/// Everything that changed about an item but its rank.
pub(super) fn changes(before: PlanItem<'_>, after: PlanItem<'_>, renumbered: &Renumbered) -> Vec<Change> {
    let subject = Subject::changed(before, after);
    let mut comparison = Comparison { before, after, renumbered, subject, changes: Vec::new() };
    comparison.header();
    if pairing::text(before) != pairing::text(after) {
        prose::compare(&mut comparison);
        fields::compare(&mut comparison);
        criteria::compare(&mut comparison);
        questions::compare(&mut comparison);
    }
    comparison.changes
}

impl Comparison<'_, '_> {
    /// Adds a change of two places in the item's files: where it stood, and where it stands.
    pub(super) fn add(&mut self, topic: Topic, detail: Detail, before: Option<Span>, after: Option<Span>) {
        self.changes.push(Change {
            item: Some(self.subject.clone()),
            topic,
            detail,
            before: before.map(|span| Place::of(self.before, span)),
            after: after.map(|span| Place::of(self.after, span)),
        });
    }

    /// Adds a change of one value.
    fn add_value(&mut self, aspect: Aspect, before: Option<String>, after: Option<String>) {
        let (old, new) = (self.before.syntax().header_span(), self.after.syntax().header_span());
        let detail = Detail::Value { before: before.map(Untrusted::from), after: after.map(Untrusted::from) };
        self.add(Topic::Aspect(aspect), detail, Some(old), Some(new));
    }

    fn header(&mut self) {
        let (before, after) = (self.before, self.after);
        let id = |item: PlanItem<'_>| item.id().map(ToString::to_string);
        if before.id() != after.id() {
            self.add_value(Aspect::Id, id(before), id(after));
        }
        if kind_word(before) != kind_word(after) {
            self.add_value(Aspect::Kind, Some(kind_word(before).into()), Some(kind_word(after).into()));
        }
        let (old, new) = (before.title(), after.title());
        // What should be the id is part of a broken header's title.
        if !self.renumbered.same(&old, &new) && !renumbered::is_one_broken(before, after) {
            self.add_value(Aspect::Title, Some(old.into_owned()), Some(new.into_owned()));
        }
        if !pairing::same_path(before, after) {
            let path = |item: PlanItem<'_>| Some(item.file().path().to_owned());
            self.add_value(Aspect::File, path(before), path(after));
        }
    }
}
