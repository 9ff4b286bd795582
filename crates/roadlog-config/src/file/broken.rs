//! What is not TOML in a file, told once for each cause: a list that is not closed breaks every line below it.

use roadlog_syntax::Span;
use toml::de::{DeTable, DeValue, Error};

use super::source::{Node, span};
use crate::{Problem, ProblemKind, Suggestion};

/// Adds the TOML parser's errors to what else was found, in the order of the text. Of each line, and of each list or
/// table in braces over several lines, only the first error is told, and nothing else, because it follows from that.
pub(super) fn add_errors(text: &str, tree: &DeTable<'_>, errors: &[Error], problems: &mut Vec<Problem>) {
    if !errors.is_empty() {
        let regions = Regions::new(text, tree);
        let mut found: Vec<Problem> = errors.iter().map(|error| problem(text, error)).collect();
        found.sort_by_key(|problem| problem.span);
        found.dedup_by_key(|problem| regions.of(problem.span));
        problems.retain(|problem| {
            let region = regions.of(problem.span);
            found.binary_search_by_key(&region, |error| regions.of(error.span)).is_err()
        });
        problems.extend(found.into_iter().map(|error| regions.unclosed(text, error.span).unwrap_or(error)));
    }
    problems.sort_by_key(|problem| problem.span);
}

/// The parts of a text that stand or fall together: lines, and values over several lines.
struct Regions {
    /// Where each line starts.
    lines: Vec<u32>,
    /// The outermost lists and tables in braces, in the order of the text.
    values: Vec<Span>,
}

impl Regions {
    fn new(text: &str, tree: &DeTable<'_>) -> Self {
        let behind = text.bytes().zip(1..).filter_map(|(byte, next)| (byte == b'\n').then_some(next));
        let mut values = Vec::new();
        tree.iter().for_each(|(_, node)| collect(text, node, &mut values));
        // What is not closed goes on to the end, also where the parser gives up before.
        for value in &mut values {
            if text.get(value.range()).and_then(missing_end).is_some() {
                value.end = text.len() as u32;
            }
        }
        values.sort_unstable();
        Self { lines: std::iter::once(0).chain(behind).collect(), values }
    }

    /// The number of the line where the region begins that a place stands in.
    fn of(&self, place: Span) -> usize {
        let start = self.value_at(place).map_or(place.start, |value| value.start);
        self.lines.partition_point(|line| *line <= start)
    }

    fn value_at(&self, place: Span) -> Option<Span> {
        let behind = self.values.partition_point(|value| value.start <= place.start);
        let value = *self.values.get(behind.checked_sub(1)?)?;
        value.touches(place.start).then_some(value)
    }

    /// The problem that the value around an error is not closed, if that is so.
    fn unclosed(&self, text: &str, error: Span) -> Option<Problem> {
        let value = self.value_at(error)?;
        let (opening, closing) = missing_end(text.get(value.range())?)?;
        let message = format!("not TOML: this `{opening}` is not closed: put a `{closing}` where it ends");
        Some(ProblemKind::Invalid.at(Span::new(value.start, value.start + 1), message))
    }
}

/// How a list or a table in braces opens and ought to close, if it does not.
fn missing_end(raw: &str) -> Option<(char, char)> {
    let (opening, closing) = if raw.starts_with('[') { ('[', ']') } else { ('{', '}') };
    (!raw.trim_end().ends_with(closing)).then_some((opening, closing))
}

fn collect(text: &str, node: &Node<'_>, values: &mut Vec<Span>) {
    let place = span(node);
    match node.get_ref() {
        DeValue::Table(_) if text.get(place.range()).is_some_and(|raw| raw.starts_with('{')) => values.push(place),
        DeValue::Table(below) => below.iter().for_each(|(_, node)| collect(text, node, values)),
        DeValue::Array(list) if list.iter().any(|member| is_header(text, member)) => {
            list.iter().for_each(|member| collect(text, member, values));
        }
        DeValue::Array(_) => values.push(place),
        _ => {}
    }
}

/// Whether it is a table with a header of its own, `[[name]]`.
fn is_header(text: &str, node: &Node<'_>) -> bool {
    node.get_ref().is_table() && text.get(span(node).range()).is_some_and(|raw| raw.starts_with('['))
}

