//! What there is to know of an item, one thing each.

use roadlog_config::{Field, Side};
use roadlog_model::PlanItem;
use roadlog_syntax::Kind;

use super::due;
use crate::markup::Words;

/// A fact about an item, where it has such.
type Fact = fn(PlanItem<'_>) -> Option<Words>;

/// Facts about an item, those that it has.
pub(super) fn of(item: PlanItem<'_>, facts: &[Fact]) -> Vec<Words> {
    facts.iter().filter_map(|fact| fact(item)).collect()
}

/// On which day and for whom a launch was.
pub(super) fn launched(item: PlanItem<'_>) -> Option<Words> {
    let is_launch = item.is_a(&[Kind::Launch]);
    let facts = [("On ", Field::Date), ("For ", Field::Audience)].map(|(word, field)| {
        let text = text(item, field)?;
        Some(Words::own(word).then(text))
    });
    let facts = Words::joined(facts.into_iter().flatten(), ". ");
    Some(facts).filter(|facts| is_launch && !facts.is_empty())
}

/// By when something on the roadmap is to be finished.
pub(super) fn planned(item: PlanItem<'_>) -> Option<Words> {
    let of_roadmap = Some(item).filter(|item| item.side() == Some(Side::Roadmap));
    Some(Words::own("Planned for ").and_plan(due::written(of_roadmap?)?))
}

/// The problem that makes it worth doing.
pub(super) fn why(item: PlanItem<'_>) -> Option<Words> {
    Some(Words::own("Why: ").then(text(item, Field::Why)?))
}

/// The goal that something on the roadmap is for: the nearest above it.
pub(super) fn aim(item: PlanItem<'_>) -> Option<Words> {
    let goal = item.above().find(|above| above.is_a(&[Kind::Goal])).filter(|_| item.side() == Some(Side::Roadmap));
    Some(Words::own("For the goal: ").and_plan(&*goal?.title()))
}

/// Why an item was dropped, missed or sent back, where that is written.
pub(super) fn reason(item: PlanItem<'_>) -> Option<Words> {
    Some(Words::own("Reason: ").then(text(item, Field::Reason)?))
}

/// What a field says, where it says anything.
fn text(item: PlanItem<'_>, field: Field) -> Option<Words> {
    let text = item.field(field)?.text();
    (!text.is_empty()).then(|| Words::plan(&*text))
}
