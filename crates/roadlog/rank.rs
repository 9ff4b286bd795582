//! The rank of every item at once, for whatever lists a whole plan: one look at each item.

use std::collections::HashMap;

use roadlog_config::RankClass;
use roadlog_model::{ItemRef, Plan, PlanItem};

/// The ranks of a plan's items.
#[derive(Debug)]
pub(crate) struct Ranks {
    of: HashMap<ItemRef, u32>,
}

impl Ranks {
    /// The ranks of all items of the plan.
    pub(crate) fn of(plan: &Plan) -> Self {
        let mut counts: HashMap<(u32, RankClass), u32> = HashMap::new();
        let ranked = plan.items().filter_map(|item| {
            let count = counts.entry((item.at().file, item.rank_class()?)).or_default();
            *count += 1;
            Some((item.at(), *count))
        });
        Self { of: ranked.collect() }
    }

    /// The rank of an item in its file, from 1; none where it has none.
    pub(crate) fn get(&self, item: PlanItem<'_>) -> Option<u32> {
        self.of.get(&item.at()).copied()
    }
}
