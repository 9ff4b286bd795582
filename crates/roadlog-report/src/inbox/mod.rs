//! The inbox: everything in a plan that waits for one person, the most urgent first.

mod render;
mod review;

use roadlog_config::{Config, Field, Phase};
use roadlog_model::{CriteriaCount, Plan, PlanItem, Untrusted};
use roadlog_syntax::mention::{MentionKind, asked, label, mentions};
use roadlog_syntax::value::{Date, Handle};
use roadlog_syntax::{Kind, Mark};

use crate::board::{REJECTED, REVIEW};
use crate::brief::Brief;
use crate::days;
use crate::metric::{Metric, OLD_AFTER};

/// What waits for a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Inbox {
    /// Whom it waits for.
    pub who: Handle,
    /// The name that is written for them.
    pub name: Option<Untrusted>,
    /// The day that counts as today.
    pub today: Date,
    /// What waits, by what it asks for; the most urgent first, none of them empty.
    pub groups: Vec<Group>,
}

/// What waits for the same reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The reason.
    pub topic: Topic,
    /// What waits, the most urgent first.
    pub entries: Vec<Entry>,
}

/// Why something waits for somebody; the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// It should be finished by now.
    Overdue,
    /// Something stops it.
    Blocked,
    /// Somebody asks.
    Questions,
    /// The team says that it is done.
    Review,
    /// It was looked at and sent back.
    SentBack,
    /// A line of a launch's checklist is theirs.
    Launch,
    /// It is planned for a sprint and is not ready.
    Drafts,
    /// It was not read for long.
    Metrics,
}

impl Topic {
    const ALL: [Self; 8] = [
        Self::Overdue,
        Self::Blocked,
        Self::Questions,
        Self::Review,
        Self::SentBack,
        Self::Launch,
        Self::Drafts,
        Self::Metrics,
    ];

    /// The words above it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Overdue => "Overdue",
            Self::Blocked => "Blocked",
            Self::Questions => "Questions to answer",
            Self::Review => "To accept or reject",
            Self::SentBack => "Sent back",
            Self::Launch => "On launch checklists",
            Self::Drafts => "Drafts that a sprint needs",
            Self::Metrics => "Metrics to read",
        }
    }
}

/// One thing that waits.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The item that it is about.
    pub brief: Brief,
    /// What there is to know.
    pub why: Why,
}

/// What there is to know of something that waits.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// It should have been finished on a day.
    Late(Date),
    /// What stops it stands with the item.
    Blocked,
    /// The question.
    Asked(Untrusted),
    /// How many criteria are met, and who built it.
    Review(CriteriaCount, Vec<Handle>),
    /// Why it was sent back, where that is written.
    SentBack(Untrusted),
    /// The line, and the day of the launch.
    Checklist(Untrusted, Option<Date>),
    /// The sprint, and its first day.
    NotReady(Untrusted, Option<Date>),
    /// When it was last read.
    Unread(Option<Date>),
}

/// What waits for `who` in a plan: a person, or a team.
pub fn inbox(plan: &Plan, who: &Handle, today: Date) -> Inbox {
    let config = plan.config();
    let mut gathered = Gathered { reader: Reader { who, config, today }, found: Vec::new() };
    plan.live_items().filter(|item| item.is_open()).for_each(|item| gathered.look_at(item));
    let mut found = gathered.found;
    let groups = Topic::ALL.map(|topic| {
        let (mut entries, rest): (Vec<_>, Vec<_>) =
            std::mem::take(&mut found).into_iter().partition(|(of, _)| *of == topic);
        found = rest;
        entries.sort_by_key(|(_, entry)| entry.urgency());
        Group { topic, entries: entries.into_iter().map(|(_, entry)| entry).collect() }
    });
    let name = config.person(who).and_then(|person| person.name()).map(Untrusted::from);
    let groups = groups.into_iter().filter(|group| !group.entries.is_empty()).collect();
    Inbox { who: who.clone(), name, today, groups }
}

