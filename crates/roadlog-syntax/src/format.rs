//! The canonical form: layout only. Never a word, never an order, never a line that is wrapped or joined.

use std::borrow::Cow;

use crate::document::Document;
use crate::edit::{self, Edit};
use crate::item::{Entry, EntryKind, Item};
use crate::line::{Line, LineKind};
use crate::{NodeKind, Span};

/// How the members of a field's value are parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Members {
    /// The value is no list.
    None,
    /// By commas.
    Commas,
    /// By a comma and white space, because a member may hold a comma.
    CommasAndSpace,
}

/// Why a file is left as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The byte at this offset is no text: invalid UTF-8, a NUL, or a lone carriage return.
    NotText(u32),
    /// A git conflict is marked at this offset.
    Conflict(u32),
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotText(offset) => write!(formatter, "byte {offset} is no text; mend it first"),
            Self::Conflict(offset) => write!(formatter, "a git conflict is marked at byte {offset}; resolve it first"),
        }
    }
}

/// The edits that bring `document` into its canonical form. `members` says of an item's field, by the kind's word and
/// the key, how its list is parted.
///
/// # Errors
/// [`Refusal`] for a file that holds what is no text, or a conflict.
pub fn format(document: &Document, members: &dyn Fn(&str, &str) -> Members) -> Result<Vec<Edit>, Refusal> {
    refusal(document).map_or(Ok(()), Err)?;
    let mut formatter = Formatter { document, members, edits: Vec::new(), written: false, blank: None };
    for node in document.nodes() {
        formatter.node(node);
    }
    formatter.end();
    Ok(formatter.edits)
}

/// The canonical form of `document` as text; see [`format()`].
///
/// # Errors
/// [`Refusal`] for a file that holds what is no text, or a conflict.
pub fn formatted(document: &Document, members: &dyn Fn(&str, &str) -> Members) -> Result<String, Refusal> {
    let edits = format(document, members)?;
    Ok(edit::apply(document.text(), &edits).expect("each line is edited at most once"))
}

/// Why no command rewrites this file; `None` where it may be rewritten.
pub fn refusal(document: &Document) -> Option<Refusal> {
    if document.marker_like
        && let Some(marker) = document.lines.iter().find(|line| line.kind == LineKind::ConflictMarker)
    {
        return Some(Refusal::Conflict(marker.start));
    }
    not_text(document).map(Refusal::NotText)
}

/// The offset of the first byte that is no text.
fn not_text(document: &Document) -> Option<u32> {
    let noisy = (0..document.lines.len() as u32).filter(|&line| document.lines[line as usize].is_noisy());
    noisy.into_iter().find_map(|line| {
        let span = document.line_span(line);
        let at = memchr::memchr2(0, b'\r', document.text[span.range()].as_bytes())?;
        Some(span.start + at as u32)
    })
}

struct Formatter<'d> {
    document: &'d Document,
    members: &'d dyn Fn(&str, &str) -> Members,
    edits: Vec<Edit>,
    /// Whether a line that is not blank was written.
    written: bool,
    /// The blank lines since then.
    blank: Option<Span>,
}

