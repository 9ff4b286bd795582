//! An inbox as lines.

use roadlog_syntax::value::Date;

use super::{Entry, Group, Inbox, Why};
use crate::days;
use crate::page::{Line, Paper, Role, wrap};

/// How far entries stand in below what they wait for.
const INDENT: usize = 2;
/// How many lines the words of an entry take.
const MOST_LINES: usize = 3;

impl Inbox {
    /// The inbox as lines.
    pub fn lines(&self, paper: &Paper) -> Vec<Line> {
        let mut lines = vec![self.head(paper)];
        for group in &self.groups {
            lines.push(Line::blank());
            lines.extend(group.lines(self.today, paper));
        }
        lines.into_iter().map(|line| line.cut(paper.width(), paper.ellipsis())).collect()
    }

    fn head(&self, paper: &Paper) -> Line {
        let name = self.name.as_ref().map_or(String::new(), |name| format!(" ({})", paper.safe(name)));
        let who = Line::of(self.who.to_string(), Role::Strong).and(name, Role::Muted);
        match self.count() {
            0 => Line::of("Nothing waits for ", Role::Plain).then(who),
            1 => Line::of("1 thing waits for ", Role::Plain).then(who),
            many => Line::of(format!("{many} things wait for "), Role::Plain).then(who),
        }
    }
}

impl Group {
    fn lines(&self, today: Date, paper: &Paper) -> Vec<Line> {
        let heading = Line::of(self.topic.name(), Role::Strong);
        let mut lines = vec![heading.and(format!(" {}", self.entries.len()), Role::Muted)];
        let ids: Vec<Line> = self.entries.iter().map(|entry| entry.brief.id_line(paper)).collect();
        let widest = ids.iter().map(Line::width).max().unwrap_or(0).min(paper.width() / 3);
        for (entry, id) in self.entries.iter().zip(ids) {
            let before = INDENT + widest + INDENT;
            let title = entry.brief.title_line(paper);
            lines.push(id.padded(widest).indented(INDENT).and("  ", Role::Plain).then(title));
            lines.extend(entry.words(today, paper, before));
        }
        lines
    }
}

impl Entry {
    /// What there is to know, below the title.
    fn words(&self, today: Date, paper: &Paper, before: usize) -> Vec<Line> {
        let mut told = vec![self.why.told(today, paper)];
        if let Some(blocked) = &self.brief.blocked {
            told.push((format!("blocked: {}", paper.safe(blocked)), Role::Alarm));
        }
        let lines = |(text, role): (String, Role)| {
            let lines = wrap(&text, paper.width().saturating_sub(before), MOST_LINES, paper.ellipsis());
            lines.into_iter().map(move |line| Line::of(line, role).indented(before)).collect::<Vec<_>>()
        };
        told.into_iter().filter(|(text, _)| !text.is_empty()).flat_map(lines).collect()
    }
}

impl Why {
    fn told(&self, today: Date, paper: &Paper) -> (String, Role) {
        match self {
            Self::Late(due) => {
                let late = days::days(days::between(*due, today));
                (format!("{late} late, due on {due}"), Role::Alarm)
            }
            Self::Blocked => (String::new(), Role::Plain),
            Self::Asked(question) => (format!("? {}", paper.safe(question)), Role::Plain),
            Self::Review(count, builders) => {
                let all = count.met + count.open;
                let role = if count.open == 0 { Role::Good } else { Role::Warning };
                let met = format!("{} of {all} criteria met", count.met);
                let facts = std::iter::once(met).chain(builders.iter().map(ToString::to_string));
                (facts.collect::<Vec<_>>().join(paper.dot()), role)
            }
            Self::SentBack(reason) => (paper.safe(reason), Role::Warning),
            Self::Checklist(words, day) => {
                let day = day.map_or(String::new(), |day| format!(" (launch {}, {day})", days::away(today, day)));
                (format!("[ ] {}{day}", paper.safe(words)), Role::Plain)
            }
            Self::NotReady(sprint, first) => {
                let starts = first.map_or(String::new(), |first| {
                    let verb = if first > today { "starts" } else { "started" };
                    format!(", which {verb} {}", days::away(today, first))
                });
                (format!("planned for {}{starts}", paper.safe(sprint)), Role::Warning)
            }
            Self::Unread(None) => ("never read".to_owned(), Role::Warning),
            Self::Unread(Some(day)) => (format!("last read {}, on {day}", days::away(today, *day)), Role::Warning),
        }
    }
}
