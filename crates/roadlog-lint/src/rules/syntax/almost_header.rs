//! What a line at column 0 that begins no item was probably meant to be.

use roadlog_syntax::value::HeaderId;
use roadlog_syntax::{Kind, header_word};

/// What a stray line was probably meant to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// A header, written out.
    Header(String),
    /// A header without an id, written out with one that is still to be chosen.
    HeaderWithoutId(String),
    /// A header without its kind, which begins with this id.
    HeaderWithoutKind(String),
    /// A marker of a git conflict that was half resolved.
    ConflictMarker,
}

/// What the stray line `text` was probably meant to be, where that can be seen.
pub(super) fn meant(text: &str) -> Option<Meant> {
    if is_conflict_marker(text) {
        return Some(Meant::ConflictMarker);
    }
    let bare = undecorated(text);
    let (first, rest) = bare.split_once([' ', '\t']).unwrap_or((&bare, ""));
    let rest = rest.trim_start();
    if let Some(kind) = first.strip_suffix(':').and_then(Kind::named_in_any_case).filter(|_| !rest.is_empty()) {
        let kind = kind.name();
        return Some(match header_word(&format!("{kind} {rest}")) {
            Some(_) => Meant::Header(format!("{kind} {rest}")),
            None => Meant::HeaderWithoutId(format!("{kind} PAY-12 {rest}")),
        });
    }
    if bare != text && header_word(&bare).is_some_and(|word| Kind::named_in_any_case(word).is_some()) {
        return Some(Meant::Header(bare));
    }
    let id = first.trim_end_matches(':');
    HeaderId::parse(id).is_ok().then(|| Meant::HeaderWithoutKind(id.to_owned()))
}

/// The line without the marks of a heading, a numbered list and bold words.
fn undecorated(text: &str) -> String {
    let start = text.trim_start_matches(['#', '*', '_', ' ', '\t']);
    let digits = start.trim_start_matches(|character: char| character.is_ascii_digit());
    let numbered = (digits.len() < start.len()).then(|| digits.strip_prefix(['.', ')'])).flatten();
    numbered.unwrap_or(start).trim_start().replace("**", "").replace("__", "")
}

/// Seven or more of a character that begins nothing else; `=======` underlines headings, too.
fn is_conflict_marker(text: &str) -> bool {
    let Some(mark) = text.chars().next().filter(|mark| matches!(mark, '<' | '>' | '|')) else { return false };
    let rest = text.trim_start_matches(mark);
    text.len() - rest.len() >= 7 && (rest.is_empty() || rest.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_seen_behind_what_other_tools_write_around_it() {
        let header = || Some(Meant::Header("story PAY-12 Pay".to_owned()));
        for text in ["Story: PAY-12 Pay", "## story PAY-12 Pay", "**story PAY-12** Pay", "1. story PAY-12 Pay"] {
            assert_eq!(meant(text), header(), "{text}");
        }
    }

    #[test]
    fn what_is_missing_is_seen() {
        assert_eq!(
            meant("Epic: Guest checkout"),
            Some(Meant::HeaderWithoutId("epic PAY-12 Guest checkout".to_owned()))
        );
        assert_eq!(meant("PAY-12 Pay"), Some(Meant::HeaderWithoutKind("PAY-12".to_owned())));
        assert_eq!(meant("PAY-12: Pay"), Some(Meant::HeaderWithoutKind("PAY-12".to_owned())));
        assert_eq!(meant(">>>>>>> branch"), Some(Meant::ConflictMarker));
    }

    #[test]
    fn other_lines_were_meant_as_nothing() {
        for text in
            ["Remember the milk", "=======", "Epic:", "points: 3", "#agreed", "<<<<<< HEAD", "see PAY-12", "**Note**"]
        {
            assert_eq!(meant(text), None, "{text}");
        }
    }
}
