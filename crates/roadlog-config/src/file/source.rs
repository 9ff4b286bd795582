//! The tree that the TOML parser makes, with the places of its texts and what is wrong with it.

use roadlog_syntax::Span;
use roadlog_syntax::value::{self, Date};
use toml::de::{DeTable, DeValue};

use crate::{Problem, ProblemKind, Spanned, Suggestion};

/// A value of the tree, with its place.
pub(crate) type Node<'t> = toml::Spanned<DeValue<'t>>;

/// The text of a file, and the problems found in it so far.
pub(crate) struct Source<'t> {
    pub(crate) text: &'t str,
    pub(crate) problems: Vec<Problem>,
}

impl<'t> Source<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, problems: Vec::new() }
    }

    /// Notes a problem.
    pub(crate) fn report(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Notes that something is not what may stand there.
    pub(crate) fn invalid(&mut self, span: Span, message: impl Into<String>) {
        self.report(ProblemKind::Invalid.at(span, message));
    }

    /// The text that a value is, if it is one.
    pub(crate) fn text<'a>(&self, node: &'a Node<'t>) -> Option<Spanned<&'a str>> {
        let text = node.get_ref().as_str()?;
        Some(Spanned::new(text, self.inside(span(node))))
    }

    /// The texts that a value lists; none if it is no list. What is no text in it is left out.
    pub(crate) fn texts<'a>(&self, node: Option<&'a Node<'t>>) -> Vec<Spanned<&'a str>> {
        let list = node.and_then(|node| node.get_ref().as_array());
        list.into_iter().flat_map(|list| list.iter()).filter_map(|member| self.text(member)).collect()
    }

    /// The keys and values of a table, in the order of the file; none if it is no table.
    pub(crate) fn entries<'a>(&self, node: Option<&'a Node<'t>>) -> Vec<super::Entry<'a, 't>> {
        node.and_then(|node| node.get_ref().as_table()).map(|table| self.entries_of(table)).unwrap_or_default()
    }

    /// The keys and values of a table, in the order of the file.
    pub(crate) fn entries_of<'a>(&self, table: &'a DeTable<'t>) -> Vec<super::Entry<'a, 't>> {
        let entry = |(key, value): (&'a toml::Spanned<toml::de::DeString<'t>>, _)| {
            let name: &str = key.get_ref();
            (Spanned::new(name, self.inside(to_span(key.span()))), value)
        };
        let mut entries: Vec<_> = table.iter().map(entry).collect();
        entries.sort_by_key(|(key, _)| key.span);
        entries
    }

    /// The date that a value is: a TOML date, or a text of the same form. Reports what is wrong with it.
    pub(crate) fn date(&mut self, node: &Node<'t>) -> Option<Spanned<Date>> {
        let (date, span) = if let Some(text) = self.text(node) {
            match value::parse_date(&text) {
                Ok(date) => (Some(date), text.span),
                Err(error) => {
                    let mut problem = ProblemKind::Invalid.at(text.span, error.to_string());
                    problem.suggestion =
                        error.suggestion.map(|text_meant| Suggestion { span: text.span, text: text_meant });
                    self.report(problem);
                    return None;
                }
            }
        } else {
            (calendar_day(node.get_ref().as_datetime()?), span(node))
        };
        if date.is_none() {
            self.invalid(span, "a day alone is wanted here, without a time: 2026-11-27");
        }
        Some(Spanned::new(date?, span))
    }

    /// What stands between the quotes of a text or key. With escapes in it, that is longer than the text.
    fn inside(&self, span: Span) -> Span {
        let raw = self.text.get(span.range()).unwrap_or_default();
        for quote in ["\"\"\"", "'''", "\"", "'"] {
            if raw.strip_prefix(quote).is_some_and(|raw| raw.ends_with(quote)) {
                let quote = quote.len() as u32;
                return Span::new(span.start + quote, span.end - quote);
            }
        }
        span
    }
}

/// Where a value stands.
pub(crate) fn span(node: &Node<'_>) -> Span {
    to_span(node.span())
}

/// A range of the TOML parser as a span. Files of 4 GiB or more are refused before they are parsed.
pub(crate) fn to_span(range: std::ops::Range<usize>) -> Span {
    Span::new(range.start as u32, range.end as u32)
}

/// The value of a key of a table.
pub(crate) fn get<'a, 't>(node: Option<&'a Node<'t>>, key: &str) -> Option<&'a Node<'t>> {
    node?.get_ref().as_table()?.get(key)
}

/// The part of a text that starts `from` bytes into it and is `length` bytes long; all of a text with escapes, whose
/// bytes stand elsewhere.
pub(crate) fn part(text: &Spanned<&str>, from: usize, length: usize) -> Span {
    if text.span.len() as usize != text.value.len() {
        return text.span;
    }
    let start = text.span.start + from as u32;
    Span::new(start, start + length as u32)
}

/// The one of `words` that was meant by `text`.
///
/// Of a list beyond reason none is: looking costs as much as the list is long, and a faulty file looks for every fault.
pub(crate) fn nearest<'w>(text: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    const LONGEST: usize = 500;
    let words: Vec<&str> = words.take(LONGEST + 1).collect();
    (words.len() <= LONGEST).then(|| value::nearest(text, words.into_iter()))?
}

fn calendar_day(written: &toml::value::Datetime) -> Option<Date> {
    let date = written.date.filter(|_| written.time.is_none() && written.offset.is_none())?;
    let narrow = |part: u8| i8::try_from(part).ok();
    Date::new(i16::try_from(date.year).ok()?, narrow(date.month)?, narrow(date.day)?).ok()
}
