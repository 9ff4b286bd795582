//! The ids of a plan that differ from an unknown one by one slip of the finger.

use roadlog_model::reads::{self, Read};
use roadlog_model::{Plan, PlanItem};
use roadlog_syntax::value::Id;

use crate::slips::slips;

/// How many are offered.
const MOST: usize = 3;

/// The items whose id is one slip away from `id`: two characters swapped, then one left out, one too many, or another
/// one. Looking up what could have been meant costs the same however many items there are.
pub fn near<'p>(plan: &'p Plan, id: &Id) -> Vec<PlanItem<'p>> {
    // Hundreds of ids are tried, of which hardly any is there: to note each of them would cost more than to try again
    // whenever any id comes or goes.
    reads::note(Read::ids);
    reads::unnoted(|| tried(plan, id))
}

fn tried<'p>(plan: &'p Plan, id: &Id) -> Vec<PlanItem<'p>> {
    let mut found: Vec<PlanItem<'p>> = Vec::new();
    let dash = id.prefix().len();
    for candidate in slips(id.as_str(), |at| letters(dash, at)) {
        let Some(item) = plan.first_written(&candidate).filter(|item| !found.contains(item)) else { continue };
        found.push(item);
        if found.len() == MOST {
            break;
        }
    }
    found
}

/// What may stand at this place: capitals before the dash, small letters behind it, digits at both.
fn letters(dash: usize, at: usize) -> impl Iterator<Item = char> + use<> {
    let letters = if at <= dash { 'A'..='Z' } else { 'a'..='z' };
    ('0'..='9').chain(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_slip_of_the_finger_is_tried() {
        let tried: Vec<_> = slips("PAY-12", |at| letters(3, at)).collect();
        for meant in ["PYA-12", "PAY-21", "PAY-2", "PAY-123", "PAY-19", "BAY-12", "PAYS-12", "PAY-s12"] {
            assert!(tried.iter().any(|candidate| candidate == meant), "{meant}");
        }
    }
}
