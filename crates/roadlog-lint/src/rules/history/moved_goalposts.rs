//! `history/moved-goalposts`: criteria of running work changed by someone who may not.

use roadlog_config::Phase;
use roadlog_history::{Criterion, Detail, Judged, Verdict};

use crate::context::Context;
use crate::finding::Level;
use crate::judged::{JudgedRange, is_nobodys};
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "history/moved-goalposts",
    level: Some(Level::Error),
    summary: "Criteria of running work are taken away or reworded by somebody who may not.",
    why: "Acceptance criteria are what a product owner and the developers agreed on. Once work has begun, a criterion that \
goes or says something else changes what will be accepted: that is the product owner's to do, and everybody's to see.",
    bad: "
//- plan.backlog
bug PAY-15 The pay button stays grey
  status: doing
  owner: @maria

  [ ] The button is blue once the card is valid
  [ ] A screen reader says that the button is active
//- commit @li: Leave the screen reader for later
//- plan.backlog
bug PAY-15 The pay button stays grey
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ history/moved-goalposts: PAY-15 criterion removed: \"A screen reader says that the button is active\": that is for a product owner (@maria), not for @li (developer)
  status: doing
  owner: @maria

  [ ] The button is blue once the card is valid
",
    good: "
//- plan.backlog
bug PAY-15 The pay button stays grey
  status: doing
  owner: @maria

  [ ] The button is blue once the card is valid
  [ ] A screen reader says that the button is active
//- commit @li: Make the button blue
//- plan.backlog
bug PAY-15 The pay button stays grey
  status: doing
  owner: @maria

  [x] The button is blue once the card is valid
  [ ] A screen reader says that the button is active
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::Range(check),
};

fn check(context: &mut Context<'_>, range: &JudgedRange<'_>) {
    for (judged, refusal) in range.refused() {
        if !is_nobodys(refusal) && is_of_running_work(range, judged) {
            context.report_change(range, judged, range.sentence(judged));
        }
    }
}

/// Whether this rule tells of a change that does not stand, so that no other has to.
pub(crate) fn tells(context: &Context<'_>, range: &JudgedRange<'_>, judged: &Judged) -> bool {
    let path = range.place(judged, context.plan()).path;
    let is_refused = matches!(&judged.verdict, Verdict::Refused(refusal) if !is_nobodys(refusal));
    is_refused && is_of_running_work(range, judged) && context.level_in(range, &RULE, path.unescaped()).is_some()
}

/// Whether a criterion went or was reworded while the item was worked on.
pub(super) fn is_of_running_work(range: &JudgedRange<'_>, judged: &Judged) -> bool {
    let Detail::Criterion(Criterion::Removed(_) | Criterion::Dropped(_) | Criterion::Reworded { .. }) =
        &judged.change.detail
    else {
        return false;
    };
    range.before(judged).and_then(roadlog_model::PlanItem::phase) == Some(Phase::Doing)
}
