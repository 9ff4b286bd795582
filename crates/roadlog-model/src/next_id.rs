//! The id that an item without one gets: the next free number, or five characters that no other branch draws.

use std::collections::BTreeSet;

use roadlog_config::IdStyle;
use roadlog_syntax::value::Id;
use smol_str::SmolStr;

use crate::taken::numbered;
use crate::{Plan, PlanItem, TakenIds};

/// What random ids are made of: digits, and letters that make no words and are not taken for digits.
const ALPHABET: &[u8; 29] = b"0123456789bcdfghjkmnpqrstvwxz";

/// How many characters a random id has behind its dash.
const LENGTH: usize = 5;

/// How many times another one is drawn before giving up; each draw is taken once in many millions.
const DRAWS: u64 = 1000;

/// Gives ids for one prefix, each once.
#[derive(Clone, Debug)]
pub struct NextId<'p> {
    plan: &'p Plan,
    taken: &'p TakenIds,
    prefix: SmolStr,
    series: &'p str,
    highest: u64,
    given: BTreeSet<String>,
}

impl<'p> NextId<'p> {
    /// Ids with this prefix that no item of the plan has, archives and other workspaces included, and that are not
    /// taken elsewhere.
    pub fn new(plan: &'p Plan, prefix: &str, taken: &'p TakenIds) -> Self {
        Self::in_series(plan, prefix, "", taken)
    }

    /// The same, where letters stand before the number, as those of sprints do: `PAY-s23` is one of the series `s`.
    pub fn in_series(plan: &'p Plan, prefix: &str, series: &'p str, taken: &'p TakenIds) -> Self {
        let ids = plan.items().filter_map(PlanItem::id).filter(|id| id.prefix() == prefix);
        let numbers = ids.filter_map(numbered).filter(|(other, _)| *other == series).map(|(_, number)| number);
        let highest = numbers.max().unwrap_or(0).max(taken.highest_in_series(prefix, series));
        Self { plan, taken, prefix: SmolStr::new(prefix), series, highest, given: BTreeSet::new() }
    }

    /// As [`NextId::new`], where it is known that no item of the plan has a number above `highest` with this prefix: who
    /// gives ids for many prefixes looks at all items once.
    pub fn behind(plan: &'p Plan, prefix: &str, highest: u64, taken: &'p TakenIds) -> Self {
        let highest = highest.max(taken.highest(prefix));
        Self { plan, taken, prefix: SmolStr::new(prefix), series: "", highest, given: BTreeSet::new() }
    }

    /// The next id in a style; `None` where there is none left. A random one follows from `seed` alone, so that who
    /// asks says whether the same plan gets the same id again.
    pub fn give(&mut self, style: IdStyle, seed: u64) -> Option<Id> {
        match style {
            IdStyle::Number => {
                self.highest = self.highest.checked_add(1)?;
                Id::parse(&format!("{}-{}{}", self.prefix, self.series, self.highest)).ok()
            }
            IdStyle::Random => self.draw(seed),
        }
    }

    fn draw(&mut self, seed: u64) -> Option<Id> {
        let drawn = (0..DRAWS).map(|draw| characters(mixed(seed.wrapping_add(draw))));
        let fit = drawn.filter(|text| {
            text.bytes().any(|byte| byte.is_ascii_digit()) && text.bytes().any(|byte| byte.is_ascii_alphabetic())
        });
        let mut ids = fit.filter_map(|text| Id::parse(&format!("{}-{text}", self.prefix)).ok());
        let id = ids.find(|id| {
            self.plan.first(id).is_none() && !self.taken.contains(id) && !self.given.contains(id.as_str())
        })?;
        self.given.insert(id.as_str().to_owned());
        Some(id)
    }
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
    use roadlog_config::Config;

    use super::*;
    use crate::FileInput;

    const ONE: &str = "story PAY-1 One\n";

    fn plan(text: &str) -> Plan {
        let file = FileInput { path: "a.backlog".into(), bytes: text.into(), archived: false, foreign: false };
        Plan::new(Config::default(), vec![file]).unwrap()
    }

    fn taken(ids: &[&str]) -> TakenIds {
        let mut taken = TakenIds::default();
        for id in ids {
            taken.insert(id.parse().unwrap());
        }
        taken
    }

    #[test]
    fn numbers_go_on_behind_the_plan_and_what_is_taken_elsewhere() {
        for (ids, next) in [(&[][..], "PAY-2"), (&["PAY-41.3", "SHOP-99"], "PAY-42")] {
            let (plan, taken) = (plan(ONE), taken(ids));
            let mut ids = NextId::new(&plan, "PAY", &taken);
            assert_eq!(ids.give(IdStyle::Number, 0).unwrap().as_str(), next);
            assert_ne!(ids.give(IdStyle::Number, 0).unwrap().as_str(), next);
        }
    }

    #[test]
    fn behind_the_highest_number_there_is_none() {
        let (plan, taken) = (plan(ONE), taken(&["PAY-18446744073709551615"]));
        assert_eq!(NextId::new(&plan, "PAY", &taken).give(IdStyle::Number, 0), None);
    }

    #[test]
    fn an_id_that_is_taken_elsewhere_is_not_drawn() {
        let plan = plan(ONE);
        let first = NextId::new(&plan, "PAY", TakenIds::none()).give(IdStyle::Random, 7).unwrap();
        let again = NextId::new(&plan, "PAY", TakenIds::none()).give(IdStyle::Random, 7).unwrap();
        assert_eq!(first, again, "the same seed draws the same");
        let taken = taken(&[first.as_str()]);
        assert_ne!(NextId::new(&plan, "PAY", &taken).give(IdStyle::Random, 7).unwrap(), first);
    }

    #[test]
    fn draws_that_follow_each_other_share_nothing_to_see() {
        let drawn: BTreeSet<_> = (0..1000).map(|seed| characters(mixed(seed))).collect();
        assert_eq!(drawn.len(), 1000);
        assert!(drawn.iter().all(|text| text.len() == LENGTH));
    }
}
