//! Which lines of prose are almost facts, and what they would be.

use roadlog_config::{Field, FieldLookup, FieldRef, ForeignTarget, Phase, ValueType, foreign_field, foreign_word};
use roadlog_model::{PlanItem, value_faults};
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
    // A space that does not break indents nothing, and hides what stands behind it.
    let bare = text.trim_start();
    let found = read(item, bare)?;
    Some(Almost { length: found.length + text.len() - bare.len(), ..found })
}

fn read(item: PlanItem<'_>, text: &str) -> Option<Almost> {
    if text.starts_with('>') || is_plain_sentence(text) {
        return None;
    }
    fact_too_deep(item, text)
        .or_else(|| header(item, text))
        .or_else(|| mark_without_space(text))
        .or_else(|| criterion(text))
        .or_else(|| number_sign(text))
        .or_else(|| field(item, text))
        .or_else(|| field_without_colon(item, text))
        .or_else(|| mark_in_words(text))
        .or_else(|| status(item, text))
}

/// A quick look that sees of most lines of prose that they are nothing else: they begin with a letter, have nothing where
/// a key could end that stands behind one, and are neither a header nor two words alone.
pub(super) fn is_plain_sentence(text: &str) -> bool {
    let bytes = text.as_bytes();
    // As far as something between a key and its value is looked for, " - " included.
    let beginning = &bytes[..bytes.len().min(LONGEST_KEY + 3)];
    if !bytes.first().is_some_and(u8::is_ascii_alphabetic) || bytes.get(1) == Some(&b')') {
        return false;
    }
    let marks = beginning.iter().fold(0, |marks, &byte| marks | MARKS[usize::from(byte)]);
    if marks & ODD != 0 || (marks & DASH != 0 && beginning.windows(3).any(|part| part == b" - ")) {
        return false;
    }
    let next_word = |from: usize| {
        let behind = from + bytes[from..].iter().position(|&byte| is_blank(byte))?;
        Some(behind + bytes[behind..].iter().position(|&byte| !is_blank(byte))?)
    };
    let may_be_value_or_id = |at: usize| bytes[at] == b'@' || bytes[at].is_ascii_uppercase();
    next_word(0)
        .is_some_and(|second| !may_be_value_or_id(second) && (text.len() > LONGEST_KEY || next_word(second).is_some()))
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// In [`MARKS`]: what hardly any sentence has, and what could end a key.
const ODD: u8 = 1;

/// In [`MARKS`]: a dash.
const DASH: u8 = 2;

/// What each byte may mean at the beginning of a line: a look into a table is quicker than several comparisons.
const MARKS: [u8; 256] = {
    let mut table = [ODD; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b':' | b'=' => ODD,
            b'-' => DASH,
            _ => 0,
        };
        byte += 1;
    }
    table
};

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

/// `?` or `!` directly before a word, a person or a quotation, behind a bullet, before a space that is no plain one, or
/// drawn as wide as an ideograph.
fn mark_without_space(text: &str) -> Option<Almost> {
    let bare = without_bullet(text);
    let first = bare.chars().next()?;
    let mark = match first {
        '?' | '？' => '?',
        '!' | '！' => '!',
        _ => return None,
    };
    let rest = &bare[first.len_utf8()..];
    let next = rest.chars().next()?;
    let says = next.is_alphanumeric() || matches!(next, '@' | '"' | '\'' | '“' | '„' | '«' | '‘');
    let stands_apart = next.is_whitespace() && !rest.trim().is_empty();
    let length = text.len() - rest.len();
    (says || stands_apart).then(|| Almost::new(format!("{mark} {}", rest.trim_start()), length))
}

/// A criterion or question that a word begins in the place of its mark.
fn mark_in_words(text: &str) -> Option<Almost> {
    let Slip { key, value, length, parted: Parted::Colon } = Slip::read(text)? else { return None };
    let mark = mark_of_word(&key).filter(|_| !value.is_empty())?;
    Some(Almost::new(format!("{mark} {value}"), length))
}

/// The mark of what a word names: `?` of a question.
pub(super) fn mark_of_word(word: &str) -> Option<&'static str> {
    Some(match word.trim_end_matches(|last: char| last == '-' || last.is_ascii_digit()) {
        "question" | "open-question" => "?",
        "decision" | "answer" => "!",
        "ac" | "acceptance-criterion" | "acceptance-criteria" | "criterion" => "[ ]",
        _ => return None,
    })
}

/// Right below a question: what is no answer because an arrow stands in the place of its `!`.
pub(super) fn answer(text: &str) -> Option<Almost> {
    let rest = ["->", "=>", "→", "⇒", "A:"].iter().find_map(|arrow| text.strip_prefix(arrow))?;
    let length = text.len() - rest.len();
    let rest = rest.trim();
    (!rest.is_empty()).then(|| Almost::new(format!("! {rest}"), length))
}

