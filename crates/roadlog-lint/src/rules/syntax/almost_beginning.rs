//! What a line at column 0 that begins no item was probably meant to begin.

use roadlog_syntax::value::HeaderId;
use roadlog_syntax::{Kind, header_word};

/// What a stray line was probably meant to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// A section title, written out; and whether it can be nothing else.
    Section { right: String, safe: bool },
    /// A comment, written out.
    Comment(String),
    /// A header, written out; and whether it can be nothing else.
    Header { right: String, safe: bool },
    /// A header of this kind with this title, and without an id.
    HeaderWithoutId { kind: &'static str, title: String },
    /// A header without its kind, which begins with this id.
    HeaderWithoutKind(String),
    /// A marker of a git conflict that was half resolved.
    ConflictMarker,
}

/// What the stray line `text` was probably meant to be, where that can be seen.
pub(super) fn meant(text: &str) -> Option<Meant> {
    match text.chars().next()? {
        mark @ ('=' | '#') => title(text, mark),
        '<' | '>' | '|' => is_conflict_marker(text).then_some(Meant::ConflictMarker),
        _ => header(text),
    }
}

/// How many marks a heading has at most; more are a marker of git's or a line of ornament.
const MOST_MARKS: usize = 6;

/// A section title with too many marks or too few, or as Markdown writes it; a comment without its space.
fn title(text: &str, mark: char) -> Option<Meant> {
    let behind = text.trim_start_matches(mark);
    let words = behind.trim_end_matches(mark).trim();
    let marks = text.len() - behind.len();
    if words.is_empty() || marks > MOST_MARKS {
        return None;
    }
    Some(if header_word(words).is_some() {
        Meant::Header { right: words.to_owned(), safe: true }
    } else if mark == '#' && marks == 1 {
        Meant::Comment(format!("# {behind}"))
    } else {
        Meant::Section { right: format!("== {words}"), safe: mark == '=' }
    })
}

/// A header with a colon behind its kind, with `user` before it, in bold, in a numbered list, or with a part left out.
/// An unindented field, such as `sprint: PAY-s1`, is none: nothing stands behind its id.
fn header(text: &str) -> Option<Meant> {
    let bare = undecorated(text);
    let is_bare = bare == text;
    let (first, rest) = bare.split_once([' ', '\t']).unwrap_or((&bare, ""));
    let (word, rest) = match first.strip_suffix(':') {
        Some(word) => (Some(word), rest.trim_start()),
        None if first.eq_ignore_ascii_case("user") => {
            let (word, rest) = rest.trim_start().split_once([' ', '\t'])?;
            (Some(word.trim_end_matches(':')), rest.trim_start())
        }
        None => (None, rest),
    };
    if let Some((word, kind)) = word.and_then(|word| Some((word, Kind::named_in_any_case(word)?.name()))) {
        let right = format!("{kind} {rest}");
        if header_word(&right).is_some() {
            return rest.contains([' ', '\t']).then_some(Meant::Header { right, safe: is_bare });
        }
        let is_meant = !rest.is_empty() && word.starts_with(|first: char| first.is_ascii_uppercase());
        return is_meant.then(|| Meant::HeaderWithoutId { kind, title: rest.to_owned() });
    }
    if !is_bare && header_word(&bare).is_some_and(|word| Kind::named_in_any_case(word).is_some()) {
        return Some(Meant::Header { right: bare, safe: false });
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
        for (text, safe) in [
            ("Story: PAY-12 Pay", true),
            ("User story: PAY-12 Pay", true),
            ("## story PAY-12 Pay", true),
            ("**story PAY-12** Pay", false),
            ("1. story PAY-12 Pay", false),
        ] {
            assert_eq!(meant(text), Some(Meant::Header { right: "story PAY-12 Pay".to_owned(), safe }), "{text}");
        }
    }

    #[test]
    fn what_is_missing_is_seen() {
        let title = "Guest checkout".to_owned();
        assert_eq!(meant("Epic: Guest checkout"), Some(Meant::HeaderWithoutId { kind: "epic", title }));
        assert_eq!(meant("PAY-12 Pay"), Some(Meant::HeaderWithoutKind("PAY-12".to_owned())));
        assert_eq!(meant("PAY-12: Pay"), Some(Meant::HeaderWithoutKind("PAY-12".to_owned())));
        assert_eq!(meant(">>>>>>> branch"), Some(Meant::ConflictMarker));
        assert_eq!(meant("#agreed"), Some(Meant::Comment("# agreed".to_owned())));
        assert_eq!(meant("=Now"), Some(Meant::Section { right: "== Now".to_owned(), safe: true }));
    }

    #[test]
    fn other_lines_were_meant_as_nothing() {
        for text in [
            "Remember the milk",
            "=======",
            "Epic:",
            "epic: guests",
            "points: 3",
            "sprint: PAY-s1",
            "<<<<<< HEAD",
            "see PAY-12",
            "**Note**",
        ] {
            assert_eq!(meant(text), None, "{text}");
        }
    }
}
