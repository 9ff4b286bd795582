//! `acceptance/compound-criterion`: a criterion names several outcomes.

use std::ops::Range;

use roadlog_model::PlanItem;

use super::criteria::{asked, words};
use crate::context::Context;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "acceptance/compound-criterion",
    level: None,
    summary: "A criterion names several outcomes.",
    why: "A criterion with two outcomes can be half met, and its one box cannot say so. Off, because \" and \" stands in \
every third criterion and most of those are fine: switch it on to have each outcome in a line of its own.",
    bad: "
bug PAY-12 Guests are asked for an account
  status: ready
  owner: @maria

  [ ] Given a cart, when I pay, then I see the receipt and the cart is empty
                                                       ^^^^^^^^^^^^^^^^^^^^^ acceptance/compound-criterion: PAY-12 asks for several things in one criterion
",
    good: "
bug PAY-12 Guests are asked for an account
  status: ready
  owner: @maria

  [ ] Given a cart and a card, when I pay, then I see the receipt
  [ ] Given a cart and a card, when I pay, then the cart is empty
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    for criterion in asked(item) {
        let text = criterion.entry.text();
        if let Some(range) = second_outcome(words(&text)) {
            let message =
                format!("{} asks for several things in one criterion: give each outcome a line of its own", name(item));
            context.report(item, text.span(range), message);
        }
    }
}

/// What begins another statement behind `and`: somebody or something that does something.
const STARTS: [&str; 28] = [
    "a", "an", "the", "i", "it", "its", "they", "their", "he", "she", "we", "you", "my", "our", "no", "nothing",
    "there", "then", "is", "are", "has", "does", "can", "will", "must", "should", "shall", "may",
];

/// Where the second outcome stands: another sentence, or another statement behind `and` or `;`, in what follows the
/// last `then`.
fn second_outcome(text: &str) -> Option<Range<usize>> {
    let lower = text.to_ascii_lowercase();
    let from = lower.rfind("then ").map_or(0, |at| at + "then ".len());
    let outcome = &lower[from..];
    let starts = outcome.match_indices([' ', ';', '.']).filter_map(|(at, _)| second_start(outcome, at));
    let start = starts.min()? + from;
    Some(start..text.trim_end().len())
}

/// Where another outcome starts, where the gap, semicolon or full stop at `at` begins one.
fn second_start(outcome: &str, at: usize) -> Option<usize> {
    let rest = &outcome[at..];
    let next = rest.strip_prefix("; ").or_else(|| rest.strip_prefix(". "));
    if let Some(next) = next.filter(|next| !next.trim().is_empty()) {
        return Some(outcome.len() - next.len());
    }
    let behind = rest.strip_prefix(" and ").filter(|_| !closes_between(&outcome[..at]))?;
    let word = behind.split(|character: char| !character.is_alphanumeric()).next()?;
    STARTS.contains(&word).then_some(at + 1)
}

/// Whether an `and` behind `before` is that of `between … and`, which names two things and begins nothing.
fn closes_between(before: &str) -> bool {
    let mut words = before.rsplit(|character: char| !character.is_alphanumeric());
    words.find(|word| matches!(*word, "and" | "between")) == Some("between")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(text: &str) -> Option<&str> {
        second_outcome(text).map(|range| &text[range])
    }

    #[test]
    fn a_second_statement_is_a_second_outcome() {
        assert_eq!(second("when I pay, then I see it and the cart is empty"), Some("and the cart is empty"));
        assert_eq!(second("then I see it; nothing is sent"), Some("nothing is sent"));
        assert_eq!(second("I see the receipt. The cart is empty."), Some("The cart is empty."));
    }

    #[test]
    fn a_list_of_things_and_a_condition_are_none() {
        assert_eq!(second("Given a cart and a card, when I pay, then I see the date and amount"), None);
        assert_eq!(second("then I see the receipt."), None);
        assert_eq!(second("Größe and more"), None);
    }

    #[test]
    fn between_takes_the_and_that_belongs_to_it_and_no_other() {
        assert_eq!(second("then I choose between an example and an empty start"), None);
        assert_eq!(second("then I choose between a and a b and a mail is sent"), Some("and a mail is sent"));
    }
}