impl Inbox {
    /// How much waits.
    pub fn count(&self) -> usize {
        self.groups.iter().map(|group| group.entries.len()).sum()
    }
}

impl Entry {
    /// What comes first among its like: the earlier day. What has none comes where its item stands in the plan.
    fn urgency(&self) -> Option<Date> {
        match self.why {
            Why::Late(day) => Some(day),
            Why::Checklist(_, day) | Why::NotReady(_, day) => day.or(Some(Date::MAX)),
            Why::Unread(day) => day,
            Why::Blocked | Why::Asked(_) | Why::Review(..) | Why::SentBack(_) => None,
        }
    }
}

/// For whom the plan is looked through.
#[derive(Clone, Copy)]
struct Reader<'r> {
    who: &'r Handle,
    config: &'r Config,
    today: Date,
}

impl Reader<'_> {
    /// Whether a handle means them: their own, or that of a team that they are in.
    fn is_meant_by(&self, handle: &Handle) -> bool {
        handle == self.who || self.config.team(handle).is_some_and(|team| team.has(self.who))
    }

    fn owns(&self, item: PlanItem<'_>) -> bool {
        item.owner().is_some_and(|owner| self.is_meant_by(owner.handle))
    }

    fn is_assigned(&self, item: PlanItem<'_>) -> bool {
        item.people(Field::Assignee).any(|(who, _)| self.is_meant_by(who))
    }

    /// Whether a text names them anywhere.
    fn is_named_in(&self, text: &str) -> bool {
        text.contains('@')
            && mentions(text).any(|mention| match &mention.what {
                MentionKind::Handle(handle) => self.is_meant_by(handle),
                _ => false,
            })
    }
}

/// What was found so far.
struct Gathered<'r> {
    reader: Reader<'r>,
    found: Vec<(Topic, Entry)>,
}

