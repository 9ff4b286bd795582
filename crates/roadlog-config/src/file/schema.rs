//! The check of a file against the table of keys: what is unknown, misplaced, missing or of another type.

use roadlog_syntax::Span;
use toml::de::{DeTable, DeValue};

use super::Place;
use super::source::{Node, Source, nearest, span};
use crate::tables::{KEYS, Key, KeyPlace, KeyTable, KeyType};
use crate::{Problem, ProblemKind, Spanned};

/// A table and the name of its header, for messages.
struct Header<'a> {
    above: Option<&'a Header<'a>>,
    name: &'a str,
}

impl Header<'_> {
    fn path(&self) -> String {
        match self.above {
            Some(above) => format!("{}.{}", above.path(), self.name),
            None => self.name.to_owned(),
        }
    }
}

pub(super) fn check<'t>(source: &mut Source<'t>, root: &DeTable<'t>, place: Place) {
    table(source, root, KEYS, place, None);
}

fn table<'t>(
    source: &mut Source<'t>,
    table: &DeTable<'t>,
    keys: &'static KeyTable,
    place: Place,
    header: Option<&Header<'_>>,
) {
    for (name, node) in source.entries_of(table) {
        let Some(key) = known(keys, &name) else {
            source.report(unknown(keys, &name, header));
            continue;
        };
        if place == Place::Nested && key.place == KeyPlace::Root {
            source.report(misplaced(&name));
            continue;
        }
        value(source, node, key, place, &Header { above: header, name: &name });
    }
}

fn known(keys: &'static KeyTable, name: &str) -> Option<&'static Key> {
    keys.keys.iter().find(|key| key.name == name).or(keys.others)
}

fn unknown(keys: &'static KeyTable, name: &Spanned<&str>, header: Option<&Header<'_>>) -> Problem {
    let place = header.map_or_else(|| "here".to_owned(), |header| format!("in [{}]", header.path()));
    let message = format!("`{}` means nothing {place}", name.value);
    let meant = nearest(name, keys.keys.iter().map(|key| key.name));
    ProblemKind::UnknownKey.at(name.span, message).or_meant(meant)
}

fn misplaced(name: &Spanned<&str>) -> Problem {
    let nested: Vec<_> = KEYS.keys.iter().filter(|key| key.place == KeyPlace::Anywhere).map(|key| key.name).collect();
    let message = format!(
        "`{}` stands in the roadlog.toml at the workspace's root alone; here may stand {}",
        name.value,
        listed(&nested, "", "and")
    );
    ProblemKind::Invalid.at(name.span, message)
}

fn value<'t>(source: &mut Source<'t>, node: &Node<'t>, key: &'static Key, place: Place, header: &Header<'_>) {
    match (key.value, node.get_ref()) {
        (KeyType::Table(keys), DeValue::Table(below)) => {
            table(source, below, keys, place, Some(header));
            missing(source, below, keys, span(node));
        }
        (KeyType::Tables(keys), DeValue::Array(list)) => {
            for member in list {
                match member.get_ref() {
                    DeValue::Table(below) => {
                        table(source, below, keys, place, Some(header));
                        missing(source, below, keys, span(member));
                    }
                    other => source.invalid(span(member), wrong(header.name, "should hold tables alone", other)),
                }
            }
        }
        (KeyType::Word(words), DeValue::String(_)) => word(source, node, words),
        (KeyType::Texts | KeyType::Option, DeValue::Array(list)) => {
            for member in list.iter().filter(|member| !member.get_ref().is_str()) {
                source.invalid(span(member), wrong(header.name, "should hold texts alone", member.get_ref()));
            }
        }
        (KeyType::Text | KeyType::Date | KeyType::Option, DeValue::String(_))
        | (KeyType::Boolean | KeyType::Option, DeValue::Boolean(_))
        | (KeyType::Date, DeValue::Datetime(_))
        | (KeyType::Option, DeValue::Integer(_) | DeValue::Float(_)) => {}
        (wanted, other) => {
            let wanted = match wanted {
                KeyType::Word(words) => listed(words, "\"", "or"),
                _ => wanted.name().to_owned(),
            };
            source.invalid(span(node), wrong(header.name, &format!("should be {wanted}"), other));
        }
    }
}

fn word<'t>(source: &mut Source<'t>, node: &Node<'t>, words: &'static [&'static str]) {
    let Some(text) = source.text(node).filter(|text| !words.contains(&text.value)) else { return };
    let message = format!("`{}` cannot stand here: {} can", text.value, listed(words, "\"", "and"));
    let longer = || words.iter().copied().find(|word| word.len() >= 3 && text.starts_with(word));
    let meant = nearest(&text, words.iter().copied()).or_else(longer);
    source.report(ProblemKind::Invalid.at(text.span, message).or_meant(meant));
}

