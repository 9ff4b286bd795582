//! The name of an object in git's store.

use std::fmt;

/// The most bytes that an id has: those of SHA-256.
const LONGEST: usize = 32;

/// The id of an object: 20 bytes of SHA-1 or 32 of SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ObjectId {
    bytes: [u8; LONGEST],
    length: u8,
}

impl ObjectId {
    /// The id of these bytes, if there are as many as an id has.
    pub(crate) fn from_bytes(from: &[u8]) -> Option<Self> {
        if !matches!(from.len(), 20 | LONGEST) {
            return None;
        }
        let mut bytes = [0; LONGEST];
        bytes[..from.len()].copy_from_slice(from);
        Some(Self { bytes, length: from.len() as u8 })
    }

    /// The id written in hexadecimal digits.
    pub(crate) fn from_hex(text: &[u8]) -> Option<Self> {
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let byte = |pair: &[u8]| Some((digit(*pair.first()?)? * 16 + digit(*pair.get(1)?)?) as u8);
        let bytes: Vec<u8> = text.chunks(2).map(byte).collect::<Option<_>>()?;
        Self::from_bytes(&bytes)
    }

    /// Its bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.length)]
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.bytes().iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_written_as_it_is_read() {
        for text in ["0123456789abcdef0123456789abcdef01234567", &"f0".repeat(32)] {
            assert_eq!(ObjectId::from_hex(text.as_bytes()).unwrap().to_string(), text);
        }
        for text in ["", "0123", "0123456789abcdef0123456789abcdef0123456", "x123456789abcdef0123456789abcdef01234567"]
        {
            assert!(ObjectId::from_hex(text.as_bytes()).is_none(), "{text}");
        }
    }
}
