//! Who somebody is to git: a name and an address.

use std::borrow::Cow;

/// Who somebody is to git, after .mailmap. Either part may be empty; neither is checked to be what it should be.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity {
    /// The name to show.
    pub name: String,
    /// The e-mail address, as it is written.
    pub email: String,
}

/// Bytes as text. What is not UTF-8 is taken for Latin-1, as git takes it.
pub(crate) fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_names_that_are_not_utf_8_are_readable() {
        assert_eq!(text("Kovač".as_bytes()), "Kovač");
        assert_eq!(text(b"J\xfcrgen"), "Jürgen");
    }
}
