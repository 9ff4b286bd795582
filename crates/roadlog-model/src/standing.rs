//! Where an item stands among the others, as nearly everything that looks at a whole plan asks it: what is above it, the
//! sprint that it is planned for, whether something stops it.

use std::iter::successors;

use roadlog_config::Field;
use roadlog_syntax::Kind;

use crate::item::PlanItem;
use crate::owner::DEEPEST;
use crate::plan::Plan;
use crate::reads::{self, Read};

impl Plan {
    /// The items that are worked with: those of this workspace, archives left out.
    pub fn live_items(&self) -> impl Iterator<Item = PlanItem<'_>> {
        reads::note(Read::items);
        let files = self.placed().filter(|(_, file)| !file.is_archived() && !file.is_foreign());
        files.flat_map(|(place, _)| self.standing_in(place))
    }
}

impl PlanItem<'_> {
    /// The items above it on its `for` chain, the nearest first. A ring ends after a while.
    pub fn above(self) -> impl Iterator<Item = Self> {
        successors(self.parents().next(), |at| at.parents().next()).take(DEEPEST)
    }

    /// The sprint that it is planned for.
    pub fn sprint(self) -> Option<Self> {
        let (id, _) = self.ids(Field::Sprint).next()?;
        self.plan().first(id).filter(|sprint| sprint.is_a(&[Kind::Sprint]))
    }

    /// Whether something stops it, while it is open.
    pub fn is_blocked(self) -> bool {
        self.is_open() && self.field(Field::Blocked).is_some_and(|field| !field.text().is_empty())
    }
}
