//! From bytes to a document: one pass over the lines, each decided by its first characters and its item.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::Span;
use crate::chars::{self, Cleaned, Reading};
use crate::conflict::{Conflicts, Role};
use crate::document::{Document, Entry, Node, NodeKind};
use crate::grammar::{self, Header};
use crate::line::{Line, LineKind, indentation};

/// Parses a file. Whatever the bytes are, the result holds all of them.
///
/// # Errors
/// [`TooLarge`] for a file of 4 GiB or more, whose positions do not fit.
pub fn parse(bytes: Vec<u8>) -> Result<Document, TooLarge> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(TooLarge);
    }
    let (text, raw) = match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let bytes = error.into_bytes();
            (with_nul_for_damage(&bytes), Some(Arc::from(bytes)))
        }
    };
    let mut document = parse_text(text);
    document.raw = raw;
    Ok(document)
}

/// A file of 4 GiB or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

impl std::fmt::Display for TooLarge {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the file has 4 GiB or more; split it into several")
    }
}

impl std::error::Error for TooLarge {}

/// The text of damaged bytes: each byte that is no UTF-8 becomes a NUL, so that every offset stays.
fn with_nul_for_damage(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '\0'));
    }
    text
}

/// Parses text that is known to be shorter than 4 GiB.
pub(crate) fn parse_text(text: String) -> Document {
    let conflicts = Conflicts::find(&text);
    let mut builder = Builder::new(&text, &conflicts);
    builder.run(|_, _| false);
    if !conflicts.is_empty() {
        let ours = builder.ids();
        builder = Builder::new(&text, &conflicts);
        builder.known = Some(ours);
        builder.run(|_, _| false);
    }
    let Builder { lines, mut nodes, mut entries, marker_like, has_noise, .. } = builder;
    nodes.shrink_to_fit();
    entries.shrink_to_fit();
    Document { text, raw: None, lines, nodes, entries, marker_like, has_noise }
}

/// Builds the lines, nodes and entries of a text from an offset on.
pub(crate) struct Builder<'t> {
    text: &'t str,
    conflicts: &'t Conflicts,
    /// The ids of all lines but the other sides of conflicts; unset while they are gathered.
    known: Option<FxHashSet<String>>,
    /// Whether the item that other-side lines belong to counts.
    counts: bool,
    pub(crate) lines: Vec<Line>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) marker_like: bool,
    pub(crate) has_noise: bool,
    /// Up to where the text is known to be plain, so that no line needs a look.
    plain_until: usize,
    state: State,
    /// What the header at hand says: hardly any line is one, so that the others do not carry it around.
    header: Option<Header>,
}

/// What decides the next line beside its own characters.
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
#[derive(Clone, Copy, Default)]
struct State {
    /// Whether an item stands above, so that indented lines are its body.
    in_item: bool,
    /// The item's indentation in columns, once a body line was seen.
    indent: Option<usize>,
    /// Whether a deeper line continues the entry above.
    open: bool,
    /// Whether a `!` here answers the question above.
    asked: bool,
    /// Whether the file begins here or a blank line stands above.
    fresh: bool,
}

/// What a line turned out to be; offsets count from its start.
#[derive(Clone, Copy)]
struct Classified {
    kind: LineKind,
    content: usize,
    flags: u8,
    depth: u8,
}

impl Classified {
    const fn new(kind: LineKind, content: usize) -> Self {
        Self { kind, content, flags: 0, depth: 0 }
    }
}

impl<'t> Builder<'t> {
    pub(crate) fn new(text: &'t str, conflicts: &'t Conflicts) -> Self {
        let preamble = Node {
            kind: NodeKind::Preamble,
            item_kind: None,
            first_line: 0,
            title_line: 0,
            first_entry: 0,
            word: Span::default(),
            id: Span::default(),
        };
        // Counting the lines is quicker than to make room for them again and again. Most items have about twelve lines,
        // and a little more than half of those begin an entry.
        let count = memchr::memchr_iter(b'\n', text.as_bytes()).count() + 1;
        let mut nodes = Vec::with_capacity(count / 10 + 1);
        nodes.push(preamble);
        Self::resumed(text, conflicts, Vec::with_capacity(count), nodes, Vec::with_capacity(count * 9 / 16))
    }

