//! Values of roadlog.toml: words, people, roles, kinds, rules' levels, and what can change.

use roadlog_config::{Aspect, Config, KeyType, Phase, Relation, Role, RuleLevel, Side};
use roadlog_lint::{OptionDefault, rule};
use roadlog_syntax::Span;

use super::completion::option_at;
use super::keys::{Found, key_at};
use super::place::{TomlSpot, ValuePlace};
use crate::completion::{Completion, CompletionKey, CompletionKind, Offers, days_from_today};

/// Languages that plans are often written in, as BCP 47 tags.
const LANGUAGES: [(&str, &str); 8] = [
    ("en", "English: the wording rules know it"),
    ("de", "German"),
    ("es", "Spanish"),
    ("fr", "French"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("pt-BR", "Portuguese of Brazil"),
    ("zh", "Chinese"),
];

/// Values while they are gathered: each is written as its place needs it.
struct Values<'a> {
    place: &'a ValuePlace<'a>,
    is_list: bool,
    /// The other members of the list.
    taken: Vec<String>,
    offers: &'a mut Offers,
}

/// What may stand in a place for a value.
pub(super) fn values(spot: &TomlSpot<'_>, place: &ValuePlace<'_>, offers: &mut Offers) {
    let Some(Found { key, path }) = key_at(place.path) else { return };
    let is_list = matches!(key.value, KeyType::Texts) && !place.in_list;
    let mut values = Values { place, is_list, taken: others(spot, place), offers };
    match key.value {
        KeyType::Word(words) => of_words(&mut values, words, key.default),
        KeyType::Boolean => of_booleans(&mut values, key.default),
        KeyType::Date => {
            for (day, what) in days_from_today(spot.snapshot.surroundings.today) {
                values.bare(&day.to_string(), CompletionKind::Day, &what);
            }
        }
        KeyType::Option => of_option(&mut values),
        KeyType::Text | KeyType::Texts => of_texts(spot, &mut values, &path),
        KeyType::Table(_) | KeyType::Tables(_) => {}
    }
}

/// The members of the list that the cursor stands in, without the one at the cursor.
fn others(spot: &TomlSpot<'_>, place: &ValuePlace<'_>) -> Vec<String> {
    let texts = spot.pieces.iter().filter(|placed| placed.path == place.path && !placed.span.touches(spot.offset));
    texts
        .filter(|placed| placed.table == spot.table())
        .map(|it| spot.written(it.span).trim_matches(['"', '\'']).to_owned())
        .collect()
}

impl Values<'_> {
    /// Offers a text.
    fn text(&mut self, text: &str, kind: CompletionKind, detail: &str, key: CompletionKey) {
        if self.taken.iter().any(|other| other == text) {
            return;
        }
        let insert = match (self.place.is_quoted, self.place.is_open, self.is_list) {
            (true, false, _) => text.to_owned(),
            (true, true, _) => format!("{text}\""),
            (false, _, false) => format!("\"{text}\""),
            (false, _, true) => format!("[\"{text}\"]"),
        };
        self.push(insert, text, kind, detail, key);
    }

    /// Offers a value that has no quotes.
    fn bare(&mut self, value: &str, kind: CompletionKind, detail: &str) {
        if !self.place.is_quoted {
            self.push(value.to_owned(), value, kind, detail, CompletionKey::Nothing);
        }
    }

    fn push(&mut self, insert: String, label: &str, kind: CompletionKind, detail: &str, key: CompletionKey) {
        let offer = Completion::new(kind, self.place.word, insert).labelled(label).found_by(label).about(key);
        self.offers.push(if detail.is_empty() { offer } else { offer.detailed(detail) });
    }
}

fn of_words(values: &mut Values<'_>, words: &[&str], default: Option<&str>) {
    let [table, .., name] = values.place.path else { return };
    let (table, name) = (table.clone(), name.clone());
    let of_rule = (table == "rules").then(|| rule(&name)).flatten();
    for word in words {
        let is_default = match of_rule {
            Some(rule) => rule.level.map_or(RuleLevel::Off.name(), level_word) == *word,
            None => default.is_some_and(|default| default.trim_matches('"') == *word),
        };
        let detail = if is_default { "where nothing is set" } else { "" };
        values.text(word, CompletionKind::Word, detail, CompletionKey::Nothing);
    }
}

