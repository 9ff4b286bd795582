//! Text that an editor shows beside the plan, as data: headings, paragraphs and lists of words of our own and of words
//! from the plan, which no reader of Markdown takes for more than words.

use std::borrow::Cow;
use std::fmt::Write as _;

use roadlog_model::Untrusted;
use roadlog_syntax::chars::suspects;

/// What an editor shows in a hover, or beside a completion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup {
    /// Its parts, from top to bottom.
    pub blocks: Vec<Block>,
}

/// A part of it that stands on lines of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// What the rest is about.
    Heading(Words),
    /// Words.
    Paragraph(Words),
    /// Several things of the same sort.
    List(Vec<Words>),
    /// Lines as they are written in a file; nothing in them is marked up.
    Source {
        /// What they are written in: `roadlog`, `toml`.
        language: &'static str,
        /// The lines.
        lines: Untrusted,
    },
}

/// Words in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// Words of our own, in which code stands between backticks.
    Own(Cow<'static, str>),
    /// Words that somebody wrote.
    Plan(Untrusted, Style),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Plain,
    Strong,
    Code,
}

impl Words {
    /// Words of our own, in which code stands between backticks.
    pub fn own(words: impl Into<Cow<'static, str>>) -> Self {
        Self::default().and(words)
    }

    /// Words that somebody wrote.
    pub fn plan(words: impl Into<Untrusted>) -> Self {
        Self::default().and_plan(words)
    }

    /// The same, followed by words of our own.
    #[must_use]
    pub fn and(self, words: impl Into<Cow<'static, str>>) -> Self {
        self.with(Piece::Own(words.into()))
    }

    /// The same, followed by words that somebody wrote.
    #[must_use]
    pub fn and_plan(self, words: impl Into<Untrusted>) -> Self {
        self.with(Piece::Plan(words.into(), Style::Plain))
    }

    /// The same, followed by words that stand out.
    #[must_use]
    pub fn and_strong(self, words: impl Into<Untrusted>) -> Self {
        self.with(Piece::Plan(words.into(), Style::Strong))
    }

    /// The same, followed by words as they are written in a file.
    #[must_use]
    pub fn and_code(self, words: impl Into<Untrusted>) -> Self {
        self.with(Piece::Plan(words.into(), Style::Code))
    }

