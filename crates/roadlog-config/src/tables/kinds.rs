//! What roadlog knows of every built-in kind: who decides, what it serves, its statuses and its rank.

use roadlog_syntax::Kind;

use super::{Phase, Side};

/// A built-in status and the phase that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusSpec {
    /// The word in a `status` field.
    pub name: &'static str,
    /// How far an item with it is.
    pub phase: Phase,
}

/// Among which items of its file an open item is ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RankClass {
    /// Goals among goals.
    Goals,
    /// Initiatives among initiatives.
    Initiatives,
    /// Epics among epics.
    Epics,
    /// Stories, bugs, tasks and spikes among themselves.
    Work,
}

/// Everything that holds for one built-in kind but its fields, which [`super::Field::on`] tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindSpec {
    /// The kind that this is about.
    pub kind: Kind,
    /// What the kind is, in one line.
    pub meaning: &'static str,
    /// Who decides on it.
    pub side: Side,
    /// Its statuses in the order of work; the first is meant where none is written. Empty: it has no status.
    pub statuses: &'static [StatusSpec],
    /// Among what it is ranked; `None` where the order says nothing.
    pub rank: Option<RankClass>,
    /// How far right it stands in the order that `for` follows; `None` outside it.
    step: Option<u8>,
}

impl KindSpec {
    /// What holds for the kind.
    pub const fn of(kind: Kind) -> &'static Self {
        &SPECS[kind as usize]
    }

    /// Whether items of the kind have a status.
    pub const fn has_statuses(&self) -> bool {
        !self.statuses.is_empty()
    }
}

/// Whether the `for` of a `child` may name a `parent`.
///
/// Any kind further left in vision · goal · initiative · launch · epic · story · bug, spike · task;
/// besides, a goal a goal, a task a task, and metric and research a goal or an initiative.
pub const fn may_serve(child: Kind, parent: Kind) -> bool {
    match (child, parent) {
        (Kind::Goal, Kind::Goal)
        | (Kind::Task, Kind::Task)
        | (Kind::Metric | Kind::Research, Kind::Goal | Kind::Initiative) => true,
        _ => match (KindSpec::of(child).step, KindSpec::of(parent).step) {
            (Some(below), Some(above)) => above < below,
            _ => false,
        },
    }
}

/// The kinds that the `for` of a `child` may name, nearest to the vision first; none for a kind that serves nothing.
pub fn serves(child: Kind) -> impl Iterator<Item = Kind> {
    Kind::ALL.into_iter().filter(move |parent| may_serve(child, *parent))
}

const fn status(name: &'static str, phase: Phase) -> StatusSpec {
    StatusSpec { name, phase }
}

const GOAL: &[StatusSpec] = &[
    status("proposed", Phase::Draft),
    status("active", Phase::Doing),
    status("met", Phase::Done),
    status("missed", Phase::Dropped),
    status("dropped", Phase::Dropped),
];

const INITIATIVE: &[StatusSpec] = &[
    status("proposed", Phase::Draft),
    status("planned", Phase::Ready),
    status("active", Phase::Doing),
    status("shipped", Phase::Done),
    status("dropped", Phase::Dropped),
];

const LAUNCH: &[StatusSpec] =
    &[status("planned", Phase::Ready), status("launched", Phase::Done), status("dropped", Phase::Dropped)];

const SPRINT: &[StatusSpec] = &[
    status("planned", Phase::Ready),
    status("active", Phase::Doing),
    status("met", Phase::Done),
    status("missed", Phase::Dropped),
    status("dropped", Phase::Dropped),
];

const EPIC: &[StatusSpec] = &[
    status("draft", Phase::Draft),
    status("active", Phase::Doing),
    status("accepted", Phase::Done),
    status("dropped", Phase::Dropped),
];

const STORY: &[StatusSpec] = &[
    status("draft", Phase::Draft),
    status("ready", Phase::Ready),
    status("doing", Phase::Doing),
    status("review", Phase::Doing),
    status("rejected", Phase::Doing),
    status("accepted", Phase::Done),
    status("dropped", Phase::Dropped),
];

const TASK: &[StatusSpec] = &[
    status("draft", Phase::Draft),
    status("ready", Phase::Ready),
    status("doing", Phase::Doing),
    status("review", Phase::Doing),
    status("done", Phase::Done),
    status("dropped", Phase::Dropped),
];

