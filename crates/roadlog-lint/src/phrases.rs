//! Finds phrases of a list in running text: whole words, in any letter case, outside of code and quotations.

use std::ops::Range;

use memchr::{memchr3, memmem};
use rustc_hash::FxHashMap;

/// Phrases to look for. A space in a phrase stands for any white space, a hyphen for a hyphen or white space.
pub(crate) struct Phrases<'p> {
    /// The phrases by their first word in small letters, the longest first.
    by_word: FxHashMap<String, Vec<&'p str>>,
    /// For each two letters the lengths, as bits, of the first words that start with them: most words of a text are found
    /// to be none of them without a look at the table.
    lengths: Box<[[u64; 32]; 32]>,
    /// The phrases by the first letter of their first word, each with the second letter and the length of that word.
    by_letter: [Vec<(usize, usize, &'p str)>; 32],
    /// Whether a first word has anything but ASCII letters.
    has_others: bool,
    /// Phrases that start with no letter or digit: `???`.
    marks: Vec<&'p str>,
}

impl<'p> Phrases<'p> {
    /// The phrases of a list.
    pub(crate) fn new(phrases: impl IntoIterator<Item = &'p str>) -> Self {
        let mut made = Self {
            by_word: FxHashMap::default(),
            lengths: Box::new([[0; 32]; 32]),
            by_letter: Default::default(),
            has_others: false,
            marks: Vec::new(),
        };
        for phrase in phrases.into_iter().map(str::trim) {
            let word = &phrase[..word_end(phrase, 0)];
            if word.is_empty() {
                made.marks.extend(Some(phrase).filter(|phrase| !phrase.is_empty()));
                continue;
            }
            made.has_others |= !word.bytes().all(|byte| byte.is_ascii_alphabetic());
            let (one, two) = start(word.as_bytes());
            made.lengths[one][two] |= bit(word.len());
            made.by_letter[one].push((two, word.len(), phrase));
            made.by_word.entry(word.to_lowercase()).or_default().push(phrase);
        }
        for phrases in made.by_word.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        }
        made
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.by_word.is_empty() && self.marks.is_empty()
    }

    /// The phrases in `text`, each with its bytes, in order; of several at one place the longest.
    pub(crate) fn in_text(&self, text: &str) -> Vec<(&'p str, Range<usize>)> {
        let mut found = self.anywhere(text);
        if !found.is_empty() {
            let skipped = quotations(text);
            found.retain(|(_, at)| !skipped.iter().any(|range| range.contains(&at.start)));
        }
        found
    }

    /// The same, with those in code and quotations: for a first look at a text whose quotation marks are not all pairs.
    pub(crate) fn anywhere(&self, text: &str) -> Vec<(&'p str, Range<usize>)> {
        let mut found = Vec::new();
        let mut word = String::new();
        let mut at = 0;
        while let Some(start) = word_start(text, at) {
            let end = word_end(text, start);
            at = end;
            if !self.has_others && !self.may_start(&text.as_bytes()[start..end]) {
                continue;
            }
            word.clear();
            word.extend(text[start..end].chars().flat_map(char::to_lowercase));
            let Some(phrases) = self.by_word.get(&word) else { continue };
            let length = |phrase: &&'p str| Some((*phrase, length_of(phrase, &text[start..])?));
            let Some((phrase, length)) = phrases.iter().find_map(length) else { continue };
            let is_bounded = !text[..start].ends_with(joins) && !text[start + length..].starts_with(joins);
            if is_bounded {
                found.push((phrase, start..start + length));
                at = start + length;
            }
        }
        if !self.marks.is_empty() {
            found.extend(self.marks.iter().flat_map(|mark| marks(mark, text)));
            found.sort_by_key(|(_, range)| range.start);
        }
        found
    }

    /// Whether a phrase may be in `written`, lines and their indentation as they stand in the file: a quick look that
    /// says no of most texts, and never of one that has a phrase.
    pub(crate) fn may_be_in(&self, written: &str) -> bool {
        let bytes = written.as_bytes();
        let has_mark = |mark: &&str| memmem::find(bytes, mark.as_bytes()).is_some();
        if self.has_others || self.marks.iter().any(has_mark) {
            return true;
        }
        let is_start = |word: Range<usize>| {
            !word.is_empty() && self.may_start(&bytes[word.clone()]) && self.starts(&written[word.start..], word.len())
        };
        let mut start = 0;
        for (at, byte) in bytes.iter().enumerate() {
            if !IS_OF_WORD[usize::from(*byte)] {
                if is_start(start..at) {
                    return true;
                }
                start = at + 1;
            }
        }
        is_start(start..bytes.len())
    }

    /// Whether a phrase starts with the first `length` bytes of `text`, a whole word of ASCII, and goes on as `text` does.
    fn starts(&self, text: &str, length: usize) -> bool {
        let (one, two) = start(&text.as_bytes()[..length]);
        let is_first = |phrase: &str| phrase[..length].eq_ignore_ascii_case(&text[..length]);
        // Where one space parts the words, the next letter tells most phrases apart.
        let goes_on = |phrase: &str| {
            let next = (text.as_bytes().get(length..length + 2), phrase.as_bytes().get(length..length + 2));
            let ([b' ', found], [b' ' | b'-', wanted]) = (next.0.unwrap_or_default(), next.1.unwrap_or_default())
            else {
                return true;
            };
            found.eq_ignore_ascii_case(wanted) || !found.is_ascii_alphanumeric() || !wanted.is_ascii_alphanumeric()
        };
        let mut phrases =
            self.by_letter[one].iter().filter(|(second, of_word, _)| (*second, *of_word) == (two, length));
        phrases.any(|(_, _, phrase)| goes_on(phrase) && is_first(phrase) && length_of(phrase, text).is_some())
    }

    /// Whether `word` may be the first one of a phrase.
    fn may_start(&self, word: &[u8]) -> bool {
        let (one, two) = start(word);
        self.lengths[one][two] & bit(word.len()) != 0
    }
}

