//! The fingerprint of the words of an item, worked out apart from the code that is tested with it.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// Bytes of the hash that the fingerprint shows, two hex digits each.
const SHOWN: usize = 10;

/// The first 20 hex digits of the SHA-256 of the title, the user story and the criteria in the order
/// of their bytes, each on a line of its own. No part may hold white space that would be folded.
pub(super) fn fingerprint(title: &str, user_story: &str, criteria: &[String]) -> String {
    let mut criteria: Vec<&str> = criteria.iter().map(String::as_str).collect();
    criteria.sort_unstable();
    let mut hash = Sha256::new();
    for part in [title, user_story].into_iter().chain(criteria) {
        hash.update(part);
        hash.update("\n");
    }
    let mut digits = String::with_capacity(2 * SHOWN);
    for byte in hash.finalize().iter().take(SHOWN) {
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digits_are_those_of_sha256sum() {
        // printf 'Pay\nAs a buyer I want to pay\na\nb\n' | sha256sum
        let criteria = ["b".to_owned(), "a".to_owned()];
        assert_eq!(fingerprint("Pay", "As a buyer I want to pay", &criteria), "373722d8dde654876839");
    }
}
