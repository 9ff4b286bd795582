//! What the place of the cursor is for: a header, a line of an item, the value of a field, words.

use roadlog_config::KindRef;
use roadlog_model::{FieldView, PlanItem};
use roadlog_syntax::{Entry, EntryKind, LineKind, Span};

use crate::spot::Spot;

/// What may be written at a place of a plan file.
pub(crate) enum Site<'s> {
    /// Nothing that could be foreseen.
    Nothing,
    /// The first word of a line at the left edge.
    Header(Span),
    /// The id of a header.
    HeaderId {
        /// The kind that stands before it.
        kind: Option<KindRef>,
        /// What stands there of the id.
        word: Span,
    },
    /// The beginning of a line of an item: a key, or a mark.
    Body {
        /// The item.
        item: PlanItem<'s>,
        /// What stands there of it.
        word: Span,
    },
    /// The box of a criterion.
    Box {
        /// The item.
        item: PlanItem<'s>,
        /// The box.
        span: Span,
    },
    /// The value of a field.
    Value(ValueSite<'s>),
    /// Free words.
    Words(Passage<'s>),
    /// A comment.
    Comment,
}

/// A place in the value of a field.
pub(crate) struct ValueSite<'s> {
    pub(crate) field: FieldView<'s>,
    /// The word around the cursor.
    pub(crate) word: Span,
    /// How many words stand before it: in a list, before it in the same member.
    pub(crate) words_before: usize,
    /// What is missing before it: a space behind a colon or a comma.
    pub(crate) space: &'static str,
}

/// A place in free words.
#[derive(Clone, Copy)]
pub(crate) struct Passage<'s> {
    /// The item that has them.
    pub(crate) item: Option<PlanItem<'s>>,
    /// The criterion, question, answer, decision or text field; `None` in a title and in prose.
    pub(crate) entry: Option<Entry<'s>>,
    /// Whether they are prose.
    pub(crate) is_prose: bool,
}

impl<'s> Site<'s> {
    /// What the place of a cursor is for.
    pub(crate) fn of(spot: &Spot<'s>) -> Self {
        let (before, behind) = (spot.before(), spot.behind());
        let is_space = |text: &str| text.starts_with([' ', '\t']);
        let is_indented = if before.is_empty() { is_space(behind) } else { is_space(before) };
        match spot.kind {
            LineKind::ConflictMarker | LineKind::ConflictOther | LineKind::Section | LineKind::Quote => Self::Nothing,
            LineKind::Comment => Self::Comment,
            // Left of what is indented nothing can be written.
            _ if before.is_empty() && is_indented => Self::Nothing,
            LineKind::Header | LineKind::BrokenHeader | LineKind::Stray if !is_indented => in_header(spot),
            LineKind::Field => in_field(spot),
            LineKind::Criterion(_) => in_criterion(spot),
            LineKind::Question | LineKind::Answer | LineKind::Decision => in_marked(spot),
            LineKind::Continuation => going_on(spot),
            LineKind::Prose => in_prose(spot),
            _ => Self::Nothing,
        }
    }
}

const fn is_no_space(character: char) -> bool {
    !matches!(character, ' ' | '\t')
}

fn in_header<'s>(spot: &Spot<'s>) -> Site<'s> {
    let before = spot.before();
    let words = before.split([' ', '\t']).filter(|word| !word.is_empty()).count();
    let in_word = before.ends_with(is_no_space);
    let word = spot.word(is_no_space);
    match (words, in_word) {
        (0, _) | (1, true) => Site::Header(word),
        (1, false) | (2, true) => {
            let first = before.split([' ', '\t']).next().unwrap_or_default();
            Site::HeaderId { kind: spot.plan().config().kind(&first.to_ascii_lowercase()), word }
        }
        _ if spot.kind == LineKind::Stray => Site::Nothing,
        _ => Site::Words(Passage { item: spot.item(), entry: None, is_prose: false }),
    }
}

fn beginning<'s>(spot: &Spot<'s>, word: Span) -> Site<'s> {
    spot.item().map_or(Site::Nothing, |item| Site::Body { item, word })
}

fn in_field<'s>(spot: &Spot<'s>) -> Site<'s> {
    let Some(entry) = spot.entry() else { return Site::Nothing };
    let key = entry.key_span();
    if spot.offset < key.start {
        return Site::Nothing;
    }
    if key.touches(spot.offset) { beginning(spot, key) } else { in_value(spot) }
}

fn in_value<'s>(spot: &Spot<'s>) -> Site<'s> {
    let Some(field) = spot.field() else { return Site::Nothing };
    let value = Span::new(field.entry().key_span().end + 1, spot.offset);
    if value.start > value.end {
        return Site::Nothing;
    }
    let before = spot.written(value);
    let is_list = super::values::is_list(spot.plan().config(), field);
    let member = if is_list { before.rsplit(',').next().unwrap_or_default() } else { before };
    let is_part = |character: char| !(character.is_whitespace() || is_list && character == ',');
    let word = spot.word(is_part);
    // Directly behind the colon the key is no part of the word.
    let word = Span::new(word.start.max(value.start), word.end);
    let typed = spot.offset - word.start;
    let member = &member[..member.len().saturating_sub(typed as usize)];
    let last = spot.written(Span::new(value.start - 1, word.start)).chars().next_back();
    let space = if matches!(last, Some(':' | ',')) { " " } else { "" };
    Site::Value(ValueSite { field, word, words_before: member.split_whitespace().count(), space })
}

fn in_criterion<'s>(spot: &Spot<'s>) -> Site<'s> {
    let (Some(item), Some(entry)) = (spot.item(), spot.entry()) else { return Site::Nothing };
    let Some(mark) = entry.mark_span() else { return Site::Nothing };
    let span = Span::new(mark.start.saturating_sub(1), mark.end + 1);
    match spot.offset {
        offset if offset < span.start => Site::Nothing,
        offset if offset < span.end => Site::Box { item, span },
        offset if offset == span.end => Site::Nothing,
        _ => in_words(spot, entry),
    }
}

fn in_words<'s>(spot: &Spot<'s>, entry: Entry<'s>) -> Site<'s> {
    Site::Words(Passage { item: spot.item(), entry: Some(entry), is_prose: false })
}

fn in_marked<'s>(spot: &Spot<'s>) -> Site<'s> {
    let Some(entry) = spot.entry() else { return Site::Nothing };
    if spot.offset > entry.key_span().end { in_words(spot, entry) } else { Site::Nothing }
}

fn going_on<'s>(spot: &Spot<'s>) -> Site<'s> {
    let Some(entry) = spot.entry() else { return Site::Nothing };
    if entry.kind() == EntryKind::Field { in_value(spot) } else { in_words(spot, entry) }
}

fn in_prose<'s>(spot: &Spot<'s>) -> Site<'s> {
    let before = spot.before().trim_start_matches([' ', '\t']);
    let passage = Passage { item: spot.item(), entry: None, is_prose: true };
    let is_first = !before.contains([' ', '\t']);
    let is_mark = before.starts_with('[') && before.len() <= "[x] ".len();
    let is_name = before.contains('@')
        || before.contains('^')
        || before.starts_with(|first: char| first.is_ascii_uppercase()) && before.contains('-');
    if (is_first && !is_name) || is_mark {
        let word = spot.word(is_no_space);
        let start = spot.offset - before.len() as u32;
        return beginning(spot, Span::new(start, word.end.max(spot.offset)));
    }
    Site::Words(passage)
}
