//! `authority/stand-in`: somebody with the deciding role changed what is another one's.

use roadlog_history::Verdict;

use crate::context::Context;
use crate::finding::Level;
use crate::judged::JudgedRange;
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "authority/stand-in",
    level: Some(Level::Warning),
    summary: "Somebody who has the deciding role changed what another one of them owns.",
    why: "Where several people hold a role, an item is its owner's. Another holder's change stands, so that holidays need \
no configuration, and it is told, so that nobody reorders a colleague's backlog unseen. Where that must not be, make this \
rule an error.",
    bad: r#"
//- roadlog.toml
[people.maria]
emails = ["maria@shop.example"]
roles = ["product-owner"]

[people.noah]
emails = ["noah@shop.example"]
roles = ["product-owner"]
//- plan.backlog
task PAY-15 Renew the certificate
  status: ready
  owner: @maria
//- commit @noah: Say which certificate
//- plan.backlog
task PAY-15 Renew the certificate of the shop
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authority/stand-in: @noah, a product owner too, changed what is @maria's
  status: ready
  owner: @maria
"#,
    good: r#"
//- roadlog.toml
[people.maria]
emails = ["maria@shop.example"]
roles = ["product-owner"]

[people.noah]
emails = ["noah@shop.example"]
roles = ["product-owner"]
//- plan.backlog
task PAY-15 Renew the certificate
  status: ready
  owner: @maria
//- commit @maria: Say which certificate
//- plan.backlog
task PAY-15 Renew the certificate of the shop
  status: ready
  owner: @maria
"#,
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::Range(check),
};

fn check(context: &mut Context<'_>, range: &JudgedRange<'_>) {
    for judged in range.judged.iter().filter(|judged| matches!(judged.verdict, Verdict::StandIn { .. })) {
        context.report_change(range, judged, range.sentence(judged));
    }
}
