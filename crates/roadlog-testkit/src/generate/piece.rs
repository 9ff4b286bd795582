//! One piece of work of a backlog: a story, bug, task or spike.

use std::fmt::Write as _;

use super::backlog::{Stage, Writer};
use super::fingerprint::fingerprint;
use super::sprint::Sprint;
use super::text::Text;
use super::wording::Thing;
use super::work;

/// The statuses of the active sprint's work, over and over. Of a story; others end as `done`.
const ACTIVE: [&str; 20] = [
    "doing", "accepted", "review", "ready", "doing", "ready", "doing", "rejected", "doing", "ready", "accepted",
    "doing", "ready", "review", "ready", "doing", "accepted", "ready", "doing", "ready",
];
const POINTS: [usize; 8] = [1, 2, 2, 3, 3, 5, 5, 8];
/// How far back the work may stand that other work needs.
const NEIGHBOURS: usize = 12;

/// One piece of work while it is written.
pub(super) struct Piece {
    pub(super) kind: &'static str,
    pub(super) id: String,
    pub(super) status: &'static str,
    /// 0 where none are written.
    pub(super) points: usize,
    title: String,
    /// The lines of the user story; none for other kinds.
    user_story: Vec<String>,
    /// The lines of each criterion.
    criteria: Vec<Vec<String>>,
    thing: &'static Thing,
    stage: Stage,
}

impl Piece {
    /// The next piece of work at this stage.
    pub(super) fn new(writer: &mut Writer<'_>, stage: Stage) -> Self {
        writer.number += 1;
        let random = &mut *writer.random;
        let kind = match random.below(100) {
            0..70 => "story",
            70..85 => "bug",
            85..97 => "task",
            _ => "spike",
        };
        let thing = &writer.team.area.things[random.below(writer.team.area.things.len())];
        let (title, user_story) = match kind {
            "story" => {
                let (title, lines) = work::story(random, thing);
                (title, lines.to_vec())
            }
            _ => (work::title(random, kind, thing), Vec::new()),
        };
        let status = status(kind, stage, random.chance(5));
        let count = match kind {
            "story" => 2 + random.below(3),
            "bug" => 1 + random.below(2),
            _ => random.below(2),
        };
        Self {
            kind,
            id: writer.team.id(writer.number),
            status,
            points: match status {
                "draft" | "dropped" => 0,
                _ => POINTS[random.below(POINTS.len())],
            },
            title,
            user_story,
            criteria: work::criteria(random, count, thing),
            thing,
            stage,
        }
    }

    /// Writes it in the order in which the tools write: prose, fields, criteria, questions.
    pub(super) fn write(&self, writer: &mut Writer<'_>, text: &mut Text) {
        if writer.random.chance(4) {
            text.comment_above("agreed in refinement on 3 Nov");
        }
        text.item(self.kind, &self.id, &self.title);
        self.write_prose(writer, text);
        self.write_first_fields(writer, text);
        self.write_other_fields(writer, text);
        self.write_criteria(writer, text);
        self.write_question(writer, text);
    }

    fn write_prose(&self, writer: &mut Writer<'_>, text: &mut Text) {
        let paragraphs = usize::from(!self.user_story.is_empty());
        for line in &self.user_story {
            text.line(line);
        }
        let random = &mut *writer.random;
        let has_note = random.chance(15);
        if has_note {
            if paragraphs > 0 {
                text.blank();
            }
            text.line(work::note(random));
        }
        if has_note || paragraphs > 0 {
            text.blank();
        }
    }

    /// The fields that change most, in their order: from `status` to `assignee`.
    fn write_first_fields(&self, writer: &mut Writer<'_>, text: &mut Text) {
        // The first status is meant where none is written.
        if self.status != "draft" || writer.random.chance(50) {
            text.field("status", self.status);
        }
        text.field("for", &self.parent(writer));
        if let Some(sprint) = self.sprint(writer) {
            text.field("sprint", &sprint.id(writer.team));
        }
        if self.points > 0 {
            text.field("points", &self.points.to_string());
        }
        if self.kind == "story" && writer.random.chance(30) {
            text.field("value", &(1 + writer.random.below(13)).to_string());
        }
        if self.kind == "story" && self.is_open() && writer.random.chance(60) {
            text.field("moscow", moscow(writer));
        }
        if self.kind == "bug" {
            text.field("severity", ["critical", "major", "minor"][writer.random.below(3)]);
        }
        if !matches!(self.status, "draft" | "ready" | "dropped") {
            let developers = &writer.team.developers;
            // In turn, so that nobody has more in hand than the others.
            let developer = &developers[writer.number % developers.len()];
            text.field("assignee", &format!("@{}", developer.handle));
        }
    }

    /// The fields that change seldom.
    fn write_other_fields(&self, writer: &mut Writer<'_>, text: &mut Text) {
        if self.status == "ready" && writer.random.chance(5) {
            text.field("by", "2027-03-31");
        }
        if let Some(needs) = self.needs(writer) {
            text.field("needs", &needs);
        }
        if self.status == "ready" && writer.random.chance(3) {
            text.field("blocked", work::BLOCKERS[writer.random.below(work::BLOCKERS.len())]);
        }
        if matches!(self.status, "rejected" | "dropped") {
            text.field("reason", work::REASONS[writer.random.below(work::REASONS.len())]);
        }
        if writer.random.chance(10) {
            text.field("tags", &format!("#{}", writer.team.area.name));
        }
        if self.status == "accepted" {
            text.field("tests", &format!("https://tests.shop.example/{}", self.id));
        }
    }

