//! The lines of a file around a place, safe for a terminal, with the place marked below them.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Renderer, Snippet};
use roadlog_lint::Level;
use roadlog_syntax::Span;

use super::sinks::terminal_excerpt;
use super::sources::Source;

/// How many bytes before and behind a place are looked at: more than any terminal shows, and so few that a line of a
/// megabyte costs no more than a short one.
const AROUND: usize = 512;

/// How many bytes of a place over several lines are shown; of a longer one only its first line is.
const LONGEST: usize = 2048;

/// The narrowest terminal that an excerpt is made for.
pub(super) const NARROWEST: usize = 40;

/// Lines of a file with a place in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// The lines, safe for a terminal.
    text: String,
    /// The number of the first line.
    first: usize,
    /// The place, in bytes of `text`.
    mark: Range<usize>,
}

impl Excerpt {
    /// The lines that `span` touches.
    pub(crate) fn new(source: &Source<'_>, span: Span) -> Self {
        let text = source.text();
        let start = source.boundary(span.start);
        let covered = text.get(start..source.boundary(span.end)).unwrap_or_default();
        // A place that ends with a line's end does not reach into the next line.
        let mut end = start + covered.trim_end_matches(['\r', '\n']).len();
        let range = source.range(Span::new(start as u32, end as u32));
        let first = source.line(range.start.line);
        let mut last = source.line(range.end.line);
        if end - start > LONGEST {
            end = source.boundary((start + LONGEST) as u32).min(first.end);
            last = first.clone();
        }
        let (start, end) = (start.clamp(first.start, first.end), end.clamp(last.start, last.end));
        let from = first.start.max(source.boundary(start.saturating_sub(AROUND) as u32));
        let to = last.end.min(source.boundary((end + AROUND) as u32));
        let mut marks = [start - from, end - from];
        let mut text = terminal_excerpt(text.get(from..to).unwrap_or_default(), &mut marks);
        // An empty last line is no line to the renderer.
        if text.is_empty() || text.ends_with('\n') {
            text.push(' ');
        }
        Self { text, first: range.start.line as usize, mark: marks[0]..marks[1] }
    }

    /// How many columns the numbers of the lines take.
    pub(crate) fn number_width(&self) -> usize {
        let last = self.first + self.text[..self.mark.end].matches('\n').count();
        last.to_string().len()
    }

    /// The lines with their numbers and the mark, without a line feed at the end.
    pub(crate) fn rendered(&self, level: Level, is_primary: bool, color: bool, width: usize) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let kind = if is_primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        let snippet =
            Snippet::source(self.text.as_str()).line_start(self.first).annotation(kind.span(self.mark.clone()));
        let level = match level {
            Level::Error => annotate_snippets::Level::ERROR,
            Level::Warning => annotate_snippets::Level::WARNING,
            Level::Info => annotate_snippets::Level::INFO,
        };
        renderer.term_width(width.max(NARROWEST)).render(&[Group::with_level(level).element(snippet)])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Sources;
    use super::*;

    fn excerpt(text: &str, start: usize, end: usize) -> Excerpt {
        let sources: Sources<'_> = [("a", text)].into_iter().collect();
        Excerpt::new(sources.get(&"a".into()).unwrap(), Span::new(start as u32, end as u32))
    }

    fn rendered(text: &str, start: usize, end: usize) -> String {
        excerpt(text, start, end).rendered(Level::Error, true, false, 80)
    }

    #[test]
    fn the_mark_stands_below_the_place_whatever_stands_before_it() {
        for before in ["", "  ", "\t", "計画 ", "e\u{301} ", "😀 ", "\u{202e} ", "\u{feff}", "##[x "] {
            let text = format!("first\n{before}PAY-99 behind\nlast\n");
            let start = text.find("PAY").unwrap();
            let rendered = rendered(&text, start, start + 6);
            let mut lines = rendered.lines().skip_while(|line| !line.starts_with("2 |"));
            let width = |line: &str| unicode_width::UnicodeWidthStr::width(line);
            let (source, marks) = (lines.next().unwrap(), lines.next().unwrap());
            assert!(marks.ends_with("^^^^^^"), "{rendered}");
            assert_eq!(
                width(source.split("PAY").next().unwrap()),
                width(marks.split('^').next().unwrap()),
                "{rendered}"
            );
        }
    }

    #[test]
    fn a_place_that_ends_with_a_line_end_marks_that_line_alone() {
        for text in ["one\r\ntwo\r\n", "one\ntwo\n"] {
            let end = text.find("two").unwrap();
            assert_eq!(rendered(text, 0, end), "  |\n1 | one\n  | ^^^");
        }
    }

    #[test]
    fn the_end_of_a_file_can_be_marked() {
        assert_eq!(rendered("one\n", 4, 4), "  |\n2 |  \n  | ^");
        assert_eq!(rendered("one", 3, 3), "  |\n1 | one\n  |    ^");
        assert_eq!(rendered("", 0, 0), "  |\n1 |  \n  | ^");
    }

    #[test]
    fn of_a_very_long_place_its_first_line_is_marked() {
        let text = format!("one\n{}", "two\n".repeat(1000));
        assert_eq!(rendered(&text, 0, text.len()), "  |\n1 | one\n  | ^^^");
    }

    #[test]
    fn of_a_very_long_line_only_what_is_near_is_read() {
        let text = format!("{}X{}", "é".repeat(100_000), "é".repeat(100_000));
        let excerpt = excerpt(&text, 200_000, 200_001);
        assert!(excerpt.text.len() <= 2 * AROUND + 1);
        assert!(rendered(&text, 200_000, 200_001).contains('X'));
    }

    #[test]
    fn the_numbers_of_the_lines_take_as_many_columns_as_they_are_drawn_in() {
        let text = "a\n".repeat(120);
        for line in [0, 8, 9, 98, 99] {
            let excerpt = excerpt(&text, line * 2, line * 2 + 1);
            let rendered = excerpt.rendered(Level::Error, true, false, 80);
            let drawn = rendered.lines().next().unwrap().find('|').unwrap() - 1;
            assert_eq!(excerpt.number_width(), drawn, "{rendered}");
        }
    }

    proptest! {
        #[test]
        fn any_place_in_any_text_can_be_drawn(
            text in "(\\PC|\t|\r|\n|\u{200b}|計){0,60}", start in 0_usize..200, length in 0_usize..200, width in 0_usize..90,
        ) {
            let rendered = excerpt(&text, start, start + length).rendered(Level::Warning, true, false, width);
            prop_assert!(rendered.contains('|'));
        }
    }
}
