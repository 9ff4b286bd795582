//! Reading Rust source by its letters: what is code, which functions there are, where tests begin.
//!
//! Source that `cargo fmt` accepts is enough to go by letters. A parser would build half of the
//! dependencies again only to count lines.

use std::ops::Range;

/// A source file taken apart.
#[derive(Debug)]
pub struct RustSource<'text> {
    text: &'text str,
    /// The text with the contents of comments and literals replaced by spaces, byte for byte, so
    /// that offsets and lines are those of the text.
    code: String,
    /// Where the comments stand.
    comments: Vec<Range<usize>>,
    /// Where the tests at the end of the file begin; the length where there are none.
    tests: usize,
}

/// A function with a body.
#[derive(Debug, Eq, PartialEq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// The line of its `fn`, counted from 1.
    pub line: usize,
    /// How many lines it has from its `fn` to its closing brace.
    pub lines: usize,
}

impl<'text> RustSource<'text> {
    /// Takes a file apart.
    pub fn new(text: &'text str) -> Self {
        let (code, comments) = blank_out(text);
        let tests = tests_start(&code).unwrap_or(text.len());
        Self { text, code, comments, tests }
    }

    /// The code of the file, tests left out, with blanks for comments and literals.
    pub fn code(&self) -> &str {
        &self.code[..self.tests]
    }

    /// The number of lines without the tests at the end of the file.
    pub fn lines(&self) -> usize {
        self.text[..self.tests].trim_end().lines().count()
    }

    /// The line of this offset, counted from 1.
    pub fn line_at(&self, offset: usize) -> usize {
        self.code.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
    }

    /// The comments of the file with the lines that they start on, tests included.
    pub fn comments(&self) -> impl Iterator<Item = (usize, &'text str)> {
        let comments = self.comments.iter().cloned();
        comments.map(|range| (self.line_at(range.start), &self.text[range]))
    }

    /// The functions with a body, tests left out, in the order of their starts.
    pub fn functions(&self) -> Vec<Function> {
        let code = self.code();
        let starts = code.match_indices("fn ").map(|(offset, _)| offset);
        let is_word = |offset: usize| {
            let before = code[..offset].chars().next_back();
            before.is_none_or(|c| !c.is_alphanumeric() && c != '_')
        };
        starts.filter(|offset| is_word(*offset)).filter_map(|offset| self.function(offset)).collect()
    }

