//! The id of an item: `PAY-12`, `G-1`, `PAY-k3f9`, `BACK-222.1`, and `PAY-new` for one still to be given.

use std::borrow::Borrow;
use std::fmt;

use ecow::EcoString;

use super::error::{excerpt, trimmed};
use super::id_problem::{IdProblem, diagnose};
use super::{ValueError, ValueKind, ValueProblem};

/// The most bytes that an id has.
pub const MAX_ID_LENGTH: usize = 32;

/// What stands behind the dash of an id still to be given.
pub(super) const NEW: &str = "new";

/// The id of an item: a prefix `[A-Z][A-Z0-9]*`, `-`, `[0-9a-z]+` with at least one digit, then any number of `.` and
/// digits for parts, at most [`MAX_ID_LENGTH`] bytes in all.
///
/// What stands between dash and parts, if digits alone, has no leading zero; `0` by itself is no leading zero, so
/// `PAY-0` is an id. Ids are ordered by their bytes, as `Borrow<str>` demands; people are shown [`Id::number`]s in
/// order by whoever lists them.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(EcoString);

impl Id {
    /// Reads all of `text` as an id.
    ///
    /// # Errors
    /// What keeps it from being one, with the id that was probably meant.
    pub fn parse(text: &str) -> Result<Self, IdProblem> {
        if is_id(text) { Ok(Self(EcoString::from(text))) } else { Err(diagnose(text)) }
    }

    /// What stands before the dash: `PAY` of `PAY-12`.
    pub fn prefix(&self) -> &str {
        self.split().0
    }

    /// What stands behind the dash, parts included: `222.1` of `BACK-222.1`.
    pub fn suffix(&self) -> &str {
        self.split().1
    }

    /// The number behind the dash, where there are digits alone and no parts: 12 of `PAY-12`.
    pub fn number(&self) -> Option<u64> {
        // A number of more than 64 bits is not one that another follows upon.
        self.suffix().parse().ok()
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn split(&self) -> (&str, &str) {
        // Ids are so short that any search costs more than a look at each byte.
        let dash = self.0.bytes().position(|byte| byte == b'-');
        dash.map_or((&self.0, ""), |dash| (&self.0[..dash], &self.0[dash + 1..]))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Id {
    type Err = IdProblem;

    fn from_str(text: &str) -> Result<Self, IdProblem> {
        Self::parse(text)
    }
}

/// An id still to be given, `PAY-new`: only its prefix is known, and nothing can refer to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NewId(EcoString);

impl NewId {
    /// The prefix that the id will have: `PAY`.
    pub fn prefix(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NewId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{NEW}", self.0)
    }
}

/// What stands in the place of the id in an item header.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HeaderId {
    /// An id: `PAY-12`.
    Given(Id),
    /// An id still to be given: `PAY-new`.
    New(NewId),
}

impl HeaderId {
    /// Reads all of `text` as an id, given or still to be given.
    ///
    /// # Errors
    /// What keeps it from being one, with what was probably meant.
    pub fn parse(text: &str) -> Result<Self, IdProblem> {
        match new_prefix(text) {
            Some(prefix) => Ok(Self::New(NewId(EcoString::from(prefix)))),
            None => Id::parse(text).map(Self::Given),
        }
    }

    /// The prefix of either.
    pub fn prefix(&self) -> &str {
        match self {
            Self::Given(id) => id.prefix(),
            Self::New(new) => new.prefix(),
        }
    }

    /// The id, where it is given.
    pub fn given(&self) -> Option<&Id> {
        match self {
            Self::Given(id) => Some(id),
            Self::New(_) => None,
        }
    }
}

impl fmt::Display for HeaderId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Given(id) => id.fmt(formatter),
            Self::New(new) => new.fmt(formatter),
        }
    }
}

/// Whether all of `text` is an id, given or still to be given.
pub(crate) fn is_header_id(text: &str) -> bool {
    is_id(text) || new_prefix(text).is_some()
}

/// Whether a whole word is something like an id, and a line that has it in the place of the id was meant as a header:
/// letters (and digits behind the first letter), `-`, letters or digits with at least one digit, in any letter case
/// and with parts, of any length.
pub fn looks_like_id(word: &str) -> bool {
    let Some((prefix, suffix)) = word.split_once('-') else {
        return false;
    };
    let (core, parts) = split_parts(suffix);
    prefix.starts_with(char::is_alphabetic)
        && prefix.chars().all(char::is_alphanumeric)
        && core.chars().all(char::is_alphanumeric)
        && core.bytes().any(|byte| byte.is_ascii_digit())
        && parts.is_none_or(are_parts)
}

/// Reads a field that holds one id.
///
/// # Errors
/// What is wrong, or that several are written.
pub fn parse_id(input: &str) -> Result<Id, ValueError> {
    // Hardly any has white space around it.
    if is_id(input) {
        return Ok(Id(EcoString::from(input)));
    }
    trimmed(input, |text| match Id::parse(text) {
        Ok(id) => Ok(id),
        Err(problem) => Err(id_error(text, problem)),
    })
}

fn id_error(text: &str, problem: IdProblem) -> ValueError {
    if text.is_empty() {
        return ValueError::malformed(text, ValueKind::Id);
    }
    let mut words = text.split([',', ';', ' ', '\t']).filter(|word| !word.is_empty());
    if words.clone().nth(1).is_some() && words.all(looks_like_id) {
        return ValueError::whole(text, ValueProblem::Several { wanted: ValueKind::Id });
    }
    let suggestion = problem.suggestion();
    ValueError::whole(text, ValueProblem::Id { found: excerpt(text), problem }).suggesting(suggestion)
}

