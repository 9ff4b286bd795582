//! What can be wrong with a value, said in the user's words.

use std::fmt;

use super::{IdProblem, ValueKind};

/// What is wrong with a value. `Display` gives it as a sentence without its full stop: what is wrong, and what would
/// be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueProblem {
    /// Nothing is written.
    Empty {
        /// What is wanted.
        wanted: ValueKind,
    },
    /// It is not written as a value of this kind is.
    Malformed {
        /// The beginning of what is written.
        found: String,
        /// What is wanted.
        wanted: ValueKind,
    },
    /// It is written as a day or period is, but the calendar does not have it.
    NotInCalendar {
        /// What is written.
        found: String,
        /// [`ValueKind::Date`] or [`ValueKind::Period`].
        wanted: ValueKind,
    },
    /// It is not an id.
    Id {
        /// The beginning of what is written.
        found: String,
        /// Why it is none.
        problem: IdProblem,
    },
    /// The `@` of a person is missing.
    MissingAt {
        /// The name that is written.
        found: String,
    },
    /// It has a character that looks right and is not, or that cannot stand here.
    ForeignCharacter {
        /// The first such character.
        character: char,
        /// What is wanted.
        wanted: ValueKind,
    },
    /// More than one, where one may stand.
    Several {
        /// What is wanted.
        wanted: ValueKind,
    },
    /// Nothing stands before, behind or between the commas of a list.
    EmptyMember,
    /// The members of a list are not parted by commas.
    MissingComma {
        /// What the list has.
        wanted: ValueKind,
    },
    /// A member of a list stands in it before.
    Repeated {
        /// The member.
        found: String,
    },
    /// The digits of a number are grouped, or its decimals stand behind a comma.
    Grouped {
        /// The beginning of what is written.
        found: String,
    },
    /// Below zero, where nothing can be.
    Negative {
        /// What is wanted.
        wanted: ValueKind,
    },
    /// More than can be reckoned with, or a percentage over a hundred.
    TooLarge {
        /// What is wanted.
        wanted: ValueKind,
    },
    /// A link has white space in it.
    SpaceInLink,
    /// A link is a path that holds on one machine only.
    AbsolutePath,
    /// A word that is none of the list.
    UnknownWord {
        /// The beginning of what is written.
        found: String,
        /// The list.
        words: Vec<String>,
    },
}

impl fmt::Display for ValueProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty { wanted } => {
                write!(formatter, "{} is missing: it is written {}", wanted.noun(), wanted.form())
            }
            Self::Malformed { found, wanted } => {
                write!(formatter, "`{found}` is not {0}: {0} is written {1}", wanted.noun(), wanted.form())
            }
            Self::NotInCalendar { found, wanted: ValueKind::Date } => {
                write!(formatter, "`{found}` is not a day of the calendar")
            }
            Self::NotInCalendar { found, .. } => write!(formatter, "the calendar has no `{found}`"),
            Self::Id { found, problem } => write!(formatter, "`{found}` is not an id: {problem}"),
            Self::MissingAt { found } => write!(formatter, "a person is written with an `@`: `@{found}`"),
            Self::ForeignCharacter { character, wanted } => {
                write!(formatter, "{} cannot have ", wanted.noun())?;
                foreign(formatter, *character)?;
                write!(formatter, " in it: it is written {}", wanted.form())
            }
            Self::Several { wanted } => {
                write!(formatter, "only one may stand here: {} like {}", wanted.noun(), wanted.form())
            }
            Self::EmptyMember => formatter.write_str("a comma has nothing to part here: take it away"),
            Self::MissingComma { wanted } => {
                write!(formatter, "a comma is missing: each must be {} like {}", wanted.noun(), wanted.form())
            }
            Self::Repeated { found } => write!(formatter, "`{found}` is in this list twice: once is enough"),
            Self::Grouped { found } => write!(
                formatter,
                "`{found}` cannot be read: digits stand together, and a point stands before decimals, as in `1200.5`"
            ),
            Self::Negative { wanted } => write!(formatter, "{} cannot be below zero", wanted.noun()),
            Self::TooLarge { wanted: ValueKind::Percent } => formatter.write_str("a percentage is at most `100%`"),
            Self::TooLarge { wanted } => write!(formatter, "{} this large cannot be reckoned with", wanted.noun()),
            Self::SpaceInLink => formatter.write_str(
                "a link has no white space in it: write `%20` for a space, and a comma and a space between two links",
            ),
            Self::AbsolutePath => formatter.write_str(
                "a path starts at the folder of this file, like `research/survey.md`, so that it holds on every machine",
            ),
            Self::UnknownWord { found, words } => unknown_word(formatter, found, words),
        }
    }
}

/// Names a character that may be invisible or look like another one.
pub(crate) fn foreign(formatter: &mut fmt::Formatter<'_>, character: char) -> fmt::Result {
    let code = u32::from(character);
    if character.is_alphanumeric() || character.is_ascii_graphic() {
        write!(formatter, "`{character}`")?;
        if !character.is_ascii() {
            write!(formatter, " (U+{code:04X})")?;
        }
        Ok(())
    } else if character == ' ' {
        formatter.write_str("a space")
    } else {
        write!(formatter, "the character U+{code:04X}")
    }
}

fn unknown_word(formatter: &mut fmt::Formatter<'_>, found: &str, words: &[String]) -> fmt::Result {
    match words {
        [] => write!(formatter, "`{found}` cannot stand here: nothing can"),
        [only] => write!(formatter, "`{found}` cannot stand here: only `{only}` can"),
        [first @ .., last] => {
            write!(formatter, "`{found}` is none of ")?;
            for (index, word) in first.iter().enumerate() {
                write!(formatter, "{}`{word}`", if index == 0 { "" } else { ", " })?;
            }
            write!(formatter, " and `{last}`")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_what_is_wrong_and_what_would_be_right() {
        let said = |problem: ValueProblem| problem.to_string();
        assert_eq!(
            said(ValueProblem::Malformed { found: "soon".into(), wanted: ValueKind::Date }),
            "`soon` is not a date: a date is written `2026-11-27`"
        );
        assert_eq!(
            said(ValueProblem::NotInCalendar { found: "2026-02-30".into(), wanted: ValueKind::Date }),
            "`2026-02-30` is not a day of the calendar"
        );
        assert_eq!(
            said(ValueProblem::Empty { wanted: ValueKind::Person }),
            "a person is missing: it is written `@maria`"
        );
        assert_eq!(
            said(ValueProblem::UnknownWord {
                found: "mst".into(),
                words: vec!["must".into(), "should".into(), "could".into()]
            }),
            "`mst` is none of `must`, `should` and `could`"
        );
    }

    #[test]
    fn a_character_that_cannot_be_told_by_its_looks_is_told_by_its_number() {
        let said = |character| ValueProblem::ForeignCharacter { character, wanted: ValueKind::Person }.to_string();
        assert!(said('а').contains("`а` (U+0430)"), "{}", said('а'));
        assert!(said('\u{200b}').contains("the character U+200B"));
        assert!(said(' ').contains("a space"));
        assert!(said('!').contains("`!` in it"));
    }
}
