//! How much work there is and how much of it is done: points and criteria, of one item, a sprint or a whole branch.

use roadlog_config::{KindSpec, Phase, RankClass};
use roadlog_model::{CriteriaCount, PlanItem, points};

use crate::page::{Line, Paper, Role};

/// How much work there is, and how much of it is done. What was dropped is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Work {
    /// The points of what is done.
    pub points_done: f64,
    /// All points.
    pub points: f64,
    /// How many stories, bugs, tasks and spikes are done.
    pub items_done: usize,
    /// How many there are.
    pub items: usize,
    /// How many of those that have to be estimated say no points: stories and bugs that are no drafts.
    pub unestimated: usize,
    /// How many criteria are met, of launches and epics too.
    pub criteria_met: u32,
    /// How many criteria are met or open.
    pub criteria: u32,
    /// How many items are blocked.
    pub blocked: usize,
}

impl Work {
    /// What one item adds. Points are summed as [`points::added`] says, where those items count that `is_counted` says
    /// yes to.
    pub fn of<'p>(item: PlanItem<'p>, is_counted: impl Fn(PlanItem<'p>) -> bool) -> Self {
        if !is_counted(item) {
            return Self::default();
        }
        let is_done = item.phase() == Some(Phase::Done);
        let points = points::added(item, is_counted).unwrap_or_default();
        let CriteriaCount { open, met, .. } = item.criteria_count();
        let is_work = is_work(item);
        Self {
            points_done: if is_done { points } else { 0.0 },
            points,
            items_done: usize::from(is_work && is_done),
            items: usize::from(is_work),
            unestimated: usize::from(is_unestimated(item)),
            criteria_met: met,
            criteria: open + met,
            blocked: usize::from(item.is_blocked()),
        }
    }

    /// What several items add, those dropped left out.
    pub fn of_all<'p>(items: impl Iterator<Item = PlanItem<'p>>, is_in: impl Fn(PlanItem<'p>) -> bool) -> Self {
        let counts = |item: PlanItem<'p>| is_in(item) && item.phase() != Some(Phase::Dropped);
        items.map(|item| Self::of(item, counts)).fold(Self::default(), Self::and)
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            points_done: points::rounded(self.points_done + other.points_done),
            points: points::rounded(self.points + other.points),
            items_done: self.items_done + other.items_done,
            items: self.items + other.items,
            unestimated: self.unestimated + other.unestimated,
            criteria_met: self.criteria_met + other.criteria_met,
            criteria: self.criteria + other.criteria,
            blocked: self.blocked + other.blocked,
        }
    }

    /// The points of what is not done.
    pub fn points_left(&self) -> f64 {
        points::rounded(self.points - self.points_done)
    }

    /// How much of it is done, from 0 to 1: by points where there are any, else by items. `None` where there is no work.
    #[expect(clippy::cast_precision_loss, reason = "a plan has no 2^52 items")]
    pub fn share_done(&self) -> Option<f64> {
        if self.points > 0.0 {
            Some(self.points_done / self.points)
        } else {
            (self.items > 0).then(|| self.items_done as f64 / self.items as f64)
        }
    }
}

/// Whether it is a story, a bug, a task, a spike, or like one.
pub(crate) fn is_work(item: PlanItem<'_>) -> bool {
    item.like().is_some_and(|kind| KindSpec::of(kind).rank == Some(RankClass::Work))
}

/// Whether a team would miss its points: of a story or a bug that it means to build.
fn is_unestimated(item: PlanItem<'_>) -> bool {
    use roadlog_syntax::Kind::{Bug, Story};
    item.is_a(&[Story, Bug]) && item.is_open() && item.phase() != Some(Phase::Draft) && item.points().is_none()
}

/// A share as people read it: 100% only where nothing is left, 0% only where nothing is done.
#[expect(clippy::cast_possible_truncation, reason = "it is between 0 and 100")]
pub fn percent(share: f64) -> String {
    let rounded = (share.clamp(0.0, 1.0) * 100.0).round() as i32;
    let shown = match rounded {
        0 if share > 0.0 => 1,
        100 if share < 1.0 => 99,
        other => other,
    };
    format!("{shown}%")
}

/// `2/5`, how many criteria are met; nothing where none is asked for.
pub(crate) fn criteria(met: u32, all: u32) -> Line {
    if all == 0 {
        return Line::blank();
    }
    let role = if met == all { Role::Good } else { Role::Plain };
    Line::of(format!("{met}/{all}"), role)
}

/// `5 pt`.
pub(crate) fn points_text(points: f64) -> String {
    format!("{points} pt")
}

/// `1 item`, `3 items`.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    let end = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{end}")
}

/// `and 14 more`.
pub(crate) fn more(number: usize, paper: &Paper) -> Line {
    Line::of(format!("{} and {number} more", paper.either("…", "...")), Role::Muted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::plan;

    #[test]
    fn a_task_is_part_of_its_story_and_what_was_dropped_is_nothing() {
        let plan = plan(
            "\
story PAY-1 Pay
  status: accepted
  points: 5
  [x] It is paid
  [-] It is paid twice

task PAY-2 Part
  status: done
  for: PAY-1
  points: 2

task PAY-3 Alone
  status: doing
  points: 1

story PAY-4 Never
  status: dropped
  points: 8
  [ ] It never is

bug PAY-5 Grey
  status: ready
  blocked: the bank
",
        );
        let work = Work::of_all(plan.live_items(), |_| true);
        let expected = Work {
            points_done: 5.0,
            points: 6.0,
            items_done: 2,
            items: 4,
            unestimated: 1,
            criteria_met: 1,
            criteria: 1,
            blocked: 1,
        };
        assert_eq!(work, expected);
        assert!((work.points_left() - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_share_is_of_points_where_there_are_any_and_of_items_where_there_are_none() {
        let share = |points_done, points, items_done, items| {
            Work { points_done, points, items_done, items, ..Work::default() }.share_done()
        };
        assert_eq!(share(1.0, 4.0, 1, 2), Some(0.25));
        assert_eq!(share(0.0, 0.0, 1, 2), Some(0.5));
        assert_eq!(share(0.0, 0.0, 0, 0), None);
    }

    #[test]
    fn a_percentage_is_full_only_where_nothing_is_left() {
        assert_eq!([0.0, 0.001, 0.5, 0.999, 1.0].map(percent), ["0%", "1%", "50%", "99%", "100%"]);
    }
}
