//! What a field says, typed; its places counted from the start of its item, so that an edit elsewhere moves nothing.

use ecow::EcoString;
use roadlog_config::ValueType;
use roadlog_syntax::value::{self, Amount, Date, Handle, Id, Period, Reading, SignOff, ValueError, ValueProblem};
use roadlog_syntax::{EntryText, Span};

/// A member of a list, or a single value, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands, counted as the facts around it are.
    pub span: Span,
}

/// The members of a list. Nearly every list has one, which is kept without a place of its own.
pub(crate) enum Members<'v, T> {
    /// One, which is all that the field says.
    One(&'v T),
    /// Any number, each with where it stands.
    Several(&'v [Located<T>]),
}

impl<'v, T> Members<'v, T> {
    /// How many there are.
    pub(crate) const fn len(self) -> usize {
        match self {
            Self::One(_) => 1,
            Self::Several(members) => members.len(),
        }
    }

    /// The member at this place, and where it stands; `None` for the place where it is all that the field says.
    pub(crate) fn get(self, place: usize) -> Option<(&'v T, Option<Span>)> {
        match self {
            Self::One(value) => (place == 0).then_some((value, None)),
            Self::Several(members) => members.get(place).map(|member| (&member.value, Some(member.span))),
        }
    }

    /// The members, in order, each with where it stands.
    pub(crate) fn iter(self) -> impl Iterator<Item = (&'v T, Option<Span>)> {
        let (one, several) = match self {
            Self::One(value) => (Some((value, None)), &[][..]),
            Self::Several(members) => (None, members),
        };
        one.into_iter().chain(several.iter().map(|member| (&member.value, Some(member.span))))
    }

    /// The members, in order.
    pub(crate) fn values(self) -> impl Iterator<Item = &'v T> {
        self.iter().map(|(value, _)| value)
    }
}

/// What a field says. Where a part of a list is wrong, the list holds the others.
///
/// A plan has hundreds of thousands of these: a variant takes up no more than a text of 16 bytes.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing stands behind the colon.
    Empty,
    /// It could not be read as its type.
    Invalid,
    /// Words, a link, links or tags: the text itself.
    Text,
    /// An id, which is all that the field says.
    Id(Id),
    /// Any number of ids, each with where it stands.
    Ids(Box<[Located<Id>]>),
    /// A person or team, which is all that the field says.
    Person(Handle),
    /// Any number of people and teams, each with where it stands.
    People(Box<[Located<Handle>]>),
    /// One of a list of words, or a status, or a measure: whatever word stands there.
    Word(EcoString),
    /// A number that is not negative.
    Number(f64),
    /// A percentage as a share, 0 to 1.
    Percent(f64),
    /// A number with its unit.
    Amount(Box<Amount>),
    /// A number with its unit and the day it was read.
    Reading(Box<Reading>),
    /// A day.
    Date(Date),
    /// A period.
    Period(Period),
    /// An acceptance.
    SignOff(Box<SignOff>),
}

impl Value {
    /// The ids that it names, where it is about ids.
    pub(crate) fn ids(&self) -> Option<Members<'_, Id>> {
        match self {
            Self::Id(id) => Some(Members::One(id)),
            Self::Ids(ids) => Some(Members::Several(ids)),
            _ => None,
        }
    }

    /// The people that it names, where it is about people.
    pub(crate) fn people(&self) -> Option<Members<'_, Handle>> {
        match self {
            Self::Person(who) => Some(Members::One(who)),
            Self::People(people) => Some(Members::Several(people)),
            _ => None,
        }
    }

    /// Whether both say the same, wherever the members of their lists stand.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        let ids = self.ids().zip(other.ids()).map(|(one, other)| one.values().eq(other.values()));
        let people = || self.people().zip(other.people()).map(|(one, other)| one.values().eq(other.values()));
        ids.or_else(people).unwrap_or_else(|| self == other)
    }
}

/// Why a value could not be read, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueFault {
    /// Where, counted as the facts around it are.
    pub span: Span,
    /// What is wrong, and what would be right.
    pub problem: ValueProblem,
    /// What to put in the place of exactly these bytes.
    pub suggestion: Option<String>,
}

