//! The fingerprint that binds an acceptance to the words that were accepted.

use std::fmt;
use std::ops::Range;

use sha2::{Digest, Sha256};

/// The first ten bytes of a SHA-256, written as 20 hexadecimal digits in small letters: `3f9c21ab04d77e10c5a2`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint([u8; Self::BYTES]);

impl Fingerprint {
    /// How many digits it is written with.
    pub const DIGITS: usize = 2 * Self::BYTES;

    const BYTES: usize = 10;

    /// Reads all of `text` as a fingerprint: exactly 20 digits of `0-9a-f`.
    pub fn parse(text: &str) -> Option<Self> {
        let (pairs, _) = text.as_bytes().as_chunks::<2>();
        let mut bytes = [0; Self::BYTES];
        if text.len() != Self::DIGITS {
            return None;
        }
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = digit(*high)? << 4 | digit(*low)?;
        }
        Some(Self(bytes))
    }
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// The fingerprint of the words that an acceptance is about.
///
/// It is the beginning of the SHA-256 of these parts, each with its white space (that of Unicode) folded to single
/// spaces and none at its ends, and each followed by a line feed: `title`; `story_paragraph`, which for anything but a
/// story, and for a story without prose, is empty (its line feed is there all the same); and every one of `criteria`,
/// sorted by their bytes. The criteria are those that are not dropped, without their marks and labels.
///
/// ```
/// use roadlog_syntax::fingerprint::fingerprint;
///
/// let accepted = fingerprint("Pay  without an account", "As a buyer\n  I want to pay", ["b: then done", "a: then paid"]);
/// // printf 'Pay without an account\nAs a buyer I want to pay\na: then paid\nb: then done\n' | sha256sum
/// assert_eq!(accepted.to_string(), "bebe99f9c058b8faf7b5");
/// ```
pub fn fingerprint<'text>(
    title: &str,
    story_paragraph: &str,
    criteria: impl IntoIterator<Item = &'text str>,
) -> Fingerprint {
    // All words stand in one text, so that many criteria cost no more than one.
    let mut words = String::with_capacity(512);
    let mut add = |text: &str| {
        let start = words.len();
        fold_onto(&mut words, text);
        words.push('\n');
        start..words.len()
    };
    let first = [add(title), add(story_paragraph)];
    let mut criteria: Vec<Range<usize>> = criteria.into_iter().map(add).collect();
    // The line feeds at their ends have no say in their order.
    let said = |range: &Range<usize>| &words.as_bytes()[range.start..range.end - 1];
    criteria.sort_unstable_by(|one, other| said(one).cmp(said(other)));
    let mut hash = Sha256::new();
    for part in first.into_iter().chain(criteria) {
        hash.update(&words.as_bytes()[part]);
    }
    let digest = hash.finalize();
    let mut bytes = [0; Fingerprint::BYTES];
    // The digest has 32 bytes; `zip` ends with the shorter one.
    bytes.iter_mut().zip(digest).for_each(|(byte, hashed)| *byte = hashed);
    Fingerprint(bytes)
}

/// Adds the words of `text` to `folded`, with single spaces between them and none around them.
fn fold_onto(folded: &mut String, text: &str) {
    let mut between = "";
    // Most lines are indented by nothing but spaces, which are quicker to pass over than any white space.
    let lines = text.split('\n').map(|line| trimmed(line.trim_start_matches(' ')));
    for line in lines.filter(|line| !line.is_empty()) {
        folded.push_str(between);
        between = " ";
        if is_folded(line) {
            folded.push_str(line);
            continue;
        }
        for word in line.split_whitespace() {
            folded.push_str(word);
            folded.push(' ');
        }
        folded.pop();
    }
}

/// `line` without the white space around it, of which most lines have none left.
fn trimmed(line: &str) -> &str {
    match line.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => line,
        _ => line.trim(),
    }
}

