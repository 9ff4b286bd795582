//! A first look at a long text for short texts that hardly ever stand in it.

/// Short texts to look for.
pub(crate) struct Needles {
    /// Which pairs of bytes one of them starts with, a bit each.
    starts: Box<[u64; PAIRS / 64]>,
    needles: Vec<String>,
}

const PAIRS: usize = 1 << 16;

impl Needles {
    /// The texts of a list; empty ones are never found.
    pub(crate) fn new(needles: impl IntoIterator<Item = String>) -> Self {
        let mut needles: Vec<_> = needles.into_iter().filter(|needle| !needle.is_empty()).collect();
        needles.sort_unstable();
        needles.dedup();
        let mut starts = Box::new([0_u64; PAIRS / 64]);
        for needle in &needles {
            let followers = match needle.as_bytes() {
                [_, second, ..] => *second..=*second,
                _ => 0..=255,
            };
            for second in followers {
                let pair = pair(needle.as_bytes()[0], second);
                starts[pair / 64] |= 1 << (pair % 64);
            }
        }
        Self { starts, needles }
    }

    /// Where one of them starts in `text`, in this letter case.
    pub(crate) fn found_in<'n>(&'n self, text: &'n str) -> impl Iterator<Item = usize> + 'n {
        let bytes = text.as_bytes();
        let may_start = move |&at: &usize| {
            let pair = pair(bytes[at], bytes.get(at + 1).copied().unwrap_or_default());
            self.starts[pair / 64] >> (pair % 64) & 1 == 1
        };
        let starts = move |&at: &usize| self.needles.iter().any(|needle| bytes[at..].starts_with(needle.as_bytes()));
        (0..bytes.len()).filter(may_start).filter(starts)
    }
}

const fn pair(first: u8, second: u8) -> usize {
    (first as usize) << 8 | second as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_found() {
        let needles = Needles::new(["…", "TBD", "??", "x", ""].map(str::to_owned));
        assert_eq!(needles.found_in("TBD … tbd ??? x").collect::<Vec<_>>(), [0, 4, 12, 13, 16]);
        assert_eq!(needles.found_in("T").count() + needles.found_in("").count(), 0);
    }
}
