//! Lists of ids, people, tags and links: each member with its place, and each fault with its own.

use std::collections::HashSet;
use std::fmt;
use std::hash::Hash;
use std::ops::Range;

use super::error::excerpt;
use super::link::{is_clearly_link, link};
use super::{Handle, Id, Link, ValueError, ValueKind, ValueProblem};

/// Up to this many members are compared one by one, which is faster than a set.
const FEW: usize = 16;

/// A member of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member<T> {
    /// What it says.
    pub value: T,
    /// Its bytes in the text of the list.
    pub range: Range<usize>,
}

/// A list as it could be read: what is good, and what is wrong with the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List<T> {
    /// The good members, in their order, each once.
    pub members: Vec<Member<T>>,
    /// What is wrong, in the order of the text. The suggestions do not touch each other and may all be taken at once.
    pub errors: Vec<ValueError>,
}

impl<T> List<T> {
    /// The values of the good members.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.members.iter().map(|member| &member.value)
    }
}

/// Reads ids: `PAY-3, PAY-9`.
pub fn parse_ids(input: &str) -> List<Id> {
    read(input, ValueKind::Id, super::parse_id, |word| Id::parse(word).is_ok())
}

/// Reads people and teams: `@maria, @payments`.
pub fn parse_people(input: &str) -> List<Handle> {
    read(input, ValueKind::Person, super::parse_person, |word| Handle::parse(word).is_ok())
}

/// Reads tags: `#checkout, q4`.
pub fn parse_tags(input: &str) -> List<Tag<'_>> {
    read(input, ValueKind::Tag, Tag::parse, |word| word.starts_with('#') && Tag::parse(word).is_ok())
}

/// Reads links, parted by a comma and white space, so that a URL may hold a comma.
pub fn parse_links(input: &str) -> List<Link<'_>> {
    read(input, ValueKind::Link, link, is_clearly_link)
}

/// A tag, without its `#`: a word of letters and digits, and `-`, `_`, `.`, `/`, `:` or `+` behind the first one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag<'text>(&'text str);

impl<'text> Tag<'text> {
    /// Reads all of `text` as a tag, with or without its `#`.
    ///
    /// # Errors
    /// What keeps it from being one.
    pub fn parse(text: &'text str) -> Result<Self, ValueError> {
        let word = text.strip_prefix('#').unwrap_or(text);
        let is_inner = |character: char| character.is_alphanumeric() || "-_./:+".contains(character);
        if word.starts_with(char::is_alphanumeric) && word.chars().all(is_inner) {
            Ok(Self(word))
        } else {
            Err(ValueError::malformed(text, ValueKind::Tag))
        }
    }

    /// The word, without `#`.
    pub const fn word(self) -> &'text str {
        self.0
    }
}

impl fmt::Display for Tag<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#{}", self.0)
    }
}

/// Reads a list of what `parse` reads; `is_certain` says of a single word that it is meant as a member, where a comma
/// is missing.
fn read<'text, T: Clone + Eq + Hash>(
    input: &'text str,
    wanted: ValueKind,
    parse: impl Fn(&'text str) -> Result<T, ValueError>,
    is_certain: impl Fn(&str) -> bool,
) -> List<T> {
    if input.trim().is_empty() || input.chars().all(|character| character == ',' || character.is_whitespace()) {
        let error = ValueError::whole(input, ValueProblem::Empty { wanted });
        return List { members: Vec::new(), errors: vec![error] };
    }
    let mut reader = Reader { list: List { members: Vec::new(), errors: Vec::new() }, seen: HashSet::new() };
    // Where the comma stands that a member came after; none before the first member that is not empty.
    let mut comma = None;
    for range in segments(input, wanted == ValueKind::Link) {
        let text = &input[range.clone()];
        let start = range.start + text.len() - text.trim_start().len();
        let word = text.trim();
        if word.is_empty() {
            reader.refuse(superfluous_comma(input, &range, comma), ValueProblem::EmptyMember, Some(String::new()));
            comma = comma.map(|_| range.end);
            continue;
        }
        let place = start..start + word.len();
        match parse(word) {
            Ok(value) if reader.has(&value) => {
                let with_comma = comma.unwrap_or(place.start)..place.end;
                reader.refuse(with_comma, ValueProblem::Repeated { found: excerpt(word) }, Some(String::new()));
            }
            Ok(value) => reader.list.members.push(Member { value, range: place }),
            Err(error) => {
                let error = without_comma(word, wanted, error, &is_certain);
                reader.list.errors.push(error.shifted(place.start));
            }
        }
        comma = Some(range.end);
    }
    reader.list
}

