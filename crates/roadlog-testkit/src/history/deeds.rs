//! What people do to a plan, and who does it.

use super::model::{Item, Model};
use crate::generate::random::Random;

/// Something that somebody may do.
pub(super) struct Deed {
    pub(super) who: &'static [&'static str],
    /// Whether it changes one item and nothing beside it, so that it can be merged with what changes another one.
    is_within: bool,
    pub(super) does: fn(&mut Model, &'static str, &Scope, &mut Random),
}

/// What a branch may change, so that it can be merged with others.
pub(super) struct Scope {
    /// The items whose key leaves this rest, divided by [`ARMS`]; all but those up to it, where `is_beside`.
    rest: Option<usize>,
    is_beside: bool,
}

/// As many parts of the items as branches may have beside each other, and one more.
const ARMS: usize = 4;

impl Scope {
    pub(super) const fn everything() -> Self {
        Self { rest: None, is_beside: false }
    }

    /// The items of a branch.
    pub(super) const fn within(arm: usize) -> Self {
        Self { rest: Some(arm), is_beside: false }
    }

    /// What is left to the line that so many branches left.
    pub(super) const fn beside(arms: usize) -> Self {
        Self { rest: Some(arms), is_beside: true }
    }

    pub(super) fn includes(&self, item: &Item) -> bool {
        let part = item.key % ARMS;
        match self.rest {
            None => true,
            Some(arms) if self.is_beside => part == 0 || part > arms,
            Some(arm) => part == arm,
        }
    }

    pub(super) const fn has_room_for(&self, deed: &Deed) -> bool {
        deed.is_within || self.rest.is_none() || self.is_beside
    }
}

const OWNERS: &[&str] = &["maria", "noah"];
const DEVELOPERS: &[&str] = &["li", "tom"];
const TEAM: &[&str] = &["li", "tom", "kim"];
const ANYONE: &[&str] = &["sam", "li", "kim", "ana", "maria", "bot"];

const fn within(who: &'static [&'static str], does: fn(&mut Model, &'static str, &Scope, &mut Random)) -> Deed {
    Deed { who, is_within: true, does }
}

const fn wide(who: &'static [&'static str], does: fn(&mut Model, &'static str, &Scope, &mut Random)) -> Deed {
    Deed { who, is_within: false, does }
}

/// An item in the scope for which something holds, if there is one. Of a product owner it is one that is theirs.
fn an_item<'m>(
    model: &'m mut Model,
    who: &str,
    scope: &Scope,
    random: &mut Random,
    holds: impl Fn(&Item) -> bool,
) -> Option<&'m mut Item> {
    let is_theirs =
        |owner: &str, item: &Item| !OWNERS.contains(&who) || item.owner.map_or(owner == who, |it| it == who);
    let mut fitting: Vec<&mut Item> = Vec::new();
    for backlog in &mut model.backlogs {
        let owner = backlog.owner;
        fitting.extend(backlog.items.iter_mut().filter(|it| is_theirs(owner, it) && scope.includes(it) && holds(it)));
    }
    let at = random.below(fitting.len());
    fitting.into_iter().nth(at)
}

/// Does something to any item in the scope.
fn to_one(model: &mut Model, who: &str, scope: &Scope, random: &mut Random, does: impl FnOnce(&mut Item)) {
    if let Some(item) = an_item(model, who, scope, random, |_| true) {
        does(item);
    }
}

/// Takes an item from one status to another.
fn step(model: &mut Model, who: &str, scope: &Scope, random: &mut Random, from: &str, to: &'static str) {
    if let Some(item) = an_item(model, who, scope, random, |item| item.status == from) {
        item.status = to;
    }
}

/// The file of a product owner.
fn own(model: &Model, who: &str) -> usize {
    model.backlogs.iter().position(|backlog| backlog.owner == who).unwrap_or_default()
}

fn is_task(item: &Item) -> bool {
    matches!(item.kind, "task" | "spike")
}

