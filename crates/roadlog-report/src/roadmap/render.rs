//! A roadmap as lines: names on the left, the time axis on the right; on narrow paper each bar below its name.

use roadlog_config::Phase;
use roadlog_syntax::value::Date;

use super::axis::{Axis, Quarter};
use super::{Lane, Roadmap, Row, Stretch, When};
use crate::days;
use crate::metric::Metric;
use crate::page::{Line, Paper, Role, flowing};
use crate::work::counted;

/// On paper narrower than this a bar stands below its name.
const NARROW: usize = 64;
/// The widest column of names.
const WIDEST_NAMES: usize = 56;
/// What stands between names and axis.
const GAP: usize = 2;
/// How far what serves something stands in.
const INDENT: usize = 2;
/// The widest bar of a metric.
const WIDEST_WAY: usize = 12;

impl Roadmap {
    /// The roadmap as lines.
    pub fn lines(&self, paper: &Paper) -> Vec<Line> {
        let mut lines = Vec::new();
        if let Some(axis) = &self.axis {
            lines.extend(Chart::new(axis, self.today, paper).lines(&self.groups));
        }
        for lane in &self.lanes {
            lines.push(Line::blank());
            lines.extend(lane.lines(paper));
        }
        if self.closed > 0 {
            let note = format!("{} not shown (--all)", counted(self.closed, "closed item"));
            lines.extend([Line::blank(), Line::of(note, Role::Muted)]);
        }
        let start = usize::from(lines.first().is_some_and(Line::is_blank));
        lines.drain(..start);
        lines.into_iter().map(|line| line.cut(paper.width(), paper.ellipsis())).collect()
    }
}

/// The part of a roadmap that is drawn.
struct Chart<'r> {
    axis: &'r Axis,
    today: Date,
    paper: &'r Paper,
    /// How wide the column of names is; 0 where the bars stand below the names.
    names: usize,
    /// How wide the axis is.
    columns: usize,
}

impl<'r> Chart<'r> {
    fn new(axis: &'r Axis, today: Date, paper: &'r Paper) -> Self {
        let width = paper.width();
        if width < NARROW {
            return Self { axis, today, paper, names: 0, columns: width - INDENT };
        }
        let names = (width * 9 / 20).min(WIDEST_NAMES);
        let columns = width - names - GAP;
        // Quarters of equal width are read more easily, and a wide screen needs no wide bars.
        let columns = (columns / axis.quarter_count()).clamp(1, 16) * axis.quarter_count();
        Self { axis, today, paper, names, columns: columns.min(width - names - GAP) }
    }

    fn lines(&self, groups: &[Stretch]) -> Vec<Line> {
        let mut lines = self.head();
        for (place, group) in groups.iter().enumerate() {
            if place > 0 {
                lines.push(Line::blank());
            }
            lines.extend(self.group(group));
        }
        lines
    }

    /// The quarters, and where today is.
    fn head(&self) -> Vec<Line> {
        let labels = self.labels();
        let at = self.axis.column(self.today, self.columns);
        let mark = self.paper.either("▼", "v");
        let today = format!("today, {}", self.today);
        // On the side of the mark where there is room for it.
        let line = if at + GAP + today.len() <= self.columns {
            Line::of(" ".repeat(at), Role::Plain).and(format!("{mark} {today}"), Role::Warning)
        } else {
            Line::of(" ".repeat(at.saturating_sub(today.len() + 1)), Role::Plain)
                .and(format!("{today} {mark}"), Role::Warning)
        };
        let before = self.before_axis();
        vec![Line::of(labels, Role::Muted).indented(before), line.indented(before)]
    }

    /// Where the axis begins.
    const fn before_axis(&self) -> usize {
        if self.names == 0 { INDENT } else { self.names + GAP }
    }

