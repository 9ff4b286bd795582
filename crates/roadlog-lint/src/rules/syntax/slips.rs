//! What an item was meant to say and does not, because a line of it has a slip that a rule of syntax tells: no other rule
//! says then that it is missing.

use roadlog_config::{Field, FieldLookup};
use roadlog_model::PlanItem;
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
    let names_it = |key: &str| key == field.name();
    let unknown = item.fields().filter(|written| written.lookup() == FieldLookup::Unknown);
    let mut keys = unknown.filter_map(|written| field_meant(item, &written.entry().key()));
    let is_line = |text: &str| begins(text) == LineKind::Field && text.split(':').next().is_some_and(names_it);
    keys.any(names_it) || lines_meant(item).any(|text| is_line(&text))
}

/// Whether an item's status is one that its kind has. One that it does not have, or that has a slip, counts as the first,
/// and is told as what it is: nothing follows from it.
pub(crate) fn has_known_status(item: PlanItem<'_>) -> bool {
    let (Some(kind), Some(status)) = (item.kind(), item.status()) else { return false };
    match status.written {
        true => item.settings().status(kind, &status.word).is_some(),
        false => lacks(item, Field::Status),
    }
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
    let lines = lines_of(item).filter_map(move |(kind, text)| match kind {
        LineKind::Prose => almost(item, text).filter(|found| !found.header).map(|found| found.text),
        LineKind::Continuation | LineKind::Stray => is_fact(item, text).then(|| text.to_owned()),
        _ => None,
    });
    lines
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
