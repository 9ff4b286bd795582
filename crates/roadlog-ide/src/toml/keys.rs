//! The table of keys, asked by the names that stand in a file.

use roadlog_config::{KEYS, Key, KeyPlace, KeyTable, KeyType, walk_keys};

use crate::markup::{Markup, Words};

/// A key of the table, as a file names it.
#[derive(Clone)]
pub(super) struct Found {
    pub(super) key: &'static Key,
    /// Its path in the table: `people.HANDLE.emails`, `authority.allow[].change`.
    pub(super) path: String,
}

/// The key that these names lead to; `None` where there is none.
pub(super) fn key_at<S: AsRef<str>>(names: &[S]) -> Option<Found> {
    let (last, above) = names.split_last()?;
    let (table, path) = table_with_path(above)?;
    let key = table.keys.iter().find(|key| key.name == last.as_ref()).or(table.others)?;
    let path = if path.is_empty() { key.name.to_owned() } else { format!("{path}.{}", key.name) };
    Some(Found { key, path })
}

/// The keys of the table that these names lead to.
pub(super) fn table_at<S: AsRef<str>>(names: &[S]) -> Option<&'static KeyTable> {
    table_with_path(names).map(|(table, _)| table)
}

fn table_with_path<S: AsRef<str>>(names: &[S]) -> Option<(&'static KeyTable, String)> {
    if names.is_empty() {
        return Some((KEYS, String::new()));
    }
    let Found { key, path } = key_at(names)?;
    match key.value {
        KeyType::Table(below) => Some((below, path)),
        KeyType::Tables(below) => Some((below, format!("{path}[]"))),
        _ => None,
    }
}

/// Whether a key may stand in this file.
pub(super) fn may_stand(key: &Key, is_root: bool) -> bool {
    is_root || key.place == KeyPlace::Anywhere
}

/// What a key means, by its path in the table; `None` for a path that is none.
pub(crate) fn setting(path: &str) -> Option<Markup> {
    let mut found = None;
    walk_keys(|other, key| {
        if other == path {
            found = Some(key);
        }
    });
    let key: &'static Key = found?;
    let mut points = vec![Words::own(match key.value {
        KeyType::Word(words) => format!("one of: {}", words.join(", ")),
        other => format!("value: {}", other.name()),
    })];
    points.extend(key.default.map(|default| Words::own("default: ").and_code(default)));
    if key.required {
        points.push(Words::own("it has to be there"));
    }
    if key.place == KeyPlace::Anywhere {
        points.push(Words::own("it may stand in a folder's own roadlog.toml too"));
    }
    let markup = Markup::new().heading(Words::default().and_code(path)).paragraph(Words::own(key.meaning)).list(points);
    let name = path.rsplit('.').next().unwrap_or(path);
    Some(if key.example.is_empty() { markup } else { markup.source("toml", format!("{name} = {}", key.example)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_file_lead_to_keys_of_the_table() {
        let path = |names: &[&str]| key_at(names).map(|found| found.path);
        assert_eq!(path(&["people", "maria", "roles"]).as_deref(), Some("people.HANDLE.roles"));
        assert_eq!(path(&["authority", "allow", "by"]).as_deref(), Some("authority.allow[].by"));
        assert_eq!(path(&["rules", "syntax/empty"]).as_deref(), Some("rules.RULE"));
        assert_eq!(path(&["rules", "options", "a/b", "max"]).as_deref(), Some("rules.options.RULE.OPTION"));
        assert_eq!((path(&["colour"]), path(&["team", "shape", "x"]), path(&[])), (None, None, None));
    }

    #[test]
    fn every_key_of_the_table_is_told() {
        walk_keys(|path, key| {
            let told = setting(path).map(|markup| markup.to_plain()).unwrap_or_default();
            assert!(told.contains(key.meaning), "{path}: {told}");
        });
        assert_eq!(setting("people.HANDLE.colour"), None);
    }
}
