//! "Did you mean": the nearest of the words that would have been right.

use crate::registry::RULES;

pub use crate::rules::reference::near_ids::near as nearest_items;

/// Of how many words the nearest is looked for at most.
pub(crate) const MOST: usize = 500;

/// The one of `words` that `word` most likely was meant to be; none where nothing is near.
///
/// Of a list beyond reason none is: looking costs as much as the list is long, and a faulty plan looks for every fault.
pub fn nearest<'w>(word: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let words: Vec<&str> = words.into_iter().take(MOST + 1).collect();
    if words.len() > MOST {
        return None;
    }
    let lower = word.to_lowercase();
    let near = words.into_iter().filter_map(|candidate| {
        let distance = strsim::osa_distance(&lower, &candidate.to_lowercase());
        (distance <= allowed(candidate)).then_some((distance, candidate))
    });
    near.min_by_key(|&(distance, candidate)| (distance, candidate)).map(|(_, candidate)| candidate)
}

/// How many slips of the finger a word of this length bears.
fn allowed(word: &str) -> usize {
    match word.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    }
}

/// The rule whose name is near `name`, its group left out or not.
pub fn nearest_rule(name: &str) -> Option<&'static str> {
    let bare = |name: &'static str| name.split_once('/').map_or(name, |(_, bare)| bare);
    let exact = RULES.iter().map(|rule| rule.name).find(|&rule| bare(rule) == name.rsplit('/').next().unwrap_or(name));
    exact.or_else(|| nearest(name, RULES.iter().map(|rule| rule.name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_near_and_another_word_is_not() {
        assert_eq!(nearest("onwer", ["owner", "status"]), Some("owner"));
        assert_eq!(nearest("Status", ["owner", "status"]), Some("status"));
        assert_eq!(nearest("colour", ["owner", "status"]), None);
        assert_eq!(nearest("", ["owner"]), None);
    }

    #[test]
    fn a_rule_is_found_without_its_group() {
        assert_eq!(nearest_rule("unused"), Some("suppression/unused"));
        assert_eq!(nearest_rule("supression/unused"), Some("suppression/unused"));
    }
}