/// A box without its space, with another mark, in other brackets, in bold, or behind a number.
fn criterion(text: &str) -> Option<Almost> {
    let bare = without_bullet(text);
    let (mark, rest) = ballot(bare).or_else(|| boxed(bare))?;
    let rest = rest.trim_start_matches(VARIATION).trim_start();
    let length = text.len() - rest.len();
    let right = if rest.is_empty() { mark.to_owned() } else { format!("{mark} {rest}") };
    Some(Almost::new(right, text[..length].trim_end().len().max(1)))
}

/// What asks for the coloured picture of the character before it.
const VARIATION: char = '\u{fe0f}';

/// The text behind a bullet of any form, `1.`, `1)` or `a)`.
fn without_bullet(text: &str) -> &str {
    let counted = text.trim_start_matches(|character: char| character.is_ascii_digit());
    let numbered = (counted.len() < text.len()).then(|| counted.strip_prefix(['.', ')'])).flatten();
    let lettered =
        || text.strip_prefix(|first: char| first.is_ascii_alphabetic()).and_then(|rest| rest.strip_prefix(')'));
    let bullet = || text.strip_prefix(['-', '*', '+', '•', '◦', '▪', '‣', '●', '○', '·', '–', '—']);
    numbered.or_else(lettered).or_else(bullet).map_or(text, str::trim_start)
}

/// A box drawn with one character.
fn ballot(text: &str) -> Option<(&'static str, &str)> {
    let mut characters = text.chars();
    let mark = match characters.next()? {
        '☐' | '□' | '⬜' | '🔲' => "[ ]",
        '☑' | '☒' | '✓' | '✔' | '✅' => "[x]",
        _ => return None,
    };
    Some((mark, characters.as_str()))
}

/// `[]`, `[  ]`, `[x]` without its space, `[v]`, `( )`, `**[ ]**`, `\[ \]` and the like. A link, a reference and a
/// footnote are none.
fn boxed(text: &str) -> Option<(&'static str, &str)> {
    let bare = text.trim_start_matches(['*', '_', '`', '\\']);
    let is_bare = bare.len() == text.len();
    let open = bare.chars().next()?;
    let close = match open {
        '[' => ']',
        '［' => '］',
        '【' => '】',
        '(' => ')',
        _ => return None,
    };
    let (inside, rest) = bare[open.len_utf8()..].split_once(close)?;
    let mark = match inside.trim_end_matches(['\\', VARIATION]).trim() {
        "x" | "X" | "v" | "V" | "✓" | "✔" | "✅" | "√" | "*" | "+" | "y" | "Y" => "[x]",
        "-" | "~" | "–" | "—" | "/" => "[-]",
        "" | "_" | "." | "o" | "O" | "?" | "!" => "[ ]",
        word if word.eq_ignore_ascii_case("done") => "[x]",
        word if word.eq_ignore_ascii_case("todo") => "[ ]",
        _ => return None,
    };
    if open == '(' {
        // `(?)` and `()` are words and code; only what is drawn as a box is one.
        return (matches!(inside, " " | "x" | "X") && rest.starts_with([' ', '\t'])).then_some((mark, rest));
    }
    let rest = if is_bare { rest } else { rest.trim_start_matches(['*', '_', '`']) };
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

/// A field of this kind in another letter case, by its name in other tools, behind a bullet, with look-alikes in its
/// key, or with something wrong around or in the place of its colon.
fn field(item: PlanItem<'_>, text: &str) -> Option<Almost> {
    let Slip { key, value, length, parted } = Slip::read(text)?;
    let config = item.plan().config();
    let here = |name: &str| match config.field(item.kind(), name) {
        FieldLookup::Here(field) => Some(field),
        _ => None,
    };
    let own = here(&key);
    let field = own.or_else(|| here(foreign_field(&key)?.name()))?;
    // Words that only may be a field's name begin many a sentence: what follows them has to be its value.
    if (own.is_none() || parted == Parted::Otherwise) && !is_value(item, field, value) {
        return None;
    }
    let name = config.field_name(field);
    let right = if value.is_empty() { format!("{name}:") } else { format!("{name}: {value}") };
    let is_free = own.is_some() || item.fields().all(|field| *field.entry().key() != *name);
    let found = Almost { safe: is_free, ..Almost::new(right, length) };
    (found.text != text && begins(&found.text) == LineKind::Field).then_some(found)
}

/// A field's name and a value that says by itself what it is, with nothing between: `owner @maria`. Ids and days are
/// left out: `for PAY-2` and `by 2026-12-10` end many a sentence that goes over two lines.
fn field_without_colon(item: PlanItem<'_>, text: &str) -> Option<Almost> {
    let (word, value) = text.split_once([' ', '\t']).filter(|_| text.len() <= LONGEST_KEY)?;
    // Most lines of prose have more words than two.
    if value.contains(' ') && !value.starts_with('@') {
        return None;
    }
    let key = word.to_ascii_lowercase();
    let config = item.plan().config();
    let FieldLookup::Here(field) = config.field(item.kind(), &key) else { return None };
    let is_plain = match config.value_type(field) {
        ValueType::Status => item.settings().status(item.kind()?, &value.to_lowercase()).is_some(),
        kind @ (ValueType::Person | ValueType::People | ValueType::Word(_) | ValueType::Number) => {
            value_faults(value, kind).is_empty()
        }
        _ => false,
    };
    is_plain.then(|| Almost::new(format!("{key}: {value}"), word.len()))
}

/// Whether `text` is a value of the field, or nearly one.
fn is_value(item: PlanItem<'_>, field: FieldRef, text: &str) -> bool {
    let config = item.plan().config();
    match config.value_type(field) {
        _ if text.is_empty() => false,
        ValueType::Text => false,
        ValueType::Status => status_meant(item, text).is_some(),
        ValueType::Measure => config.measure(text).is_some(),
        // Any word could be the path of a file.
        ValueType::Link | ValueType::Links if !text.contains('/') => false,
        kind => value_faults(text, kind).iter().all(|fault| fault.suggestion.is_some()),
    }
}

/// How many bytes of `text`, a line of prose of `item`, are almost a key for its priority, which is no field.
pub(super) fn rank(item: PlanItem<'_>, text: &str) -> Option<usize> {
    let Slip { key, length, parted: Parted::Colon, .. } = Slip::read(text)? else { return None };
    // `order` begins many a sentence.
    let says_rank = matches!(&*key, "priority" | "prio" | "rank");
    (says_rank && item.plan().config().field(item.kind(), &key) == FieldLookup::Unknown).then_some(length)
}

/// A line that may be a field written with slips.
struct Slip<'t> {
    /// The key as it would be right, with `-` between its words.
    key: String,
    /// The value, without what stands around it.
    value: &'t str,
    /// How many bytes of the line its key ends behind.
    length: usize,
    /// What stands between them.
    parted: Parted,
}

