//! An update in words.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::{Audience, SprintTopic, SprintUpdate, Update, UpdateEntry, UpdateTopic};
use crate::brief::Brief;
use crate::markup::{Level, Markup, Point, Words};
use crate::work::{counted, points_text};

impl UpdateTopic {
    /// Every topic, in the order in which they are told.
    pub const ALL: [Self; 15] = [
        Self::Reached,
        Self::Shipped,
        Self::Accepted,
        Self::Metrics,
        Self::SentBack,
        Self::Started,
        Self::Resumed,
        Self::Slipped,
        Self::BroughtForward,
        Self::Blocked,
        Self::Dropped,
        Self::New,
        Self::Renamed,
        Self::Decisions,
        Self::Questions,
    ];

    /// The words above it.
    pub const fn name(self, audience: Audience) -> &'static str {
        match (self, audience) {
            (Self::Reached, _) => "Goals met",
            (Self::Shipped, _) => "Shipped",
            (Self::Accepted, Audience::Stakeholders) => "Progress",
            (Self::Accepted, Audience::Team) => "Accepted and done",
            (Self::Metrics, _) => "Metrics",
            (Self::SentBack, _) => "Sent back",
            (Self::Started, _) => "Started",
            (Self::Resumed, _) => "Taken up again",
            (Self::Slipped, _) => "Slipped",
            (Self::BroughtForward, _) => "Brought forward",
            (Self::Blocked, _) => "Blocked",
            (Self::Dropped, _) => "Dropped",
            (Self::New, Audience::Stakeholders) => "New on the roadmap",
            (Self::New, Audience::Team) => "New",
            (Self::Renamed, _) => "Called otherwise now",
            (Self::Decisions, _) => "Decisions",
            (Self::Questions, _) => "Open questions",
        }
    }
}

impl Update {
    /// The update in words.
    pub fn markup(&self) -> Markup {
        let mut markup = Markup::new().heading_of(Level::Text, self.title());
        let summary: Vec<_> = UpdateTopic::ALL.into_iter().filter_map(|topic| self.summary(topic)).collect();
        if self.is_empty() {
            markup = markup.paragraph(Words::own(self.nothing()));
        } else if !summary.is_empty() {
            markup = markup.paragraph(Words::own(format!("{}.", summary.join(", "))));
        }
        for sprint in &self.sprints {
            markup = self.sprint(markup, sprint);
        }
        for section in &self.sections {
            let points = section.entries.iter().map(|entry| self.point(entry)).collect();
            let heading = Words::own(section.topic.name(self.audience));
            markup = markup.heading_of(Level::Section, heading).list::<Point>(points);
        }
        markup
    }

    /// `2 started`, for the summary at the top.
    fn summary(&self, topic: UpdateTopic) -> Option<String> {
        let of_sprint = |topic| self.sprints.iter().map(|it| it.entries(topic).len()).sum::<usize>();
        let in_sprints = match topic {
            UpdateTopic::Accepted => of_sprint(SprintTopic::Accepted),
            UpdateTopic::SentBack => of_sprint(SprintTopic::SentBack),
            _ => 0,
        };
        let entries = self.sections.iter().find(|section| section.topic == topic).map_or(&[][..], |it| &it.entries);
        let notes = || entries.iter().map(|entry| entry.notes.len()).sum();
        let number = entries.len() + in_sprints;
        if number == 0 {
            return None;
        }
        Some(match topic {
            // What is counted there is not what was accepted, but what it was accepted for.
            UpdateTopic::Accepted if self.audience == Audience::Stakeholders => return None,
            UpdateTopic::Renamed => return None,
            UpdateTopic::Reached => format!("{} met", counted(number, "goal")),
            UpdateTopic::Accepted => format!("{number} accepted or done"),
            UpdateTopic::Metrics => format!("{} moved", counted(number, "metric")),
            UpdateTopic::New => format!("{number} new"),
            UpdateTopic::Decisions => counted(notes(), "decision"),
            UpdateTopic::Questions => counted(notes(), "open question"),
            other => format!("{number} {}", other.name(self.audience).to_lowercase()),
        })
    }

