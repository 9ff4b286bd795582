//! The handle of a person or team: `@maria`.

use std::borrow::Borrow;
use std::fmt;

use ecow::EcoString;

use super::error::{excerpt, trimmed};
use super::{ValueError, ValueKind, ValueProblem};

/// The user name of a person on the forge, or the name of a team, without its `@` and in small letters:
/// `[a-z0-9]([a-z0-9._-]*[a-z0-9])?`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Handle(EcoString);

impl Handle {
    /// Reads all of `text` as a handle with its `@`; capitals are read as small letters.
    ///
    /// # Errors
    /// What keeps it from being one; with the handle that was meant where only the `@` or something around is wrong.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        text.strip_prefix('@').and_then(Self::checked).ok_or_else(|| diagnose(text))
    }

    /// Reads all of `name` as a handle without its `@`, as in the tables of `roadlog.toml`; capitals are read as
    /// small letters.
    ///
    /// # Errors
    /// What keeps it from being one.
    pub fn from_name(name: &str) -> Result<Self, ValueError> {
        Self::checked(name).ok_or_else(|| match name.strip_prefix('@').and_then(Self::checked) {
            Some(handle) => ValueError::malformed(name, ValueKind::Person).suggesting(Some(handle.0.to_string())),
            None => unlike_a_name(name, name),
        })
    }

    /// The name, in small letters and without its `@`: `maria`.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// The handle of `name`, if it is well-formed.
    pub(crate) fn checked(name: &str) -> Option<Self> {
        if !is_name(name) {
            return None;
        }
        if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Some(Self(EcoString::from(name.to_ascii_lowercase())))
        } else {
            Some(Self(EcoString::from(name)))
        }
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "@{}", self.0)
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl Borrow<str> for Handle {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// Reads a field that holds one person or team.
///
/// # Errors
/// What is wrong, or that several are written.
pub fn parse_person(input: &str) -> Result<Handle, ValueError> {
    trimmed(input, |text| {
        Handle::parse(text).map_err(|error| {
            let joins = |word: &&str| !matches!(*word, "" | "&" | "and" | "+");
            let mut words = text.split([',', ';', '/', ' ', '\t']).filter(joins);
            if words.clone().nth(1).is_some() && words.all(|word| word.starts_with('@')) {
                ValueError::whole(text, ValueProblem::Several { wanted: ValueKind::Person })
            } else {
                error
            }
        })
    })
}

/// Whether `byte` may stand inside a handle, and at its ends too if it is no mark.
pub(crate) fn is_inner(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-')
}

fn is_name(name: &str) -> bool {
    let bytes = name.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.last().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.iter().all(|byte| is_inner(*byte))
}

fn diagnose(text: &str) -> ValueError {
    if is_name(text) {
        let problem = ValueProblem::MissingAt { found: excerpt(text) };
        return ValueError::whole(text, problem).suggesting(Some(format!("@{text}")));
    }
    let bare = text.trim_start_matches(['(', '[', '<']).trim_end_matches(['.', ',', ';', ':', ')', ']', '>']);
    let meant = bare.strip_prefix(['@', '\u{ff20}']).map(str::trim_start).filter(|name| is_name(name));
    unlike_a_name(text, text.strip_prefix('@').unwrap_or(text)).suggesting(meant.map(|name| format!("@{name}")))
}

/// The fault of `text`, whose `name` is not well-formed. White space is not named as the fault: it is words, then.
fn unlike_a_name(text: &str, name: &str) -> ValueError {
    let foreign = |character: &char| !(character.is_ascii_graphic() || character.is_whitespace());
    match name.chars().find(foreign) {
        Some(character) if !name.contains(char::is_whitespace) => {
            ValueError::whole(text, ValueProblem::ForeignCharacter { character, wanted: ValueKind::Person })
        }
        _ => ValueError::malformed(text, ValueKind::Person),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn handles() {
        for (text, name) in [
            ("@maria", "maria"),
            ("@Maria", "maria"),
            ("@maria_shop", "maria_shop"),
            ("@a", "a"),
            ("@7", "7"),
            ("@ana.lima-2", "ana.lima-2"),
            ("@a--b", "a--b"),
        ] {
            let handle = Handle::parse(text).unwrap();
            assert_eq!(handle.name(), name);
            assert_eq!(handle.to_string(), text.to_lowercase());
            assert_eq!(Handle::from_name(&text[1..]).unwrap(), handle);
        }
    }

    #[test]
    fn what_is_no_handle_and_what_was_meant() {
        for (text, meant) in [
            ("maria", Some("@maria")),
            ("@maria.", Some("@maria")),
            ("(@maria)", Some("@maria")),
            ("@ maria", Some("@maria")),
            ("＠maria", Some("@maria")),
            ("@", None),
            ("@_maria", None),
            ("@maria-", None),
            ("@types/node", None),
            ("maria@shop.example", None),
            ("Maria Kovač", None),
            ("@mаria", None),
            ("@@maria", None),
            ("", None),
        ] {
            let error = parse_person(text).unwrap_err();
            assert_eq!(error.suggestion.as_deref(), meant, "{text}");
            assert_eq!(error.range, 0..text.len());
        }
        assert_eq!(
            Handle::parse("@mаria").unwrap_err().problem,
            ValueProblem::ForeignCharacter { character: 'а', wanted: ValueKind::Person }
        );
        assert_eq!(Handle::from_name("@maria").unwrap_err().suggestion.as_deref(), Some("maria"));
        assert_eq!(Handle::from_name("Maria K").unwrap_err().suggestion, None);
    }

    #[test]
    fn a_field_holds_one_person() {
        assert_eq!(parse_person(" @maria").unwrap().name(), "maria");
        for list in ["@maria, @li", "@maria @li", "@maria,@li"] {
            let problem = parse_person(list).unwrap_err().problem;
            assert_eq!(problem, ValueProblem::Several { wanted: ValueKind::Person }, "{list}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_handle_or_says_why_not(text in "\\PC{0,20}|@?[a-zA-Z0-9._-]{0,8}") {
            match Handle::parse(&text) {
                Ok(handle) => prop_assert_eq!(Handle::parse(&handle.to_string()).unwrap(), handle),
                Err(error) => {
                    prop_assert!(text.get(error.range.clone()).is_some());
                    if let Some(meant) = error.suggestion {
                        prop_assert!(Handle::parse(&meant).is_ok());
                    }
                }
            }
        }
    }
}
