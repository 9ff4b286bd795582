//! When an item is planned to be finished: by its sprint, its day, its period or its horizon.

use std::cmp::Ordering;

use roadlog_config::Field;
use roadlog_model::{FieldView, PlanItem, Value};
use roadlog_syntax::Kind;
use roadlog_syntax::value::{Date, Horizon, Period};

use super::sprints::{is_active, is_open, sprint_of};
use crate::wording::name;

/// When an item is planned to be finished, and what says so.
#[derive(Clone, Copy)]
pub(super) struct Planned<'p> {
    /// The item's own field: its sprint, day or period.
    pub(super) field: FieldView<'p>,
    sprint: Option<PlanItem<'p>>,
    end: End,
}

#[derive(Clone, Copy)]
enum End {
    Day(Date),
    Horizon(Horizon),
}

impl<'p> Planned<'p> {
    /// By its sprint, else by its own days. `None` where nothing says when; a period that ends before it starts says
    /// nothing.
    pub(super) fn of(item: PlanItem<'p>) -> Option<Self> {
        Self::by_sprint(item).or_else(|| Self::by_itself(item))
    }

    /// By its own days alone: `by`, else `when`, else the date of a launch.
    pub(super) fn by_itself(item: PlanItem<'p>) -> Option<Self> {
        let of_launch = || item.field(Field::Date).filter(|_| item.is_a(&[Kind::Launch]));
        let read = |field: FieldView<'p>| Some(Self { field, sprint: None, end: end(field)? });
        item.field(Field::By)
            .and_then(read)
            .or_else(|| item.field(Field::When).and_then(read))
            .or_else(|| of_launch().and_then(read))
    }

    fn by_sprint(item: PlanItem<'p>) -> Option<Self> {
        let field = item.field(Field::Sprint)?;
        // What is left in a sprint that is over is planned by it no more, and is told as that.
        let sprint = sprint_of(item).filter(|sprint| is_open(*sprint))?;
        Some(Self { field, sprint: Some(sprint), end: end(sprint.field(Field::When)?)? })
    }

    /// The last day, where there are days.
    pub(super) const fn day(&self) -> Option<Date> {
        match self.end {
            End::Day(day) => Some(day),
            End::Horizon(_) => None,
        }
    }

    /// How far away it is, where that can be said without days: the active sprint is now. What else is under way may
    /// go on for long, and end after what comes next.
    fn horizon(&self) -> Option<Horizon> {
        match self.end {
            End::Horizon(horizon) => Some(horizon),
            End::Day(_) => self.sprint.filter(|sprint| is_active(*sprint)).map(|_| Horizon::Now),
        }
    }

    /// Which of both is planned to be finished first; `None` where that cannot be said, as of a day and `next`.
    pub(super) fn compared(&self, other: &Self) -> Option<Ordering> {
        match (self.end, other.end) {
            (End::Day(day), End::Day(of_other)) => Some(day.cmp(&of_other)),
            _ => Some(self.horizon()?.cmp(&other.horizon()?)),
        }
    }

    /// Whether it is planned to be finished after the other one.
    pub(super) fn is_after(&self, other: &Self) -> bool {
        self.compared(other) == Some(Ordering::Greater)
    }

    /// Until when, as it reads behind "planned".
    pub(super) fn in_words(&self) -> String {
        match (self.end, self.sprint) {
            (End::Day(day), None) => format!("until {day}"),
            (End::Day(day), Some(sprint)) => format!("for {} (until {day})", name(sprint)),
            (End::Horizon(horizon), _) => format!("for {}", horizon.word()),
        }
    }
}

fn end(field: FieldView<'_>) -> Option<End> {
    match field.value() {
        Value::Date(day) => Some(End::Day(*day)),
        Value::Period(Period::Span { first, last }) if first <= last => Some(End::Day(*last)),
        Value::Period(Period::Horizon(horizon)) => Some(End::Horizon(*horizon)),
        _ => None,
    }
}
