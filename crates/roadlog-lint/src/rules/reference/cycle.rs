//! `reference/cycle`: items serve or need each other in a ring.

use std::hash::Hash;

use roadlog_config::Field;
use roadlog_model::{ItemRef, Plan, PlanItem};
use rustc_hash::FxHashMap;

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Group, Rule};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "reference/cycle",
    level: Some(Level::Error),
    summary: "Items serve or need each other in a ring.",
    why: "Items that need each other all wait for each other, and none can be started. A ring of `for` ends nowhere, so \
that no item in it answers to a goal.",
    bad: "
bug PAY-15 The pay button stays grey
  status: draft
  needs: PAY-16
         ^^^^^^ reference/cycle: PAY-15 needs PAY-16 needs PAY-15

bug PAY-16 The total has no currency
  status: draft
  needs: PAY-15
",
    good: "
bug PAY-15 The pay button stays grey
  status: draft
  needs: PAY-16

bug PAY-16 The total has no currency
  status: draft
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::Among { groups, check },
};

/// The fields that make rings, with how they read.
const STEPS: [(Field, &str); 2] = [(Field::For, "serves"), (Field::Needs, "needs")];

fn groups(_: &Context<'_>, item: PlanItem<'_>) -> Vec<Group> {
    Group::all(STEPS.iter().any(|(field, _)| item.may_close_ring(*field) && may_lead_back(item, *field)))
}

/// How many items are followed to see whether an item leads back to itself.
const FOLLOWED: usize = 16;

/// Whether an item stands in a ring, or leads to too many others to say: nearly all lead to few.
fn may_lead_back(item: PlanItem<'_>, field: Field) -> bool {
    let mut found: Vec<PlanItem<'_>> = vec![item];
    let mut next = 0;
    while let Some(at) = found.get(next).copied() {
        for target in at.targets(field) {
            if target == item || found.len() > FOLLOWED {
                return true;
            }
            if !found.contains(&target) {
                found.push(target);
            }
        }
        next += 1;
    }
    false
}

fn check(context: &mut Context<'_>, _: &Group, items: &[PlanItem<'_>]) {
    let plan = context.plan();
    for (field, verb) in STEPS {
        let starts = items.iter().filter(|item| item.may_close_ring(field)).map(|item| item.at());
        let targets = |at| plan.item(at).map_or_else(Vec::new, |item| item.targets(field).map(PlanItem::at).collect());
        for ring in rings(starts, targets) {
            tell(context, plan, &ring, field, verb);
        }
    }
}

fn tell(context: &mut Context<'_>, plan: &Plan, ring: &[ItemRef], field: Field, verb: &str) {
    let items: Vec<PlanItem<'_>> = ring.iter().filter_map(|at| plan.item(*at)).collect();
    let Some(start) = items.iter().position(|item| !item.file().is_foreign()) else { return };
    let in_order = || items.iter().cycle().skip(start).take(items.len());
    let steps: Vec<_> = in_order().chain(items.get(start)).map(|item| name(*item)).collect();
    let message = match &steps[..] {
        [only, _] => format!("{only} {verb} itself: take that away"),
        _ => format!("{}: take one of these steps away", steps.join(&format!(" {verb} "))),
    };
    let mut places = in_order().zip(in_order().cycle().skip(1)).filter_map(|(item, next)| {
        let (_, span) = item.ids(field).find(|(id, _)| Some(*id) == next.id())?;
        Some((*item, *next, span))
    });
    let Some((first, _, span)) = places.next() else { return };
    let mut told = context.report(first, span, message);
    for (item, next, span) in places {
        told = told.and(item.file(), span, format!("{} {verb} {} here", name(item), name(next)));
    }
}

/// How far the search has come with an item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// On the way that is being followed, at this place.
    OnWay(usize),
    /// Everything behind it has been seen.
    Seen,
}