    /// Goes on behind `lines`, at the first line of a node.
    pub(crate) fn resumed(
        text: &'t str,
        conflicts: &'t Conflicts,
        lines: Vec<Line>,
        nodes: Vec<Node>,
        entries: Vec<Entry>,
    ) -> Self {
        let fresh = lines.last().is_none_or(|line| line.kind == LineKind::Blank);
        let state = State { fresh, ..State::default() };
        Self {
            text,
            conflicts,
            known: None,
            counts: true,
            lines,
            nodes,
            entries,
            marker_like: false,
            has_noise: false,
            plain_until: 0,
            state,
            header: None,
        }
    }

    /// Reads lines from where the last one ended, until the end or until `stop` says so of a line's offset.
    pub(crate) fn run(&mut self, stop: impl Fn(&Self, u32) -> bool) {
        self.run_from(0, stop);
    }

    /// As [`Builder::run`], from the line that starts at `start`.
    pub(crate) fn run_from(&mut self, start: u32, stop: impl Fn(&Self, u32) -> bool) -> u32 {
        let bytes = self.text.as_bytes();
        let mut start = start as usize;
        while start < bytes.len() && !stop(self, start as u32) {
            let next = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |at| start + at + 1);
            let mut end = next;
            if bytes[end - 1] == b'\n' {
                end -= 1;
                end -= usize::from(end > start && bytes[end - 1] == b'\r');
            }
            self.line(start, end, next);
            start = next;
        }
        start as u32
    }

    /// Whether a blank line or nothing stands above the line to come.
    pub(crate) const fn is_fresh(&self) -> bool {
        self.state.fresh
    }

    fn line(&mut self, start: usize, end: usize, next: usize) {
        let mark = usize::from(start == 0 && self.text.starts_with('\u{feff}')) * '\u{feff}'.len_utf8();
        let text = &self.text[start + mark..end];
        let is_plain = self.is_plain(start, end);
        let found = self.in_conflict(text).unwrap_or_else(|| self.read(text, is_plain));
        let base = (start + mark) as u32;
        let line = Line {
            start: start as u32,
            content: base + found.content as u32,
            kind: found.kind,
            flags: found.flags,
            break_length: (next - end) as u8,
            depth: found.depth,
        };
        let index = self.lines.len() as u32;
        self.has_noise |= line.is_noisy();
        if found.kind.begins_node() {
            self.begin_node(index, base, found.kind);
        } else if found.kind.begins_entry() {
            self.entries.push(Entry { line: index, end: index + 1 });
        } else if let (LineKind::Continuation, Some(entry)) = (found.kind, self.entries.last_mut()) {
            entry.end = index + 1;
        }
        self.lines.push(line);
    }

    /// Whether the line from `start` to `end` is plain. Many lines are looked at in one go.
    fn is_plain(&mut self, start: usize, end: usize) -> bool {
        if self.plain_until <= start {
            self.plain_until = chars::plain_until(self.text.as_bytes(), start);
        }
        end <= self.plain_until || chars::is_plain(&self.text[start..end])
    }

    fn read(&mut self, text: &str, is_plain: bool) -> Classified {
        if is_plain {
            return self.classify(text);
        }
        let mut cleaned = Cleaned::new(text, Reading::Prose);
        if indentation(&cleaned.text).1 == 0 {
            let named = Cleaned::new(text, Reading::Structure);
            if grammar::header(&named.text, false).is_some_and(|header| !header.broken) {
                cleaned = named;
            }
        }
        let found = self.classify(&cleaned.text);
        self.traced(found, &cleaned)
    }

    /// Moves every offset to where it stands in the line as it was written.
    fn traced(&mut self, found: Classified, cleaned: &Cleaned) -> Classified {
        let place = |at: usize| cleaned.origin.get(at).map_or(at, |&origin| origin as usize);
        if let Some(header) = &mut self.header {
            header.word = place(header.word.start)..place(header.word.end);
            header.id = place(header.id.start)..place(header.id.end);
            header.title = place(header.title);
        }
        Classified { content: place(found.content), flags: found.flags | Line::NOISY, ..found }
    }

    fn classify(&mut self, text: &str) -> Classified {
        let (bytes, depth) = indentation(text);
        let found = if bytes == text.len() {
            (self.state.open, self.state.asked) = (false, false);
            Classified::new(LineKind::Blank, bytes)
        } else if let Some(behind) =
            (text.as_bytes()[bytes] == b'#').then(|| grammar::mark(&text[bytes..], "#")).flatten()
        {
            Classified::new(LineKind::Comment, bytes + behind)
        } else if depth == 0 {
            self.at_column_zero(text)
        } else if self.state.in_item {
            self.in_body(text, bytes, depth)
        } else {
            Classified::new(LineKind::Stray, bytes)
        };
        self.state.fresh = found.kind == LineKind::Blank;
        Classified { depth: depth.min(255) as u8, ..found }
    }

    fn at_column_zero(&mut self, text: &str) -> Classified {
        if let Some(behind) = grammar::mark(text, "==") {
            self.state = State::default();
            return Classified::new(LineKind::Section, behind);
        }
        if let Some(header) = grammar::header(text, self.state.fresh) {
            self.state = State { in_item: true, ..State::default() };
            let kind = if header.broken { LineKind::BrokenHeader } else { LineKind::Header };
            let flags = if header.bullet { Line::BULLET } else { 0 };
            let found = Classified { flags, ..Classified::new(kind, header.title) };
            self.header = Some(header);
            return found;
        }
        self.marker_like |= grammar::conflict(text).is_some();
        Classified::new(LineKind::Stray, 0)
    }

    fn in_body(&mut self, text: &str, bytes: usize, depth: usize) -> Classified {
        let indent = *self.state.indent.get_or_insert(depth);
        if depth >= indent + 2 {
            return self.deeper(bytes);
        }
        self.state.indent = Some(indent.min(depth));
        let mut found = self.starting(&text[bytes..]);
        found.content += bytes;
        if depth != indent {
            found.flags |= Line::UNEVEN;
        }
        self.state.open = found.kind.begins_entry();
        self.state.asked = matches!(found.kind, LineKind::Question | LineKind::Answer);
        found
    }

    const fn deeper(&mut self, bytes: usize) -> Classified {
        if self.state.open {
            return Classified::new(LineKind::Continuation, bytes);
        }
        self.state.asked = false;
        Classified::new(LineKind::Prose, bytes)
    }

    /// What a body line at the item's indentation starts; `text` without the indentation.
    fn starting(&self, text: &str) -> Classified {
        let (kind, content, bullet) = grammar::beginning(text);
        let kind = if kind == LineKind::Decision && self.state.asked { LineKind::Answer } else { kind };
        let flags = if bullet { Line::BULLET } else { 0 };
        Classified { flags, ..Classified::new(kind, content) }
    }

    fn begin_node(&mut self, index: u32, base: u32, kind: LineKind) {
        let at = |range: std::ops::Range<usize>| Span::new(base + range.start as u32, base + range.end as u32);
        let header = self.header.take();
        let item_kind = header.as_ref().and_then(|header| header.kind);
        let (word, id) = header.map_or((Span::at(base), Span::at(base)), |header| {
            let id = if header.broken { Span::at(base) } else { at(header.id) };
            (at(header.word), id)
        });
        let kind = if kind == LineKind::Section { NodeKind::Section } else { NodeKind::Item };
        self.nodes.push(Node {
            kind,
            item_kind,
            first_line: self.leading_comments(index),
            title_line: index,
            first_entry: self.entries.len() as u32,
            word,
            id,
        });
    }

    /// The first of the comments at column 0 directly above line `index`.
    pub(crate) fn leading_comments(&self, index: u32) -> u32 {
        let above = self.lines[..index as usize].iter().rev();
        let comments = above.take_while(|line| line.kind == LineKind::Comment && line.depth == 0).count();
        index - comments as u32
    }

    /// A line that a conflict takes out of the plan. It changes nothing for the lines below.
    fn in_conflict(&mut self, text: &str) -> Option<Classified> {
        if self.conflicts.is_empty() {
            return None;
        }
        let other = Some(Classified::new(LineKind::ConflictOther, 0));
        match self.conflicts.role(self.lines.len() as u32)? {
            Role::Marker => {
                self.marker_like = true;
                self.counts = false;
                Some(Classified::new(LineKind::ConflictMarker, 0))
            }
            Role::Base => other,
            Role::Theirs => {
                if let Some(header) = grammar::header(text, false).filter(|header| !header.broken) {
                    let known = self.known.as_mut();
                    self.counts = known.is_some_and(|known| known.insert(text[header.id].to_owned()));
                }
                if self.counts { None } else { other }
            }
        }
    }

    /// The ids of the items so far.
    fn ids(&self) -> FxHashSet<String> {
        let named = self.nodes.iter().filter(|node| !node.id.is_empty());
        named.map(|node| self.text[node.id.range()].to_owned()).collect()
    }
}
