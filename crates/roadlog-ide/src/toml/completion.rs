//! Tables and keys of roadlog.toml: those that are not there yet.

use roadlog_config::{KEYS, Key, KeyType};
use roadlog_lint::{OptionDefault, RULES, Rule, rule};
use roadlog_model::PlanItem;
use roadlog_syntax::Span;
use roadlog_syntax::mention::{MentionKind, mentions};

use super::keys::{key_at, may_stand, table_at};
use super::outline::{Part, Piece, Placed};
use super::place::{TomlSite, TomlSpot};
use super::values;
use crate::completion::{Completion, CompletionKey, CompletionKind, Offers, literal};
use crate::{FilePosition, Snapshot};

/// How many people who are named and unknown are offered.
const MOST_NEWCOMERS: usize = 20;

/// What may be written at a place of a roadlog.toml.
pub(crate) fn completions(snapshot: &Snapshot, text: &str, position: FilePosition<'_>) -> Vec<Completion> {
    let Some(spot) = TomlSpot::at(snapshot, text, position) else { return Vec::new() };
    let mut offers = Offers::new(spot.offset);
    match spot.site() {
        TomlSite::Nothing => {}
        TomlSite::Header(span) => tables(&spot, span, &mut offers),
        TomlSite::Key { above, word, goes_on, begins_line } => {
            keys(&spot, &above, word, goes_on, &mut offers);
            if begins_line && !goes_on {
                tables(&spot, word, &mut offers);
            }
        }
        TomlSite::Value(place) => values::values(&spot, &place, &mut offers),
    }
    offers.finish()
}

/// Headers of tables.
fn tables(spot: &TomlSpot<'_>, span: Span, offers: &mut Offers) {
    let mut push = |header: &str, snippet: Option<String>, key: &Key, path: &str| {
        let mut offer = Completion::new(CompletionKind::Table, span, header).detailed(key.meaning);
        offer = offer.about(CompletionKey::Setting(path.into())).found_by(header);
        offer.snippet = snippet;
        offers.push(offer);
    };
    for key in KEYS.keys.iter().filter(|key| may_stand(key, spot.is_root)) {
        let KeyType::Table(below) = key.value else { continue };
        match below.others {
            Some(named) if matches!(named.value, KeyType::Table(_)) => {
                let path = format!("{}.{}", key.name, named.name);
                let new_ones = if key.name == "people" { newcomers(spot) } else { Vec::new() };
                for name in new_ones {
                    push(&format!("[{}.{}]", key.name, quoted_key(&name)), None, named, &path);
                }
                let placeholder = named.name.to_ascii_lowercase();
                let snippet = format!("[{}.${{1:{placeholder}}}]", key.name);
                push(&format!("[{}.{placeholder}]", key.name), Some(snippet), named, &path);
            }
            _ if has_table(spot, &[key.name]) => {}
            _ => push(&format!("[{}]", key.name), None, key, key.name),
        }
        for line in below.keys.iter().filter(|line| matches!(line.value, KeyType::Tables(_))) {
            let path = format!("{}.{}", key.name, line.name);
            push(&format!("[[{path}]]"), None, line, &path);
        }
    }
    for rule in RULES.iter().filter(|rule| !rule.options.is_empty()) {
        if has_table(spot, &["rules", "options", rule.name]) {
            continue;
        }
        let header = format!("[rules.options.\"{}\"]", rule.name);
        let offer = Completion::new(CompletionKind::Table, span, &*header).found_by(header).detailed(rule.summary);
        offers.push(offer.about(CompletionKey::Rule(rule.name.into())));
    }
}

/// Whether the file has a table of this name, apart from the header that the cursor stands in.
fn has_table(spot: &TomlSpot<'_>, names: &[&str]) -> bool {
    spot.pieces.iter().any(|placed| match &placed.piece {
        Piece::Header { parts, .. } => {
            !placed.span.touches(spot.offset) && parts.iter().map(|part| &*part.name).eq(names.iter().copied())
        }
        _ => false,
    })
}

