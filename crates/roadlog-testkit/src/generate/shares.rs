//! How the items of a backlog divide among sprints, epics and work at each stage.

/// The fewest items of a backlog in which every kind of item occurs.
pub(super) const FEWEST_ITEMS: usize = 16;

/// Pieces of work that a team brings to an end in one sprint.
pub(super) const WORK_PER_SPRINT: usize = 20;
/// Pieces of work that are ready but in no sprint yet: more would be more than the team can do in
/// the twenty sprints to come.
const MOST_READY: usize = 260;
/// Pieces of work for one epic.
const WORK_PER_EPIC: usize = 25;

/// How many items of each sort a backlog has.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Shares {
    pub(super) open_epics: usize,
    pub(super) closed_epics: usize,
    /// Sprints that have ended. Two more, the active and the next one, are always there.
    pub(super) past_sprints: usize,
    /// Work of the active sprint, of the next one, ready for neither, not ready yet, and closed.
    pub(super) active: usize,
    pub(super) next: usize,
    pub(super) ready: usize,
    pub(super) draft: usize,
    pub(super) closed: usize,
}

impl Shares {
    /// The shares of a backlog of `items` items, at least [`FEWEST_ITEMS`].
    pub(super) fn of(items: usize) -> Self {
        let epics = (items / WORK_PER_EPIC).max(2);
        let closed_epics = (epics * 2 / 5).max(1);
        let rest = items - epics - 2;
        let past_sprints = (rest * 2 / 5).div_ceil(WORK_PER_SPRINT + 1);
        let closed = (rest * 2 / 5).saturating_sub(past_sprints).max(1);
        let open = rest - past_sprints - closed;
        let active = (open / 3).min(WORK_PER_SPRINT);
        let next = (open / 4).min(WORK_PER_SPRINT * 4 / 5);
        let ready = ((open - active - next) * 2 / 3).min(MOST_READY);
        Self {
            open_epics: epics - closed_epics,
            closed_epics,
            past_sprints,
            active,
            next,
            ready,
            draft: open - active - next - ready,
            closed,
        }
    }

    /// Open work and work of the active sprint.
    pub(super) fn open(&self) -> usize {
        self.active + self.next + self.ready + self.draft
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_are_all_the_items_and_none_is_empty() {
        for items in (FEWEST_ITEMS..3_000).chain([100_000]) {
            let shares = Shares::of(items);
            let epics = shares.open_epics + shares.closed_epics;
            let sprints = shares.past_sprints + 2;
            assert_eq!(epics + sprints + shares.open() + shares.closed, items, "{shares:?}");
            let least = [
                shares.open_epics,
                shares.closed_epics,
                shares.past_sprints,
                shares.active,
                shares.next,
                shares.ready,
                shares.draft,
                shares.closed,
            ];
            assert!(!least.contains(&0), "{items}: {shares:?}");
        }
    }

    #[test]
    fn a_sprint_holds_no_more_than_a_team_can_do() {
        for items in [100, 1_000, 10_000] {
            let shares = Shares::of(items);
            assert!(shares.active <= WORK_PER_SPRINT && shares.next <= WORK_PER_SPRINT);
            assert!(shares.closed <= shares.past_sprints * WORK_PER_SPRINT, "{shares:?}");
        }
    }
}