const fn level_word(level: roadlog_lint::Level) -> &'static str {
    match level {
        roadlog_lint::Level::Error => RuleLevel::Error.name(),
        roadlog_lint::Level::Warning => RuleLevel::Warn.name(),
        roadlog_lint::Level::Info => RuleLevel::Info.name(),
    }
}

fn of_booleans(values: &mut Values<'_>, default: Option<&str>) {
    for word in ["true", "false"] {
        let detail = if default == Some(word) { "where nothing is set" } else { "" };
        values.bare(word, CompletionKind::Word, detail);
    }
}

fn of_option(values: &mut Values<'_>) {
    let Some((_, option)) = option_at(values.place.path) else { return };
    match option.default {
        OptionDefault::Bool(is_on) => of_booleans(values, Some(if is_on { "true" } else { "false" })),
        OptionDefault::Integer(number) => {
            values.bare(&number.to_string(), CompletionKind::Number, "where nothing is set");
        }
        OptionDefault::List(words) => {
            values.is_list = !values.place.in_list;
            for word in words {
                values.text(word, CompletionKind::Word, "where nothing is set", CompletionKey::Nothing);
            }
        }
    }
}

fn of_texts(spot: &TomlSpot<'_>, values: &mut Values<'_>, path: &str) {
    let config = spot.snapshot.plan.config();
    match path {
        "people.HANDLE.roles" => roles(spot, values, true),
        "roles.ROLE.like" => roles(spot, values, false),
        "teams.TEAM" => handles(spot, values, "people", ""),
        "authority.allow[].by" | "authority.only[].by" => {
            roles(spot, values, true);
            for relation in Relation::ALL {
                values.text(relation.name(), CompletionKind::Word, relation.meaning(), CompletionKey::Nothing);
            }
            handles(spot, values, "people", "@");
            handles(spot, values, "teams", "@");
        }
        "authority.allow[].of" | "authority.only[].of" => handles(spot, values, "teams", "@"),
        "authority.allow[].change" | "authority.only[].change" => selectors(spot, values),
        "fields.FIELD.on" => {
            for kind in config.kinds() {
                let name = config.kind_name(kind);
                values.text(name, CompletionKind::Word, kind.spec().meaning, CompletionKey::Kind(name.into()));
            }
        }
        "statuses.KIND" => statuses(spot, values),
        "workspace.language" => {
            for (tag, name) in LANGUAGES {
                values.text(tag, CompletionKind::Word, name, CompletionKey::Nothing);
            }
        }
        "workspace.include" | "workspace.archive" => {
            for glob in ["**/*.roadmap", "**/*.backlog", "archive/**"] {
                let fits = (glob == "archive/**") == path.ends_with("archive");
                if fits {
                    values.text(glob, CompletionKind::Word, "where nothing is set", CompletionKey::Nothing);
                }
            }
        }
        _ => {}
    }
}

/// Built-in roles, and those of the team's own where any role may stand.
fn roles(spot: &TomlSpot<'_>, values: &mut Values<'_>, with_own: bool) {
    for role in Role::ALL {
        values.text(role.name(), CompletionKind::Word, role.meaning(), CompletionKey::Role(role.name().into()));
    }
    for name in if with_own { spot.names_below("roles") } else { Vec::new() } {
        values.text(&name, CompletionKind::Word, "a role of the team's own", CompletionKey::Role((&*name).into()));
    }
}

/// The people or teams of the file, those of other workspaces too.
fn handles(spot: &TomlSpot<'_>, values: &mut Values<'_>, table: &str, mark: &str) {
    let config = spot.snapshot.plan.config();
    let known: Vec<_> = match table {
        "people" => config.people().iter().map(|person| person.handle().name().to_owned()).collect(),
        _ => config.teams().iter().map(|team| team.handle().name().to_owned()).collect(),
    };
    let mut names = spot.names_below(table);
    names.extend(known.into_iter().filter(|name| !names.contains(name)).collect::<Vec<_>>());
    let kind = if table == "people" { CompletionKind::Person } else { CompletionKind::Team };
    for name in names {
        let handle = roadlog_syntax::value::Handle::from_name(&name).ok();
        let person = handle.as_ref().and_then(|handle| config.person(handle)).and_then(|person| person.name());
        let key = handle.clone().map_or(CompletionKey::Nothing, CompletionKey::Person);
        values.text(&format!("{mark}{name}"), kind, person.unwrap_or_default(), key);
    }
}

