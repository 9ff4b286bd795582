//! Names that other tools, and people, give to fields, and what they are called here.

use super::Field;

/// A name of another tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeignField {
    /// The name, in lower case with `-` between its parts.
    pub name: &'static str,
    /// The field that it stands for.
    pub field: Field,
}

const fn means(name: &'static str, field: Field) -> ForeignField {
    ForeignField { name, field }
}

/// Every name of other tools that is understood where it is no field.
pub const FOREIGN_FIELDS: [ForeignField; 39] = [
    means("state", Field::Status),
    means("epic", Field::For),
    means("epic-link", Field::For),
    means("parent", Field::For),
    means("part-of", Field::For),
    means("goal", Field::For),
    means("objective", Field::For),
    means("initiative", Field::For),
    means("feature", Field::For),
    means("story", Field::For),
    means("period", Field::When),
    means("timeframe", Field::When),
    means("quarter", Field::When),
    means("iteration", Field::Sprint),
    means("lead", Field::Owner),
    means("product-owner", Field::Owner),
    means("product-manager", Field::Owner),
    means("story-points", Field::Points),
    means("estimate", Field::Points),
    means("size", Field::Points),
    means("sp", Field::Points),
    means("business-value", Field::Value),
    means("assigned", Field::Assignee),
    means("assigned-to", Field::Assignee),
    means("due", Field::By),
    means("due-date", Field::By),
    means("deadline", Field::By),
    means("accepted-by", Field::Accepted),
    means("depends-on", Field::Needs),
    means("dependencies", Field::Needs),
    means("blocked-by", Field::Needs),
    means("requires", Field::Needs),
    means("link", Field::Links),
    means("url", Field::Links),
    means("label", Field::Tags),
    means("labels", Field::Tags),
    means("component", Field::Tags),
    means("components", Field::Tags),
    means("watchers", Field::Stakeholders),
];

/// The field that a name stands for in other tools; the name in lower case with `-` between its parts.
///
/// A name that is a field here, of whatever kind, is that field: ask [`Config::field`](crate::Config::field) first.
pub fn foreign_field(name: &str) -> Option<Field> {
    FOREIGN_FIELDS.iter().find(|it| it.name == name).map(|it| it.field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_another_tool_is_no_field_here_and_stands_once() {
        for (index, foreign) in FOREIGN_FIELDS.iter().enumerate() {
            assert_eq!(Field::named(foreign.name), None, "{}", foreign.name);
            assert!(FOREIGN_FIELDS[..index].iter().all(|other| other.name != foreign.name), "{}", foreign.name);
        }
    }

    #[test]
    fn other_names_are_not_guessed_at() {
        assert_eq!(foreign_field("depends-on"), Some(Field::Needs));
        for name in ["", "title", "description", "type"] {
            assert_eq!(foreign_field(name), None, "{name}");
        }
    }
}