impl Gathered<'_> {
    fn add(&mut self, topic: Topic, item: PlanItem<'_>, why: Why) {
        self.found.push((topic, Entry { brief: Brief::of(item), why }));
    }

    fn look_at(&mut self, item: PlanItem<'_>) {
        let is_late = self.late(item);
        if !is_late {
            self.blocked(item);
        }
        self.questions(item);
        match item.status().map(|status| &*status.word) {
            Some(REVIEW) if review::waits_for(item, self.reader.who, self.reader.today) => {
                let builders = item.people(Field::Assignee).map(|(who, _)| who.clone()).collect();
                self.add(Topic::Review, item, Why::Review(item.criteria_count(), builders));
            }
            Some(REJECTED) if self.reader.is_assigned(item) => {
                let reason = item.field(Field::Reason).map_or(String::new(), |field| field.text().to_string());
                self.add(Topic::SentBack, item, Why::SentBack(reason.into()));
            }
            _ => {}
        }
        match item.like() {
            Some(Kind::Launch) => self.checklist(item),
            Some(Kind::Metric) => self.metric(item),
            _ if item.phase() == Some(Phase::Draft) => self.draft(item),
            _ => {}
        }
    }

    /// Whether it is theirs and late.
    fn late(&mut self, item: PlanItem<'_>) -> bool {
        let due = match item.like() {
            Some(Kind::Metric) if is_running(item) => {
                let metric = Metric::of(item);
                metric.late_by(self.reader.today).and(metric.by)
            }
            _ => days::late_by(item, self.reader.today).and_then(|_| days::due(item)),
        };
        let Some(due) = due.filter(|_| self.reader.owns(item) || self.reader.is_assigned(item)) else { return false };
        self.add(Topic::Overdue, item, Why::Late(due));
        true
    }

    fn blocked(&mut self, item: PlanItem<'_>) {
        if !item.is_blocked() {
            return;
        }
        let names_them = || item.field(Field::Blocked).is_some_and(|field| self.reader.is_named_in(&field.text()));
        if self.reader.owns(item) || self.reader.is_assigned(item) || names_them() {
            self.add(Topic::Blocked, item, Why::Blocked);
        }
    }

    fn questions(&mut self, item: PlanItem<'_>) {
        let is_question = |entry: roadlog_syntax::Entry<'_>| entry.kind() == roadlog_syntax::EntryKind::Question;
        if !item.syntax().entries().any(is_question) {
            return;
        }
        for question in item.questions().filter(|question| question.answers.is_empty()) {
            let text = question.entry.text();
            if asked(&text).iter().any(|(who, _)| self.reader.is_meant_by(who)) {
                self.add(Topic::Questions, item, Why::Asked(Untrusted::from(&*text)));
            }
        }
    }

    fn checklist(&mut self, launch: PlanItem<'_>) {
        for criterion in launch.criteria().filter(|criterion| criterion.mark == Mark::Open) {
            let text = criterion.entry.text();
            if self.reader.is_named_in(&text) {
                let words = label(&text).map_or(&*text, |(words, _)| words);
                let why = Why::Checklist(Untrusted::from(words), days::day(launch, Field::Date));
                self.add(Topic::Launch, launch, why);
            }
        }
    }

    fn metric(&mut self, metric: PlanItem<'_>) {
        if !is_running(metric) || !self.reader.owns(metric) {
            return;
        }
        let read = Metric::of(metric).read;
        if read.is_none_or(|read| days::between(read, self.reader.today) > OLD_AFTER) {
            self.add(Topic::Metrics, metric, Why::Unread(read));
        }
    }

    /// A draft that is planned for a sprint that runs or comes next, for whoever makes it ready.
    fn draft(&mut self, item: PlanItem<'_>) {
        let sprint = item.sprint().filter(|sprint| sprint.is_open());
        let Some(sprint) = sprint.filter(|_| self.reader.owns(item)) else { return };
        let id = sprint.syntax().id_text().unwrap_or_default();
        let first = days::period(sprint).and_then(days::of_period).map(|(first, _)| first);
        self.add(Topic::Drafts, item, Why::NotReady(Untrusted::from(&*id), first));
    }
}

