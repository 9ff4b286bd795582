//! What two versions of a file share: runs of nodes that are the same in both, in the same order, and the gaps between.

use std::ops::Range;

use roadlog_model::PlanFile;
use roadlog_syntax::Item;

/// The nodes that two versions of a file share.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shared {
    /// From the beginning to the end of both; none is empty.
    runs: Vec<Run>,
    /// How many nodes the earlier and the later version have.
    counts: [u32; 2],
}

/// Nodes in a row that are the same in both versions.
#[derive(Clone, Copy, Debug)]
struct Run {
    /// Where they begin in the earlier and in the later version.
    starts: [u32; 2],
    length: u32,
}

/// Nodes in a row that no run has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    /// Those of the earlier version.
    pub(crate) before: Range<u32>,
    /// Those of the later one.
    pub(crate) after: Range<u32>,
}

impl Shared {
    /// What two versions share: both are gone through side by side as long as their items have the same ids, and the rest
    /// from its end. It is no more than that where something came, went or moved in between, which costs time and no more.
    pub(crate) fn of(before: &PlanFile, after: &PlanFile) -> Self {
        let (old, new) = (before.document(), after.document());
        let counts = [old.nodes().len(), new.nodes().len()];
        let mut shared = Self { runs: Vec::new(), counts: counts.map(|count| count as u32) };
        let mut first = 0;
        for (one, other) in old.nodes().zip(new.nodes()) {
            if is_same(one, other) {
                shared.extend(first);
            } else if !has_same_id(one, other) {
                break;
            }
            first += 1;
        }
        let most = counts[0].min(counts[1]) - first as usize;
        let ends = old.nodes().rev().zip(new.nodes().rev()).take(most);
        let last = ends.take_while(|(one, other)| is_same(*one, *other)).count() as u32;
        if last > 0 {
            shared.runs.push(Run { starts: shared.counts.map(|count| count - last), length: last });
        }
        shared
    }

    /// Adds a node that has the same place in both.
    fn extend(&mut self, place: u32) {
        match self.runs.last_mut() {
            Some(run) if run.starts[0] + run.length == place => run.length += 1,
            _ => self.runs.push(Run { starts: [place; 2], length: 1 }),
        }
    }

    /// The place in the earlier version of a node of the later one that both share.
    pub(crate) fn former(&self, node: u32) -> Option<u32> {
        let behind = self.runs.partition_point(|run| run.starts[1] <= node);
        let run = self.runs[..behind].last()?;
        let within = node - run.starts[1];
        (within < run.length).then(|| run.starts[0] + within)
    }

    /// What stands between the runs, before the first and after the last, where that is anything.
    pub(crate) fn gaps(&self) -> impl Iterator<Item = Gap> {
        let ends = self.runs.iter().map(|run| run.starts.map(|start| start + run.length));
        let starts = self.runs.iter().map(|run| run.starts).chain([self.counts]);
        let gaps = std::iter::once([0; 2]).chain(ends).zip(starts);
        let gaps = gaps.map(|(end, start)| Gap { before: end[0]..start[0], after: end[1]..start[1] });
        gaps.filter(|gap| !gap.before.is_empty() || !gap.after.is_empty())
    }
}

fn is_same(one: Item<'_>, other: Item<'_>) -> bool {
    one.kind() == other.kind() && bytes(one) == bytes(other)
}

/// Whether two nodes that differ may be one, edited where it stands.
fn has_same_id(one: Item<'_>, other: Item<'_>) -> bool {
    one.kind() == other.kind() && id(one) == id(other)
}

fn id(item: Item<'_>) -> Option<&str> {
    item.document().text().get(item.id_span().range())
}

/// The lines of a node as they are written.
pub(super) fn bytes(item: Item<'_>) -> &str {
    &item.document().text()[item.span().range()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::plan;

    /// The gaps between two versions of a file, each as the nodes before and after, whose first one is what stands above the
    /// items.
    fn gaps(before: &[&str], after: &[&str]) -> Vec<[Vec<u32>; 2]> {
        let text = |items: &[&str]| format!("//- a.backlog\n{}\n\n", items.join("\n\n"));
        let (old, new) = (plan(&text(before)), plan(&text(after)));
        let file = |plan: &'_ roadlog_model::Plan| plan.files().next().map(|(place, _)| place);
        let [old_file, new_file] =
            [(&old, file(&old)), (&new, file(&new))].map(|(plan, place)| plan.file(place.unwrap()).unwrap());
        let shared = Shared::of(old_file, new_file);
        let kept: Vec<u32> = (0..new_file.node_count()).filter_map(|node| shared.former(node)).collect();
        assert!(kept.is_sorted(), "{kept:?}");
        shared.gaps().map(|gap| [gap.before.collect(), gap.after.collect()]).collect()
    }

    const ONE: &str = "story PAY-1 Pay";
    const TWO: &str = "story PAY-2 Log in";
    const THREE: &str = "story PAY-3 Go";
    const TWO_DONE: &str = "story PAY-2 Log in\n  status: done";

    #[test]
    fn an_item_that_was_edited_is_a_gap_of_its_own() {
        assert_eq!(gaps(&[ONE, TWO, THREE], &[ONE, TWO_DONE, THREE]), [[vec![2], vec![2]]]);
        assert_eq!(gaps(&[ONE, TWO, THREE, TWO], &[ONE, TWO_DONE, THREE, TWO_DONE]).len(), 2);
        assert_eq!(gaps(&[ONE, TWO], &[ONE, TWO]), [] as [[Vec<u32>; 2]; 0]);
    }

    #[test]
    fn what_came_went_or_moved_is_between_what_both_share() {
        assert_eq!(gaps(&[ONE, THREE], &[ONE, TWO, THREE]), [[vec![], vec![2]]]);
        assert_eq!(gaps(&[ONE, TWO, THREE], &[ONE, THREE]), [[vec![2], vec![]]]);
        assert_eq!(gaps(&[ONE, TWO], &[TWO, ONE]), [[vec![1, 2], vec![1, 2]]]);
        assert_eq!(gaps(&[ONE], &[ONE, ONE]), [[vec![], vec![2]]]);
    }
}