    /// The criteria, and the sign-off above them, which is about their words.
    fn write_criteria(&self, writer: &mut Writer<'_>, text: &mut Text) {
        let dropped = (self.criteria.len() > 2 && writer.random.chance(10)).then_some(0);
        if self.status == "accepted" {
            let day = self.sprint(writer).map(|sprint| self.accepted_on(sprint));
            let owner = &writer.team.owner.handle;
            let fingerprint = self.fingerprint(dropped);
            text.field("accepted", &format!("@{owner} {} {fingerprint}", day.unwrap_or_default()));
        }
        if !self.criteria.is_empty() {
            text.blank();
        }
        for (index, lines) in self.criteria.iter().enumerate() {
            let mark = if dropped == Some(index) { '-' } else { self.mark(index) };
            let mut lines = lines.clone();
            if let Some(last) = lines.last_mut().filter(|_| writer.random.chance(5)) {
                let _ = write!(last, " ^case-{}", index + 1);
            }
            text.criterion(mark, &lines);
        }
    }

    fn write_question(&self, writer: &mut Writer<'_>, text: &mut Text) {
        if !writer.random.chance(15) {
            return;
        }
        let (question, answer) = work::question(writer.random, self.thing);
        let owner = &writer.team.owner.handle;
        text.blank().line(&format!("? {question} @{owner}"));
        // What is ready has no open question; a draft may have.
        if self.status != "draft" || writer.random.chance(50) {
            text.line(&format!("! {answer} @{owner} 2026-11-12"));
        }
    }

    /// Whether criterion number `index` is met, as its mark.
    fn mark(&self, index: usize) -> char {
        let is_met = match self.status {
            "accepted" | "done" | "review" => true,
            "doing" | "rejected" => index.is_multiple_of(2),
            _ => false,
        };
        if is_met { 'x' } else { ' ' }
    }

    fn is_open(&self) -> bool {
        !matches!(self.status, "accepted" | "done" | "dropped")
    }

    fn sprint(&self, writer: &Writer<'_>) -> Option<Sprint> {
        match self.stage {
            Stage::Active(_) => Some(writer.sprint(writer.active_sprint)),
            Stage::Next => Some(writer.sprint(writer.active_sprint + 1)),
            Stage::Closed(sprint) if self.status != "dropped" => Some(sprint),
            Stage::Closed(_) | Stage::Ready | Stage::Draft => None,
        }
    }

    /// The day of the sign-off: the sprint's last, or the day before today in the active one.
    fn accepted_on(&self, sprint: Sprint) -> String {
        match self.stage {
            Stage::Active(_) => "2026-11-17".to_owned(),
            _ => sprint.end().to_string(),
        }
    }

    /// What it serves: an open story above it, or an epic.
    fn parent(&self, writer: &mut Writer<'_>) -> String {
        let is_past = matches!(self.stage, Stage::Closed(_));
        let serves_story = self.kind != "story" && !is_past && writer.random.chance(40);
        if let Some(story) = writer.parents.last().filter(|_| serves_story) {
            return story.clone();
        }
        let number = if is_past && writer.random.chance(60) {
            writer.open_epics + 1 + writer.random.below(writer.closed_epics)
        } else {
            1 + writer.random.below(writer.open_epics)
        };
        writer.team.id(number)
    }

    /// What it needs: open work close above it, or finished work of another team.
    fn needs(&self, writer: &mut Writer<'_>) -> Option<String> {
        if !self.is_open() {
            return None;
        }
        let from = match writer.random.below(100) {
            0..10 => &writer.needed[writer.needed.len().saturating_sub(NEIGHBOURS)..],
            10..13 => writer.elsewhere,
            _ => return None,
        };
        writer.random.pick(from).cloned()
    }

    fn fingerprint(&self, dropped: Option<usize>) -> String {
        let criteria = self.criteria.iter().enumerate();
        let kept: Vec<String> =
            criteria.filter(|(index, _)| dropped != Some(*index)).map(|(_, lines)| lines.join(" ")).collect();
        fingerprint(&self.title, &self.user_story.join(" "), &kept)
    }
}

/// The status of this kind of work at this stage; `dropped` where it is closed and was given up.
fn status(kind: &str, stage: Stage, is_dropped: bool) -> &'static str {
    let status = match stage {
        Stage::Active(place) => ACTIVE[place % ACTIVE.len()],
        Stage::Next | Stage::Ready => "ready",
        Stage::Draft => "draft",
        Stage::Closed(_) if is_dropped => "dropped",
        Stage::Closed(_) => "accepted",
    };
    match (status, kind) {
        ("accepted", "task" | "spike") => "done",
        // Only what is accepted can be rejected.
        ("rejected", "task" | "spike") => "doing",
        _ => status,
    }
}

/// The word for where the work stands in the order of all open work, so that no `must` is below a
/// `could`.
fn moscow(writer: &Writer<'_>) -> &'static str {
    match writer.written_open * 100 / writer.open.max(1) {
        0..30 => "must",
        30..65 => "should",
        _ => "could",
    }
}
