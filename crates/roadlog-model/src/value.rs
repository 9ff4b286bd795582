//! What a field says, typed; its places counted from the start of its item, so that an edit elsewhere moves nothing.

use roadlog_config::ValueType;
use roadlog_syntax::value::{self, Amount, Date, Handle, Id, Period, Reading, SignOff, ValueError, ValueProblem};
use roadlog_syntax::{EntryText, Span};
use smol_str::SmolStr;

/// A member of a list, or a single value, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands, counted as the facts around it are.
    pub span: Span,
}

/// The members of a list. Nearly every list has one, which is kept without a place of its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Few<T> {
    /// One, which is all that the field says.
    One(T),
    /// Any number, each with where it stands.
    Several(Box<[Located<T>]>),
}

impl<T> Few<T> {
    /// How many there are.
    pub const fn len(&self) -> usize {
        match self {
            Self::One(_) => 1,
            Self::Several(members) => members.len(),
        }
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The member at this place, and where it stands; `None` for the place where it is all that the field says.
    pub(crate) fn get(&self, place: usize) -> Option<(&T, Option<Span>)> {
        match self {
            Self::One(value) => (place == 0).then_some((value, None)),
            Self::Several(members) => members.get(place).map(|member| (&member.value, Some(member.span))),
        }
    }

    /// The members, in order.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        (0..self.len()).filter_map(|place| Some(self.get(place)?.0))
    }
}

/// What a field says. Where a part of a list is wrong, the list holds the others.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing stands behind the colon.
    Empty,
    /// It could not be read as its type.
    Invalid,
    /// Words, a link, links or tags: the text itself.
    Text,
    /// Ids, one or several.
    Ids(Few<Id>),
    /// People or teams, one or several.
    People(Few<Handle>),
    /// One of a list of words, or a status, or a measure: whatever word stands there.
    Word(SmolStr),
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
    /// Whether both say the same, wherever the members of their lists stand.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Ids(one), Self::Ids(other)) => one.values().eq(other.values()),
            (Self::People(one), Self::People(other)) => one.values().eq(other.values()),
            _ => self == other,
        }
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
    read(&EntryText::from(text), kind, 0).1
}

/// Reads `text` as a value of this type; `base` is where its item starts in the file.
pub(crate) fn read(text: &EntryText<'_>, kind: ValueType, base: u32) -> (Value, Vec<ValueFault>) {
    if text.is_empty() {
        return (Value::Empty, Vec::new());
    }
    Reader { text, base, faults: Vec::new() }.read(kind)
}

struct Reader<'a> {
    text: &'a EntryText<'a>,
    base: u32,
    faults: Vec<ValueFault>,
}

impl Reader<'_> {
    fn read(mut self, kind: ValueType) -> (Value, Vec<ValueFault>) {
        let text: &str = self.text;
        let is_single = !text.as_bytes().contains(&b',');
        let value = match kind {
            ValueType::Text => Value::Text,
            ValueType::Id => {
                let read = value::parse_id(text);
                self.single(read, |id| Value::Ids(Few::One(id)))
            }
            ValueType::Person => {
                let read = value::parse_person(text);
                self.single(read, |who| Value::People(Few::One(who)))
            }
            // Most lists have one member, which needs no list to be read into.
            ValueType::Ids if is_single => match Id::parse(text) {
                Ok(id) => Value::Ids(Few::One(id)),
                Err(_) => Value::Ids(self.list(value::parse_ids(text))),
            },
            ValueType::People if is_single => match Handle::parse(text) {
                Ok(who) => Value::People(Few::One(who)),
                Err(_) => Value::People(self.list(value::parse_people(text))),
            },
            ValueType::Ids => Value::Ids(self.list(value::parse_ids(text))),
            ValueType::People => Value::People(self.list(value::parse_people(text))),
            ValueType::Links if is_single && value::parse_link(text).is_ok() => Value::Text,
            ValueType::Tags => self.unlisted(value::parse_tags(text)),
            ValueType::Links => self.unlisted(value::parse_links(text)),
            ValueType::Link => self.single(value::parse_link(text), |_| Value::Text),
            ValueType::Word(words) => {
                let read = value::one_of(text, words).map(|index| words[index]);
                self.single(read, |word| Value::Word(SmolStr::new(word)))
            }
            ValueType::Status | ValueType::Measure => Value::Word(SmolStr::new(text)),
            ValueType::Number => self.single(value::parse_number(text), |number| Value::Number(number.get())),
            ValueType::Percent => self.single(value::parse_percent(text), |percent| Value::Percent(percent.fraction())),
            ValueType::Amount => self.single(value::parse_amount(text), |amount| Value::Amount(Box::new(amount))),
            ValueType::Reading => self.single(value::parse_reading(text), |reading| Value::Reading(Box::new(reading))),
            ValueType::Date => self.single(value::parse_date(text), Value::Date),
            ValueType::Period => self.single(value::parse_period(text), Value::Period),
            ValueType::SignOff => {
                self.single(value::parse_sign_off(text), |sign_off| Value::SignOff(Box::new(sign_off)))
            }
        };
        (value, self.faults)
    }

    fn span(&self, range: std::ops::Range<usize>) -> Span {
        let span = self.text.span(range);
        Span::new(span.start - self.base, span.end - self.base)
    }

    fn fault(&mut self, error: ValueError) {
        let span = self.span(error.range);
        self.faults.push(ValueFault { span, problem: error.problem, suggestion: error.suggestion });
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

    fn list<T>(&mut self, list: value::List<T>) -> Few<T> {
        let members = list.members.into_iter();
        let members = members.map(|member| Located { span: self.span(member.range), value: member.value }).collect();
        for error in list.errors {
            self.fault(error);
        }
        Few::Several(members)
    }

    fn unlisted<T>(&mut self, list: value::List<T>) -> Value {
        for error in list.errors {
            self.fault(error);
        }
        Value::Text
    }
}
