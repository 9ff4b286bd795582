//! The tables and lines of a roadlog.toml that something stands in.

use roadlog_config::{Written, WrittenKind, outline};
use roadlog_syntax::Span;

/// A table: its header, and all down to the next one, blank lines and comments at its end left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) whole: Span,
    /// The keys and values below its header.
    pub(crate) lines: Vec<Line>,
    /// The header; `None` for what stands above the first one.
    pub(crate) header: Option<Written>,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// The last part of its key.
    pub(crate) key: Written,
    pub(crate) whole: Span,
}

/// The tables of a roadlog.toml, in its order.
pub(crate) fn tables(text: &str) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let (mut header_end, mut group_end) = (0, 0);
    for written in outline(text) {
        let span = written.span;
        if written.what == WrittenKind::Header {
            header_end = span.end;
            tables.push(Table { whole: span, lines: Vec::new(), header: Some(written) });
        } else if written.what != WrittenKind::Comment && span.start >= header_end {
            if tables.is_empty() {
                tables.push(Table { whole: span, lines: Vec::new(), header: None });
            }
            let is_group = written.what == WrittenKind::Group;
            let begins = matches!(written.what, WrittenKind::Key { .. }) && span.start >= group_end;
            if let Some(table) = tables.last_mut() {
                table.add(text, written, begins);
            }
            group_end = if is_group { group_end.max(span.end) } else { group_end };
        }
    }
    tables
}

impl Table {
    /// Adds what is written below its header; a key `begins` a line unless it goes on with the key before it.
    fn add(&mut self, text: &str, written: Written, begins: bool) {
        let whole = with_quotes(text, written.span);
        self.whole = self.whole.cover(whole);
        match self.lines.last_mut() {
            Some(line) if !begins => line.whole = line.whole.cover(whole),
            Some(line) if is_dotted(text, line.whole.end, whole.start) => {
                *line = Line { whole: line.whole.cover(whole), key: written };
            }
            _ if begins => self.lines.push(Line { whole, key: written }),
            _ => {}
        }
    }
}

/// Whether nothing but the point between two parts of a key stands between two offsets.
fn is_dotted(text: &str, from: u32, to: u32) -> bool {
    text.get(from as usize..to as usize).is_some_and(|between| between.trim_matches([' ', '\t']) == ".")
}

/// A text or key with the quotes around it.
fn with_quotes(text: &str, span: Span) -> Span {
    let (before, behind) = (&text[..span.start as usize], &text[span.end as usize..]);
    for quote in ["\"\"\"", "'''", "\"", "'"] {
        if before.ends_with(quote) && behind.starts_with(quote) {
            return Span::new(span.start - quote.len() as u32, span.end + quote.len() as u32);
        }
    }
    span
}

/// The table whose header holds `name`, or the line whose key does; `name` itself where it stands in neither.
pub(crate) fn table_around(text: &str, name: Span) -> Span {
    for table in tables(text) {
        if table.header.is_some_and(|header| header.span.cover(name) == header.span) {
            return table.whole;
        }
        if let Some(line) = table.lines.iter().find(|line| line.whole.cover(name) == line.whole) {
            return line.whole;
        }
    }
    name
}
