//! The roadmap: goals and initiatives on an axis of quarters, those without days in lanes, with the way that each goal's
//! metrics have gone.

mod axis;
mod render;

use roadlog_config::{Field, Phase};
use roadlog_model::{ItemRef, Plan, PlanItem};
use roadlog_syntax::Kind;
use roadlog_syntax::value::{Date, Horizon, Period};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::brief::Brief;
use crate::days;
use crate::metric::Metric;

pub use axis::Axis;

/// The roadmap of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Roadmap {
    /// The day that counts as today.
    pub today: Date,
    /// The time that is shown; `None` where nothing on the roadmap has days.
    pub axis: Option<Axis>,
    /// The goals with what serves them, and at the end what serves none.
    pub groups: Vec<Stretch>,
    /// What has no days, by how far away it is; no lane is empty.
    pub lanes: Vec<Lane>,
    /// How many closed items are left out.
    pub closed: usize,
}

/// A goal with everything that serves it and has days.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// The goal; `None` for what serves no goal that is shown.
    pub goal: Option<Row>,
    /// How the goal is measured.
    pub metrics: Vec<Metric>,
    /// The initiatives and launches that serve it, each initiative followed by its launches.
    pub rows: Vec<Row>,
}

/// A line of the roadmap.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is called.
    pub brief: Brief,
    /// When it is.
    pub when: When,
    /// Whether it is open though its days are over: by how many.
    pub late_by: Option<i64>,
    /// How far below the goal it stands: 0 for a goal, 1 for what serves it, 2 for a launch of an initiative.
    pub depth: usize,
}

/// When something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// On these days, both included.
    Days(Date, Date),
    /// On one day: a launch.
    Day(Date),
    /// Some time.
    Horizon(Horizon),
    /// Nothing says when.
    Unknown,
}

/// What has no days and is as far away.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// How far; `None` where nothing says so.
    pub horizon: Option<Horizon>,
    /// What stands in it, each with the goal that it serves.
    pub items: Vec<(Row, Option<Brief>)>,
}

/// The roadmap of a plan; what is closed only where `all` is asked for.
pub fn roadmap(plan: &Plan, today: Date, all: bool) -> Roadmap {
    let is_on = |item: &PlanItem<'_>| item.is_a(&[Kind::Goal, Kind::Initiative, Kind::Launch]);
    let items = |archived: bool| {
        let files = plan.files().filter(move |(_, file)| !file.is_foreign() && (archived || !file.is_archived()));
        files.flat_map(|(place, _)| plan.items_of(place)).filter(is_on)
    };
    let shown: Vec<PlanItem<'_>> = items(all).filter(|item| all || item.is_open()).collect();
    let closed = if all { 0 } else { items(false).filter(|item| !item.is_open()).count() };
    let stretches = stretches(&shown, today);
    let days = stretches.iter().flat_map(Stretch::every_row).filter_map(|row| row.when.days());
    let days: Vec<(Date, Date)> = days.collect();
    let lanes = lanes(&shown, today);
    Roadmap { today, axis: Axis::of(&days, today), groups: stretches, lanes, closed }
}

/// The goals in the order of the plan, and what serves each.
fn stretches(shown: &[PlanItem<'_>], today: Date) -> Vec<Stretch> {
    let goals = shown.iter().filter(|item| item.is_a(&[Kind::Goal]));
    let mut stretches: Vec<Stretch> = goals.clone().map(|goal| Stretch::of(*goal, today)).collect();
    let places: FxHashMap<ItemRef, usize> = goals.enumerate().map(|(place, goal)| (goal.at(), place)).collect();
    let mut rest = Stretch { goal: None, metrics: Vec::new(), rows: Vec::new() };
    let (tops, mut launches) = tops(shown);
    for item in tops {
        let below = launches.remove(&item.at()).unwrap_or_default();
        let rows = std::iter::once((item, 1)).chain(below.into_iter().map(|launch| (launch, 2)));
        let rows = rows.map(|(item, depth)| Row::of(item, depth, today)).filter(|row| row.when.days().is_some());
        let place = item.above().find_map(|above| places.get(&above.at()).copied());
        place.map_or(&mut rest, |place| &mut stretches[place]).rows.extend(rows);
    }
    stretches.retain(|stretch| stretch.has_days() || !stretch.metrics.is_empty());
    stretches.extend((!rest.rows.is_empty()).then_some(rest));
    stretches
}

/// The launches of each initiative.
type Launches<'p> = FxHashMap<ItemRef, Vec<PlanItem<'p>>>;

/// What stands right below a goal: initiatives, and launches that serve none; and the other launches.
fn tops<'p>(shown: &[PlanItem<'p>]) -> (Vec<PlanItem<'p>>, Launches<'p>) {
    let initiatives = shown.iter().filter(|item| item.is_a(&[Kind::Initiative]));
    let initiatives: FxHashSet<ItemRef> = initiatives.map(|item| item.at()).collect();
    let (mut tops, mut launches) = (Vec::new(), Launches::default());
    for item in shown.iter().copied().filter(|item| !item.is_a(&[Kind::Goal])) {
        let initiative = item.above().find(|above| initiatives.contains(&above.at()));
        match initiative.filter(|_| item.is_a(&[Kind::Launch])) {
            Some(initiative) => launches.entry(initiative.at()).or_default().push(item),
            None => tops.push(item),
        }
    }
    (tops, launches)
}

