//! The id that an item without one gets, and what a random one is drawn from.

use roadlog_model::{NextId, Plan, PlanItem, TakenIds, numbered};
use roadlog_syntax::value::Id;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::context::Context;

/// Gives ids that are free in the plan and elsewhere, each once.
pub(crate) struct FreeIds<'p> {
    plan: &'p Plan,
    taken: &'p TakenIds,
    seed: u64,
    /// The highest number of each prefix in the plan.
    highest: FxHashMap<&'p str, u64>,
    next: FxHashMap<SmolStr, NextId<'p>>,
}

impl<'p> FreeIds<'p> {
    /// Ids for any prefix. All items of the plan are looked at.
    pub(crate) fn new(context: &Context<'p>) -> Self {
        let plan = context.plan();
        let mut highest: FxHashMap<&str, u64> = FxHashMap::default();
        for id in plan.items().filter_map(PlanItem::id) {
            let number = numbered(id).filter(|(series, _)| series.is_empty()).map_or(0, |(_, number)| number);
            highest.entry(id.prefix()).and_modify(|most| *most = number.max(*most)).or_insert(number);
        }
        Self { plan, taken: context.taken_ids(), seed: context.seed(), highest, next: FxHashMap::default() }
    }

    /// The next id with this prefix for `item`, in the style of its file; `None` where there is none left.
    pub(crate) fn give(&mut self, prefix: &str, item: PlanItem<'_>) -> Option<Id> {
        let Self { plan, taken, highest, .. } = self;
        let highest = highest.get(prefix).copied().unwrap_or(0);
        let next = self.next.entry(SmolStr::new(prefix));
        let next = next.or_insert_with(|| NextId::behind(plan, prefix, highest, taken));
        next.give(item.settings().id_style(), seed(item) ^ self.seed)
    }
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
