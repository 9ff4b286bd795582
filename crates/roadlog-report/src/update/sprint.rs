//! What became of the sprints of a period: what was accepted in them, what was left over, and how their scope changed.

use roadlog_config::{Field, Phase};
use roadlog_model::{Plan, PlanItem, Untrusted, points};
use roadlog_syntax::Kind;
use roadlog_syntax::value::Id;
use rustc_hash::{FxHashMap, FxHashSet};

use super::UpdateEntry;
use super::UpdateRequest;
use super::facts::reason;
use super::moved::Moved;
use crate::board::{REJECTED, Sprint};
use crate::markup::Words;
use crate::work::is_work;

/// A sprint that ran in the period of an update.
#[derive(Clone, Debug, PartialEq)]
pub struct SprintUpdate {
    /// The sprint at the end of the period.
    pub sprint: Sprint,
    /// The points that were in it when it began, or at the beginning of the period where it ran already; `None` where
    /// that is not known.
    pub planned: Option<f64>,
    /// Whether it began in the period.
    pub has_begun: bool,
    /// Why it missed its goal, where that is written.
    pub reason: Option<Untrusted>,
    /// What became of its work, in the order of [`SprintTopic::ALL`]; none of them empty.
    pub groups: Vec<(SprintTopic, Vec<UpdateEntry>)>,
}

/// What became of work in a sprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SprintTopic {
    /// It was accepted, or done.
    Accepted,
    /// It was looked at and sent back.
    SentBack,
    /// It was left over when the sprint ended.
    LeftOver,
    /// It came into the sprint while that ran.
    CameIn,
    /// It went out of the sprint while that ran.
    TakenOut,
}

impl SprintUpdate {
    /// The items to which this has happened.
    pub fn entries(&self, topic: SprintTopic) -> &[UpdateEntry] {
        self.groups.iter().find(|(of, _)| *of == topic).map_or(&[], |(_, entries)| entries)
    }
}

impl SprintTopic {
    /// Every topic, in the order in which they are told.
    pub const ALL: [Self; 5] = [Self::Accepted, Self::SentBack, Self::LeftOver, Self::CameIn, Self::TakenOut];

    /// The words before what it is about.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accepted => "Accepted and done",
            Self::SentBack => "Sent back",
            Self::LeftOver => "Left over",
            Self::CameIn => "Came into the running sprint",
            Self::TakenOut => "Taken out of the running sprint",
        }
    }
}

/// The ids of the sprints that began between two plans, the later one being asked for what became of them.
pub fn sprints_begun<'p>(before: &Plan, after: &'p Plan) -> Vec<&'p Id> {
    let ran = |id: &Id| before.first(id).is_some_and(|sprint| sprint.phase() == Some(Phase::Doing));
    of_the_period(before, after).filter_map(PlanItem::id).filter(|id| !ran(id)).collect()
}

/// The sprints that ran at any time between two plans, as the later one has them.
fn of_the_period<'p>(before: &Plan, after: &'p Plan) -> impl Iterator<Item = PlanItem<'p>> {
    after.items_like(&[Kind::Sprint]).filter(move |sprint| {
        let was = sprint.id().and_then(|id| before.first(id)).and_then(PlanItem::phase);
        let has_ended = |phase: Option<Phase>| phase.is_some_and(Phase::is_closed);
        let was_called_off =
            was != Some(Phase::Doing) && sprint.status().is_some_and(|status| status.word == "dropped");
        let is_told = sprint.phase() == Some(Phase::Doing) || has_ended(sprint.phase()) && !has_ended(was);
        is_told && !was_called_off && !sprint.file().is_foreign()
    })
}

/// What became of the sprints of the period.
pub(super) fn sprints(request: &UpdateRequest<'_, '_>, moved: &[Moved<'_>]) -> Vec<SprintUpdate> {
    let UpdateRequest { before, after, begun, .. } = request;
    let ids = Ids::of(moved);
    of_the_period(before, after)
        .map(|sprint| {
            let id = sprint.id();
            let ran = id.and_then(|id| before.first(id)).filter(|it| it.phase() == Some(Phase::Doing));
            let start = ran.or_else(|| begun(id?)?.first(id?));
            Told { sprint, has_begun: ran.is_none(), start: start.map(Scope::of), ids: &ids, moved }.update()
        })
        .collect()
}

/// The ids that items have now, by those that they had.
struct Ids(FxHashMap<Id, Id>);

impl Ids {
    fn of(moved: &[Moved<'_>]) -> Self {
        let renumbered = moved.iter().filter_map(|it| Some((it.before?.id()?.clone(), it.after?.id()?.clone())));
        Self(renumbered.filter(|(before, after)| before != after).collect())
    }

    fn now<'i>(&'i self, id: &'i Id) -> &'i Id {
        self.0.get(id).unwrap_or(id)
    }
}

/// The work in a sprint when it began, or when the period did.
struct Scope<'p> {
    items: Vec<PlanItem<'p>>,
    points: f64,
}

impl<'p> Scope<'p> {
    fn of(sprint: PlanItem<'p>) -> Self {
        let is_in = |item: PlanItem<'_>| item.sprint() == Some(sprint) && item.phase() != Some(Phase::Dropped);
        let items: Vec<_> = sprint.users_in(Field::Sprint).filter(|item| is_work(*item) && is_in(*item)).collect();
        let points = points::sum(items.iter().copied(), is_in);
        Self { items, points }
    }
}

/// A sprint of which is told.
struct Told<'t, 'p> {
    sprint: PlanItem<'p>,
    has_begun: bool,
    start: Option<Scope<'p>>,
    ids: &'t Ids,
    moved: &'t [Moved<'p>],
}