/// Whether it is seen at a glance that `line` has no white space but single spaces: eight bytes at a time where they
/// are ASCII, as nearly all are.
fn is_folded(line: &str) -> bool {
    let bytes = line.as_bytes();
    // Each look begins with the byte that the one before ended with, so that no pair is left out.
    let looks = (0..).step_by(7).map_while(|at| bytes.get(at..)?.first_chunk().copied());
    if let Some(last) = bytes.last_chunk()
        && looks.chain([*last]).all(is_folded_ascii)
    {
        return true;
    }
    // White space beyond ASCII begins with one of four bytes.
    let is_suspect = |byte: &u8| *byte < b' ' || matches!(byte, 0xc2 | 0xe1..=0xe3);
    !bytes.iter().any(is_suspect) && !bytes.windows(2).any(|pair| pair == b"  ")
}

/// Whether eight bytes are ASCII without control characters and without two spaces in a row.
const fn is_folded_ascii(bytes: [u8; 8]) -> bool {
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    const SPACES: u64 = u64::from_le_bytes([b' '; 8]);
    const ALL_BUT_HIGH: u64 = u64::from_le_bytes([0x7f; 8]);
    let bytes = u64::from_le_bytes(bytes);
    // A byte below a space borrows from the bit above it. Those beyond ASCII have it set from the start.
    let is_other = (bytes.wrapping_sub(SPACES) | bytes) & HIGH;
    // Of bytes without that bit only a space leaves it unset here.
    let is_space = !(bytes ^ SPACES).wrapping_add(ALL_BUT_HIGH) & HIGH;
    is_other == 0 && is_space & (is_space >> 8) == 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_formula() {
        // Each computed by `hashlib.sha256(text.encode()).hexdigest()[:20]` of Python, over the text beside it.
        for (title, story, criteria, expected) in [
            ("", "", &[][..], "75a11da44c802486bc6f"),          // "\n\n"
            ("Pay", "", &["b", "a"], "25ca7d138f57bed489d3"),   // "Pay\n\na\nb\n"
            ("", "", &["a\u{1}", "a"], "d2a6cec9533248262901"), // "\n\na\na\x01\n"
            ("Bezahlen ohne Köder", "As a buyer I want it", &["ä", "z", "Z", "z"], "5b74352bed790b0a293d"), // "…\n…\nZ\nz\nz\nä\n"
        ] {
            assert_eq!(fingerprint(title, story, criteria.iter().copied()).to_string(), expected);
        }
    }

    #[test]
    fn layout_and_order_of_the_criteria_do_not_matter() {
        let words = fingerprint("Pay now", "As a buyer", ["a b", "c"]);
        assert_eq!(fingerprint(" Pay \t now ", "As\n  a\u{a0}buyer", ["c ", "a  b"]), words);
    }

    #[test]
    fn every_word_and_where_it_stands_matters() {
        let words = fingerprint("Pay now", "As a buyer", ["a b", "c"]);
        for other in [
            fingerprint("Pay Now", "As a buyer", ["a b", "c"]),
            fingerprint("Pay now", "As a buyer.", ["a b", "c"]),
            fingerprint("Pay now As a buyer", "", ["a b", "c"]),
            fingerprint("Pay now", "As a buyer", ["a b"]),
            fingerprint("Pay now", "As a buyer", ["a", "b", "c"]),
            fingerprint("Pay now", "As a buyer", ["a b", "c", ""]),
        ] {
            assert_ne!(other, words);
        }
    }

    #[test]
    fn how_it_is_written() {
        let text = "3f9c21ab04d77e10c5a2";
        assert_eq!(Fingerprint::parse(text).unwrap().to_string(), text);
        for text in ["", "3f9c", "3F9C21AB04D77E10C5A2", "3f9c21ab04d77e10c5a2a", "3f9c21ab04d77e10c5ag", "äääääääääa1"]
        {
            assert_eq!(Fingerprint::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn folding_is_joining_the_words(
            text in "\\PC{0,12}|[a \\t\\n\u{a0}]{0,8}|[ab]{0,9}  ?[ab\u{1}]{0,9}( ?[ab\\t]){0,9}"
        ) {
            let mut folded = String::new();
            fold_onto(&mut folded, &text);
            prop_assert_eq!(folded, text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
}
