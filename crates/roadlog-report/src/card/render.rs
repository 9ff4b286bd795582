//! A card as lines. Nothing of an item is cut; what is too long for a line goes on below.

use roadlog_model::Untrusted;
use roadlog_syntax::Mark;

use super::{CardCriterion, ItemCard, Relation, Remark};
use crate::brief::Brief;
use crate::metric::Metric;
use crate::page::{Line, Paper, Role, aligned, flowing, wrap};
use crate::work::{Work, counted, percent, points_text};

/// How far everything below a heading stands in.
const INDENT: usize = 2;
/// The widest bar of a metric.
const WIDEST_WAY: usize = 20;

impl ItemCard {
    /// The card as lines, with what rules have to say about the item at its end.
    pub fn lines(&self, remarks: &[Remark], paper: &Paper) -> Vec<Line> {
        let mut lines = self.head(paper);
        for paragraph in &self.prose {
            lines.push(Line::blank());
            lines.extend(
                paragraph.iter().flat_map(|line| hanging(Line::blank(), &paper.safe(line), Role::Plain, paper)),
            );
        }
        lines.push(Line::blank());
        lines.extend(self.facts(paper));
        section(&mut lines, self.criteria_heading(), self.criteria(paper));
        section(&mut lines, plain("Definition of Done"), self.done(paper));
        section(&mut lines, plain("Questions and decisions"), self.talk(paper));
        section(&mut lines, plain("Serves, up to the top"), self.serves(paper));
        section(&mut lines, plain("Measured by"), self.metrics(&self.measured_by, INDENT, paper));
        for (relation, items) in &self.related {
            section(&mut lines, self.relation_heading(*relation), rows(items, paper));
        }
        section(&mut lines, plain("Findings"), remarks.iter().flat_map(|remark| remark.lines(paper)).collect());
        lines.into_iter().map(|line| line.cut(paper.width(), paper.ellipsis())).collect()
    }

    fn head(&self, paper: &Paper) -> Vec<Line> {
        let kind = Line::of(paper.safe(&self.brief.kind), Role::Strong).and(" ", Role::Plain);
        let name = kind.then(self.brief.id_line(paper)).text();
        let title = format!("{name} {}", paper.safe(&self.brief.title));
        let mut lines: Vec<Line> = wrap(&title, paper.width(), usize::MAX, paper.ellipsis())
            .into_iter()
            .map(|line| Line::of(line, Role::Strong))
            .collect();
        lines.push(Line::of(format!("{}:{}", paper.safe(&self.path), self.line), Role::Muted));
        lines
    }

    /// The status, the rank, the owner and the fields.
    fn facts(&self, paper: &Paper) -> Vec<Line> {
        let mut facts: Vec<(String, String, Role)> = Vec::new();
        if let Some((word, phase)) = &self.brief.status {
            let meant = if self.is_status_written { "" } else { " (none is written)" };
            let role = if self.brief.blocked.is_some() { Role::Alarm } else { Role::Phase(*phase) };
            facts.push(("status".to_owned(), paper.safe(word) + meant, role));
        }
        facts.extend(self.rank.map(|rank| ("rank".to_owned(), rank.to_string(), Role::Plain)));
        facts.push(("owner".to_owned(), self.owner(paper), Role::Plain));
        facts.extend(self.fields.iter().map(|(key, text)| {
            let is_alarm = self.brief.blocked.as_ref() == Some(text) && key.unescaped() == "blocked";
            (paper.safe(key), paper.safe(text), if is_alarm { Role::Alarm } else { Role::Plain })
        }));
        if self.is_stale {
            facts.push((String::new(), "the words have changed since they were accepted".to_owned(), Role::Alarm));
        }
        let widest = facts.iter().map(|(key, ..)| Line::of(&**key, Role::Muted).width()).max().unwrap_or(0);
        let widest = widest.min(paper.width() / 3);
        let line = |(key, text, role): (String, String, Role)| {
            let key = Line::of(key, Role::Muted).cut(widest, paper.ellipsis()).padded(widest).and("  ", Role::Plain);
            hanging(key, &text, role, paper)
        };
        let mut lines: Vec<Line> = facts.into_iter().flat_map(line).collect();
        if let Some(metric) = &self.metric {
            lines.push(Line::blank());
            lines.extend(self.way(metric, INDENT, paper));
        }
        lines
    }

    fn owner(&self, paper: &Paper) -> String {
        match &self.owner {
            None => "nobody".to_owned(),
            Some((handle, None)) => handle.to_string(),
            Some((handle, Some(from))) => format!("{handle} (from {})", paper.safe(from)),
        }
    }

    fn way(&self, metric: &Metric, before: usize, paper: &Paper) -> Vec<Line> {
        let room = paper.width().saturating_sub(before);
        let facts = metric.facts(self.today, WIDEST_WAY.min(room / 3), paper);
        flowing(facts, paper.dot(), room).into_iter().map(|line| line.indented(before)).collect()
    }

    fn criteria_heading(&self) -> Line {
        let count = self.criteria_count;
        let (met, all) = (count.met, count.met + count.open);
        let role = if count.open == 0 { Role::Good } else { Role::Plain };
        plain("Criteria").and(format!(" ({met} of {all} met)"), role)
    }

    fn criteria(&self, paper: &Paper) -> Vec<Line> {
        self.criteria.iter().flat_map(|criterion| criterion.lines(paper)).collect()
    }

