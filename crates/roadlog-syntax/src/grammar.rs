//! What the first characters of a line say: the grammars of headers, fields, criteria and marks.
//!
//! Each function reads one line without its end (and, where it says so, without its indentation) and answers with
//! byte offsets into it.

use std::ops::Range;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while1};
use nom::character::complete::one_of;
use nom::combinator::{opt, recognize, value};
use nom::error::{Error, ErrorKind};
use nom::sequence::{pair, preceded, terminated};
use nom::{AsBytes, IResult, Parser};

use crate::Kind;
use crate::line::{LineKind, Mark};
use crate::value::{is_header_id, looks_like_id};

type Read<'t, T> = IResult<&'t str, T>;

const fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t')
}

fn spaces(input: &str) -> Read<'_, &str> {
    take_while1(is_space).parse(input)
}

/// White space or the line's end, which is left where it is. It is asked at nearly every line, of a byte.
fn boundary<I: AsBytes + Copy>(input: I) -> IResult<I, ()> {
    match input.as_bytes().first() {
        None | Some(b' ' | b'\t') => Ok((input, ())),
        Some(_) => Err(nom::Err::Error(Error::new(input, ErrorKind::Space))),
    }
}

fn bullet(input: &str) -> Read<'_, &str> {
    recognize(pair(one_of("-*+"), spaces)).parse(input)
}

/// The offset in `line` at which `rest`, its tail, begins.
const fn offset(line: &str, rest: &str) -> usize {
    line.len() - rest.len()
}

/// The header of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// The word that names the kind.
    pub(crate) word: Range<usize>,
    /// The id; empty where the header is broken.
    pub(crate) id: Range<usize>,
    /// The built-in kind that the word names, in whatever letter case.
    pub(crate) kind: Option<Kind>,
    /// Where the title begins.
    pub(crate) title: usize,
    /// Whether a bullet stands before it.
    pub(crate) bullet: bool,
    /// Whether it names no item.
    pub(crate) broken: bool,
}

fn word(input: &str) -> Read<'_, &str> {
    let letter = |character: char| character.is_ascii_alphabetic();
    let rest = |character: char| character.is_ascii_alphanumeric() || character == '-';
    recognize(pair(take_while1(letter), take_while(rest))).parse(input)
}

/// The parts of a header: bullet, word, and the word behind it with a colon that does not belong there.
type Parts<'t> = (Option<&'t str>, &'t str, Option<Named<'t>>);

/// The word in the place of the id, and the colon behind it.
type Named<'t> = (&'t str, Option<&'t str>);

fn header_parts(input: &str) -> Read<'_, Parts<'_>> {
    let name = take_while1(|character: char| !is_space(character) && character != ':');
    let named = pair(name, opt(terminated(tag(":"), boundary)));
    (opt(bullet), terminated(word, boundary), opt(preceded(spaces, named))).parse(input)
}

/// The header that `line` is, whole or broken; `fresh` where it stands at the beginning or behind a blank line.
///
/// An id is read where it is clear: behind a bullet, and before a colon that does not belong there. The linter
/// says so; the item keeps its name, so that the slip brings no second finding.
pub(crate) fn header(line: &str, fresh: bool) -> Option<Header> {
    let (rest, (bullet, word, name)) = header_parts(line).ok()?;
    let start = bullet.map_or(0, str::len);
    let kind = Kind::named_in_any_case(word);
    let built_in = kind.is_some();
    let at = Header {
        word: start..start + word.len(),
        id: 0..0,
        kind,
        title: start + word.len(),
        bullet: bullet.is_some(),
        broken: true,
    };
    if let Some((name, colon)) = name {
        let end = offset(line, rest) - colon.map_or(0, str::len);
        let whole = colon.is_some() || boundary(rest).is_ok();
        let kind = built_in || (bullet.is_none() && word.bytes().all(|byte| !byte.is_ascii_uppercase()));
        if kind && whole && is_header_id(name) {
            return Some(Header { id: end - name.len()..end, title: offset(line, rest), broken: false, ..at });
        }
        let meant = built_in || (fresh && bullet.is_none() && looks_like_id(name));
        return meant.then_some(at);
    }
    built_in.then_some(at)
}

/// The key of a field, with the offset of what stands behind its colon.
pub(crate) fn field(text: &str) -> Option<(&str, usize)> {
    let (rest, key) = terminated(key, pair(tag(":"), boundary)).parse(text.as_bytes()).ok()?;
    Some((&text[..key.len()], text.len() - rest.len()))
}

/// A key: `[a-z][a-z0-9-]*`. It is looked for at most lines, and bytes are quicker to read than characters.
fn key(input: &[u8]) -> IResult<&[u8], &[u8]> {
    let rest = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    recognize(pair(take_while1(|byte: u8| byte.is_ascii_lowercase()), take_while(rest))).parse(input)
}

/// A criterion's box: whether a bullet stands before it, its mark, and the offset of what stands behind it.
fn criterion(text: &str) -> Option<(bool, Mark, usize)> {
    let mark = alt((
        value(Mark::Open, tag("[ ]")),
        value(Mark::Met, alt((tag("[x]"), tag("[X]")))),
        value(Mark::Dropped, tag("[-]")),
    ));
    let parsed: Read<'_, _> = (opt(bullet), terminated(mark, boundary)).parse(text);
    let (rest, (bullet, mark)) = parsed.ok()?;
    Some((bullet.is_some(), mark, offset(text, rest)))
}

/// The offset behind a mark of one character, such as `?`, where white space or the line's end follows it.
pub(crate) fn mark(text: &str, character: &str) -> Option<usize> {
    let parsed: Read<'_, _> = terminated(tag(character), boundary).parse(text);
    parsed.ok().map(|(rest, _)| offset(text, rest))
}

