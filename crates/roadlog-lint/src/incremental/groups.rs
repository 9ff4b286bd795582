//! What rules found in items that they look at together, kept group by group: when an item changes, the groups that it was
//! in and is in now are looked at again, and no others.

use std::collections::BTreeSet;

use rayon::prelude::*;
use roadlog_model::reads::Read;
use roadlog_model::{ItemRef, PlanItem};
use rustc_hash::{FxHashMap, FxHashSet};

use super::FileUnits;
use super::kept::Kept;
use super::read_index::ReadIndex;
use super::standing::Standing;
use super::unit::about_group;
use crate::rule::Group;
use crate::runner::Runner;

/// A group, and the place of the rule that looks at it.
pub(super) type OfRule = (usize, Group);

/// The groups of the plan that have any items, with what was found in each.
#[derive(Default)]
pub(super) struct Groups {
    /// Where the unit of a group stands.
    slots: FxHashMap<OfRule, u32>,
    /// A group that has no items any more leaves its place empty, for the next that comes.
    units: Vec<Option<GroupUnit>>,
    empty: Vec<u32>,
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
        self.units.iter().flatten().flat_map(|unit| &unit.kept)
    }

    /// Looks again at the `stale` groups, and at those of which something is touched. The paths of the findings that came
    /// or went.
    pub(super) fn follow(
        &mut self,
        runner: &Runner<'_>,
        mut stale: BTreeSet<OfRule>,
        touched: &FxHashSet<Read>,
        (files, standing): (&[FileUnits], &Standing),
    ) -> Vec<String> {
        let slots = touched.iter().flat_map(|read| self.index.files(*read));
        stale.extend(slots.filter_map(|slot| Some(self.units[slot as usize].as_ref()?.name.clone())));
        let look = |name: OfRule| {
            let items = members(runner, files, &name);
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
        for read in unit.iter().flat_map(|unit| &unit.reads) {
            self.index.add(*read, slot);
        }
        let before = std::mem::replace(&mut self.units[slot as usize], unit);
        for read in before.iter().flat_map(|unit| &unit.reads) {
            self.index.remove(*read, slot);
        }
        before
    }
}

/// The items of a group, in the order of the plan.
fn members<'a>(runner: &Runner<'a>, files: &[FileUnits], name: &OfRule) -> Vec<PlanItem<'a>> {
    let files = files.iter().zip(0..).filter(|(units, _)| units.groups.contains(name));
    let nodes = files.flat_map(|(units, file)| {
        let nodes = units.nodes.iter().zip(0..).filter(|(unit, _)| unit.groups.contains(name));
        nodes.map(move |(_, node)| ItemRef { file, node })
    });
    nodes.filter_map(|at| runner.plan.item(at)).collect()
}