    /// The name of each quarter where it begins, as far as there is room: `2026 Q4`, `Q4`, or the year alone.
    fn labels(&self) -> String {
        let mut labels = String::new();
        let room = self.columns / self.axis.quarter_count();
        for quarter in self.axis.quarters() {
            let at = self.axis.start(quarter, self.columns);
            let label = label(quarter, quarter.number() == 1 || labels.is_empty(), room);
            if labels.len() <= at && at + label.len() <= self.columns {
                labels.push_str(&" ".repeat(at - labels.len()));
                labels.push_str(&label);
                labels.push(' ');
            }
        }
        labels
    }

    fn group(&self, group: &Stretch) -> Vec<Line> {
        let mut lines = match &group.goal {
            Some(goal) => self.row(goal),
            None => vec![Line::of("Serving no goal that is shown", Role::Strong)],
        };
        lines.extend(group.metrics.iter().flat_map(|metric| self.metric(metric)));
        lines.extend(group.rows.iter().flat_map(|row| self.row(row)));
        lines
    }

    /// A name and its bar.
    fn row(&self, row: &Row) -> Vec<Line> {
        let width = if self.names == 0 { self.paper.width() } else { self.names };
        let name = self.name(row).cut(width, self.paper.ellipsis());
        let bar = self.bar(row);
        if self.names > 0 {
            return vec![name.padded(self.names + GAP).then(bar)];
        }
        let mut lines = vec![name];
        lines.extend(row.when.days().map(|_| bar.indented(INDENT)));
        lines
    }

    /// Its name, with what is wrong where the axis has no room for that.
    fn name(&self, row: &Row) -> Line {
        let title = row.brief.title_line(self.paper);
        let mut line = row.brief.id_line(self.paper).indented(row.depth * INDENT).and(" ", Role::Plain);
        if let Some(trouble) = trouble(row).filter(|trouble| self.place_of(trouble, row).is_none()) {
            line.push(trouble + " ", Role::Alarm);
        }
        if row.depth == 0 && row.brief.phase().is_none_or(Phase::is_open) {
            return line.and(title.text(), Role::Strong);
        }
        line.then(title)
    }

    /// The column behind a bar and today's where a word has room.
    fn place_of(&self, word: &str, row: &Row) -> Option<usize> {
        let (_, last) = row.when.days()?;
        let at = self.at(last).max(self.at(self.today)) + GAP;
        (at + word.len() <= self.columns).then_some(at)
    }

    /// The bar or mark of a row on the axis, with today's column between.
    fn bar(&self, row: &Row) -> Line {
        let (from, to) = match row.when {
            When::Days(first, last) => (self.at(first), self.at(last)),
            When::Day(day) => (self.at(day), self.at(day)),
            When::Horizon(horizon) => return self.axis_with(horizon.word(), Role::Muted),
            When::Unknown => return self.axis_with("", Role::Muted),
        };
        let role = role(row);
        let mut line = Line::blank();
        let trouble = trouble(row).and_then(|trouble| Some((self.place_of(&trouble, row)?, trouble)));
        for column in 0..self.columns {
            if let Some((_, trouble)) = trouble.as_ref().filter(|(place, _)| *place == column) {
                return line.and(trouble, Role::Alarm);
            }
            if (from..=to).contains(&column) {
                line.push(self.sign(row, column == from, column == to), role);
            } else {
                self.push_empty(&mut line, column);
            }
        }
        line
    }

    fn at(&self, day: Date) -> usize {
        self.axis.column(day, self.columns)
    }