/// What stands between a key and its value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parted {
    /// A colon of some form.
    Colon,
    /// What people write in its place: `=`, a dash, an arrow.
    Otherwise,
}

impl<'t> Slip<'t> {
    fn read(text: &'t str) -> Option<Self> {
        let bare = without_bullet(text).trim_start_matches(['*', '_']);
        let within = |at: &usize| *at <= LONGEST_KEY;
        let colon = bare.find([':', '：']).filter(within).map(|at| (at, Parted::Colon));
        let (at, parted) = colon.or_else(|| {
            let other = bare.find(['=', '–', '—', '→']).or_else(|| bare.find(" - "));
            other.filter(within).map(|at| (at, Parted::Otherwise))
        })?;
        let name = &bare[..at];
        let rest = bare[name.len()..].trim_start();
        let value = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
        let name = name.trim_end_matches(|last: char| matches!(last, '*' | '_') || last.is_whitespace());
        let plain = |letter: char| if letter.is_whitespace() { '-' } else { plain_letter(letter).unwrap_or(letter) };
        let mut key: String = name.chars().map(plain).collect();
        key.make_ascii_lowercase();
        let value = value.trim_start_matches(['*', '_']).trim();
        Some(Self { key, value, length: text.len() - bare.len() + name.len(), parted })
    }
}

/// How many bytes into a line a colon ends a key at most.
const LONGEST_KEY: usize = 40;

/// How many bytes a status word has at most.
const LONGEST_STATUS: usize = 24;

/// One status word alone.
fn status(item: PlanItem<'_>, text: &str) -> Option<Almost> {
    if !is_short(text) || text.ends_with('?') {
        return None;
    }
    let Some(name) = status_meant(item, text) else { return blocked(item, text) };
    let written = item.field(Field::Status).is_some();
    // To accept or drop an item is a decision, which no fix takes unasked.
    let phase = item.settings().status(item.kind()?, &name).map(|status| status.phase);
    let safe = !written && phase.is_some_and(Phase::is_open);
    Some(Almost { safe, ..Almost::new(format!("status: {name}"), text.len()) })
}

/// `blocked` alone: what stops it is still to be said.
fn blocked(item: PlanItem<'_>, text: &str) -> Option<Almost> {
    let word = text.trim_end_matches(|character: char| !character.is_alphanumeric());
    let is_meant = foreign_word(word).is_some_and(|foreign| foreign.target == ForeignTarget::Blocked);
    let is_free = is_meant && item.field(Field::Blocked).is_none();
    is_free.then(|| Almost { safe: false, ..Almost::new("blocked:".to_owned(), text.len()) })
}
