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
    let mut words = String::with_capacity(256);
    let mut add = |text: &str| {
        let start = words.len();
        fold_onto(&mut words, text);
        start..words.len()
    };
    let first = [add(title), add(story_paragraph)];
    let mut criteria: Vec<Range<usize>> = criteria.into_iter().map(add).collect();
    criteria.sort_unstable_by(|one, other| words[one.clone()].cmp(&words[other.clone()]));
    let mut hash = Sha256::new();
    for part in first.into_iter().chain(criteria) {
        hash.update(&words.as_bytes()[part]);
        hash.update(b"\n");
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
    let lines = text.split('\n').map(|line| line.trim_start_matches(' ').trim());
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

/// Whether it is seen at a glance that `line` has no white space but single spaces. It is a look at all bytes without an
/// early end, which a processor does many at a time.
fn is_folded(line: &str) -> bool {
    let bytes = line.as_bytes();
    // White space beyond ASCII begins with one of four bytes.
    let is_suspect = |byte: &u8| *byte < b' ' || matches!(byte, 0xc2 | 0xe1..=0xe3);
    let is_double = |(one, next): (&u8, &u8)| *one == b' ' && *next == b' ';
    let has_suspect = bytes.iter().fold(false, |found, byte| found | is_suspect(byte));
    let has_double =
        bytes.iter().zip(bytes.get(1..).unwrap_or_default()).fold(false, |found, pair| found | is_double(pair));
    !has_suspect && !has_double
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_formula() {
        // Each computed by `hashlib.sha256(text.encode()).hexdigest()[:20]` of Python, over the text beside it.
        for (title, story, criteria, expected) in [
            ("", "", &[][..], "75a11da44c802486bc6f"),        // "\n\n"
            ("Pay", "", &["b", "a"], "25ca7d138f57bed489d3"), // "Pay\n\na\nb\n"
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
        fn folding_is_joining_the_words(text in "\\PC{0,12}|[a \\t\\n\u{a0}]{0,8}") {
            let mut folded = String::new();
            fold_onto(&mut folded, &text);
            prop_assert_eq!(folded, text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
}