impl Formatter<'_> {
    fn node(&mut self, node: Item<'_>) {
        let mut indent = None;
        let mut entries = node.entries().peekable();
        let first = node.lines().start;
        for index in node.lines() {
            let line = self.document.lines[index as usize];
            if line.kind == LineKind::Blank {
                self.blank_line(index);
                continue;
            }
            let begins = index == first && node.kind() != NodeKind::Preamble;
            self.break_before(index, begins, under_header(node, index, line));
            while entries.peek().is_some_and(|entry| entry.lines().end <= index) {
                entries.next();
            }
            let entry = entries.peek().copied().filter(|entry| entry.lines().contains(&index));
            let text = self.canonical(node, entry, index, &mut indent);
            self.replace(index, &text);
            self.written = true;
        }
    }

    fn blank_line(&mut self, index: u32) {
        let line = self.document.lines[index as usize];
        let start = if index == 0 { self.document.line_span(0).start + self.mark_length() } else { line.start };
        let whole = Span::new(start, self.document.line_end(index));
        self.blank = Some(self.blank.map_or(whole, |blank| blank.cover(whole)));
    }

    fn mark_length(&self) -> u32 {
        if self.document.has_byte_order_mark() { 3 } else { 0 }
    }

    /// Brings the blank lines above line `index` to what belongs there.
    fn break_before(&mut self, index: u32, begins: bool, under_header: bool) {
        let blank = self.blank.take();
        // At the file's start a zero-width no-break space would turn into a byte-order mark.
        let shielded = !self.written && index > 0 && self.document.line_text(index).starts_with('\u{feff}');
        let wanted = shielded || (self.written && !under_header && (begins || blank.is_some()));
        let canonical = if wanted { self.document.line_break() } else { "" };
        match blank {
            Some(span) if &self.document.text[span.range()] != canonical => {
                // A blank line that is kept keeps its own end, too.
                let kept = canonical_blank(&self.document.text[span.range()]).filter(|_| wanted).unwrap_or(canonical);
                if &self.document.text[span.range()] != kept {
                    self.edits.push(Edit::new(span, kept));
                }
            }
            None if wanted => self.edits.push(Edit::insert(self.document.lines[index as usize].start, canonical)),
            _ => {}
        }
    }

    fn end(&mut self) {
        if let Some(blank) = self.blank.take() {
            self.edits.push(Edit::delete(blank));
        }
        let ended = self.document.lines.iter().rev().find(|line| line.kind != LineKind::Blank);
        if self.written && ended.is_some_and(|line| line.break_length == 0) {
            self.edits.push(Edit::insert(self.document.len(), self.document.line_break()));
        }
    }

    fn replace(&mut self, index: u32, text: &str) {
        let mut span = self.document.line_span(index);
        if index == 0 {
            span.start += self.mark_length();
        }
        if &self.document.text[span.range()] != text {
            self.edits.push(Edit::new(span, text));
        }
    }

    /// Line `index` in its canonical form.
    fn canonical(&self, node: Item<'_>, entry: Option<Entry<'_>>, index: u32, indent: &mut Option<usize>) -> String {
        let line = self.document.lines[index as usize];
        let depth = self.depth(index);
        let content = &self.document.text[self.document.content_span(index).range()];
        let deeper = depth.saturating_sub(indent.unwrap_or(depth));
        match line.kind {
            LineKind::Comment => {
                let column = if depth == 0 {
                    0
                } else if deeper < 2 {
                    2
                } else {
                    2 + deeper
                };
                let start = self.document.first_character(index);
                let comment = &self.document.text[start as usize..self.document.line_span(index).end as usize];
                format!("{:column$}{}", "", comment.trim_end_matches([' ', '\t']))
            }
            LineKind::Section => after(0, "==", content),
            LineKind::Header => self.header(node),
            LineKind::Continuation => {
                let continued = entry.map_or(EntryKind::Question, Entry::kind);
                let column = if continued == EntryKind::Field { 4 } else { 6 };
                format!("{:column$}{}", "", self.value(node, entry, content))
            }
            LineKind::Field | LineKind::Criterion(_) | LineKind::Question | LineKind::Answer | LineKind::Decision => {
                *indent = Some(indent.map_or(depth, |indent| indent.min(depth)));
                self.beginning(node, entry, content)
            }
            LineKind::Quote => {
                *indent = Some(indent.map_or(depth, |indent| indent.min(depth)));
                let start = self.document.first_character(index);
                format!("  {}", &self.document.text[start as usize..self.document.line_span(index).end as usize])
            }
            LineKind::Prose => {
                let above = *indent.get_or_insert(depth);
                *indent = Some(above.min(depth));
                let deeper = if depth < above + 2 { 0 } else { depth - above };
                format!("{:1$}{content}", "", 2 + deeper)
            }
            _ => self.bare(index).trim_end_matches([' ', '\t']).to_owned(),
        }
    }

    /// Line `index` without the byte-order mark.
    fn bare(&self, index: u32) -> &str {
        let text = self.document.line_text(index);
        if index == 0 { text.strip_prefix('\u{feff}').unwrap_or(text) } else { text }
    }

    /// The indentation of line `index` in columns, however deep, as the parser read it.
    fn depth(&self, index: u32) -> usize {
        let line = self.document.lines[index as usize];
        if line.is_noisy() || line.depth < u8::MAX {
            usize::from(line.depth)
        } else {
            crate::line::indentation(self.bare(index)).1
        }
    }

    /// The first line of an entry.
    fn beginning(&self, node: Item<'_>, entry: Option<Entry<'_>>, content: &str) -> String {
        let Some(entry) = entry else { return format!("  {content}") };
        let mark = match entry.kind() {
            EntryKind::Field => {
                let key = &self.document.text[entry.key_span().range()];
                return after(2, &format!("{key}:"), &self.value(node, Some(entry), content));
            }
            EntryKind::Criterion(crate::Mark::Open) => "[ ]",
            EntryKind::Criterion(crate::Mark::Met) => "[x]",
            EntryKind::Criterion(crate::Mark::Dropped) => "[-]",
            EntryKind::Question => "?",
            EntryKind::Answer | EntryKind::Decision => "!",
        };
        after(2, mark, content)
    }

    /// A header, its parts one space apart. What the linter has to say about stays: a bullet, a colon.
    fn header(&self, node: Item<'_>) -> String {
        let text = &self.document.text;
        let line = self.document.line_span(node.title_line());
        let start = if node.title_line() == 0 { line.start + self.mark_length() } else { line.start };
        let bullet = &text[Span::new(start, node.kind_span().start).range()];
        let colon = if node.has_colon() { ":" } else { "" };
        let (word, id) = (&text[node.kind_span().range()], &text[node.id_span().range()]);
        // A space that does not break parts as any other does, and its title is read without it.
        after(0, &format!("{bullet}{word} {id}{colon}"), text[node.title_span().range()].trim())
    }

    /// One line of a field's value, its list members parted by a comma and a space.
    fn value<'t>(&self, node: Item<'_>, entry: Option<Entry<'_>>, content: &'t str) -> Cow<'t, str> {
        let Some(entry) = entry.filter(|entry| entry.kind() == EntryKind::Field) else { return Cow::Borrowed(content) };
        if !content.contains(',') {
            return Cow::Borrowed(content);
        }
        match parted(content, (self.members)(&node.kind_word(), &entry.key())) {
            Some(members) => Cow::Owned(members.join(", ").trim_end_matches(' ').to_owned()),
            None => Cow::Borrowed(content),
        }
    }
}

