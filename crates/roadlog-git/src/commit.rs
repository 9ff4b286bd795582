//! The header of a commit as git stores it, read strictly: of a commit that is written in another way than git writes
//! them, two programs may name two authors.

use jiff::Timestamp;
use jiff::tz::Offset;
use roadlog_syntax::value::Date;

use crate::object::ObjectId;

/// Who wrote a commit, and on which day by their own clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Written<'c> {
    /// The name, perhaps empty, in whatever encoding.
    pub(crate) name: &'c [u8],
    /// The e-mail address, perhaps empty.
    pub(crate) email: &'c [u8],
    /// The day.
    pub(crate) day: Date,
    /// When, in seconds since 1970.
    pub(crate) seconds: i64,
}

/// The author of a commit; nothing where the header is not as git writes it.
pub(crate) fn author(commit: &[u8]) -> Option<Written<'_>> {
    person(commit, b"author ")
}

/// Who made the commit of what the author wrote; nothing where the header is not as git writes it.
pub(crate) fn committer(commit: &[u8]) -> Option<Written<'_>> {
    person(commit, b"committer ")
}

/// The person whom the one line of the header that starts with `label` names.
fn person<'c>(commit: &'c [u8], label: &[u8]) -> Option<Written<'c>> {
    let mut lines = header(commit).filter_map(|line| line.strip_prefix(label));
    let line = lines.next()?;
    if lines.next().is_some() || line.contains(&0) {
        return None;
    }
    let open = line.iter().position(|byte| *byte == b'<')?;
    let (name, rest) = (&line[..open], &line[open + 1..]);
    let close = rest.iter().position(|byte| *byte == b'>')?;
    let (email, when) = (&rest[..close], &rest[close + 1..]);
    let is_odd = |part: &[u8]| part.iter().any(|byte| matches!(byte, b'<' | b'>'));
    // git takes spaces around an address away before it writes one.
    if is_odd(name) || is_odd(email) || is_odd(when) || email.trim_ascii() != email {
        return None;
    }
    let (day, seconds) = day(when)?;
    Some(Written { name: name.trim_ascii(), email, day, seconds })
}

/// The tree of a commit.
pub(crate) fn tree(commit: &[u8]) -> Option<ObjectId> {
    ObjectId::from_hex(header(commit).next()?.strip_prefix(b"tree ")?)
}

/// The object that a tag with a message stands for; nothing where these are not the bytes of one.
pub(crate) fn tagged(object: &[u8]) -> Option<ObjectId> {
    ObjectId::from_hex(header(object).next()?.strip_prefix(b"object ")?)
}

/// The parents of a commit, in order. They stand below the tree and nowhere else; nothing where one of them is no id.
pub(crate) fn parents(commit: &[u8]) -> Option<Vec<ObjectId>> {
    let below = header(commit).skip(1).map_while(|line| line.strip_prefix(b"parent "));
    below.map(ObjectId::from_hex).collect()
}

/// The first line of what the commit says about itself.
pub(crate) fn subject(commit: &[u8]) -> &[u8] {
    message(commit).split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty()).unwrap_or_default()
}

/// What a commit says about itself.
pub(crate) fn message(commit: &[u8]) -> &[u8] {
    commit.windows(2).position(|pair| pair == b"\n\n").map_or(&[][..], |end| &commit[end + 2..])
}

/// The lines of the header.
fn header(commit: &[u8]) -> impl Iterator<Item = &[u8]> {
    commit.split(|byte| *byte == b'\n').take_while(|line| !line.is_empty())
}

/// The day of ` SECONDS ±HHMM`, and the seconds.
fn day(when: &[u8]) -> Option<(Date, i64)> {
    let (seconds, zone) = std::str::from_utf8(when).ok()?.strip_prefix(' ')?.split_once(' ')?;
    let (sign, digits) = zone.split_at_checked(1)?;
    if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) || !matches!(sign, "+" | "-") {
        return None;
    }
    let number: i32 = digits.parse().ok()?;
    let east = (number / 100 * 60 + number % 100) * 60;
    let offset = Offset::from_seconds(if sign == "-" { -east } else { east }).ok()?;
    let at = Timestamp::from_second(seconds.parse().ok()?).ok()?;
    Some((offset.to_datetime(at).date(), at.as_second()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commit(author: &str) -> String {
        format!(
            "tree {}\n{author}\ncommitter Li <li@shop.example> 1 +0000\n\nauthor Eve <eve@x> 1 +0000\n",
            "a".repeat(40)
        )
    }

    #[test]
    fn the_day_is_that_of_the_author_s_own_clock() {
        for (zone, day) in [("+0000", "2026-11-16"), ("+1400", "2026-11-16"), ("-0930", "2026-11-15")] {
            let commit = commit(&format!("author Maria Kovač <maria@shop.example> 1794819600 {zone}"));
            let written = author(commit.as_bytes()).unwrap();
            assert_eq!(written.name, "Maria Kovač".as_bytes());
            assert_eq!(written.email, b"maria@shop.example");
            assert_eq!(written.day.to_string(), day, "{zone}");
        }
    }

    #[test]
    fn an_address_or_a_name_may_be_empty() {
        let of = |line: &str| author(commit(line).as_bytes()).map(|it| (it.name.to_vec(), it.email.to_vec()));
        assert_eq!(of("author Maria <> 1 +0000"), Some((b"Maria".to_vec(), Vec::new())));
        assert_eq!(of("author  <maria@x> 1 +0000"), Some((Vec::new(), b"maria@x".to_vec())));
    }

    #[test]
    fn what_git_does_not_write_is_refused() {
        for line in [
            "author Maria <maria@x> 1 +0000\nauthor Ana <ana@x> 1 +0000",
            "author Maria <maria@x> <ana@x> 1 +0000",
            "author Maria <maria@x <ana@x> 1 +0000",
            "author Ma\0ria <maria@x> 1 +0000",
            "author Maria < maria@x> 1 +0000",
            "author Maria <maria@x\t> 1 +0000",
            "author Maria maria@x 1 +0000",
            "author Maria <maria@x>",
            "author Maria <maria@x> 1",
            "author Maria <maria@x> 99999999999999 +0000",
            "author Maria <maria@x> 99999999999999999999999 +0000",
            "author Maria <maria@x> 1 +000000",
            "author Maria <maria@x> 1 +9999",
            "author Maria <maria@x> 1 ０000",
            "writer Maria <maria@x> 1 +0000",
        ] {
            assert_eq!(author(commit(line).as_bytes()), None, "{line}");
        }
        assert_eq!(author(b""), None);
        assert_eq!(author(b"author"), None);
    }

    #[test]
    fn parents_stand_below_the_tree_and_each_is_an_id() {
        let id = "b".repeat(40);
        let of = |lines: &str| parents(commit(lines).as_bytes()).map(|ids| ids.len());
        assert_eq!(of("author x"), Some(0));
        assert_eq!(of(&format!("parent {id}\nparent {id}")), Some(2));
        assert_eq!(of(&format!("author x\nparent {id}")), Some(0));
        assert_eq!(of(&format!("parent {id}\nparent {id}0")), None);
        assert_eq!(of("parent x"), None);
    }

    #[test]
    fn the_tree_stands_first() {
        assert_eq!(tree(commit("author x").as_bytes()).unwrap().to_string(), "a".repeat(40));
        assert!(tree(b"tree x\n").is_none());
        assert!(tree(b"").is_none());
    }
}