/// What of `text` could not be read, were it the value of a field of this type.
pub fn value_faults(text: &str, kind: ValueType) -> Vec<ValueFault> {
    let mut faults = Vec::new();
    read(&EntryText::from(text), kind, 0, |fault| faults.push(fault));
    faults
}

/// Reads `text` as a value of this type, and tells `fault` what of it could not be read; `base` is where its item starts in
/// the file.
pub(crate) fn read(text: &EntryText<'_>, kind: ValueType, base: u32, fault: impl FnMut(ValueFault)) -> Value {
    if text.is_empty() {
        return Value::Empty;
    }
    Reader { text, base, fault }.read(kind)
}

struct Reader<'a, F> {
    text: &'a EntryText<'a>,
    base: u32,
    fault: F,
}

impl<F: FnMut(ValueFault)> Reader<'_, F> {
    fn read(mut self, kind: ValueType) -> Value {
        let text: &str = self.text;
        let is_single = || !text.as_bytes().contains(&b',');
        match kind {
            ValueType::Text => Value::Text,
            ValueType::Id => self.single(value::parse_id(text), Value::Id),
            ValueType::Person => self.single(value::parse_person(text), Value::Person),
            // Most lists have one member, which needs no list to be read into.
            ValueType::Ids if is_single() => match Id::parse(text) {
                Ok(id) => Value::Id(id),
                Err(_) => Value::Ids(self.list(value::parse_ids(text))),
            },
            ValueType::People if is_single() => match Handle::parse(text) {
                Ok(who) => Value::Person(who),
                Err(_) => Value::People(self.list(value::parse_people(text))),
            },
            ValueType::Ids => Value::Ids(self.list(value::parse_ids(text))),
            ValueType::People => Value::People(self.list(value::parse_people(text))),
            ValueType::Links if is_single() && value::parse_link(text).is_ok() => Value::Text,
            ValueType::Tags => self.unlisted(value::parse_tags(text)),
            ValueType::Links => self.unlisted(value::parse_links(text)),
            ValueType::Link => self.single(value::parse_link(text), |_| Value::Text),
            ValueType::Word(words) => {
                let read = value::one_of(text, words).map(|index| words[index]);
                self.single(read, |word| Value::Word(EcoString::from(word)))
            }
            ValueType::Status | ValueType::Measure => Value::Word(EcoString::from(text)),
            ValueType::Number => self.single(value::parse_number(text), |number| Value::Number(number.get())),
            ValueType::Percent => self.single(value::parse_percent(text), |percent| Value::Percent(percent.fraction())),
            ValueType::Amount => self.single(value::parse_amount(text), |amount| Value::Amount(Box::new(amount))),
            ValueType::Reading => self.single(value::parse_reading(text), |reading| Value::Reading(Box::new(reading))),
            ValueType::Date => self.single(value::parse_date(text), Value::Date),
            ValueType::Period => self.single(value::parse_period(text), Value::Period),
            ValueType::SignOff => {
                self.single(value::parse_sign_off(text), |sign_off| Value::SignOff(Box::new(sign_off)))
            }
        }
    }

    fn span(&self, range: std::ops::Range<usize>) -> Span {
        let span = self.text.span(range);
        Span::new(span.start - self.base, span.end - self.base)
    }

    fn fault(&mut self, error: ValueError) {
        let span = self.span(error.range);
        (self.fault)(ValueFault { span, problem: error.problem, suggestion: error.suggestion });
    }

    fn single<T>(&mut self, read: Result<T, ValueError>, made: impl FnOnce(T) -> Value) -> Value {
        match read {
            Ok(value) => made(value),
            Err(error) => {
                self.fault(error);
                Value::Invalid
            }
        }
    }

    fn list<T>(&mut self, list: value::List<T>) -> Box<[Located<T>]> {
        let members = list.members.into_iter();
        let members = members.map(|member| Located { span: self.span(member.range), value: member.value }).collect();
        for error in list.errors {
            self.fault(error);
        }
        members
    }

    fn unlisted<T>(&mut self, list: value::List<T>) -> Value {
        for error in list.errors {
            self.fault(error);
        }
        Value::Text
    }
}
