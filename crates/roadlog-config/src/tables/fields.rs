//! The built-in fields and how they are found.

use roadlog_syntax::Kind;

use super::field_table::SPECS;
use super::{KindSet, ValueType};

/// A built-in field, in the order that tools and templates write fields in (which is also its [`Ord`]).
///
/// Fields that people change at the same time stand apart, which spares git most false conflicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Field {
    /// Where the item stands; the first status of its kind is meant where none is written.
    Status,
    /// The item that this one serves: the answer to why it is done.
    For,
    /// The sprint that it is planned for.
    Sprint,
    /// The one person who is accountable; without it, whoever owns the nearest item above and has the role that decides.
    Owner,
    /// How much work it is, in the team's own scale.
    Points,
    /// What it is worth, in the product owner's own scale.
    Value,
    /// How badly it is wanted: must, should, could or wont.
    Moscow,
    /// How bad the bug is: critical, major or minor.
    Severity,
    /// Who works on it.
    Assignee,
    /// The problem that makes it worth doing.
    Why,
    /// The period that it is meant for.
    When,
    /// What is measured: an outcome, such as conversion, or delivery, such as velocity.
    Measures,
    /// Where the metric stood before the work.
    Baseline,
    /// Where the metric is to be.
    Target,
    /// The last reading, and the day it was read.
    Current,
    /// The day by which it is to be reached or finished.
    By,
    /// The day on which it was done or is to happen.
    Date,
    /// Where the numbers or the findings can be read.
    Source,
    /// The research that supports the bet.
    Evidence,
    /// The teams that work on it.
    Teams,
    /// How many people it touches in a quarter, for RICE.
    Reach,
    /// How much it changes for each of them, for RICE.
    Impact,
    /// How sure the estimates are, for RICE.
    Confidence,
    /// How many person-months it takes, for RICE.
    Effort,
    /// Whom it is launched for.
    Audience,
    /// The team whose it is.
    Team,
    /// How many points the team expects to finish.
    Capacity,
    /// Who accepted it, when, and a fingerprint of the words that they agreed to.
    Accepted,
    /// What has to be finished first.
    Needs,
    /// What stops it, and who can end that.
    Blocked,
    /// Why it was rejected, dropped or missed.
    Reason,
    /// The tests that show it.
    Tests,
    /// Where else to look.
    Links,
    /// Words to find it by.
    Tags,
    /// Who wants to hear about it.
    Stakeholders,
}

/// A field of either sort: built in, or a team's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FieldRef {
    /// A built-in field.
    BuiltIn(Field),
    /// A team's own field, by its place in [`Config::custom_fields`](crate::Config::custom_fields).
    Custom(u16),
}

/// What holds for one built-in field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldSpec {
    /// The field that this is about.
    pub field: Field,
    /// The key that stands before the colon.
    pub name: &'static str,
    /// What may stand behind the colon.
    pub value_type: ValueType,
    /// The kinds that have it.
    pub kinds: KindSet,
    /// What it says, in one sentence.
    pub meaning: &'static str,
    /// A value as it is written.
    pub example: &'static str,
}

impl Field {
    /// Every built-in field, in the order that tools write them in.
    pub const ALL: [Self; 35] = [
        Self::Status,
        Self::For,
        Self::Sprint,
        Self::Owner,
        Self::Points,
        Self::Value,
        Self::Moscow,
        Self::Severity,
        Self::Assignee,
        Self::Why,
        Self::When,
        Self::Measures,
        Self::Baseline,
        Self::Target,
        Self::Current,
        Self::By,
        Self::Date,
        Self::Source,
        Self::Evidence,
        Self::Teams,
        Self::Reach,
        Self::Impact,
        Self::Confidence,
        Self::Effort,
        Self::Audience,
        Self::Team,
        Self::Capacity,
        Self::Accepted,
        Self::Needs,
        Self::Blocked,
        Self::Reason,
        Self::Tests,
        Self::Links,
        Self::Tags,
        Self::Stakeholders,
    ];

