//! `authority/not-allowed`: a change that is not its author's to make.

use crate::context::Context;
use crate::finding::Level;
use crate::judged::{JudgedRange, is_nobodys};
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::rules::history::moved_goalposts;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "authority/not-allowed",
    level: Some(Level::Error),
    summary: "A commit changes what is not its author's to change.",
    why: "Product managers decide on the roadmap, product owners on the backlog: its order, its criteria, what is accepted. \
Where anybody can change anything, nobody has decided it. Each change is judged by the people, roles and authority of \
the base, so that a branch cannot grant itself a role; what a later commit takes back is not told. Somebody who may make \
the change can commit or approve it, and `[[authority.allow]]` gives a right to more people.",
    bad: "
//- plan.backlog
task PAY-14 Order the terminals
  status: ready
  owner: @maria

task PAY-15 Renew the certificate
  status: ready
  owner: @maria
//- commit @li: Renew the certificate first
//- plan.backlog
task PAY-15 Renew the certificate
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authority/not-allowed: PAY-15 moved above PAY-14: that is for a product owner (@maria), not for @li (developer)
  status: ready
  owner: @maria

task PAY-14 Order the terminals
  status: ready
  owner: @maria
",
    good: "
//- plan.backlog
task PAY-14 Order the terminals
  status: ready
  owner: @maria

task PAY-15 Renew the certificate
  status: ready
  owner: @maria
//- commit @maria: Renew the certificate first
//- plan.backlog
task PAY-15 Renew the certificate
  status: ready
  owner: @maria

task PAY-14 Order the terminals
  status: ready
  owner: @maria
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::Range(check),
};

fn check(context: &mut Context<'_>, range: &JudgedRange<'_>) {
    for (judged, refusal) in range.refused() {
        let is_told_elsewhere = judged.change.item.is_none() || is_nobodys(refusal);
        if !is_told_elsewhere && !moved_goalposts::tells(context, range, judged) {
            context.report_change(range, judged, range.sentence(judged));
        }
    }
}
