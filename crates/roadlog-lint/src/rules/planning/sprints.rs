//! Sprints as the rules about them see them: whose they are, when they run, and how much work is in them.

pub(super) use crate::wording::points as in_words;

use roadlog_config::{Field, Phase};
use roadlog_model::{Plan, PlanItem, Value};
use roadlog_syntax::Kind;
use roadlog_syntax::value::{Date, Handle, Period};
use smol_str::{SmolStr, format_smolstr};

use super::is_live;
use crate::rule::Group;

/// Whose sprints follow each other: a team's, wherever they stand; without a team those of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Track<'p> {
    Team(&'p Handle),
    File(u32),
}

impl<'p> Track<'p> {
    pub(super) fn of(sprint: PlanItem<'p>) -> Self {
        let team = sprint.field(Field::Team).and_then(|team| team.handles().next());
        team.map_or(Self::File(sprint.at().file), Self::Team)
    }

    /// The group of the sprints that follow each other.
    pub(super) fn group(self) -> Group {
        Group(match self {
            Self::Team(team) => SmolStr::new(team.name()),
            // No team is called like this.
            Self::File(place) => format_smolstr!("={place}"),
        })
    }
}

/// A sprint whose days are known.
#[derive(Clone, Copy)]
pub(super) struct Dated<'p> {
    pub(super) sprint: PlanItem<'p>,
    pub(super) first: Date,
    pub(super) last: Date,
}

impl<'p> Dated<'p> {
    /// `None` where it has no days, or ends before it starts.
    pub(super) fn of(sprint: PlanItem<'p>) -> Option<Self> {
        let Value::Period(period) = sprint.field(Field::When)?.value() else { return None };
        match *period {
            Period::Span { first, last } if first <= last => Some(Self { sprint, first, last }),
            _ => None,
        }
    }
}

/// The sprints of this workspace that are planned or active, file by file.
pub(super) fn open(plan: &Plan) -> impl Iterator<Item = PlanItem<'_>> {
    plan.items_like(&[Kind::Sprint]).filter(|item| is_open(*item) && is_live(*item))
}

/// Whether it is a sprint that is planned or active.
pub(super) fn is_open(item: PlanItem<'_>) -> bool {
    item.is_a(&[Kind::Sprint]) && item.is_open()
}

/// Whether it is a sprint that is running.
pub(super) fn is_active(item: PlanItem<'_>) -> bool {
    item.is_a(&[Kind::Sprint]) && item.phase() == Some(Phase::Doing)
}

/// The sprint that an item is planned for.
pub(super) fn sprint_of(item: PlanItem<'_>) -> Option<PlanItem<'_>> {
    item.references(Field::Sprint).next()?.target().filter(|sprint| sprint.is_a(&[Kind::Sprint]))
}