pub(super) const DEEDS: [Deed; 47] = [
    within(OWNERS, |m, w, s, r| step(m, w, s, r, "draft", "ready")),
    within(OWNERS, |m, w, s, r| step(m, w, s, r, "ready", "draft")),
    within(OWNERS, |m, w, s, r| {
        if let Some(item) = an_item(m, w, s, r, |item| item.status == "review") {
            item.status = if is_task(item) { "done" } else { "accepted" };
        }
    }),
    within(OWNERS, |m, w, s, r| {
        if let Some(item) = an_item(m, w, s, r, |item| item.status == "review" && !is_task(item)) {
            item.status = "rejected";
        }
    }),
    within(OWNERS, |m, w, s, r| step(m, w, s, r, "ready", "dropped")),
    within(OWNERS, |m, w, s, r| to_one(m, w, s, r, |item| item.title += 1)),
    within(OWNERS, |m, w, s, r| to_one(m, w, s, r, |item| item.prose += 1)),
    within(OWNERS, |m, w, s, r| to_one(m, w, s, r, |item| item.value += 1)),
    within(OWNERS, |m, w, s, r| to_one(m, w, s, r, |item| item.points += 1)),
    within(OWNERS, |m, w, s, r| {
        if let Some(item) = an_item(m, w, s, r, |item| item.criteria.len() < 5) {
            let label = item.criteria.iter().map(|(label, ..)| label + 1).max().unwrap_or_default();
            item.criteria.push((label, label, ' '));
        }
    }),
    within(OWNERS, |m, w, s, r| {
        if let Some(criterion) = an_item(m, w, s, r, |_| true).and_then(|item| item.criteria.first_mut()) {
            criterion.1 += 1;
        }
    }),
    within(OWNERS, |m, w, s, r| {
        to_one(m, w, s, r, |item| item.criteria.truncate(1));
    }),
    within(OWNERS, |m, w, s, r| {
        if let Some(criterion) = an_item(m, w, s, r, |_| true).and_then(|item| item.criteria.last_mut()) {
            criterion.2 = '-';
        }
    }),
    within(OWNERS, |m, w, s, r| to_one(m, w, s, r, |item| item.criteria.reverse())),
    within(OWNERS, |m, w, s, r| {
        if let Some(item) = an_item(m, w, s, r, |item| !is_task(item)) {
            item.kind = if item.kind == "story" { "bug" } else { "story" };
        }
    }),
    wide(OWNERS, |m, w, s, r| {
        let item = Item { owner: Some(w), ..m.new_item("story", ["draft", "ready"][r.below(2)], w) };
        let at = own(m, w);
        let place = r.below(m.backlogs[at].items.len() + 1);
        if s.includes(&item) {
            m.backlogs[at].items.insert(place, item);
        }
    }),
    wide(OWNERS, |m, w, s, r| {
        let file = own(m, w);
        let items = &mut m.backlogs[file].items;
        let at = r.below(items.len());
        let is_theirs = |item: &Item| item.owner.is_none_or(|owner| owner == w) && s.includes(item);
        if items.len() > 4 && is_theirs(&items[at]) {
            items.remove(at);
        }
    }),
    wide(OWNERS, |m, w, _, r| {
        let at = own(m, w);
        let items = &mut m.backlogs[at].items;
        let (from, to) = (r.below(items.len()), r.below(items.len()));
        if items.iter().all(|item| item.owner.is_none_or(|owner| owner == w)) && !items.is_empty() {
            let item = items.remove(from);
            items.insert(to, item);
        }
    }),
    wide(OWNERS, |m, w, s, r| {
        // To the end of the other one's file: it is told as moved, and above nothing that is ready.
        let at = own(m, w);
        let place = r.below(m.backlogs[at].items.len());
        let is_theirs = |item: &Item| item.owner == Some(w) && item.status == "draft" && s.includes(item);
        if m.backlogs[at].items.get(place).is_some_and(is_theirs) && m.backlogs[at].items.len() > 4 {
            let item = m.backlogs[at].items.remove(place);
            m.backlogs[1 - at].items.push(item);
        }
    }),
    wide(OWNERS, |m, w, _, _| {
        let at = own(m, w);
        let is_theirs = |item: &Item| item.owner == Some(w);
        if m.backlogs[at].items.iter().all(is_theirs) && at != 0 {
            m.backlogs[at].name += 1;
        }
    }),
    wide(&["maria"], |m, _, _, _| {
        if m.backlogs[0].items.iter().all(|item| item.owner == Some("maria")) {
            m.backlogs[0].name += 1;
        }
    }),
    wide(OWNERS, |m, w, s, r| {
        let next = m.next;
        let Some(item) = an_item(m, w, s, r, |_| true) else { return };
        let before = std::mem::replace(&mut item.id, next);
        m.next += 1;
        for id in m.backlogs.iter_mut().flat_map(|it| &mut it.items).flat_map(|item| &mut item.needs) {
            *id = if *id == before { next } else { *id };
        }
    }),
    within(TEAM, |m, w, s, r| to_one(m, w, s, r, |item| item.points += 1)),
    within(TEAM, |m, w, s, r| {
        let assignee = [None, Some("li"), Some("tom")][r.below(3)];
        to_one(m, w, s, r, |item| item.assignee = assignee);
    }),
    within(TEAM, |m, w, s, r| {
        to_one(m, w, s, r, |item| item.is_in_sprint = !item.is_in_sprint);
    }),
    within(TEAM, |m, w, s, r| {
        to_one(m, w, s, r, |item| item.is_blocked = !item.is_blocked);
    }),
    within(TEAM, |m, w, s, r| to_one(m, w, s, r, |item| item.tests += 1)),
    within(TEAM, |m, w, s, r| {
        let ids: Vec<_> = m.backlogs.iter().flat_map(|it| &it.items).map(|item| item.id).collect();
        let id = r.pick(&ids).copied().unwrap_or_default();
        if let Some(item) = an_item(m, w, s, r, |item| item.id != id && item.needs.len() < 3) {
            item.needs.retain(|it| *it != id);
            item.needs.push(id);
        }
    }),
    within(TEAM, |m, w, s, r| to_one(m, w, s, r, |item| item.needs.truncate(1))),
    within(TEAM, |m, w, s, r| {
        let criterion = an_item(m, w, s, r, |_| true).and_then(|item| item.criteria.first_mut());
        if let Some(criterion) = criterion.filter(|it| it.2 != '-') {
            criterion.2 = if criterion.2 == 'x' { ' ' } else { 'x' };
        }
    }),
    within(DEVELOPERS, |m, w, s, r| step(m, w, s, r, "ready", "doing")),
    within(DEVELOPERS, |m, w, s, r| step(m, w, s, r, "doing", "review")),
    within(DEVELOPERS, |m, w, s, r| step(m, w, s, r, "review", "doing")),
    within(DEVELOPERS, |m, w, s, r| step(m, w, s, r, "rejected", "doing")),
    within(DEVELOPERS, |m, w, s, r| {
        if let Some(item) = an_item(m, w, s, r, is_task) {
            item.title += 1;
        }
    }),
    within(DEVELOPERS, |m, w, s, r| {
        if let Some(question) = an_item(m, w, s, r, |_| true).and_then(|item| item.questions.first_mut()) {
            question.2 = true;
        }
    }),
    wide(DEVELOPERS, |m, w, s, r| {
        let status = ["draft", "ready", "doing", "review"][r.below(4)];
        let item = m.new_item(["bug", "task", "spike"][r.below(3)], status, w);
        let at = r.below(2);
        if s.includes(&item) {
            m.backlogs[at].items.push(item);
        }
    }),
    wide(&["sam", "bot", "kim", "ana", "li"], |m, w, s, r| {
        let item = m.new_item(["story", "bug", "task", "spike"][r.below(4)], "draft", w);
        let at = r.below(2);
        if s.includes(&item) {
            m.backlogs[at].items.push(item);
        }
    }),
    within(&["sam", "kim"], |m, w, s, r| {
        if let Some(item) = an_item(m, w, s, r, |item| item.creator == w && item.status == "draft") {
            item.title += 1;
            item.prose += r.below(2);
        }
    }),
    within(ANYONE, |m, w, s, r| {
        let question = m.next;
        if let Some(item) = an_item(m, w, s, r, |item| item.questions.len() < 3) {
            item.questions.push((w, question, false));
            m.next += 1;
        }
    }),
    within(&["bot"], |m, w, s, r| to_one(m, w, s, r, |item| item.tests += 1)),
    within(&["bot"], |m, w, s, r| step(m, w, s, r, "ready", "doing")),
    wide(&["ana"], |m, _, _, r| *[&mut m.goal, &mut m.initiative][r.below(2)] += 1),
    wide(&["ana", "maria", "bot"], |m, _, _, r| m.current = 50 + r.below(40)),
    wide(&["kim", "maria"], |m, _, _, r| *[&mut m.sprint, &mut m.capacity][r.below(2)] += 1),
    wide(&["zoe"], |m, _, _, r| *[&mut m.rules, &mut m.aliases][r.below(2)] += 1),
    wide(&["sam", "eve", "zoe"], |m, _, _, _| m.notes += 1),
];
