//! Ids, handles and criteria named in running text.

use std::iter;
use std::ops::Range;

use memchr::{memchr_iter, memchr3};
use smol_str::SmolStr;

use crate::value::{Handle, Id, MAX_ID_LENGTH, is_inner};

mod ending;
mod skip;

pub use ending::{Signature, asked, label, signature};

use skip::Skipper;

/// A name in running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What it names.
    pub what: MentionKind,
}

/// What is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MentionKind {
    /// An item: `PAY-12`.
    Id(Id),
    /// A person or team: `@maria`.
    Handle(Handle),
    /// A criterion of an item, by its label: `PAY-12^cart-kept`.
    Criterion {
        /// The item.
        id: Id,
        /// The label, without its `^`.
        label: SmolStr,
    },
}

/// The ids, handles and criteria named in `text`, in their order.
///
/// A name is bounded by anything that is not a letter, a digit, `-` or `_`; URLs, e-mail addresses and code between
/// backticks on one line hold none. `text` may have several lines. The time is linear in its length.
pub fn mentions(text: &str) -> impl Iterator<Item = Mention> {
    let mut skipper = Skipper::new(text);
    let mut at = 0;
    iter::from_fn(move || {
        let bytes = text.as_bytes();
        while let Some(found) = bytes.get(at..).and_then(|rest| memchr3(b'@', b'-', b'`', rest)) {
            let mark = at + found;
            at = mark + 1;
            let mention = match bytes[mark] {
                b'`' => {
                    at = skipper.behind_code(mark);
                    continue;
                }
                b'@' if skip::email_domain(text, mark).is_some() => {
                    at = skip::email_domain(text, mark).unwrap_or(at);
                    continue;
                }
                b'@' => handle_at(text, mark),
                _ => id_around(text, mark),
            };
            let Some(mention) = mention else { continue };
            if let Some(end) = skipper.behind_url(mention.range.start) {
                at = end;
                continue;
            }
            at = mention.range.end;
            return Some(mention);
        }
        None
    })
}

/// Whether `text` may name a person or team: a quick look that says no of most texts, and never of one that does.
pub fn may_name_person(text: &str) -> bool {
    signs_of_person(text).next().is_some()
}

/// Where `text` may name a person or team, for the same quick look: a byte within each name, in order.
pub fn signs_of_person(text: &str) -> impl Iterator<Item = usize> {
    memchr_iter(b'@', text.as_bytes())
}

/// Whether `text` may name an item: a quick look that says no of most texts, and never of one that does.
pub fn may_name_item(text: &str) -> bool {
    signs_of_item(text).next().is_some()
}

/// Where `text` may name an item, for the same quick look: a byte within each name, in order.
pub fn signs_of_item(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let is_prefix = |at: usize| bytes[at].is_ascii_uppercase() || bytes[at].is_ascii_digit();
    memchr_iter(b'-', bytes).filter(move |&dash| {
        dash > 0 && is_prefix(dash - 1) && bytes.get(dash + 1).is_some_and(|next| is_of_suffix(*next))
    })
}

/// The handle whose `@` is at `at`.
fn handle_at(text: &str, at: usize) -> Option<Mention> {
    let name = handle_name(&text[at + 1..]);
    let end = at + 1 + name.len();
    let is_path = matches!(text.as_bytes().get(end), Some(b'/' | b'@'));
    if is_path || !is_bounded(text, at, end) {
        return None;
    }
    let handle = Handle::from_name(name).ok()?;
    Some(Mention { range: at..end, what: MentionKind::Handle(handle) })
}

/// The beginning of `text` that is the name of a handle, marks at its end left out: they belong to the sentence.
fn handle_name(text: &str) -> &str {
    let length = text.bytes().take_while(|byte| is_inner(*byte)).count();
    let marks = text[..length].bytes().rev().take_while(|byte| !byte.is_ascii_alphanumeric()).count();
    &text[..length - marks]
}

