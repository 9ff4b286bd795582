//! The phrases that `acceptance/not-testable` looks for: they name no outcome.
//!
//! Sources: the unverifiable terms of ISO/IEC/IEEE 29148:2018, section 5.2.7, and of rule R7 of the INCOSE Guide to
//! Writing Requirements ("properly", "works well"), with the forms that they take in criteria of user stories. `is correct`
//! and `correctly` alone are left out: "Given the password is correct" is a fine condition.

/// The phrases.
pub(crate) const PHRASES: [&str; 38] = [
    "should work",
    "should be working",
    "must work",
    "has to work",
    "works correctly",
    "work correctly",
    "working correctly",
    "works fine",
    "work fine",
    "works well",
    "work well",
    "works perfectly",
    "works without problems",
    "works without issues",
    "works on all devices",
    "works everywhere",
    "functions correctly",
    "functions well",
    "behaves correctly",
    "behave correctly",
    "handled correctly",
    "displayed correctly",
    "shown correctly",
    "rendered correctly",
    "as expected",
    "as intended",
    "as desired",
    "as usual",
    "properly",
    "is good",
    "are good",
    "is fine",
    "is okay",
    "is ok",
    "looks good",
    "look good",
    "looks nice",
    "is better",
];
