//! A roadlog.toml that is being edited, read as far as it can be: tables, keys and values with where they stand. A line
//! that is broken spoils that line only.

use roadlog_syntax::Span;

/// A part of a key, or of a table's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The name, without quotes.
    pub(super) name: String,
    /// Where it stands, quotes included.
    pub(super) span: Span,
}

/// A thing that stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A comment, from its `#` on.
    Comment,
    /// `[table]` or `[[table]]`.
    Header {
        /// The parts of its name.
        parts: Vec<Part>,
        /// Whether its brackets are closed.
        is_closed: bool,
    },
    /// The key of a pair.
    Key {
        /// The parts of it.
        parts: Vec<Part>,
        /// Whether an equals sign stands behind it.
        has_equals: bool,
    },
    /// A text between quotes.
    Text {
        /// What stands between the quotes.
        inner: Span,
        /// Whether it is a member of a list.
        in_list: bool,
        /// Whether the quote at its end is there.
        is_closed: bool,
    },
    /// Any other value.
    Bare {
        /// Whether it is a member of a list.
        in_list: bool,
    },
    /// A place where a value is missing: behind an equals sign, or in a list.
    Gap {
        /// Whether it is one of a list.
        in_list: bool,
    },
}

/// A piece, where it stands, and in what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) piece: Piece,
    pub(super) span: Span,
    /// The names of the table and the keys that it stands below; of a key, those before it.
    pub(super) path: Vec<String>,
    /// Which header it stands below, counted from 1; 0 above the first.
    pub(super) table: usize,
}

