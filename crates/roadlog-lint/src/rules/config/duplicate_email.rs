//! `config/duplicate-email`: an address that two people have.

use roadlog_config::{Config, ProblemKind};

use super::forward;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "config/duplicate-email",
    level: Some(Level::Error),
    summary: "Two people have the same e-mail address.",
    why: "A commit says who made it by an address. Where two people share one, nobody can tell whose change it is.",
    bad: r#"
//- roadlog.toml
[people.ana]
emails = ["ana@shop.example"]
roles = ["product-manager"]

[people.maria]
emails = ["Ana@shop.example"]
           ^^^^^^^^^^^^^^^^ config/duplicate-email: `Ana@shop.example` is @ana's too: an address belongs to one person
roles = ["product-owner"]
//- plan.backlog
story PAY-1 Pay
"#,
    good: r#"
//- roadlog.toml
[people.ana]
emails = ["ana@shop.example"]
roles = ["product-manager"]

[people.maria]
emails = ["maria@shop.example"]
roles = ["product-owner"]
//- plan.backlog
story PAY-1 Pay
"#,
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::Config(check),
};

fn check(context: &mut Context<'_>, config: &Config) {
    forward(context, config, ProblemKind::DuplicateEmail);
}