    /// The function whose `fn` stands at this offset, if it has a body.
    fn function(&self, offset: usize) -> Option<Function> {
        let code = self.code().get(offset..)?;
        let name: String = code[3..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let length = body_end(code).filter(|_| !name.is_empty())?;
        Some(Function { name, line: self.line_at(offset), lines: code[..length].lines().count() })
    }
}

/// Where the module of tests begins that stands in the file itself.
fn tests_start(code: &str) -> Option<usize> {
    const ATTRIBUTE: &str = "#[cfg(test)]\n";
    let mut starts = code.match_indices(ATTRIBUTE).map(|(offset, _)| offset);
    starts.find(|offset| {
        let line = code[offset + ATTRIBUTE.len()..].lines().next().unwrap_or_default();
        line.starts_with("mod ") && line.ends_with('{')
    })
}

/// The length of the code up to the brace that closes the first body in it, or `None` where a `;`
/// comes first.
fn body_end(code: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut in_body = false;
    for (offset, letter) in code.char_indices() {
        match letter {
            ';' if depth == 0 => return None,
            '{' if depth == 0 => {
                in_body = true;
                depth = 1;
            }
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if in_body && depth == 0 {
            return Some(offset + letter.len_utf8());
        }
    }
    None
}

/// The source with blanks for what stands in comments and literals, and where the comments stand.
/// Of a literal only what opens it is left.
fn blank_out(text: &str) -> (String, Vec<Range<usize>>) {
    let mut code = String::with_capacity(text.len());
    let mut comments = Vec::new();
    while let Some(rest) = text.get(code.len()..).filter(|rest| !rest.is_empty()) {
        let (kept, blank) = token(rest, code.chars().next_back());
        if rest.starts_with("//") || rest.starts_with("/*") {
            comments.push(code.len()..code.len() + blank);
        }
        code.push_str(&rest[..kept]);
        let blanks = rest[kept..kept + blank].bytes();
        code.extend(blanks.map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
    }
    (code, comments)
}

/// The comment, literal or letter that the text starts with: how many bytes of it are kept, and how
/// many after those are blanked. The text is not empty; `before` is the letter before it.
fn token(text: &str, before: Option<char>) -> (usize, usize) {
    let is_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let raw = Some(text).filter(|_| !is_word).and_then(raw_string);
    match text.chars().next() {
        _ if text.starts_with("//") => (0, text.find('\n').unwrap_or(text.len())),
        _ if text.starts_with("/*") => (0, block_comment(text)),
        Some('"') => (1, closing(text, '"') - 1),
        Some('\'') if is_character(text) => (1, closing(text, '\'') - 1),
        first => raw.unwrap_or((first.map_or(1, char::len_utf8), 0)),
    }
}

/// The length of a block comment, nested ones included.
fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut offset = 0;
    while let Some(rest) = text.get(offset..).filter(|rest| !rest.is_empty()) {
        let step = if rest.starts_with("/*") {
            depth += 1;
            2
        } else if rest.starts_with("*/") {
            depth -= 1;
            2
        } else {
            rest.chars().next().map_or(1, char::len_utf8)
        };
        offset += step;
        if depth == 0 {
            break;
        }
    }
    offset
}

/// A raw string at the start of the text: what opens it is kept, the rest of it is blanked.
fn raw_string(text: &str) -> Option<(usize, usize)> {
    let prefix = ["r", "br", "cr"].into_iter().find(|prefix| {
        let after = text.strip_prefix(prefix).unwrap_or_default();
        after.trim_start_matches('#').starts_with('"')
    })?;
    let hashes = text[prefix.len()..].bytes().take_while(|byte| *byte == b'#').count();
    let content = prefix.len() + hashes + 1;
    let end = format!("\"{}", "#".repeat(hashes));
    let length = text[content..].find(&end).map_or(text.len() - content, |at| at + end.len());
    Some((content, length))
}

/// The length of a quoted literal, quotes included.
fn closing(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (offset, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == quote => return offset + letter.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// Whether the quote begins a character and not a lifetime.
fn is_character(text: &str) -> bool {
    let mut letters = text.chars().skip(1);
    match letters.next() {
        Some('\\') => true,
        Some(_) => letters.next() == Some('\''),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_blank_and_everything_stays_in_place() {
        let text = "let a = \"fn {\\\" }\"; // fn b() {\nlet c: &'a str = r#\"\"{\"#; /* { /* { */ */ let d = '{';\n";
        let (code, _) = blank_out(text);
        assert_eq!(code.len(), text.len());
        assert!(!code.contains(['{', '}']) && !code.contains("fn "), "{code}");
        assert!(code.contains("let c: &'a str") && code.contains("let d ="), "{code}");
    }

    #[test]
    fn letters_of_more_bytes_become_as_many_blanks() {
        let text = "let a = \"→\"; let b = 'é'; // ä\n";
        assert_eq!(blank_out(text).0.len(), text.len());
    }

    #[test]
    fn functions_are_measured_from_fn_to_the_closing_brace() {
        let text = "\
pub fn short() {}

trait T {
    fn declared(&self, size: [u8; 4]) -> u8;
    fn given(&self) -> u8 {
        let f: fn(u8) = |_| {};
        let s = \"}\";
        0
    }
}
";
        let functions = RustSource::new(text).functions();
        let measured: Vec<_> = functions.iter().map(|f| (f.name.as_str(), f.line, f.lines)).collect();
        assert_eq!(measured, [("short", 1, 1), ("given", 5, 5)]);
    }

    #[test]
    fn tests_at_the_end_are_not_counted() {
        let text = "//! Job.\n#[cfg(test)]\nmod testing;\nfn a() {}\n\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\n";
        let source = RustSource::new(text);
        assert_eq!(source.lines(), 4);
        assert_eq!(source.functions().len(), 1);
    }

    #[test]
    fn comments_are_told_from_literals() {
        let text = "//! Doc.\nlet a = \"// no\"; // yes\nlet b = 1;\nlet url = \"https://\n// still no\";\n";
        let source = RustSource::new(text);
        assert_eq!(source.comments().collect::<Vec<_>>(), [(1, "//! Doc."), (2, "// yes")]);
    }

    #[test]
    fn unfinished_source_is_read_to_its_end() {
        for text in ["\"abc", "r#\"abc", "/* abc", "'\\", "fn a() {", "'", "b'\\"] {
            assert_eq!(blank_out(text).0.len(), text.len(), "{text}");
            assert_eq!(RustSource::new(text).functions(), []);
        }
    }
}