fn problem(text: &str, error: &Error) -> Problem {
    let range = error.span().unwrap_or_default();
    let span = Span::new(floor(text, range.start), floor(text, range.end.max(range.start)));
    let found = text.get(span.range()).unwrap_or_default();
    match error.message() {
        "duplicate key" => ProblemKind::Invalid.at(span, format!("`{found}` is written twice: keep one of them")),
        message if message.starts_with("string values must be quoted") => unquoted(span, found),
        message => ProblemKind::Invalid.at(span, format!("not TOML: {message}")),
    }
}

fn unquoted(span: Span, found: &str) -> Problem {
    if found.is_empty() {
        return ProblemKind::Invalid.at(span, "not TOML: a value is missing here");
    }
    let mut problem = ProblemKind::Invalid.at(span, format!("not TOML: text stands between quotes: \"{found}\""));
    if !found.contains(['"', '\\']) {
        problem.suggestion = Some(Suggestion { span, text: format!("\"{found}\"") });
    }
    problem
}

/// The nearest character boundary at or before an offset.
fn floor(text: &str, offset: usize) -> u32 {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset as u32
}

#[cfg(test)]
mod tests {
    use crate::testing::unmarked;
    use crate::{ConfigFile, Place, Shape, parse};

    /// Asserts that a text has one problem, at the marks; what can be read is given back.
    #[track_caller]
    fn broken(marked: &str, message: &str) -> ConfigFile {
        let (text, span) = unmarked(marked);
        let (file, problems) = parse(&text, Place::Root);
        let found: Vec<_> = problems.iter().map(|problem| (problem.message.as_str(), problem.span)).collect();
        assert_eq!(found, [(message, span)], "{text}");
        file
    }

    #[test]
    fn a_broken_line_spoils_itself_alone() {
        for (line, message) in [
            ("name = ‹›", "not TOML: a value is missing here"),
            ("name ‹›", "not TOML: key with no value, expected `=`"),
            ("name = ‹Ana›", "not TOML: text stands between quotes: \"Ana\""),
            ("name = \"Ana‹›", "not TOML: invalid basic string, expected `\"`"),
            ("name = \"a\" ‹›b", "not TOML: unexpected key or value, expected newline, `#`"),
            ("emails = [‹ana›, li]", "not TOML: text stands between quotes: \"ana\""),
            ("until = ‹2026-13-1›", "not TOML: invalid date, expected a two-digit day (DD)"),
        ] {
            let file = broken(
                &format!("[people.ana]\n{line}\nroles = [\"product-manager\"]\n[team]\nshape = \"combined\"\n"),
                message,
            );
            assert_eq!(file.people[0].roles.len(), 1, "{line}");
            assert_eq!(file.people[0].roles[0].value, "product-manager");
            assert_eq!(file.shape.unwrap().value, Shape::Combined);
        }
    }

    #[test]
    fn what_is_not_closed_is_told_once_where_it_opens() {
        let rest = "roles = [\"product-manager\"]\n[team]\nshape = \"combined\"\n";
        let message = "not TOML: this `[` is not closed: put a `]` where it ends";
        broken(&format!("[people.ana]\nemails = ‹[›\"ana@shop.example\"\n{rest}"), message);
        broken(&format!("[people.ana]\nemails = ‹[›\n{rest}"), message);
        let message = "not TOML: this `{` is not closed: put a `}` where it ends";
        broken(&format!("[people]\nana = ‹{{› name = \"Ana\"\n{rest}"), message);
    }

    #[test]
    fn a_key_or_table_written_twice() {
        let message = "`shape` is written twice: keep one of them";
        let file = broken("[team]\nshape = \"combined\"\n‹shape› = \"separate\"\n", message);
        assert_eq!(file.shape.unwrap().value, Shape::Combined);
        let message = "`ana` is written twice: keep one of them";
        let file = broken("[people.ana]\nname = \"A\"\n[people.‹ana›]\nroles = []\n", message);
        assert_eq!(file.people.len(), 1);
    }

    #[test]
    fn two_causes_are_two_problems() {
        let (_, problems) = parse("[people.ana]\nname = Ana\n[people.li]\nname = Li\nshap = 1\n", Place::Root);
        let lines: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
        let expected = [
            "not TOML: text stands between quotes: \"Ana\"",
            "not TOML: text stands between quotes: \"Li\"",
            "`shap` means nothing in [people.li]",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn quotes_are_offered_where_they_are_missing() {
        let (_, problems) = parse("[people.ana]\nname = Ana\n", Place::Root);
        assert_eq!(problems[0].suggestion.as_ref().unwrap().text, "\"Ana\"");
    }
}
