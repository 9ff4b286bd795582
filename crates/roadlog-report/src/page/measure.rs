//! How wide text is on a terminal, and text cut and wrapped to a width: between characters as people see them.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The longest character, in bytes, that is shown: an emoji of several people takes some forty, and what is longer is
/// marks piled upon each other.
const LONGEST_CHARACTER: usize = 64;

/// What is shown in the place of a longer one.
const TOO_LONG: &str = "\u{fffd}";

/// How many columns `text` takes.
pub(crate) fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(UnicodeWidthStr::width).sum() }
}

/// `text` with one sign in the place of each character that is longer than any that people write.
pub(crate) fn tamed(text: Cow<'_, str>) -> String {
    if text.is_ascii() || text.graphemes(true).all(|character| character.len() <= LONGEST_CHARACTER) {
        return text.into_owned();
    }
    let shown = |character| if str::len(character) > LONGEST_CHARACTER { TOO_LONG } else { character };
    text.graphemes(true).map(shown).collect()
}

/// As much of `text` as fits into `columns`, with `mark` at the end where something was left out.
pub(crate) fn cut(text: &str, columns: usize, mark: &str) -> String {
    let (kept, rest) = split(text, columns);
    if rest.is_empty() {
        return kept.to_owned();
    }
    let (mark, _) = split(mark, columns);
    let (kept, _) = split(text, columns - width(mark));
    format!("{}{mark}", kept.trim_end())
}

/// As many characters of `text` as fit into `columns`, and the others.
fn split(text: &str, columns: usize) -> (&str, &str) {
    let mut taken = 0;
    let too_far = text.grapheme_indices(true).find(|(_, character)| {
        taken += character.width();
        taken > columns
    });
    text.split_at(too_far.map_or(text.len(), |(offset, _)| offset))
}

/// `text` on lines of at most `columns`, of which there are at most `most`; the last one ends in `mark` where something
/// was left out. Lines end between words; a word that is longer than a line, in it. At least one line.
pub(crate) fn wrap(text: &str, columns: usize, most: usize, mark: &str) -> Vec<String> {
    let columns = columns.max(2);
    let mut lines: Vec<String> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if lines.len() + 1 >= most {
            lines.push(cut(rest, columns, mark));
            break;
        }
        let (line, after) = first_line(rest, columns);
        lines.push(line.to_owned());
        rest = after.trim_start();
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// The first line of `text`, and what follows it.
fn first_line(text: &str, columns: usize) -> (&str, &str) {
    let (line, rest) = split(text, columns);
    if rest.is_empty() || rest.starts_with(char::is_whitespace) {
        return (line.trim_end(), rest);
    }
    match line.rfind(char::is_whitespace).filter(|space| !line[..*space].trim().is_empty()) {
        Some(space) => (line[..space].trim_end(), &text[space..]),
        None => (line, rest),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_does_not_fit_is_cut_between_characters() {
        for (text, columns, expected) in [
            ("Pay", 3, "Pay"),
            ("Pay now", 5, "Pay…"),
            ("計画を立てる", 5, "計画…"),
            ("計画を立てる", 4, "計…"),
            ("👩\u{200d}💻👩\u{200d}💻👩\u{200d}💻", 5, "👩\u{200d}💻👩\u{200d}💻…"),
            ("ae\u{301}ae\u{301}", 3, "ae\u{301}…"),
            ("Pay", 1, "…"),
            ("Pay", 0, ""),
        ] {
            assert_eq!(cut(text, columns, "…"), expected, "{text} in {columns}");
        }
    }

    #[test]
    fn a_mark_that_does_not_fit_is_cut_itself() {
        assert_eq!(cut("Payment", 5, "..."), "Pa...");
        assert_eq!(cut("Payment", 2, "..."), "..");
    }

    #[test]
    fn lines_end_between_words() {
        assert_eq!(wrap("Pay without an account", 10, 9, "…"), ["Pay", "without an", "account"]);
        assert_eq!(wrap("Pay without an account", 10, 2, "…"), ["Pay", "without a…"]);
        assert_eq!(wrap("", 10, 2, "…"), [""]);
    }

    #[test]
    fn a_word_longer_than_a_line_goes_on_below() {
        assert_eq!(wrap("a https://shop.example b", 8, 9, "…"), ["a", "https://", "shop.exa", "mple b"]);
        assert_eq!(wrap("計画を立てる", 5, 9, "…"), ["計画", "を立", "てる"]);
    }

    #[test]
    fn marks_piled_upon_each_other_are_one_sign() {
        let piled = format!("a{}b", "\u{301}".repeat(1000));
        assert_eq!(tamed(piled.into()), "\u{fffd}b");
        assert_eq!(tamed("e\u{301}".into()), "e\u{301}");
    }

    proptest! {
        #[test]
        fn nothing_is_wider_than_it_may_be(text in "\\PC{0,40}|[a 計👩\u{200d}\u{301}]{0,40}", columns in 2_usize..30) {
            prop_assert!(width(&cut(&text, columns, "…")) <= columns);
            for line in wrap(&text, columns, 3, "…") {
                prop_assert!(width(&line) <= columns, "{line:?}");
            }
        }

        #[test]
        fn wrapping_loses_no_word(text in "[a-z計é]{1,9}( [a-z計é]{1,9}){0,9}", columns in 2_usize..30) {
            let joined: String = wrap(&text, columns, usize::MAX, "…").concat();
            prop_assert_eq!(joined.replace(' ', ""), text.replace(' ', ""));
        }
    }
}
