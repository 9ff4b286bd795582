//! The TOML parser, kept from giving up where a line has a key alone.

use toml::de::{DeTable, Error};

/// Calls `read` with the tree of a text and the parser's errors, in no order.
pub(super) fn with_tree<R>(text: &str, read: impl FnOnce(&DeTable<'_>, &[Error]) -> R) -> R {
    let (tree, errors) = DeTable::parse_recoverable(text);
    let lonely: Vec<&Error> = errors.iter().filter(|error| is_lonely_key(error)).collect();
    if lonely.is_empty() {
        return read(tree.get_ref(), &errors);
    }
    // The parser makes no tree of what stands behind a key without a value, though it finds every error there.
    let text = without_lines(text, &lonely);
    let (tree, mut all) = DeTable::parse_recoverable(&text);
    all.extend(lonely.into_iter().cloned());
    read(tree.get_ref(), &all)
}

fn is_lonely_key(error: &Error) -> bool {
    error.message().starts_with("key with no value")
}

/// The text with spaces in the place of the lines that have these errors, and every other byte where it was.
fn without_lines(text: &str, errors: &[&Error]) -> String {
    let mut places: Vec<usize> = errors.iter().filter_map(|error| Some(error.span()?.start)).collect();
    places.sort_unstable();
    let mut places = places.into_iter().peekable();
    let mut kept = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let start = kept.len();
        let content = line.trim_end_matches(['\r', '\n']).len();
        let place = places.next_if(|place| *place <= start + content);
        while places.next_if(|place| *place <= start + content).is_some() {}
        if place.is_some_and(|place| stands_alone(line, place.saturating_sub(start))) {
            kept.extend(std::iter::repeat_n(' ', content));
            kept.extend(line.get(content..));
        } else {
            kept.push_str(line);
        }
    }
    kept
}

/// Whether a line that lacks something at `place` has nothing of a value that begins above it or ends below it.
fn stands_alone(line: &str, place: usize) -> bool {
    let (Some(key), Some(rest)) = (line.get(..place), line.get(place..)) else { return false };
    let is_bare = |character: char| character.is_alphanumeric() || "_-. \t".contains(character);
    let count = |mark| rest.matches(mark).count();
    let is_closed = count('[') == count(']') && count('{') == count('}');
    key.chars().all(is_bare) && is_closed && count('"') % 2 == 0 && !rest.contains("'''") && !rest.contains("\"\"\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> (Vec<String>, usize) {
        with_tree(text, |tree, errors| (tree.keys().map(|key| key.get_ref().to_string()).collect(), errors.len()))
    }

    #[test]
    fn what_stands_behind_a_key_alone_is_read_too() {
        assert_eq!(keys("a = 1\nb\nc = 3\n[d]\ne\n[f]\n").0, ["a", "c", "d", "f"]);
        assert_eq!(keys("a = 1\r\nb\r\nc = 3").0, ["a", "c"]);
        assert_eq!(keys("a \"x\"\nb [\"x\"]\n[c]\n").0, ["c"]);
        assert_eq!(keys("a b = 1\nc = 3\n").0, ["c"]);
    }

    #[test]
    fn every_key_alone_is_an_error() {
        assert_eq!(keys("a\nb\nc\n").1, 3);
        assert_eq!(keys("ä\nb = 2\n").0, ["b"]);
    }

    #[test]
    fn a_line_that_may_end_a_value_stays() {
        let text = "a = '''\nx''' b\nc = 3\n";
        assert!(keys(text).1 > 0);
        assert_eq!(keys(text).0.first().unwrap(), "a");
    }
}
