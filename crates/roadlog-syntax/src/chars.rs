//! Characters that deceive the eye: bytes that are no text, invisible characters, look-alikes; and a line read
//! as if they were not there.

use crate::value::{Handle, Id};

/// How a suspicious character misleads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suspect {
    /// A byte that is no UTF-8, or a NUL byte.
    NotText,
    /// A carriage return that no line feed follows.
    LoneReturn,
    /// A control character that turns the direction of the text around.
    Bidirectional,
    /// A character without width that nothing around it needs.
    ZeroWidth,
    /// A space that does not break: it looks like a space and is none.
    NoBreakSpace,
    /// A hyphen or dash that looks like `-` and is none.
    Hyphen,
}

/// Whether a line holds no character that could be suspicious. Exact enough to skip the closer look.
pub(crate) fn is_plain(line: &str) -> bool {
    let bytes = line.as_bytes();
    if bytes.is_ascii() {
        return memchr::memchr2(0, b'\r', bytes).is_none();
    }
    !line.chars().any(|character| {
        if character.is_ascii() {
            return matches!(character, '\0' | '\r');
        }
        class(character).is_some() || plain_letter(character).is_some()
    })
}

/// How many bytes are looked at in one go.
const STRIDE: usize = 64;

/// How far ahead is looked at most: an edit of one line must not cost a look at the whole file.
const FURTHEST: usize = 64 * STRIDE;

/// An offset up to which the text of `bytes` is plain from `start` on; `start` where that is not seen at a glance.
pub(crate) fn plain_until(bytes: &[u8], start: usize) -> usize {
    let is_suspect = |byte: u8| !byte.is_ascii() || byte == 0 || byte == b'\r';
    let ahead = &bytes[start..bytes.len().min(start + FURTHEST)];
    // Without an early end the look at a stride is a few instructions.
    let is_plain = |stride: &&[u8]| !stride.iter().fold(false, |found, byte| found | is_suspect(*byte));
    start + ahead.chunks(STRIDE).take_while(is_plain).map(<[u8]>::len).sum::<usize>()
}

/// What is suspicious about `character` wherever it stands; joiners and tags need [`suspects`].
const fn class(character: char) -> Option<Suspect> {
    match character {
        '\0' => Some(Suspect::NotText),
        '\r' => Some(Suspect::LoneReturn),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' => {
            Some(Suspect::Bidirectional)
        }
        '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}'
        | '\u{ad}'
        | '\u{180e}'
        | '\u{e0000}'..='\u{e007f}' => Some(Suspect::ZeroWidth),
        '\u{a0}' | '\u{202f}' | '\u{2007}' => Some(Suspect::NoBreakSpace),
        '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => Some(Suspect::Hyphen),
        _ => None,
    }
}

/// The suspicious characters of one line, with their byte offsets in it. Joiners inside emoji and inside scripts
/// that are written with them are left out, and so are the tags of flags.
pub fn suspects(line: &str) -> impl Iterator<Item = (usize, char, Suspect)> + '_ {
    line.char_indices().filter_map(|(offset, character)| {
        let suspect = class(character)?;
        let needed = match character {
            '\u{200c}' | '\u{200d}' => joiner_is_needed(line, offset),
            '\u{e0000}'..='\u{e007f}' => tag_is_of_flag(line, offset),
            _ => false,
        };
        (!needed).then_some((offset, character, suspect))
    })
}

/// Whether the joiner at `offset` stands between two characters that are written with one: emoji, or letters of
/// a script that joins (Unicode Technical Standard 39 allows them there).
fn joiner_is_needed(line: &str, offset: usize) -> bool {
    let joins = |character: char| {
        matches!(u32::from(character),
            0x0600..=0x08ff | 0x0900..=0x0dff | 0x0e80..=0x0fff | 0x1000..=0x109f | 0x1780..=0x18af
            | 0xa840..=0xa8ff | 0xfb50..=0xfdff | 0xfe70..=0xfefc
            | 0x2190..=0x21ff | 0x2300..=0x23ff | 0x2600..=0x27bf | 0x2b00..=0x2bff | 0xfe0f
            | 0x1f000..=0x1faff)
    };
    let (before, after) = line.split_at(offset);
    let next = after.chars().nth(1);
    before.chars().next_back().is_some_and(joins) && next.is_some_and(joins)
}