/// Where a mark stands in `text` by itself: neither at the end of a word, as in `Really???`, nor a part of more marks.
fn marks<'p>(mark: &'p str, text: &str) -> impl Iterator<Item = (&'p str, Range<usize>)> {
    let is_apart = |character: char| !joins(character) && !mark.contains(character);
    let found = memmem::find_iter(text.as_bytes(), mark.as_bytes()).map(|start| start..start + mark.len());
    let apart = found.filter(move |range| {
        text[..range.start].chars().next_back().is_none_or(is_apart)
            && text[range.end..].chars().next().is_none_or(is_apart)
    });
    apart.map(move |range| (mark, range)).collect::<Vec<_>>().into_iter()
}

/// The ASCII letters and digits, by byte: a look into a table is quicker than three comparisons.
const IS_OF_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

/// The first two letters of a word in whatever case, as places in a table.
fn start(word: &[u8]) -> (usize, usize) {
    let place = |at: usize| word.get(at).map_or(0, |letter| usize::from(letter & 0x1f));
    (place(0), place(1))
}

const fn bit(length: usize) -> u64 {
    1 << if length < 64 { length } else { 63 }
}

/// What makes one word of two: `fast-path` and `fast_path` are not `fast`.
fn joins(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '_')
}

/// Where the next word of `text` starts, from `at` on.
fn word_start(text: &str, at: usize) -> Option<usize> {
    text.get(at..)?.find(char::is_alphanumeric).map(|found| at + found)
}

/// Where the word of `text` that starts at `start` ends.
fn word_end(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    start + rest.find(|character: char| !character.is_alphanumeric()).unwrap_or(rest.len())
}

