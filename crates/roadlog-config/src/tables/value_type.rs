//! The types of value that a field can hold, and how each is written.

/// What may stand behind a field's colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueType {
    /// Anything, to the end of the line and its continuations.
    Text,
    /// One item's id.
    Id,
    /// Any number of ids, parted by commas.
    Ids,
    /// One handle.
    Person,
    /// Any number of handles, parted by commas.
    People,
    /// One word of a list. For a field of a team's own the list is empty here and stands in its
    /// [`CustomField`](crate::CustomField).
    Word(&'static [&'static str]),
    /// A status of the item's kind, which [`Settings`](crate::Settings) tells.
    Status,
    /// What a metric measures: a word that may be unknown.
    Measure,
    /// A number that is not negative.
    Number,
    /// 0 to 100 with a percent sign.
    Percent,
    /// A number with a currency sign, a factor or a unit.
    Amount,
    /// An amount, and the day on which it was read.
    Reading,
    /// A calendar day.
    Date,
    /// A span of days: two dates, a month, week, quarter, half or whole year, or now, next, later.
    Period,
    /// A URL, or a path relative to the file.
    Link,
    /// Any number of links, parted by a comma and white space.
    Links,
    /// Any number of tags, parted by commas.
    Tags,
    /// Who accepted, when, and the fingerprint of the words.
    SignOff,
}

impl ValueType {
    /// The types that `[fields.NAME] type` may name: those that mean the same on every kind.
    pub const CUSTOM: [Self; 15] = [
        Self::Text,
        Self::Id,
        Self::Ids,
        Self::Person,
        Self::People,
        Self::Word(&[]),
        Self::Number,
        Self::Percent,
        Self::Amount,
        Self::Reading,
        Self::Date,
        Self::Period,
        Self::Link,
        Self::Links,
        Self::Tags,
    ];

    /// The name in documentation and in `[fields.NAME] type`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Id => "id",
            Self::Ids => "ids",
            Self::Person => "person",
            Self::People => "people",
            Self::Word(_) => "word",
            Self::Status => "status",
            Self::Measure => "measure",
            Self::Number => "number",
            Self::Percent => "percent",
            Self::Amount => "amount",
            Self::Reading => "reading",
            Self::Date => "date",
            Self::Period => "period",
            Self::Link => "link",
            Self::Links => "links",
            Self::Tags => "tags",
            Self::SignOff => "sign-off",
        }
    }

    /// What is asked for, as it completes "should be …": `a calendar day, such as 2026-11-27`.
    pub const fn expected(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Id => "the id of an item, such as PAY-12",
            Self::Ids => "ids parted by commas, such as PAY-3, PAY-9",
            Self::Person => "a handle, such as @maria",
            Self::People => "handles parted by commas, such as @maria, @payments",
            Self::Word(_) => "one word of a list",
            Self::Status => "a status of this kind, such as ready",
            Self::Measure => "what is measured, such as retention",
            Self::Number => "a number that is not negative, such as 5 or 0.5",
            Self::Percent => "a percentage from 0% to 100%, such as 80%",
            Self::Amount => "an amount, such as 54%, €1.2M, 320 ms or 12000",
            Self::Reading => "an amount and the day it was read, such as 58% 2026-11-01",
            Self::Date => "a calendar day, such as 2026-11-27",
            Self::Period => "a period, such as 2026-Q4, 2026-11-16..2026-11-27 or next",
            Self::Link => "a URL or a path, such as research/survey.md",
            Self::Links => "links parted by a comma and a space",
            Self::Tags => "tags parted by commas, such as checkout, mobile",
            Self::SignOff => "who accepted it and when, such as @maria 2026-11-27",
        }
    }

    /// A value of the type as it is written.
    pub const fn example(self) -> &'static str {
        match self {
            Self::Text => "38 of 100 carts are left at the account form",
            Self::Id => "I-1",
            Self::Ids => "PAY-3, PAY-9",
            Self::Person => "@maria",
            Self::People => "@maria, @payments",
            Self::Word(words) => match words.first() {
                Some(first) => first,
                None => "must",
            },
            Self::Status => "ready",
            Self::Measure => "conversion",
            Self::Number => "5",
            Self::Percent => "80%",
            Self::Amount => "320 ms",
            Self::Reading => "58% 2026-11-01",
            Self::Date => "2026-11-27",
            Self::Period => "2026-11-16..2026-11-27",
            Self::Link => "research/survey.md",
            Self::Links => "https://shop.example/help, research/survey.md",
            Self::Tags => "checkout, mobile",
            Self::SignOff => "@maria 2026-11-27",
        }
    }

    /// The type of that name that a field of a team's own may have.
    pub fn custom_named(name: &str) -> Option<Self> {
        Self::CUSTOM.into_iter().find(|it| it.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_team_may_use_every_type_that_no_single_field_is_made_for() {
        for it in ValueType::CUSTOM {
            assert_eq!(ValueType::custom_named(it.name()), Some(it));
        }
        for name in ["status", "measure", "sign-off", "Text", ""] {
            assert_eq!(ValueType::custom_named(name), None, "{name}");
        }
    }

    #[test]
    fn the_example_of_a_list_of_words_is_one_of_them() {
        assert_eq!(ValueType::Word(&["critical", "minor"]).example(), "critical");
    }
}