/// The handles that the plan and the teams name and that nobody has.
fn newcomers(spot: &TomlSpot<'_>) -> Vec<String> {
    let config = spot.snapshot.plan.config();
    let known = [spot.names_below("people"), spot.names_below("teams")].concat();
    let mut found: Vec<String> = Vec::new();
    let is_new = |name: &str, found: &[String]| !known.iter().chain(found).any(|other| *other == name);
    let members = spot.pieces.iter().filter_map(|placed| match &placed.piece {
        Piece::Text { inner, in_list: true, .. } if placed.path.first().is_some_and(|it| it == "teams") => {
            Some(spot.written(*inner).trim_start_matches('@').to_owned())
        }
        _ => None,
    });
    for name in members {
        if is_new(&name, &found) && !name.is_empty() {
            found.push(name);
        }
    }
    for item in spot.snapshot.plan.items() {
        if found.len() >= MOST_NEWCOMERS {
            break;
        }
        for name in named_in(item) {
            let is_unknown = roadlog_syntax::value::Handle::from_name(&name).is_ok_and(|who| !config.is_known(&who));
            if is_unknown && is_new(&name, &found) {
                found.push(name);
            }
        }
    }
    found
}

/// The handles in the fields of an item.
fn named_in(item: PlanItem<'_>) -> Vec<String> {
    let of_field = |field: roadlog_model::FieldView<'_>| {
        let text = field.text();
        let handles = mentions(&text).filter_map(|mention| match mention.what {
            MentionKind::Handle(handle) => Some(handle.name().to_owned()),
            _ => None,
        });
        handles.collect::<Vec<_>>()
    };
    item.fields().flat_map(of_field).collect()
}

/// Keys of the table that it lacks.
fn keys(spot: &TomlSpot<'_>, above: &[String], word: Span, goes_on: bool, offers: &mut Offers) {
    let Some(table) = table_at(above) else { return };
    let written = siblings(spot, above, word);
    let is_new = |name: &str| !written.iter().any(|other| other == name);
    for key in table.keys.iter().filter(|key| is_new(key.name) && may_stand(key, spot.is_root)) {
        if !matches!(key.value, KeyType::Tables(_)) {
            offers.push(key_offer(key.name, key, above, word, goes_on));
        }
    }
    let Some(others) = table.others else { return };
    let is_rule = above.first().is_some_and(|first| first == "rules");
    match others.name {
        "RULE" => rules(above, word, goes_on, is_new, offers),
        "OPTION" => options(above, word, goes_on, is_new, offers),
        "KIND" if !is_rule => {
            let config = spot.snapshot.plan.config();
            let names = config.kinds().filter(|kind| kind.spec().has_statuses()).map(|kind| config.kind_name(kind));
            for name in names.filter(|name| is_new(name)) {
                offers.push(key_offer(name, others, above, word, goes_on));
            }
        }
        "TEAM" => {
            let offer = key_offer("team", others, above, word, goes_on);
            offers.push(if goes_on { offer } else { offer.with_snippet("${1:team} = [\"$2\"]") });
        }
        _ => {}
    }
}

/// The names that stand beside a key, in the same table.
fn siblings(spot: &TomlSpot<'_>, above: &[String], word: Span) -> Vec<String> {
    let table = spot.table();
    let name = |placed: &Placed| {
        let Piece::Key { parts, .. } = &placed.piece else { return None };
        let path: Vec<&str> = placed.path.iter().chain(parts.iter().map(name_of)).map(String::as_str).collect();
        let is_here = placed.table == table && path.len() > above.len() && path.iter().zip(above).all(|(a, b)| a == b);
        let at = parts.get(above.len().saturating_sub(placed.path.len()));
        let is_it = at.is_some_and(|part| part.span == word);
        path.get(above.len()).filter(|_| is_here && !is_it).map(|name| (*name).to_owned())
    };
    spot.pieces.iter().filter_map(name).collect()
}

const fn name_of(part: &Part) -> &String {
    &part.name
}

