//! The lines of a file around a place, safe for a terminal, with the place marked below them.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Renderer, Snippet};
use roadlog_lint::Level;
use roadlog_syntax::Span;

use super::sources::Source;

/// How many bytes before and behind a place are looked at: more than any terminal shows, and so few that a line of a
/// megabyte costs no more than a short one.
const AROUND: usize = 512;

/// How many bytes of a place over several lines are shown; of a longer one only its first line is.
const LONGEST: usize = 2048;

/// The narrowest terminal that an excerpt is made for.
const NARROWEST: usize = 40;

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
        let range = source.range(span);
        let first = source.line(range.start.line);
        let start = source.boundary(span.start).clamp(first.start, first.end);
        let mut last = source.line(range.end.line);
        let mut end = source.boundary(span.end).clamp(last.start.max(start), last.end.max(start));
        if end - start > LONGEST {
            end = first.end.min(start + LONGEST);
            last = first.clone();
        }
        let from = source.boundary(first.start.max(start.saturating_sub(AROUND)) as u32);
        let end = source.boundary(end as u32);
        let to = source.boundary(last.end.min(end + AROUND) as u32);
        let mut marks = [start - from, end - from];
        let mut text = super::sinks::terminal_excerpt(&source.text()[from..to].replace("\r\n", "\n\u{200b}"), &mut marks);
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
