//! The page about roadlog.toml and the tables of kinds and fields, from the tables that the program itself goes by.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use roadlog_config::{Field, KeyPlace, KeyType, KindSpec, Phase, json_schema, serves, walk_keys};
use roadlog_syntax::Kind;

use crate::Repository;
use crate::generate::Pages;

/// The page.
pub const PAGE: &str = "docs/configuration.md";
/// The JSON Schema for editors.
pub const SCHEMA: &str = "docs/roadlog.schema.json";

/// The page.
///
/// # Errors
/// The example cannot be read.
pub fn page(repository: &Repository) -> io::Result<Pages> {
    let example = repository.read("docs/example/roadlog.toml")?;
    let mut text = format!(
        "# Configuration: roadlog.toml\n\nOne `roadlog.toml` at the top of the plan says who decides on what and how much each \
         rule matters. Without one, every default holds. One further down may refine what the table below marks with \
         *anywhere*, for the files below it. The outermost roadlog.toml between a file and the top of the git work tree is the \
         workspace's root, unless one on the way says `[workspace] root = true`. Editors that know TOML complete and check it \
         with [the JSON Schema](roadlog.schema.json): put `#:schema` and its path into the first line.\n\n```toml\n{example}```\n"
    );
    keys(&mut text);
    kinds(&mut text);
    fields(&mut text);
    text.push_str("\nThis page is generated: `cargo xtask generate`.\n");
    Ok(BTreeMap::from([(PAGE.to_owned(), text)]))
}

/// The JSON Schema of roadlog.toml.
///
/// # Errors
/// None; the signature is that of every generator.
pub fn schema(_: &Repository) -> io::Result<Pages> {
    Ok(BTreeMap::from([(SCHEMA.to_owned(), json_schema())]))
}

fn keys(text: &mut String) {
    text.push_str("\n## Keys\n\nWhat stands in capitals is a name of your own.\n\n| key | is | where | without it | says |\n| --- | --- | --- | --- | --- |\n");
    walk_keys(|path, key| {
        let place = if key.place == KeyPlace::Root { "root" } else { "anywhere" };
        let default = match key.default {
            Some(default) => format!("`{}`", cell(default)),
            None if key.required => "*needed*".to_owned(),
            None => String::new(),
        };
        let words = match key.value {
            KeyType::Word(words) => words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", "),
            other => other.name().to_owned(),
        };
        let example = if key.example.is_empty() { String::new() } else { format!(" Example: `{}`", cell(key.example)) };
        let _ = writeln!(text, "| `{}` | {words} | {place} | {default} | {}{example} |", cell(path), cell(key.meaning));
    });
}

fn kinds(text: &mut String) {
    text.push_str(
        "\n## Kinds\n\n| kind | is | decided by | serves | statuses, by phase |\n| --- | --- | --- | --- | --- |\n",
    );
    for kind in Kind::ALL {
        let spec = KindSpec::of(kind);
        let serves: Vec<_> = serves(kind).map(Kind::name).collect();
        let serves = if serves.is_empty() { "–".to_owned() } else { serves.join(", ") };
        let role = spec.side.role().title();
        let _ = writeln!(text, "| {} | {} | {role} | {serves} | {} |", kind.name(), cell(spec.meaning), statuses(spec));
    }
    text.push_str(
        "\nThe first status is meant where none is written. Phases are draft, ready, doing, done and dropped.\n",
    );
}

/// The statuses of a kind, each phase with its own.
fn statuses(spec: &KindSpec) -> String {
    let phases =
        [Phase::Draft, Phase::Ready, Phase::Doing, Phase::Done, Phase::Dropped].into_iter().filter_map(|phase| {
            let names: Vec<_> =
                spec.statuses.iter().filter(|status| status.phase == phase).map(|status| status.name).collect();
            (!names.is_empty()).then(|| format!("{}: {}", phase.name(), names.join(", ")))
        });
    let phases: Vec<_> = phases.collect();
    if phases.is_empty() { "–".to_owned() } else { phases.join(" · ") }
}

fn fields(text: &mut String) {
    text.push_str("\n## Fields\n\nIn the order in which tools and templates write them.\n\n| field | holds | of | says | example |\n| --- | --- | --- | --- | --- |\n");
    for field in Field::ALL {
        let on: Vec<_> = Kind::ALL.into_iter().filter(|&kind| field.is_on(kind)).map(Kind::name).collect();
        let on = if on.len() == Kind::ALL.len() { "every kind".to_owned() } else { on.join(", ") };
        let spec = field.spec();
        let holds = field.value_type().name();
        let _ = writeln!(
            text,
            "| `{}` | {holds} | {on} | {} | `{}` |",
            field.name(),
            cell(spec.meaning),
            cell(spec.example)
        );
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