    /// What holds for it.
    pub const fn spec(self) -> &'static FieldSpec {
        &SPECS[self as usize]
    }

    /// The key that stands before the colon.
    pub const fn name(self) -> &'static str {
        self.spec().name
    }

    /// What may stand behind the colon.
    pub const fn value_type(self) -> ValueType {
        self.spec().value_type
    }

    /// Whether items of the kind have it.
    pub const fn is_on(self, kind: Kind) -> bool {
        self.spec().kinds.contains(kind)
    }

    /// The fields that items of the kind have, in the order that tools write them in.
    pub fn on(kind: Kind) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |field| field.is_on(kind))
    }

    /// The field of that name, in exactly this letter case. Every field line asks this, so it is one look
    /// into a table.
    pub fn named(name: &str) -> Option<Self> {
        let mut slot = slot(name.as_bytes());
        loop {
            let field = BY_NAME[slot]?;
            if field.name() == name {
                return Some(field);
            }
            slot = (slot + 1) % SLOTS;
        }
    }
}

/// Far more slots than fields, so that most names are found, or found missing, at the first look.
const SLOTS: usize = 256;

const fn slot(name: &[u8]) -> usize {
    let [first, .., last] = name else { return 0 };
    (*first as usize * 7 + *last as usize * 31 + name.len() * 3) % SLOTS
}

/// Each field at the slot of its name, or at the next free one behind it.
const BY_NAME: [Option<Field>; SLOTS] = {
    let mut table = [None; SLOTS];
    let mut index = 0;
    while index < Field::ALL.len() {
        let field = Field::ALL[index];
        let mut slot = slot(field.name().as_bytes());
        while table[slot].is_some() {
            slot = (slot + 1) % SLOTS;
        }
        table[slot] = Some(field);
        index += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::serves;

    fn names(kind: Kind) -> String {
        Field::on(kind).map(Field::name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_row_stands_at_its_own_field_and_is_found_by_its_name() {
        for field in Field::ALL {
            assert_eq!(field.spec().field, field);
            assert_eq!(Field::named(field.name()), Some(field));
        }
    }

    #[test]
    fn what_is_no_field_is_not_found() {
        for name in ["", "x", "Owner", "owners", "priority", "größe", "statu"] {
            assert_eq!(Field::named(name), None, "{name}");
        }
    }

    #[test]
    fn tools_write_first_what_people_change_apart() {
        let first: Vec<_> = Field::ALL.into_iter().take(9).map(Field::name).collect();
        let expected = ["status", "for", "sprint", "owner", "points", "value", "moscow", "severity", "assignee"];
        assert_eq!(first, expected);
        assert!(Field::ALL.is_sorted());
    }

    #[test]
    fn a_kind_has_the_common_fields_and_its_own() {
        assert_eq!(names(Kind::Vision), "owner needs blocked links tags stakeholders");
        assert_eq!(names(Kind::Persona), "owner needs blocked links tags stakeholders");
        assert_eq!(names(Kind::Goal), "status for owner why when needs blocked reason links tags stakeholders");
        assert_eq!(
            names(Kind::Metric),
            "for owner measures baseline target current by source needs blocked links tags stakeholders"
        );
        assert_eq!(names(Kind::Research), "for owner date source needs blocked links tags stakeholders");
        assert_eq!(
            names(Kind::Initiative),
            "status for owner why when evidence teams reach impact confidence effort needs blocked reason \
             links tags stakeholders"
        );
        assert_eq!(names(Kind::Launch), "status for owner date audience needs blocked reason links tags stakeholders");
        assert_eq!(names(Kind::Sprint), "status owner when team capacity needs blocked reason links tags stakeholders");
        assert_eq!(
            names(Kind::Epic),
            "status for owner when by team accepted needs blocked reason links tags stakeholders"
        );
        assert_eq!(
            names(Kind::Story),
            "status for sprint owner points value moscow assignee by accepted needs blocked reason tests \
             links tags stakeholders"
        );
        assert_eq!(
            names(Kind::Bug),
            "status for sprint owner points value moscow severity assignee by accepted needs blocked reason \
             tests links tags stakeholders"
        );
        let task = "status for sprint owner points value moscow assignee by needs blocked reason tests links \
                    tags stakeholders";
        assert_eq!(names(Kind::Task), task);
        assert_eq!(names(Kind::Spike), task);
    }

    #[test]
    fn for_is_on_exactly_the_kinds_that_may_serve_something() {
        for kind in Kind::ALL {
            assert_eq!(Field::For.is_on(kind), serves(kind).next().is_some(), "{kind:?}");
        }
    }

    #[test]
    fn meanings_are_sentences_and_examples_are_there() {
        for field in Field::ALL {
            assert!(field.spec().meaning.ends_with('.'), "{field:?}");
            assert!(!field.spec().example.is_empty(), "{field:?}");
        }
    }
}
