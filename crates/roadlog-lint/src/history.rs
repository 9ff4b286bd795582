//! What the plan's history tells the rules: since when a field says what it says. It comes in as data; nothing here
//! reads a repository.

use roadlog_syntax::value::{Date, Id};
use rustc_hash::FxHashMap;

/// Since which day the fields of items have said what they say now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// An item has few fields that are known about, so that a list is searched as fast as a map.
    since: FxHashMap<Id, Vec<(Box<str>, Date)>>,
}

impl History {
    /// Since which day this field of this item has said what it says; `None` where that is not known.
    pub fn since(&self, item: &Id, field: &str) -> Option<Date> {
        let fields = self.since.get(item)?;
        fields.iter().find(|(name, _)| **name == *field).map(|&(_, day)| day)
    }
}

impl<N: Into<Box<str>>> FromIterator<((Id, N), Date)> for History {
    /// Of a field that is told of twice the later day counts: it has said something else until then.
    fn from_iter<I: IntoIterator<Item = ((Id, N), Date)>>(told: I) -> Self {
        let mut since: FxHashMap<Id, Vec<(Box<str>, Date)>> = FxHashMap::default();
        for ((item, field), day) in told {
            let (fields, field) = (since.entry(item).or_default(), field.into());
            match fields.iter_mut().find(|(name, _)| *name == field) {
                Some((_, known)) => *known = day.max(*known),
                None => fields.push((field, day)),
            }
        }
        Self { since }
    }
}

#[cfg(test)]
mod tests {
    use roadlog_syntax::value::{parse_date, parse_id};

    use super::*;

    #[test]
    fn a_field_has_said_it_since_its_last_day_and_of_others_nothing_is_known() {
        let id = parse_id("PAY-15").unwrap();
        let day = |text| parse_date(text).unwrap();
        let told = [("blocked", "2026-11-03"), ("status", "2026-11-20"), ("blocked", "2026-11-09")];
        let history: History = told.into_iter().map(|(field, on)| ((id.clone(), field), day(on))).collect();
        assert_eq!(history.since(&id, "blocked"), Some(day("2026-11-09")));
        assert_eq!(history.since(&id, "status"), Some(day("2026-11-20")));
        assert_eq!(history.since(&id, "owner"), None);
        assert_eq!(history.since(&parse_id("PAY-16").unwrap(), "blocked"), None);
    }
}
