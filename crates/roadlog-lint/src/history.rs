//! What the plan's history tells the rules: since when a field says what it says, and when an item was touched last. It
//! comes in as data; nothing here reads a repository.

use roadlog_history::Timeline;
use roadlog_model::Plan;
use roadlog_syntax::value::{Date, Id};
use rustc_hash::FxHashMap;

/// Since which day the fields of items have said what they say now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    items: FxHashMap<Id, ItemHistory>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ItemHistory {
    /// An item has few fields that are known about, so that a list is searched as fast as a map.
    since: Vec<(Box<str>, Date)>,
    touched: Option<Date>,
}

impl History {
    /// What a timeline, which tells each revision by its day, tells of the items of a plan, which is that of its last
    /// revision. A revision of no clear day tells nothing.
    pub fn of(timeline: &Timeline<Option<Date>>, plan: &Plan) -> Self {
        let fields = timeline.fields(plan);
        let fields = fields.filter_map(|(id, field, step)| Some(((id.clone(), field.to_string()), step.revision?)));
        let mut history: Self = fields.collect();
        for id in plan.items().filter_map(roadlog_model::PlanItem::id) {
            let days = timeline.of_item(id).filter_map(|step| step.revision);
            if let Some(last) = days.last() {
                history.touch(id, last);
            }
        }
        history
    }

    /// Since which day this field of this item has said what it says; `None` where that is not known.
    pub fn since(&self, item: &Id, field: &str) -> Option<Date> {
        let fields = &self.items.get(item)?.since;
        fields.iter().find(|(name, _)| **name == *field).map(|&(_, day)| day)
    }

    /// The day on which anything about this item was changed last; `None` where that is not known.
    pub fn touched(&self, item: &Id) -> Option<Date> {
        self.items.get(item)?.touched
    }

    fn touch(&mut self, item: &Id, day: Date) {
        let item = self.items.entry(item.clone()).or_default();
        item.touched = item.touched.max(Some(day));
    }
}

impl<N: Into<Box<str>>> FromIterator<((Id, N), Date)> for History {
    /// Of a field that is told of twice the later day counts: it has said something else until then.
    fn from_iter<I: IntoIterator<Item = ((Id, N), Date)>>(told: I) -> Self {
        let mut history = Self::default();
        for ((item, field), day) in told {
            history.touch(&item, day);
            let (fields, field) = (&mut history.items.entry(item).or_default().since, field.into());
            match fields.iter_mut().find(|(name, _)| *name == field) {
                Some((_, known)) => *known = day.max(*known),
                None => fields.push((field, day)),
            }
        }
        history
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
        assert_eq!(history.touched(&id), Some(day("2026-11-20")));
        assert_eq!(history.since(&parse_id("PAY-16").unwrap(), "blocked"), None);
    }
}
