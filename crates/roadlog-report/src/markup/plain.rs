//! Marked-up text as plain text, for what shows no Markdown.

use std::fmt::Write as _;

use super::{Block, Markup, Piece, Words, listed, parted, shown, source_lines};

impl Markup {
    /// As plain text, on as many lines as it has blocks and points.
    pub fn to_plain(&self) -> String {
        let mut out = String::new();
        for block in &self.blocks {
            parted(&mut out);
            match block {
                Block::Heading(_, words) | Block::Paragraph(words) => {
                    words.write_plain(&mut out);
                    out.push('\n');
                }
                Block::List(points) => listed(points, &mut out, Words::write_plain),
                Block::Source { lines, .. } => {
                    for line in source_lines(lines).lines() {
                        let _ = writeln!(out, "    {line}");
                    }
                }
            }
        }
        out
    }
}

impl Words {
    /// As plain text on one line.
    pub fn to_plain(&self) -> String {
        let mut out = String::new();
        self.write_plain(&mut out);
        out
    }

    fn write_plain(&self, out: &mut String) {
        for piece in &self.0 {
            match piece {
                Piece::Own(words) => out.extend(words.chars().filter(|character| *character != '`')),
                Piece::Plan(words, _) => out.push_str(&shown(words.unescaped())),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_marked_up_and_blocks_stand_apart() {
        let markup = Markup::new()
            .heading(Words::own("story ").and_code("PAY-12"))
            .list(vec![Words::own("see `for`"), Words::default().and_strong("x_y")])
            .source("roadlog", "status: ready\n");
        assert_eq!(markup.to_plain(), "story PAY-12\n\n- see for\n- x_y\n\n    status: ready\n");
        assert_eq!(Words::plan("a\u{202e}b").to_plain(), "a\\u{202e}b");
    }
}