/// Whether line `index`, that is not blank, is the first of an item's body.
fn under_header(node: Item<'_>, index: u32, line: Line) -> bool {
    let document = node.document();
    let above = (node.title_line() + 1..index).all(|above| document.lines[above as usize].kind == LineKind::Blank);
    node.kind() == NodeKind::Item && index > node.title_line() && line.depth > 0 && above
}

/// `mark`, indented, and what it stands before.
fn after(column: usize, mark: &str, content: &str) -> String {
    let space = if content.is_empty() { "" } else { " " };
    format!("{:column$}{mark}{space}{content}", "")
}

/// A single line break, where blank lines begin with nothing else.
fn canonical_blank(blank: &str) -> Option<&'static str> {
    let first = blank.trim_start_matches([' ', '\t']);
    if first.starts_with("\r\n") {
        Some("\r\n")
    } else if first.starts_with('\n') {
        Some("\n")
    } else {
        None
    }
}

/// The members of a list as they are written, empty ones too, without white space around them; nothing where it is no
/// list.
pub fn parted(content: &str, members: Members) -> Option<Vec<&str>> {
    match members {
        Members::None => None,
        Members::Commas => Some(content.split(',').map(str::trim).collect()),
        Members::CommasAndSpace => Some(parted_by_comma_and_space(content)),
    }
}

