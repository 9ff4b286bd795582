//! The sprints of a team: two weeks each, one after the other, the active one around today.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use super::team::Team;
use super::text::Text;

/// The Monday on which the active sprint starts.
const ACTIVE_START: Date = date(2026, 11, 16);
/// From one sprint's start to the next one's.
const DAYS: i64 = 14;

/// A sprint by its number; sprints of a team count from 1.
#[derive(Clone, Copy)]
pub(super) struct Sprint {
    number: usize,
    active: usize,
}

impl Sprint {
    /// The sprint with this number, of a team whose active sprint has the number `active`.
    pub(super) fn new(number: usize, active: usize) -> Self {
        Self { number, active }
    }

    pub(super) fn id(self, team: &Team) -> String {
        team.id(format_args!("s{}", self.number))
    }

    /// The day on which it ends: the second Friday.
    pub(super) fn end(self) -> Date {
        self.start().saturating_add(11.days())
    }

    fn start(self) -> Date {
        let sprints = i64::from(self.number as u32) - i64::from(self.active as u32);
        ACTIVE_START.saturating_add((sprints * DAYS).days())
    }

    /// Writes the item, given the points of its work.
    pub(super) fn write(self, text: &mut Text, team: &Team, points: usize) {
        let thing = &team.area.things[self.number % team.area.things.len()];
        let title = match self.number % 3 {
            0 => format!("Shops can change {} themselves", thing.many),
            1 => format!("Nobody calls the help desk about {}", thing.many),
            _ => format!("The page of {} shows what buyers ask for", thing.a()),
        };
        // A team gives itself some room, and gives no less for a sprint with little in it.
        let capacity = (points + 4).div_ceil(5).max(14) * 5;
        text.item("sprint", &self.id(team), &title)
            .field("status", self.status())
            .field("owner", &format!("@{}", team.owner.handle))
            .field("when", &format!("{}..{}", self.start(), self.end()))
            .field("capacity", &capacity.to_string())
            .field("team", &format!("@{}", team.name));
        if self.status() == "missed" {
            text.field("reason", "the last piece was found to need another team");
        }
    }

    fn status(self) -> &'static str {
        match self.number.cmp(&self.active) {
            std::cmp::Ordering::Less if self.number % 7 == 4 => "missed",
            std::cmp::Ordering::Less => "met",
            std::cmp::Ordering::Equal => "active",
            std::cmp::Ordering::Greater => "planned",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_is_in_the_active_sprint_and_sprints_do_not_overlap() {
        let today: Date = super::super::TODAY.parse().unwrap();
        let active = Sprint::new(40, 40);
        assert!(active.start() <= today && today <= active.end());
        for number in 1..=41 {
            let (sprint, next) = (Sprint::new(number, 40), Sprint::new(number + 1, 40));
            assert!(sprint.start() < sprint.end() && sprint.end() < next.start());
        }
    }

    #[test]
    fn the_capacity_is_never_below_the_points() {
        for points in [0, 1, 70, 71, 203] {
            let mut text = Text::default();
            Sprint::new(3, 3).write(&mut text, &Team::new(0, 1), points);
            let text = text.into_string();
            let (_, capacity) = text.split_once("capacity: ").unwrap();
            let capacity: usize = capacity.lines().next().unwrap().parse().unwrap();
            assert!(capacity >= points && capacity.is_multiple_of(5), "{points}: {capacity}");
        }
    }
}
