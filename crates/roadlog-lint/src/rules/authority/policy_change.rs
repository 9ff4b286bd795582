//! `authority/policy-change`: who is who, and who may what, changed by someone who may not.

use crate::context::Context;
use crate::finding::Level;
use crate::judged::{JudgedRange, is_nobodys};
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "authority/policy-change",
    level: Some(Level::Error),
    summary: "roadlog.toml or .mailmap is changed by somebody who may not.",
    why: "People, roles and authority decide on everything else, so that they are a maintainer's to change; where nobody is \
one, a product manager's. The change is judged by what held before it: nobody gives a role to themselves.",
    bad: r#"
//- roadlog.toml
[people.ana]
emails = ["ana@shop.example"]
roles = ["product-manager"]

[people.li]
emails = ["li@shop.example"]
roles = ["developer"]
//- plan.backlog
task PAY-15 Renew the certificate
  status: ready
  owner: @ana
//- commit @li: Maintain it too
//- roadlog.toml
[people.ana]
emails = ["ana@shop.example"]
roles = ["product-manager"]

[people.li]
emails = ["li@shop.example"]
roles = ["developer", "maintainer"]
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^ authority/policy-change: people.li.roles + "maintainer": that is for @ana, not for @li (developer)
"#,
    good: r#"
//- roadlog.toml
[people.ana]
emails = ["ana@shop.example"]
roles = ["product-manager"]

[people.li]
emails = ["li@shop.example"]
roles = ["developer"]
//- plan.backlog
task PAY-15 Renew the certificate
  status: ready
  owner: @ana
//- commit @ana: Let Li maintain it
//- roadlog.toml
[people.ana]
emails = ["ana@shop.example"]
roles = ["product-manager"]

[people.li]
emails = ["li@shop.example"]
roles = ["developer", "maintainer"]
"#,
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::Range(check),
};

fn check(context: &mut Context<'_>, range: &JudgedRange<'_>) {
    let policy = range.refused().filter(|(judged, refusal)| judged.change.item.is_none() && !is_nobodys(refusal));
    for (judged, _) in policy {
        context.report_change(range, judged, range.sentence(judged));
    }
}