fn key_offer(name: &str, key: &Key, above: &[String], word: Span, goes_on: bool) -> Completion {
    let written = quoted_key(name);
    let mut names: Vec<String> = above.to_vec();
    names.push(name.to_owned());
    let mut offer = Completion::new(CompletionKind::Field, word, &*written).detailed(key.meaning).found_by(&*written);
    if let Some(found) = key_at(&names) {
        offer = offer.about(CompletionKey::Setting(found.path.into()));
    }
    if goes_on {
        return offer;
    }
    let label = offer.label.clone();
    let value = match key.value {
        KeyType::Text => "\"$1\"".to_owned(),
        KeyType::Texts => "[\"$1\"]".to_owned(),
        KeyType::Boolean | KeyType::Date | KeyType::Option | KeyType::Word(_) => String::new(),
        // A table below is named by a header, or by the rest of the key.
        KeyType::Table(_) | KeyType::Tables(_) => {
            offer.insert = format!("{written}.");
            return offer.labelled(label).and_ask_again();
        }
    };
    offer.insert = format!("{written} = ");
    offer = offer.labelled(label).and_ask_again();
    if value.is_empty() { offer } else { offer.with_snippet(format!("{} = {value}", literal(&written))) }
}

/// A key as it has to be written: with quotes where it is more than letters, digits and dashes.
fn quoted_key(name: &str) -> String {
    let is_bare = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '-');
    if !name.is_empty() && name.chars().all(is_bare) { name.to_owned() } else { format!("\"{name}\"") }
}

/// Rules and groups of rules; below `rules.options` those that have options.
fn rules(above: &[String], word: Span, goes_on: bool, is_new: impl Fn(&str) -> bool, offers: &mut Offers) {
    let is_options = above.len() > 1;
    let mut push = |name: &str, detail: String| {
        let written = quoted_key(name);
        let mut offer = Completion::new(CompletionKind::Rule, word, &*written).detailed(detail);
        offer = offer.found_by(name).about(CompletionKey::Rule(name.into()));
        if !goes_on {
            let label = offer.label.clone();
            offer.insert = if is_options { format!("{written}.") } else { format!("{written} = ") };
            offer = offer.labelled(label).and_ask_again();
        }
        offers.push(offer);
    };
    if !is_options {
        for group in groups().into_iter().filter(|group| is_new(group)) {
            push(group, format!("all rules of the group {group}"));
        }
    }
    for rule in RULES.iter().filter(|rule| is_new(rule.name) && !(is_options && rule.options.is_empty())) {
        push(rule.name, rule.summary.to_owned());
    }
}

/// The groups of rules, each once.
pub(super) fn groups() -> Vec<&'static str> {
    let mut groups: Vec<&str> = RULES.iter().filter_map(|rule| rule.name.split('/').next()).collect();
    groups.sort_unstable();
    groups.dedup();
    groups
}

/// The options of a rule.
fn options(above: &[String], word: Span, goes_on: bool, is_new: impl Fn(&str) -> bool, offers: &mut Offers) {
    let Some(rule) = above.last().and_then(|name| rule(name)) else { return };
    for option in rule.options.iter().filter(|option| is_new(option.name)) {
        let mut offer = Completion::new(CompletionKind::Field, word, option.name).detailed(option.meaning);
        offer = offer.about(CompletionKey::Rule(rule.name.into()));
        if !goes_on {
            let value = match option.default {
                OptionDefault::Integer(number) => format!("${{1:{number}}}"),
                OptionDefault::Bool(is_on) => format!("${{1|{},{is_on}|}}", !is_on),
                OptionDefault::List(_) => "[\"$1\"]".to_owned(),
            };
            offer.insert = format!("{} = ", option.name);
            offer = offer.labelled(option.name).with_snippet(format!("{} = {value}", option.name));
        }
        offers.push(offer);
    }
}

/// The option of a rule that a path leads to: `rules`, `options`, the rule, the option.
pub(super) fn option_at(path: &[String]) -> Option<(&'static Rule, &'static roadlog_lint::RuleOption)> {
    let [rules, options, name, option] = path else { return None };
    let rule = rule(name).filter(|_| rules == "rules" && options == "options")?;
    Some((rule, rule.options.iter().find(|other| other.name == option)?))
}
