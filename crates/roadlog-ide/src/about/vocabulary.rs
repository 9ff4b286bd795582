//! Kinds, fields and statuses.

use roadlog_config::{Config, Field, FieldLookup, FieldRef, KindRef, Settings, ValueType, serves};
use roadlog_lint::wording::a;
use roadlog_syntax::Kind;

use crate::markup::{Markup, Words};

/// A kind: what it is, who decides on it, what it serves and what it has.
pub(crate) fn kind(config: &Config, kind: KindRef) -> Markup {
    let spec = kind.spec();
    let name = config.kind_name(kind);
    let mut markup = Markup::new().heading(Words::own("kind ").and_strong(name));
    if kind.custom().is_some() {
        markup = markup.paragraph(Words::own(format!("A kind of the team's own, like `{}`.", kind.like.name())));
    }
    let mut points = vec![Words::own(format!(
        "the {} decides on it; it belongs in a `*.{}` file",
        spec.side.role().title(),
        spec.side.name()
    ))];
    let above: Vec<&str> = serves(kind.like).map(Kind::name).collect();
    if !above.is_empty() {
        points.push(Words::own(format!("`for` names: {}", above.join(", "))));
    }
    let statuses: Vec<Words> =
        config.settings("").statuses(kind).iter().map(|status| Words::plan(status.name.as_str())).collect();
    if !statuses.is_empty() {
        points.push(Words::own("statuses: ").then(Words::joined(statuses, ", ")));
    }
    let fields: Vec<Words> = config.fields(kind).map(|field| Words::plan(config.field_name(field))).collect();
    points.push(Words::own("fields: ").then(Words::joined(fields, ", ")));
    markup.paragraph(Words::own(spec.meaning)).list(points)
}

/// A field: what it says, how it is written, and what it may say on items of this kind.
pub(crate) fn field(config: &Config, settings: &Settings, kind: Option<KindRef>, name: &str) -> Option<Markup> {
    let (field, is_here) = match config.field(kind, name) {
        FieldLookup::Here(field) => (field, true),
        FieldLookup::Elsewhere(field) => (field, false),
        FieldLookup::Unknown => return None,
    };
    let markup = Markup::new().heading(Words::own("field ").and_strong(name));
    let value_type = config.value_type(field);
    let (meaning, example) = match field {
        FieldRef::BuiltIn(field) => (field.spec().meaning, field.spec().example),
        FieldRef::Custom(_) => ("A field of the team's own.", value_type.example()),
    };
    let mut markup = markup.paragraph(Words::own(meaning));
    if !is_here {
        let kinds: Vec<Words> = config.kinds_with(field).map(|kind| Words::plan(config.kind_name(kind))).collect();
        markup =
            markup.paragraph(Words::own("This kind does not have it; these do: ").then(Words::joined(kinds, ", ")));
    }
    let markup = match kind {
        Some(kind) if value_type == ValueType::Status => markup.list(statuses(settings, kind)),
        _ => markup.list(values(config, field, kind)),
    };
    let written = format!("{name}: {example}");
    Some(markup.paragraph(Words::own("Written: ").and_code(written)))
}

/// What may stand behind a field's colon.
fn values(config: &Config, field: FieldRef, kind: Option<KindRef>) -> Vec<Words> {
    let words: Vec<Words> = match config.value_type(field) {
        ValueType::Word(_) => config.words(field).map(Words::plan).collect(),
        ValueType::Measure => config.measure_words().map(Words::plan).collect(),
        value_type => {
            let expected = Words::own("value: ").and(value_type.expected());
            let above = kind.filter(|_| field == FieldRef::BuiltIn(Field::For));
            let above: Vec<&str> = above.map(|kind| serves(kind.like).map(Kind::name).collect()).unwrap_or_default();
            if above.is_empty() {
                return vec![expected];
            }
            return vec![expected, Words::own(format!("it may name: {}", above.join(", ")))];
        }
    };
    vec![Words::own("one of: ").then(Words::joined(words, ", "))]
}

/// The statuses of a kind, each with its phase.
fn statuses(settings: &Settings, kind: KindRef) -> Vec<Words> {
    let all = settings.statuses(kind).iter().enumerate();
    all.map(|(place, status)| {
        let words = Words::plan(status.name.as_str()).and(format!(" ({})", status.phase.name()));
        if place == 0 { words.and(": meant where none is written") } else { words }
    })
    .collect()
}

/// A status: the phase that it stands in, and what may come before and after it.
pub(crate) fn status(settings: &Settings, config: &Config, kind: KindRef, word: &str) -> Option<Markup> {
    let status = settings.status(kind, word)?;
    let heading = Words::own("status ").and_strong(word).and(" of ").and_plan(a(config.kind_name(kind)));
    let phase = format!("Phase {}: {}", status.phase.name(), status.phase.meaning());
    Some(Markup::new().heading(heading).paragraph(Words::own(phase)).list(statuses(settings, kind)))
}
