//! No false alarm and no false pass: in generated histories in which everybody does what is theirs, with merges, nothing
//! is told; and one change that is nobody's of its author is told wherever it slips in.

mod common;

use common::{History, Revision, TODAY, revision};
use proptest::prelude::*;
use roadlog_history::{Commit, Court, Identity, Judged, State, Verdict, judge_range};
use roadlog_syntax::value::Handle;

/// An item as a history has it.
#[derive(Clone, Debug, PartialEq)]
struct Item {
    number: usize,
    kind: &'static str,
    title: usize,
    status: &'static str,
    points: usize,
    sprint: usize,
    tests: bool,
    criteria: Vec<bool>,
    question: Option<bool>,
    creator: &'static str,
}

type Model = Vec<Item>;

/// What somebody does: its place in [`ACTIONS`] and that of the item.
type Action = (usize, usize);

/// Who does something, and what it does to the item at a place.
type Deed = (&'static str, fn(&mut Model, usize));

/// What there is to do, and who does it.
const ACTIONS: [Deed; 20] = [
    ("maria", |model, at| step(model, at, "draft", "ready")),
    ("maria", |model, at| step(model, at, "ready", "draft")),
    ("maria", |model, at| model[at].title += 1),
    ("maria", |model, at| model[at].criteria.push(false)),
    ("maria", |model, at| step(model, at, "review", if model[at].kind == "task" { "done" } else { "accepted" })),
    ("maria", |model, at| {
        if model[at].kind != "task" {
            step(model, at, "review", "rejected");
        }
    }),
    ("noah", |model, at| {
        let item = model.remove(at);
        model.insert(0, item);
    }),
    ("maria", |model, at| {
        if model.len() > 3 {
            model.remove(at);
        }
    }),
    ("li", |model, at| model[at].points += 1),
    ("li", |model, at| step(model, at, "ready", "doing")),
    ("li", |model, at| step(model, at, "doing", "review")),
    ("li", |model, at| step(model, at, "rejected", "doing")),
    ("li", |model, at| model[at].criteria.iter_mut().for_each(|met| *met = true)),
    ("li", |model, _| model.push(new(model, "bug", "doing", "li"))),
    ("li", |model, _| model.push(new(model, "task", "ready", "li"))),
    ("sam", |model, _| model.push(new(model, "story", "draft", "sam"))),
    ("sam", |model, at| {
        if model[at].creator == "sam" && model[at].status == "draft" {
            model[at].title += 1;
            model[at].criteria.push(false);
        }
    }),
    ("sam", |model, at| model[at].question = model[at].question.or(Some(false))),
    ("ana", |model, at| model[at].question = model[at].question.map(|_| true)),
    ("bot", |model, at| {
        model[at].tests = true;
        step(model, at, "ready", "doing");
    }),
];

/// Of which actions those change one item and nothing beside it.
const WITHIN: [usize; 12] = [0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 17];

/// What nobody of these may do.
const FORBIDDEN: [Deed; 6] = [
    ("li", |model, at| model[at].title += 1_000),
    ("ana", |model, at| model[at].points += 1_000),
    ("kim", |model, at| model[at].status = if model[at].kind == "task" { "dropped" } else { "accepted" }),
    ("bot", |model, at| model[at].criteria.push(true)),
    ("eve", |model, at| model[at].sprint = 7),
    ("max", |model, at| {
        model.remove(at);
    }),
];

fn step(model: &mut Model, at: usize, from: &str, to: &'static str) {
    if model[at].status == from {
        model[at].status = to;
    }
}

fn new(model: &Model, kind: &'static str, status: &'static str, creator: &'static str) -> Item {
    let number = model.iter().map(|item| item.number + 1).max().unwrap_or_default().max(100);
    let (title, points, sprint, tests) = (0, 0, 0, false);
    Item { number, kind, title, status, points, sprint, tests, criteria: Vec::new(), question: None, creator }
}

fn text(model: &Model) -> String {
    let item = |item: &Item| {
        let mut lines = vec![format!("{} PAY-{} Title {} of {}", item.kind, item.number, item.title, item.number)];
        lines.push(format!("  status: {}", item.status));
        lines.extend((item.status == "rejected").then(|| "  reason: it is slow".to_owned()));
        lines.extend((item.points > 0).then(|| format!("  points: {}", item.points)));
        lines.extend((item.sprint > 0).then(|| format!("  sprint: PAY-s{}", item.sprint)));
        lines.extend(item.tests.then(|| "  tests: tests/pay.rs".to_owned()));
        let mark = |met: &bool| if *met { 'x' } else { ' ' };
        let criteria = item.criteria.iter().enumerate();
        lines.extend(criteria.map(|(place, met)| {
            format!("  [{}] {} is kept", mark(met), ["alpha", "beta"][place % 2].repeat(place + 1))
        }));
        lines.extend(item.question.map(|_| "  ? Why".to_owned()));
        lines.extend(item.question.filter(|answered| *answered).map(|_| "  ! So".to_owned()));
        lines.join("\n") + "\n\n"
    };
    model.iter().map(item).collect()
}

/// A history: who made each commit, from which ones, and what.
struct Made {
    commits: Vec<(&'static str, Vec<usize>, Model)>,
}

fn base() -> Model {
    let item = |number: usize| Item {
        number,
        kind: ["story", "bug", "task"][number % 3],
        status: ["ready", "doing", "draft", "review"][number % 4],
        criteria: vec![false; number % 3],
        creator: "sam",
        ..new(&Vec::new(), "story", "draft", "sam")
    };
    // What is ready stands above what is not.
    let mut items: Model = (1..9).map(item).collect();
    items.sort_by_key(|item| item.status == "draft");
    items
}

/// A line of work, a branch beside it that changes other items, a merge, and some more.
fn made(first: &[Action], branch: &[Action], more: &[Action]) -> Made {
    let mut commits = vec![("sam", vec![], base())];
    let act = |commits: &mut Vec<(&'static str, Vec<usize>, Model)>, parent: usize, action: usize, place: usize| {
        let mut model = commits[parent].2.clone();
        let (who, change) = ACTIONS[action % ACTIONS.len()];
        let at = place % model.len();
        change(&mut model, at);
        if model == commits[parent].2 {
            return parent;
        }
        commits.push((who, vec![parent], model));
        commits.len() - 1
    };
    let is_even = |model: &Model, place: usize| model[place % model.len()].number.is_multiple_of(2);
    let (mut one, mut other) = (0, 0);
    for (action, place) in first {
        if is_even(&commits[one].2, *place) {
            one = act(&mut commits, one, *action, *place);
        }
    }
    for (action, place) in branch {
        if !is_even(&commits[other].2, *place) {
            other = act(&mut commits, other, WITHIN[action % WITHIN.len()], *place);
        }
    }
    let mut last = one;
    if other != 0 {
        let theirs = commits[other].2.clone();
        let of_branch = |item: &Item| theirs.iter().find(|it| it.number == item.number && item.number % 2 == 1);
        let merged = commits[one].2.iter().map(|item| of_branch(item).unwrap_or(item).clone()).collect();
        commits.push(("li", vec![one, other], merged));
        last = commits.len() - 1;
    }
    for (action, place) in more {
        last = act(&mut commits, last, *action, *place);
    }
    Made { commits }
}

impl Made {
    /// What does not stand of it.
    fn told(&self) -> Vec<String> {
        let revisions: Vec<Revision> = self.commits.iter().map(|(_, _, model)| revision(&text(model))).collect();
        let state = |place: usize| State { plan: &revisions[place].plan, policy: &revisions[place].policy };
        let authors: Vec<Identity> =
            self.commits.iter().map(|(who, ..)| Identity::Claimed(Handle::from_name(who).expect("a handle"))).collect();
        let commits: Vec<Commit<'_>> = (1..self.commits.len())
            .map(|place| Commit {
                author: &authors[place],
                state: state(place),
                parents: self.commits[place].1.iter().map(|parent| state(*parent)).collect(),
            })
            .collect();
        let court = Court { policy: revisions[0].plan.config(), today: TODAY, origins: &History, approvals: &[] };
        let refused = |it: &Judged| matches!(it.verdict, Verdict::Refused(_));
        let judged = judge_range(&court, state(0), &commits);
        let line = |it: Judged| format!("{} {}", self.commits[it.commit + 1].0, it.change.sentence().unescaped());
        judged.into_iter().filter(refused).map(line).collect()
    }
}

fn actions(most: usize) -> impl Strategy<Value = Vec<Action>> {
    prop::collection::vec((0..1_000_usize, 0..1_000_usize), 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_honest_history_is_not_told_of(first in actions(10), branch in actions(10), more in actions(6)) {
        let made = made(&first, &branch, &more);
        let texts = || made.commits.iter().map(|it| (it.0, text(&it.2))).collect::<Vec<_>>();
        prop_assert_eq!(made.told(), [""; 0], "{:#?}", texts());
    }

    #[test]
    fn what_nobody_may_is_told_of(first in actions(8), branch in actions(8), forbidden in 0..6_usize, at in 0..1_000_usize) {
        let mut made = made(&first, &branch, &[]);
        let last = made.commits.len() - 1;
        let mut model = made.commits[last].2.clone();
        let (who, change) = FORBIDDEN[forbidden];
        let at = at % model.len();
        // A developer may rewrite a task.
        prop_assume!(who != "li" || model[at].kind != "task");
        prop_assume!(!matches!(model[at].status, "accepted" | "done" | "dropped"));
        change(&mut model, at);
        made.commits.push((who, vec![last], model));
        let told = made.told();
        prop_assert!(told.iter().any(|line| line.starts_with(who)), "{told:?}");
    }
}
