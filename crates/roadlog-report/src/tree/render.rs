//! A tree as lines: names on the left, what is done of the work on the right.

use super::{Branch, Tree, TreeRow};
use crate::page::{Line, Paper, Role};
use crate::work::{counted, criteria, more, percent, points_text};

/// How far each level stands in.
const INDENT: usize = 2;
/// How many levels stand in: no plan that a person reads is deeper.
const DEEPEST_INDENT: usize = 24;
/// On paper narrower than this the kind is left out, and titles follow their ids.
const WIDE: usize = 100;
/// On paper narrower than this there is room for a name and a share alone.
const NARROW: usize = 60;
/// Where lines may be endless, titles are padded no further than this.
const WIDEST_TITLE: usize = 60;
/// What stands between two columns.
const GAP: usize = 2;

impl Tree {
    /// The tree as lines.
    pub fn lines(&self, paper: &Paper) -> Vec<Line> {
        let mut lines = part(&self.serving, paper);
        if !self.orphans.is_empty() {
            lines.extend((!lines.is_empty()).then(Line::blank));
            lines.push(Line::of("Serving nothing", Role::Strong));
            lines.extend(part(&self.orphans, paper));
        }
        lines.into_iter().map(|line| line.cut(paper.width(), paper.ellipsis())).collect()
    }
}

/// A row in its parts.
struct Parts {
    left: Vec<Line>,
    title: Line,
    /// A word behind the title that begins where those of the other rows do.
    word: Line,
    /// Numbers, that end where those of the other rows do.
    numbers: Vec<Line>,
}

fn part(rows: &[TreeRow], paper: &Paper) -> Vec<Line> {
    let parts: Vec<Result<Parts, Line>> = rows.iter().map(|row| row.parts(paper)).collect();
    let items = || parts.iter().filter_map(|parts| parts.as_ref().ok());
    let left = widths(items().map(|parts| &*parts.left));
    let word = items().map(|parts| parts.word.width()).max().unwrap_or(0);
    let numbers = widths(items().map(|parts| &*parts.numbers));
    let taken = left.iter().chain(&numbers).chain([&word]).filter(|width| **width > 0).map(|width| width + GAP).sum();
    let room = paper.width().saturating_sub(taken);
    let longest = items().map(|parts| parts.title.width()).max().unwrap_or(0);
    let title = longest.min(room).min(if paper.width() == usize::MAX { WIDEST_TITLE } else { room });
    let line = |parts: Parts| {
        let cells = parts.left.into_iter().zip(&left).filter(|(_, width)| **width > 0);
        let line = cells.fold(Line::blank(), |line, (cell, width)| line.then(cell.padded(width + GAP)));
        let line = line.then(parts.title.cut(room, paper.ellipsis()).padded(title));
        let line = if word > 0 { line.then(parts.word.padded(word).indented(GAP)) } else { line };
        let cells = parts.numbers.into_iter().zip(&numbers).filter(|(_, width)| **width > 0);
        cells.fold(line, |line, (cell, width)| {
            let before = width + GAP - cell.width();
            line.then(cell.indented(before))
        })
    };
    parts.into_iter().map(|parts| parts.map_or_else(|more| more, line)).collect()
}

/// How wide each column has to be.
fn widths<'l>(rows: impl Iterator<Item = &'l [Line]>) -> Vec<usize> {
    let mut widths = Vec::new();
    for row in rows {
        widths.resize(row.len().max(widths.len()), 0);
        widths.iter_mut().zip(row).for_each(|(width, cell)| *width = cell.width().max(*width));
    }
    widths
}

impl TreeRow {
    /// The parts of an item; of more items the whole line.
    fn parts(&self, paper: &Paper) -> Result<Parts, Line> {
        match self {
            Self::Item(branch) => Ok(branch.parts(paper)),
            Self::More { depth, count } => Err(more(*count, paper).indented(indent(*depth, paper))),
        }
    }
}

/// How far a level stands in: less on narrow paper, where nothing else would have room.
fn indent(depth: usize, paper: &Paper) -> usize {
    depth.min(DEEPEST_INDENT).min(paper.width() / 8) * INDENT
}

impl Branch {
    fn parts(&self, paper: &Paper) -> Parts {
        let brief = &self.brief;
        let id = brief.id_line(paper).indented(indent(self.depth, paper));
        let mut title = brief.title_line(paper);
        if self.below > 0 {
            title.push(format!(" (+{})", self.below), Role::Muted);
        }
        let numbers = vec![self.done(), self.met(paper), self.blocked()];
        if paper.width() >= WIDE {
            let left = vec![id, brief.kind_line(paper), brief.status_line(paper)];
            return Parts { left, title, word: Line::blank(), numbers };
        }
        let title = id.and(" ", Role::Plain).then(title);
        if paper.width() >= NARROW {
            return Parts { left: Vec::new(), title, word: brief.status_line(paper), numbers };
        }
        let share = self.work.share_done().filter(|share| self.has_children || *share >= 1.0);
        let numbers = vec![Line::of(share.map_or(String::new(), percent), Role::Plain)];
        Parts { left: Vec::new(), title, word: Line::blank(), numbers }
    }

    /// How many criteria are met.
    fn met(&self, paper: &Paper) -> Line {
        let met = criteria(self.work.criteria_met, self.work.criteria);
        if met.is_blank() || paper.width() < WIDE { met } else { met.and(" met", Role::Muted) }
    }

    /// How much of the work below it is done; of a single item its points.
    fn done(&self) -> Line {
        let points = self.work.points;
        match self.work.share_done() {
            Some(share) if self.has_children && points > 0.0 => {
                Line::of(percent(share), Role::Plain).and(format!(" of {}", points_text(points)), Role::Muted)
            }
            Some(share) if self.has_children => Line::of(percent(share), Role::Plain)
                .and(format!(" of {}", counted(self.work.items, "item")), Role::Muted),
            Some(_) if points > 0.0 => Line::of(points_text(points), Role::Muted),
            _ => Line::blank(),
        }
    }

    fn blocked(&self) -> Line {
        match (self.work.blocked, self.brief.blocked.is_some()) {
            (0, _) => Line::blank(),
            (1, true) => Line::of("blocked", Role::Alarm),
            (number, _) => Line::of(format!("{number} blocked"), Role::Alarm),
        }
    }
}
