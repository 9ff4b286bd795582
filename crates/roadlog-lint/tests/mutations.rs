//! What each rule speaks about and what it leaves alone, on whole plans: a few clean plans, and for each group of rules a
//! table of changes, each of which brings the finding of one rule and no other.

#[path = "mutations/acceptance.rs"]
mod acceptance;
#[path = "mutations/base.rs"]
mod base;
#[path = "mutations/config.rs"]
mod config;
#[path = "mutations/harness.rs"]
mod harness;
#[path = "mutations/history.rs"]
mod history;
#[path = "mutations/ownership.rs"]
mod ownership;
#[path = "mutations/planning.rs"]
mod planning;
#[path = "mutations/reference.rs"]
mod reference;
#[path = "mutations/slips.rs"]
mod slips;
#[path = "mutations/story.rs"]
mod story;
#[path = "mutations/strategy.rs"]
mod strategy;
#[path = "mutations/suppression.rs"]
mod suppression;
#[path = "mutations/syntax.rs"]
mod syntax;

use roadlog_lint::Check;

#[test]
fn every_rule_has_a_mutation() {
    let tables = [
        syntax::TABLE,
        reference::TABLE,
        ownership::TABLE,
        acceptance::TABLE,
        story::TABLE,
        strategy::TABLE,
        planning::TABLE,
        history::TABLE,
        config::TABLE,
        suppression::TABLE,
    ];
    let has_row = |name: &str| tables.iter().copied().flatten().any(|mutation| mutation.rule == name);
    // A rule about commits finds nothing in a plan alone.
    let of_plans = roadlog_lint::RULES.iter().filter(|rule| !matches!(rule.check, Check::Range(_)));
    let without: Vec<_> = of_plans.map(|rule| rule.name).filter(|name| !has_row(name)).collect();
    assert!(without.is_empty(), "no mutation for {}", without.join(", "));
}
