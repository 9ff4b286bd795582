//! A field's value as the export tells it: its type, and the parts that the type has, typed.

use roadlog_config::ValueType;
use roadlog_model::{FieldView, Value};
use roadlog_syntax::value::{Amount, Horizon, Period, SignOff, parse_links, parse_tags};
use serde::Serialize;

use crate::position::{Range, range};

/// A value, typed. `type` tells which; `invalid` is one that could not be read as its type.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub(crate) enum TypedValue {
    Empty,
    Invalid { problems: Vec<Problem> },
    Text { text: String },
    Ids { ids: Vec<Named>, problems: Vec<Problem> },
    People { people: Vec<Named>, problems: Vec<Problem> },
    Links { links: Vec<String> },
    Tags { tags: Vec<String> },
    Word { word: String },
    Number { number: f64 },
    Percent { share: f64 },
    Amount(AmountValue),
    Reading { amount: AmountValue, date: Option<String> },
    Date { date: String },
    Period { first: Option<String>, last: Option<String>, horizon: Option<&'static str> },
    SignOff { who: String, date: String, fingerprint: Option<String> },
}

/// A number with its unit, factors multiplied out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct AmountValue {
    number: f64,
    currency: Option<char>,
    unit: String,
}

/// An id or handle, with where it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Named {
    name: String,
    range: Range,
}

/// What of a value could not be read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Problem {
    message: String,
    range: Range,
}

impl From<&Amount> for AmountValue {
    fn from(amount: &Amount) -> Self {
        let Amount { number, unit } = amount;
        Self { number: *number, currency: unit.currency(), unit: unit.text().to_owned() }
    }
}

/// The value of a field, whose type the configuration knows (`None`: the kind has no such field).
pub(crate) fn typed(field: FieldView<'_>, value_type: Option<ValueType>) -> TypedValue {
    let text = || field.text().to_string();
    match field.value() {
        Value::Empty => TypedValue::Empty,
        Value::Invalid => TypedValue::Invalid { problems: problems(field) },
        Value::Text => of_text(text(), value_type),
        Value::Id(_) | Value::Ids(_) => {
            let ids = field.ids().map(|(id, span)| named(field, id.to_string(), span));
            TypedValue::Ids { ids: ids.collect(), problems: problems(field) }
        }
        Value::Person(_) | Value::People(_) => {
            let people = field.people().map(|(handle, span)| named(field, handle.to_string(), span));
            TypedValue::People { people: people.collect(), problems: problems(field) }
        }
        Value::Word(word) => TypedValue::Word { word: word.to_string() },
        Value::Number(number) => TypedValue::Number { number: *number },
        Value::Percent(share) => TypedValue::Percent { share: *share },
        Value::Amount(amount) => TypedValue::Amount((&**amount).into()),
        Value::Reading(reading) => {
            TypedValue::Reading { amount: (&reading.amount).into(), date: reading.date.map(|date| date.to_string()) }
        }
        Value::Date(date) => TypedValue::Date { date: date.to_string() },
        Value::Period(period) => of_period(period),
        Value::SignOff(sign_off) => of_sign_off(sign_off),
    }
}

fn of_text(text: String, value_type: Option<ValueType>) -> TypedValue {
    match value_type {
        Some(ValueType::Links | ValueType::Link) => {
            TypedValue::Links { links: parse_links(&text).values().map(ToString::to_string).collect() }
        }
        Some(ValueType::Tags) => {
            TypedValue::Tags { tags: parse_tags(&text).values().map(|tag| tag.word().to_owned()).collect() }
        }
        _ => TypedValue::Text { text },
    }
}

fn of_period(period: &Period) -> TypedValue {
    TypedValue::Period {
        first: period.first().map(|day| day.to_string()),
        last: period.last().map(|day| day.to_string()),
        horizon: period.horizon().map(Horizon::word),
    }
}

fn of_sign_off(sign_off: &SignOff) -> TypedValue {
    TypedValue::SignOff {
        who: sign_off.who.to_string(),
        date: sign_off.date.to_string(),
        fingerprint: sign_off.fingerprint.as_ref().map(ToString::to_string),
    }
}

fn named(field: FieldView<'_>, name: String, span: roadlog_syntax::Span) -> Named {
    Named { name, range: range(field.item().file().document(), span) }
}

fn problems(field: FieldView<'_>) -> Vec<Problem> {
    let document = field.item().file().document();
    let problem = |fault: roadlog_model::ValueFault| Problem {
        message: fault.problem.to_string(),
        range: range(document, fault.span),
    };
    field.faults().map(problem).collect()
}
