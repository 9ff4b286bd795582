//! Which lines of prose are almost facts, and what they would be.

use roadlog_config::{Field, FieldLookup};
use roadlog_model::PlanItem;
use roadlog_syntax::chars::plain_letter;
use roadlog_syntax::{LineKind, begins, header_word};

use super::{is_fact, status_meant};

/// What a line of prose almost is.
pub(super) struct Almost {
    /// The line as it would be right.
    pub(super) text: String,
    /// How many bytes at its beginning are wrong.
    pub(super) length: usize,
    /// Whether it is a header, which stands at column 0.
    pub(super) header: bool,
    /// Whether to change it cannot be wrong.
    pub(super) safe: bool,
}

impl Almost {
    const fn new(text: String, length: usize) -> Self {
        Self { text, length, header: false, safe: true }
    }
}

/// What `text`, a line of prose of `item`, almost is; `None` for prose.
pub(super) fn almost(item: PlanItem<'_>, text: &str) -> Option<Almost> {
    if text.starts_with('>') || is_plain_sentence(text) {
        return None;
    }
    fact_too_deep(item, text)
        .or_else(|| header(item, text))
        .or_else(|| mark_without_space(text))
        .or_else(|| criterion(text))
        .or_else(|| number_sign(text))
        .or_else(|| field(item, text))
        .or_else(|| status(item, text))
}

/// A quick look that sees of most lines of prose that they are nothing else: they begin with a letter, have no colon
/// where a key could end, no capital where the id of a header would stand, and are too long for a status.
fn is_plain_sentence(text: &str) -> bool {
    let bytes = text.as_bytes();
    let beginning = &bytes[..bytes.len().min(LONGEST_KEY + 2)];
    let word = beginning.iter().position(|byte| matches!(byte, b' ' | b'\t')).unwrap_or(beginning.len());
    let next = beginning[word..].iter().find(|byte| !matches!(byte, b' ' | b'\t'));
    bytes.first().is_some_and(u8::is_ascii_alphabetic)
        && beginning.is_ascii()
        && memchr::memchr(b':', beginning).is_none()
        && !next.is_some_and(u8::is_ascii_uppercase)
        && !is_short(text)
}

/// Whether a line may be a status alone: those have two words at most, and not as many letters as most lines of prose.
fn is_short(text: &str) -> bool {
    text.len() <= LONGEST_STATUS && text.split_ascii_whitespace().nth(2).is_none()
}

/// A fact that stands deeper than the item, below prose or a blank line.
fn fact_too_deep(item: PlanItem<'_>, text: &str) -> Option<Almost> {
    is_fact(item, text).then(|| Almost::new(text.to_owned(), text.len()))
}

/// An indented header.
fn header(item: PlanItem<'_>, text: &str) -> Option<Almost> {
    let word = header_word(text)?;
    item.plan().config().kind(word)?;
    Some(Almost { header: true, ..Almost::new(text.to_owned(), text.len()) })
}

/// `?` or `!` directly before a word, a person or a quotation.
fn mark_without_space(text: &str) -> Option<Almost> {
    let rest = text.strip_prefix(['?', '!'])?;
    let mark = &text[..1];
    let says = |next: char| next.is_alphanumeric() || matches!(next, '@' | '"' | '\'' | '“' | '„' | '«' | '‘');
    rest.starts_with(says).then(|| Almost::new(format!("{mark} {rest}"), 1))
}

/// A box without its space, with another mark, or behind a number.
fn criterion(text: &str) -> Option<Almost> {
    let bare = without_bullet(text);
    let (mark, rest) = ballot(bare).or_else(|| boxed(bare))?;
    let rest = rest.trim_start();
    let length = text.len() - rest.len();
    let right = if rest.is_empty() { mark.to_owned() } else { format!("{mark} {rest}") };
    Some(Almost::new(right, text[..length].trim_end().len().max(1)))
}

/// The text behind `- `, `* `, `+ `, `1. ` or `1) `.
fn without_bullet(text: &str) -> &str {
    let digits = text.trim_start_matches(|character: char| character.is_ascii_digit());
    let numbered = (digits.len() < text.len()).then(|| digits.strip_prefix(['.', ')'])).flatten();
    let behind = numbered.or_else(|| text.strip_prefix(['-', '*', '+', '•'])).unwrap_or(text);
    if behind.trim_start().starts_with('[') { behind.trim_start() } else { text }
}