fn missing(source: &mut Source<'_>, table: &DeTable<'_>, keys: &'static KeyTable, header: Span) {
    for key in keys.keys.iter().filter(|key| key.required && !table.contains_key(key.name)) {
        let mut meaning = key.meaning.trim_end_matches('.').to_owned();
        if let Some(first) = meaning.get_mut(..1) {
            first.make_ascii_lowercase();
        }
        source.invalid(header, format!("`{}` is missing here: {meaning}", key.name));
    }
}

fn wrong(name: &str, wanted: &str, found: &DeValue<'_>) -> String {
    let found = match found {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    format!("`{name}` {wanted}, and this is {found}")
}

/// `"a", "b" and "c"`.
fn listed(words: &[&str], quote: &str, joint: &str) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("{quote}{word}{quote}")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} {joint} {last}", first.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{clean, problems, told, told_nested};

    #[test]
    fn unknown_keys_at_every_depth() {
        told("[‹peple›]\n", "config/unknown-key `peple` means nothing here; did you mean `people`?");
        told(
            "[people.ana]\n‹email› = [\"a@b\"]\n",
            "config/unknown-key `email` means nothing in [people.ana]; did you mean `emails`?",
        );
        told("[workspace]\n\"‹ignore›\" = 1\n", "config/unknown-key `ignore` means nothing in [workspace]");
        told(
            "[[authority.only]]\nchange = [\"story.points\"]\nby = [\"developer\"]\n‹off› = \"@a\"\n",
            "config/unknown-key `off` means nothing in [authority.only]; did you mean `of`?",
        );
        told(
            "[team]\nshape = \"combined\"\n[workspace]\n[‹stauses›]\n",
            "config/unknown-key `stauses` means nothing here; did you mean `statuses`?",
        );
    }

    #[test]
    fn a_suggestion_replaces_the_key_alone() {
        let suggestion = problems("[people.ana]\n\"email\" = [\"a@b\"]\n").remove(0).suggestion.unwrap();
        assert_eq!((suggestion.text.as_str(), suggestion.span), ("emails", roadlog_syntax::Span::new(14, 19)));
    }

    #[test]
    fn wrong_types() {
        told("team = ‹3›\n", "config/invalid `team` should be a table, and this is a number");
        told(
            "[team]\nshape = ‹[\"separate\"]›\n",
            "config/invalid `shape` should be \"separate\", \"combined\" or \"managers-only\", and this is a list",
        );
        told(
            "[people.ana]\nemails = ‹\"a@b\"›\n",
            "config/invalid `emails` should be a list of texts, and this is a text",
        );
        told("[people.ana]\nemails = [‹{}›]\n", "config/invalid `emails` should hold texts alone, and this is a table");
        told("[people.ana]\nname = ‹1.5›\n", "config/invalid `name` should be text, and this is a number");
        told("[people.ana]\nuntil = ‹2027›\n", "config/invalid `until` should be a date, and this is a number");
        told("[people]\nana = ‹\"Ana\"›\n", "config/invalid `ana` should be a table, and this is a text");
        told("‹[teams.payments]›\n", "config/invalid `payments` should be a list of texts, and this is a table");
        told("[authority]\nallow = ‹{}›\n", "config/invalid `allow` should be a list of tables, and this is a table");
        told("[authority]\nallow = [‹1›]\n", "config/invalid `allow` should hold tables alone, and this is a number");
        told("[workspace]\nroot = ‹1979-05-27›\n", "config/invalid `root` should be true or false, and this is a date");
    }

    #[test]
    fn words_of_a_list() {
        told(
            "[team]\nshape = \"‹seperate›\"\n",
            "config/invalid `seperate` cannot stand here: \"separate\", \"combined\" and \"managers-only\" can; did you mean \
             `separate`?",
        );
        told(
            "[authority]\nidentity = \"‹gpg›\"\n",
            "config/invalid `gpg` cannot stand here: \"email\" and \"signature\" can",
        );
    }

    #[test]
    fn what_only_the_root_may_have() {
        told_nested(
            "[‹people›.ana]\nname = \"Ana\"\n",
            "config/invalid `people` stands in the roadlog.toml at the workspace's root alone; here may stand team, \
             statuses, done, ids and rules",
        );
        let (_, problems) = crate::parse(
            "[team]\nshape = \"combined\"\n[rules]\nstory = \"off\"\n[rules.options.\"a/b\"]\nc = 1\n\
             [statuses]\ntask = [\"a:draft\", \"b:done\"]\n[done]\nstory = [\"a\"]\n[ids]\nstyle = \"random\"\n",
            crate::Place::Nested,
        );
        assert_eq!(problems, []);
    }

    #[test]
    fn what_needs_nothing_is_complete() {
        clean(
            "[workspace]\n[team]\n[people]\n[teams]\n[roles]\n[authority]\n[kinds]\n[fields]\n[statuses]\n[measures]\n[story]\n[done]\n[ids]\n[hook]\n[rules]\n[rules.options]\n",
        );
    }
}
