//! The built-in authority table: which changes are whose to make. Rows add up.

use roadlog_syntax::Kind;

use super::{Aspect, Field, Relation, Role, Side};

/// A row of the table: whoever is named may make the changes that it speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuthorityRow {
    /// The change, as the reference says it.
    pub change: &'static str,
    /// Which items it speaks of.
    pub what: RowItems,
    /// What about them.
    pub aspects: RowAspects,
    /// When it holds.
    pub condition: RowCondition,
    /// Who may.
    pub by: &'static [RowSubject],
    /// Whether it is the row of whoever decides on a side, so that an item's owner comes first.
    pub decides: bool,
}

/// Which items a row speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowItems {
    /// No item: roadlog.toml and .mailmap.
    Config,
    /// All.
    Any,
    /// The kinds that one role decides on.
    Side(Side),
    /// These kinds and those that are like them.
    Kinds(&'static [Kind]),
}

/// What about an item a row speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowAspects {
    /// Everything.
    All,
    /// Everything but these.
    But(&'static [Aspect]),
    /// These.
    Only(&'static [Aspect]),
}

/// When a row holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowCondition {
    /// Always.
    Always,
    /// The item is new, and a draft.
    AsDraft,
    /// The item is new, and no further than in review.
    UpToReview,
    /// The item was a draft and is one.
    OfDraft,
    /// Unless a status becomes one that cancels.
    Uncancelled,
    /// A status of work changes between ready, doing and review, either way, or from rejected to doing.
    AtWork,
    /// The same, towards doing or review.
    Onward,
    /// A line goes, and work that it may have sent back goes on: what it explained is over.
    TakenUp,
    /// The question is new, or one's own.
    OwnQuestion,
    /// Nobody has this role.
    WhereNobodyIs(Role),
}

/// Whom a row names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowSubject {
    /// Whoever has the role.
    Role(Role),
    /// Whoever is this to the item.
    Relation(Relation),
}

const WORK: RowItems = RowItems::Kinds(&[Kind::Story, Kind::Bug, Kind::Task, Kind::Spike]);
const BACKLOG: RowItems = RowItems::Side(Side::Backlog);
const STATUS: Aspect = Aspect::field(Field::Status);
const MANAGER: RowSubject = RowSubject::Role(Role::ProductManager);
const OWNER: RowSubject = RowSubject::Role(Role::ProductOwner);
const DEVELOPER: RowSubject = RowSubject::Role(Role::Developer);
const SCRUM_MASTER: RowSubject = RowSubject::Role(Role::ScrumMaster);
const AGENT: RowSubject = RowSubject::Role(Role::Agent);
const MAINTAINER: RowSubject = RowSubject::Role(Role::Maintainer);
const ANYONE: RowSubject = RowSubject::Relation(Relation::Anyone);
const NAMED: RowSubject = RowSubject::Relation(Relation::Named);

const fn row(change: &'static str, what: RowItems, aspects: RowAspects, by: &'static [RowSubject]) -> AuthorityRow {
    AuthorityRow { change, what, aspects, condition: RowCondition::Always, by, decides: false }
}

impl AuthorityRow {
    const fn when(self, condition: RowCondition) -> Self {
        Self { condition, ..self }
    }

    const fn deciding(self) -> Self {
        Self { decides: true, ..self }
    }
}

impl RowAspects {
    /// Whether a row speaks of this aspect; `None` is a field that no table has.
    pub fn include(self, aspect: Option<Aspect>) -> bool {
        match self {
            Self::All => true,
            Self::But(aspects) => aspect.is_none_or(|it| !aspects.contains(&it)),
            Self::Only(aspects) => aspect.is_some_and(|it| aspects.contains(&it)),
        }
    }
}