/// The id, or criterion of an id, whose first dash is at `dash`.
fn id_around(text: &str, dash: usize) -> Option<Mention> {
    let bytes = text.as_bytes();
    let before = bytes[..dash].iter().rev().take(MAX_ID_LENGTH);
    let prefix = before.take_while(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()).count();
    let start = dash - prefix;
    let end = suffix_end(text, dash + 1)?;
    if prefix == 0 || !bytes[start].is_ascii_uppercase() || !is_bounded(text, start, end) {
        return None;
    }
    let id = Id::parse(&text[start..end]).ok()?;
    if skip::is_in_local_part(text, end) {
        return None;
    }
    match label_at(text, end) {
        Some(label) => {
            let range = start..end + 1 + label.len();
            Some(Mention { range, what: MentionKind::Criterion { id, label: SmolStr::new(label) } })
        }
        None => Some(Mention { range: start..end, what: MentionKind::Id(id) }),
    }
}

/// Where what stands behind the dash of an id ends: with the last part that nothing of a word follows.
fn suffix_end(text: &str, start: usize) -> Option<usize> {
    let mut end = start + count(text, start, |byte| is_of_suffix(*byte));
    if end == start {
        return None;
    }
    // No id is longer; looking further would make long chains of points cost their square.
    while end - start <= MAX_ID_LENGTH && text.as_bytes().get(end) == Some(&b'.') {
        let digits = count(text, end + 1, u8::is_ascii_digit);
        if digits == 0 || !is_bounded_behind(text, end + 1 + digits) {
            break;
        }
        end += 1 + digits;
    }
    Some(end)
}

const fn is_of_suffix(byte: u8) -> bool {
    byte.is_ascii_digit() || byte.is_ascii_lowercase()
}

/// How many bytes from `start` on are as `is_fit` says, up to one more than an id has.
fn count(text: &str, start: usize, is_fit: impl Fn(&u8) -> bool) -> usize {
    let bytes = text.as_bytes().get(start..).unwrap_or_default();
    bytes.iter().take(MAX_ID_LENGTH + 1).take_while(|byte| is_fit(byte)).count()
}

/// The label behind an id that ends at `end`, if there is one and nothing of a word follows it.
fn label_at(text: &str, end: usize) -> Option<&str> {
    let behind = text[end..].strip_prefix('^')?;
    let length = behind.bytes().take_while(|byte| is_of_label(*byte)).count();
    let label = &behind[..length];
    (label.starts_with(|first: char| first.is_ascii_lowercase()) && is_bounded_behind(behind, length)).then_some(label)
}

fn is_bounded(text: &str, start: usize, end: usize) -> bool {
    !text[..start].ends_with(is_of_word) && is_bounded_behind(text, end)
}

fn is_bounded_behind(text: &str, end: usize) -> bool {
    !text[end..].starts_with(is_of_word)
}

/// Whether it is part of a word, so that a name next to it is none.
fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '_')
}

