//! The criteria of an item as the rules about them read them: without labels, and those that are still asked for.

use roadlog_model::{Criterion, PlanItem};
use roadlog_syntax::mention::label;
use roadlog_syntax::{Edit, EntryKind, EntryText, Mark};

use crate::skeleton::lines_below;

/// The criteria that are asked for: open or met, not dropped.
pub(crate) fn asked(item: PlanItem<'_>) -> impl Iterator<Item = Criterion<'_>> {
    item.criteria().filter(|criterion| criterion.mark != Mark::Dropped)
}

/// How many criteria are asked for.
pub(crate) fn asked_count(item: PlanItem<'_>) -> usize {
    let count = item.criteria_count();
    count.open as usize + count.met as usize
}

/// The words of a criterion, without the label at their end.
pub(crate) fn words<'t>(text: &'t EntryText<'_>) -> &'t str {
    label(text).map_or(text, |(before, _)| before)
}

/// The label at the end of a criterion, without its `^`.
pub(crate) fn label_of<'t>(text: &'t EntryText<'_>) -> Option<&'t str> {
    let (_, range) = label(text)?;
    text.get(range)?.trim_start().strip_prefix('^')
}

/// A first criterion to fill in, line by line, below the fields and above the questions.
pub(crate) fn skeleton(item: PlanItem<'_>, lines: &[&str]) -> Edit {
    let syntax = item.syntax();
    let fields = syntax.entries().filter(|entry| entry.kind() == EntryKind::Field);
    let prose = syntax.paragraphs().map(|paragraph| paragraph.lines().end).last();
    let behind = fields.map(|entry| entry.lines().end).max().or(prose).unwrap_or(syntax.title_line() + 1);
    lines_below(item, behind.saturating_sub(1), lines, true)
}
