//! One change of a plan: which item, what about it, from what to what, and where that stands.

use std::sync::Arc;

use roadlog_config::{Aspect, Config, Field, KindRef, Phase, Selector};
use roadlog_model::{PlanItem, Untrusted};
use roadlog_syntax::value::Id;
use roadlog_syntax::{Kind, Span};
use smol_str::SmolStr;

/// One change between two plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The item that changed; `None` for a change of roadlog.toml or .mailmap.
    pub item: Option<Subject>,
    /// What about it changed.
    pub topic: Topic,
    /// From what to what.
    pub detail: Detail,
    /// Where it stood in the plan before; `None` where it is new.
    pub before: Option<Place>,
    /// Where it stands in the plan after; `None` where it is gone.
    pub after: Option<Place>,
}

/// The item that a change is about: as the later plan has it, or the earlier one where it is gone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Subject {
    /// Its id; `None` where its header is broken or the id is still to be given.
    pub id: Option<Id>,
    /// The id that it had before, where that is another.
    pub former_id: Option<Id>,
    /// The word of its kind, in small letters.
    pub kind: SmolStr,
    /// The word of the kind that it had before, where that is another.
    pub former_kind: Option<SmolStr>,
    /// The built-in kind that it is or is like, in its own plan; `None` where no such kind is known.
    pub like: Option<Kind>,
    /// Its title.
    pub title: Untrusted,
}

/// What about an item changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    /// One of the built-in aspects, the built-in fields among them.
    Aspect(Aspect),
    /// Another field, by its key: a team's own, or one that nobody knows.
    OwnField(SmolStr),
    /// roadlog.toml or .mailmap, by what of it: `people.maria.roles`.
    Config(SmolStr),
}

/// From what to what something changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The item came into the plan.
    Created(Newcomer),
    /// The item is gone.
    Removed,
    /// One value became another; `None` where there is none.
    Value {
        /// What it was.
        before: Option<Untrusted>,
        /// What it is.
        after: Option<Untrusted>,
    },
    /// Members of a list came and went.
    Members {
        /// Those that came, in order.
        added: Vec<Untrusted>,
        /// Those that went, in order.
        removed: Vec<Untrusted>,
    },
    /// The item moved among those that it is ranked with.
    Moved {
        /// Which way.
        direction: Direction,
        /// The item next to it there: by its id, else by its title.
        neighbour: Untrusted,
    },
    /// Something about a criterion.
    Criterion(Criterion),
    /// Something about a question, an answer or a decision.
    Question(Question),
}

/// As what an item came into the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newcomer {
    /// Its status, written or meant; `None` where its kind has none.
    pub status: Option<SmolStr>,
    /// The phase of that status.
    pub phase: Option<Phase>,
}

/// To which side of its neighbour an item moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Above it.
    Above,
    /// Below it.
    Below,
}

/// What happened to a criterion, with its words, label and mark left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Criterion {
    /// It is new.
    Added(Untrusted),
    /// It is gone.
    Removed(Untrusted),
    /// It is no longer asked for, and stays in sight.
    Dropped(Untrusted),
    /// It is asked for again.
    Restored(Untrusted),
    /// It says something else.
    Reworded {
        /// What it said.
        before: Untrusted,
        /// What it says.
        after: Untrusted,
    },
    /// It is named otherwise: `^cart-kept`.
    Labelled {
        /// Its words.
        words: Untrusted,
        /// The label that it had.
        before: Option<Untrusted>,
        /// The label that it has.
        after: Option<Untrusted>,
    },
    /// It is met.
    Met(Untrusted),
    /// It was met and no longer is.
    Unmet(Untrusted),
}

/// What happened to a question, an answer or a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// A question was asked.
    Asked(Untrusted),
    /// A question says something else.
    Reasked {
        /// What it said.
        before: Untrusted,
        /// What it says.
        after: Untrusted,
    },
    /// A question is gone.
    Withdrawn(Untrusted),
    /// An answer came, changed (`before` and `after`) or went.
    Answered {
        /// The question that it answers.
        question: Untrusted,
        /// What it said.
        before: Option<Untrusted>,
        /// What it says.
        after: Option<Untrusted>,
    },
    /// A decision came, changed (`before` and `after`) or went.
    Decided {
        /// What it said.
        before: Option<Untrusted>,
        /// What it says.
        after: Option<Untrusted>,
    },
}

/// Where something stands in a file of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The path relative to the workspace's root, parted by `/`.
    pub path: Untrusted,
    /// The line, from 1.
    pub line: u32,
    /// The bytes of the file.
    pub span: Span,
}

impl Change {
    /// The word of the aspect that changed, as `diff --format json` and authority lines have it: `criteria.met`.
    pub fn aspect_name(&self) -> &str {
        match &self.topic {
            Topic::Aspect(aspect) => aspect.built_in_name().unwrap_or_default(),
            Topic::OwnField(key) => key,
            Topic::Config(_) => "config",
        }
    }

    /// Whether it is a change of that built-in aspect.
    pub fn is_about(&self, aspect: Aspect) -> bool {
        self.topic == Topic::Aspect(aspect)
    }

    /// What it was before, as text; `None` where there was nothing or where the change is not one of a text.
    pub fn value_before(&self) -> Option<&Untrusted> {
        match &self.detail {
            Detail::Value { before, .. } => before.as_ref(),
            Detail::Members { removed, .. } => removed.first(),
            Detail::Criterion(criterion) => criterion.before(),
            Detail::Question(question) => question.before(),
            Detail::Created(_) | Detail::Removed | Detail::Moved { .. } => None,
        }
    }