    /// The same, followed by others.
    #[must_use]
    pub fn then(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    fn with(mut self, piece: Piece) -> Self {
        self.0.push(piece);
        self
    }

    /// These words one after the other, with a mark of our own between them.
    pub fn joined(all: impl IntoIterator<Item = Self>, mark: &'static str) -> Self {
        let mut joined = Self::default();
        for (place, words) in all.into_iter().enumerate() {
            joined = if place == 0 { words } else { joined.and(mark).then(words) };
        }
        joined
    }

    fn write_markdown(&self, out: &mut String) {
        for piece in &self.0 {
            match piece {
                Piece::Own(words) => out.push_str(words),
                Piece::Plan(words, style) => written(words, *style, out),
            }
        }
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

impl Markup {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self { blocks: Vec::new() }
    }

    /// One paragraph.
    pub fn of(words: Words) -> Self {
        Self::new().paragraph(words)
    }

    /// The same, with a heading below.
    #[must_use]
    pub fn heading(self, words: Words) -> Self {
        self.with(Block::Heading(words))
    }

    /// The same, with a paragraph below.
    #[must_use]
    pub fn paragraph(self, words: Words) -> Self {
        self.with(Block::Paragraph(words))
    }

    /// The same, with a list below, where there is anything to list.
    #[must_use]
    pub fn list(self, points: Vec<Words>) -> Self {
        if points.is_empty() { self } else { self.with(Block::List(points)) }
    }

    /// The same, with lines of a file below.
    #[must_use]
    pub fn source(self, language: &'static str, lines: impl Into<Untrusted>) -> Self {
        self.with(Block::Source { language, lines: lines.into() })
    }

    fn with(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    /// As Markdown (`CommonMark` 0.31 with or without the extensions of GitHub). Words of the plan are escaped so that they
    /// are neither markup nor HTML nor links.
    pub fn to_markdown(&self) -> String {
        let mut out = String::new();
        for block in &self.blocks {
            parted(&mut out);
            match block {
                Block::Heading(words) => {
                    out.push_str("### ");
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

    /// As plain text, for an editor that shows no Markdown.
    pub fn to_plain(&self) -> String {
        let mut out = String::new();
        for block in &self.blocks {
            parted(&mut out);
            match block {
                Block::Heading(words) | Block::Paragraph(words) => {
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

/// Leaves a line free below what stands there.
fn parted(out: &mut String) {
    if !out.is_empty() {
        out.push('\n');
    }
}

fn listed(points: &[Words], out: &mut String, write: fn(&Words, &mut String)) {
    for point in points {
        out.push_str("- ");
        write(point, out);
        out.push('\n');
    }
}

fn source_lines(lines: &Untrusted) -> String {
    lines.unescaped().trim_end().lines().map(shown).collect::<Vec<_>>().join("\n")
}

/// Text on one line, in which what deceives the eye is shown as an escape: `\u{202e}`.
pub fn shown(text: &str) -> Cow<'_, str> {
    let is_odd = |character: char| character.is_control() || matches!(character, '\u{2028}' | '\u{2029}');
    let mut odd: Vec<usize> = suspects(text).map(|(offset, ..)| offset).collect();
    if odd.is_empty() && !text.contains(is_odd) {
        return Cow::Borrowed(text);
    }
    odd.sort_unstable();
    let mut out = String::with_capacity(text.len());
    for (offset, character) in text.char_indices() {
        match character {
            '\n' | '\r' | '\t' => out.push(' '),
            // Spaces and hyphens look like what they are.
            _ if is_odd(character) || (odd.binary_search(&offset).is_ok() && !looks_plain(character)) => {
                out.extend(character.escape_unicode());
            }
            _ => out.push(character),
        }
    }
    Cow::Owned(out)
}

const fn looks_plain(character: char) -> bool {
    matches!(
        character,
        '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}'
    )
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
            // A heading, a list or a line below a heading, at the start.
            '#' | '-' | '+' | '=' => offset == 0,
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
            ("- no list", r"\- no list"),
            ("12. no list", r"12\. no list"),
            ("see https://a.example and www.b.example", r"see https\://a.example and www\.b.example"),
            ("a@b.example, @maria", r"a\@b.example, @maria"),
            ("&lt; \\", r"\&lt; \\"),
            ("PAY-12: 3 - 4 = 5 + 1.", "PAY-12: 3 - 4 = 5 + 1."),
        ] {
            assert_eq!(markdown(Words::plan(words)), escaped);
        }
    }

    #[test]
    fn what_deceives_the_eye_is_shown() {
        assert_eq!(markdown(Words::plan("a\u{202e}b\nc\u{1b}")), r"a\\u{202e}b c\\u{1b}");
        assert_eq!(Markup::of(Words::plan("a\u{202e}b")).to_plain(), "a\\u{202e}b\n");
        assert_eq!(shown("Kovač – 5\u{a0}km 👩‍💻"), "Kovač – 5\u{a0}km 👩‍💻");
    }

    #[test]
    fn code_ends_where_it_ends_whatever_stands_in_it() {
        assert_eq!(markdown(Words::default().and_code("a``b")), "```a``b```");
        assert_eq!(markdown(Words::default().and_code("`a")), "`` `a ``");
        assert_eq!(Markup::new().source("roadlog", "```\nx").to_markdown(), "````roadlog\n```\nx\n````\n");
        assert_eq!(markdown(Words::own("a").and_code("").and_strong("b*")), r"a**b\***");
    }

    #[test]
    fn blocks_stand_apart_in_both_forms() {
        let markup = Markup::new()
            .heading(Words::own("story ").and_code("PAY-12"))
            .list(vec![Words::own("see `for`"), Words::plan("x_y")])
            .source("roadlog", "status: ready\n");
        let markdown = "### story `PAY-12`\n\n- see `for`\n- x\\_y\n\n```roadlog\nstatus: ready\n```\n";
        assert_eq!(markup.to_markdown(), markdown);
        assert_eq!(markup.to_plain(), "story PAY-12\n\n- see for\n- x_y\n\n    status: ready\n");
    }
}