/// A box drawn with one character.
fn ballot(text: &str) -> Option<(&'static str, &str)> {
    let mut characters = text.chars();
    let mark = match characters.next()? {
        '☐' | '□' => "[ ]",
        '☑' | '☒' | '✓' | '✔' | '✅' => "[x]",
        _ => return None,
    };
    Some((mark, characters.as_str()))
}

/// `[]`, `[  ]`, `[x]` without its space, `[v]` and the like. A link, a reference and a footnote are none.
fn boxed(text: &str) -> Option<(&'static str, &str)> {
    let (inside, rest) = text.strip_prefix('[')?.split_once(']')?;
    let mark = match inside.trim() {
        "x" | "X" | "v" | "V" | "✓" | "✔" | "✅" | "√" | "*" | "+" | "y" | "Y" => "[x]",
        "-" | "~" | "–" | "—" | "/" => "[-]",
        "" | "_" | "." | "o" | "O" | "?" | "!" => "[ ]",
        _ => return None,
    };
    (!rest.starts_with(['(', '[', ':'])).then_some((mark, rest))
}

/// `#` directly before a word.
fn number_sign(text: &str) -> Option<Almost> {
    let rest = text.strip_prefix('#')?;
    rest.starts_with(|next: char| next.is_alphanumeric())
        .then(|| Almost::new(format!("# {rest}"), 1 + word_length(rest)))
}

fn word_length(text: &str) -> usize {
    text.find([' ', '\t']).unwrap_or(text.len())
}

/// A field of this kind in another letter case, behind a bullet, with look-alikes in its key, or with something wrong
/// around its colon.
fn field(item: PlanItem<'_>, text: &str) -> Option<Almost> {
    let Slip { key, value, length } = Slip::read(text)?;
    if !matches!(item.plan().config().field(item.kind(), &key), FieldLookup::Here(_)) {
        return None;
    }
    let right = if value.is_empty() { format!("{key}:") } else { format!("{key}: {value}") };
    (right != text && begins(&right) == LineKind::Field).then(|| Almost::new(right, length))
}

/// How many bytes of `text`, a line of prose of `item`, are almost a key for its priority, which is no field.
pub(super) fn rank(item: PlanItem<'_>, text: &str) -> Option<usize> {
    if is_plain_sentence(text) {
        return None;
    }
    let Slip { key, length, .. } = Slip::read(text)?;
    // `order` begins many a sentence.
    let says_rank = matches!(&*key, "priority" | "prio" | "rank");
    (says_rank && item.plan().config().field(item.kind(), &key) == FieldLookup::Unknown).then_some(length)
}

/// A line that may be a field written with slips.
struct Slip<'t> {
    /// The key as it would be right.
    key: String,
    /// The value, without what stands around it.
    value: &'t str,
    /// How many bytes of the line its key ends behind.
    length: usize,
}

impl<'t> Slip<'t> {
    fn read(text: &'t str) -> Option<Self> {
        let bare = text.strip_prefix("- ").or_else(|| text.strip_prefix("* ")).unwrap_or(text).trim_start();
        let bare = bare.trim_start_matches(['*', '_']);
        let colon = bare.find([':', '：']).filter(|&at| at <= LONGEST_KEY)?;
        let space = |character: char| matches!(character, ' ' | '\t' | '\u{a0}' | '\u{202f}');
        let name = bare[..colon].trim_end_matches(|last| matches!(last, '*' | '_') || space(last));
        let mut key: String = name.chars().map(|letter| plain_letter(letter).unwrap_or(letter)).collect();
        key.make_ascii_lowercase();
        let width = bare[colon..].chars().next().map_or(1, char::len_utf8);
        let value = bare[colon + width..].trim_start_matches(['*', '_']).trim_start_matches(space).trim_end();
        Some(Self { key, value, length: text.len() - bare.len() + name.len() })
    }
}

/// How many bytes into a line a colon ends a key at most.
const LONGEST_KEY: usize = 40;

/// How many bytes a status word has at most.
const LONGEST_STATUS: usize = 24;

/// One status word alone.
fn status(item: PlanItem<'_>, text: &str) -> Option<Almost> {
    if !is_short(text) {
        return None;
    }
    let name = status_meant(item, text)?;
    let written = item.field(Field::Status).is_some();
    Some(Almost { safe: !written, ..Almost::new(format!("status: {name}"), text.len()) })
}
