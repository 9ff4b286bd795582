//! The ids that are taken where the plan does not show it: on other branches.

use roadlog_syntax::value::Id;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// Ids that are taken elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenIds {
    ids: FxHashSet<Id>,
    highest: FxHashMap<SmolStr, u64>,
}

impl TakenIds {
    /// No ids: what is taken where there is nothing but the plan.
    pub fn none() -> &'static Self {
        static NONE: TakenIds =
            TakenIds { ids: FxHashSet::with_hasher(FxBuildHasher), highest: FxHashMap::with_hasher(FxBuildHasher) };
        &NONE
    }

    /// Adds an id.
    pub fn insert(&mut self, id: Id) {
        if let Some(number) = number(&id) {
            let highest = self.highest.entry(SmolStr::new(id.prefix())).or_default();
            *highest = number.max(*highest);
        }
        self.ids.insert(id);
    }

    /// Whether the id is one of them.
    pub fn contains(&self, id: &Id) -> bool {
        self.ids.contains(id)
    }

    /// The highest number that an id with this prefix has, parts left out; 0 where none has one.
    pub fn highest(&self, prefix: &str) -> u64 {
        self.highest.get(prefix).copied().unwrap_or(0)
    }
}

/// The number of an id that another one follows upon: 222 of `BACK-222.1`, none of `PAY-k3f9`.
pub(crate) fn number(id: &Id) -> Option<u64> {
    id.suffix().split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_number_of_each_prefix_is_known() {
        let mut taken = TakenIds::default();
        for id in ["PAY-7", "PAY-12.3", "PAY-s23", "SHOP-4", "PAY-2"] {
            taken.insert(id.parse().unwrap());
        }
        assert_eq!((taken.highest("PAY"), taken.highest("SHOP"), taken.highest("G")), (12, 4, 0));
        assert!(taken.contains(&"PAY-s23".parse().unwrap()));
        assert!(!taken.contains(&"PAY-12".parse().unwrap()));
    }

    #[test]
    fn parts_count_as_their_whole() {
        let number = |text: &str| number(&Id::parse(text).unwrap());
        assert_eq!(number("PAY-12"), Some(12));
        assert_eq!(number("BACK-222.1"), Some(222));
        assert_eq!(number("PAY-s23"), None);
        assert_eq!(number("PAY-99999999999999999999999"), None);
    }
}
