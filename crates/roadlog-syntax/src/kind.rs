//! The built-in kinds of item: the only vocabulary that the parser itself knows.

/// A built-in kind of item. Kinds of a team's own stand on the model of one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    /// What the product is for, in a sentence that lasts for years.
    Vision,
    /// Somebody the product is made for.
    Persona,
    /// An outcome to reach in a period.
    Goal,
    /// How a goal or an initiative is measured.
    Metric,
    /// What was learnt from the market or from users.
    Research,
    /// A bet on how to reach a goal.
    Initiative,
    /// The day something reaches its users, with its checklist.
    Launch,
    /// A period of work with one goal.
    Sprint,
    /// A body of work too large for one sprint.
    Epic,
    /// A piece of value for a user.
    Story,
    /// Something that does not work as it should.
    Bug,
    /// A piece of work that no user sees.
    Task,
    /// A question answered by trying.
    Spike,
}

impl Kind {
    /// Every kind, in the order of the plan: from why to how.
    pub const ALL: [Self; 13] = [
        Self::Vision,
        Self::Persona,
        Self::Goal,
        Self::Metric,
        Self::Research,
        Self::Initiative,
        Self::Launch,
        Self::Sprint,
        Self::Epic,
        Self::Story,
        Self::Bug,
        Self::Task,
        Self::Spike,
    ];

    /// The word that stands in a header.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Vision => "vision",
            Self::Persona => "persona",
            Self::Goal => "goal",
            Self::Metric => "metric",
            Self::Research => "research",
            Self::Initiative => "initiative",
            Self::Launch => "launch",
            Self::Sprint => "sprint",
            Self::Epic => "epic",
            Self::Story => "story",
            Self::Bug => "bug",
            Self::Task => "task",
            Self::Spike => "spike",
        }
    }

    /// The kind of that name, in exactly this letter case.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The kind of that name, in any letter case.
    pub fn named_in_any_case(name: &str) -> Option<Self> {
        if name.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Self::named(name);
        }
        Self::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name))
    }
}
