//! `acceptance/unanchored-number`: a quantity without its unit, or a time without the condition that it holds under.

use std::ops::Range;

use roadlog_model::PlanItem;

use super::criteria::{asked, words};
use crate::context::Context;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "acceptance/unanchored-number",
    level: None,
    summary: "A quantity in a criterion has no unit, or a time has no condition that it holds under.",
    why: "\"Under 3\" may be seconds or tries, and \"within 2 seconds\" is met on a developer's machine and nowhere else \
unless the criterion says with what data, on which line or for how many users. Off, because whether a number is a \
quantity cannot always be told from the words around it.",
    bad: "
bug PAY-12 Guests are asked for an account
  status: ready
  owner: @maria

  [ ] Given a slow line, the number of requests is under 3
                                                         ^ acceptance/unanchored-number: PAY-12 says 3 without a unit
  [ ] The receipt is there within 2 seconds
                                  ^^^^^^^^^ acceptance/unanchored-number: PAY-12 says 2 seconds without a condition
",
    good: "
bug PAY-12 Guests are asked for an account
  status: ready
  owner: @maria

  [ ] Given a slow line, the page makes under 3 requests
  [ ] Given a cart of 50 items, the receipt is there within 2 seconds
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    for criterion in asked(item) {
        let text = criterion.entry.text();
        let words = words(&text);
        for (range, fault) in unanchored(words) {
            let (lacks, wanted) = match fault {
                Fault::Unit => ("a unit", "of what it is the number"),
                Fault::Condition => ("a condition", "with what data, or on which line, it holds"),
            };
            let message = format!("{} says {} without {lacks}: write {wanted}", name(item), &words[range.clone()]);
            context.report(item, text.span(range), message);
        }
    }
}

/// What a number lacks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fault {
    Unit,
    Condition,
}

/// Words behind which a number is a quantity.
const COMPARING: [&str; 22] = [
    "under",
    "over",
    "above",
    "below",
    "within",
    "than",
    "least",
    "most",
    "exceeds",
    "exceed",
    "maximum",
    "minimum",
    "reaches",
    "by",
    "about",
    "approximately",
    "<",
    ">",
    "<=",
    ">=",
    "≤",
    "≥",
];

const TIMES: [&str; 11] =
    ["ms", "s", "sec", "secs", "second", "seconds", "millisecond", "milliseconds", "min", "minute", "minutes"];

/// Words that begin a condition.
const CONDITIONS: [&str; 17] = [
    "given", "when", "if", "while", "with", "under", "on", "for", "during", "after", "at", "once", "where", "as",
    "from", "per", "until",
];

fn unanchored(text: &str) -> Vec<(Range<usize>, Fault)> {
    let words: Vec<(&str, usize)> = spaced(text).collect();
    let is_conditional = words.iter().any(|(word, _)| CONDITIONS.contains(&&*bare(word).to_lowercase()));
    let mut found = Vec::new();
    for (index, &(word, start)) in words.iter().enumerate() {
        let number = bare(word);
        let is_quantity = index > 0 && COMPARING.contains(&&*words[index - 1].0.to_lowercase());
        if !is_quantity || !is_number(number) {
            continue;
        }
        let ends_here = word.len() > number.len();
        match words.get(index + 1).filter(|_| !ends_here) {
            None => found.push((start..start + number.len(), Fault::Unit)),
            Some(&(unit, at)) if TIMES.contains(&bare(unit)) && !is_conditional => {
                found.push((start..at + bare(unit).len(), Fault::Condition));
            }
            Some(_) => {}
        }
    }
    found
}

/// The words between white space, each with where it starts.
fn spaced(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let base = text.as_ptr() as usize;
    text.split_whitespace().map(move |word| (word, word.as_ptr() as usize - base))
}

/// The word without what ends a sentence or clause.
fn bare(word: &str) -> &str {
    word.trim_end_matches([',', '.', ';', ':', ')', '!', '?'])
}

fn is_number(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit())
        && word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_with_unit_and_condition_is_anchored() {
        for text in [
            "Given a cart of 50 items, it is there within 2 seconds",
            "at most 3 tries",
            "over 80%",
            "shows error 404",
            "less than €5",
            "Größe über 3",
        ] {
            assert_eq!(unanchored(text), [], "{text}");
        }
    }

    #[test]
    fn a_bare_number_and_a_time_under_no_condition_are_not() {
        assert_eq!(unanchored("the score is over 3."), [(18..19, Fault::Unit)]);
        assert_eq!(unanchored("it takes less than 2 seconds."), [(19..28, Fault::Condition)]);
    }
}