/// Statuses with their phases: `doing:doing`. Behind a colon the phases.
fn statuses(spot: &TomlSpot<'_>, values: &mut Values<'_>) {
    let typed = spot.written(values.place.word);
    if let Some((word, _)) = typed.split_once(':').filter(|_| values.place.is_quoted) {
        for phase in Phase::ALL {
            let text = format!("{word}:{}", phase.name());
            values.text(&text, CompletionKind::Status, phase.meaning(), CompletionKey::Nothing);
        }
        return;
    }
    let Some(kind) = values.place.path.last().and_then(|name| spot.snapshot.plan.config().kind(name)) else { return };
    for status in kind.spec().statuses {
        let text = format!("{}:{}", status.name, status.phase.name());
        values.text(&text, CompletionKind::Status, status.phase.meaning(), CompletionKey::Nothing);
    }
}

/// What can change: `WHAT.ASPECT`, `WHAT.status -> TO`, `config`.
fn selectors(spot: &TomlSpot<'_>, values: &mut Values<'_>) {
    let config = spot.snapshot.plan.config();
    let typed = spot.written(Span::new(values.place.word.start, spot.offset));
    let Some((what, aspect)) = typed.split_once('.').filter(|_| values.place.is_quoted) else {
        return whats(config, values);
    };
    let kinds: Vec<_> = config.kinds().filter(|kind| is_meant(config, what, *kind)).collect();
    if aspect.starts_with("status ") {
        let settings = config.settings("");
        let mut words: Vec<&str> = Vec::new();
        for status in kinds.iter().flat_map(|kind| settings.statuses(*kind)) {
            if !words.contains(&&*status.name) {
                words.push(&status.name);
            }
        }
        let from = aspect.split_once("->").map_or("", |(from, _)| from.trim_start_matches("status").trim());
        let from = if from.is_empty() { String::new() } else { format!("{from} ") };
        for word in words {
            let detail = format!("a status that becomes {word}");
            values.text(
                &format!("{what}.status {from}-> {word}"),
                CompletionKind::Status,
                &detail,
                CompletionKey::Nothing,
            );
        }
        return;
    }
    let mut push = |aspect: &str, detail: &str| {
        values.text(&format!("{what}.{aspect}"), CompletionKind::Field, detail, CompletionKey::Nothing);
    };
    push("*", "everything about it");
    let has_statuses = kinds.iter().any(|kind| kind.spec().has_statuses());
    for plain in Aspect::PLAIN {
        push(config.aspect_name(plain), "");
    }
    if has_statuses {
        push("status -> ", "one status that it becomes");
    }
    let mut seen = Vec::new();
    for field in kinds.iter().flat_map(|kind| config.fields(*kind)) {
        if !seen.contains(&field) {
            seen.push(field);
            push(config.field_name(field), "the field");
        }
    }
}

/// What stands before the point: kinds, sides, everything.
fn whats(config: &Config, values: &mut Values<'_>) {
    let mut push = |what: &str, detail: &str| {
        values.text(&format!("{what}.*"), CompletionKind::Word, detail, CompletionKey::Nothing);
    };
    for side in Side::ALL {
        push(side.name(), &format!("what the {} decides on", side.role().title()));
    }
    for kind in config.kinds() {
        push(config.kind_name(kind), kind.spec().meaning);
    }
    push("*", "all items");
    values.text("config", CompletionKind::Word, "roadlog.toml and .mailmap", CompletionKey::Nothing);
}

/// Whether the word before the point speaks of a kind.
fn is_meant(config: &Config, what: &str, kind: roadlog_config::KindRef) -> bool {
    what == "*" || what == config.kind_name(kind) || Side::named(what) == Some(kind.spec().side)
}
