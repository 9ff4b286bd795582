//! What there is to say about the place under the pointer.

mod value;
mod words;

use roadlog_lint::rule;
use roadlog_syntax::{Entry, EntryKind, LineKind, Mark, Span};

use crate::markup::{Markup, Words};
use crate::spot::Spot;
use crate::{FilePosition, Snapshot, about, toml};

/// What to show, and which part of the text it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The bytes that it is about; they hold the place that was asked for.
    pub span: Span,
    /// What to show.
    pub content: Markup,
}

/// What there is to say about a place of a plan file or of a roadlog.toml; `None` where that is nothing.
pub fn hover(snapshot: &Snapshot, position: FilePosition<'_>) -> Option<Hover> {
    if let Some(text) = snapshot.configuration_at(position.path) {
        return toml::hover(snapshot, text, position);
    }
    let spot = Spot::at(snapshot, position)?;
    match spot.kind {
        LineKind::Header | LineKind::BrokenHeader => in_header(&spot),
        LineKind::Field | LineKind::Criterion(_) | LineKind::Question | LineKind::Answer | LineKind::Decision => {
            let entry = spot.entry()?;
            if in_mark(entry).touches(spot.offset) { about_mark(&spot, entry) } else { in_entry(&spot, entry) }
        }
        LineKind::Continuation => in_entry(&spot, spot.entry()?),
        LineKind::Prose => words::mentioned(&spot).or_else(|| words::persona(&spot)).or_else(|| words::date(&spot)),
        LineKind::Comment => in_comment(&spot),
        LineKind::Blank
        | LineKind::Section
        | LineKind::Stray
        | LineKind::Quote
        | LineKind::ConflictMarker
        | LineKind::ConflictOther => None,
    }
}

/// The key of a field, the box of a criterion, or the mark of another entry.
fn in_mark(entry: Entry<'_>) -> Span {
    match entry.mark_span() {
        Some(mark) => Span::new(mark.start.saturating_sub(1), mark.end + 1),
        None => entry.key_span(),
    }
}

fn in_header(spot: &Spot<'_>) -> Option<Hover> {
    let (item, syntax) = (spot.item()?, spot.item()?.syntax());
    let at = |span: Span, content| Some(Hover { span, content });
    if syntax.kind_span().touches(spot.offset) {
        return at(syntax.kind_span(), about::kind(spot.plan().config(), item.kind()?));
    }
    if syntax.id_span().touches(spot.offset) && !syntax.id_span().is_empty() {
        return at(syntax.id_span(), about::here(spot.snapshot, item));
    }
    let title = syntax.title_span();
    if !title.touches(spot.offset) {
        return None;
    }
    words::mentioned(spot).or_else(|| at(title, about::here(spot.snapshot, item)))
}

fn about_mark(spot: &Spot<'_>, entry: Entry<'_>) -> Option<Hover> {
    let span = in_mark(entry);
    let own = |words: &'static str| Some(Markup::of(Words::own(words)));
    let content = match entry.kind() {
        EntryKind::Field => value::about_field(spot, &entry.key()),
        EntryKind::Criterion(Mark::Open) => own("A criterion that is still to be met."),
        EntryKind::Criterion(Mark::Met) => own("A criterion that is met."),
        EntryKind::Criterion(Mark::Dropped) => {
            own("A criterion that is dropped: it is no longer asked for, and stays in sight.")
        }
        EntryKind::Question => own("A question. Handles at its end say who is asked; `!` right below it answers."),
        EntryKind::Answer => own("An answer to the question above. `@who DATE` at its end says who gave it and when."),
        EntryKind::Decision => {
            own("A decision: something settled that nobody had to ask. `@who DATE` at its end says who and when.")
        }
    };
    content.map(|content| Hover { span, content })
}

fn in_entry(spot: &Spot<'_>, entry: Entry<'_>) -> Option<Hover> {
    if entry.kind() == EntryKind::Field {
        return value::hovered(spot, entry);
    }
    words::mentioned(spot).or_else(|| words::label(spot, entry)).or_else(|| words::date(spot))
}

/// A rule that a comment allows.
fn in_comment(spot: &Spot<'_>) -> Option<Hover> {
    let (_, said) = spot.written(spot.line).split_once('#')?;
    let names = said.trim_start().strip_prefix("roadlog:")?.trim_start().strip_prefix("allow")?;
    let span = spot.word(|character| !matches!(character, ' ' | '\t' | ','));
    if let Some(rule) = rule(spot.written(span)) {
        return Some(Hover { span, content: about::rule(rule) });
    }
    let is_before_names = spot.before().len() <= spot.written(spot.line).len() - names.len();
    let content = Markup::of(Words::own(
        "This comment silences the rules that it names: for the item that it stands in or above, or at the top of a file \
         for all of it. Behind `because` it says why.",
    ));
    (is_before_names && !span.is_empty()).then_some(Hover { span, content })
}

#[cfg(test)]
mod tests;