/// The table, in the order of the reference.
pub const AUTHORITY: [AuthorityRow; 19] = [
    row("`roadmap.*`", RowItems::Side(Side::Roadmap), RowAspects::All, &[MANAGER]).deciding(),
    row("`backlog.*`", BACKLOG, RowAspects::All, &[OWNER]).deciding(),
    row(
        "`metric.current`",
        RowItems::Kinds(&[Kind::Metric]),
        RowAspects::Only(&[Aspect::field(Field::Current)]),
        &[OWNER, AGENT],
    ),
    row("`launch.criteria.met`", RowItems::Kinds(&[Kind::Launch]), RowAspects::Only(&[Aspect::CriteriaMet]), &[NAMED]),
    row("`sprint.*`, not `status -> dropped`", RowItems::Kinds(&[Kind::Sprint]), RowAspects::All, &[SCRUM_MASTER])
        .when(RowCondition::Uncancelled),
    row(
        "`task.*`, `spike.*`, not `rank`",
        RowItems::Kinds(&[Kind::Task, Kind::Spike]),
        RowAspects::But(&[Aspect::Rank]),
        &[DEVELOPER],
    ),
    row(
        "`bug.created` at any status up to review",
        RowItems::Kinds(&[Kind::Bug]),
        RowAspects::Only(&[Aspect::Created]),
        &[DEVELOPER],
    )
    .when(RowCondition::UpToReview),
    row(
        "`story.created`, `bug.created`, `task.created`, `spike.created` as draft, below what is ready",
        WORK,
        RowAspects::Only(&[Aspect::Created]),
        &[ANYONE, AGENT],
    )
    .when(RowCondition::AsDraft),
    row(
        "a draft's `*`, not `status`, not `rank`",
        RowItems::Any,
        RowAspects::But(&[STATUS, Aspect::Rank]),
        &[RowSubject::Relation(Relation::Creator)],
    )
    .when(RowCondition::OfDraft),
    row(
        "a backlog item's `assignee`, `points`, `sprint`, `needs`, `blocked`, `links`, `tests`, `criteria.met`",
        BACKLOG,
        RowAspects::Only(&[
            Aspect::field(Field::Assignee),
            Aspect::field(Field::Points),
            Aspect::field(Field::Sprint),
            Aspect::field(Field::Needs),
            Aspect::field(Field::Blocked),
            Aspect::field(Field::Links),
            Aspect::field(Field::Tests),
            Aspect::CriteriaMet,
        ]),
        &[DEVELOPER, SCRUM_MASTER],
    ),
    row(
        "a backlog item's `status` between ready, doing and review, either way, and `rejected -> doing`",
        WORK,
        RowAspects::Only(&[STATUS]),
        &[DEVELOPER, RowSubject::Relation(Relation::Assignee)],
    )
    .when(RowCondition::AtWork),
    row(
        "the `reason` of rejected work, taken away when or after it goes on",
        WORK,
        RowAspects::Only(&[Aspect::field(Field::Reason)]),
        &[DEVELOPER, RowSubject::Relation(Relation::Assignee), AGENT],
    )
    .when(RowCondition::TakenUp),
    row(
        "`epic.for`, `story.for`",
        RowItems::Kinds(&[Kind::Epic, Kind::Story]),
        RowAspects::Only(&[Aspect::field(Field::For)]),
        &[MANAGER],
    ),
    row(
        "`questions.asked`, `questions.withdrawn` (one's own)",
        RowItems::Any,
        RowAspects::Only(&[Aspect::QuestionsAsked, Aspect::QuestionsWithdrawn]),
        &[ANYONE, AGENT],
    )
    .when(RowCondition::OwnQuestion),
    row(
        "`questions.answered`, `questions.decided`",
        RowItems::Any,
        RowAspects::Only(&[Aspect::QuestionsAnswered, Aspect::QuestionsDecided]),
        &[RowSubject::Relation(Relation::Owner), NAMED, MANAGER, OWNER, DEVELOPER],
    ),
    row("a backlog item's `tests`", BACKLOG, RowAspects::Only(&[Aspect::field(Field::Tests)]), &[AGENT]),
    row(
        "a backlog item's `status -> doing`, `status -> review`, while work on it goes on",
        WORK,
        RowAspects::Only(&[STATUS]),
        &[AGENT],
    )
    .when(RowCondition::Onward),
    row("`config`", RowItems::Config, RowAspects::All, &[MAINTAINER]),
    row("`config`, where nobody is maintainer", RowItems::Config, RowAspects::All, &[MANAGER])
        .when(RowCondition::WhereNobodyIs(Role::Maintainer)),
];