/// How many bytes of the start of `text` are `phrase`.
fn length_of(phrase: &str, text: &str) -> Option<usize> {
    let same = phrase.bytes().zip(text.bytes()).take_while(|(wanted, found)| {
        let is_gap = matches!(wanted, b' ' | b'-');
        !is_gap && wanted.is_ascii() && wanted.eq_ignore_ascii_case(found)
    });
    // What is alike byte by byte needs no closer look; gaps and letters beyond ASCII do.
    let same = same.count();
    let mut rest = &text[same..];
    for wanted in phrase[same..].chars() {
        let is_gap = wanted == ' ' || wanted == '-';
        if is_gap && rest.starts_with(char::is_whitespace) {
            rest = rest.trim_start();
            continue;
        }
        let mut characters = rest.chars();
        let found = characters.next()?;
        if found != wanted && !found.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
        rest = characters.as_str();
    }
    Some(text.len() - rest.len())
}

/// The code between backticks and the quotations in `text`, marks included. A mark without its partner begins none.
fn quotations(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    // 0xE2 is the first byte of “.
    while let Some(next) = memchr3(b'`', b'"', 0xE2, &bytes[at..]) {
        let start = at + next;
        let (open, close) = match bytes[start] {
            b'`' => ("`", "`"),
            b'"' => ("\"", "\""),
            _ => ("“", "”"),
        };
        at = start + 1;
        if !bytes[start..].starts_with(open.as_bytes()) {
            continue;
        }
        let inside = start + open.len();
        if let Some(end) = text[inside..].find(close) {
            at = inside + end + close.len();
            found.push(start..at);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(list: &[&str], text: &str) -> Vec<String> {
        let phrases = Phrases::new(list.iter().copied());
        phrases.in_text(text).into_iter().map(|(_, range)| text[range].to_owned()).collect()
    }

    #[test]
    fn whole_words_in_any_letter_case() {
        assert_eq!(found(&["fast"], "Fast, breakfast, faster, fast-path, FAST"), ["Fast", "FAST"]);
        assert_eq!(found(&["etc"], "cards, vouchers etc."), ["etc"]);
        assert_eq!(found(&["and/or"], "a and/or b, and or, And/Or"), ["and/or", "And/Or"]);
        assert_eq!(found(&["größe"], "die GRÖSSE, die GRÖßE"), ["GRÖßE"]);
    }

    #[test]
    fn gaps_are_any_white_space_and_hyphens_may_be_spaces() {
        assert_eq!(found(&["as needed"], "as  needed, as-needed"), ["as  needed"]);
        assert_eq!(found(&["user-friendly"], "user-friendly, user friendly, user"), ["user-friendly", "user friendly"]);
    }

    #[test]
    fn the_longest_of_several_is_found_and_nothing_in_it_again() {
        assert_eq!(found(&["easy", "easy to use", "use"], "easy to use and easy"), ["easy to use", "easy"]);
    }

    #[test]
    fn code_and_quotations_are_left_out() {
        assert_eq!(found(&["fast"], "`fast` \"is fast\" “fast” fast"), ["fast"]);
        assert_eq!(found(&["fast"], "a 5\" screen is fast"), ["fast"]);
        assert_eq!(found(&["fast"], "don't be fast – really"), ["fast"]);
    }

    #[test]
    fn marks_stand_by_themselves() {
        assert_eq!(found(&["???"], "Limit: ???, Really??? (???) ???? `???`"), ["???", "???"]);
        assert_eq!(found(&["???", "fast"], "fast ??? fast"), ["fast", "???", "fast"]);
        assert_eq!(found(&["given …"], "Given …, given …and"), ["Given …"]);
    }

    proptest! {
        #[test]
        fn every_find_lies_in_the_text(text in "\\PC{0,40}|[a-c“”\"` -]{0,20}", list in proptest::collection::vec("[a-c -]{0,4}", 0..4)) {
            let phrases = Phrases::new(list.iter().map(String::as_str));
            let mut last = 0;
            for (_, range) in phrases.in_text(&text) {
                prop_assert!(phrases.may_be_in(&text));
                prop_assert!(last <= range.start && text.get(range.clone()).is_some());
                last = range.end;
            }
        }
    }
}