impl<'p> Told<'_, 'p> {
    fn update(&self) -> SprintUpdate {
        let groups = SprintTopic::ALL.map(|topic| (topic, self.entries(topic)));
        SprintUpdate {
            sprint: Sprint::of(self.sprint),
            planned: self.start.as_ref().map(|start| start.points),
            has_begun: self.has_begun,
            reason: self.sprint.field(Field::Reason).map(|field| Untrusted::from(&*field.text())),
            groups: groups.into_iter().filter(|(_, entries)| !entries.is_empty()).collect(),
        }
    }

    fn entries(&self, topic: SprintTopic) -> Vec<UpdateEntry> {
        match topic {
            SprintTopic::Accepted => self.newly(|item| item.phase() == Some(Phase::Done), |_| None),
            SprintTopic::SentBack => self.newly(is_sent_back, reason),
            SprintTopic::LeftOver => self.left_over(),
            SprintTopic::CameIn => self.came_in(),
            SprintTopic::TakenOut => self.taken_out(),
        }
    }

    fn has_ended(&self) -> bool {
        self.sprint.phase().is_some_and(Phase::is_closed)
    }

    /// What is in the sprint and has come to be so in the period.
    fn newly(&self, is: fn(PlanItem<'_>) -> bool, note: fn(PlanItem<'_>) -> Option<Words>) -> Vec<UpdateEntry> {
        let new = self.moved.iter().filter(|it| !it.before.is_some_and(is)).filter_map(|it| it.after);
        let here = new.filter(|item| item.sprint() == Some(self.sprint) && is_work(*item) && is(*item));
        here.map(|item| UpdateEntry::of(item, note(item).into_iter().collect())).collect()
    }

    /// What was in the sprint and is there no more, as it is now.
    fn gone(&self) -> impl Iterator<Item = PlanItem<'p>> {
        let now: FxHashSet<Id> = Scope::of(self.sprint).items.iter().filter_map(|item| item.id().cloned()).collect();
        let then = self.start.iter().flat_map(|start| &start.items).filter_map(|item| item.id());
        let gone = then.map(|id| self.ids.now(id)).filter(move |id| !now.contains(*id));
        gone.filter_map(|id| self.sprint.plan().first(id))
    }

    fn left_over(&self) -> Vec<UpdateEntry> {
        if !self.has_ended() {
            return Vec::new();
        }
        let here = Scope::of(self.sprint).items.into_iter().filter(|item| item.is_open());
        let elsewhere = self.gone().filter(|item| item.is_open());
        here.chain(elsewhere).map(|item| UpdateEntry::of(item, vec![self.whereabouts(item)])).collect()
    }

    /// Where an item is that was left over.
    fn whereabouts(&self, item: PlanItem<'_>) -> Words {
        match item.sprint() {
            Some(sprint) if sprint == self.sprint => Words::own("In no other sprint yet"),
            Some(sprint) => Words::own("Now in the sprint ").and_plan(&*sprint.title()),
            None => Words::own("Back in the backlog"),
        }
    }

    fn came_in(&self) -> Vec<UpdateEntry> {
        let Some(start) = &self.start else { return Vec::new() };
        let then: FxHashSet<&Id> = start.items.iter().filter_map(|item| Some(self.ids.now(item.id()?))).collect();
        let now = Scope::of(self.sprint).items.into_iter();
        let came = now.filter(|item| item.id().is_some_and(|id| !then.contains(id)));
        came.map(|item| UpdateEntry::of(item, Vec::new())).collect()
    }

    fn taken_out(&self) -> Vec<UpdateEntry> {
        // What is open when the sprint has ended is left over.
        let out = self.gone().filter(|item| !(self.has_ended() && item.is_open()));
        let notes = |item: PlanItem<'_>| match item.phase() {
            Some(Phase::Dropped) => vec![Words::own("Dropped")],
            _ => vec![self.whereabouts(item)],
        };
        out.map(|item| UpdateEntry::of(item, notes(item))).collect()
    }
}

/// Whether work was looked at and sent back.
pub(super) fn is_sent_back(item: PlanItem<'_>) -> bool {
    item.status().is_some_and(|status| status.word == REJECTED)
}
