//! What changed in a plan, grouped by whose it is: the roadmap, the backlog and the configuration, each item once.

mod markdown;
mod render;

use roadlog_config::{Aspect, Field, KindSpec, Phase, Side};
use roadlog_history::{Change, Criterion, Detail, Subject, Topic};
use roadlog_model::Untrusted;
use roadlog_syntax::value::Id;
use rustc_hash::FxHashMap;

use crate::page::Role;

/// What changed, for people to read.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ChangeReport {
    /// The groups that have changes, in the order of [`Part::ALL`].
    pub groups: Vec<ChangeGroup>,
}

/// The changes of one part of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeGroup {
    /// The part.
    pub part: Part,
    /// What changed, item by item, in the order in which the changes came.
    pub items: Vec<ItemChanges>,
}

/// A part of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// What product management decides on.
    Roadmap,
    /// What product ownership decides on.
    Backlog,
    /// Items of which nobody knows the kind.
    Other,
    /// roadlog.toml and .mailmap.
    Configuration,
}

impl Part {
    /// Every part, in the order in which they are told.
    pub const ALL: [Self; 4] = [Self::Roadmap, Self::Backlog, Self::Other, Self::Configuration];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Roadmap => "Roadmap",
            Self::Backlog => "Backlog",
            Self::Other => "Other items",
            Self::Configuration => "Configuration",
        }
    }

    fn of(change: &Change) -> Self {
        match (&change.topic, change.item.as_ref().map(|item| item.like)) {
            (Topic::Config(_), _) | (_, None) => Self::Configuration,
            (_, Some(None)) => Self::Other,
            (_, Some(Some(kind))) => match KindSpec::of(kind).side {
                Side::Roadmap => Self::Roadmap,
                Side::Backlog => Self::Backlog,
            },
        }
    }
}

/// What became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fate {
    /// It came into the plan.
    Came,
    /// It is gone.
    Went,
    /// It is another.
    Changed,
}

/// The changes of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemChanges {
    /// Its id; `None` for an item without one and for the configuration.
    pub id: Option<Untrusted>,
    /// Its title; `None` for the configuration.
    pub title: Option<Untrusted>,
    /// What became of it.
    pub fate: Fate,
    /// What changed about it, one line each.
    pub lines: Vec<ChangeLine>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeLine {
    /// What changed: `status doing → review`.
    pub words: Untrusted,
    /// How it is to be seen.
    pub role: Role,
    /// What there is to say about whose change it is.
    pub remark: Option<(Untrusted, Role)>,
}

/// The report of these changes. `remark` says what there is to say about whose change each is, by its place.
pub fn change_report(
    changes: &[Change],
    phase: &dyn Fn(&Subject, &str) -> Option<Phase>,
    remark: &dyn Fn(usize) -> Option<(Untrusted, Role)>,
) -> ChangeReport {
    let mut groups: Vec<ChangeGroup> = Vec::new();
    for part in Part::ALL {
        let mut items: Vec<ItemChanges> = Vec::new();
        let mut places: FxHashMap<Teller<'_>, usize> = FxHashMap::default();
        for (place, change) in changes.iter().enumerate().filter(|(_, change)| Part::of(change) == part) {
            let line = ChangeLine { words: change.words(), role: role(change, phase), remark: remark(place) };
            let known = *places.entry(Teller::of(change)).or_insert(items.len());
            match items.get_mut(known) {
                Some(item) => item.add(change, line),
                None => items.push(ItemChanges::of(change, line)),
            }
        }
        if !items.is_empty() {
            groups.push(ChangeGroup { part, items });
        }
    }
    ChangeReport { groups }
}

/// What changes are told together by: that they are of one item, or all of the configuration.
#[derive(PartialEq, Eq, Hash)]
enum Teller<'c> {
    Configuration,
    Id(&'c Id),
    /// An item without an id, by all that is known of it.
    Nameless(&'c Subject),
}

impl<'c> Teller<'c> {
    fn of(change: &'c Change) -> Self {
        match &change.item {
            None => Self::Configuration,
            Some(subject) => subject.id.as_ref().map_or(Self::Nameless(subject), Self::Id),
        }
    }
}

impl ItemChanges {
    fn of(change: &Change, line: ChangeLine) -> Self {
        let id = change.item.as_ref().and_then(|item| item.id.as_ref());
        let mut item = Self {
            id: id.map(|id| Untrusted::from(id.as_str())),
            title: change.item.as_ref().map(|item| item.title.clone()),
            fate: Fate::Changed,
            lines: Vec::new(),
        };
        item.add(change, line);
        item
    }

    fn add(&mut self, change: &Change, line: ChangeLine) {
        match &change.detail {
            Detail::Created(_) => self.fate = Fate::Came,
            Detail::Removed => self.fate = Fate::Went,
            _ => {}
        }
        self.lines.push(line);
    }
}

/// How a change is to be seen: what stops or takes away stands out, and what is reached.
fn role(change: &Change, phase: &dyn Fn(&Subject, &str) -> Option<Phase>) -> Role {
    let is_field = |field| change.is_about(Aspect::field(field));
    match &change.detail {
        Detail::Created(_) | Detail::Criterion(Criterion::Met(_)) => Role::Good,
        Detail::Removed | Detail::Criterion(Criterion::Removed(_) | Criterion::Unmet(_)) => Role::Warning,
        Detail::Value { after: Some(_), .. } if is_field(Field::Blocked) => Role::Alarm,
        Detail::Value { after: Some(after), .. } if is_field(Field::Status) => {
            let of = change.item.as_ref().and_then(|item| phase(item, after.unescaped()));
            of.map_or(Role::Plain, Role::Phase)
        }
        _ => Role::Plain,
    }
}

impl ChangeReport {
    /// How many changes there are.
    pub fn count(&self) -> usize {
        self.groups.iter().flat_map(|group| &group.items).map(|item| item.lines.len()).sum()
    }

    /// Whether nothing changed.
    pub const fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}
