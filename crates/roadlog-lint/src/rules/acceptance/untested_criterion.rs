//! `acceptance/untested-criterion`: accepted, and no test shows it.

use roadlog_config::{Field, Phase};
use roadlog_model::PlanItem;

use super::criteria::{asked, label_of};
use crate::context::Context;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::{name, name_span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "acceptance/untested-criterion",
    level: None,
    summary: "An accepted item has no `tests`, or none of them names a labelled criterion.",
    why: "A criterion that a test checks stays met. A label names the criterion for good, so that the link to its test \
can say which one it is: `tests/checkout.rs#cart-kept`. Off, because not every team links its tests.",
    bad: r#"
bug PAY-12 Guests are asked for an account
  status: accepted
  owner: @maria
  tests: https://ci.shop.example/checkout#guest

  [x] Given a cart, when I choose "guest", then I am asked for a card ^guest
  [x] Given a declined card, then my cart is still there ^cart-kept
                                                         ^^^^^^^^^^ acceptance/untested-criterion: no test of PAY-12 names ^cart-kept
"#,
    good: r#"
bug PAY-12 Guests are asked for an account
  status: accepted
  owner: @maria
  tests: https://ci.shop.example/checkout#guest, https://ci.shop.example/checkout#cart-kept

  [x] Given a cart, when I choose "guest", then I am asked for a card ^guest
  [x] Given a declined card, then my cart is still there ^cart-kept
"#,
    fix: Fixes::None,
    options: &[],
    asks: Asks::NotDraft,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let takes_tests = item.like().is_some_and(|kind| Field::Tests.is_on(kind) && Field::Accepted.is_on(kind));
    if !takes_tests || item.phase() != Some(Phase::Done) {
        return;
    }
    let Some(tests) = item.field(Field::Tests) else {
        let message = format!("{} is accepted and names no test: add `tests:` with where they are", name(item));
        context.report(item, name_span(item), message);
        return;
    };
    let tests = tests.text();
    for criterion in asked(item) {
        let text = criterion.entry.text();
        let Some(label) = label_of(&text).filter(|label| !names(&tests, label)) else { continue };
        let span = text.span(text.trim_end().len() - label.len() - 1..text.trim_end().len());
        let message = format!("no test of {} names ^{label}: add a link that ends in #{label}", name(item));
        context.report(item, span, message);
    }
}

/// Whether `tests` has `label` as a whole word.
fn names(tests: &str, label: &str) -> bool {
    let is_inner = |character: char| character.is_alphanumeric() || character == '-';
    tests.match_indices(label).any(|(at, _)| {
        let (before, behind) = (&tests[..at], &tests[at + label.len()..]);
        !before.ends_with(is_inner) && !behind.starts_with(is_inner)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_named_by_a_whole_word() {
        assert!(names("tests/checkout.rs#cart-kept, x", "cart-kept"));
        assert!(!names("tests/checkout.rs#cart-kept-too", "cart-kept"));
        assert!(!names("tests/checkout.rs", "cart-kept"));
    }
}
