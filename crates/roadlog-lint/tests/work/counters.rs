//! The sum of the counters in what a program that was compiled with `-C instrument-coverage` leaves behind (LLVM's raw
//! profile: `InstrProfData.inc` and `InstrProfilingWriter.c` of compiler-rt).

/// The magic word of a raw profile of a 64-bit program, as this machine writes words.
const MAGIC: u64 = u64::from_be_bytes([0xff, b'l', b'p', b'r', b'o', b'f', b'r', 0x81]);

/// The bytes of what is kept about each function.
const FUNCTION: usize = 64;

/// How often all counted stretches of code ran, together.
pub(crate) fn sum(profile: &[u8]) -> u64 {
    let word = |index: usize| u64::from_ne_bytes(profile[8 * index..8 * index + 8].try_into().unwrap());
    assert_eq!(word(0), MAGIC, "the profile is of another kind");
    // The upper byte says what is counted.
    let version = word(1) & 0x00ff_ffff_ffff_ffff;
    let header = match version {
        9 => 14,
        10 => 16,
        _ => panic!("raw profiles of version {version} are not known here: see `Header` in LLVM's InstrProfData.inc"),
    };
    let [identities, functions, padding, counters] = [2, 3, 4, 5].map(|index| word(index) as usize);
    let start = 8 * header + identities + FUNCTION * functions + padding;
    let counters = &profile[start..start + 8 * counters];
    counters.chunks_exact(8).map(|counter| u64::from_ne_bytes(counter.try_into().unwrap())).sum()
}