/// One row a kind, in the order of [`Kind::ALL`].
const SPECS: [KindSpec; Kind::ALL.len()] = [
    KindSpec {
        kind: Kind::Vision,
        meaning: "What the product is for, in a sentence that lasts for years.",
        side: Side::Roadmap,
        statuses: &[],
        rank: None,
        step: Some(0),
    },
    KindSpec {
        kind: Kind::Persona,
        meaning: "Somebody the product is made for.",
        side: Side::Roadmap,
        statuses: &[],
        rank: None,
        step: None,
    },
    KindSpec {
        kind: Kind::Goal,
        meaning: "An outcome to reach in a period, judged by metrics.",
        side: Side::Roadmap,
        statuses: GOAL,
        rank: Some(RankClass::Goals),
        step: Some(1),
    },
    KindSpec {
        kind: Kind::Metric,
        meaning: "How a goal or an initiative is measured.",
        side: Side::Roadmap,
        statuses: &[],
        rank: None,
        step: None,
    },
    KindSpec {
        kind: Kind::Research,
        meaning: "What was learnt from the market or from users.",
        side: Side::Roadmap,
        statuses: &[],
        rank: None,
        step: None,
    },
    KindSpec {
        kind: Kind::Initiative,
        meaning: "A bet on how to reach a goal.",
        side: Side::Roadmap,
        statuses: INITIATIVE,
        rank: Some(RankClass::Initiatives),
        step: Some(2),
    },
    KindSpec {
        kind: Kind::Launch,
        meaning: "The day something reaches its users; its criteria are the checklist.",
        side: Side::Roadmap,
        statuses: LAUNCH,
        rank: None,
        step: Some(3),
    },
    KindSpec {
        kind: Kind::Sprint,
        meaning: "A period of work with one goal, which is its title.",
        side: Side::Backlog,
        statuses: SPRINT,
        rank: None,
        step: None,
    },
    KindSpec {
        kind: Kind::Epic,
        meaning: "A body of work too large for one sprint.",
        side: Side::Backlog,
        statuses: EPIC,
        rank: Some(RankClass::Epics),
        step: Some(4),
    },
    KindSpec {
        kind: Kind::Story,
        meaning: "A piece of value for a user.",
        side: Side::Backlog,
        statuses: STORY,
        rank: Some(RankClass::Work),
        step: Some(5),
    },
    KindSpec {
        kind: Kind::Bug,
        meaning: "Something that does not work as it should.",
        side: Side::Backlog,
        statuses: STORY,
        rank: Some(RankClass::Work),
        step: Some(6),
    },
    KindSpec {
        kind: Kind::Task,
        meaning: "A piece of work that no user sees.",
        side: Side::Backlog,
        statuses: TASK,
        rank: Some(RankClass::Work),
        step: Some(7),
    },
    KindSpec {
        kind: Kind::Spike,
        meaning: "A question answered by trying.",
        side: Side::Backlog,
        statuses: TASK,
        rank: Some(RankClass::Work),
        step: Some(6),
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    fn names(kinds: impl Iterator<Item = Kind>) -> String {
        kinds.map(Kind::name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_row_stands_at_its_own_kind() {
        assert!(Kind::ALL.into_iter().all(|kind| KindSpec::of(kind).kind == kind));
    }

    #[test]
    fn an_item_serves_what_stands_further_left() {
        let expected = [
            (Kind::Vision, ""),
            (Kind::Persona, ""),
            (Kind::Sprint, ""),
            (Kind::Goal, "vision goal"),
            (Kind::Metric, "goal initiative"),
            (Kind::Research, "goal initiative"),
            (Kind::Initiative, "vision goal"),
            (Kind::Launch, "vision goal initiative"),
            (Kind::Epic, "vision goal initiative launch"),
            (Kind::Story, "vision goal initiative launch epic"),
            (Kind::Bug, "vision goal initiative launch epic story"),
            (Kind::Spike, "vision goal initiative launch epic story"),
            (Kind::Task, "vision goal initiative launch epic story bug task spike"),
        ];
        for (kind, parents) in expected {
            assert_eq!(names(serves(kind)), parents, "{kind:?}");
        }
    }

    #[test]
    fn the_first_status_is_open_and_some_status_finishes() {
        for spec in &SPECS {
            let Some(first) = spec.statuses.first() else { continue };
            assert!(first.phase.is_open(), "{:?}", spec.kind);
            assert!(spec.statuses.iter().any(|it| it.phase == Phase::Done), "{:?}", spec.kind);
            assert!(spec.statuses.iter().any(|it| it.name == "dropped"), "{:?}", spec.kind);
        }
    }

    #[test]
    fn statuses_stand_in_the_order_of_work_and_are_written_once() {
        for spec in &SPECS {
            let phases: Vec<_> = spec.statuses.iter().map(|it| it.phase).collect();
            assert!(phases.is_sorted(), "{:?}", spec.kind);
            let mut words: Vec<_> = spec.statuses.iter().map(|it| it.name).collect();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), spec.statuses.len(), "{:?}", spec.kind);
        }
    }

    #[test]
    fn what_has_a_rank_has_statuses_to_be_open_by() {
        assert!(SPECS.iter().all(|spec| spec.rank.is_none() || spec.has_statuses()));
    }

    #[test]
    fn the_product_owner_decides_from_sprint_down() {
        let backlog = SPECS.iter().filter(|spec| spec.side == Side::Backlog);
        assert_eq!(names(backlog.map(|spec| spec.kind)), "sprint epic story bug task spike");
    }
}
