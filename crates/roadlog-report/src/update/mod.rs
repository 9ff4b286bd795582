//! An update: what changed in a plan over a period, for those who want to know what comes of it, or for the team.

mod due;
mod facts;
mod gather;
mod metric;
mod moved;
mod sprint;
mod talk;
mod words;

use roadlog_model::{Plan, Untrusted};
use roadlog_syntax::value::{Date, Id};

use crate::brief::Brief;
use crate::markup::Words;

pub use sprint::{SprintTopic, SprintUpdate, sprints_begun};

/// What an update is asked for.
pub struct UpdateRequest<'r, 'p> {
    /// The plan at the beginning of the period.
    pub before: &'p Plan,
    /// The plan at its end.
    pub after: &'p Plan,
    /// For whom it is.
    pub audience: Audience,
    /// The period.
    pub period: UpdatePeriod,
    /// The plan with which a sprint began, of those that [`sprints_begun`] names; `None` where it is not known.
    pub begun: &'r dyn Fn(&Id) -> Option<&'p Plan>,
}

/// For whom an update is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Those who want to know what comes of the plan: its roadmap, goals and metrics, without ids.
    Stakeholders,
    /// Those who build it: the backlog and the sprints too, with ids.
    Team,
}

/// The period of an update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdatePeriod {
    /// What it begins with, by name: a tag, a revision.
    pub since: Option<Untrusted>,
    /// The day on which it begins; `None` where nothing comes before it.
    pub first: Option<Date>,
    /// The day on which it ends.
    pub last: Date,
}

/// What changed over a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    /// For whom it is.
    pub audience: Audience,
    /// The period.
    pub period: UpdatePeriod,
    /// The sprints of the period; none for stakeholders.
    pub sprints: Vec<SprintUpdate>,
    /// What changed, in the order of [`UpdateTopic::ALL`]; none of them empty.
    pub sections: Vec<UpdateSection>,
}

/// What changed in one way.
#[derive(Clone, Debug, PartialEq)]
pub struct UpdateSection {
    /// The way.
    pub topic: UpdateTopic,
    /// The items, in the order of the plan.
    pub entries: Vec<UpdateEntry>,
}

/// An item of which something is told.
#[derive(Clone, Debug, PartialEq)]
pub struct UpdateEntry {
    /// What it is called.
    pub brief: Brief,
    /// How much work it is.
    pub points: Option<f64>,
    /// What there is to know of it, one thing each.
    pub notes: Vec<Words>,
}

/// A way in which things change; what has come of the plan first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UpdateTopic {
    /// Goals that are met.
    Reached,
    /// Launches and initiatives that are out.
    Shipped,
    /// Work that is accepted or done; for stakeholders what it was done for.
    Accepted,
    /// Metrics that were read, or are to be elsewhere.
    Metrics,
    /// Work that was looked at and sent back.
    SentBack,
    /// What is under way now.
    Started,
    /// What was closed and is open again.
    Resumed,
    /// What is to be finished later than was planned, or is late.
    Slipped,
    /// What is to be finished earlier.
    BroughtForward,
    /// What something stops now.
    Blocked,
    /// What will not be done, or is not reached.
    Dropped,
    /// What came into the plan.
    New,
    /// What is called otherwise.
    Renamed,
    /// What was decided.
    Decisions,
    /// What nobody has answered yet, whenever it was asked.
    Questions,
}

/// What changed over a period, for an audience. What was done and taken back in it is not told.
pub fn update(request: &UpdateRequest<'_, '_>) -> Update {
    let moved = moved::moved(request.before, request.after);
    let sprints = match request.audience {
        Audience::Stakeholders => Vec::new(),
        Audience::Team => sprint::sprints(request, &moved),
    };
    let sections = gather::sections(request, &moved, &sprints);
    Update { audience: request.audience, period: request.period.clone(), sprints, sections }
}

impl Update {
    /// Whether nothing changed: what is still open is no change.
    pub fn is_empty(&self) -> bool {
        self.sprints.is_empty() && self.sections.iter().all(|section| section.topic == UpdateTopic::Questions)
    }
}
