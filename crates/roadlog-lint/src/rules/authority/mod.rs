//! Authority: whose change it is, and whether it is theirs to make.

pub(crate) mod not_allowed;
pub(crate) mod policy_change;
pub(crate) mod stand_in;
pub(crate) mod unknown_author;
pub(crate) mod unverified;

use roadlog_history::{Judged, Reason, Verdict};

use crate::context::Context;
use crate::judged::JudgedRange;

/// Whether a change is told as one that does not stand: whoever takes it back takes back what else there is to say of it.
pub(crate) fn tells(context: &Context<'_>, range: &JudgedRange<'_>, judged: &Judged) -> bool {
    let Verdict::Refused(refusal) = &judged.verdict else { return false };
    let rule = match refusal.reason {
        Reason::Unknown => &unknown_author::RULE,
        Reason::Unverified => &unverified::RULE,
        Reason::NotTheirs | Reason::OnlyOthers | Reason::OwnWork => &not_allowed::RULE,
    };
    let path = range.place(judged, context.plan()).path;
    context.level_in(range, rule, path.unescaped()).is_some()
}

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
