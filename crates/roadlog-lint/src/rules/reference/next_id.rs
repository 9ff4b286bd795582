//! The id that an item without one gets: the next free number, or five characters that no other branch draws.

use std::collections::BTreeSet;

use roadlog_config::IdStyle;
use roadlog_model::{Plan, PlanItem};
use roadlog_syntax::value::Id;
use rustc_hash::FxHashMap;

/// What random ids are made of: digits, and letters that make no words and are not taken for digits.
const ALPHABET: &[u8; 29] = b"0123456789bcdfghjkmnpqrstvwxz";

/// How many characters a random id has behind its dash.
const LENGTH: usize = 5;

/// How many times another one is drawn before giving up; each draw is taken once in many millions.
const DRAWS: u64 = 1000;

/// The highest number of each prefix, archives and other workspaces included.
pub(crate) struct Highest<'p> {
    plan: &'p Plan,
    numbers: FxHashMap<&'p str, u64>,
}

impl<'p> Highest<'p> {
    /// The highest numbers of a plan.
    pub(crate) fn of(plan: &'p Plan) -> Self {
        let mut numbers: FxHashMap<&str, u64> = FxHashMap::default();
        for (prefix, number) in plan.items().filter_map(|item| Some((item.id()?.prefix(), number(item.id()?)?))) {
            let highest = numbers.entry(prefix).or_default();
            *highest = number.max(*highest);
        }
        Self { plan, numbers }
    }

    /// Ids with this prefix that no item of the plan has.
    pub(crate) fn next<'n>(&self, prefix: &'n str) -> NextId<'n>
    where
        'p: 'n,
    {
        let highest = self.numbers.get(prefix).copied().unwrap_or(0);
        NextId { plan: self.plan, prefix, highest, given: BTreeSet::new() }
    }
}

/// Gives ids for one prefix, each once.
pub(crate) struct NextId<'p> {
    plan: &'p Plan,
    prefix: &'p str,
    highest: u64,
    given: BTreeSet<String>,
}

impl NextId<'_> {
    /// The next id for `item`, in the style of its file; `None` where there is none left.
    pub(crate) fn give(&mut self, item: PlanItem<'_>) -> Option<Id> {
        match item.settings().id_style() {
            IdStyle::Number => {
                self.highest = self.highest.checked_add(1)?;
                Id::parse(&format!("{}-{}", self.prefix, self.highest)).ok()
            }
            IdStyle::Random => self.draw(seed(item)),
        }
    }

    /// An id that follows from `seed` alone, so that the same plan always gets the same one.
    fn draw(&mut self, seed: u64) -> Option<Id> {
        let drawn = (0..DRAWS).map(|draw| characters(mixed(seed.wrapping_add(draw))));
        let fit = drawn.filter(|text| {
            text.bytes().any(|byte| byte.is_ascii_digit()) && text.bytes().any(|byte| byte.is_ascii_alphabetic())
        });
        let mut ids = fit.filter_map(|text| Id::parse(&format!("{}-{text}", self.prefix)).ok());
        let id = ids.find(|id| self.plan.first(id).is_none() && !self.given.contains(id.as_str()))?;
        self.given.insert(id.as_str().to_owned());
        Some(id)
    }
}

/// The number of an id that another one follows upon: 222 of `BACK-222.1`, none of `PAY-k3f9`.
fn number(id: &Id) -> Option<u64> {
    id.suffix().split('.').next()?.parse().ok()
}

/// A number that follows from where an item stands and what it is called: on two branches it is hardly ever the same.
fn seed(item: PlanItem<'_>) -> u64 {
    let syntax = item.syntax();
    let line = syntax.title_line().to_le_bytes();
    let title = item.title();
    let parts = [item.file().path().as_bytes(), &line, title.as_bytes()];
    // FNV-1a, with a byte that no text has between the parts.
    let mut hash: u64 = 0xCBF2_9CE4_8422_2325;
    for part in parts {
        for byte in part.iter().chain(&[0xFF]) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
    }
    hash
}

/// The output function of `SplitMix64` (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
const fn mixed(seed: u64) -> u64 {
    let seed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let seed = (seed ^ (seed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let seed = (seed ^ (seed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    seed ^ (seed >> 31)
}

fn characters(mut from: u64) -> String {
    let base = ALPHABET.len() as u64;
    let draw = |_| {
        let character = ALPHABET[(from % base) as usize];
        from /= base;
        char::from(character)
    };
    (0..LENGTH).map(draw).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_count_as_their_whole() {
        let number = |text: &str| number(&Id::parse(text).unwrap());
        assert_eq!(number("PAY-12"), Some(12));
        assert_eq!(number("BACK-222.1"), Some(222));
        assert_eq!(number("PAY-s23"), None);
        assert_eq!(number("PAY-99999999999999999999999"), None);
    }

    #[test]
    fn draws_that_follow_each_other_share_nothing_to_see() {
        let drawn: BTreeSet<_> = (0..1000).map(|seed| characters(mixed(seed))).collect();
        assert_eq!(drawn.len(), 1000);
        assert!(drawn.iter().all(|text| text.len() == LENGTH));
    }
}
