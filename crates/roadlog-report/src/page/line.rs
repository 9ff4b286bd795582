//! One line of a view: pieces of text, each with the part that it plays.

use roadlog_config::Phase;

use super::measure::{cut, width, wrap};

/// The part that a piece of text plays, for whoever shows it to find colours for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Role {
    /// What is said.
    #[default]
    Plain,
    /// What is looked for first: ids, headings.
    Strong,
    /// What is there for those who want to know more.
    Muted,
    /// What somebody should look at.
    Warning,
    /// What stops the work, or is too late.
    Alarm,
    /// What went as it should.
    Good,
    /// A word for a phase.
    Phase(Phase),
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The text, safe for the sink that the paper is for.
    pub text: String,
    /// The part that it plays.
    pub role: Role,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Line {
    segments: Vec<Segment>,
}

impl Line {
    /// A line on which nothing stands.
    pub const fn blank() -> Self {
        Self { segments: Vec::new() }
    }

    /// A line of this text.
    pub fn of(text: impl Into<String>, role: Role) -> Self {
        Self::blank().and(text, role)
    }

    /// The same line with this text behind it.
    #[must_use]
    pub fn and(mut self, text: impl Into<String>, role: Role) -> Self {
        self.push(text, role);
        self
    }

    /// The same line with another one behind it.
    #[must_use]
    pub fn then(mut self, other: Self) -> Self {
        self.segments.extend(other.segments);
        self
    }

    /// Adds text at the end.
    pub fn push(&mut self, text: impl Into<String>, role: Role) {
        let text = text.into();
        if !text.is_empty() {
            self.segments.push(Segment { text, role });
        }
    }

    /// Adds text at the end, parted from what stands there.
    pub fn push_apart(&mut self, gap: &str, text: impl Into<String>, role: Role) {
        let text = text.into();
        if !self.is_blank() && !text.is_empty() {
            self.push(gap, Role::Muted);
        }
        self.push(text, role);
    }

    /// Its pieces, from left to right.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Whether nothing stands on it.
    pub const fn is_blank(&self) -> bool {
        self.segments.is_empty()
    }

    /// How many columns it takes.
    pub fn width(&self) -> usize {
        self.segments.iter().map(|segment| width(&segment.text)).sum()
    }

    /// Its text.
    pub fn text(&self) -> String {
        self.segments.iter().map(|segment| &*segment.text).collect()
    }

    /// The same line with spaces behind it, up to this width.
    #[must_use]
    pub fn padded(self, to: usize) -> Self {
        let missing = to.saturating_sub(self.width());
        self.and(" ".repeat(missing), Role::Plain)
    }

    /// The same line with spaces before it.
    #[must_use]
    pub fn indented(self, by: usize) -> Self {
        Self::of(" ".repeat(by), Role::Plain).then(self)
    }

    /// As much of the line as fits, with `mark` where something was left out.
    #[must_use]
    pub fn cut(self, to: usize, mark: &str) -> Self {
        if self.width() <= to {
            return self;
        }
        let mut left = to;
        let mut kept = Self::blank();
        for segment in self.segments {
            let taken = width(&segment.text);
            if taken < left {
                left -= taken;
                kept.segments.push(segment);
                continue;
            }
            // What follows is left out, so that this piece ends in the mark even where it would just fit.
            let text = if taken == left { format!("{}{mark}", segment.text) } else { segment.text };
            kept.push(cut(&text, left, mark), segment.role);
            break;
        }
        kept
    }
}

/// A line on as many lines of at most so many columns as it needs, broken between words; at least one.
pub(crate) fn flowed(line: &Line, columns: usize) -> Vec<Line> {
    let mut pieces = line.segments.iter().flat_map(|it| it.text.chars().map(|character| (character, it.role)));
    let broken = wrap(&line.text(), columns, usize::MAX, "");
    let styled = |text: &String| {
        let mut flowed = Line::blank();
        for character in text.chars() {
            // White space where a line was broken is passed over.
            let role = pieces.find(|(other, _)| *other == character).map_or(Role::Plain, |(_, role)| role);
            match flowed.segments.last_mut().filter(|last| last.role == role) {
                Some(last) => last.text.push(character),
                None => flowed.push(character, role),
            }
        }
        flowed
    };
    broken.iter().map(styled).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_flows_on_keeps_what_stands_out() {
        let line = Line::of("Pay now", Role::Strong).and(", or  later", Role::Plain);
        let expected = [
            Line::of("Pay", Role::Strong),
            Line::of("now", Role::Strong).and(", or", Role::Plain),
            Line::of("later", Role::Plain),
        ];
        assert_eq!(flowed(&line, 7), expected);
        assert_eq!(flowed(&line, 80), [line]);
        assert_eq!(flowed(&Line::blank(), 8), [Line::blank()]);
    }

    #[test]
    fn a_line_is_cut_in_the_piece_that_no_longer_fits() {
        let line = || Line::of("PAY-12", Role::Strong).and(" Pay now", Role::Plain);
        assert_eq!(line().cut(14, "…"), line());
        assert_eq!(line().cut(10, "…").text(), "PAY-12 Pa…");
        assert_eq!(line().cut(6, "…").text(), "PAY-1…");
        assert_eq!(line().cut(0, "…").text(), "");
    }

    #[test]
    fn a_line_is_padded_by_what_is_seen_of_it() {
        assert_eq!(Line::of("計画", Role::Plain).padded(6).text(), "計画  ");
        assert_eq!(Line::of("plan", Role::Plain).padded(2).text(), "plan");
    }

    #[test]
    fn only_what_stands_beside_something_is_parted_from_it() {
        let mut line = Line::blank();
        line.push_apart(", ", "a", Role::Plain);
        line.push_apart(", ", "", Role::Plain);
        line.push_apart(", ", "b", Role::Plain);
        assert_eq!(line.text(), "a, b");
    }
}
