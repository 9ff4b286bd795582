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
    pub(crate) fn of(sprint: PlanItem<'_>) -> Self {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{TODAY, handle, id_of, item, plan};

    const TWO_SPRINTS: &str = "\
sprint PAY-s1 Guests can pay
  status: active
  team: @payments
  owner: @maria
  when: 2026-11-16..2026-11-27
  capacity: 5

story PAY-1 Pay
  status: doing
  sprint: PAY-s1
  points: 5
  assignee: @li
  [x] It is paid
  [ ] It is paid once
  ? Which cards? @ana
  ? And when?
  ! At once.

story PAY-2 Order
  status: doing
  sprint: PAY-s1
  blocked: the bank

story PAY-3 Receipt
  status: accepted
  sprint: PAY-s1
  points: 3
  accepted: @maria 2026-11-20 00000000000000000000

bug PAY-4 Grey
  status: rejected
  sprint: PAY-s1
  reason: still grey

story PAY-5 Idea
  sprint: PAY-s1

story PAY-6 Looked at
  status: review
  sprint: PAY-s1

story PAY-7 Never
  status: dropped
  sprint: PAY-s1

sprint FIND-s1 Typing errors are forgiven
  status: active
  team: @search

story FIND-1 Find
  status: ready
  sprint: FIND-s1
";

    fn all(plan: &Plan) -> Vec<Board> {
        boards(plan, TODAY, &BoardRequest { sprint: None, team: None, shows: &|_| true, most: None })
    }

    fn ids(column: &Column) -> Vec<String> {
        column.cards.iter().map(|card| id_of(&card.brief)).collect()
    }

    #[test]
    fn each_active_sprint_has_a_board_with_its_work_by_stage_blocked_first() {
        let plan = plan(TWO_SPRINTS);
        let boards = all(&plan);
        let [ready, doing, review, done] = &boards[0].columns;
        assert!(ready.cards.is_empty());
        assert_eq!(ids(doing), ["PAY-2", "PAY-1", "PAY-4"]);
        assert_eq!((ids(review), ids(done)), (vec!["PAY-6".to_owned()], vec!["PAY-3".to_owned()]));
        assert_eq!(boards[0].drafts, 1);
        assert_eq!(ids(&boards[1].columns[0]), ["FIND-1"]);
    }

    #[test]
    fn a_card_tells_what_there_is_to_look_at() {
        let plan = plan(TWO_SPRINTS);
        let [_, doing, _, done] = &all(&plan)[0].columns;
        let [blocked, pay, sent_back] = &doing.cards[..] else { panic!("{doing:?}") };
        assert_eq!(blocked.brief.blocked.as_ref().unwrap().unescaped(), "the bank");
        assert_eq!((pay.criteria.met, pay.criteria.open, pay.questions), (1, 1, 1));
        assert_eq!((&pay.people[..], pay.points), (&[handle("li")][..], Some(5.0)));
        assert_eq!(sent_back.sent_back.as_ref().unwrap().unescaped(), "still grey");
        assert!(done.cards[0].is_stale && !pay.is_stale);
    }

    #[test]
    fn the_points_of_a_sprint_are_those_of_all_its_work_whatever_is_shown() {
        let plan = plan(TWO_SPRINTS);
        let shows = |item: PlanItem<'_>| item.id().is_some_and(|id| id.as_str() == "PAY-1");
        let team = handle("payments");
        let request = BoardRequest { sprint: None, team: Some(&team), shows: &shows, most: None };
        let boards = boards(&plan, TODAY, &request);
        assert_eq!(boards.len(), 1);
        let sprint = boards[0].sprint.as_ref().unwrap();
        assert_eq!((sprint.work.points_done, sprint.work.points, sprint.capacity), (3.0, 8.0, Some(5.0)));
        assert_eq!(boards[0].items_hidden, 6);
    }

    #[test]
    fn a_sprint_that_is_named_is_shown_whatever_its_status() {
        let plan =
            plan("sprint PAY-s1 Guests\n  status: met\n\nstory PAY-1 Pay\n  status: accepted\n  sprint: PAY-s1\n");
        let sprint = Some(item(&plan, "PAY-s1"));
        let boards = boards(&plan, TODAY, &BoardRequest { sprint, team: None, shows: &|_| true, most: None });
        assert_eq!(ids(&boards[0].columns[3]), ["PAY-1"]);
    }

    #[test]
    fn without_an_active_sprint_the_board_is_the_backlogs_and_a_long_column_is_cut() {
        let stories: Vec<String> =
            (1..=9).map(|number| format!("story PAY-{number} S\n  status: ready\n  points: 1\n\n")).collect();
        let plan = plan(&format!("{}//- archive/old.backlog\nstory OLD-1 Old\n  status: accepted\n", stories.concat()));
        let most = |most| {
            let request = BoardRequest { sprint: None, team: None, shows: &|_| true, most };
            boards(&plan, TODAY, &request).remove(0).columns
        };
        let [ready, .., done] = most(Some(3));
        assert_eq!((ids(&ready).len(), ready.more, ready.work.points), (3, 6, 9.0));
        assert!(done.cards.is_empty(), "archives are no backlog");
        assert_eq!(most(Some(7))[0].more, 0, "two more are shown rather than told");
    }
}