/// Whether the tag character at `offset` belongs to a flag: a black flag, three to six tag letters or digits that
/// name a country's part, and the end tag (Unicode Technical Standard 51, emoji tag sequences). Longer runs are no
/// flags: they hide words.
fn tag_is_of_flag(line: &str, offset: usize) -> bool {
    const LONGEST: usize = 6;
    const LENGTH: usize = '\u{e007f}'.len_utf8();
    let mut before = line[..offset].char_indices().rev().take(LONGEST + 1);
    let Some((flag, black)) = before.find(|&(_, character)| character == '\u{1f3f4}') else { return false };
    let start = flag + black.len_utf8();
    let mut tags = line[start..].chars().take(LONGEST + 1);
    let is_name = |character: char| matches!(character, '\u{e0030}'..='\u{e0039}' | '\u{e0061}'..='\u{e007a}');
    let Some(named) = tags.clone().position(|character| character == '\u{e007f}') else { return false };
    named >= 3 && tags.by_ref().take(named).all(is_name) && offset <= start + named * LENGTH
}

/// The ASCII letter, digit or hyphen that `character` is easily taken for.
pub const fn plain_letter(character: char) -> Option<char> {
    Some(match character {
        '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => '-',
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' | 'Ϲ' => 'C',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' => 'H',
        'І' | 'Ι' => 'I',
        'Ј' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'У' | 'Υ' => 'Y',
        'Х' | 'Χ' => 'X',
        'Ζ' => 'Z',
        'а' | 'α' => 'a',
        'с' | 'ϲ' => 'c',
        'е' => 'e',
        'і' | 'ι' | 'ı' => 'i',
        'ј' => 'j',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'у' | 'γ' => 'y',
        'х' | 'χ' => 'x',
        'ν' => 'v',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => return char::from_u32(character as u32 - 0xfee0),
        _ => return None,
    })
}

/// The id or handle (with its `@`) that `word` is easily taken for, where it holds look-alikes and is none itself.
pub fn plain_word(word: &str) -> Option<String> {
    if word.is_ascii() {
        return None;
    }
    let plain: String = word.chars().map(|character| plain_letter(character).unwrap_or(character)).collect();
    let named = match plain.strip_prefix('@') {
        Some(handle) => Handle::from_name(handle).is_ok(),
        None => Id::parse(&plain).is_ok(),
    };
    named.then_some(plain)
}

/// What a line is read for: how much of it must be plain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Words for people: only what cannot be seen is left out.
    Prose,
    /// A header or a value: spaces, ids and handles are read as what they look like, too.
    Structure,
}

/// A line as it is read, without what deceives; each byte knows where it came from.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Cleaned {
    /// The text as it is read.
    pub(crate) text: String,
    /// For each byte of `text`, and for its end, the offset in the line as it stands.
    pub(crate) origin: Vec<u32>,
}

impl Cleaned {
    /// Reads `line`.
    pub(crate) fn new(line: &str, reading: Reading) -> Self {
        let mut cleaned = Self::default();
        let mut hidden =
            suspects(line).filter(|(_, _, suspect)| !matches!(suspect, Suspect::NoBreakSpace | Suspect::Hyphen));
        let mut skip = hidden.next();
        for (offset, character) in line.char_indices() {
            if skip.is_some_and(|(at, _, _)| at == offset) {
                skip = hidden.next();
                continue;
            }
            let space = reading == Reading::Structure && matches!(class(character), Some(Suspect::NoBreakSpace));
            cleaned.push(if space { ' ' } else { character }, offset);
        }
        cleaned.origin.push(line.len() as u32);
        if reading == Reading::Structure {
            cleaned.replace_look_alikes();
        }
        cleaned
    }

