//! Any number of built-in kinds, in a word that every item can be compared with at no cost.

use roadlog_syntax::Kind;

/// Any number of built-in kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct KindSet(u16);

impl KindSet {
    /// No kind at all.
    pub const EMPTY: Self = Self(0);
    /// Every built-in kind.
    pub const ALL: Self = Self::of(&Kind::ALL);

    /// These kinds.
    pub const fn of(kinds: &[Kind]) -> Self {
        let mut bits = 0;
        let mut index = 0;
        while index < kinds.len() {
            bits |= 1 << kinds[index] as u16;
            index += 1;
        }
        Self(bits)
    }

    /// The same kinds and this one.
    #[must_use]
    pub const fn with(self, kind: Kind) -> Self {
        Self(self.0 | 1 << kind as u16)
    }

    /// Whether the kind is among them.
    pub const fn contains(self, kind: Kind) -> bool {
        self.0 & 1 << kind as u16 != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The kinds, in the order of [`Kind::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Kind> {
        Kind::ALL.into_iter().filter(move |kind| self.contains(*kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_in_and_nothing_else() {
        let set = KindSet::of(&[Kind::Spike, Kind::Vision]).with(Kind::Bug);
        assert_eq!(set.iter().collect::<Vec<_>>(), [Kind::Vision, Kind::Bug, Kind::Spike]);
        assert!(!set.contains(Kind::Goal));
    }

    #[test]
    fn all_of_them_and_none_of_them() {
        assert!(Kind::ALL.into_iter().all(|kind| KindSet::ALL.contains(kind)));
        assert!(KindSet::EMPTY.is_empty() && KindSet::EMPTY.iter().next().is_none());
    }
}