/// Whether all of `text` is written as an id is. It is asked of every word that may be one, so each byte is looked at once.
pub(super) fn is_id(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_short = text.len() <= MAX_ID_LENGTH && bytes.first().is_some_and(u8::is_ascii_uppercase);
    let prefix = bytes.iter().take_while(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()).count();
    if !is_short || bytes.get(prefix) != Some(&b'-') {
        return false;
    }
    let suffix = &text[prefix + 1..];
    let core = suffix.bytes().take_while(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase()).count();
    let (core, parts) = suffix.split_at(core);
    core.bytes().any(|byte| byte.is_ascii_digit())
        && !has_leading_zero(core)
        && (parts.is_empty() || parts.strip_prefix('.').is_some_and(are_parts))
}

fn is_prefix(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_uppercase)
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

pub(super) fn has_leading_zero(core: &str) -> bool {
    core.len() > 1 && core.as_bytes()[0] == b'0' && is_digits(core)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn split_parts(suffix: &str) -> (&str, Option<&str>) {
    suffix.split_once('.').map_or((suffix, None), |(core, parts)| (core, Some(parts)))
}

pub(super) fn are_parts(parts: &str) -> bool {
    parts.split('.').all(is_digits)
}

/// The prefix of an id still to be given.
pub(super) fn new_prefix(text: &str) -> Option<&str> {
    let prefix = text.strip_suffix(NEW)?.strip_suffix('-')?;
    (text.len() <= MAX_ID_LENGTH && is_prefix(prefix)).then_some(prefix)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ids() {
        for (text, prefix, suffix, number) in [
            ("PAY-12", "PAY", "12", Some(12)),
            ("G-1", "G", "1", Some(1)),
            ("G-0", "G", "0", Some(0)),
            ("B2B-7", "B2B", "7", Some(7)),
            ("PAY-k3f9", "PAY", "k3f9", None),
            ("PAY-s23", "PAY", "s23", None),
            ("PAY-0a", "PAY", "0a", None),
            ("BACK-222.1", "BACK", "222.1", None),
            ("BACK-222.01.3", "BACK", "222.01.3", None),
            ("A-18446744073709551616", "A", "18446744073709551616", None),
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZ-12345", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345", Some(12345)),
        ] {
            let id = Id::parse(text).unwrap();
            assert_eq!((id.prefix(), id.suffix(), id.number()), (prefix, suffix, number), "{text}");
            assert_eq!(id.to_string(), text);
        }
    }

    #[test]
    fn a_header_may_have_an_id_still_to_be_given() {
        assert_eq!(HeaderId::parse("PAY-12").unwrap().given().unwrap().as_str(), "PAY-12");
        let new = HeaderId::parse("PAY-new").unwrap();
        assert_eq!((new.prefix(), new.given(), new.to_string().as_str()), ("PAY", None, "PAY-new"));
        assert_eq!(HeaderId::parse("pay-NEW").unwrap_err().suggestion().as_deref(), Some("PAY-new"));
        assert!(HeaderId::parse("ABCDEFGHIJKLMNOPQRSTUVWXYZ123-new").is_err());
    }

    #[test]
    fn words_that_are_something_like_an_id() {
        for word in ["PAY-12", "pay-12", "Pay-X9", "PAY-012", "B2B-7", "BACK-222.1", "РAY-12"] {
            assert!(looks_like_id(word), "{word}");
        }
        for word in ["", "-", "PAY", "12", "-12", "e-mail", "one-off", "PAY-", "PAY-12:", "PAY-12-3", "2-3", "PAY-1."] {
            assert!(!looks_like_id(word), "{word}");
        }
    }

    #[test]
    fn a_field_holds_one_id() {
        assert_eq!(parse_id(" PAY-1 ").unwrap().as_str(), "PAY-1");
        for list in ["PAY-1, PAY-2", "PAY-1 PAY-2", "PAY-1,PAY-2", "pay-1; pay-2"] {
            let error = parse_id(list).unwrap_err();
            assert_eq!(error.problem, ValueProblem::Several { wanted: ValueKind::Id }, "{list}");
        }
        let error = parse_id("  pay-1").unwrap_err();
        assert_eq!((error.range.clone(), error.suggestion.as_deref()), (2..7, Some("PAY-1")));
        assert_eq!(
            error.to_string(),
            "`pay-1` is not an id: the letters before the dash are capitals and those behind it small"
        );
        assert_eq!(parse_id("").unwrap_err().problem, ValueProblem::Empty { wanted: ValueKind::Id });
    }

    proptest! {
        #[test]
        fn what_is_written_by_the_grammar_is_an_id(text in "[A-Z][A-Z0-9]{0,5}-([1-9][0-9]{0,4}|[0-9]{1,3}[a-z][0-9a-z]{0,3})(\\.[0-9]{1,3}){0,2}") {
            let id = Id::parse(&text).unwrap();
            prop_assert_eq!(id.to_string(), text.clone());
            prop_assert_eq!(format!("{}-{}", id.prefix(), id.suffix()), text.clone());
            prop_assert!(looks_like_id(&text));
        }

        #[test]
        fn any_text_is_an_id_or_says_why_not(text in "\\PC{0,40}|[a-zA-Z0-9 _.#-]{0,40}") {
            match Id::parse(&text) {
                Ok(id) => prop_assert_eq!(id.as_str(), text.as_str()),
                Err(problem) => {
                    prop_assert!(!problem.to_string().is_empty());
                    if let Some(meant) = problem.suggestion() {
                        prop_assert!(HeaderId::parse(&meant).is_ok(), "{}", meant);
                        prop_assert_ne!(meant, text);
                    }
                }
            }
        }
    }
}
