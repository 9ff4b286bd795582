//! The editors' files that name kinds, fields and statuses: templates with the words of the tables filled in.

use std::collections::BTreeSet;
use std::io;

use roadlog_config::{Field, KindSpec, Phase, ValueType};
use roadlog_syntax::Kind;

use crate::Repository;
use crate::generate::Pages;

/// Where the templates are; each makes the file of the same path below [`FOLDER`].
pub const TEMPLATES: &str = "editors/templates/";
/// What editors are given.
pub const FOLDER: &str = "editors/";

/// The file below [`FOLDER`] that is made from the template of the same name.
///
/// # Errors
/// The template cannot be read, or has a list that there is none of.
pub fn page(repository: &Repository, path: &str) -> io::Result<Pages> {
    let name = path.strip_prefix(FOLDER).unwrap_or(path);
    let template = repository.read(&format!("{TEMPLATES}{name}"))?;
    let text = filled(&template).map_err(|problem| io::Error::other(format!("{TEMPLATES}{name}: {problem}")))?;
    Ok(Pages::from([(path.to_owned(), text)]))
}

/// The template with its lists filled in. `{{kinds|}}` is every kind, with `|` between them; `{{"kinds", }}` has each in
/// quotation marks, with a comma and a space between them.
fn filled(template: &str) -> Result<String, String> {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, from)) = rest.split_once("{{") {
        let (place, behind) = from.split_once("}}").ok_or("a list does not end with `}}`")?;
        text.push_str(before);
        text.push_str(&list(place)?);
        rest = behind;
    }
    text.push_str(rest);
    Ok(text)
}

fn list(place: &str) -> Result<String, String> {
    let (quote, place) = place.strip_prefix('"').map_or(("", place), |place| ("\"", place));
    let end = place.find(|character: char| !character.is_ascii_lowercase() && character != '-').unwrap_or(place.len());
    let (name, separator) = place.split_at(end);
    let separator = separator.strip_prefix(quote).unwrap_or(separator);
    let words = words(name).ok_or_else(|| format!("there is no list `{name}`"))?;
    let words: Vec<String> = words.into_iter().map(|word| format!("{quote}{word}{quote}")).collect();
    Ok(words.join(separator))
}

/// The words of a list; none for a name that no list has.
fn words(name: &str) -> Option<Vec<&'static str>> {
    let words = match name {
        "kinds" => Kind::ALL.map(Kind::name).to_vec(),
        "fields" => Field::ALL.map(Field::name).to_vec(),
        "open-statuses" => statuses(Phase::is_open),
        "done-statuses" => statuses(|phase| phase == Phase::Done),
        "dropped-statuses" => statuses(|phase| phase == Phase::Dropped),
        "word-fields" => word_fields().map(|(field, _)| field.name()).collect(),
        "field-words" => word_fields().flat_map(|(_, words)| words).copied().collect(),
        _ => return None,
    };
    Some(words)
}

/// The statuses of any kind in such a phase, each once.
fn statuses(is_meant: fn(Phase) -> bool) -> Vec<&'static str> {
    let mut seen = BTreeSet::new();
    let all = Kind::ALL.into_iter().flat_map(|kind| KindSpec::of(kind).statuses);
    all.filter(|status| is_meant(status.phase)).map(|status| status.name).filter(|name| seen.insert(*name)).collect()
}

/// The fields whose value is one word of a list, with the list.
fn word_fields() -> impl Iterator<Item = (Field, &'static [&'static str])> {
    Field::ALL.into_iter().filter_map(|field| match field.value_type() {
        ValueType::Word(words) => Some((field, words)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::GENERATORS;

    #[test]
    fn a_list_stands_in_its_place_with_what_is_asked_for_between_its_words() {
        for (template, text) in [
            ("no list", "no list"),
            ("({{done-statuses|}})", "(met|shipped|launched|accepted|done)"),
            ("{{\"word-fields\", }};", "\"moscow\", \"severity\";"),
            ("{{field-words }} {{word-fields,}}", "must should could wont critical major minor moscow,severity"),
        ] {
            assert_eq!(filled(template), Ok(text.to_owned()));
        }
    }

    #[test]
    fn a_list_that_is_not_there_is_said() {
        assert_eq!(filled("{{kind|}}"), Err("there is no list `kind`".to_owned()));
        assert_eq!(filled("{{kinds|"), Err("a list does not end with `}}`".to_owned()));
    }

    #[test]
    fn a_status_is_open_or_done_or_dropped_and_only_one_of_them() {
        let lists = ["open-statuses", "done-statuses", "dropped-statuses"].map(|name| words(name).unwrap());
        let all: BTreeSet<_> = lists.iter().flatten().collect();
        assert_eq!(all.len(), lists.iter().map(Vec::len).sum::<usize>());
    }

    #[test]
    fn every_template_is_used() {
        let repository = Repository::here().unwrap();
        let templates = repository.files().iter().filter_map(|path| path.strip_prefix(TEMPLATES));
        let unused: Vec<_> = templates
            .filter(|name| !GENERATORS.iter().any(|generator| generator.owns == format!("{FOLDER}{name}")))
            .collect();
        assert_eq!(unused, [""; 0]);
    }
}
