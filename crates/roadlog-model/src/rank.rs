//! Rank: the order of the open items of a file is their priority, top first.

use roadlog_config::{KindSpec, RankClass};

use crate::item::PlanItem;

impl PlanItem<'_> {
    /// Among what it is ranked; `None` where the order says nothing of its kind, or it is closed.
    pub fn rank_class(self) -> Option<RankClass> {
        let class = self.like().and_then(|kind| KindSpec::of(kind).rank)?;
        (self.is_open() && !self.file().is_archived()).then_some(class)
    }

    /// Its rank in its file, from 1, among the open items of its class; `None` where it has none. The cost is that of
    /// a look at each item above it in the file.
    pub fn rank(self) -> Option<u32> {
        let class = self.rank_class()?;
        let above = self.plan().items_of(self.at().file).take_while(|other| other.at() != self.at());
        Some(above.filter(|other| other.rank_class() == Some(class)).count() as u32 + 1)
    }
}