    /// `Roadmap update, 2026-11-14 to 2026-11-28, since v1.2`.
    fn title(&self) -> Words {
        let what = match self.audience {
            Audience::Stakeholders => "Roadmap update",
            Audience::Team => "Team update",
        };
        let last = self.period.last;
        let days = self.period.first.map_or_else(|| format!("until {last}"), |first| format!("{first} to {last}"));
        let words = Words::own(format!("{what}, {days}"));
        match &self.period.since {
            Some(since) => words.and(", since ").and_plan(since.clone()),
            None => words,
        }
    }

    const fn nothing(&self) -> &'static str {
        match self.audience {
            Audience::Stakeholders => {
                "Nothing on the roadmap was shipped, started, moved or dropped in this time, nothing was decided, and no \
                 metric moved."
            }
            Audience::Team => {
                "Nothing was accepted, started, moved or dropped in this time, nothing was decided, and no sprint ran."
            }
        }
    }

    fn point(&self, entry: &UpdateEntry) -> Point {
        Point { words: self.named(entry), below: entry.notes.clone() }
    }

    /// An item as its reader knows it: the title, and behind it what kind of thing it is.
    fn named(&self, entry: &UpdateEntry) -> Words {
        let Brief { kind, id, title, .. } = &entry.brief;
        let words = Words::default().and_strong(title.clone()).and(" (").and_plan(kind.clone());
        let words = match (self.audience, id) {
            (Audience::Team, Some(id)) => words.and(" ").and_plan(id.clone()),
            _ => words,
        };
        let points = entry.points.filter(|_| self.audience == Audience::Team);
        words.and(points.map_or(Cow::Borrowed(""), |points| format!(", {}", points_text(points)).into())).and(")")
    }

    fn sprint(&self, markup: Markup, told: &SprintUpdate) -> Markup {
        let sprint = &told.sprint;
        let heading = Words::own("Sprint: ").and_plan(sprint.brief.title.clone());
        let days = sprint.days.map(|(first, last)| Words::own(format!("{first} to {last}")));
        let team = sprint.team.as_ref().map(|team| Words::own(team.to_string()));
        let facts = [sprint.brief.id.clone().map(Words::plan), team, days];
        let mut about = Words::joined(facts.into_iter().flatten(), ", ");
        if let Some((status, _)) = &sprint.brief.status {
            about = about.and(": ").and_plan(status.clone());
        }
        if let Some(reason) = &told.reason {
            about = about.and(" (").and_plan(reason.clone()).and(")");
        }
        let mut markup = markup.heading_of(Level::Section, heading);
        markup = markup.paragraph(about).paragraph(Words::own(figures(told)));
        for (topic, entries) in &told.groups {
            let points = entries.iter().map(|entry| self.point(entry)).collect();
            markup = markup.heading(Words::own(topic.name())).list::<Point>(points);
        }
        markup
    }
}

/// `Accepted or done: 8 of 13 points, 3 of 5 items. When it began, 11 points were in it. The team expected to finish 20.`
fn figures(told: &SprintUpdate) -> String {
    let work = &told.sprint.work;
    let points = Some(work.points).filter(|points| *points > 0.0);
    let points = points.map_or(String::new(), |points| format!("{} of {points} points, ", work.points_done));
    let mut figures = format!("Accepted or done: {points}{} of {}.", work.items_done, counted(work.items, "item"));
    if let Some(planned) = told.planned {
        let when = if told.has_begun { "When it began" } else { "At the beginning of this time" };
        let _infallible = write!(figures, " {when}, {planned} points were in it.");
    }
    if let Some(capacity) = told.sprint.capacity {
        let _infallible = write!(figures, " The team expected to finish {capacity}.");
    }
    figures
}
