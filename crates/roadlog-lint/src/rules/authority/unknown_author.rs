//! `authority/unknown-author`: a commit that changes the plan, by nobody whom the plan knows.

use roadlog_history::{Identity, Reason};

use super::{changed, commits_refused_for};
use crate::context::Context;
use crate::finding::Level;
use crate::judged::JudgedRange;
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "authority/unknown-author",
    level: Some(Level::Error),
    summary: "The author of a commit that changes the plan is nobody in roadlog.toml.",
    why: "Whose change it is has to be known before anybody can say whether they may make it. Add the person, or one more of \
their addresses, to roadlog.toml or .mailmap on the base; or let somebody who may make the change approve it. Whoever \
has left the team is nobody from that day on.",
    bad: "
//- plan.backlog
task PAY-15 Renew the certificate
  status: ready
  owner: @maria
//- commit Eve <eve@elsewhere.example>: Say which certificate
//- plan.backlog
task PAY-15 Renew the certificate of the shop
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authority/unknown-author: Eve <eve@elsewhere.example> is nobody in roadlog.toml, and changed the plan
  status: ready
  owner: @maria
",
    good: "
//- plan.backlog
task PAY-15 Renew the certificate
  status: ready
  owner: @maria
//- commit Li <li@shop.example>: Say which certificate
//- plan.backlog
task PAY-15 Renew the certificate of the shop
  status: ready
  owner: @maria
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::Range(check),
};

fn check(context: &mut Context<'_>, range: &JudgedRange<'_>) {
    for (first, more) in commits_refused_for(range, Reason::Unknown) {
        let who = match range.author(&first) {
            Identity::Unknown { name, email } if name.unescaped().is_empty() && email.unescaped().is_empty() => {
                "the commit does not say in git's own way who made it, so that its author".to_owned()
            }
            Identity::Unknown { name, email } => format!("{} <{}>", name.unescaped(), email.unescaped()),
            known => known.handle().map_or_else(|| "its author".to_owned(), ToString::to_string),
        };
        // Somebody of that handle may be there, and have left.
        let is_gone = range.by(&first).is_some_and(|who| range.policy.person(who).is_some());
        let why = if is_gone { "has left the team" } else { "is nobody in roadlog.toml" };
        let message = format!("{who} {why}, and changed the plan: {}", changed(&first, more));
        context.report_change(range, &first, message);
    }
}
