//! `acceptance/duplicate-criterion`: the same words stand twice.

use roadlog_model::PlanItem;

use super::criteria::{asked, asked_count, words};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "acceptance/duplicate-criterion",
    level: Some(Level::Warning),
    summary: "Two criteria of one item have the same words.",
    why: "One of them was probably meant to say something else, as happens after copying a line. Letter case, white \
space and a full stop at the end make no difference.",
    bad: "
bug PAY-12 Guests are asked for an account
  status: ready
  owner: @maria

  [ ] Given a declined card, then my cart is still there
  [ ] given a declined card, then my cart is still there.
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ acceptance/duplicate-criterion: PAY-12 asks for the same twice
",
    good: "
bug PAY-12 Guests are asked for an account
  status: ready
  owner: @maria

  [ ] Given a declined card, then my cart is still there
  [ ] Given an expired card, then my cart is still there
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    if asked_count(item) < 2 || all_end_apart(item) {
        return;
    }
    let mut criteria: Vec<_> =
        asked(item).map(|criterion| (folded(words(&criterion.entry.text())), criterion)).collect();
    // Stable, so that of those with the same words the first one written stays the first.
    criteria.sort_by(|one, other| one.0.cmp(&other.0));
    for same in criteria.chunk_by(|one, other| one.0 == other.0).filter(|same| !same[0].0.is_empty()) {
        let [(_, first), again @ ..] = same else { continue };
        for (_, criterion) in again {
            let message = format!("{} asks for the same twice: reword this criterion, or delete it", name(item));
            let told = context.report(item, criterion.entry.span(), message);
            told.and(item.file(), first.entry.span(), "the same words stand here");
        }
    }
}

/// How many bytes at their end most criteria differ in.
const ENDING: usize = 16;

/// A quick look that sees of most items that no two criteria end with the same words.
fn all_end_apart(item: PlanItem<'_>) -> bool {
    let mut endings: Vec<[u8; ENDING]> = Vec::new();
    for criterion in asked(item) {
        match criterion.entry.written().and_then(ending) {
            Some(ending) if !endings.contains(&ending) => endings.push(ending),
            _ => return false,
        }
        // Comparing each with each costs the square; so many are sorted instead.
        if endings.len() > 32 {
            return false;
        }
    }
    true
}

/// The last letters and digits of a criterion, backwards and without letter case, whatever stands between and behind
/// them, a label too; `None` where they are not ASCII.
fn ending(written: &str) -> Option<[u8; ENDING]> {
    // A label is the last word.
    let label = memchr::memrchr(b'^', written.as_bytes()).filter(|&caret| {
        let (before, behind) = (&written[..caret], &written[caret + 1..]);
        before.ends_with(char::is_whitespace) && !behind.trim_end().contains(char::is_whitespace)
    });
    let said = label.map_or(written, |caret| &written[..caret]);
    // Bytes are quicker to read than characters.
    if said.is_ascii() { first_letters(said.bytes().rev().map(char::from)) } else { first_letters(said.chars().rev()) }
}

/// The first letters and digits among `characters`, without letter case; `None` where they are not ASCII.
fn first_letters(characters: impl Iterator<Item = char>) -> Option<[u8; ENDING]> {
    let mut found = [0; ENDING];
    for (place, character) in found.iter_mut().zip(characters.filter(|character| character.is_alphanumeric())) {
        if !character.is_ascii() {
            return None;
        }
        *place = (character as u8).to_ascii_lowercase();
    }
    Some(found)
}

/// The words without letter case, surplus white space and what ends the sentence.
fn folded(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    for word in words.trim_end_matches(['.', ';', ',', '!']).split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn layout_labels_and_where_the_lines_break_make_no_difference() {
        told(
            &RULE,
            "
            story PAY-1 Pay
              status: ready
              [ ] It is paid ^a-label-of-many-letters-a
              [ ] it  is
              ^^^^^^^^^^ acceptance/duplicate-criterion: PAY-1 asks for the same twice
                  PAID. ^a-label-of-many-letters-b
              [-] It is paid
            ",
        );
    }

    #[test]
    fn powers_other_alphabets_and_equal_endings_are_looked_at_closely() {
        told(
            &RULE,
            "
            story PAY-1 Pay
              status: ready
              [ ] Up to 10^6 lines are read as x^2 ^six
              [ ] Up to 10^6 lines are read as x^2
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ acceptance/duplicate-criterion
              [ ] Up to 10^5 lines are read as x^2
            story PAY-2 Pay
              status: ready
              [ ] Given a cart, then the page ends with the words CAFÉ
              [ ] Given a cart, then the page ends with the words café
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ acceptance/duplicate-criterion
            ",
        );
    }
}
