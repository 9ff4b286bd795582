//! The board: the work of a sprint, or of the whole backlog, in columns by how far it is.

mod render;

use roadlog_config::{Field, Phase};
use roadlog_model::{CriteriaCount, Plan, PlanItem, Untrusted};
use roadlog_syntax::Kind;
use roadlog_syntax::value::{Date, Handle};

use crate::brief::Brief;
use crate::days;
use crate::work::{Work, is_work};

/// The word of the status in which the product owner looks at what the team says is done.
pub(crate) const REVIEW: &str = "review";

/// What a board is asked for.
pub struct BoardRequest<'r, 'p> {
    /// The one sprint that is asked for; else the active ones.
    pub sprint: Option<PlanItem<'p>>,
    /// Whose sprints; of everybody where nobody is named. A sprint without a team is anybody's.
    pub team: Option<&'r Handle>,
    /// Whether an item is shown.
    pub shows: &'r dyn Fn(PlanItem<'_>) -> bool,
    /// How many cards a column shows; all of them where this is `None`.
    pub most: Option<usize>,
}

/// A board.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    /// The day that counts as today.
    pub today: Date,
    /// The sprint; `None` for the whole backlog.
    pub sprint: Option<Sprint>,
    /// The columns, from left to right.
    pub columns: [Column; 4],
    /// How many drafts there are; they are in no column.
    pub drafts: usize,
    /// How many items are left out because they are not to be shown.
    pub items_hidden: usize,
}

/// A sprint, as it stands above its board.
#[derive(Clone, Debug, PartialEq)]
pub struct Sprint {
    /// What it is called; its title is its goal.
    pub brief: Brief,
    /// Whose it is.
    pub team: Option<Handle>,
    /// Who owns it.
    pub owner: Option<Handle>,
    /// Its first and its last day.
    pub days: Option<(Date, Date)>,
    /// The work in it, whatever the board shows of it.
    pub work: Work,
    /// How many points the team expects to finish.
    pub capacity: Option<f64>,
}

/// How far work is, as the columns of a board have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Work may start.
    Ready,
    /// The team works on it, again where it was sent back.
    Doing,
    /// The product owner looks at it.
    Review,
    /// It is done.
    Done,
}

impl Stage {
    /// Every stage, in the order in which work goes through them.
    pub const ALL: [Self; 4] = [Self::Ready, Self::Doing, Self::Review, Self::Done];

    /// The word above its column.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ready => "Ready",
            Self::Doing => "Doing",
            Self::Review => "Review",
            Self::Done => "Done",
        }
    }

    /// The stage of an item; `None` for a draft, for what was dropped, and for what has no status.
    pub fn of(item: PlanItem<'_>) -> Option<Self> {
        let status = item.status()?;
        match status.phase {
            Phase::Ready => Some(Self::Ready),
            Phase::Doing if status.word == REVIEW => Some(Self::Review),
            Phase::Doing => Some(Self::Doing),
            Phase::Done => Some(Self::Done),
            Phase::Draft | Phase::Dropped => None,
        }
    }
}

/// A column of a board.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// How far the work in it is.
    pub stage: Stage,
    /// The cards: what is blocked first, then by rank.
    pub cards: Vec<Card>,
    /// How many more there are than are shown.
    pub more: usize,
    /// The work in it, what is not shown included.
    pub work: Work,
}

/// A card.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// What it is called.
    pub brief: Brief,
    /// Who works on it; where nobody is named, who owns it.
    pub people: Vec<Handle>,
    /// Its points.
    pub points: Option<f64>,
    /// Its criteria.
    pub criteria: CriteriaCount,
    /// How many of its questions have no answer.
    pub questions: usize,
    /// Whether its words have changed since it was accepted.
    pub is_stale: bool,
    /// Why it was sent back, where it was.
    pub sent_back: Option<Untrusted>,
}