/// What `text` would begin, stood it at an item's indentation: a field, criterion, question or decision, else prose.
pub fn begins(text: &str) -> LineKind {
    beginning(text).0
}

/// As [`begins`], with the offset of what stands behind key or mark, and whether a bullet stands before it.
pub(crate) fn beginning(text: &str) -> (LineKind, usize, bool) {
    let found = match text.as_bytes().first() {
        Some(b'?') => mark(text, "?").map(|content| (LineKind::Question, content, false)),
        Some(b'!') => mark(text, "!").map(|content| (LineKind::Decision, content, false)),
        Some(b'>') => mark(text, ">").map(|content| (LineKind::Quote, content, false)),
        Some(b'[' | b'-' | b'*' | b'+') => {
            criterion(text).map(|(bullet, mark, content)| (LineKind::Criterion(mark), content, bullet))
        }
        _ => field(text).map(|(_, content)| (LineKind::Field, content, false)),
    };
    found.unwrap_or((LineKind::Prose, 0, false))
}

/// The kind's word of the header that `text` would be at column 0, with a good id.
pub fn header_word(text: &str) -> Option<&str> {
    let header = header(text, false).filter(|header| !header.broken && !header.bullet)?;
    text.get(header.word)
}

/// What a git conflict marker stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Conflict {
    /// `<<<<<<<`: ours.
    Ours,
    /// `|||||||`: the common ancestor.
    Base,
    /// `=======`: theirs.
    Theirs,
    /// `>>>>>>>`: the end.
    End,
}

/// The git conflict marker that `line` is: seven or more of the character, then a space or the end.
pub(crate) fn conflict(line: &str) -> Option<Conflict> {
    let first = line.chars().next()?;
    let conflict = match first {
        '<' => Conflict::Ours,
        '|' => Conflict::Base,
        '=' => Conflict::Theirs,
        '>' => Conflict::End,
        _ => return None,
    };
    let run: Read<'_, &str> = terminated(take_while1(|character| character == first), boundary).parse(line);
    run.ok().is_some_and(|(_, run)| run.len() >= 7).then_some(conflict)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str, fresh: bool) -> Option<(&str, &str, &str, bool)> {
        header(line, fresh).map(|found| (&line[found.word], &line[found.id], line[found.title..].trim(), found.broken))
    }

    #[test]
    fn a_header_is_kind_id_title() {
        assert_eq!(parts("story PAY-12 Pay", false), Some(("story", "PAY-12", "Pay", false)));
        assert_eq!(parts("chore PAY-new\tPay", false), Some(("chore", "PAY-new", "Pay", false)));
        assert_eq!(parts("story BACK-222.1", false), Some(("story", "BACK-222.1", "", false)));
        assert_eq!(parts("Story  PAY-1 x", false), Some(("Story", "PAY-1", "x", false)));
    }

    #[test]
    fn an_id_is_read_where_it_is_clear() {
        assert_eq!(parts("story PAY-12: Pay", false), Some(("story", "PAY-12", "Pay", false)));
        assert_eq!(parts("- story PAY-12 Pay", false), Some(("story", "PAY-12", "Pay", false)));
    }

    #[test]
    fn a_built_in_kind_without_a_good_id_is_a_broken_header() {
        for line in
            ["story Pay without", "Story", "- bug it breaks", "story pay-12 x", "story PAY-0012 x", "story PAY-12:x"]
        {
            assert!(header(line, false).is_some_and(|found| found.broken), "{line:?}");
        }
    }

    #[test]
    fn another_word_needs_a_blank_line_and_something_like_an_id() {
        assert_eq!(parts("chore pay-12 x", false), None);
        assert_eq!(parts("chore pay-12 x", true), Some(("chore", "", "pay-12 x", true)));
        assert_eq!(parts("see the well-known x", true), None);
    }

    #[test]
    fn other_lines_are_no_header() {
        for line in ["See PAY-12 x", "stories", "story: x", "- see PAY-12", "", "-", "é PAY-12"] {
            assert_eq!(header(line, false), None, "{line:?}");
        }
    }

    #[test]
    fn a_field_is_a_key_a_colon_and_white_space() {
        assert_eq!(field("owner: @maria"), Some(("owner", 6)));
        assert_eq!(field("a-1:"), Some(("a-1", 4)));
        for line in ["Owner: x", "owner : x", "points:5", "1a: x", ": x", "http://x", "öwner: x"] {
            assert_eq!(field(line), None, "{line:?}");
        }
    }

    #[test]
    fn a_criterion_is_a_box_and_white_space() {
        assert_eq!(criterion("[ ] a"), Some((false, Mark::Open, 3)));
        assert_eq!(criterion("- [X] a"), Some((true, Mark::Met, 5)));
        assert_eq!(criterion("*   [-]"), Some((true, Mark::Dropped, 7)));
        for line in ["[]", "[v] a", "[ ]a", "1. [ ] a", "-[ ] a"] {
            assert_eq!(criterion(line), None, "{line:?}");
        }
    }

    #[test]
    fn a_conflict_marker_is_seven_or_more_then_a_space_or_the_end() {
        assert_eq!(conflict("<<<<<<< HEAD"), Some(Conflict::Ours));
        assert_eq!(conflict("======="), Some(Conflict::Theirs));
        assert_eq!(conflict("||||||||| base"), Some(Conflict::Base));
        for line in ["======", "=======x", "== x", "<<<<<<=", ""] {
            assert_eq!(conflict(line), None, "{line:?}");
        }
    }
}
