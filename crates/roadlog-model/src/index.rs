//! Which items have an id and which refer to it: exact within a file, by file across the plan.

use std::sync::Arc;

use roadlog_syntax::value::Id;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

/// The hash of an id. Two ids may share one: whoever looks an id up compares the ids themselves.
pub(crate) fn hash(id: &Id) -> u64 {
    hash_of_text(id.as_str())
}

/// The hash of an id as it is written.
pub(crate) fn hash_of_text(id: &str) -> u64 {
    let mut hasher = FxHasher::default();
    id.hash(&mut hasher);
    hasher.finish()
}

/// Where an id stands in a file: the item, and the id's place among those that the item refers to; 0 for its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Standing {
    pub(crate) node: u32,
    pub(crate) place: u32,
}

/// Where ids stand in one file, by their hash: those that its items have, or those that they refer to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FileIndex {
    /// Sorted.
    entries: Vec<(u64, Standing)>,
}

impl FileIndex {
    pub(crate) fn new(mut entries: Vec<(u64, Standing)>) -> Self {
        entries.sort_unstable();
        entries.shrink_to_fit();
        Self { entries }
    }

    /// Where this hash stands, in the order of the file.
    pub(crate) fn get(&self, hash: u64) -> impl Iterator<Item = Standing> + '_ {
        let start = self.entries.partition_point(|&(at, _)| at < hash);
        self.entries[start..].iter().take_while(move |&&(at, _)| at == hash).map(|&(_, standing)| standing)
    }

    /// How many different hashes stand in it.
    pub(crate) fn hash_count(&self) -> usize {
        self.hashes().count()
    }

    /// The hashes under which several items stand.
    pub(crate) fn repeated(&self) -> impl Iterator<Item = u64> + '_ {
        self.entries.windows(2).filter(|pair| pair[0].0 == pair[1].0).map(|pair| pair[0].0)
    }

    /// The hashes that stand elsewhere in `other`, or only in one of both; some of them several times.
    pub(crate) fn unlike<'i>(&'i self, other: &'i Self) -> impl Iterator<Item = u64> + 'i {
        let missing_in = |index: &'i Self| move |entry: &&(u64, Standing)| index.entries.binary_search(entry).is_err();
        let gone = self.entries.iter().filter(missing_in(other));
        gone.chain(other.entries.iter().filter(missing_in(self))).map(|&(hash, _)| hash)
    }

    /// The hashes, each once.
    fn hashes(&self) -> impl Iterator<Item = u64> + '_ {
        let repeated = |index: usize| index > 0 && self.entries[index - 1].0 == self.entries[index].0;
        (0..self.entries.len()).filter(move |&index| !repeated(index)).map(|index| self.entries[index].0)
    }
}

/// The files of the hashes of one part of an index. Hardly any hash stands in several files, and the others cost the less.
#[derive(Clone, Debug, Default)]
struct Shard {
    /// The only file that has the hash.
    single: FxHashMap<u64, u32>,
    /// The files that have it, two or more, in ascending order.
    several: FxHashMap<u64, Vec<u32>>,
}

const SHARDS: usize = 256;

/// Hash → files. Parted into shards that snapshots share, so that a changed file copies only those that it touches.
#[derive(Clone, Debug)]
pub(crate) struct PlanIndex {
    shards: Vec<Arc<Shard>>,
    /// How many hashes stand in several files.
    shared: usize,
}

impl Default for PlanIndex {
    fn default() -> Self {
        Self { shards: vec![Arc::default(); SHARDS], shared: 0 }
    }
}

impl PlanIndex {
    /// An index with room for so many hashes, which is quicker than to make room again and again.
    pub(crate) fn with_room(hashes: usize) -> Self {
        let room = hashes / SHARDS + hashes / SHARDS / 8;
        let single = || FxHashMap::with_capacity_and_hasher(room, FxBuildHasher);
        let shard = || Arc::new(Shard { single: single(), several: FxHashMap::default() });
        Self { shards: (0..SHARDS).map(|_| shard()).collect(), shared: 0 }
    }

    const fn shard(hash: u64) -> usize {
        (hash >> 56) as usize % SHARDS
    }

