//! Marked-up text as lines of a view: for a terminal, and for whatever takes plain text.

use super::{Block, Level, Markup, Piece, Style, Words};
use crate::page::{Line, Paper, Role, flowed};

impl Markup {
    /// As lines, wrapped between words where the paper has an end.
    pub fn lines(&self, paper: &Paper) -> Vec<Line> {
        let mut lines = Vec::new();
        for (place, block) in self.blocks.iter().enumerate() {
            // What stands in a section stands close to its heading.
            let above = place.checked_sub(1).and_then(|above| self.blocks.get(above));
            if above.is_some_and(|above| !matches!(above, Block::Heading(Level::Section, _))) {
                lines.push(Line::blank());
            }
            lines.extend(block.lines(paper));
        }
        lines.into_iter().map(|line| line.cut(paper.width(), paper.ellipsis())).collect()
    }
}

impl Block {
    fn lines(&self, paper: &Paper) -> Vec<Line> {
        match self {
            Self::Heading(_, words) => flowed(&words.line(Role::Strong, paper), paper.width()),
            Self::Paragraph(words) => flowed(&words.line(Role::Plain, paper), paper.width()),
            Self::List(points) => {
                let mark = paper.either("• ", "- ");
                let lines = points.iter().flat_map(super::Point::lines);
                lines.flat_map(|(depth, words)| listed(words, depth, mark, paper)).collect()
            }
            Self::Source { lines, .. } => {
                let lines = lines.unescaped().trim_end().lines();
                lines.map(|line| Line::of(paper.safe(&line.into()), Role::Plain).indented(4)).collect()
            }
        }
    }
}

/// A point with its mark before it, its further lines below its first word.
fn listed(words: &Words, depth: usize, mark: &'static str, paper: &Paper) -> Vec<Line> {
    let stands_in = 2 + 2 * depth;
    let room = paper.width().saturating_sub(stands_in + 2);
    let lines = flowed(&words.line(Role::Plain, paper), room).into_iter().enumerate();
    let marked = |(at, line): (usize, Line)| {
        let before = if at == 0 { mark } else { "  " };
        Line::of(before, Role::Muted).then(line).indented(stands_in)
    };
    lines.map(marked).collect()
}

impl Words {
    /// The words on one line; what does not stand out by itself plays this role.
    fn line(&self, role: Role, paper: &Paper) -> Line {
        let mut line = Line::blank();
        for piece in &self.0 {
            match piece {
                Piece::Own(words) => line.push(words.replace('`', ""), role),
                Piece::Plan(words, Style::Strong) => line.push(paper.safe(words), Role::Strong),
                Piece::Plan(words, Style::Plain | Style::Code) => line.push(paper.safe(words), role),
            }
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::super::Point;
    use super::*;
    use crate::page::Glyphs;

    fn lines(markup: &Markup, width: usize) -> String {
        let paper = Paper::new(width, Glyphs::Ascii, |text| text.into());
        markup.lines(&paper).iter().map(|line| line.text() + "\n").collect()
    }

    #[test]
    fn points_and_what_is_below_them_stand_in_and_go_on_below_their_first_word() {
        let point =
            Point { words: Words::default().and_strong("Pay").and(", by `card`"), below: vec![Words::plan("soon")] };
        let markup = Markup::new()
            .heading_of(Level::Text, Words::own("All"))
            .paragraph(Words::plan("it is"))
            .heading_of(Level::Section, Words::own("Some"))
            .list(vec![point, Words::plan("a long line that goes on below").into()]);
        let expected = "\
All

it is

Some
  - Pay, by card
    - soon
  - a long line that
    goes on below
";
        assert_eq!(lines(&markup, 20), expected);
        assert!(lines(&markup, usize::MAX).contains("  - a long line that goes on below\n"));
    }
}