/// What has no days, by how far away it is.
fn lanes(shown: &[PlanItem<'_>], today: Date) -> Vec<Lane> {
    let horizons = Horizon::ALL.into_iter().map(Some).chain([None]);
    let lane = |horizon: Option<Horizon>| {
        let items = shown.iter().filter_map(|item| {
            let row = Row::of(*item, 0, today);
            let is_here = match row.when {
                When::Horizon(own) => Some(own) == horizon,
                When::Unknown => horizon.is_none(),
                When::Days(..) | When::Day(_) => false,
            };
            let goal = item.above().find(|above| above.is_a(&[Kind::Goal])).map(Brief::of);
            is_here.then_some((row, goal))
        });
        Lane { horizon, items: items.collect() }
    };
    horizons.map(lane).filter(|lane| !lane.items.is_empty()).collect()
}

impl Stretch {
    fn of(goal: PlanItem<'_>, today: Date) -> Self {
        let metrics = goal.serving().filter(|item| item.is_a(&[Kind::Metric])).map(Metric::of);
        Self { goal: Some(Row::of(goal, 0, today)), metrics: metrics.collect(), rows: Vec::new() }
    }

    fn every_row(&self) -> impl Iterator<Item = &Row> {
        self.goal.iter().chain(&self.rows)
    }

    fn has_days(&self) -> bool {
        self.every_row().any(|row| row.when.days().is_some())
    }
}

impl Row {
    fn of(item: PlanItem<'_>, depth: usize, today: Date) -> Self {
        let launch = || days::day(item, Field::Date).filter(|_| item.is_a(&[Kind::Launch])).map(When::Day);
        let period = || match *days::period(item)? {
            Period::Horizon(horizon) => Some(When::Horizon(horizon)),
            Period::Span { first, last } => (first <= last).then_some(When::Days(first, last)),
        };
        let when = launch().or_else(period).unwrap_or(When::Unknown);
        Self { brief: Brief::of(item), when, late_by: days::late_by(item, today), depth }
    }

    /// Whether it is something that nobody has agreed to yet.
    pub(crate) fn is_idea(&self) -> bool {
        self.brief.phase() == Some(Phase::Draft)
    }
}

impl When {
    /// Its first and its last day, where it has days.
    pub const fn days(self) -> Option<(Date, Date)> {
        match self {
            Self::Days(first, last) => Some((first, last)),
            Self::Day(day) => Some((day, day)),
            Self::Horizon(_) | Self::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{TODAY, id_of, plan};

    const PLAN: &str = "\
goal G-1 More buyers
  status: active
  when: 2026-Q3

goal G-2 Some day
  when: later

metric M-1 Completion
  for: G-1

initiative I-1 Guests
  for: G-1
  when: 2026-Q4

epic PAY-1 Guest checkout
  for: I-1

launch L-1 For all
  for: I-1
  date: 2026-12-10

launch L-2 Alone
  date: 2027-01-15

initiative I-2 Next
  for: G-1
  when: next

initiative I-3 Upside down
  for: G-1
  when: 2026-12..2026-11

goal G-0 Won
  status: met
  when: 2025
";

    fn ids(rows: &[Row]) -> Vec<(String, usize)> {
        rows.iter().map(|row| (id_of(&row.brief), row.depth)).collect()
    }

    #[test]
    fn what_has_days_stands_below_its_goal_and_launches_below_their_initiative() {
        let roadmap = roadmap(&plan(PLAN), TODAY, false);
        let goals: Vec<Option<String>> =
            roadmap.groups.iter().map(|group| group.goal.as_ref().map(|goal| id_of(&goal.brief))).collect();
        assert_eq!(goals, [Some("G-1".to_owned()), None]);
        assert_eq!(ids(&roadmap.groups[0].rows), [("I-1".to_owned(), 1), ("L-1".to_owned(), 2)]);
        assert_eq!(ids(&roadmap.groups[1].rows), [("L-2".to_owned(), 1)]);
        assert_eq!(id_of(&roadmap.groups[0].metrics[0].brief), "M-1");
        assert_eq!(roadmap.groups[0].goal.as_ref().unwrap().late_by, Some(54));
    }

    #[test]
    fn what_has_no_days_stands_in_lanes() {
        let roadmap = roadmap(&plan(PLAN), TODAY, false);
        let lanes: Vec<_> = roadmap
            .lanes
            .iter()
            .map(|lane| (lane.horizon, lane.items.iter().map(|(row, _)| id_of(&row.brief)).collect::<Vec<_>>()))
            .collect();
        let expected = [(Some(Horizon::Next), "I-2"), (Some(Horizon::Later), "G-2"), (None, "I-3")];
        assert_eq!(lanes, expected.map(|(horizon, id)| (horizon, vec![id.to_owned()])));
        assert_eq!(roadmap.lanes[0].items[0].1.as_ref().map(id_of).as_deref(), Some("G-1"));
    }

    #[test]
    fn what_is_closed_is_counted_or_shown() {
        let plan = plan(PLAN);
        let open = roadmap(&plan, TODAY, false);
        assert_eq!((open.closed, open.axis.unwrap().quarter_count()), (1, 3));
        let all = roadmap(&plan, TODAY, true);
        assert_eq!((all.closed, all.groups.len(), all.axis.unwrap().quarter_count()), (0, 3, 9));
    }

    #[test]
    fn a_ring_of_goals_ends() {
        let plan = plan("goal G-1 A\n  for: G-2\n  when: 2026\n\ngoal G-2 B\n  for: G-1\n  when: 2026\n");
        assert_eq!(roadmap(&plan, TODAY, false).groups.len(), 2);
    }
}