/// Reads all of a text.
pub(super) fn outline(text: &str) -> Vec<Placed> {
    let mut reader = Reader { text, at: 0, table: 0, header: Vec::new(), found: Vec::new() };
    while reader.at < text.len() {
        let before = reader.at;
        reader.statement();
        if reader.at == before {
            // Whatever begins nothing is passed over, so that the end is always reached.
            reader.take();
        }
    }
    reader.found
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    table: usize,
    header: Vec<String>,
    found: Vec<Placed>,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    fn take_if(&mut self, character: char) -> bool {
        let is_next = self.peek() == Some(character);
        if is_next {
            self.take();
        }
        is_next
    }

    fn skip(&mut self, is_skipped: impl Fn(char) -> bool) {
        while self.peek().is_some_and(&is_skipped) {
            self.take();
        }
    }

    fn span_from(&self, start: usize) -> Span {
        Span::new(start as u32, self.at as u32)
    }

    fn push(&mut self, piece: Piece, span: Span, path: &[String]) {
        self.found.push(Placed { piece, span, path: path.to_vec(), table: self.table });
    }

    fn statement(&mut self) {
        self.skip(char::is_whitespace);
        match self.peek() {
            None => {}
            Some('#') => self.comment(),
            Some('[') => self.header(),
            Some(_) => {
                let start = self.at;
                let path = self.header.clone();
                self.pair(&path);
                // A value that was left open ended with its line, and the next one is read for itself.
                let ended_line = self.at > start && self.text[..self.at].ends_with('\n');
                if !ended_line {
                    self.rest_of_line();
                }
            }
        }
    }

    fn comment(&mut self) {
        let start = self.at;
        self.skip(|character| character != '\n');
        self.push(Piece::Comment, self.span_from(start), &[]);
    }

    /// What stands behind a value, which is a comment or a slip.
    fn rest_of_line(&mut self) {
        self.skip(|character| !matches!(character, '\n' | '#'));
        if self.peek() == Some('#') {
            self.comment();
        }
    }

    fn header(&mut self) {
        let start = self.at;
        self.take();
        let is_list = self.take_if('[');
        let parts = self.parts();
        let mut is_closed = self.take_if(']');
        if is_list && is_closed {
            is_closed = self.take_if(']');
        }
        self.table += 1;
        self.header = parts.iter().map(|part| part.name.clone()).collect();
        let span = self.span_from(start);
        self.push(Piece::Header { parts, is_closed }, span, &[]);
        self.rest_of_line();
    }

    /// The parts of a key or of a table's name, each with where it stands; the last one may be empty.
    fn parts(&mut self) -> Vec<Part> {
        let mut parts = Vec::new();
        loop {
            self.skip(is_blank);
            let start = self.at;
            let quote = self.peek().filter(|character| matches!(character, '"' | '\''));
            let name = if let Some(quote) = quote {
                self.take();
                let inner = self.at;
                self.skip(|character| character != quote && character != '\n');
                let name = self.text[inner..self.at].to_owned();
                self.take_if(quote);
                name
            } else {
                self.skip(|it| !matches!(it, '.' | '=' | ']' | '#' | ',' | '{' | '}' | '\n') && !it.is_whitespace());
                self.text[start..self.at].to_owned()
            };
            parts.push(Part { name, span: self.span_from(start) });
            self.skip(is_blank);
            if !self.take_if('.') {
                return parts;
            }
        }
    }

    fn pair(&mut self, path: &[String]) {
        let start = self.at;
        let parts = self.parts();
        let span = Span::new(start as u32, parts.last().map_or(self.at as u32, |part| part.span.end));
        let has_equals = self.take_if('=');
        let mut below = path.to_vec();
        below.extend(parts.iter().map(|part| part.name.clone()));
        self.push(Piece::Key { parts, has_equals }, span, path);
        if has_equals {
            self.value(&below, false);
        }
    }

    fn value(&mut self, path: &[String], in_list: bool) {
        let start = self.at;
        self.skip(is_blank);
        match self.peek() {
            Some('"' | '\'') => self.quoted(path, in_list),
            Some('[') => self.list(path),
            Some('{') => self.inline_table(path),
            None | Some('\n' | '#' | ',' | ']' | '}' | '\r') => {
                let span = self.span_from(start);
                self.push(Piece::Gap { in_list }, span, path);
            }
            Some(_) => {
                let start = self.at;
                self.skip(|it| !matches!(it, ',' | ']' | '}' | '#' | '\n'));
                let written = self.text[start..self.at].trim_end();
                let span = Span::new(start as u32, (start + written.len()) as u32);
                self.push(Piece::Bare { in_list }, span, path);
            }
        }
    }

    fn quoted(&mut self, path: &[String], in_list: bool) {
        let start = self.at;
        let quote = self.peek().unwrap_or('"');
        let three: String = [quote; 3].iter().collect();
        let is_long = self.rest().starts_with(&three);
        self.at += if is_long { 3 } else { 1 };
        let inner = self.at;
        let mut is_closed = false;
        while let Some(character) = self.peek() {
            let ends = if is_long { self.rest().starts_with(&three) } else { character == quote };
            if ends {
                is_closed = true;
                break;
            }
            if character == '\n' && !is_long {
                break;
            }
            self.take();
            if character == '\\' && quote == '"' && self.peek().is_some_and(|it| it != '\n') {
                self.take();
            }
        }
        let mut end = self.at;
        if is_closed {
            self.at += if is_long { 3 } else { 1 };
        } else if self.text[inner..end].ends_with('\r') {
            end -= 1;
        }
        let inner = Span::new(inner as u32, end as u32);
        let span = Span::new(start as u32, if is_closed { self.at as u32 } else { inner.end });
        self.push(Piece::Text { inner, in_list, is_closed }, span, path);
    }

    /// White space, line ends and comments in a list or an inline table. Whether it goes on: not where the next line
    /// begins something else, because a bracket was left open.
    fn between(&mut self) -> bool {
        loop {
            self.skip(is_blank);
            match self.peek() {
                None => return false,
                Some('#') => self.comment(),
                Some('\n' | '\r') => {
                    self.take();
                    if begins_statement(self.rest()) {
                        return false;
                    }
                }
                Some(_) => return true,
            }
        }
    }

    fn list(&mut self, path: &[String]) {
        self.take();
        loop {
            // A place for a member is behind the bracket and behind each comma.
            let start = self.at;
            let goes_on = self.between();
            let gap = self.span_from(start);
            if goes_on && !matches!(self.peek(), Some(']' | ',')) {
                self.gap(gap, path);
                self.value(path, true);
                if !self.between() {
                    return;
                }
            } else {
                self.gap(gap, path);
            }
            if self.take_if(',') {
                continue;
            }
            if !goes_on || self.take_if(']') {
                return;
            }
            // Members without a comma between them: a slip, and the next one.
            if !matches!(self.peek(), Some('"' | '\'')) {
                return;
            }
        }
    }

    fn gap(&mut self, span: Span, path: &[String]) {
        self.push(Piece::Gap { in_list: true }, span, path);
    }

    fn inline_table(&mut self, path: &[String]) {
        self.take();
        while self.between() {
            if self.take_if('}') {
                return;
            }
            if self.take_if(',') {
                continue;
            }
            let before = self.at;
            self.pair(path);
            if self.at == before {
                return;
            }
        }
    }
}

const fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t')
}

/// Whether a line begins a table or a pair, so that it is none of a list that stands above.
fn begins_statement(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    if line.starts_with('[') {
        return true;
    }
    let Some((key, _)) = line.split_once('=') else { return false };
    let key = key.trim();
    let is_bare = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '-' | '.');
    let is_quoted = key.len() > 2 && key.starts_with('"') && key.ends_with('"') && !key[1..key.len() - 1].contains('"');
    !key.is_empty() && (key.chars().all(is_bare) || is_quoted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let told = |placed: &Placed| {
            let what = match &placed.piece {
                Piece::Comment => "comment".to_owned(),
                Piece::Header { parts, .. } => format!("header {}", parts.len()),
                Piece::Key { has_equals, .. } => format!("key {has_equals}"),
                Piece::Text { is_closed, .. } => format!("text {is_closed}"),
                Piece::Bare { .. } => "bare".to_owned(),
                Piece::Gap { .. } => return None,
            };
            Some(format!("{} {what} `{}`", placed.path.join("."), &text[placed.span.range()]))
        };
        outline(text).iter().filter_map(told).collect()
    }

    #[test]
    fn a_file_is_tables_keys_and_values() {
        assert_eq!(
            told(
                "# a\n[people.\"li\"]\nroles = [\"a\", 'b'] # c\nuntil = 2026-11-23\n[[x.y]]\nz = { a = 1, b.c = \"\" }\n"
            ),
            [
                " comment `# a`",
                " header 2 `[people.\"li\"]`",
                "people.li key true `roles`",
                "people.li.roles text true `\"a\"`",
                "people.li.roles text true `'b'`",
                " comment `# c`",
                "people.li key true `until`",
                "people.li.until bare `2026-11-23`",
                " header 2 `[[x.y]]`",
                "x.y key true `z`",
                "x.y.z key true `a`",
                "x.y.z.a bare `1`",
                "x.y.z key true `b.c`",
                "x.y.z.b.c text true `\"\"`",
            ]
        );
    }

    #[test]
    fn what_is_left_open_ends_where_something_else_begins() {
        assert_eq!(
            told("[people.li\nroles = [\"a\nname = \"L\n[teams]\na = [\n  \"b\",\n\n\"c/d\" = \"off\n"),
            [
                " header 2 `[people.li`",
                "people.li key true `roles`",
                "people.li.roles text false `\"a`",
                "people.li key true `name`",
                "people.li.name text false `\"L`",
                " header 1 `[teams]`",
                "teams key true `a`",
                "teams.a text true `\"b\"`",
                "teams key true `\"c/d\"`",
                "teams.c/d text false `\"off`",
            ]
        );
    }

    #[test]
    fn any_text_is_read_to_its_end() {
        let texts =
            "= ] } ]x[ , a.b. [ [[ [] \" a='\u{27}' a={ a=[[ a=[,] a={=} a={]} a=[\n\n]] ß=[ß,ß] a=[\n} x\n]\n]";
        for text in texts.split(' ').chain(["\n]\n]", "a = [\n  b = 1\n} ]", "a = { b\nc = 1"]) {
            let all = outline(text);
            assert!(all.iter().all(|placed| text.get(placed.span.range()).is_some()), "{text}");
        }
    }
}
