//! The vague terms that `acceptance/vague-term` looks for, each with what to write in its place.
//!
//! Sources: the terms to avoid of ISO/IEC/IEEE 29148:2018, section 5.2.7 (subjective language, ambiguous adverbs and
//! adjectives, loopholes); rules R7 (vague terms), R8 (escape clauses) and R9 (open-ended clauses) of the INCOSE Guide to
//! Writing Requirements. Left out is what those lists have and real criteria use with a clear meaning: `several`,
//! `some`, `minimum`, `simple`, `as required` (of a form's field), `responsive` (of a layout).

const HOW_LONG: &str = "how long it may take";
const WHAT_FOR_USER: &str = "what the user has to do, and in how many steps";
const WHICH_FAULTS: &str = "what must not break it";
const WHICH: &str = "which";
const WHEN: &str = "when";
const ALL_OF_THEM: &str = "all of them";
const HOW_MUCH: &str = "how much";
const WHAT_IS_SEEN: &str = "what is seen";

/// A term, and what to say instead.
const TABLE: [(&str, &str); 60] = [
    ("fast", HOW_LONG),
    ("quick", HOW_LONG),
    ("quickly", HOW_LONG),
    ("high performance", HOW_LONG),
    ("good performance", HOW_LONG),
    ("performant", HOW_LONG),
    ("in a timely manner", HOW_LONG),
    ("in a timely fashion", HOW_LONG),
    ("easy", WHAT_FOR_USER),
    ("easily", WHAT_FOR_USER),
    ("easy to use", WHAT_FOR_USER),
    ("easy to understand", WHAT_FOR_USER),
    ("user-friendly", WHAT_FOR_USER),
    ("intuitive", WHAT_FOR_USER),
    ("intuitively", WHAT_FOR_USER),
    ("seamless", WHAT_FOR_USER),
    ("seamlessly", WHAT_FOR_USER),
    ("robust", WHICH_FAULTS),
    ("robustly", WHICH_FAULTS),
    ("gracefully", "what happens then"),
    ("smooth", WHAT_IS_SEEN),
    ("smoothly", WHAT_IS_SEEN),
    ("nice", WHAT_IS_SEEN),
    ("nicely", WHAT_IS_SEEN),
    ("beautiful", WHAT_IS_SEEN),
    ("modern", WHAT_IS_SEEN),
    ("state-of-the-art", WHAT_IS_SEEN),
    ("efficient", HOW_MUCH),
    ("efficiently", HOW_MUCH),
    ("scalable", "how many of what it has to bear"),
    ("flexible", "what can be changed"),
    ("optimal", HOW_MUCH),
    ("optimally", HOW_MUCH),
    ("adequate", HOW_MUCH),
    ("adequately", HOW_MUCH),
    ("sufficiently", HOW_MUCH),
    ("reasonable", HOW_MUCH),
    ("reasonably", HOW_MUCH),
    ("significantly", HOW_MUCH),
    ("appropriate", WHICH),
    ("appropriately", "how"),
    ("suitable", WHICH),
    ("suitably", "how"),
    ("relevant", WHICH),
    ("various", WHICH),
    ("as needed", WHEN),
    ("as necessary", WHEN),
    ("as appropriate", WHEN),
    ("if appropriate", WHEN),
    ("where appropriate", WHEN),
    ("if needed", WHEN),
    ("if necessary", WHEN),
    ("if possible", WHEN),
    ("where possible", WHEN),
    ("as far as possible", "how far"),
    ("etc", ALL_OF_THEM),
    ("and so on", ALL_OF_THEM),
    ("and so forth", ALL_OF_THEM),
    ("including but not limited to", ALL_OF_THEM),
    ("and/or", "which of the two, or both"),
];

/// The terms alone.
pub(crate) const TERMS: [&str; TABLE.len()] = {
    let mut terms = [""; TABLE.len()];
    let mut index = 0;
    while index < TABLE.len() {
        terms[index] = TABLE[index].0;
        index += 1;
    }
    terms
};

/// What to write in the place of a term.
pub(crate) fn instead_of(term: &str) -> &'static str {
    let row = TABLE.iter().find(|(known, _)| *known == term);
    row.map_or("what exactly is meant", |(_, instead)| instead)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_stands_once_and_in_small_letters() {
        let mut terms = TERMS.to_vec();
        terms.sort_unstable();
        terms.dedup();
        assert_eq!(terms.len(), TABLE.len());
        assert!(TERMS.iter().all(|term| *term == term.to_lowercase()));
    }
}
