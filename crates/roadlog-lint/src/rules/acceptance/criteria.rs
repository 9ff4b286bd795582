//! The criteria of an item as the rules about them read them: without labels, and those that are still asked for.

use roadlog_model::{Criterion, PlanItem};
use roadlog_syntax::mention::label;
use roadlog_syntax::{EntryText, Mark};

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
