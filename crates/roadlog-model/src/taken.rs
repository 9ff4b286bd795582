//! The ids that are taken where the plan does not show it: on other branches.

use roadlog_syntax::value::Id;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// Ids that are taken elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenIds {
    ids: FxHashSet<Id>,
    /// By what stands before the number: `PAY-`, `PAY-s`.
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
        if let Some((series, number)) = numbered(&id) {
            let highest = self.highest.entry(stem(id.prefix(), series)).or_default();
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
        self.highest_in_series(prefix, "")
    }

    /// The same of ids with these letters before their number: `PAY-s23` is one of the series `s`.
    pub fn highest_in_series(&self, prefix: &str, series: &str) -> u64 {
        self.highest.get(&stem(prefix, series)).copied().unwrap_or(0)
    }
}

fn stem(prefix: &str, series: &str) -> SmolStr {
    smol_str::format_smolstr!("{prefix}-{series}")
}

/// The letters before the number of an id, and the number that another one follows upon: 222 of `BACK-222.1`, 23
/// behind the `s` of `PAY-s23`, none of `PAY-k3f9k`.
pub fn numbered(id: &Id) -> Option<(&str, u64)> {
    let core = id.suffix().split('.').next()?;
    let letters = core.find(|character: char| character.is_ascii_digit())?;
    let (series, number) = core.split_at(letters);
    Some((series, number.parse().ok()?))
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
        assert_eq!((taken.highest_in_series("PAY", "s"), taken.highest_in_series("PAY", "k")), (23, 0));
        assert!(taken.contains(&"PAY-s23".parse().unwrap()));
        assert!(!taken.contains(&"PAY-12".parse().unwrap()));
    }

    #[test]
    fn parts_count_as_their_whole() {
        let numbered =
            |text: &str| numbered(&Id::parse(text).unwrap()).map(|(series, number)| (series.to_owned(), number));
        let expected = |series: &str, number| Some((series.to_owned(), number));
        assert_eq!(numbered("PAY-12"), expected("", 12));
        assert_eq!(numbered("BACK-222.1"), expected("", 222));
        assert_eq!(numbered("PAY-s23"), expected("s", 23));
        assert_eq!(numbered("PAY-k3f9"), None);
        assert_eq!(numbered("PAY-99999999999999999999999"), None);
    }
}
