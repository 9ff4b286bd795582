//! Doing the same to many files on all cores.

use rayon::prelude::*;

/// With fewer files than this, waking other threads takes longer than the work.
const WORTH_IT: usize = 8;

/// What `job` makes of each of `items`, in their order.
pub(crate) fn map<T: Send, R: Send>(items: Vec<T>, job: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
    if items.len() < WORTH_IT { items.into_iter().map(job).collect() } else { items.into_par_iter().map(job).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_kept_whether_there_are_few_or_many() {
        for count in [0, 1, WORTH_IT - 1, WORTH_IT, 1000] {
            let doubled = map((0..count).collect(), |number| number * 2);
            assert_eq!(doubled, (0..count).map(|number| number * 2).collect::<Vec<_>>());
        }
    }
}