    fn push(&mut self, character: char, offset: usize) {
        self.text.push(character);
        self.origin.resize(self.text.len(), offset as u32);
    }

    /// Reads words that look like an id or a handle as that.
    fn replace_look_alikes(&mut self) {
        let mut replaced = Self::default();
        let mut rest = 0;
        for word in self.text.split([' ', '\t', ',']) {
            let start = word.as_ptr() as usize - self.text.as_ptr() as usize;
            let Some(plain) = plain_word(word) else { continue };
            replaced.copy(self, rest, start);
            for ((offset, _), character) in word.char_indices().zip(plain.chars()) {
                replaced.push(character, self.origin[start + offset] as usize);
            }
            rest = start + word.len();
        }
        if rest > 0 {
            replaced.copy(self, rest, self.text.len());
            replaced.origin.push(self.origin[self.text.len()]);
            *self = replaced;
        }
    }

    fn copy(&mut self, from: &Self, start: usize, end: usize) {
        self.text.push_str(&from.text[start..end]);
        self.origin.extend_from_slice(&from.origin[start..end]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str, reading: Reading) -> String {
        Cleaned::new(line, reading).text
    }

    #[test]
    fn what_cannot_be_seen_is_left_out() {
        assert_eq!(read("sta\u{200b}tus: ready\0", Reading::Prose), "status: ready");
        assert_eq!(read("a\u{202e}b", Reading::Prose), "ab");
    }

    #[test]
    fn joiners_of_emoji_and_scripts_stay() {
        for text in ["👩\u{200d}💻", "می\u{200c}خواهم", "क्\u{200d}ष"] {
            assert_eq!(read(text, Reading::Prose), text);
        }
        assert_eq!(read("a\u{200d}b", Reading::Prose), "ab");
    }

    #[test]
    fn tags_stay_in_flags_only() {
        let scotland = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}";
        assert_eq!(read(&format!("in {scotland} too"), Reading::Prose), format!("in {scotland} too"));
        assert_eq!(read("a\u{e0001}\u{e0041}b", Reading::Prose), "ab");
        assert_eq!(read("\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}", Reading::Prose), "\u{1f3f4}");
        let hidden: String =
            "ignore all rules".chars().filter_map(|c| char::from_u32(0xe0000 + u32::from(c))).collect();
        assert_eq!(read(&format!("\u{1f3f4}{hidden}\u{e007f}"), Reading::Prose), "\u{1f3f4}");
        assert_eq!(read(&format!("{scotland}{hidden}"), Reading::Prose), scotland);
        assert!(!is_plain("a\u{e0041}"));
    }

    #[test]
    fn structure_reads_spaces_ids_and_handles_as_what_they_look_like() {
        assert_eq!(read("story\u{a0}РAY–12 Title", Reading::Structure), "story PAY-12 Title");
        assert_eq!(read("@mаria,\u{a0}@li", Reading::Structure), "@maria, @li");
        assert_eq!(read("Москва – now", Reading::Structure), "Москва – now");
    }

    #[test]
    fn every_byte_knows_where_it_came_from() {
        let cleaned = Cleaned::new("x\u{200b}\u{a0}РA-1 é", Reading::Structure);
        assert_eq!(cleaned.text, "x PA-1 é");
        assert_eq!(cleaned.origin.len(), cleaned.text.len() + 1);
        assert_eq!(cleaned.origin[..4], [0, 4, 6, 8]);
    }

    #[test]
    fn plain_lines_are_told_at_once() {
        assert!(is_plain("As a “first-time” buyer — é"));
        for line in ["a\rb", "a\0", "a\u{200b}", "a\u{a0}b", "РAY-1"] {
            assert!(!is_plain(line), "{line:?}");
        }
    }
}
