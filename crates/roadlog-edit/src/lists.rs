//! Lists: a member put in or taken out, the others as they are written.

use roadlog_config::ValueType;

/// The members of a list as they are written, or `None` where a field of this type holds no list.
pub(crate) fn members(text: &str, value_type: ValueType) -> Option<Vec<&str>> {
    let members: Vec<&str> = match value_type {
        ValueType::Ids | ValueType::People | ValueType::Tags => text.split(',').map(str::trim).collect(),
        // A URL may hold a comma, so links are parted by a comma and white space.
        ValueType::Links => links(text),
        _ => return None,
    };
    Some(members.into_iter().filter(|member| !member.is_empty()).collect())
}

fn links(text: &str) -> Vec<&str> {
    let mut members = Vec::new();
    let mut rest = text;
    let is_end = |rest: &str, at: usize| rest[at + 1..].chars().next().is_none_or(char::is_whitespace);
    while let Some(at) = rest.match_indices(',').map(|(at, _)| at).find(|&at| is_end(rest, at)) {
        members.push(rest[..at].trim());
        rest = &rest[at + 1..];
    }
    members.push(rest.trim());
    members
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
}
