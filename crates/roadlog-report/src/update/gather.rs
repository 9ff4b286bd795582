//! What there is to tell of each item, by topic.

use std::cmp::Ordering;

use roadlog_config::{Field, Phase, Side};
use roadlog_model::{ItemRef, PlanItem, Untrusted};
use roadlog_syntax::Kind;

use super::facts::{self, reason};
use super::moved::Moved;
use super::sprint::{SprintTopic, is_sent_back};
use super::talk::Reader;
use super::{Audience, SprintUpdate, UpdateEntry, UpdateRequest, UpdateSection, UpdateTopic, due, metric};
use crate::brief::Brief;
use crate::card::work_in;
use crate::markup::Words;
use crate::work::{is_work, percent};

/// How many pieces of work are named of what they were done for.
const MOST_NAMED: usize = 5;

/// The sections of an update: what changed, and what is open at its end.
pub(super) fn sections<'p>(
    request: &UpdateRequest<'_, 'p>,
    moved: &[Moved<'p>],
    sprints: &[SprintUpdate],
) -> Vec<UpdateSection> {
    let mut gathered = Gathered { request, found: Vec::new() };
    let told: Vec<_> = sprints.iter().flat_map(SprintUpdate::told).collect();
    for item in moved {
        gathered.look_at(item, &told);
    }
    if request.audience == Audience::Stakeholders {
        gathered.progress(moved);
    }
    for item in request.after.live_items().filter(|item| item.is_open()) {
        gathered.late(item);
        gathered.questions(item);
    }
    let mut found = gathered.found;
    found.sort_by_key(|(topic, _)| *topic);
    let sections = found.chunk_by(|one, other| one.0 == other.0);
    let section = |found: &[(UpdateTopic, UpdateEntry)]| {
        let entries = found.iter().map(|(_, entry)| entry.clone()).collect();
        found.first().map(|(topic, _)| UpdateSection { topic: *topic, entries })
    };
    sections.filter_map(section).collect()
}

/// What was found so far.
struct Gathered<'r, 'p> {
    request: &'r UpdateRequest<'r, 'p>,
    found: Vec<(UpdateTopic, UpdateEntry)>,
}

