//! The personas of the plan, by the names that a user story may call them.

use roadlog_model::{Plan, PlanItem};
use roadlog_syntax::Kind;
use roadlog_syntax::user_story::persona_name;
use roadlog_syntax::value::Id;
use rustc_hash::FxHashMap;

/// The words that may go on behind a persona and tell in which situation it is: "shop owner with two shops".
const QUALIFIERS: [&str; 24] = [
    "who", "whose", "that", "which", "with", "without", "on", "in", "at", "from", "of", "for", "using", "when",
    "while", "by", "after", "before", "and", "or", "trying", "looking", "visiting", "working",
];

/// The personas that stories can be told by: those outside of archives, other workspaces' too.
pub(crate) struct Personas<'p> {
    plan: &'p Plan,
    by_name: FxHashMap<String, PlanItem<'p>>,
    /// In the order of the plan.
    pub(crate) items: Vec<PlanItem<'p>>,
}

impl<'p> Personas<'p> {
    /// The personas of a plan.
    pub(crate) fn of(plan: &'p Plan) -> Self {
        let is_persona = |item: &PlanItem<'_>| item.is_a(&[Kind::Persona]) && !item.file().is_archived();
        let items: Vec<_> = plan.items().filter(is_persona).collect();
        let by_name = items.iter().map(|item| (persona_name(&item.title()), *item)).collect();
        Self { plan, by_name, items }
    }

    /// Whether the role of a story is one of them: by title, alone or with more words about the situation, or by id.
    /// An id that there is none of is told by another rule.
    pub(crate) fn know(&self, role: &str) -> bool {
        let name = persona_name(role);
        if self.by_name.contains_key(&name) {
            return true;
        }
        if let Ok(id) = Id::parse(role) {
            return self.plan.first(&id).is_none_or(|item| item.is_a(&[Kind::Persona]));
        }
        let mut spaces = name.match_indices([' ', ',', '(', '/']).map(|(space, _)| space);
        spaces.any(|space| {
            let (before, behind) = (name[..space].trim_end(), &name[space..]);
            let word = behind.split_whitespace().next().unwrap_or_default();
            let goes_on = QUALIFIERS.contains(&word) || !behind.starts_with(' ') || word.starts_with(['(', '/', '–']);
            goes_on && self.by_name.contains_key(before)
        })
    }
}
