//! A board as lines: columns side by side where there is room for them, below each other where there is not.

use roadlog_syntax::value::Handle;

use super::{Board, Card, Column, Sprint};
use crate::days;
use crate::page::{Line, Paper, Role, bar, flowing, wrap};
use crate::work::{Work, counted, criteria, more, points_text};

/// What stands between two columns.
const GAP: usize = 2;
/// A column that is narrower than this cannot be read.
const NARROWEST_COLUMN: usize = 16;
/// Nobody reads a title over a wider one more easily.
const WIDEST_COLUMN: usize = 40;
/// How many lines of a card its title takes.
const TITLE_LINES: usize = 2;
/// How many lines each thing that is wrong with it takes.
const TROUBLE_LINES: usize = 3;
/// The widest bar above a board.
const WIDEST_BAR: usize = 20;

impl Board {
    /// The board as lines.
    pub fn lines(&self, paper: &Paper) -> Vec<Line> {
        let mut lines = self.head(paper);
        lines.push(Line::blank());
        let column = (paper.width() - (self.columns.len() - 1) * GAP) / self.columns.len();
        if column < NARROWEST_COLUMN {
            lines.extend(self.columns.iter().flat_map(|column| stacked(column, paper)));
        } else {
            lines.extend(side_by_side(&self.columns, column.min(WIDEST_COLUMN), paper));
        }
        lines.extend(self.foot().into_iter().flat_map(|note| [Line::blank(), note]));
        lines.into_iter().map(|line| line.cut(paper.width(), paper.ellipsis())).collect()
    }

    fn head(&self, paper: &Paper) -> Vec<Line> {
        match &self.sprint {
            Some(sprint) => sprint.head(paper, self),
            None => vec![Line::of("Backlog", Role::Strong).and(" (no sprint is active)", Role::Muted)],
        }
    }

    fn foot(&self) -> Option<Line> {
        let mut notes = Vec::new();
        if self.drafts > 0 {
            notes.push(format!("{} not ready", counted(self.drafts, "draft")));
        }
        if self.items_hidden > 0 {
            notes.push(format!("{} left out by the query", counted(self.items_hidden, "item")));
        }
        (!notes.is_empty()).then(|| Line::of(notes.join(", "), Role::Muted))
    }
}

impl Sprint {
    fn head(&self, paper: &Paper, board: &Board) -> Vec<Line> {
        let name = self.brief.id_line(paper).and(" ", Role::Plain);
        let goal = wrap(
            &paper.safe(&self.brief.title),
            paper.width() - name.width().min(paper.width() / 2),
            2,
            paper.ellipsis(),
        );
        let indent = name.width();
        let mut goal = goal.into_iter();
        let first = name.and(goal.next().unwrap_or_default(), Role::Strong);
        let mut lines = vec![first];
        lines.extend(goal.map(|text| Line::of(text, Role::Strong).indented(indent)));
        lines.extend(flowing(self.when(paper, board), paper.dot(), paper.width()));
        lines.extend(flowing(self.points(paper), paper.dot(), paper.width()));
        lines
    }

    /// How long it goes on, and whose it is.
    fn when(&self, paper: &Paper, board: &Board) -> Vec<Line> {
        let mut facts = vec![self.brief.status_line(paper)];
        if let Some((first, last)) = self.days {
            let left = days::between(board.today, last);
            let (text, role) = match (days::between(board.today, first), self.brief.phase()) {
                (_, Some(phase)) if phase.is_closed() => (format!("ended {last}"), Role::Muted),
                (1.., _) => (format!("starts {} ({first}..{last})", days::away(board.today, first)), Role::Plain),
                _ if left < 0 => (format!("ended {}, on {last}", days::away(board.today, last)), Role::Alarm),
                _ if left == 0 => (format!("last day ({last})"), Role::Warning),
                _ => (format!("{} left (until {last})", days::days(left)), Role::Plain),
            };
            facts.push(Line::of(text, role));
        }
        let people = [&self.team, &self.owner].into_iter().flatten();
        facts.extend(people.map(|who: &Handle| Line::of(who.to_string(), Role::Muted)));
        facts
    }

    /// How much of the work is done, and whether it fits.
    fn points(&self, paper: &Paper) -> Vec<Line> {
        let Work { points, points_done, items, items_done, unestimated, .. } = self.work;
        let Some(share) = self.work.share_done() else { return Vec::new() };
        let bar = bar(paper, share, (paper.width() / 4).min(WIDEST_BAR), Role::Good).and(" ", Role::Plain);
        let mut facts = Vec::new();
        if points > 0.0 {
            facts.push(bar.and(format!("{points_done} of {} done", points_text(points)), Role::Plain));
            facts.push(Line::of(format!("{} left", self.work.points_left()), Role::Plain));
        } else {
            facts.push(bar.and(format!("{items_done} of {} done", counted(items, "item")), Role::Plain));
        }
        if let Some(capacity) = self.capacity {
            let role = if points > capacity { Role::Warning } else { Role::Plain };
            facts.push(Line::of(format!("capacity {capacity}"), role));
        }
        if unestimated > 0 && points > 0.0 {
            facts.push(Line::of(format!("{unestimated} without points"), Role::Warning));
        }
        facts
    }
}

