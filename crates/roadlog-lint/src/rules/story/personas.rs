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
        let named =
            |item: &PlanItem<'p>| names(&item.title()).into_iter().zip(std::iter::repeat(*item)).collect::<Vec<_>>();
        let by_name = items.iter().flat_map(named).collect();
        Self { plan, by_name, items }
    }

    /// Whether the role of a story is one of them: by title, alone or with more words about who or in which situation,
    /// or by id. An id that there is none of is told by another rule.
    pub(crate) fn know(&self, role: &str) -> bool {
        self.are_told_of(role, |behind| {
            let word = behind.split_whitespace().next().unwrap_or_default();
            QUALIFIERS.contains(&word) || !behind.starts_with(' ') || word.starts_with(['(', '/', '–'])
        })
    }

    /// The same in a form of the team's own, of which no language is known: any words may go on behind a title.
    pub(crate) fn know_in_own_form(&self, role: &str) -> bool {
        self.are_told_of(role, |_| true)
    }

    fn are_told_of(&self, role: &str, may_go_on: impl Fn(&str) -> bool) -> bool {
        let name = persona_name(role);
        if self.have(&name) {
            return true;
        }
        if let Ok(id) = Id::parse(role) {
            return self.plan.first(&id).is_none_or(|item| item.is_a(&[Kind::Persona]));
        }
        let mut spaces = name.match_indices([' ', ',', '(', '/']).map(|(space, _)| space);
        spaces.any(|space| {
            let (before, behind) = (name[..space].trim_end(), &name[space..]);
            may_go_on(behind) && self.have(before)
        })
    }

    /// Whether words are the name of a persona, or end with one: a "returning buyer" is a buyer.
    fn have(&self, words: &str) -> bool {
        let ends = words.match_indices(' ').map(|(space, _)| &words[space + 1..]);
        std::iter::once(words).chain(ends).any(|end| self.by_name.contains_key(end))
    }
}

/// The names that a persona's title gives it: all of it, and each of several, as in "Scheduler / Disponentin" and
/// "Scheduler (Disponentin)".
fn names(title: &str) -> Vec<String> {
    let parts = title.split(['/', '(', ')']).map(persona_name).filter(|name| !name.is_empty());
    std::iter::once(persona_name(title)).chain(parts).collect()
}
