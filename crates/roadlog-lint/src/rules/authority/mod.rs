//! Authority: whose change it is, and whether it is theirs to make.

pub(crate) mod not_allowed;
pub(crate) mod policy_change;
pub(crate) mod stand_in;
pub(crate) mod unknown_author;
pub(crate) mod unverified;

use roadlog_history::{Judged, Reason};

use crate::judged::JudgedRange;

/// The commits with changes that do not stand for this reason: the first such change of each, and how many more there are.
fn commits_refused_for(range: &JudgedRange<'_>, reason: Reason) -> Vec<(Judged, usize)> {
    let mut found: Vec<(Judged, usize)> = Vec::new();
    for (judged, _) in range.refused().filter(|(_, refusal)| refusal.reason == reason) {
        match found.iter_mut().find(|(first, _)| first.commit == judged.commit) {
            Some((_, more)) => *more += 1,
            None => found.push((judged.clone(), 0)),
        }
    }
    found
}

/// What a commit changed, in a few words: the first change, and how many more.
fn changed(first: &Judged, more: usize) -> String {
    let first = first.change.sentence();
    match more {
        0 => first.unescaped().to_owned(),
        1 => format!("{}, and 1 more change", first.unescaped()),
        more => format!("{}, and {more} more changes", first.unescaped()),
    }
}