/// A ring for each set of items that are in rings with each other: following every way from `starts` on once, one ring
/// for each step that leads back and shares no item with a ring already told. Each begins with its least item.
fn rings<N: Copy + Ord + Hash>(starts: impl Iterator<Item = N>, targets: impl Fn(N) -> Vec<N>) -> Vec<Vec<N>> {
    let mut marks: FxHashMap<N, Mark> = FxHashMap::default();
    let mut rings = Vec::new();
    for start in starts {
        if marks.contains_key(&start) {
            continue;
        }
        marks.insert(start, Mark::OnWay(0));
        let mut way = vec![(start, targets(start).into_iter())];
        // For each place of the way, the last one up to it whose item stands in a ring that is told.
        let mut last_told: Vec<Option<usize>> = vec![None];
        while let Some((at, ahead)) = way.last_mut() {
            let Some(target) = ahead.next() else {
                marks.insert(*at, Mark::Seen);
                way.pop();
                last_told.pop();
                continue;
            };
            match marks.get(&target) {
                Some(Mark::Seen) => {}
                Some(&Mark::OnWay(place)) => {
                    if last_told.last().copied().flatten() < Some(place) {
                        rings.push(from_least(way[place..].iter().map(|(node, _)| *node).collect()));
                        for (told, at) in last_told.iter_mut().zip(0..).skip(place) {
                            *told = Some(at);
                        }
                    }
                }
                None => {
                    marks.insert(target, Mark::OnWay(way.len()));
                    way.push((target, targets(target).into_iter()));
                    last_told.push(last_told.last().copied().flatten());
                }
            }
        }
    }
    rings
}

/// The same ring, begun with its least item.
fn from_least<N: Ord>(mut ring: Vec<N>) -> Vec<N> {
    let least = ring.iter().enumerate().min_by_key(|(_, node)| *node).map_or(0, |(index, _)| index);
    ring.rotate_left(least);
    ring
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rings_of(edges: &[(u32, u32)]) -> Vec<Vec<u32>> {
        let targets = |node| edges.iter().filter(|(from, _)| *from == node).map(|(_, to)| *to).collect();
        rings(edges.iter().map(|(from, _)| *from), targets)
    }

    #[test]
    fn a_ring_is_told_once_from_its_first_item_on() {
        assert_eq!(rings_of(&[(0, 1), (1, 2), (2, 3), (3, 1), (4, 2)]), [[1, 2, 3]]);
        assert_eq!(rings_of(&[(0, 0)]), [[0]]);
        assert_eq!(rings_of(&[(0, 1), (1, 0), (2, 3), (3, 2)]), [[0, 1], [2, 3]]);
    }

    #[test]
    fn a_ring_of_service_is_told_whole_and_with_itself_too() {
        crate::testing::told(
            &RULE,
            "
            goal G-1 One
              for: G-2
                   ^^^ reference/cycle: G-1 serves G-2 serves G-1: take one of these steps away
            goal G-2 Two
              for: G-1
            task PAY-1 Three
              needs: PAY-1
                     ^^^^^ reference/cycle: PAY-1 needs itself
            ",
        );
    }

    #[test]
    fn ways_that_meet_again_are_no_ring() {
        assert_eq!(rings_of(&[(0, 1), (0, 2), (1, 3), (2, 3)]), Vec::<Vec<u32>>::new());
    }

    #[test]
    fn rings_that_share_an_item_with_one_already_told_are_not_told() {
        // 0 → 1 → 2 → 3 → 1 is told first; 4 leads back to 0, through that ring, and to 3, which is in it.
        assert_eq!(rings_of(&[(0, 1), (1, 2), (2, 3), (3, 1), (3, 4), (4, 0), (4, 3)]), [[1, 2, 3]]);
        // A ring that begins behind the one already told shares nothing with it.
        assert_eq!(rings_of(&[(0, 1), (1, 0), (1, 2), (2, 3), (3, 2), (3, 0)]), [[0, 1], [2, 3]]);
    }

    #[test]
    fn a_chain_of_any_length_costs_no_stack() {
        let next = |node| if node < 50_000 { vec![node + 1] } else { Vec::new() };
        assert!(rings(0..50_000, next).is_empty());
    }
}
