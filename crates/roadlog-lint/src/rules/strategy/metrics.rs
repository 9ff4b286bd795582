//! What the rules about metrics share: which metrics are watched, and what their fields say.

use roadlog_config::Field;
use roadlog_model::{PlanItem, Value};
use roadlog_syntax::Kind;
use roadlog_syntax::value::{Amount, Date, Reading};

/// The metrics that serve `item`.
pub(crate) fn metrics_of(item: PlanItem<'_>) -> impl Iterator<Item = PlanItem<'_>> {
    item.serving().filter(|serving| serving.is_a(&[Kind::Metric]))
}

/// Whether it is a metric that anything is asked of: one of an idea or of something closed is not.
pub(crate) fn is_watched(item: PlanItem<'_>) -> bool {
    item.is_a(&[Kind::Metric]) && item.parents().next().is_none_or(PlanItem::is_ready_or_doing)
}

/// The amount that a field says, of a reading without its day.
pub(crate) fn amount(item: PlanItem<'_>, field: Field) -> Option<&Amount> {
    match item.field(field)?.value() {
        Value::Amount(amount) => Some(amount),
        Value::Reading(reading) => Some(&reading.amount),
        _ => None,
    }
}

/// What was read last.
pub(crate) fn reading(item: PlanItem<'_>) -> Option<&Reading> {
    match item.field(Field::Current)?.value() {
        Value::Reading(reading) => Some(reading),
        _ => None,
    }
}

/// The day that a field says.
pub(crate) fn day(item: PlanItem<'_>, field: Field) -> Option<Date> {
    match item.field(field)?.value() {
        Value::Date(date) => Some(*date),
        _ => None,
    }
}
