//! Lists: a member put in or taken out, the others as they are written.

use roadlog_config::{Config, FieldLookup, ValueType};
use roadlog_syntax::format::{Members, parted};

/// How the members of a value are parted, by its type.
pub const fn parting(value_type: ValueType) -> Members {
    match value_type {
        ValueType::Ids | ValueType::People | ValueType::Tags => Members::Commas,
        ValueType::Links => Members::CommasAndSpace,
        _ => Members::None,
    }
}

/// How the members of a field's value are parted, by the word of the item's kind and the key: what the canonical form of
/// a document asks.
pub fn parting_of(config: &Config, kind: &str, key: &str) -> Members {
    match config.field(config.kind(kind), key) {
        FieldLookup::Here(field) => parting(config.value_type(field)),
        FieldLookup::Elsewhere(_) | FieldLookup::Unknown => Members::None,
    }
}

/// The members of a list as they are written; nothing where a field of this type holds no list.
pub(crate) fn members(text: &str, value_type: ValueType) -> Option<Vec<&str>> {
    let members = parted(text, parting(value_type))?;
    Some(members.into_iter().filter(|member| !member.is_empty()).collect())
}

/// Whether two members of a list are the same one, however they are written.
pub(crate) fn is_same(one: &str, other: &str, value_type: ValueType) -> bool {
    match value_type {
        ValueType::People => one.eq_ignore_ascii_case(other),
        ValueType::Tags => one.trim_start_matches('#') == other.trim_start_matches('#'),
        _ => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_may_hold_a_comma() {
        let text = "https://a.example/?x=1,2,  b.md,";
        assert_eq!(members(text, ValueType::Links).unwrap(), ["https://a.example/?x=1,2", "b.md"]);
        assert_eq!(members("PAY-1,PAY-2 ,", ValueType::Ids).unwrap(), ["PAY-1", "PAY-2"]);
        assert_eq!(members("PAY-1", ValueType::Id), None);
    }

    #[test]
    fn tags_and_people_are_compared_as_they_are_read() {
        assert!(is_same("#q4", "q4", ValueType::Tags) && is_same("@Maria", "@maria", ValueType::People));
        assert!(!is_same("PAY-1", "PAY-2", ValueType::Ids));
    }

    #[test]
    fn only_lists_are_parted_anew() {
        let config = Config::default();
        assert_eq!(parting_of(&config, "story", "needs"), Members::Commas);
        assert_eq!(parting_of(&config, "story", "links"), Members::CommasAndSpace);
        for (kind, key) in [("story", "blocked"), ("goal", "why"), ("story", "colour")] {
            assert_eq!(parting_of(&config, kind, key), Members::None, "{kind} {key}");
        }
    }
}
