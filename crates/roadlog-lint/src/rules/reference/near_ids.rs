//! The ids of a plan that differ from an unknown one by one slip of the finger.

use roadlog_model::{Plan, PlanItem};
use roadlog_syntax::value::Id;

/// How many are offered.
const MOST: usize = 3;

/// The items whose id is one slip away from `id`: two characters swapped, then one left out, one too many, or another
/// one. Looking up what could have been meant costs the same however many items there are.
pub fn near<'p>(plan: &'p Plan, id: &Id) -> Vec<PlanItem<'p>> {
    let mut found: Vec<PlanItem<'p>> = Vec::new();
    for candidate in candidates(id.as_str()) {
        let item = Id::parse(&candidate).ok().and_then(|id| plan.first(&id));
        let Some(item) = item.filter(|item| !found.contains(item)) else { continue };
        found.push(item);
        if found.len() == MOST {
            break;
        }
    }
    found
}

fn candidates(text: &str) -> impl Iterator<Item = String> + '_ {
    let swaps =
        (1..text.len()).map(|at| [&text[..at - 1], &text[at..=at], &text[at - 1..at], &text[at + 1..]].concat());
    let left_out =
        (0..=text.len()).flat_map(move |at| letters(text, at).map(move |letter| spliced(text, at, at, letter)));
    let too_many = (0..text.len()).map(|at| [&text[..at], &text[at + 1..]].concat());
    let others =
        (0..text.len()).flat_map(move |at| letters(text, at).map(move |letter| spliced(text, at, at + 1, letter)));
    swaps.chain(too_many).chain(others).chain(left_out)
}

fn spliced(text: &str, start: usize, end: usize, letter: char) -> String {
    let mut spliced = String::with_capacity(text.len() + 1);
    spliced.push_str(&text[..start]);
    spliced.push(letter);
    spliced.push_str(&text[end..]);
    spliced
}

/// What may stand at this place: capitals before the dash, small letters behind it, digits at both.
fn letters(text: &str, at: usize) -> impl Iterator<Item = char> {
    let dash = text.find('-').unwrap_or(0);
    let letters = if at <= dash { 'A'..='Z' } else { 'a'..='z' };
    ('0'..='9').chain(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_slip_of_the_finger_is_tried() {
        let tried: Vec<_> = candidates("PAY-12").collect();
        for meant in ["PYA-12", "PAY-21", "PAY-2", "PAY-123", "PAY-19", "BAY-12", "PAYS-12", "PAY-s12"] {
            assert!(tried.iter().any(|candidate| candidate == meant), "{meant}");
        }
    }
}