    /// The files that have the hash, in ascending order.
    pub(crate) fn files(&self, hash: u64) -> &[u32] {
        let Shard { single, several } = &*self.shards[Self::shard(hash)];
        match single.get(&hash) {
            Some(file) => std::slice::from_ref(file),
            None => several.get(&hash).map_or(&[], Vec::as_slice),
        }
    }

    /// Whether any hash stands in several files.
    pub(crate) const fn is_shared(&self) -> bool {
        self.shared > 0
    }

    /// The hashes that stand in several files.
    pub(crate) fn shared(&self) -> impl Iterator<Item = u64> + '_ {
        self.shards.iter().flat_map(|shard| shard.several.keys()).copied()
    }

    /// Replaces what `file` had by what it has now; hashes that stay cost nothing but the look.
    pub(crate) fn replace(&mut self, file: u32, before: &FileIndex, after: &FileIndex) {
        let (mut old, mut new) = (before.hashes().peekable(), after.hashes().peekable());
        loop {
            match (old.peek().copied(), new.peek().copied()) {
                (Some(gone), coming) if coming.is_none_or(|coming| gone < coming) => {
                    self.remove(gone, file);
                    old.next();
                }
                (gone, Some(coming)) if gone.is_none_or(|gone| coming < gone) => {
                    self.add(coming, file);
                    new.next();
                }
                (Some(_), Some(_)) => {
                    old.next();
                    new.next();
                }
                _ => return,
            }
        }
    }

    fn add(&mut self, hash: u64, file: u32) {
        let Shard { single, several } = Arc::make_mut(&mut self.shards[Self::shard(hash)]);
        if let Some(files) = several.get_mut(&hash) {
            files.push(file);
            files.sort_unstable();
            files.dedup();
        } else if let Some(other) = single.insert(hash, file).filter(|other| *other != file) {
            single.remove(&hash);
            several.insert(hash, vec![other.min(file), other.max(file)]);
            self.shared += 1;
        }
    }

    fn remove(&mut self, hash: u64, file: u32) {
        let Shard { single, several } = Arc::make_mut(&mut self.shards[Self::shard(hash)]);
        let Some(files) = several.get_mut(&hash) else {
            single.remove(&hash);
            return;
        };
        files.retain(|&other| other != file);
        if let [last] = files[..] {
            several.remove(&hash);
            single.insert(hash, last);
            self.shared -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(entries: &[(u64, u32)]) -> FileIndex {
        FileIndex::new(entries.iter().map(|&(hash, node)| (hash, Standing { node, place: 0 })).collect())
    }

    #[test]
    fn a_file_index_finds_items_in_order() {
        let index = index(&[(7, 3), (5, 1), (7, 2)]);
        assert_eq!(index.get(7).map(|standing| standing.node).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(index.get(6).count(), 0);
        assert_eq!(index.hashes().collect::<Vec<_>>(), [5, 7]);
    }

    #[test]
    fn hashes_that_stand_elsewhere_are_unlike() {
        let (before, after) = (index(&[(5, 1), (6, 2), (7, 3), (7, 4)]), index(&[(5, 1), (7, 3), (7, 5), (8, 6)]));
        assert_eq!(before.unlike(&after).collect::<Vec<_>>(), [6, 7, 7, 8]);
        assert_eq!(before.unlike(&before).count(), 0);
    }

    #[test]
    fn replacing_a_file_leaves_the_others() {
        let mut plan = PlanIndex::default();
        let (first, second) = (index(&[(5, 1), (7, 1)]), index(&[(7, 9), (8, 9)]));
        plan.replace(0, &FileIndex::default(), &first);
        plan.replace(1, &FileIndex::default(), &second);
        assert_eq!((plan.files(5), plan.files(7), plan.files(8)), (&[0][..], &[0, 1][..], &[1][..]));
        plan.replace(0, &first, &index(&[(5, 1), (8, 2)]));
        assert_eq!((plan.files(5), plan.files(7), plan.files(8)), (&[0][..], &[1][..], &[0, 1][..]));
        plan.replace(1, &second, &FileIndex::default());
        assert_eq!((plan.files(7), plan.files(8)), (&[][..], &[0][..]));
    }
}