impl<'p> Gathered<'_, 'p> {
    fn add(&mut self, topic: UpdateTopic, item: PlanItem<'_>, notes: Vec<Words>) {
        self.found.push((topic, UpdateEntry::of(item, notes)));
    }

    /// Whether the audience is told of what became of an item.
    fn is_told(&self, item: PlanItem<'_>) -> bool {
        match self.request.audience {
            Audience::Stakeholders => item.side() == Some(Side::Roadmap),
            Audience::Team => item.side().is_some() && !item.is_a(&[Kind::Sprint]),
        }
    }

    /// What became of an item; of what is told with its sprint, its status is not told again.
    fn look_at(&mut self, moved: &Moved<'p>, told: &[ItemRef]) {
        let Some(after) = moved.after else { return self.gone(moved) };
        if !self.is_told(after) {
            return;
        }
        if !told.contains(&after.at()) {
            self.status(moved.before, after);
        }
        if let Some(before) = moved.before {
            self.shift(before, after);
            self.name(before, after);
        }
        if after.is_blocked() && !moved.before.is_some_and(PlanItem::is_blocked) {
            let stopped_by = after.field(Field::Blocked).map(|field| Words::plan(&*field.text()));
            self.add(UpdateTopic::Blocked, after, stopped_by.into_iter().collect());
        }
        if after.is_a(&[Kind::Metric]) {
            let notes = metric::notes(moved.before, after);
            let topic = if moved.before.is_none() { UpdateTopic::New } else { UpdateTopic::Metrics };
            if !notes.is_empty() {
                self.add(topic, after, notes.into_iter().chain(facts::aim(after)).collect());
            }
        }
        let decisions = self.reader().decisions(moved, after);
        if !decisions.is_empty() {
            self.add(UpdateTopic::Decisions, after, decisions);
        }
    }

    fn gone(&mut self, moved: &Moved<'p>) {
        if let Some(before) = moved.before.filter(|item| self.is_told(*item) && item.is_open()) {
            self.add(UpdateTopic::Dropped, before, vec![Words::own("Taken out of the plan")]);
        }
    }

    /// How far an item has come, and what there is to know of that.
    fn status(&mut self, before: Option<PlanItem<'p>>, after: PlanItem<'p>) {
        let was = before.and_then(PlanItem::phase);
        let is_newly = |phase| after.phase() == Some(phase) && was != Some(phase);
        let is_roadmap = after.side() == Some(Side::Roadmap);
        if is_newly(Phase::Done) {
            let topic = match after.like() {
                Some(Kind::Goal) => UpdateTopic::Reached,
                _ if is_roadmap => UpdateTopic::Shipped,
                _ => UpdateTopic::Accepted,
            };
            self.add(topic, after, facts::of(after, &[facts::launched, facts::aim]));
        } else if is_newly(Phase::Dropped) {
            let reason = reason(after).unwrap_or_else(|| Words::own("No reason is written down"));
            let is_missed = after.status().is_some_and(|status| status.word == "missed");
            let missed = is_missed.then(|| Words::own("Missed"));
            self.add(UpdateTopic::Dropped, after, missed.into_iter().chain([reason]).collect());
        } else if was.is_some_and(Phase::is_closed) && after.is_open() {
            let words = before.and_then(PlanItem::status).map(|status| Untrusted::from(&*status.word));
            let words = words.map(|was| Words::own("It was ").and_plan(was));
            self.add(UpdateTopic::Resumed, after, words.into_iter().collect());
        } else if is_sent_back(after) && !before.is_some_and(is_sent_back) {
            self.add(UpdateTopic::SentBack, after, reason(after).into_iter().collect());
        } else if is_newly(Phase::Doing) {
            let new = before.is_none().then(|| Words::own("New in the plan"));
            let facts = facts::of(after, &[facts::planned, facts::aim]);
            self.add(UpdateTopic::Started, after, new.into_iter().chain(facts).collect());
        } else if before.is_none() && after.is_open() && !after.is_a(&[Kind::Metric]) {
            self.add(UpdateTopic::New, after, facts::of(after, &[facts::why, facts::planned, facts::aim]));
        }
    }

    fn shift(&mut self, before: PlanItem<'p>, after: PlanItem<'p>) {
        let Some((order, words)) = due::shift(before, after).filter(|_| after.is_open()) else { return };
        let topic = if order == Ordering::Greater { UpdateTopic::Slipped } else { UpdateTopic::BroughtForward };
        self.add(topic, after, vec![words]);
    }

    fn name(&mut self, before: PlanItem<'p>, after: PlanItem<'p>) {
        if after.side() == Some(Side::Roadmap) && before.title() != after.title() && !after.is_new() {
            self.add(UpdateTopic::Renamed, after, vec![Words::own("Before: ").and_plan(&*before.title())]);
        }
    }

    /// What is late since a day of the period; what slipped besides says that already.
    fn late(&mut self, item: PlanItem<'p>) {
        let period = &self.request.period;
        let day = due::late(item, period.first, period.last).filter(|_| self.is_told(item));
        let is_told =
            |(topic, entry): &(UpdateTopic, UpdateEntry)| *topic == UpdateTopic::Slipped && entry.brief.at == item.at();
        if let Some(day) = day.filter(|_| !self.found.iter().any(is_told)) {
            let reached = if item.is_a(&[Kind::Metric]) { "not reached" } else { "not finished" };
            self.add(UpdateTopic::Slipped, item, vec![Words::own(format!("Was due on {day} and is {reached}"))]);
        }
    }

    /// For stakeholders: how much of the work for something on the roadmap is done, and which of it since the beginning.
    fn progress(&mut self, moved: &[Moved<'p>]) {
        let is_done = |item: PlanItem<'_>| item.phase() == Some(Phase::Done);
        let done = moved.iter().filter(|it| !it.before.is_some_and(is_done)).filter_map(|it| it.after);
        let done = done.filter(|item| is_done(*item) && item.side() == Some(Side::Backlog) && is_delivered(*item));
        let mut by_aim: Vec<(PlanItem<'p>, Vec<PlanItem<'p>>)> = Vec::new();
        for item in done {
            let Some(aim) = item.above().find(|above| above.side() == Some(Side::Roadmap)) else { continue };
            match by_aim.iter_mut().find(|(known, _)| *known == aim) {
                Some((_, items)) => items.push(item),
                None => by_aim.push((aim, vec![item])),
            }
        }
        by_aim.sort_by_key(|(aim, _)| aim.at());
        for (aim, items) in by_aim {
            let mut notes: Vec<_> = self.share(aim).into_iter().collect();
            let shown = crate::board::shown(items.len(), MOST_NAMED);
            notes.extend(items[..shown].iter().map(|item| Words::plan(&*item.title())));
            if shown < items.len() {
                notes.push(Words::own(format!("and {} more", items.len() - shown)));
            }
            self.add(UpdateTopic::Accepted, aim, notes);
        }
    }

    /// `60% of the work is done, 45% before`.
    fn share(&self, aim: PlanItem<'p>) -> Option<Words> {
        let before = aim.id().and_then(|id| self.request.before.first(id)).and_then(|aim| work_in(aim).share_done());
        let now = percent(work_in(aim).share_done()?);
        let before = before.map(percent).filter(|before| *before != now);
        let before = before.map_or(String::new(), |before| format!(", {before} before"));
        Some(Words::own(format!("{now} of its work is done{before}")))
    }

    fn reader(&self) -> Reader<'p> {
        Reader { config: self.request.after.config(), audience: self.request.audience }
    }

    /// The questions of an open item that nobody has answered. Stakeholders are told of those about the roadmap, and of
    /// those that ask one of them.
    fn questions(&mut self, item: PlanItem<'p>) {
        let (reader, is_told) = (self.reader(), self.is_told(item));
        let open = item.questions().filter(|question| question.answers.is_empty());
        let texts: Vec<_> = open.map(|question| question.entry.text()).collect();
        let texts = texts.iter().filter(|text| is_told || reader.is_asked(text, item.settings().shape()));
        let notes: Vec<_> = texts.map(|text| reader.question(text)).collect();
        if !notes.is_empty() {
            self.add(UpdateTopic::Questions, item, notes);
        }
    }
}

/// Whether stakeholders would know it by its name: no part of something else, and nothing that no user sees.
fn is_delivered(item: PlanItem<'_>) -> bool {
    is_work(item) && !item.is_a(&[Kind::Task, Kind::Spike])
}

impl UpdateEntry {
    pub(super) fn of(item: PlanItem<'_>, notes: Vec<Words>) -> Self {
        Self { brief: Brief::of(item), points: item.points(), notes }
    }
}

impl SprintUpdate {
    /// The items of which the status is told.
    fn told(&self) -> impl Iterator<Item = ItemRef> {
        let of = |topic| self.entries(topic).iter().map(|entry| entry.brief.at);
        of(SprintTopic::Accepted).chain(of(SprintTopic::SentBack))
    }
}