struct Reader<T> {
    list: List<T>,
    /// The values of the members, once they are more than a [`FEW`].
    seen: HashSet<T>,
}

impl<T: Clone + Eq + Hash> Reader<T> {
    fn refuse(&mut self, range: Range<usize>, problem: ValueProblem, suggestion: Option<String>) {
        self.list.errors.push(ValueError { range, problem, suggestion });
    }

    /// Whether `value` is a member already; if not, it is about to become one.
    fn has(&mut self, value: &T) -> bool {
        if self.list.members.len() < FEW {
            return self.list.values().any(|other| other == value);
        }
        if self.seen.is_empty() {
            self.seen.extend(self.list.members.iter().map(|member| member.value.clone()));
        }
        !self.seen.insert(value.clone())
    }
}

/// What stands between the commas, the ends of `input` included.
fn segments(input: &str, space_follows_comma: bool) -> impl Iterator<Item = Range<usize>> {
    let is_parting = move |at: &usize| {
        let behind = &input[at + 1..];
        !space_follows_comma || behind.is_empty() || behind.starts_with(char::is_whitespace)
    };
    let commas = memchr::memchr_iter(b',', input.as_bytes()).filter(is_parting);
    let mut start = 0;
    commas.chain(std::iter::once(input.len())).map(move |comma| {
        let segment = start..comma;
        start = comma + 1;
        segment
    })
}

/// The comma to take away for an empty member at `range`, with the white space that it leaves: the one before it,
/// or the one behind where no member stands before.
fn superfluous_comma(input: &str, range: &Range<usize>, comma: Option<usize>) -> Range<usize> {
    if let Some(comma) = comma {
        return comma..range.end;
    }
    let behind = input.get(range.end + 1..).unwrap_or_default();
    let member = behind.trim_start();
    // What stands before another such comma is taken away with that one.
    let space = if member.starts_with(',') { 0 } else { behind.len() - member.len() };
    range.start..range.end + 1 + space
}

