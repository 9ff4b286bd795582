//! References that lead nowhere and what they were most likely meant to lead to: what nothing names because of a slip of the
//! finger is told at the slip alone.

use roadlog_config::{Field, FieldLookup, FieldRef, may_serve};
use roadlog_model::{FieldView, Plan, PlanItem, Reference};
use roadlog_syntax::Kind;
use roadlog_syntax::mention::{Mention, MentionKind, mentions};
use strsim::osa_distance;

use crate::rules::syntax::slips::line_meant;

/// The fields of one name that lead nowhere or to the wrong kind of item, or cannot be read.
pub(crate) struct Misses<'p> {
    fields: Vec<FieldView<'p>>,
    /// Lines that were meant as such a field, and are none.
    lines: Vec<String>,
}

impl<'p> Misses<'p> {
    /// Those of the items of these kinds.
    pub(crate) fn of(plan: &'p Plan, kinds: &'p [Kind], field: Field) -> Self {
        let fields = plan.items_like(kinds).filter_map(|item| item.field(field));
        let without = plan.items_like(kinds).filter(|item| item.field(field).is_none());
        let is_wrong = |field: &FieldView<'p>| {
            field.references().any(|reference| misses(field, reference)) || field.faults().next().is_some()
        };
        let lines = without.filter_map(|item| line_meant(item, field)).collect();
        Self { fields: fields.filter(is_wrong).collect(), lines }
    }

    /// Whether one of them was most likely meant to name `target`: it names what is one slip of the finger away, or the
    /// id stands among words that cannot be read.
    pub(crate) fn may_mean(&self, target: PlanItem<'_>) -> bool {
        let Some(id) = target.id() else { return false };
        let is_near = |reference: Reference<'_>| osa_distance(reference.id().as_str(), id.as_str()) == 1;
        let is_it = |mention: Mention| matches!(mention.what, MentionKind::Id(said) if said == *id);
        let says_id = |text: &str| mentions(text).any(is_it);
        let may_mean = |field: &FieldView<'_>| {
            field.references().any(|reference| misses(field, reference) && is_near(reference))
                || field.faults().next().is_some() && says_id(&field.text())
        };
        self.fields.iter().any(may_mean) || self.lines.iter().any(|line| says_id(line))
    }
}

/// Whether a reference of `field` leads nowhere, or to what the field cannot name.
fn misses(field: &FieldView<'_>, reference: Reference<'_>) -> bool {
    let Some(target) = reference.target() else { return true };
    let (own, kind) = (field.item().like(), target.like());
    match field.lookup() {
        FieldLookup::Here(FieldRef::BuiltIn(Field::For)) => {
            own.zip(kind).is_some_and(|(own, kind)| !may_serve(own, kind))
        }
        FieldLookup::Here(FieldRef::BuiltIn(Field::Evidence)) => kind.is_some_and(|kind| kind != Kind::Research),
        _ => false,
    }
}
