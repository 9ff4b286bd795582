//! What an item was meant to say and does not, because a line of it has a slip that a rule of syntax tells: no other rule
//! says then that it is missing.

use roadlog_config::{Field, FieldLookup};
use roadlog_model::{FieldView, PlanItem};
use roadlog_syntax::{LineKind, begins};

use super::almost::almost;
use super::is_fact;
use super::unknown_field::field_meant;

/// Whether an item neither has a field nor was meant to have it. Its lines are looked at only where it does not.
pub(crate) fn lacks(item: PlanItem<'_>, field: Field) -> bool {
    item.field(field).is_none() && !is_meant(item, field)
}

/// Whether a line of `item` was meant as this field, and is none.
pub(crate) fn is_meant(item: PlanItem<'_>, field: Field) -> bool {
    line_meant(item, field).is_some()
}

/// The line of `item` that was meant as this field, and is none.
pub(crate) fn line_meant(item: PlanItem<'_>, field: Field) -> Option<String> {
    let unknown = item.fields().filter(|written| written.lookup() == FieldLookup::Unknown);
    let mut unknown = unknown.map(FieldView::entry);
    let under_another_name = unknown.find(|entry| field_meant(item, &entry.key()) == Some(field.name()));
    under_another_name.map(|entry| entry.text().into_text().into_owned()).or_else(|| {
        let names_it = |text: &str| text.split(':').next() == Some(field.name());
        lines_meant(item).find(|text| begins(text) == LineKind::Field && names_it(text))
    })
}

/// Whether any line of `item` was meant as a fact, and is none.
pub(crate) fn has_any(item: PlanItem<'_>) -> bool {
    lines_meant(item).next().is_some() || stray_prose(item).next().is_some()
}

/// Whether a line of `item` was meant as an answer, and is none.
pub(crate) fn has_answer_meant(item: PlanItem<'_>) -> bool {
    lines_meant(item).any(|text| begins(&text) == LineKind::Decision)
}

/// Whether an item's status is one that its kind has, or its kind has none. One that it does not have, or that has a slip, counts as the first,
/// and is told as what it is: nothing follows from it.
pub(crate) fn has_known_status(item: PlanItem<'_>) -> bool {
    let (Some(kind), Some(status)) = (item.kind(), item.status()) else { return true };
    let is_right = || item.settings().status(kind, &status.word).is_some();
    if status.written { is_right() } else { lacks(item, Field::Status) }
}

/// Whether a line of `item` was meant as a criterion, and is none.
pub(crate) fn has_criterion_meant(item: PlanItem<'_>) -> bool {
    lines_meant(item).any(|text| matches!(begins(&text), LineKind::Criterion(_)))
}

/// The words of prose that stand at column 0 and so are not read.
pub(crate) fn stray_prose(item: PlanItem<'_>) -> impl Iterator<Item = &str> {
    stray_lines(item).filter(|text| begins(text) == LineKind::Prose)
}

/// The lines of an item that are no facts and were meant as such, as they would be right.
fn lines_meant(item: PlanItem<'_>) -> impl Iterator<Item = String> {
    lines_of(item).filter_map(move |(kind, text)| match kind {
        LineKind::Prose => almost(item, text).filter(|found| !found.header).map(|found| found.text),
        LineKind::Continuation | LineKind::Stray => is_fact(item, text).then(|| text.to_owned()),
        _ => None,
    })
}

fn stray_lines(item: PlanItem<'_>) -> impl Iterator<Item = &str> {
    lines_of(item).filter(|(kind, _)| *kind == LineKind::Stray).map(|(_, text)| text)
}

fn lines_of(item: PlanItem<'_>) -> impl Iterator<Item = (LineKind, &str)> {
    let document = item.file().document();
    let lines = item.syntax().title_line() + 1..item.syntax().lines().end;
    lines.map(move |line| {
        let text = &document.text()[document.content_span(line).range()];
        (document.lines()[line as usize].kind(), text)
    })
}
