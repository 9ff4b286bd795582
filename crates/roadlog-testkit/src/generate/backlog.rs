//! The backlog of one team: sprints, epics, and work from the active sprint down to what is done.

use super::fingerprint::fingerprint;
use super::piece::Piece;
use super::random::Random;
use super::roadmap::{ACTIVE_INITIATIVE, SHIPPED_INITIATIVE};
use super::shares::{Shares, WORK_PER_SPRINT};
use super::sprint::Sprint;
use super::team::Team;
use super::text::Text;

/// A backlog, and the ids of finished work that other teams may refer to.
pub(super) struct Backlog {
    pub(super) text: String,
    pub(super) closed: Vec<String>,
}

/// How far a piece of work has come.
#[derive(Clone, Copy)]
pub(super) enum Stage {
    /// In the active sprint, at this place in it.
    Active(usize),
    /// In the next sprint.
    Next,
    Ready,
    Draft,
    /// Finished in this sprint.
    Closed(Sprint),
}

/// Writes a backlog of `size` items. `elsewhere` is finished work of another team.
pub(super) fn write(team: &Team, size: usize, random: &mut Random, elsewhere: &[String]) -> Backlog {
    let shares = Shares::of(size);
    let mut writer = Writer {
        team,
        random,
        active_sprint: shares.past_sprints + 1,
        open_epics: shares.open_epics,
        closed_epics: shares.closed_epics,
        open: shares.open(),
        elsewhere,
        number: shares.open_epics + shares.closed_epics,
        written_open: 0,
        needed: Vec::new(),
        parents: Vec::new(),
        closed: Vec::new(),
    };
    let text = writer.backlog(&shares);
    Backlog { text, closed: writer.closed }
}

/// What is known while a backlog is written.
pub(super) struct Writer<'a> {
    pub(super) team: &'a Team,
    pub(super) random: &'a mut Random,
    pub(super) active_sprint: usize,
    pub(super) open_epics: usize,
    pub(super) closed_epics: usize,
    /// Open work, all of it, for the share that what is written so far has in it.
    pub(super) open: usize,
    pub(super) elsewhere: &'a [String],
    /// The number of the last item.
    pub(super) number: usize,
    pub(super) written_open: usize,
    /// Open work that stands above, which work below may need.
    pub(super) needed: Vec<String>,
    /// Open stories of the stage being written, which bugs and tasks may serve.
    pub(super) parents: Vec<String>,
    pub(super) closed: Vec<String>,
}

impl Writer<'_> {
    fn backlog(&mut self, shares: &Shares) -> String {
        let (mut active, mut next, mut rest) = (Text::default(), Text::default(), Text::default());
        active.section("Now");
        let active_points = (0..shares.active).map(|place| self.work(&mut active, Stage::Active(place))).sum();
        next.section("Next");
        let next_points = self.stage(&mut next, Stage::Next, shares.next);
        rest.section("Ready");
        self.stage(&mut rest, Stage::Ready, shares.ready);
        rest.section("Drafts");
        self.stage(&mut rest, Stage::Draft, shares.draft);
        rest.section("Done");
        self.past(&mut rest, shares);

        let mut text = Text::default();
        text.comment("Owned by product ownership: the order below is the priority.");
        self.sprint(self.active_sprint).write(&mut text, self.team, active_points);
        self.sprint(self.active_sprint + 1).write(&mut text, self.team, next_points);
        text.section("Epics");
        self.epics(&mut text);
        text.append(&active).append(&next).append(&rest);
        text.into_string()
    }

    /// Writes `count` pieces of work and returns the sum of their points.
    fn stage(&mut self, text: &mut Text, stage: Stage, count: usize) -> usize {
        self.parents.clear();
        (0..count).map(|_| self.work(text, stage)).sum()
    }

    /// The sprints that have ended, the last one first, each with its work.
    fn past(&mut self, text: &mut Text, shares: &Shares) {
        let mut left = shares.closed;
        for number in (1..self.active_sprint).rev() {
            let sprint = self.sprint(number);
            let mut work = Text::default();
            let count = left.min(WORK_PER_SPRINT);
            let points = self.stage(&mut work, Stage::Closed(sprint), count);
            left -= count;
            sprint.write(text, self.team, points);
            text.append(&work);
        }
    }

    pub(super) fn sprint(&self, number: usize) -> Sprint {
        Sprint::new(number, self.active_sprint)
    }

    fn epics(&mut self, text: &mut Text) {
        for number in 1..=self.open_epics + self.closed_epics {
            let thing = &self.team.area.things[number % 4];
            let title = match number % 3 {
                0 => format!("Everything about {} in one list", thing.many),
                1 => format!("Work with {} on a phone", thing.many),
                _ => format!("Fewer clicks to {}", thing.a()),
            };
            let is_open = number <= self.open_epics;
            let parent = if is_open { ACTIVE_INITIATIVE } else { SHIPPED_INITIATIVE };
            text.item("epic", &self.team.id(number), &title)
                .field("status", if is_open { "active" } else { "accepted" })
                .field("for", &self.team.id(parent))
                .field("owner", &format!("@{}", self.team.owner.handle));
            if is_open {
                text.field("by", "2027-06-30");
            } else {
                let fingerprint = fingerprint(&title, "", &[]);
                let owner = &self.team.owner.handle;
                text.field("accepted", &format!("@{owner} 2026-09-04 {fingerprint}"));
            }
        }
    }

    /// Writes one piece of work and returns its points.
    fn work(&mut self, text: &mut Text, stage: Stage) -> usize {
        let piece = Piece::new(self, stage);
        piece.write(self, text);
        self.written_open += usize::from(!matches!(stage, Stage::Closed(_)));
        match piece.status {
            "dropped" => {}
            "accepted" | "done" => self.closed.push(piece.id),
            _ => {
                if piece.kind == "story" {
                    self.parents.push(piece.id.clone());
                }
                self.needed.push(piece.id);
            }
        }
        piece.points
    }
}
