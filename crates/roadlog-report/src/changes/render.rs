//! Changes as lines: a heading for each part, each item with its title, and one line a change below it.

use super::{ChangeGroup, ChangeLine, ChangeReport, Fate, ItemChanges};
use crate::page::{Line, Paper, Role, wrap};

/// How far items stand in, and how far what changed stands in below them.
const INDENT: usize = 2;
/// How many lines one change takes.
const MOST_LINES: usize = 3;
/// What is shown for an item whose header gives no id.
const NAMELESS: &str = "-";

impl ChangeReport {
    /// The changes as lines.
    pub fn lines(&self, paper: &Paper) -> Vec<Line> {
        let mut lines = Vec::new();
        for group in &self.groups {
            if !lines.is_empty() {
                lines.push(Line::blank());
            }
            lines.extend(group.lines(paper));
        }
        lines.into_iter().map(|line| line.cut(paper.width(), paper.ellipsis())).collect()
    }
}

impl ChangeGroup {
    fn lines(&self, paper: &Paper) -> Vec<Line> {
        let mut lines = vec![Line::of(self.part.name(), Role::Strong)];
        let ids: Vec<Line> = self.items.iter().map(|item| item.id_line(paper)).collect();
        let widest = ids.iter().map(Line::width).max().unwrap_or(0).min(paper.width() / 3);
        for (item, id) in self.items.iter().zip(ids) {
            // The configuration has no title and no id: what changed stands where they would.
            let stands_in = if item.title.is_some() { INDENT + widest + INDENT } else { INDENT };
            if let Some(title) = &item.title {
                let title = Line::of(paper.safe(title), item.title_role());
                lines.push(id.padded(widest).indented(INDENT).and("  ", Role::Plain).then(title));
            }
            for change in &item.lines {
                lines.extend(change.lines(paper, stands_in));
            }
        }
        lines
    }
}

impl ItemChanges {
    fn id_line(&self, paper: &Paper) -> Line {
        let id = self.id.as_ref().map(|id| paper.safe(id));
        let nameless = || self.title.as_ref().map(|_| NAMELESS.to_owned());
        Line::of(id.or_else(nameless).unwrap_or_default(), Role::Strong)
    }

    const fn title_role(&self) -> Role {
        match self.fate {
            Fate::Went => Role::Muted,
            Fate::Came | Fate::Changed => Role::Plain,
        }
    }
}

impl ChangeLine {
    fn lines(&self, paper: &Paper, stands_in: usize) -> Vec<Line> {
        let told = [Some((&self.words, self.role)), self.remark.as_ref().map(|(words, role)| (words, *role))];
        let room = paper.width().saturating_sub(stands_in);
        let lines = |(at, (words, role))| {
            let more = if at == 0 { 0 } else { INDENT };
            let lines = wrap(&paper.safe(words), room.saturating_sub(more), MOST_LINES, paper.ellipsis());
            lines.into_iter().map(move |line| Line::of(line, role).indented(stands_in + more)).collect::<Vec<_>>()
        };
        told.into_iter().flatten().enumerate().flat_map(lines).collect()
    }
}
