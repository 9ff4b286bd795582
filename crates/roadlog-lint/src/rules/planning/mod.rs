//! Sprints, periods and the order of the work: whether what is planned can be, and can be in this order.

use std::iter::successors;

use roadlog_config::Field;
use roadlog_model::{FieldView, PlanItem};
use roadlog_syntax::Span;

use crate::wording::name_span;

mod moving;
mod planned;
mod sprints;

pub(crate) mod bloated_backlog;
pub(crate) mod blocked_too_long;
pub(crate) mod later_than_parent;
pub(crate) mod must_below_could;
pub(crate) mod needs_later;
pub(crate) mod order_of_dates;
pub(crate) mod outside_sprint;
pub(crate) mod over_capacity;
pub(crate) mod overdue;
pub(crate) mod overlapping_sprints;
pub(crate) mod points_too_big;
pub(crate) mod priority_inflation;
pub(crate) mod rank_inversion;
pub(crate) mod unfinished_in_closed_sprint;
pub(crate) mod unready_in_sprint;
pub(crate) mod wip_limit;

/// Whether an item is one that rules about the whole plan look at: one of this workspace, archives left out.
fn is_live(item: PlanItem<'_>) -> bool {
    !item.file().is_archived() && !item.file().is_foreign()
}

/// How far up a chain is followed; no plan is as deep, and a ring ends here.
const DEEPEST: usize = 64;

/// The items above one on its `for` chain, the nearest first.
fn chain_above(item: PlanItem<'_>) -> impl Iterator<Item = PlanItem<'_>> {
    successors(item.parents().next(), |at| at.parents().next()).take(DEEPEST)
}

/// Where the value of a field stands; where the item is named, if it has none.
fn value_span(item: PlanItem<'_>, field: Field) -> Span {
    item.field(field).map_or_else(|| name_span(item), FieldView::value_span)
}
