//! Words of a plan on their way to an editor: shown as what they are, and never acting on what shows them.

use std::fmt::Write;

use roadlog_syntax::chars::{Suspect, suspects};

/// The text with escapes such as `\u{202e}` in the place of characters that are not seen, or that turn others around.
pub(crate) fn shown(text: &str) -> String {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    let hidden = |suspect| matches!(suspect, Suspect::Bidirectional | Suspect::ZeroWidth | Suspect::NotText);
    let mut suspects = suspects(text).filter(|(_, _, suspect)| hidden(*suspect)).peekable();
    let mut shown = String::with_capacity(text.len());
    for (offset, character) in text.char_indices() {
        let is_hidden = suspects.next_if(|(at, _, _)| *at == offset).is_some();
        if is_hidden || (character.is_control() && character != '\n') {
            // Writing to a string cannot fail.
            write!(shown, "\\u{{{:x}}}", u32::from(character)).ok();
        } else {
            shown.push(character);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_is_shown_and_the_rest_stays() {
        assert_eq!(shown("Zahlung é 日本 👩\u{200d}🚀"), "Zahlung é 日本 👩\u{200d}🚀");
        assert_eq!(shown("a\u{202e}b\u{1b}[31m\tc\u{200b}"), "a\\u{202e}b\\u{1b}[31m\\u{9}c\\u{200b}");
    }
}
