//! The types of value, and how a message names them and shows how they are written.

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
            Self::Fingerprint => "20 digits of `0-9a-f`, or left out",
            Self::Word => "as the list has it",
        }
    }
}
