//! What is wrong with a value, where in it, in the user's words, and what would be right.

use std::fmt;
use std::ops::Range;

use super::IdProblem;

/// How much of a faulty value a message repeats, in characters.
const EXCERPT: usize = 40;

/// A fault in a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    /// The faulty bytes of the text that was read, on character boundaries.
    pub range: Range<usize>,
    /// What is wrong there.
    pub problem: ValueProblem,
    /// What to write in the place of exactly `range`, where that is beyond doubt. With it, the value is right, or
    /// this one fault of a list is gone.
    pub suggestion: Option<String>,
}

impl ValueError {
    /// The fault `problem` of all of `text`.
    pub(crate) fn whole(text: &str, problem: ValueProblem) -> Self {
        Self { range: 0..text.len(), problem, suggestion: None }
    }

    /// All of `text` is not written as a value of that kind is.
    pub(crate) fn malformed(text: &str, wanted: ValueKind) -> Self {
        let problem = if text.is_empty() {
            ValueProblem::Empty { wanted }
        } else {
            ValueProblem::Malformed { found: excerpt(text), wanted }
        };
        Self::whole(text, problem)
    }

    /// The same fault with a suggestion, if there is one.
    pub(crate) fn suggesting(mut self, suggestion: Option<String>) -> Self {
        self.suggestion = suggestion;
        self
    }

    /// The same fault in a text that has `by` bytes more before it.
    pub(crate) fn shifted(mut self, by: usize) -> Self {
        self.range = self.range.start + by..self.range.end + by;
        self
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(formatter)
    }
}

impl std::error::Error for ValueError {}

/// Reads `input` without the white space around it; what `read` finds wrong is placed in `input`.
pub(crate) fn trimmed<'text, T>(
    input: &'text str,
    read: impl FnOnce(&'text str) -> Result<T, ValueError>,
) -> Result<T, ValueError> {
    let text = input.trim_start();
    let start = input.len() - text.len();
    read(text.trim_end()).map_err(|error| error.shifted(start))
}

/// The beginning of `text` that a message repeats.
pub(crate) fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

/// The types of value, as a message names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// The id of an item.
    Id,
    /// A person or team.
    Person,
    /// A tag.
    Tag,
    /// A URL or relative path.
    Link,
    /// A number that is not negative.
    Number,
    /// A share of a hundred.
    Percent,
    /// A number with its unit.
    Amount,
    /// An amount and the day it was read.
    Reading,
    /// A day.
    Date,
    /// A span of days, or a horizon.
    Period,
    /// Who accepted, when, and which words.
    SignOff,
    /// Which words were accepted.
    Fingerprint,
    /// One of a list of words.
    Word,
}

impl ValueKind {
    /// What a message calls it: `a date`.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Id => "an id",
            Self::Person => "a person",
            Self::Tag => "a tag",
            Self::Link => "a link",
            Self::Number => "a number",
            Self::Percent => "a percentage",
            Self::Amount => "an amount",
            Self::Reading => "a reading",
            Self::Date => "a date",
            Self::Period => "a period",
            Self::SignOff => "a sign-off",
            Self::Fingerprint => "a fingerprint",
            Self::Word => "a word",
        }
    }

    /// How it is written, by example.
    pub const fn form(self) -> &'static str {
        match self {
            Self::Id => "`PAY-12`",
            Self::Person => "`@maria`",
            Self::Tag => "`#checkout` or `checkout`, in one word",
            Self::Link => "`https://example.com/page` or `research/survey.md`",
            Self::Number => "`5` or `0.5`",
            Self::Percent => "`80%`",
            Self::Amount => "`54%`, `€1.2M`, `320 ms` or `4.6/5`",
            Self::Reading => "`58%` or `58% 2026-11-01`",
            Self::Date => "`2026-11-27`",
            Self::Period => {
                "`2026-11-27`, `2026-11`, `2026-W47`, `2026-Q4`, `2026-H2` or `2026`, two of these joined by `..`, \
                 or `now`, `next`, `later`"
            }
            Self::SignOff => "`@maria 2026-11-27`",
            Self::Fingerprint => "20 digits of `0-9a-f`, and best by `roadlog accept`",
            Self::Word => "as the list has it",
        }
    }
}

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

    #[test]
    fn a_message_repeats_only_the_beginning_of_a_long_value() {
        let long = "ä".repeat(1000);
        let shown = excerpt(&long);
        assert_eq!(shown.chars().count(), EXCERPT + 1);
        assert!(shown.ends_with('…'));
        assert_eq!(excerpt("short"), "short");
    }

    #[test]
    fn white_space_around_a_value_moves_the_place_of_its_fault() {
        let error = trimmed("  soon ", |text| Err::<(), _>(ValueError::malformed(text, ValueKind::Date))).unwrap_err();
        assert_eq!(error.range, 2..6);
    }
}
