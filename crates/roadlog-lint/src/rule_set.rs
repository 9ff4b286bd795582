//! Some of the rules, as bits.

use crate::registry::RULES;

/// Some of the rules, each by its place in the catalogue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RuleSet([u64; 2]);

impl RuleSet {
    pub(crate) const NONE: Self = Self([0; 2]);
    pub(crate) const ALL: Self = Self([u64::MAX; 2]);

    /// The rule at this place alone.
    pub(crate) const fn one(place: usize) -> Self {
        const { assert!(RULES.len() <= 128, "every rule has a bit") };
        let mut set = [0; 2];
        set[place / 64] = 1 << (place % 64);
        Self(set)
    }

    pub(crate) const fn has(self, place: usize) -> bool {
        self.0[place / 64] & (1 << (place % 64)) != 0
    }

    pub(crate) fn is_empty(self) -> bool {
        self == Self::NONE
    }

    pub(crate) const fn with(self, other: Self) -> Self {
        Self([self.0[0] | other.0[0], self.0[1] | other.0[1]])
    }

    pub(crate) const fn without(self, other: Self) -> Self {
        Self([self.0[0] & !other.0[0], self.0[1] & !other.0[1]])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_added_and_taken_away() {
        let both = RuleSet::one(3).with(RuleSet::one(100));
        assert!(both.has(3) && both.has(100) && !both.has(64) && !both.has(36));
        assert_eq!(both.without(RuleSet::one(3)), RuleSet::one(100));
        assert!(both.without(RuleSet::ALL).is_empty());
    }
}
