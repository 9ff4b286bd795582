//! The personas of the plan, by the names that a user story may call them.

use roadlog_model::{ItemRef, Plan, PlanItem};
use roadlog_syntax::Kind;
use roadlog_syntax::user_story::persona_name;
use roadlog_syntax::value::Id;
use rustc_hash::FxHashSet;

/// The words that may go on behind a persona and tell in which situation it is: "shop owner with two shops".
const QUALIFIERS: [&str; 24] = [
    "who", "whose", "that", "which", "with", "without", "on", "in", "at", "from", "of", "for", "using", "when",
    "while", "by", "after", "before", "and", "or", "trying", "looking", "visiting", "working",
];

/// The personas that stories can be told by: those outside of archives, other workspaces' too.
pub(crate) struct Personas {
    names: FxHashSet<String>,
    /// In the order of the plan.
    items: Vec<ItemRef>,
}

impl Personas {
    /// The personas of a plan.
    pub(crate) fn of(plan: &Plan) -> Self {
        let is_persona = |item: &PlanItem<'_>| !item.file().is_archived();
        let items: Vec<_> = plan.items_like(&[Kind::Persona]).filter(is_persona).collect();
        let names = items.iter().flat_map(|item| names(&item.title())).collect();
        Self { names, items: items.into_iter().map(PlanItem::at).collect() }
    }

    /// Whether there is none.
    pub(crate) const fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Their items, in the order of the plan that they are of.
    pub(crate) fn items<'p>(&self, plan: &'p Plan) -> impl DoubleEndedIterator<Item = PlanItem<'p>> {
        self.items.iter().filter_map(|at| plan.item(*at))
    }

    /// Whether the role of a story is one of them: by title, alone or with more words about who or in which situation,
    /// or by id. An id that there is none of is told by another rule.
    pub(crate) fn know(&self, plan: &Plan, role: &str) -> bool {
        self.are_told_of(plan, role, |behind| {
            let word = behind.split_whitespace().next().unwrap_or_default();
            QUALIFIERS.contains(&word) || !behind.starts_with(' ') || word.starts_with(['(', '/', '–'])
        })
    }

    /// The same in a form of the team's own, of which no language is known: any words may go on behind a title.
    pub(crate) fn know_in_own_form(&self, plan: &Plan, role: &str) -> bool {
        self.are_told_of(plan, role, |_| true)
    }

    fn are_told_of(&self, plan: &Plan, role: &str, may_go_on: impl Fn(&str) -> bool) -> bool {
        let name = persona_name(role);
        if self.have(&name) {
            return true;
        }
        if let Ok(id) = Id::parse(role) {
            return plan.first(&id).is_none_or(|item| item.is_a(&[Kind::Persona]));
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
        std::iter::once(words).chain(ends).any(|end| self.names.contains(end))
    }
}

/// The names that a persona's title gives it: all of it, and each of several, as in "Scheduler / Disponentin" and
/// "Scheduler (Disponentin)".
fn names(title: &str) -> Vec<String> {
    let parts = title.split(['/', '(', ')']).map(persona_name).filter(|name| !name.is_empty());
    std::iter::once(persona_name(title)).chain(parts).collect()
}