    /// What it is after, as text; `None` where there is nothing or where the change is not one of a text.
    pub fn value_after(&self) -> Option<&Untrusted> {
        match &self.detail {
            Detail::Value { after, .. } => after.as_ref(),
            Detail::Members { added, .. } => added.first(),
            Detail::Criterion(criterion) => criterion.after(),
            Detail::Question(question) => question.after(),
            Detail::Moved { neighbour, .. } => Some(neighbour),
            Detail::Created(_) | Detail::Removed => None,
        }
    }

    /// The words that its status changed from and to, where that is what changed.
    pub fn transition(&self) -> Option<(&str, &str)> {
        let Detail::Value { before, after } = &self.detail else { return None };
        self.is_about(Aspect::field(Field::Status)).then(|| (text_of(before.as_ref()), text_of(after.as_ref())))
    }

    /// Whether a selector of an authority line speaks of it, under the configuration that the line stands in. An item
    /// that changes its kind is of both kinds.
    pub fn matches(&self, selector: &Selector, config: &Config) -> bool {
        match &self.item {
            None => *selector == Selector::Config && matches!(self.topic, Topic::Config(_)),
            Some(subject) => {
                let (aspect, transition) = (self.aspect(config), self.transition());
                subject.kinds(config).any(|kind| selector.matches(kind, aspect, transition))
            }
        }
    }

    /// The aspect that changed, as a configuration knows it; `None` for a field that it does not know, and for the
    /// configuration itself.
    pub fn aspect(&self, config: &Config) -> Option<Aspect> {
        match &self.topic {
            Topic::Aspect(aspect) => Some(*aspect),
            Topic::OwnField(key) => config.field_named(key).map(Aspect::Field),
            Topic::Config(_) => None,
        }
    }
}

impl Subject {
    pub(crate) fn new(item: PlanItem<'_>) -> Self {
        Self {
            id: item.id().cloned(),
            former_id: None,
            kind: kind_word(item),
            former_kind: None,
            like: item.like(),
            title: Untrusted::from(&*item.title()),
        }
    }

    /// The subject of a change from `before` to `after`.
    pub(crate) fn changed(before: PlanItem<'_>, after: PlanItem<'_>) -> Self {
        let former_id = before.id().filter(|id| Some(*id) != after.id()).cloned();
        let subject = Self::new(after);
        let former_kind = Some(kind_word(before)).filter(|kind| *kind != subject.kind);
        Self { former_id, former_kind, ..subject }
    }

    /// The kinds that a configuration knows it by: the one that it has and, where that is another, the one that it had.
    pub fn kinds<'s>(&'s self, config: &'s Config) -> impl Iterator<Item = KindRef> + 's {
        [Some(&self.kind), self.former_kind.as_ref()].into_iter().flatten().filter_map(|word| config.kind(word))
    }
}

/// A text that may not be there.
fn text_of(text: Option<&Untrusted>) -> &str {
    text.map_or("", Untrusted::unescaped)
}

/// The word of an item's kind, in small letters.
pub(crate) fn kind_word(item: PlanItem<'_>) -> SmolStr {
    SmolStr::new(item.kind_word().to_ascii_lowercase())
}

impl Place {
    /// The place of `span` in the file of an item.
    pub(crate) fn of(item: PlanItem<'_>, span: Span) -> Self {
        let path: Arc<str> = item.file().shared_path();
        Self { path: path.into(), line: item.file().document().line_at(span.start) + 1, span }
    }

    /// The place of an item's header.
    pub(crate) fn of_header(item: PlanItem<'_>) -> Self {
        Self::of(item, item.syntax().header_span())
    }
}

impl Place {
    /// Whether two places are in one file.
    pub(crate) fn is_same_file((one, other): (&Self, &Self)) -> bool {
        one.path == other.path
    }
}

impl Criterion {
    /// What it said before, where it was there.
    pub const fn before(&self) -> Option<&Untrusted> {
        match self {
            Self::Added(_) => None,
            Self::Reworded { before, .. } => Some(before),
            Self::Removed(words)
            | Self::Dropped(words)
            | Self::Restored(words)
            | Self::Labelled { words, .. }
            | Self::Met(words)
            | Self::Unmet(words) => Some(words),
        }
    }

    /// What it says after, where it is there.
    pub const fn after(&self) -> Option<&Untrusted> {
        match self {
            Self::Removed(_) => None,
            Self::Reworded { after, .. } => Some(after),
            Self::Added(words)
            | Self::Dropped(words)
            | Self::Restored(words)
            | Self::Labelled { words, .. }
            | Self::Met(words)
            | Self::Unmet(words) => Some(words),
        }
    }
}

impl Question {
    /// What the question, answer or decision that changed said before, where it was there.
    pub const fn before(&self) -> Option<&Untrusted> {
        match self {
            Self::Asked(_) => None,
            Self::Withdrawn(words) => Some(words),
            Self::Reasked { before, .. } => Some(before),
            Self::Answered { before, .. } | Self::Decided { before, .. } => before.as_ref(),
        }
    }

    /// What the question, answer or decision that changed says after, where it is there.
    pub const fn after(&self) -> Option<&Untrusted> {
        match self {
            Self::Withdrawn(_) => None,
            Self::Asked(words) => Some(words),
            Self::Reasked { after, .. } => Some(after),
            Self::Answered { after, .. } | Self::Decided { after, .. } => after.as_ref(),
        }
    }
}