    fn done(&self, paper: &Paper) -> Vec<Line> {
        let line = |line: &Untrusted| hanging(Line::of("- ", Role::Muted), &paper.safe(line), Role::Muted, paper);
        self.done.iter().flat_map(line).collect()
    }

    fn talk(&self, paper: &Paper) -> Vec<Line> {
        let said = |mark: &str, text: &Untrusted, role| {
            hanging(Line::of(format!("{mark} "), role), &paper.safe(text), Role::Plain, paper)
        };
        let mut lines = Vec::new();
        for (question, answers) in &self.questions {
            let role = if answers.is_empty() { Role::Warning } else { Role::Muted };
            lines.extend(said("?", question, role));
            lines.extend(answers.iter().flat_map(|answer| said("!", answer, Role::Muted)));
        }
        lines.extend(self.decisions.iter().flat_map(|decision| said("!", decision, Role::Muted)));
        lines
    }

    fn serves(&self, paper: &Paper) -> Vec<Line> {
        let briefs: Vec<Brief> = self.serves.iter().map(|(brief, _)| brief.clone()).collect();
        let rows = rows(&briefs, paper).into_iter().zip(&self.serves);
        rows.flat_map(|(row, (_, of))| std::iter::once(row).chain(self.metrics(of, 2 * INDENT, paper))).collect()
    }

    /// Metrics, each with the way that it has gone below it.
    fn metrics(&self, metrics: &[Metric], before: usize, paper: &Paper) -> Vec<Line> {
        let lines = |metric: &Metric| {
            let name = metric.brief.id_line(paper).indented(before).and(" ", Role::Plain);
            let name = name.then(metric.brief.title_line(paper)).cut(paper.width(), paper.ellipsis());
            std::iter::once(name).chain(self.way(metric, before + INDENT, paper)).collect::<Vec<_>>()
        };
        metrics.iter().flat_map(lines).collect()
    }

    fn relation_heading(&self, relation: Relation) -> Line {
        let Work { points, items, .. } = self.work;
        let of_all = match relation {
            Relation::ServedBy | Relation::InSprint => self.work.share_done(),
            Relation::Needs | Relation::NeededBy | Relation::Supports => None,
        };
        let heading = plain(relation.name());
        match of_all {
            Some(share) if points > 0.0 => {
                heading.and(format!(" ({} of {} done)", percent(share), points_text(points)), Role::Plain)
            }
            Some(share) => {
                heading.and(format!(" ({} of {} done)", percent(share), counted(items, "item")), Role::Plain)
            }
            None => heading,
        }
    }
}

impl CardCriterion {
    fn lines(&self, paper: &Paper) -> Vec<Line> {
        let (mark, role, words) = match self.mark {
            Mark::Open => ("[ ] ", Role::Plain, Role::Plain),
            Mark::Met => ("[x] ", Role::Good, Role::Plain),
            Mark::Dropped => ("[-] ", Role::Muted, Role::Muted),
        };
        let mut lines = hanging(Line::of(mark, role), &paper.safe(&self.words), words, paper);
        if let Some(label) = &self.label {
            let label = Line::of(paper.safe(label), Role::Muted);
            match lines.last_mut() {
                Some(last) if last.width() + 1 + label.width() <= paper.width() => {
                    *last = std::mem::take(last).and(" ", Role::Plain).then(label);
                }
                _ => lines.push(label.indented(INDENT + mark.len())),
            }
        }
        lines
    }
}

impl Remark {
    fn lines(&self, paper: &Paper) -> Vec<Line> {
        let role = match self.level {
            "error" => Role::Alarm,
            "warning" => Role::Warning,
            _ => Role::Muted,
        };
        let text = format!("{} ({})", paper.safe(&self.message), self.rule);
        hanging(Line::of(format!("{}: ", self.level), role), &text, Role::Plain, paper)
    }
}

fn plain(heading: &str) -> Line {
    Line::of(heading, Role::Strong)
}

/// Adds a heading and what stands below it, where anything does.
fn section(lines: &mut Vec<Line>, heading: Line, body: Vec<Line>) {
    if !body.is_empty() {
        lines.extend([Line::blank(), heading]);
        lines.extend(body);
    }
}

/// Text behind `mark`, that goes on below where it begins.
fn hanging(mark: Line, text: &str, role: Role, paper: &Paper) -> Vec<Line> {
    let before = INDENT + mark.width();
    let mut mark = Some(mark);
    let lines = wrap(text, paper.width().saturating_sub(before), usize::MAX, paper.ellipsis());
    let begin = |mark: Option<Line>| mark.map_or_else(|| " ".repeat(before), |_| " ".repeat(INDENT));
    lines
        .into_iter()
        .map(|line| {
            let mark = mark.take();
            let start = Line::of(begin(mark.clone()), Role::Plain).then(mark.unwrap_or_default());
            start.and(line, role)
        })
        .collect()
}

/// Items, one a line.
fn rows(items: &[Brief], paper: &Paper) -> Vec<Line> {
    let row = |brief: &Brief| {
        let id = brief.id_line(paper).indented(INDENT);
        vec![id, brief.kind_line(paper), brief.status_line(paper), brief.title_line(paper)]
    };
    let rows = aligned(items.iter().map(row).collect());
    rows.into_iter().map(|line| line.cut(paper.width(), paper.ellipsis())).collect()
}
