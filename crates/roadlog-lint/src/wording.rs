//! Words that the sentences of many rules share: an item by its name, numbers with their noun, lists.

use std::borrow::Cow;

use roadlog_model::{PlanItem, StatusFact};
use roadlog_syntax::{Kind, Span};

/// What an item is called in a sentence: its id, `PAY-new` included; `this story` where its header is broken.
pub fn name(item: PlanItem<'_>) -> Cow<'_, str> {
    item.syntax().id_text().unwrap_or_else(|| Cow::Owned(format!("this {}", item.kind_word())))
}

/// Where a finding about an item as a whole stands: its id; its whole header where that is broken.
pub fn name_span(item: PlanItem<'_>) -> Span {
    let syntax = item.syntax();
    if syntax.is_broken() { syntax.header_span() } else { syntax.id_span() }
}

/// A status as it reads behind "is": `ready`, `in review`.
pub(crate) fn state(status: &StatusFact) -> Cow<'_, str> {
    if status.word == "review" { Cow::Borrowed("in review") } else { Cow::Borrowed(&status.word) }
}

/// A kind with its article: `a story`, `an epic`.
pub fn a_kind(kind: Kind) -> String {
    a(kind.name())
}

/// A word with its article.
pub fn a(word: &str) -> String {
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {word}")
}

/// A number with its noun: `1 item`, `3 items`.
pub fn counted(number: usize, noun: &str) -> String {
    let end = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{end}")
}

/// A number of points with its noun: `1 point`, `0.5 points`.
pub fn points(points: f64) -> String {
    let number = points.to_string();
    let end = if number == "1" { "" } else { "s" };
    format!("{number} point{end}")
}

/// `a`, `a and b`, `a, b and c`, with another word than `and` where one is wanted.
pub fn listed<W: AsRef<str>>(words: &[W], last: &str) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match &words[..] {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_numbers_read_as_a_person_would_say_them() {
        assert_eq!(listed(&["a"], "or"), "a");
        assert_eq!(listed(&["a", "b", "c"], "or"), "a, b or c");
        assert_eq!(listed::<&str>(&[], "or"), "");
        assert_eq!((counted(1, "item"), counted(0, "item")), ("1 item".to_owned(), "0 items".to_owned()));
        assert_eq!((a_kind(Kind::Epic), a_kind(Kind::Story)), ("an epic".to_owned(), "a story".to_owned()));
    }
}
