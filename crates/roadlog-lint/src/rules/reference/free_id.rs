//! The id that an item without one gets, and what a random one is drawn from.

use roadlog_model::{NextId, PlanItem};
use roadlog_syntax::value::Id;

use crate::context::Context;

/// Gives ids for one prefix that are free in the plan and elsewhere.
pub(super) struct FreeIds<'p> {
    next: NextId<'p>,
    seed: u64,
}

impl<'p> FreeIds<'p> {
    /// Ids with this prefix.
    pub(super) fn new(context: &Context<'p>, prefix: &'p str) -> Self {
        Self { next: NextId::new(context.plan(), prefix, context.taken_ids()), seed: context.seed() }
    }

    /// The next id for `item`, in the style of its file; `None` where there is none left.
    pub(super) fn give(&mut self, item: PlanItem<'_>) -> Option<Id> {
        self.next.give(item.settings().id_style(), seed(item) ^ self.seed)
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
