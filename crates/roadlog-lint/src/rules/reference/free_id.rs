//! The id that an item without one gets, and what a random one is drawn from.

use roadlog_config::IdStyle;
use roadlog_model::{NextId, Plan, PlanItem, TakenIds};
use roadlog_syntax::value::Id;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::context::Context;

/// Gives ids that are free in the plan and elsewhere, each once.
pub(crate) struct FreeIds<'p> {
    plan: &'p Plan,
    taken: &'p TakenIds,
    seed: u64,
    next: FxHashMap<SmolStr, NextId<'p>>,
}

impl<'p> FreeIds<'p> {
    /// Ids for any prefix.
    pub(crate) fn new(context: &Context<'p>) -> Self {
        let (plan, taken) = (context.plan(), context.taken_ids());
        Self { plan, taken, seed: context.seed(), next: FxHashMap::default() }
    }

    /// The next id with this prefix for `item`, in the style of its file; `None` where there is none left.
    pub(crate) fn give(&mut self, prefix: &str, item: PlanItem<'_>) -> Option<Id> {
        let Self { plan, taken, .. } = *self;
        let next = self.next.entry(SmolStr::new(prefix));
        let next = next.or_insert_with(|| NextId::behind(plan, prefix, plan.highest_number(prefix), taken));
        let style = item.settings().id_style();
        // Who counts on needs no number that differs from branch to branch.
        let drawn_from = if style == IdStyle::Random { seed(item) ^ self.seed } else { 0 };
        next.give(style, drawn_from)
    }
}

/// A number that follows from where an item stands and what it is called: on two branches it is hardly ever the same.
fn seed(item: PlanItem<'_>) -> u64 {
    // The number of its line changes with the lines above it.
    let _ = item.document();
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