impl Column {
    /// `Doing 3 (8 pt)`.
    fn heading(&self) -> Line {
        let line = Line::of(self.stage.name(), Role::Strong);
        let line = line.and(format!(" {}", self.cards.len() + self.more), Role::Plain);
        if self.work.points > 0.0 {
            return line.and(format!(" ({})", points_text(self.work.points)), Role::Muted);
        }
        line
    }
}

/// The columns beside each other.
fn side_by_side(columns: &[Column], width: usize, paper: &Paper) -> Vec<Line> {
    let columns: Vec<Vec<Line>> = columns.iter().map(|column| beside(column, width, paper)).collect();
    let height = columns.iter().map(Vec::len).max().unwrap_or(0);
    let row = |at: usize| {
        let mut line = Line::blank();
        let mut due = 0;
        for column in &columns {
            if let Some(cell) = column.get(at).filter(|cell| !cell.is_blank()) {
                line = line.padded(due).then(cell.clone());
            }
            due += width + GAP;
        }
        line
    };
    (0..height).map(row).collect()
}

/// One column of several.
fn beside(column: &Column, width: usize, paper: &Paper) -> Vec<Line> {
    let mut lines = vec![column.heading(), paper.rule(width)];
    for (place, card) in column.cards.iter().enumerate() {
        if place > 0 {
            lines.push(Line::blank());
        }
        lines.extend(card.tall(width, paper));
    }
    if column.more > 0 {
        lines.extend([Line::blank(), more(column.more, paper)]);
    }
    lines.into_iter().map(|line| line.cut(width, paper.ellipsis())).collect()
}

/// One column below another.
fn stacked(column: &Column, paper: &Paper) -> Vec<Line> {
    let mut lines = vec![column.heading()];
    lines.extend(column.cards.iter().flat_map(|card| card.flat(paper)));
    if column.more > 0 {
        lines.push(more(column.more, paper).indented(GAP));
    }
    lines.push(Line::blank());
    lines
}

impl Card {
    /// The card as a block: its id, its title and its facts.
    fn tall(&self, width: usize, paper: &Paper) -> Vec<Line> {
        let mut lines = vec![self.name(paper)];
        let title = wrap(&paper.safe(&self.brief.title), width, TITLE_LINES, paper.ellipsis());
        lines.extend(title.into_iter().map(|text| Line::of(text, Role::Plain)));
        lines.extend(flowing(self.facts(paper), " ", width));
        lines.extend(self.trouble(width, paper));
        lines
    }

    /// The card in a list.
    fn flat(&self, paper: &Paper) -> Vec<Line> {
        let name = self.name(paper).and(" ", Role::Plain).indented(GAP);
        let below = 2 * GAP;
        let title = paper.fitted(&self.brief.title, paper.width().saturating_sub(name.width()));
        let mut lines = vec![name.and(title, Role::Plain)];
        let width = paper.width() - below;
        let rest = flowing(self.facts(paper), " ", width).into_iter().chain(self.trouble(width, paper));
        lines.extend(rest.map(|line| line.indented(below)));
        lines
    }

    /// Its id, and what it is where that is no story.
    fn name(&self, paper: &Paper) -> Line {
        let line = self.brief.id_line(paper);
        if self.brief.like == Some(roadlog_syntax::Kind::Story) {
            return line;
        }
        line.and(format!(" {}", paper.safe(&self.brief.kind)), Role::Muted)
    }

    /// What there is to say of it in a word each.
    fn facts(&self, paper: &Paper) -> Vec<Line> {
        let mut facts: Vec<Line> = self.people.iter().map(|who| Line::of(who.to_string(), Role::Muted)).collect();
        facts.extend(self.points.map(|points| Line::of(points_text(points), Role::Plain)));
        let met = criteria(self.criteria.met, self.criteria.met + self.criteria.open);
        if !met.is_blank() {
            let (before, after) = paper.either(("✓", ""), ("", " met"));
            facts.push(Line::of(before, Role::Muted).then(met).and(after, Role::Muted));
        }
        if self.questions > 0 {
            facts.push(Line::of(format!("{}?", self.questions), Role::Warning));
        }
        facts
    }

    /// What is wrong with it.
    fn trouble(&self, width: usize, paper: &Paper) -> Vec<Line> {
        let mut troubles = Vec::new();
        if let Some(blocked) = &self.brief.blocked {
            troubles.push((format!("blocked: {}", paper.safe(blocked)), Role::Alarm));
        }
        if let Some(reason) = &self.sent_back {
            let reason = paper.safe(reason);
            let colon = if reason.is_empty() { "" } else { ": " };
            troubles.push((format!("sent back{colon}{reason}"), Role::Warning));
        }
        if self.is_stale {
            troubles.push(("changed since accepted".to_owned(), Role::Alarm));
        }
        let lines = |(text, role): (String, Role)| {
            let lines = wrap(&text, width, TROUBLE_LINES, paper.ellipsis()).into_iter();
            lines.map(move |line| Line::of(line, role)).collect::<Vec<_>>()
        };
        troubles.into_iter().flat_map(lines).collect()
    }
}
