//! Acceptance criteria, and the acceptance that rests on them.

pub(crate) mod criteria;
mod empty_phrases;
mod in_prose;
mod vague_terms;
mod word_list;

pub(crate) mod acceptance_without_sign_off;
pub(crate) mod compound_criterion;
pub(crate) mod contradicting_acceptance;
pub(crate) mod duplicate_criterion;
pub(crate) mod met_too_early;
pub(crate) mod missing_criteria;
pub(crate) mod missing_reason;
pub(crate) mod not_testable;
pub(crate) mod scenario_form;
pub(crate) mod single_criterion;
pub(crate) mod stale_acceptance;
pub(crate) mod too_many_criteria;
pub(crate) mod unanchored_number;
pub(crate) mod unmet_criteria;
pub(crate) mod unmet_in_review;
pub(crate) mod untested_criterion;
pub(crate) mod vague_term;
