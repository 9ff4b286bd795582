//! The catalogue: every rule, in the order in which it is shown. To add one: its file, its line in the group's module,
//! and its line here.

use crate::rule::Rule;
use crate::rules::{acceptance, suppression, syntax};

/// Every rule, by group.
pub static RULES: &[&Rule] = &[
    &syntax::not_text::RULE,
    &syntax::conflict_marker::RULE,
    &syntax::stray_text::RULE,
    &syntax::bad_header::RULE,
    &syntax::unknown_kind::RULE,
    &syntax::near_miss::RULE,
    &syntax::swallowed_line::RULE,
    &syntax::unknown_field::RULE,
    &syntax::misplaced_field::RULE,
    &syntax::duplicate_field::RULE,
    &syntax::bad_value::RULE,
    &syntax::unknown_status::RULE,
    &syntax::empty::RULE,
    &syntax::invisible_character::RULE,
    &syntax::uneven_indent::RULE,
    &syntax::very_long_line::RULE,
    &acceptance::missing_criteria::RULE,
    &acceptance::unmet_criteria::RULE,
    &acceptance::unmet_in_review::RULE,
    &acceptance::met_too_early::RULE,
    &acceptance::too_many_criteria::RULE,
    &acceptance::single_criterion::RULE,
    &acceptance::duplicate_criterion::RULE,
    &acceptance::vague_term::RULE,
    &acceptance::not_testable::RULE,
    &acceptance::compound_criterion::RULE,
    &acceptance::unanchored_number::RULE,
    &acceptance::scenario_form::RULE,
    &acceptance::missing_reason::RULE,
    &acceptance::contradicting_acceptance::RULE,
    &acceptance::stale_acceptance::RULE,
    &acceptance::acceptance_without_sign_off::RULE,
    &acceptance::untested_criterion::RULE,
    &suppression::unused::RULE, &suppression::unknown::RULE, &suppression::no_reason::RULE];

/// The rule of this name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}
