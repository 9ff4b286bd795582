//! The shape of the table of roadlog.toml's keys: what a key is, and a walk over all of them.

use super::key_table::ROOT;

/// Where a key may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyPlace {
    /// Only in the roadlog.toml at the workspace's root.
    Root,
    /// In those further down too, for the files below them.
    Anywhere,
}

/// What may stand behind a key's equals sign, or below its header.
#[derive(Clone, Copy, Debug)]
pub enum KeyType {
    /// Any text.
    Text,
    /// A list of texts.
    Texts,
    /// true or false.
    Boolean,
    /// A calendar day, as a TOML local date or a text of the same form.
    Date,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A rule's option: a number, text, true, false, or a list of texts. The rule says which.
    Option,
    /// A table with these keys.
    Table(&'static KeyTable),
    /// A list of tables with these keys, each written as `[[name]]`.
    Tables(&'static KeyTable),
}

impl KeyType {
    /// What the type is called in messages and documentation.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text | Self::Word(_) => "text",
            Self::Texts => "a list of texts",
            Self::Boolean => "true or false",
            Self::Date => "a date",
            Self::Option => "a number, a text, true, false, or a list of texts",
            Self::Table(_) => "a table",
            Self::Tables(_) => "a list of tables",
        }
    }
}

/// The keys of a table.
#[derive(Debug)]
pub struct KeyTable {
    /// The keys whose names are given.
    pub keys: &'static [Key],
    /// What every other key is, where people choose the names; the name of this one is a placeholder, `HANDLE`.
    pub others: Option<&'static Key>,
}

/// One key of roadlog.toml.
#[derive(Debug)]
pub struct Key {
    /// Its name, or in capitals what people put in its place.
    pub name: &'static str,
    /// What may stand behind it.
    pub value: KeyType,
    /// Where it may stand.
    pub place: KeyPlace,
    /// Whether its table is wrong without it.
    pub required: bool,
    /// What holds without it, as it would be written; `None` where nothing does.
    pub default: Option<&'static str>,
    /// What it says, in one sentence.
    pub meaning: &'static str,
    /// A value as it is written; empty for tables, whose keys have their own.
    pub example: &'static str,
}

/// Every key of roadlog.toml, from its top.
pub const KEYS: &KeyTable = &ROOT;

/// Calls `see` with every key and its path from the top, `people.HANDLE.emails`, in the order of the table; the keys
/// of a list of tables have `[]` behind its name.
pub fn walk_keys(mut see: impl FnMut(&str, &'static Key)) {
    walk_table(KEYS, "", &mut see);
}

fn walk_table(table: &'static KeyTable, path: &str, see: &mut impl FnMut(&str, &'static Key)) {
    for key in table.keys.iter().chain(table.others) {
        let path = if path.is_empty() { key.name.to_owned() } else { format!("{path}.{}", key.name) };
        see(&path, key);
        match key.value {
            KeyType::Table(below) => walk_table(below, &path, see),
            KeyType::Tables(below) => walk_table(below, &format!("{path}[]"), see),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Place, parse};

    fn all() -> Vec<(String, &'static Key)> {
        let mut keys = Vec::new();
        walk_keys(|path, key| keys.push((path.to_owned(), key)));
        keys
    }

    #[test]
    fn the_walk_reaches_the_ends() {
        let paths: Vec<_> = all().into_iter().map(|(path, _)| path).collect();
        for path in ["workspace.include", "people.HANDLE.until", "authority.only[].of", "rules.options.RULE.OPTION"] {
            assert!(paths.iter().any(|it| it == path), "{path} is not in {paths:?}");
        }
    }

    #[test]
    fn every_key_says_what_it_means_and_every_value_how_it_is_written() {
        for (path, key) in all() {
            assert!(key.meaning.ends_with('.'), "{path}");
            let is_table = matches!(key.value, KeyType::Table(_) | KeyType::Tables(_));
            assert_eq!(key.example.is_empty(), is_table, "{path}");
        }
    }

    #[test]
    fn a_nested_file_may_have_shape_rules_statuses_done_and_ids() {
        let mut anywhere: Vec<_> =
            KEYS.keys.iter().filter(|key| key.place == KeyPlace::Anywhere).map(|key| key.name).collect();
        anywhere.sort_unstable();
        assert_eq!(anywhere, ["done", "ids", "rules", "statuses", "team"]);
    }

    #[test]
    fn examples_and_defaults_are_of_their_keys_type() {
        for (path, key) in all() {
            for value in [Some(key.example), key.default].into_iter().flatten().filter(|value| !value.is_empty()) {
                let text = written_out(&path, value);
                let wrong: Vec<_> =
                    parse(&text, Place::Root).1.into_iter().filter(|it| !it.message.contains("is missing")).collect();
                assert!(wrong.is_empty(), "{text}: {wrong:?}");
            }
        }
    }

    /// `path = value` with names in the place of the placeholders.
    fn written_out(path: &str, value: &str) -> String {
        let named = path
            .replace("RULE.OPTION", "\"planning/points-too-big\".max")
            .replace("RULE", "\"planning/points-too-big\"")
            .replace("HANDLE", "maria")
            .replace("TEAM", "payments")
            .replace("ROLE", "tester")
            .replace("KIND", if path.starts_with("kinds") { "chore" } else { "task" })
            .replace("FIELD", "customer");
        match named.split_once("[].") {
            Some((list, key)) => format!("[[{list}]]\n{key} = {value}\n"),
            None if path == "fields.FIELD.words" => format!("{named} = {value}\nfields.customer.type = \"word\"\n"),
            None => format!("{named} = {value}\n"),
        }
    }
}
