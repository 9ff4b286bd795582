//! Which files have results that were made from a read: what is touched is looked up, and not looked for.

use roadlog_model::reads::Read;
use rustc_hash::FxHashMap;

/// Read → the files in which it was made, each with how many results of it were made from it.
#[derive(Default)]
pub(super) struct ReadIndex {
    readers: FxHashMap<Read, Readers>,
}

/// Nearly every read was made in one file.
enum Readers {
    One(u32, u32),
    Several(Vec<(u32, u32)>),
}

impl ReadIndex {
    /// The files in which a read was made.
    pub(super) fn files(&self, read: Read) -> impl Iterator<Item = u32> + '_ {
        let (one, several) = match self.readers.get(&read) {
            None => (None, &[][..]),
            Some(Readers::One(file, _)) => (Some(*file), &[][..]),
            Some(Readers::Several(files)) => (None, &files[..]),
        };
        one.into_iter().chain(several.iter().map(|(file, _)| *file))
    }

    /// Adds a result of a file that was made from this read.
    pub(super) fn add(&mut self, read: Read, file: u32) {
        let readers = self.readers.entry(read).or_insert(Readers::One(file, 0));
        match readers {
            Readers::One(of, count) if *of == file => *count += 1,
            Readers::One(of, count) => *readers = Readers::Several(vec![(*of, *count), (file, 1)]),
            Readers::Several(files) => match files.iter_mut().find(|(of, _)| *of == file) {
                Some((_, count)) => *count += 1,
                None => files.push((file, 1)),
            },
        }
    }

    /// Takes one away.
    pub(super) fn remove(&mut self, read: Read, file: u32) {
        let is_empty = match self.readers.get_mut(&read) {
            Some(Readers::One(_, count)) => {
                *count -= 1;
                *count == 0
            }
            Some(Readers::Several(files)) => {
                if let Some((_, count)) = files.iter_mut().find(|(of, _)| *of == file) {
                    *count -= 1;
                }
                files.retain(|(_, count)| *count > 0);
                files.is_empty()
            }
            None => false,
        };
        if is_empty {
            self.readers.remove(&read);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_as_long_as_one_of_its_results_was_made_from_the_read() {
        let (read, mut index) = (Read::items(), ReadIndex::default());
        let files = |index: &ReadIndex| index.files(read).collect::<Vec<_>>();
        for file in [3, 3, 5] {
            index.add(read, file);
        }
        assert_eq!(files(&index), [3, 5]);
        index.remove(read, 3);
        assert_eq!(files(&index), [3, 5]);
        index.remove(read, 3);
        assert_eq!(files(&index), [5]);
        index.remove(read, 5);
        assert!(files(&index).is_empty());
    }
}