/// The boards that are asked for: one for each active sprint, or one of the whole backlog where none is active.
pub fn boards<'p>(plan: &'p Plan, today: Date, request: &BoardRequest<'_, 'p>) -> Vec<Board> {
    let sprints: Vec<PlanItem<'p>> = match request.sprint {
        Some(sprint) => vec![sprint],
        None => plan.live_items().filter(|item| is_running(*item) && is_of(*item, request.team)).collect(),
    };
    let of_sprint = |sprint: &PlanItem<'p>| {
        let sprint = *sprint;
        let items = sprint.users_in(Field::Sprint).filter(|item| item.sprint() == Some(sprint)).collect();
        Board::new(Some(Sprint::of(sprint)), items, today, request)
    };
    let mut boards: Vec<Board> = sprints.iter().map(of_sprint).collect();
    if boards.len() > 1 && boards.iter().any(|board| !board.is_empty()) {
        boards.retain(|board| !board.is_empty() || board.items_hidden == 0);
    }
    if boards.is_empty() {
        boards.push(Board::new(None, plan.live_items().collect(), today, request));
    }
    boards
}

fn is_running(item: PlanItem<'_>) -> bool {
    item.is_a(&[Kind::Sprint]) && item.phase() == Some(Phase::Doing)
}

fn is_of(sprint: PlanItem<'_>, team: Option<&Handle>) -> bool {
    let own = sprint.people(Field::Team).next().map(|(team, _)| team);
    team.is_none() || own.is_none() || own == team
}

impl Board {
    fn new<'p>(
        sprint: Option<Sprint>,
        mut items: Vec<PlanItem<'p>>,
        today: Date,
        request: &BoardRequest<'_, 'p>,
    ) -> Self {
        items.retain(|item| is_work(*item) && !item.file().is_foreign());
        let all = items.len();
        items.retain(|item| (request.shows)(*item));
        let items_hidden = all - items.len();
        let drafts = items.iter().filter(|item| item.phase() == Some(Phase::Draft)).count();
        items.sort_by_key(|item| (!item.is_blocked(), item.at()));
        let columns = Stage::ALL.map(|stage| Column::new(stage, &items, request.most));
        Self { today, sprint, columns, drafts, items_hidden }
    }

    /// Whether no card is on it.
    pub fn is_empty(&self) -> bool {
        self.columns.iter().all(|column| column.cards.is_empty())
    }
}

impl Sprint {
    fn of(sprint: PlanItem<'_>) -> Self {
        let is_in = |item: PlanItem<'_>| item.sprint() == Some(sprint);
        let capacity = sprint.field(Field::Capacity).map(roadlog_model::FieldView::value);
        Self {
            brief: Brief::of(sprint),
            team: sprint.people(Field::Team).next().map(|(team, _)| team.clone()),
            owner: sprint.owner().map(|owner| owner.handle.clone()),
            days: days::period(sprint).and_then(days::of_period),
            work: Work::of_all(sprint.users_in(Field::Sprint), is_in),
            capacity: match capacity {
                Some(roadlog_model::Value::Number(points)) => Some(*points),
                _ => None,
            },
        }
    }
}

impl Column {
    fn new(stage: Stage, items: &[PlanItem<'_>], most: Option<usize>) -> Self {
        let of_stage: Vec<PlanItem<'_>> =
            items.iter().copied().filter(|item| Stage::of(*item) == Some(stage)).collect();
        let shown = most.map_or(of_stage.len(), |most| shown(of_stage.len(), most));
        Self {
            stage,
            cards: of_stage[..shown].iter().map(|item| Card::of(*item)).collect(),
            more: of_stage.len() - shown,
            work: Work::of_all(of_stage.iter().copied(), |item| Stage::of(item) == Some(stage)),
        }
    }
}

/// How many of a list are shown where `most` are enough: one or two more need no line that says so.
pub(crate) const fn shown(all: usize, most: usize) -> usize {
    if all <= most + 2 { all } else { most }
}

impl Card {
    fn of(item: PlanItem<'_>) -> Self {
        let assignees: Vec<Handle> = item.people(Field::Assignee).map(|(who, _)| who.clone()).collect();
        let owner = || item.owner().map(|owner| owner.handle.clone()).into_iter().collect();
        let is_sent_back = item.status().is_some_and(|status| status.word == REJECTED);
        let reason = item.field(Field::Reason).filter(|_| is_sent_back);
        Self {
            brief: Brief::of(item),
            people: if assignees.is_empty() { owner() } else { assignees },
            points: item.points(),
            criteria: item.criteria_count(),
            questions: item.questions().filter(|question| question.answers.is_empty()).count(),
            is_stale: item.is_acceptance_stale(),
            sent_back: is_sent_back.then(|| Untrusted::from(reason.map_or(String::new(), |it| it.text().to_string()))),
        }
    }
}

/// The word of the status of what was looked at and sent back.
pub(crate) const REJECTED: &str = "rejected";