/// Whether what a metric measures is under way: it serves something open that is more than an idea.
pub(crate) fn is_running(metric: PlanItem<'_>) -> bool {
    metric.parents().next().is_none() || metric.parents().any(PlanItem::is_ready_or_doing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{TODAY, handle, id_of, plan};

    /// What waits for somebody: the topics, each with the ids below it.
    fn waiting(text: &str, who: &str) -> Vec<(Topic, Vec<String>)> {
        let inbox = inbox(&plan(text), &handle(who), TODAY);
        let ids = |group: Group| (group.topic, group.entries.iter().map(|entry| id_of(&entry.brief)).collect());
        inbox.groups.into_iter().map(ids).collect()
    }

    fn one(topic: Topic, id: &str) -> Vec<(Topic, Vec<String>)> {
        vec![(topic, vec![id.to_owned()])]
    }

    #[test]
    fn a_question_waits_for_those_it_asks_until_it_is_answered() {
        let text = "\
story PAY-1 Pay
  ? Which cards? @ana
  ? When? @payments
  ! Soon.
";
        assert_eq!(waiting(text, "ana"), one(Topic::Questions, "PAY-1"));
        assert_eq!(waiting(text, "li"), []);
        assert_eq!(waiting(&text.replace("  ! Soon.\n", ""), "li"), one(Topic::Questions, "PAY-1"), "a team of theirs");
        assert_eq!(waiting(&text.replace("Pay\n", "Pay\n  status: dropped\n"), "ana"), []);
    }

    #[test]
    fn what_is_late_waits_for_its_owner_and_those_who_work_on_it_the_latest_first() {
        let text = "\
task PAY-1 Late
  status: doing
  owner: @maria
  assignee: @li
  by: 2026-11-20
  blocked: the bank

task PAY-2 Later
  status: ready
  owner: @maria
  by: 2026-11-01

task PAY-3 Today
  status: ready
  owner: @maria
  by: 2026-11-23
";
        assert_eq!(waiting(text, "maria"), [(Topic::Overdue, vec!["PAY-2".to_owned(), "PAY-1".to_owned()])]);
        assert_eq!(waiting(text, "li"), one(Topic::Overdue, "PAY-1"));
    }

    #[test]
    fn what_is_blocked_waits_for_whoever_is_named_there_too() {
        let text = "story PAY-1 Pay\n  owner: @maria\n  blocked: the contract, @ana signs it\n";
        for who in ["maria", "ana"] {
            assert_eq!(waiting(text, who), one(Topic::Blocked, "PAY-1"), "{who}");
        }
        assert_eq!(waiting(text, "noah"), []);
    }

    #[test]
    fn work_in_review_waits_for_its_owner_and_work_sent_back_for_who_builds_it() {
        let text = "story PAY-1 Pay\n  status: review\n  owner: @maria\n  assignee: @li\n";
        assert_eq!(waiting(text, "maria"), one(Topic::Review, "PAY-1"));
        assert_eq!(waiting(text, "li"), []);
        let text = text.replace("review", "rejected");
        assert_eq!(waiting(&text, "li"), one(Topic::SentBack, "PAY-1"));
        assert_eq!(waiting(&text, "maria"), []);
    }

    #[test]
    fn open_lines_of_a_checklist_wait_for_those_they_name_the_next_launch_first() {
        let text = "\
launch L-1 Later
  date: 2026-12-24
  [ ] The deck shows it @ana
  [x] The page is there @ana

launch L-2 Sooner
  date: 2026-12-01
  [ ] The price is right @ana

launch L-3 Over
  status: launched
  [ ] The party @ana
";
        assert_eq!(waiting(text, "ana"), [(Topic::Launch, vec!["L-2".to_owned(), "L-1".to_owned()])]);
    }

    #[test]
    fn a_draft_waits_for_its_owner_where_a_sprint_that_is_not_over_needs_it() {
        let text = "sprint PAY-s2 Next\n\nstory PAY-1 Pay\n  owner: @maria\n  sprint: PAY-s2\n\nstory PAY-2 Idea\n  owner: @maria\n";
        assert_eq!(waiting(text, "maria"), one(Topic::Drafts, "PAY-1"));
        assert_eq!(waiting(&text.replace("Next\n", "Next\n  status: met\n"), "maria"), []);
    }

    #[test]
    fn a_metric_waits_to_be_read_after_sixty_days_while_its_goal_is_under_way() {
        let text = |status: &str, read: &str| {
            format!(
                "goal G-1 More\n  status: {status}\n  owner: @ana\n\nmetric M-1 Rate\n  for: G-1\n  current: 5%{read}\n"
            )
        };
        assert_eq!(waiting(&text("active", " 2026-09-23"), "ana"), one(Topic::Metrics, "M-1"));
        assert_eq!(waiting(&text("active", " 2026-09-24"), "ana"), []);
        assert_eq!(waiting(&text("active", ""), "ana"), one(Topic::Metrics, "M-1"));
        assert_eq!(waiting(&text("proposed", ""), "ana"), []);
        assert_eq!(waiting(&text("met", ""), "ana"), []);
    }

    #[test]
    fn archives_wait_for_nobody_and_the_most_urgent_comes_first() {
        let text = "\
story PAY-1 Pay
  status: review
  owner: @maria
  by: 2026-11-01
  ? Which cards? @maria
//- archive/old.backlog
story PAY-9 Old
  ? Which? @maria
";
        let topics: Vec<Topic> = waiting(text, "maria").into_iter().map(|(topic, _)| topic).collect();
        assert_eq!(topics, [Topic::Overdue, Topic::Questions, Topic::Review]);
    }
}
