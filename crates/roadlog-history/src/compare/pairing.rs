//! Which item of the later plan is which of the earlier one: by id, wherever it stands; else by what it says.

use std::ops::Range;

use roadlog_model::{ItemRef, Plan, PlanFile, PlanItem};
use roadlog_syntax::value::Id;
use rustc_hash::FxHashMap;

use super::renumbered;
use super::shared::{Shared, bytes};
use super::words::{Renumbered, normal};

/// Of how many items of one id each is compared with each other.
const MOST_OF_ONE_ID: usize = 64;

/// Whether an item of the one id, which is gone, and one of the other, which came, are known to be two.
pub(crate) type AreTwo<'f> = &'f dyn Fn(&Id, &Id) -> bool;

/// The items of two plans, so far as they are not the same at the same place of the same file.
#[derive(Debug, Default)]
pub(crate) struct Pairing<'p> {
    /// The items that are in both plans and differ in their bytes or their file.
    pub(crate) pairs: Vec<(PlanItem<'p>, PlanItem<'p>)>,
    /// The items that are gone.
    pub(crate) removed: Vec<PlanItem<'p>>,
    /// The items that came.
    pub(crate) created: Vec<PlanItem<'p>>,
    /// Which items have another id.
    pub(crate) renumbered: Renumbered,
    /// The files whose bytes differ.
    pub(crate) files: Vec<FilePair>,
    /// For each item of the later plan that was looked at, the one of the earlier that it is.
    pub(crate) former: FxHashMap<ItemRef, ItemRef>,
}

/// A file of both plans whose bytes differ.
#[derive(Clone, Debug)]
pub(crate) struct FilePair {
    /// Its place in the earlier plan.
    pub(crate) before: u32,
    /// Its place in the later plan.
    pub(crate) after: u32,
    /// What both have of it.
    pub(crate) shared: Shared,
}

/// Items of both plans that may be the same.
#[derive(Debug, Default)]
struct Candidates<'p> {
    before: Vec<PlanItem<'p>>,
    after: Vec<PlanItem<'p>>,
}

impl<'p> Pairing<'p> {
    pub(crate) fn of(before: &'p Plan, after: &'p Plan, are_two: AreTwo<'_>) -> Self {
        let mut pairing = Self::default();
        let candidates = pairing.candidates(before, after);
        pairing.pair_by_id(candidates);
        renumbered::pair(&mut pairing, before, after, are_two);
        pairing
    }

    /// The items of the files that differ, those left out that both versions of a file share.
    fn candidates(&mut self, before: &'p Plan, after: &'p Plan) -> Candidates<'p> {
        let paths: FxHashMap<&str, (u32, &PlanFile)> = own_files(before).map(|it| (it.1.path(), it)).collect();
        let mut found = Candidates::default();
        let mut seen = Vec::new();
        for (place, file) in own_files(after) {
            let Some(&(old_place, old)) = paths.get(file.path()) else {
                found.after.extend(after.items_of(place));
                continue;
            };
            seen.push(old_place);
            if std::ptr::eq(old, file) || old.document().bytes() == file.document().bytes() {
                continue;
            }
            let shared = Shared::of(old, file);
            for gap in shared.gaps() {
                found.before.extend(items(before, old_place, gap.before));
                found.after.extend(items(after, place, gap.after));
            }
            self.files.push(FilePair { before: old_place, after: place, shared });
        }
        seen.sort_unstable();
        let gone = own_files(before).filter(|(place, _)| seen.binary_search(place).is_err());
        found.before.extend(gone.flat_map(|(place, _)| before.items_of(place)));
        found
    }

    fn pair_by_id(&mut self, candidates: Candidates<'p>) {
        let mut groups: FxHashMap<&'p Id, Candidates<'p>> = FxHashMap::default();
        for item in candidates.before {
            match item.id() {
                Some(id) => groups.entry(id).or_default().before.push(item),
                None => self.removed.push(item),
            }
        }
        for item in candidates.after {
            match item.id() {
                Some(id) => groups.entry(id).or_default().after.push(item),
                None => self.created.push(item),
            }
        }
        for Candidates { before, after } in groups.into_values() {
            match (&before[..], &after[..]) {
                ([old], [new]) => self.pair(*old, *new),
                _ => self.pair_same_id(before, after),
            }
        }
    }

    /// Pairs items of one id that several have: those that say the same, then those of the same title, then those of
    /// the same file, then the rest as they come.
    fn pair_same_id(&mut self, mut before: Vec<PlanItem<'p>>, mut after: Vec<PlanItem<'p>>) {
        let is_same: [fn(PlanItem<'p>, PlanItem<'p>) -> bool; 5] = [
            |old, new| same_path(old, new) && text(old) == text(new),
            |old, new| text(old) == text(new),
            |old, new| same_path(old, new) && normal(&old.title()) == normal(&new.title()),
            |old, new| normal(&old.title()) == normal(&new.title()),
            |old, new| same_path(old, new),
        ];
        // Of very many items with one id nothing can be told apart in a reasonable time; they are taken as they come.
        let steps = if before.len().max(after.len()) > MOST_OF_ONE_ID { 0 } else { is_same.len() };
        for is_same in is_same.into_iter().take(steps) {
            before.retain(|old| {
                let found = after.iter().position(|new| is_same(*old, *new));
                if let Some(found) = found {
                    self.pair(*old, after.remove(found));
                }
                found.is_none()
            });
        }
        let rest = before.len().min(after.len());
        for (old, new) in before.drain(..rest).zip(after.drain(..rest)) {
            self.pair(old, new);
        }
        self.removed.extend(before);
        self.created.extend(after);
    }

    pub(super) fn pair(&mut self, before: PlanItem<'p>, after: PlanItem<'p>) {
        self.former.insert(after.at(), before.at());
        if !same_path(before, after) || text(before) != text(after) {
            self.pairs.push((before, after));
        }
    }
}

/// The files that are this workspace's own.
fn own_files(plan: &Plan) -> impl Iterator<Item = (u32, &PlanFile)> {
    plan.files().filter(|(_, file)| !file.is_foreign())
}

/// The items among these nodes of a file.
fn items(plan: &Plan, place: u32, nodes: Range<u32>) -> impl Iterator<Item = PlanItem<'_>> {
    nodes.filter_map(move |node| plan.item(ItemRef { file: place, node }))
}

/// An item's lines as they are written.
pub(super) fn text(item: PlanItem<'_>) -> &str {
    bytes(item.syntax())
}

pub(super) fn same_path(before: PlanItem<'_>, after: PlanItem<'_>) -> bool {
    before.file().path() == after.file().path()
}