/// `error`, or, of a member that is several with white space, `;` or `and` between them, that a comma is missing.
fn without_comma(text: &str, wanted: ValueKind, error: ValueError, is_certain: impl Fn(&str) -> bool) -> ValueError {
    let words = || text.split([' ', '\t', ';']).filter(|word| !matches!(*word, "" | "and" | "&" | "+"));
    let missing = || ValueError::whole(text, ValueProblem::MissingComma { wanted });
    if words().nth(1).is_some() && words().all(is_certain) {
        missing().suggesting(Some(words().collect::<Vec<_>>().join(", ")))
    } else if matches!(error.problem, ValueProblem::Several { .. }) {
        missing()
    } else {
        error
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown<T: fmt::Display>(list: &List<T>) -> Vec<(String, Range<usize>)> {
        list.members.iter().map(|member| (member.value.to_string(), member.range.clone())).collect()
    }

    /// The ranges, problems and suggestions of the errors.
    fn faults<T>(list: List<T>) -> Vec<(Range<usize>, ValueProblem, Option<String>)> {
        list.errors.into_iter().map(|error| (error.range, error.problem, error.suggestion)).collect()
    }

    /// The text with every suggestion taken.
    fn mended<T>(text: &str, list: &List<T>) -> String {
        let mut text = text.to_owned();
        for error in list.errors.iter().rev() {
            if let Some(suggestion) = &error.suggestion {
                text.replace_range(error.range.clone(), suggestion);
            }
        }
        text
    }

    #[test]
    fn each_member_has_its_place() {
        let ids = parse_ids(" PAY-3,PAY-9 ,  G-1");
        assert_eq!(shown(&ids), [("PAY-3".into(), 1..6), ("PAY-9".into(), 7..12), ("G-1".into(), 16..19)]);
        assert!(ids.errors.is_empty());
        assert_eq!(shown(&parse_people("@Maria, @payments")), [("@maria".into(), 0..6), ("@payments".into(), 8..17)]);
        assert_eq!(shown(&parse_tags("#a, b")), [("#a".into(), 0..2), ("#b".into(), 4..5)]);
        let links = parse_links("https://a.example/x,y, b.md");
        assert_eq!(shown(&links), [("https://a.example/x,y".into(), 0..21), ("b.md".into(), 23..27)]);
        assert_eq!(links.values().filter(|link| matches!(link, Link::Url(_))).count(), 1);
    }

    #[test]
    fn a_bad_member_does_not_spoil_the_good_ones() {
        let ids = parse_ids("PAY-3, pay-9, PAY-10");
        assert_eq!(shown(&ids), [("PAY-3".into(), 0..5), ("PAY-10".into(), 14..20)]);
        assert_eq!((ids.errors[0].range.clone(), ids.errors[0].suggestion.as_deref()), (7..12, Some("PAY-9")));
        let people = parse_people("maria, @li, Li Wei");
        assert_eq!(shown(&people), [("@li".into(), 7..10)]);
        assert_eq!(people.errors.len(), 2);
    }

    #[test]
    fn a_member_is_written_once() {
        let repeated = |found: &str| ValueProblem::Repeated { found: found.into() };
        assert_eq!(faults(parse_ids("A-1, A-1, A-2")), [(3..8, repeated("A-1"), Some(String::new()))]);
        assert_eq!(faults(parse_people("@li, @Li")), [(3..8, repeated("@Li"), Some(String::new()))]);
        assert_eq!(faults(parse_tags("#a, a")), [(2..5, repeated("a"), Some(String::new()))]);
        let many: Vec<String> = (1..=40).chain(30..=50).map(|number| format!("A-{number}")).collect();
        let list = parse_ids(&many.join(", ")).members.len();
        assert_eq!(list, 50);
    }

    #[test]
    fn a_comma_that_parts_nothing_is_superfluous() {
        for (text, right) in [
            ("A-1,,A-2", "A-1,A-2"),
            ("A-1, , A-2", "A-1, A-2"),
            ("A-1,", "A-1"),
            ("A-1, ", "A-1"),
            (", A-1", "A-1"),
            (" , , A-1", "A-1"),
            (",,A-1,,,A-2,,", "A-1,A-2"),
            ("A-1,,A-1", "A-1"),
        ] {
            let list = parse_ids(text);
            assert!(list.errors.iter().any(|error| error.problem == ValueProblem::EmptyMember), "{text}");
            assert_eq!(mended(text, &list), right, "{text}");
        }
        for text in ["", "  ", ",", ", ,"] {
            let empty = ValueProblem::Empty { wanted: ValueKind::Id };
            assert_eq!(faults(parse_ids(text)), [(0..text.len(), empty, None)], "{text:?}");
        }
    }

    #[test]
    fn members_without_a_comma() {
        let missing = |wanted| ValueProblem::MissingComma { wanted };
        for text in ["A-1 A-2", "A-1; A-2", "A-1 and A-2", "A-1  & A-2"] {
            assert_eq!(faults(parse_ids(text)), [(0..text.len(), missing(ValueKind::Id), Some("A-1, A-2".into()))]);
        }
        assert_eq!(faults(parse_ids("a-1 a-2")), [(0..7, missing(ValueKind::Id), None)]);
        assert_eq!(faults(parse_people("@li @ana")), [(0..8, missing(ValueKind::Person), Some("@li, @ana".into()))]);
        assert_eq!(faults(parse_tags("#a #b")), [(0..5, missing(ValueKind::Tag), Some("#a, #b".into()))]);
        assert_eq!(
            faults(parse_links("https://a.example b.md")),
            [(0..22, missing(ValueKind::Link), Some("https://a.example, b.md".into()))]
        );
        assert_eq!(faults(parse_links("see there")), [(0..9, ValueProblem::SpaceInLink, None)]);
        // Two tags or one in two words: nobody can tell.
        assert!(matches!(parse_tags("guest checkout").errors[0].problem, ValueProblem::Malformed { .. }));
    }

    #[test]
    fn tags() {
        for (text, word) in [("#checkout", "checkout"), ("q4", "q4"), ("area/pay", "area/pay"), ("größe", "größe")]
        {
            assert_eq!(Tag::parse(text).unwrap().word(), word);
        }
        for text in ["", "#", "##a", "-a", "a b", "a#b", "@a"] {
            assert!(Tag::parse(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_fault_and_member_has_its_place(text in "\\PC{0,20}|([ ,;]{0,2}(A-[0-3]|@[a-c]|#t|u:/x|[a-z ]{1,3})){0,6}[ ,]{0,2}") {
            fn check<T>(text: &str, list: &List<T>) -> Result<(), TestCaseError> {
                for member in &list.members {
                    prop_assert!(text.get(member.range.clone()).is_some_and(|word| word.trim() == word));
                }
                for error in &list.errors {
                    prop_assert!(text.get(error.range.clone()).is_some());
                }
                prop_assert!(list.errors.is_sorted_by(|left, right| left.range.end <= right.range.start));
                prop_assert!(!list.members.is_empty() || !list.errors.is_empty());
                Ok(())
            }
            check(&text, &parse_ids(&text))?;
            check(&text, &parse_people(&text))?;
            check(&text, &parse_tags(&text))?;
            check(&text, &parse_links(&text))?;
        }
    }
}
