//! Words in running text, found in any letter case and with any white space between them.

/// Words joined by single spaces, in small letters.
#[derive(Clone, Copy)]
pub(super) struct Phrase<'text>(&'text str);

impl<'text> Phrase<'text> {
    pub(super) const fn new(words: &'text str) -> Self {
        Self(words)
    }

    /// Where the phrase ends in `text`, if it stands at `at` and no word goes on behind it; never for no words.
    pub(super) fn behind(self, text: &str, at: usize) -> Option<usize> {
        let mut rest = text.get(at..)?;
        if !may_start_with(rest, self.0) {
            return None;
        }
        let mut words = self.0;
        // Phrases are so short that any search costs more than a look at each byte.
        while let Some(end) = words.bytes().position(|byte| byte == b' ') {
            rest = without_word(rest, &words[..end])?;
            rest = &rest[skip_space(rest, 0)..];
            words = &words[end + 1..];
        }
        without_word(rest, words).map(|behind| text.len() - behind.len())
    }
}

/// Whether the first byte leaves it open that `text` starts with `phrase`: most words are told apart by it.
fn may_start_with(text: &str, phrase: &str) -> bool {
    match (text.as_bytes().first(), phrase.as_bytes().first()) {
        (Some(first), Some(wanted)) => first.eq_ignore_ascii_case(wanted) || !is_clear(*first),
        _ => false,
    }
}

/// The bytes that some phrases begin with: one look tells most words apart from all of them.
#[derive(Clone, Copy, Default)]
pub(super) struct Initials(u128);

impl Initials {
    /// The initials of phrases in small letters.
    pub(super) fn of<'text>(phrases: impl Iterator<Item = &'text str>) -> Self {
        let bytes = phrases.filter_map(|phrase| phrase.bytes().next());
        Self(bytes.fold(0, |set, byte| set | Self::bit(byte)))
    }

    /// Whether the first byte of what stands at `at` leaves it open that it starts with one of the phrases.
    pub(super) fn may_be_at(self, text: &str, at: usize) -> bool {
        text.as_bytes().get(at).is_some_and(|first| !is_clear(*first) || self.0 & Self::bit(*first) != 0)
    }

    /// Bytes beyond ASCII, which are never clear, have none.
    fn bit(byte: u8) -> u128 {
        1_u128.checked_shl(u32::from(byte.to_ascii_lowercase())).unwrap_or(0)
    }
}

/// Whether a byte is a whole character that no mark of emphasis is and of which one capital and one small letter are the
/// only forms. Beyond ASCII a capital may be of other bytes than its small letter.
const fn is_clear(byte: u8) -> bool {
    byte.is_ascii() && !is_emphasis(byte as char)
}

/// Whether a character marks emphasis in Markdown.
pub(super) const fn is_emphasis(character: char) -> bool {
    matches!(character, '*' | '_')
}

/// `text` behind the word that it starts with, if that is `word`, with or without marks of emphasis around it: white
/// space or nothing follows it.
fn without_word<'text>(text: &'text str, word: &str) -> Option<&'text str> {
    if word.is_empty() {
        return None;
    }
    let is_same = |(found, wanted): (u8, u8)| found.eq_ignore_ascii_case(&wanted) && is_clear(found);
    let same = text.bytes().zip(word.bytes()).take_while(|pair| is_same(*pair)).count();
    match text.as_bytes().get(same) {
        // All of the word stands there and ends, or something else that is clear stands in the place of a letter.
        Some(next) if same == word.len() && next.is_ascii_whitespace() => return Some(&text[same..]),
        Some(next) if is_clear(*next) => return None,
        _ => {}
    }
    let mut wanted = word.chars();
    let mut rest = text.trim_start_matches(is_emphasis);
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() || is_emphasis(first) {
            break;
        }
        for lower in first.to_lowercase() {
            if wanted.next() != Some(lower) {
                return None;
            }
        }
        rest = &rest[first.len_utf8()..];
    }
    let behind = rest.trim_start_matches(is_emphasis);
    let ends = behind.is_empty() || behind.starts_with(char::is_whitespace);
    (wanted.next().is_none() && ends).then_some(behind)
}

/// The first byte at or behind `at` that is no white space.
pub(super) fn skip_space(text: &str, at: usize) -> usize {
    // Most words are parted by one space.
    let at = if text.as_bytes().get(at) == Some(&b' ') { at + 1 } else { at };
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii_graphic() => at,
        _ => text.get(at..).map_or(at, |rest| text.len() - rest.trim_start().len()),
    }
}

/// Where each word of `text` from `from` on starts.
pub(super) fn word_starts(text: &str, from: usize) -> impl Iterator<Item = usize> {
    let mut at = from;
    std::iter::from_fn(move || {
        let start = skip_space(text, at);
        let word = text.get(start..).filter(|rest| !rest.is_empty())?;
        // Most words end at a space before anything but ASCII.
        let plain = word.bytes().take_while(u8::is_ascii_graphic).count();
        at = start + plain + word[plain..].find(char::is_whitespace).unwrap_or(word.len() - plain);
        Some(start)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_any_letter_case() {
        for (text, at, words, end) in [
            ("I want it", 0, "i want", Some(6)),
            ("i  WANT\tit", 0, "i want", Some(7)),
            ("so I want", 3, "i want", Some(9)),
            ("MÖCHTE ICH", 0, "möchte ich", Some(11)),
            ("İ x", 0, "i\u{307}", Some(2)),
            ("I wanted", 0, "i want", None),
            ("I wan", 0, "i want", None),
            ("I", 0, "i want", None),
            ("", 0, "i", None),
            ("I", 0, "", None),
            ("ä", 1, "i", None),
        ] {
            assert_eq!(Phrase::new(words).behind(text, at), end, "{text}");
        }
    }

    #[test]
    fn where_words_start() {
        assert_eq!(word_starts(" ab  ç d ", 0).collect::<Vec<_>>(), [1, 5, 8]);
        assert_eq!(word_starts("ab cd", 1).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(word_starts("  ", 0).count(), 0);
    }
}
