//! The text itself: lines, headers, fields and values.

mod almost;
mod almost_beginning;
pub(crate) mod bad_header;
pub(crate) mod bad_value;
pub(crate) mod conflict_marker;
pub(crate) mod duplicate_field;
pub(crate) mod empty;
pub(crate) mod invisible_character;
pub(crate) mod misplaced_field;
pub(crate) mod near_miss;
pub(crate) mod not_text;
pub(crate) mod slips;
pub(crate) mod stray_text;
pub(crate) mod swallowed_line;
pub(crate) mod uneven_indent;
pub(crate) mod unknown_field;
pub(crate) mod unknown_kind;
pub(crate) mod unknown_status;
pub(crate) mod very_long_line;

use roadlog_config::{FieldLookup, ForeignTarget, Phase, foreign_word};
use roadlog_model::PlanItem;
use roadlog_syntax::{Edit, Entry, LineKind, Span, begins};

use crate::rule::FileView;

/// The lines of a file that hold suspicious characters, each with where it starts; the byte-order mark left out.
fn noisy_lines(view: FileView<'_>) -> impl Iterator<Item = (u32, &str)> {
    let document = view.file.document();
    let noisy = document.lines().iter().enumerate().filter(|(_, line)| line.is_noisy());
    noisy.map(move |(index, line)| {
        let text = document.line_text(index as u32);
        let bare = if index == 0 { text.strip_prefix('\u{feff}').unwrap_or(text) } else { text };
        (line.start() + (text.len() - bare.len()) as u32, bare)
    })
}

/// `text` without quotation marks around it.
fn unquoted(text: &str) -> &str {
    let is_mark = |character: char| matches!(character, '"' | '\'' | '`' | '“' | '”' | '„' | '‘' | '’' | '«' | '»');
    text.trim_matches(is_mark).trim()
}

/// The status of this kind that a word of another tool, or another letter case, stands for; marks around the word,
/// such as quotation marks, a full stop or a tick, do not count.
fn status_meant(item: PlanItem<'_>, word: &str) -> Option<String> {
    let statuses = item.settings().statuses(item.kind()?);
    let small = word.trim_matches(|character: char| !character.is_alphanumeric()).to_lowercase();
    let named = |name: &str| statuses.iter().find(|status| *status.name == *name);
    let found = named(&small).or_else(|| match foreign_word(&small)?.target {
        ForeignTarget::Status { name, phase } => {
            let played = named(name).or_else(|| statuses.iter().find(|status| status.phase == phase));
            // What is nowhere a draft begins with its first status: a sprint that is still to come is planned.
            played.or_else(|| statuses.first().filter(|_| phase == Phase::Draft))
        }
        ForeignTarget::Blocked => None,
    });
    found.map(|status| status.name.to_string())
}

/// Whether `text`, stood it at the item's indentation, would be a criterion, a question, an answer, or a field that
/// items of this kind have.
fn is_fact(item: PlanItem<'_>, text: &str) -> bool {
    match begins(text) {
        LineKind::Field => {
            let key = text.split(':').next().unwrap_or_default();
            matches!(item.plan().config().field(item.kind(), key), FieldLookup::Here(_))
        }
        LineKind::Prose | LineKind::Quote => false,
        _ => true,
    }
}

/// Whether a line that goes on with `entry` is a fact by itself, or one that a lone carriage return does not end: the
/// value is not what anybody meant, and `syntax/swallowed-line` or `syntax/not-text` tells.
fn swallows(item: PlanItem<'_>, entry: Entry<'_>) -> bool {
    let document = item.file().document();
    let is_damaged = |line: u32| {
        document.lines()[line as usize].is_noisy()
            && memchr::memchr(b'\r', document.line_text(line).as_bytes()).is_some()
    };
    if entry.lines().any(is_damaged) {
        return true;
    }
    let mut continuations =
        entry.lines().skip(1).filter(|&line| document.lines()[line as usize].kind() == LineKind::Continuation);
    continuations.any(|line| is_fact(item, &document.text()[document.content_span(line).range()]))
}

/// The indentation that an item's lines have, told for one line after the other without looking at those above again.
struct Indents<'p> {
    item: PlanItem<'p>,
    /// The first line that was not looked at yet.
    next: u32,
    /// Of those above it, the first one that stands furthest left.
    least: Option<u32>,
}

impl<'p> Indents<'p> {
    fn new(item: PlanItem<'p>) -> Self {
        Self { item, next: item.syntax().title_line() + 1, least: None }
    }

    /// The indentation of the item's lines above `line`: the least that one has; the canonical two where there is none.
    fn above(&mut self, line: u32) -> &'p str {
        if line < self.next {
            *self = Self::new(self.item);
        }
        let document = self.item.file().document();
        let depth = |line: u32| document.lines()[line as usize].depth();
        for above in self.next..line {
            let kind = document.lines()[above as usize].kind();
            let counts = kind.begins_entry() || matches!(kind, LineKind::Prose | LineKind::Quote);
            if counts && self.least.is_none_or(|least| depth(above) < depth(least)) {
                self.least = Some(above);
            }
        }
        self.next = self.next.max(line);
        self.least.map_or("  ", |least| {
            let text = document.line_text(least);
            &text[..roadlog_syntax::indentation(text).0]
        })
    }

    /// The edit that brings line `line` to that indentation.
    fn outdented(&mut self, line: u32) -> Edit {
        let document = self.item.file().document();
        let start = document.line_span(line).start;
        Edit::new(Span::new(start, document.content_span(line).start), self.above(line))
    }
}
