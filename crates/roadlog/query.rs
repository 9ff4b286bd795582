//! What `roadlog list` is asked for: `status:ready owner:@maria is:blocked text`, every word of it narrowing the list.

use std::collections::{BTreeSet, HashSet};

use roadlog_config::{Field, KindSpec, Phase};
use roadlog_lint::suggest::nearest;
use roadlog_model::{Plan, PlanItem};
use roadlog_syntax::Kind;
use roadlog_syntax::value::{Handle, Id};

use crate::errors::Error;
use crate::names;

/// Every key, in the order in which they are told.
const KEYS: [&str; 15] = [
    "status",
    "phase",
    "kind",
    "owner",
    "assignee",
    "stakeholder",
    "team",
    "sprint",
    "for",
    "needs",
    "tag",
    "is",
    "file",
    "id",
    "text",
];

/// What may stand behind `is:`.
const STATES: [&str; 5] = ["open", "closed", "blocked", "archived", "new"];

/// The word for "has none".
const NONE: &str = "none";

/// A query: an item is listed where every term says yes to it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Query {
    terms: Vec<Term>,
}

/// The words that a plan knows beside the built-in ones: a team's own kinds and statuses.
#[derive(Clone, Debug)]
pub(crate) struct Vocabulary {
    kinds: BTreeSet<String>,
    statuses: BTreeSet<String>,
}

impl Vocabulary {
    /// The built-in words.
    pub(crate) fn built_in() -> Self {
        let kinds = Kind::ALL.iter().map(|kind| kind.name().to_owned()).collect();
        let statuses = Kind::ALL.iter().flat_map(|&kind| KindSpec::of(kind).statuses);
        Self { kinds, statuses: statuses.map(|status| status.name.to_owned()).collect() }
    }

