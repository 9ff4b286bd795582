//! The fewest moves that explain a new order.

/// Which places of `order` moved: the fewest that, taken out, leave the rest in ascending order. Among several such sets
/// it is the one in which what moved up is what moved. The time is that of sorting.
pub(crate) fn moved(order: &[u32]) -> Vec<bool> {
    // The places that end the ascending runs of each length with the least value, and what stands before each.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; order.len()];
    for (place, value) in order.iter().enumerate() {
        let length = ends.partition_point(|&end| order[end] < *value);
        before[place] = length.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(length) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    let mut moved = vec![true; order.len()];
    let mut kept = ends.last().copied();
    while let Some(place) = kept {
        moved[place] = false;
        kept = before[place];
    }
    moved
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_ascending(order: impl Iterator<Item = u32>) -> bool {
        order.is_sorted()
    }

    /// The fewest moves, found by trying every set.
    fn fewest(order: &[u32]) -> u32 {
        let sets = 0..1_u32 << order.len();
        let leaves_order =
            |set: &u32| is_ascending((0..order.len()).filter(|at| set >> at & 1 == 0).map(|at| order[at]));
        sets.filter(leaves_order).map(u32::count_ones).min().unwrap()
    }

    #[test]
    fn what_moved_up_is_what_moved() {
        assert_eq!(moved(&[1, 0]), [true, false]);
        assert_eq!(moved(&[3, 0, 1, 2]), [true, false, false, false]);
        assert_eq!(moved(&[1, 2, 3, 0]), [false, false, false, true]);
        assert_eq!(moved(&[]), [] as [bool; 0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_moves_are_the_fewest_that_explain_the_order(order in Just((0..8_u32).collect::<Vec<_>>()).prop_shuffle()) {
            let moved = moved(&order);
            let kept = order.iter().zip(&moved).filter(|(_, moved)| !**moved).map(|(value, _)| *value);
            prop_assert!(is_ascending(kept));
            prop_assert_eq!(moved.iter().filter(|moved| **moved).count() as u32, fewest(&order));
        }
    }
}
