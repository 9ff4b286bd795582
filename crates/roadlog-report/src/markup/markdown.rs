//! Marked-up text as Markdown.

use std::fmt::Write as _;

use roadlog_model::Untrusted;

use super::{Block, Level, Markup, Piece, Style, Words, listed, parted, shown, source_lines};

impl Markup {
    /// As Markdown (`CommonMark` 0.31 with or without the extensions of GitHub). Words of the plan are escaped so that they
    /// are neither markup nor HTML nor links.
    pub fn to_markdown(&self) -> String {
        let mut out = String::new();
        for block in &self.blocks {
            parted(&mut out);
            match block {
                Block::Heading(level, words) => {
                    out.push_str(match level {
                        Level::Text => "# ",
                        Level::Section => "## ",
                        Level::Part => "### ",
                    });
                    words.write_markdown(&mut out);
                    out.push('\n');
                }
                Block::Paragraph(words) => {
                    words.write_markdown(&mut out);
                    out.push('\n');
                }
                Block::List(points) => listed(points, &mut out, Words::write_markdown),
                Block::Source { language, lines } => {
                    let lines = source_lines(lines);
                    let fence = "`".repeat(longest_run(&lines).max(2) + 1);
                    let _ = writeln!(out, "{fence}{language}\n{lines}\n{fence}");
                }
            }
        }
        out
    }
}

impl Words {
    fn write_markdown(&self, out: &mut String) {
        for piece in &self.0 {
            match piece {
                Piece::Own(words) => out.push_str(words),
                Piece::Plan(words, style) => written(words, *style, out),
            }
        }
    }
}

/// Words on one line of Markdown, a cell of a table too, so that they mean nothing but themselves. As few marks are escaped
/// as need be: what people read as it stands is to be readable.
pub fn in_markdown(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    escape(&shown(words), &mut out);
    out
}

fn written(words: &Untrusted, style: Style, out: &mut String) {
    let words = shown(words.unescaped());
    let words = words.trim();
    match style {
        _ if words.is_empty() => {}
        Style::Plain => escape(words, out),
        Style::Strong => {
            out.push_str("**");
            escape(words, out);
            out.push_str("**");
        }
        Style::Code => {
            let ticks = "`".repeat(longest_run(words) + 1);
            let space = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
            let _ = write!(out, "{ticks}{space}{words}{space}{ticks}");
        }
    }
}

/// The length of the longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|character| character != '`').map(str::len).max().unwrap_or(0)
}

/// Writes words so that Markdown means nothing but the words. As few marks are escaped as need be: some editors show the
/// text as it stands.
fn escape(words: &str, out: &mut String) {
    let bytes = words.as_bytes();
    let is_word = |at: Option<&u8>| at.is_some_and(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
    let first_number = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    for (offset, character) in words.char_indices() {
        let before = offset.checked_sub(1).and_then(|at| bytes.get(at));
        let is_mark = match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$' => true,
            // A heading, a list or a line below a heading, at the start; the end of a heading, at the end.
            '#' => offset == 0 || offset + 1 == words.len(),
            '-' | '+' | '=' => offset == 0,
            '.' if before == Some(&b'w') || before == Some(&b'W') => true,
            '.' | ')' => first_number > 0 && offset == first_number,
            // An address or a URL, which some readers make a link of.
            '@' => is_word(before),
            ':' => words[offset..].starts_with("://") || is_word(before) && is_word(bytes.get(offset + 1)),
            _ => false,
        };
        if is_mark {
            out.push('\\');
        }
        out.push(character);
    }
}

#[cfg(test)]
mod tests {
    use super::super::Point;
    use super::*;

    fn markdown(words: Words) -> String {
        Markup::of(words).to_markdown().trim_end().to_owned()
    }

    #[test]
    fn words_of_a_plan_are_no_markup() {
        for (words, escaped) in [
            ("<img src=x onerror=y>", r"\<img src=x onerror=y\>"),
            ("[x](javascript:y) `z` **b** _c_", r"\[x\](javascript\:y) \`z\` \*\*b\*\* \_c\_"),
            ("# no heading", r"\# no heading"),
            ("in C #", r"in C \#"),
            ("- no list", r"\- no list"),
            ("12. no list", r"12\. no list"),
            ("see https://a.example and www.b.example", r"see https\://a.example and www\.b.example"),
            ("a@b.example, @maria", r"a\@b.example, @maria"),
            ("&lt; \\", r"\&lt; \\"),
            ("PAY-12: 3 - 4 = 5 + 1.", "PAY-12: 3 - 4 = 5 + 1."),
            ("a\u{202e}b\nc\u{1b}", r"a\\u{202e}b c\\u{1b}"),
        ] {
            assert_eq!(markdown(Words::plan(words)), escaped);
        }
    }

    #[test]
    fn code_ends_where_it_ends_whatever_stands_in_it() {
        assert_eq!(markdown(Words::default().and_code("a``b")), "```a``b```");
        assert_eq!(markdown(Words::default().and_code("`a")), "`` `a ``");
        assert_eq!(Markup::new().source("roadlog", "```\nx").to_markdown(), "````roadlog\n```\nx\n````\n");
        assert_eq!(markdown(Words::own("a").and_code("").and_strong("b*")), r"a**b\***");
    }

    #[test]
    fn blocks_stand_apart_and_what_is_below_a_point_stands_in() {
        let point = Point { words: Words::default().and_strong("Pay"), below: vec![Words::own("at *last*")] };
        let markup = Markup::new()
            .heading_of(Level::Text, Words::own("All"))
            .heading_of(Level::Section, Words::own("Some"))
            .heading(Words::own("story ").and_code("PAY-12"))
            .list(vec![point, Words::plan("x_y").into()])
            .source("roadlog", "status: ready\n");
        let markdown = "# All\n\n## Some\n\n### story `PAY-12`\n\n- **Pay**\n  - at *last*\n- x\\_y\n\n\
                        ```roadlog\nstatus: ready\n```\n";
        assert_eq!(markup.to_markdown(), markdown);
    }
}