    /// The built-in words, and those of the team's own.
    pub(crate) fn of(plan: &Plan) -> Self {
        let mut words = Self::built_in();
        let config = plan.config();
        words.kinds.extend(config.kinds().map(|kind| config.kind_name(kind).to_owned()));
        let folders: HashSet<&str> = plan.files().map(|(_, file)| folder(file.path())).collect();
        for folder in folders {
            let settings = config.settings(&format!("{folder}/plan.backlog"));
            let statuses = config.kinds().flat_map(|kind| settings.statuses(kind));
            words.statuses.extend(statuses.map(|status| status.name.to_string()));
        }
        words
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// One term: any of its values will do.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Term {
    Status(Vec<String>),
    Phase(Vec<Phase>),
    Kind(Vec<String>),
    People(Field, Vec<Option<Handle>>),
    Owner(Vec<Option<Handle>>),
    Team(Vec<Option<Handle>>),
    Sprint(Vec<Option<Id>>),
    For(Vec<Option<Id>>),
    Needs(Vec<Option<Id>>),
    Tag(Vec<String>),
    Is(Vec<&'static str>),
    File(Vec<String>),
    Id(Vec<String>),
    Text(String),
}

impl Query {
    /// Reads the words of a query.
    ///
    /// # Errors
    /// A key that there is not, or a value that its key cannot have, with the near miss.
    pub(crate) fn parse(words: &[String], vocabulary: &Vocabulary) -> Result<Self, Error> {
        let words = words.iter().flat_map(|word| word.split_whitespace());
        Ok(Self { terms: words.map(|word| term(word, vocabulary)).collect::<Result<_, _>>()? })
    }

    /// Whether the item is asked for. Archives are looked at only where the query says `is:archived` or names a file.
    pub(crate) fn matches(&self, item: PlanItem<'_>) -> bool {
        let archives = self.terms.iter().any(|term| match term {
            Term::Is(states) => states.contains(&"archived"),
            Term::File(_) => true,
            _ => false,
        });
        (archives || !item.file().is_archived()) && self.terms.iter().all(|term| term.matches(item))
    }
}

fn term(word: &str, vocabulary: &Vocabulary) -> Result<Term, Error> {
    let Some((key, value)) = word.split_once(':') else { return Ok(Term::Text(word.to_lowercase())) };
    if key.is_empty() || value.is_empty() {
        let hint = "write a key and a value, such as status:ready, or text:WORD to look for a colon";
        return Err(Error::user(format!("{word} is only half a term"), hint));
    }
    match key {
        "status" => words_of(key, value, &vocabulary.statuses).map(Term::Status),
        "phase" => each(value, phase).map(Term::Phase),
        "kind" => words_of(key, value, &vocabulary.kinds).map(Term::Kind),
        "owner" => each(value, person).map(Term::Owner),
        "assignee" => each(value, person).map(|people| Term::People(Field::Assignee, people)),
        "stakeholder" => each(value, person).map(|people| Term::People(Field::Stakeholders, people)),
        "team" => each(value, person).map(Term::Team),
        "sprint" => each(value, id).map(Term::Sprint),
        "for" => each(value, id).map(Term::For),
        "needs" => each(value, id).map(Term::Needs),
        "tag" => Ok(Term::Tag(lower(value).into_iter().map(|tag| tag.trim_start_matches('#').to_owned()).collect())),
        "is" => each(value, state).map(Term::Is),
        "file" => Ok(Term::File(lower(value))),
        "id" => Ok(Term::Id(lower(value))),
        "text" => Ok(Term::Text(value.to_lowercase())),
        _ => Err(unknown_key(key)),
    }
}

fn unknown_key(key: &str) -> Error {
    let hint = match nearest(key, KEYS) {
        Some(near) => format!("did you mean {near}:? To look for a colon write text:{key}:…"),
        None => format!("the keys are {}", KEYS.join(", ")),
    };
    Error::user(format!("a query has no key {key}"), hint)
}

fn lower(value: &str) -> Vec<String> {
    value.split(',').filter(|part| !part.is_empty()).map(str::to_lowercase).collect()
}

/// Each of the values that commas part.
fn each<T>(value: &str, read: impl Fn(&str) -> Result<T, Error>) -> Result<Vec<T>, Error> {
    value.split(',').filter(|part| !part.is_empty()).map(read).collect()
}

fn phase(word: &str) -> Result<Phase, Error> {
    Phase::named(word).ok_or_else(|| unknown_word("phase", word, &Phase::ALL.map(Phase::name)))
}

fn state(word: &str) -> Result<&'static str, Error> {
    STATES.into_iter().find(|state| *state == word).ok_or_else(|| unknown_word("is", word, &STATES))
}

/// The values, each one of `words`.
fn words_of(key: &str, value: &str, words: &BTreeSet<String>) -> Result<Vec<String>, Error> {
    let known: Vec<&str> = words.iter().map(|word| &**word).collect();
    let unknown = |word: &String| !words.contains(word);
    let values = lower(value);
    match values.iter().find(|word| unknown(word)) {
        Some(word) => Err(unknown_word(key, word, &known)),
        None => Ok(values),
    }
}

fn unknown_word(key: &str, word: &str, words: &[&str]) -> Error {
    let hint = match nearest(word, words.iter().copied()) {
        Some(near) => format!("did you mean {key}:{near}?"),
        None => format!("it can be {}", words.join(", ")),
    };
    Error::user(format!("no item can be {key}:{word}"), hint)
}

/// A handle, its `@` optional; `none` for nobody.
fn person(word: &str) -> Result<Option<Handle>, Error> {
    if word == NONE { Ok(None) } else { names::handle(word).map(Some) }
}

/// An id in any letter case of its prefix; `none` for none.
fn id(word: &str) -> Result<Option<Id>, Error> {
    if word == NONE { Ok(None) } else { names::id(word).map(Some) }
}

impl Term {
    fn matches(&self, item: PlanItem<'_>) -> bool {
        match self {
            Self::Status(words) => item.status().is_some_and(|status| holds(words, &status.word)),
            Self::Phase(phases) => item.phase().is_some_and(|phase| phases.contains(&phase)),
            Self::Kind(words) => {
                holds(words, &item.kind_word()) || item.like().is_some_and(|kind| holds(words, kind.name()))
            }
            Self::People(field, people) => any_of(people, item.people(*field).map(|(handle, _)| handle)),
            Self::Owner(people) => any_of(people, item.owner().map(|owner| owner.handle).into_iter()),
            Self::Team(teams) => has_team(item, teams),
            Self::Sprint(ids) => any_of(ids, item.ids(Field::Sprint).map(|(id, _)| id)),
            Self::For(ids) => serves(item, ids),
            Self::Needs(ids) => any_of(ids, item.ids(Field::Needs).map(|(id, _)| id)),
            Self::Tag(tags) => has_tag(item, tags),
            Self::Is(states) => states.iter().any(|state| is(item, state)),
            Self::File(parts) => parts.iter().any(|part| item.file().path().to_lowercase().contains(part)),
            Self::Id(parts) => {
                item.id().is_some_and(|id| parts.iter().any(|part| id.as_str().to_lowercase().contains(part)))
            }
            Self::Text(words) => says(item, words),
        }
    }
}

fn holds(words: &[String], word: &str) -> bool {
    words.iter().any(|wanted| wanted.eq_ignore_ascii_case(word))
}

/// Whether any of what there is is wanted, or there is nothing and that is wanted.
fn any_of<'v, T: PartialEq + 'v>(wanted: &[Option<T>], values: impl Iterator<Item = &'v T>) -> bool {
    let mut empty = true;
    for value in values {
        empty = false;
        if wanted.iter().any(|wanted| wanted.as_ref() == Some(value)) {
            return true;
        }
    }
    empty && wanted.contains(&None)
}

/// Whether one of the teams is the item's: named by its own lines, else by its sprint, else by an item above.
fn has_team(item: PlanItem<'_>, wanted: &[Option<Handle>]) -> bool {
    let own = teams_named(item);
    if !own.is_empty() {
        return any_of(wanted, own.into_iter());
    }
    let sprint = item.ids(Field::Sprint).filter_map(|(id, _)| item.plan().first(id)).map(teams_named);
    if let Some(teams) = { sprint }.find(|teams| !teams.is_empty()) {
        return any_of(wanted, teams.into_iter());
    }
    let above = |wanted: &dyn Fn(&Handle) -> bool| item.any_above(|above| teams_named(above).into_iter().any(wanted));
    above(&|team| wanted.iter().flatten().any(|wanted| wanted == team)) || (wanted.contains(&None) && !above(&|_| true))
}

/// The teams that an item's own lines name.
fn teams_named(item: PlanItem<'_>) -> Vec<&Handle> {
    let config = item.plan().config();
    let assigned = item.people(Field::Assignee).filter(|(who, _)| config.is_team(who));
    let named = [Field::Team, Field::Teams].into_iter().flat_map(|field| item.people(field));
    named.chain(assigned).map(|(handle, _)| handle).collect()
}

/// Whether the item serves one of these, at whatever distance; with `none`, whether it serves nothing and could.
fn serves(item: PlanItem<'_>, ids: &[Option<Id>]) -> bool {
    let named = ids.iter().flatten().any(|id| {
        item.ids(Field::For).any(|(parent, _)| parent == id) || item.any_above(|above| above.id() == Some(id))
    });
    let could = item.like().is_some_and(|kind| Field::For.is_on(kind));
    named || (ids.contains(&None) && could && item.field(Field::For).is_none())
}

fn has_tag(item: PlanItem<'_>, tags: &[String]) -> bool {
    item.field(Field::Tags).is_some_and(|field| {
        let text = field.text();
        text.split(',').any(|tag| holds(tags, tag.trim().trim_start_matches('#')))
    })
}

fn is(item: PlanItem<'_>, state: &str) -> bool {
    match state {
        "open" => item.phase().is_some_and(Phase::is_open),
        "closed" => item.phase().is_some_and(Phase::is_closed),
        "blocked" => item.is_blocked(),
        "archived" => item.file().is_archived(),
        _ => item.is_new(),
    }
}

/// Whether the words stand anywhere in the item, letter case ignored.
fn says(item: PlanItem<'_>, words: &str) -> bool {
    let text = item.file().document().text();
    text.get(item.syntax().span().range()).is_some_and(|text| text.to_lowercase().contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &str) -> Result<Query, Error> {
        Query::parse(&[words.to_owned()], &Vocabulary::built_in())
    }

    fn hint(word: &str) -> String {
        parsed(word).unwrap_err().hint
    }

    #[test]
    fn a_near_miss_of_a_key_is_told() {
        assert!(hint("onwer:@maria").contains("did you mean owner:?"), "{}", hint("onwer:@maria"));
        assert!(hint("colour:red").contains("the keys are status, phase"), "{}", hint("colour:red"));
    }

    #[test]
    fn a_near_miss_of_a_state_is_told() {
        assert_eq!(hint("is:blockd"), "did you mean is:blocked?");
        assert_eq!(hint("phase:dnoe"), "did you mean phase:done?");
        assert_eq!(hint("is:green"), "it can be open, closed, blocked, archived, new");
    }

    #[test]
    fn a_status_and_a_kind_must_be_ones_that_there_are() {
        assert_eq!(hint("status:redy"), "did you mean status:ready?");
        assert_eq!(hint("kind:stroy"), "did you mean kind:story?");
        assert!(parsed("status:ready,review kind:bug").is_ok());
    }

    #[test]
    fn half_a_term_is_refused() {
        for word in ["status:", ":ready", ":"] {
            assert!(parsed(word).is_err(), "{word}");
        }
    }

    #[test]
    fn ids_and_handles_may_be_written_loosely() {
        let query = parsed("owner:maria for:pay-1").unwrap();
        let maria = Handle::from_name("maria").unwrap();
        let expected = [Term::Owner(vec![Some(maria)]), Term::For(vec![Some(Id::parse("PAY-1").unwrap())])];
        assert_eq!(query.terms, expected);
    }

    #[test]
    fn words_without_a_key_are_looked_for_in_any_letter_case() {
        assert_eq!(parsed("Guest").unwrap().terms, [Term::Text("guest".to_owned())]);
    }
}