    /// What a bar is drawn with at one of its columns.
    fn sign(&self, row: &Row, is_first: bool, is_last: bool) -> &'static str {
        let paper = self.paper;
        match row.when {
            When::Day(day) if self.axis.is_before(day) => paper.either("◀", "<"),
            When::Day(day) if self.axis.is_after(day) => paper.either("▶", ">"),
            When::Day(_) => paper.either("◆", "*"),
            When::Days(first, _) if is_first && self.axis.is_before(first) => paper.either("◀", "<"),
            When::Days(_, last) if is_last && self.axis.is_after(last) => paper.either("▶", ">"),
            _ if row.is_idea() => paper.either("░", "."),
            _ if row.depth == 0 => paper.either("━", "="),
            _ => paper.either("█", "#"),
        }
    }

    fn push_empty(&self, line: &mut Line, column: usize) {
        if column == self.at(self.today) {
            line.push(self.paper.either("│", "|"), Role::Warning);
        } else {
            line.push(" ", Role::Plain);
        }
    }

    /// The axis with a word in the place of a bar.
    fn axis_with(&self, word: &str, role: Role) -> Line {
        let mut line = Line::of(word, role);
        (line.width()..self.columns).for_each(|column| self.push_empty(&mut line, column));
        line
    }

    /// A metric of a goal, and the way that it has gone.
    fn metric(&self, metric: &Metric) -> Vec<Line> {
        let paper = self.paper;
        let name = metric.brief.id_line(paper).indented(INDENT).and(" ", Role::Plain);
        let name = name.then(metric.brief.title_line(paper));
        let room = paper.width() - self.before_axis();
        let facts = metric.facts(self.today, WIDEST_WAY.min(room / 3), paper);
        let facts = flowing(facts, paper.dot(), room);
        if self.names == 0 {
            let facts = facts.into_iter().map(|line| line.indented(self.before_axis() + INDENT));
            return std::iter::once(name).chain(facts).collect();
        }
        let mut name = Some(name.cut(self.names, paper.ellipsis()));
        facts.into_iter().map(|line| name.take().unwrap_or_default().padded(self.before_axis()).then(line)).collect()
    }
}

/// The name of a quarter where there is room for so much.
fn label(quarter: Quarter, is_new_year: bool, room: usize) -> String {
    let (year, number) = (quarter.year(), quarter.number());
    match room {
        8.. => format!("{year} Q{number}"),
        3..8 if is_new_year && room >= 6 => format!("{:02} Q{number}", year % 100),
        3..8 => format!("Q{number}"),
        _ if is_new_year => year.to_string(),
        _ => String::new(),
    }
}

/// What is wrong with it, in a few words.
fn trouble(row: &Row) -> Option<String> {
    let late = row.late_by.map(|late| format!("{} late", days::days(late)));
    late.or_else(|| row.brief.blocked.is_some().then(|| "blocked".to_owned()))
}

/// How a bar looks.
fn role(row: &Row) -> Role {
    match row.brief.phase() {
        _ if row.late_by.is_some() || row.brief.blocked.is_some() => Role::Alarm,
        Some(phase) => Role::Phase(phase),
        None => Role::Plain,
    }
}

impl Lane {
    fn lines(&self, paper: &Paper) -> Vec<Line> {
        let name = match self.horizon.map(roadlog_syntax::value::Horizon::word) {
            Some("now") => "Now",
            Some("next") => "Next",
            Some("later") => "Later",
            _ => "Without a period",
        };
        let mut lines = vec![Line::of(name, Role::Strong)];
        let ids: Vec<Line> = self.items.iter().map(|(row, _)| row.brief.id_line(paper)).collect();
        let widest = ids.iter().map(Line::width).max().unwrap_or(0).min(paper.width() / 3);
        for ((row, goal), id) in self.items.iter().zip(ids) {
            let goal = goal.as_ref().and_then(|goal| goal.id.as_ref());
            let goal = goal.map_or(String::new(), |goal| format!(" (for {})", paper.safe(goal)));
            let name = id.padded(widest).indented(INDENT).and("  ", Role::Plain);
            let room = paper.width().saturating_sub(name.width() + goal.len());
            let title = row.brief.title_line(paper).cut(room, paper.ellipsis());
            lines.push(name.then(title).and(goal, Role::Muted));
        }
        lines
    }
}