fn is_of_label(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The names found in `text`, as they are written there.
    fn named(text: &str) -> Vec<&str> {
        mentions(text).map(|mention| &text[mention.range]).collect()
    }

    #[test]
    fn names_in_running_text() {
        for (text, names) in [
            ("", &[][..]),
            ("A well-known word, an e-mail and a one-off.", &[]),
            ("See PAY-12.", &["PAY-12"]),
            ("PAY-12", &["PAY-12"]),
            ("(PAY-12, G-1; B2B-7)", &["PAY-12", "G-1", "B2B-7"]),
            ("BACK-222.1 and BACK-222.1.", &["BACK-222.1", "BACK-222.1"]),
            ("PAY-12.3rd", &["PAY-12"]),
            ("PAY-k3f9's cart", &["PAY-k3f9"]),
            ("PAY-12^cart-kept is met", &["PAY-12^cart-kept"]),
            ("PAY-12^ and PAY-12^Cart, PAY-12^a_b", &["PAY-12", "PAY-12", "PAY-12"]),
            ("Ask @maria, @Li and @payments.", &["@maria", "@Li", "@payments"]),
            ("@maria_shop (@ana.lima)", &["@maria_shop", "@ana.lima"]),
            ("**@maria** [PAY-1] \u{201e}PAY-2\u{201c}", &["@maria", "PAY-1", "PAY-2"]),
            ("one PAY-1\ntwo @li\r\nthree", &["PAY-1", "@li"]),
            ("[PAY-1](https://x.example/PAY-2) PAY-3", &["PAY-1", "PAY-3"]),
            ("PAY-1@li", &["PAY-1"]),
            ("über PAY-1 – PAY-2", &["PAY-1", "PAY-2"]),
        ] {
            assert_eq!(named(text), names, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_name() {
        for text in [
            "PAY-new PAY-abc pay-12 Pay-12 PAY-012 PAY12 -12 PAY- 1A-2",
            "xPAY-12 PAY-12x_ PAY-12_a PAY-12-3 X-PAY-12 _PAY-12 äPAY-12 PAY-12ä PAY-12A",
            "@types/node _@maria_ @maria_ @maria- a@b ä@maria @mariaä @ @- @_a @@",
            "write maria@shop.example, PAY-12@shop.example, x.PAY-12.y@shop.example or a@PAY-12.example",
            "@maria@shop.example",
            "https://shop.example/PAY-12 http://a.example/(PAY-1)/@maria,PAY-2 www.shop.example/PAY-12",
            "(see https://shop.example/PAY-12)",
            "`PAY-12 @maria` ``PAY-12 ` PAY-13`` `a``PAY-1`",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ-1234567890",
        ] {
            assert_eq!(named(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_is_skipped_ends() {
        for (text, names) in [
            ("`code` PAY-1", &["PAY-1"][..]),
            ("a lone ` hides no PAY-1", &["PAY-1"]),
            ("not over `\nPAY-1` the line", &["PAY-1"]),
            ("a `` PAY-1 ` PAY-2", &["PAY-1", "PAY-2"]),
            ("(https://x.example)PAY-1", &["PAY-1"]),
            ("<https://x.example/PAY-1>PAY-2", &["PAY-2"]),
            ("`https://x.example`/PAY-1", &["PAY-1"]),
            ("maria@shop.example: PAY-1", &["PAY-1"]),
            (":// PAY-1, www PAY-2", &["PAY-1", "PAY-2"]),
        ] {
            assert_eq!(named(text), names, "{text}");
        }
        assert_eq!(named(&format!("{} PAY-1 `", "`".repeat(9))), ["PAY-1"]);
    }

    #[test]
    fn what_a_mention_names() {
        let found: Vec<MentionKind> = mentions("@Maria PAY-1 PAY-2^a-1").map(|mention| mention.what).collect();
        let id = |text| Id::parse(text).unwrap();
        assert_eq!(
            found,
            [
                MentionKind::Handle(Handle::parse("@maria").unwrap()),
                MentionKind::Id(id("PAY-1")),
                MentionKind::Criterion { id: id("PAY-2"), label: SmolStr::new("a-1") },
            ]
        );
    }

    proptest! {
        #[test]
        fn every_name_is_found_where_it_stands(
            text in "\\PC{0,24}|((PAY-[0-9]{1,2}(\\.[0-9])?|@[a-c]{1,2}|[a-z]{1,3}|https://|www\\.|\\^[a-b]|ä)[ `@.,^()\n/-]{0,2}){0,8}"
        ) {
            let mut end = 0;
            for mention in mentions(&text) {
                prop_assert!(mention.range.start >= end);
                end = mention.range.end;
                let name = text.get(mention.range.clone()).unwrap();
                match mention.what {
                    MentionKind::Id(id) => {
                        prop_assert!(may_name_item(&text));
                        prop_assert_eq!(id.as_str(), name);
                    }
                    MentionKind::Handle(handle) => {
                        prop_assert!(may_name_person(&text));
                        prop_assert_eq!(handle.to_string(), name.to_lowercase());
                    }
                    MentionKind::Criterion { id, label } => {
                        prop_assert!(may_name_item(&text));
                        prop_assert_eq!(format!("{id}^{label}"), name);
                    }
                }
                prop_assert!(is_bounded(&text, mention.range.start, mention.range.end));
            }
        }
    }
}
