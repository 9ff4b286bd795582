//! `acceptance/scenario-form`: a criterion is not written as Given, When, Then.

use roadlog_model::PlanItem;
use roadlog_syntax::Kind;

use super::criteria::{asked, words};
use crate::context::Context;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "acceptance/scenario-form",
    level: None,
    summary: "A criterion of a story or bug is not written as Given, When, Then.",
    why: "The form asks for what people forget: the state before, and the one thing that happens. Off, because a plain \
sentence is often clearer; switch it on where criteria become automated scenarios. `Given` or `When` may be left \
out, not both, and `Then` may not.",
    bad: "
bug PAY-12 Guests are asked for an account
  status: ready
  owner: @maria

  [ ] My cart is kept for a day
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ acceptance/scenario-form: a criterion of PAY-12 is not in the form
",
    good: "
bug PAY-12 Guests are asked for an account
  status: ready
  owner: @maria

  [ ] Given a cart, when I come back within a day, then its items are still there
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    if !item.is_a(&[Kind::Story, Kind::Bug]) {
        return;
    }
    for criterion in asked(item) {
        let text = criterion.entry.text();
        if !text.is_empty() && !is_scenario(words(&text)) {
            let message = format!(
                "a criterion of {} is not in the form `Given …, when …, then …`: say what was before and what happens",
                name(item)
            );
            context.report(item, criterion.entry.span(), message);
        }
    }
}

/// Whether `text` starts with `given` or `when` and goes on to a `then`.
fn is_scenario(text: &str) -> bool {
    let mut words = text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let is = |word: &str, wanted: &str| word.eq_ignore_ascii_case(wanted);
    words.next().is_some_and(|first| is(first, "given") || is(first, "when")) && words.any(|word| is(word, "then"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_says_what_was_before_and_what_comes_of_it() {
        assert!(is_scenario("Given a cart, when I pay, then it is empty"));
        assert!(is_scenario("WHEN I pay\nTHEN it is empty"));
        assert!(!is_scenario("Given a cart, it is kept"));
        assert!(!is_scenario("The cart is kept, then emptied"));
        assert!(!is_scenario("Whenever I pay, then it is empty"));
    }
}
