//! `authority/unverified`: a signature is demanded, and none says whose the commit is.

use roadlog_history::{Identity, Reason};

use super::{changed, commits_refused_for};
use crate::context::Context;
use crate::finding::Level;
use crate::judged::JudgedRange;
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "authority/unverified",
    level: Some(Level::Error),
    summary: "Signatures are demanded, and a commit that changes the plan has none that verifies.",
    why: "With `identity = \"signature\"` the author's address is not enough: an SSH signature has to verify against a key \
that roadlog.toml of the base has for that person. Whoever signs what another one wrote takes it upon themselves, which is \
told too. A commit of a forge's web editor is signed by the forge: there `--actor` says whose it is.",
    bad: r#"
//- roadlog.toml
[people.maria]
emails = ["maria@shop.example"]
roles = ["product-owner"]

[authority]
identity = "signature"
//- plan.backlog
task PAY-15 Renew the certificate
  status: ready
  owner: @maria
//- commit @maria: Say which certificate
//- plan.backlog
task PAY-15 Renew the certificate of the shop
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authority/unverified: no signature says that this commit is @maria's, and it changed the plan
  status: ready
  owner: @maria
"#,
    good: r#"
//- roadlog.toml
[people.maria]
emails = ["maria@shop.example"]
roles = ["product-owner"]

[authority]
identity = "signature"
//- plan.backlog
task PAY-15 Renew the certificate
  status: ready
  owner: @maria
//- commit signed @maria: Say which certificate
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
    for (first, more) in commits_refused_for(range, Reason::Unverified) {
        let whose = range.by(&first).map_or_else(|| "its author".to_owned(), ToString::to_string);
        let what = changed(&first, more);
        let message = match range.commits.commits().get(first.commit).map(|commit| commit.author) {
            Some(Identity::Unverified { signer: Some(signer), .. }) => format!(
                "this commit is signed with a key of {signer}'s that does not count today, by roadlog.toml of the base, and \
                 it changed the plan: {what}"
            ),
            _ => format!("no signature says that this commit is {whose}'s, and it changed the plan: {what}"),
        };
        context.report_change(range, &first, message);
    }
    for (place, commit) in range.commits.commits().iter().enumerate() {
        let Identity::SignedByAnother { signer, author } = commit.author else { continue };
        let Some(first) = range.judged.iter().find(|judged| judged.commit == place) else { continue };
        let author = author.as_ref().map_or_else(|| "somebody else".to_owned(), ToString::to_string);
        let what = changed(first, 0);
        let message = format!("{signer} signed what the commit says is {author}'s, and answers for it: {what}");
        context.report_change(range, first, message);
    }
}
