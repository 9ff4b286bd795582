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
    read(input, ValueKind::Id, |text| super::parse_id(text), |word| Id::parse(word).is_ok())
}

/// Reads people and teams: `@maria, @payments`.
pub fn parse_people(input: &str) -> List<Handle> {
    read(input, ValueKind::Person, |text| super::parse_person(text), |word| Handle::parse(word).is_ok())
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
                let error = without_comma(word, wanted, &is_certain).unwrap_or(error);
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
    match comma {
        Some(comma) => comma..range.end,
        None => {
            let behind = &input[range.end + 1..];
            let next = range.end + 1 + (behind.len() - behind.trim_start().len());
            range.start.min(next) + (input[range.clone()].len() - input[range.clone()].trim_start().len()).min(0)..next
        }
    }
}

/// The fault of a member that is several, with white space, `;` or `and` between them.
fn without_comma(text: &str, wanted: ValueKind, is_certain: impl Fn(&str) -> bool) -> Option<ValueError> {
    let words = || text.split([' ', '\t', ';']).filter(|word| !matches!(*word, "" | "and" | "&" | "+"));
    if words().nth(1).is_none() || !words().all(is_certain) {
        return None;
    }
    let members = words().collect::<Vec<_>>().join(", ");
    Some(ValueError::whole(text, ValueProblem::MissingComma { wanted }).suggesting(Some(members)))
}
