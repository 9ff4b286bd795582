//! How the work of reading, indexing and checking a plan grows with the plan: counted, not timed.
//!
//! The test builds this same file once more with the compiler's counters of executed code (`-C instrument-coverage`), runs
//! it over plans of a size and of twice that size, and compares the sums of the counters: how often each stretch of this
//! workspace's code ran. They are the same on every machine. Work within the standard library and within dependencies does
//! not count.
#![cfg(unix)]

#[cfg(test)]
mod counters;
#[cfg(test)]
mod growth;
#[cfg(test)]
mod shapes;
