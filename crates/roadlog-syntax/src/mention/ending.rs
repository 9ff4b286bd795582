//! What stands at the end of a criterion, a question and an answer: a label, who is asked, who answered and when.

use std::ops::Range;

use super::is_of_label;
use crate::value::{Date, Handle, parse_date};

/// The label at the very end of a criterion, `… is still there ^cart-kept`: the text before it, without the white
/// space between, and the bytes of the label with its `^`.
pub fn label(text: &str) -> Option<(&str, Range<usize>)> {
    let trimmed = text.trim_end();
    let length = trimmed.bytes().rev().take_while(|byte| is_of_label(*byte)).count();
    let name = trimmed.len() - length;
    let before = trimmed[..name].strip_suffix('^')?;
    let is_apart = before.is_empty() || before.ends_with(char::is_whitespace);
    let is_label = trimmed[name..].starts_with(|first: char| first.is_ascii_lowercase());
    (is_apart && is_label).then(|| (before.trim_end(), before.len()..trimmed.len()))
}

/// Who gave an answer or took a decision, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature<'text> {
    /// The text before it, without white space at its end.
    pub text: &'text str,
    /// Who, where that is written.
    pub who: Option<Handle>,
    /// When, where that is written.
    pub date: Option<Date>,
}

/// The signature `@who DATE` at the end of an answer or decision; either of the two may be left out.
///
/// A date without a handle counts only where it begins a new sentence, so that `Moved to 2026-12-01` keeps its words.
pub fn signature(text: &str) -> Signature<'_> {
    let text = text.trim_end();
    let (before, last) = last_word(text);
    if let Some(who) = handle_of(last) {
        return Signature { text: before, who: Some(who), date: None };
    }
    let unsigned = Signature { text, who: None, date: None };
    let Ok(date) = parse_date(last) else {
        return unsigned;
    };
    let (without_who, who) = last_word(before);
    match handle_of(who) {
        Some(who) => Signature { text: without_who, who: Some(who), date: Some(date) },
        None if ends_sentence(before) => Signature { text: before, who: None, date: Some(date) },
        None => unsigned,
    }
}

fn ends_sentence(text: &str) -> bool {
    text.is_empty() || text.ends_with(['.', '!', '?', ':', ';', '…', ')', '"', '”'])
}

/// The handles at the very end of a question, parted by white space or commas: who is asked, each with its bytes.
pub fn asked(text: &str) -> Vec<(Handle, Range<usize>)> {
    let mut handles = Vec::new();
    let mut rest = text.trim_end();
    loop {
        let (before, word) = last_word(rest);
        let Some(mut named) = handles_of(word, rest.len() - word.len()) else {
            break;
        };
        handles.append(&mut named);
        rest = before;
    }
    handles.reverse();
    handles
}

/// The handles that all of `word`, which starts at `start`, is, with commas between and around them; the last first.
fn handles_of(word: &str, start: usize) -> Option<Vec<(Handle, Range<usize>)>> {
    let mut handles = Vec::new();
    let mut end = start + word.len();
    for name in word.rsplit(',') {
        if !name.is_empty() {
            handles.push((handle_of(name)?, end - name.len()..end));
        }
        end = end.saturating_sub(name.len() + 1);
    }
    (!word.is_empty()).then_some(handles)
}

/// `text` before its last word, without white space at the end, and that word.
fn last_word(text: &str) -> (&str, &str) {
    let start = text.char_indices().rev().find(|(_, character)| character.is_whitespace());
    let start = start.map_or(0, |(space, character)| space + character.len_utf8());
    (text[..start].trim_end(), &text[start..])
}

/// The handle that all of `word` is.
fn handle_of(word: &str) -> Option<Handle> {
    if word.starts_with('@') { Handle::parse(word).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_label_of_a_criterion() {
        for (text, found) in [
            ("my cart is there ^cart-kept", Some(("my cart is there", 17..27))),
            ("my cart is there  ^a1  ", Some(("my cart is there", 18..21))),
            ("^alone", Some(("", 0..6))),
            ("my cart^kept", None),
            ("my cart ^kept now", None),
            ("my cart ^Kept", None),
            ("my cart ^1st", None),
            ("my cart ^-a", None),
            ("my cart ^", None),
            ("my cart", None),
            ("", None),
            ("größe\u{a0}^ok", Some(("größe", 9..12))),
        ] {
            assert_eq!(label(text), found, "{text}");
        }
    }

    #[test]
    fn who_answered_and_when() {
        for (text, rest, who, date) in [
            ("No: only later. @ana 2026-11-18", "No: only later.", Some("ana"), Some("2026-11-18")),
            ("No. @Ana", "No.", Some("ana"), None),
            ("No. 2026-11-18", "No.", None, Some("2026-11-18")),
            ("@ana 2026-11-18 ", "", Some("ana"), Some("2026-11-18")),
            ("2026-11-18", "", None, Some("2026-11-18")),
            ("Moved to 2026-12-01", "Moved to 2026-12-01", None, None),
            ("No @ana, says she", "No @ana, says she", None, None),
            ("No. @ana 2026-02-30", "No. @ana 2026-02-30", None, None),
            ("mail x@ana", "mail x@ana", None, None),
            ("", "", None, None),
        ] {
            let found = signature(text);
            assert_eq!(found.text, rest, "{text}");
            assert_eq!(found.who.as_ref().map(Handle::name), who, "{text}");
            assert_eq!(found.date.map(|date| date.to_string()).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn who_is_asked() {
        for (text, names) in [
            ("Do guests get history? @ana", &["@ana"][..]),
            ("Which? @ana @Li", &["@ana", "@Li"]),
            ("Which? @ana, @li,@sam", &["@ana", "@li", "@sam"]),
            ("Does @maria know? @ana", &["@ana"]),
            ("Does @maria know?", &[]),
            ("Which? x,@ana", &[]),
            ("@ana", &["@ana"]),
            ("", &[]),
            (",", &[]),
        ] {
            let found: Vec<&str> = asked(text).into_iter().map(|(_, range)| &text[range]).collect();
            assert_eq!(found, names, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_ending_is_where_it_is_said_to_be(text in "\\PC{0,24}|((@[a-c]{1,2}|\\^[a-b]|ä|2026-1[0-9]-1[0-9])[ ,.]{0,2}){0,6}") {
            if let Some((before, range)) = label(&text) {
                prop_assert!(text.starts_with(before) && text[range].starts_with('^'));
            }
            prop_assert!(text.starts_with(signature(&text).text));
            for (handle, range) in asked(&text) {
                prop_assert_eq!(Handle::parse(&text[range]).unwrap(), handle);
            }
        }
    }
}
