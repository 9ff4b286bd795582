//! What rules found in items that they look at together, kept group by group: when an item changes, the groups that it was
//! in and is in now are looked at again, and no others.

use std::collections::BTreeSet;

use rayon::prelude::*;
use roadlog_model::reads::Read;
use roadlog_model::{ItemRef, PlanItem};
use rustc_hash::{FxHashMap, FxHashSet};

use super::kept::Kept;
use super::read_index::ReadIndex;
use super::standing::{NodeNumber, Standing};
use super::unit::about_group;
use crate::rule::Group;
use crate::runner::Runner;

/// A group, and the place of the rule that looks at it.
pub(super) type OfRule = (usize, Group);

/// The groups of the plan that have any items, with what was found in each.
#[derive(Default)]
pub(super) struct Groups {
    /// The items of each group.
    members: FxHashMap<OfRule, BTreeSet<NodeNumber>>,
    /// The groups that items have joined or left since they were last looked at.
    stale: BTreeSet<OfRule>,
    /// Where the unit of a group stands.
    slots: FxHashMap<OfRule, u32>,
    /// A group that has no items any more leaves its place empty, for the next that comes.
    units: Vec<Option<GroupUnit>>,
    empty: Vec<u32>,
    /// The slots of the groups in which something was found.
    speaking: BTreeSet<u32>,
    /// By the slots of the groups.
    index: ReadIndex,
}

/// What was found in a group.
struct GroupUnit {
    name: OfRule,
    kept: Vec<Kept>,
    /// What that was made from; sorted, each once.
    reads: Vec<Read>,
}

impl Groups {
    /// Everything that was found in groups.
    pub(super) fn kept(&self) -> impl Iterator<Item = &Kept> {
        self.speaking.iter().filter_map(|slot| self.units[*slot as usize].as_ref()).flat_map(|unit| &unit.kept)
    }

    /// An item that was in the groups of `before` is now in those of `after`.
    pub(super) fn move_item(&mut self, item: NodeNumber, before: &[OfRule], after: &[OfRule]) {
        for group in before.iter().filter(|group| !after.contains(group)) {
            if let Some(members) = self.members.get_mut(group) {
                members.remove(&item);
                if members.is_empty() {
                    self.members.remove(group);
                }
            }
            self.stale.insert(group.clone());
        }
        for group in after.iter().filter(|group| !before.contains(group)) {
            self.members.entry(group.clone()).or_default().insert(item);
            self.stale.insert(group.clone());
        }
    }

    /// Looks again at the groups whose items are others than before, and at those of which something is touched. The paths
    /// of the findings that came or went.
    pub(super) fn follow(
        &mut self,
        runner: &Runner<'_>,
        touched: &FxHashSet<Read>,
        standing: &Standing,
    ) -> Vec<String> {
        let mut stale = std::mem::take(&mut self.stale);
        let slots = touched.iter().flat_map(|read| self.index.files(*read));
        stale.extend(slots.filter_map(|slot| Some(self.units[slot as usize].as_ref()?.name.clone())));
        let look = |name: OfRule| {
            let items = self.members(runner, &name, standing);
            if items.is_empty() {
                return (name, None);
            }
            let (findings, reads) = about_group(runner, &name, &items);
            let kept = findings.into_iter().map(|finding| Kept::new(name.0, finding, runner.plan, standing)).collect();
            let reads: BTreeSet<Read> = reads.into_iter().collect();
            (name.clone(), Some(GroupUnit { name, kept, reads: reads.into_iter().collect() }))
        };
        let found: Vec<_> = match stale.len() {
            0 | 1 => stale.into_iter().map(look).collect(),
            _ => stale.into_par_iter().map(look).collect(),
        };
        let mut retold = Vec::new();
        for (name, unit) in found {
            let after = unit.iter().flat_map(|unit| &unit.kept).map(|kept| kept.path().to_owned());
            retold.extend(after);
            let before = self.replace(name, unit);
            retold.extend(before.iter().flat_map(|unit| &unit.kept).map(|kept| kept.path().to_owned()));
        }
        retold
    }

    /// Puts a unit in the place of the one that its group had, which it gives back.
    fn replace(&mut self, name: OfRule, unit: Option<GroupUnit>) -> Option<GroupUnit> {
        let known = self.slots.get(&name).copied();
        let slot = match (known, &unit) {
            (Some(slot), _) => slot,
            (None, None) => return None,
            (None, Some(_)) => self.empty.pop().unwrap_or_else(|| {
                self.units.push(None);
                self.units.len() as u32 - 1
            }),
        };
        match (&unit, known) {
            (None, _) => {
                self.slots.remove(&name);
                self.empty.push(slot);
            }
            (Some(_), None) => {
                self.slots.insert(name, slot);
            }
            (Some(_), Some(_)) => {}
        }
        if unit.as_ref().is_some_and(|unit| !unit.kept.is_empty()) {
            self.speaking.insert(slot);
        } else {
            self.speaking.remove(&slot);
        }
        for read in unit.iter().flat_map(|unit| &unit.reads) {
            self.index.add(*read, slot);
        }
        let before = std::mem::replace(&mut self.units[slot as usize], unit);
        for read in before.iter().flat_map(|unit| &unit.reads) {
            self.index.remove(*read, slot);
        }
        before
    }

    /// The items of a group, in the order of the plan.
    fn members<'a>(&self, runner: &Runner<'a>, name: &OfRule, standing: &Standing) -> Vec<PlanItem<'a>> {
        let numbers = self.members.get(name).into_iter().flatten();
        let mut places: Vec<ItemRef> = numbers.map(|number| standing.place(*number)).collect();
        places.sort_unstable();
        places.into_iter().filter_map(|at| runner.plan.item(at)).collect()
    }
}