/// Members parted by a comma that white space or the end follows.
fn parted_by_comma_and_space(content: &str) -> Vec<&str> {
    let mut members = Vec::new();
    let mut rest = content;
    let ends = |rest: &str| {
        rest.match_indices(',')
            .map(|(at, _)| at)
            .find(|&at| matches!(rest.as_bytes().get(at + 1), None | Some(b' ' | b'\t')))
    };
    while let Some(at) = ends(rest) {
        members.push(rest[..at].trim());
        rest = &rest[at + 1..];
    }
    members.push(rest.trim());
    members
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    fn form(text: &str) -> String {
        let members = |_: &str, key: &str| match key {
            "needs" | "tags" => Members::Commas,
            "links" => Members::CommasAndSpace,
            _ => Members::None,
        };
        let once = formatted(&parse(text.into()).unwrap(), &members).unwrap();
        assert_eq!(formatted(&parse(once.clone().into()).unwrap(), &members).unwrap(), once, "formatting twice");
        once
    }

    #[test]
    fn lines_get_their_canonical_indentation() {
        assert_eq!(
            form(
                "story  PAY-1   Pay\n\tAs a buyer\n\n      deeper\n\tstatus:ready\n\towner:   @ana\n\t- [X]   a\n\t\t b\n\t*  [ ]\n\t?x\n\t? y\n\t   z\n\t! no\n"
            ),
            "story PAY-1 Pay\n  As a buyer\n\n      deeper\n  status:ready\n  owner: @ana\n  [x] a\n      b\n  [ ]\n  ?x\n  ? y\n      z\n  ! no\n"
        );
    }

    #[test]
    fn a_space_that_does_not_break_parts_header_and_members_like_any_other() {
        assert_eq!(
            form("story\u{a0}PAY-1\u{202f}Pay\u{a0}by card\n  needs: PAY-2,\u{a0}PAY-3\n"),
            "story PAY-1 Pay\u{a0}by card\n  needs: PAY-2, PAY-3\n"
        );
    }

    #[test]
    fn a_fields_continuation_stands_four_deep_and_lists_are_parted_evenly() {
        assert_eq!(
            form(
                "story PAY-1 a\n    needs: PAY-2 ,PAY-3,\n          PAY-4\n    links: https://a.example/?x=1,2,  b.md\n"
            ),
            "story PAY-1 a\n  needs: PAY-2, PAY-3,\n    PAY-4\n  links: https://a.example/?x=1,2, b.md\n"
        );
    }

    #[test]
    fn one_blank_line_between_items_none_under_a_header_a_newline_at_the_end() {
        assert_eq!(
            form("\n\n# file\n\n\n\nepic A-1 a\n\n\n  x\n\n\n\n  y\n# mine\nepic A-2 b\n== Now\nepic A-3 c\n\n"),
            "# file\n\nepic A-1 a\n  x\n\n  y\n\n# mine\nepic A-2 b\n\n== Now\n\nepic A-3 c\n"
        );
        assert_eq!(form("epic A-1 a"), "epic A-1 a\n");
        assert_eq!(form(""), "");
        assert_eq!(form("\n \n"), "");
    }

    #[test]
    fn what_people_wrote_stays() {
        for text in [
            "epic A-1 a\n  >   kept  \n  > \n  >\n  prose  inside\n",
            "stray\n",
            "epic A-1 a\n  # comment\n# at zero\n",
            "# epic A-1 a\n#   points: 3\n\n#\tepic\n#\nepic A-2 b\n  #  a   table\n  # --- -----\n",
        ] {
            assert_eq!(form(text), text);
        }
        assert_eq!(form("\u{feff}epic A-1 a\r\n\r\n\r\n\tx \r\n"), "\u{feff}epic A-1 a\r\n  x\r\n");
    }

    #[test]
    fn a_damaged_file_or_a_conflict_is_left_alone() {
        let refused = |text: &[u8]| formatted(&parse(text.into()).unwrap(), &|_, _| Members::None).unwrap_err();
        assert_eq!(refused(b"epic A-1 \xff\n"), Refusal::NotText(9));
        assert_eq!(refused(b"epic A-1 a\rb\n"), Refusal::NotText(10));
        assert_eq!(refused(b"<<<<<<< a\n=======\n>>>>>>> b\n"), Refusal::Conflict(0));
    }
}
