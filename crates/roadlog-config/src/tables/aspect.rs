//! What can change about an item: the one vocabulary of diff, hook, changelog, authority and figures.

use super::{Field, FieldRef};

/// One thing about an item that a change can touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Aspect {
    /// The item is new.
    Created,
    /// The item is gone.
    Removed,
    /// Its kind.
    Kind,
    /// Its title.
    Title,
    /// Its prose, the user story included.
    Prose,
    /// One of its fields, `status` among them.
    Field(FieldRef),
    /// Its place among the items that it is ranked with.
    Rank,
    /// The file that it stands in.
    File,
    /// A criterion added, removed, dropped or reworded.
    Criteria,
    /// A criterion met, or no longer met.
    CriteriaMet,
    /// A question asked.
    QuestionsAsked,
    /// A question answered.
    QuestionsAnswered,
    /// A decision recorded.
    QuestionsDecided,
    /// A question withdrawn.
    QuestionsWithdrawn,
    /// Its id.
    Id,
}

impl Aspect {
    /// Every aspect that is no field.
    pub const PLAIN: [Self; 14] = [
        Self::Created,
        Self::Removed,
        Self::Kind,
        Self::Title,
        Self::Prose,
        Self::Rank,
        Self::File,
        Self::Criteria,
        Self::CriteriaMet,
        Self::QuestionsAsked,
        Self::QuestionsAnswered,
        Self::QuestionsDecided,
        Self::QuestionsWithdrawn,
        Self::Id,
    ];

    /// The aspect of a built-in field.
    pub const fn field(field: Field) -> Self {
        Self::Field(FieldRef::BuiltIn(field))
    }

    /// The word in selectors and in `diff --format json`; `None` for a team's own field, whose name
    /// [`Config::aspect_name`](crate::Config::aspect_name) knows.
    pub const fn built_in_name(self) -> Option<&'static str> {
        Some(match self {
            Self::Created => "created",
            Self::Removed => "removed",
            Self::Kind => "kind",
            Self::Title => "title",
            Self::Prose => "prose",
            Self::Field(FieldRef::BuiltIn(field)) => field.name(),
            Self::Field(FieldRef::Custom(_)) => return None,
            Self::Rank => "rank",
            Self::File => "file",
            Self::Criteria => "criteria",
            Self::CriteriaMet => "criteria.met",
            Self::QuestionsAsked => "questions.asked",
            Self::QuestionsAnswered => "questions.answered",
            Self::QuestionsDecided => "questions.decided",
            Self::QuestionsWithdrawn => "questions.withdrawn",
            Self::Id => "id",
        })
    }

    /// The built-in aspect of that name, the built-in fields among them.
    pub fn named(name: &str) -> Option<Self> {
        let plain = Self::PLAIN.into_iter().find(|aspect| aspect.built_in_name() == Some(name));
        plain.or_else(|| Field::named(name).map(Self::field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_aspect_is_found_by_its_name() {
        for aspect in Aspect::PLAIN.into_iter().chain(Field::ALL.map(Aspect::field)) {
            assert_eq!(Aspect::named(aspect.built_in_name().unwrap()), Some(aspect));
        }
        assert_eq!(Aspect::named("questions"), None);
    }

    #[test]
    fn no_field_hides_another_aspect() {
        for aspect in Aspect::PLAIN {
            assert_eq!(Field::named(aspect.built_in_name().unwrap()), None);
        }
    }
}
