//! `config/unknown-key`: a key that means nothing.

use roadlog_config::{Config, ProblemKind};

use super::forward;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "config/unknown-key",
    level: Some(Level::Warning),
    summary: "A key of roadlog.toml means nothing there.",
    why: "A slip in a key takes a setting away in silence.",
    bad: r#"
//- roadlog.toml
[people.ana]
email = ["ana@shop.example"]
^^^^^ config/unknown-key: `email` means nothing in [people.ana]; did you mean `emails`?
roles = ["product-manager"]
//- plan.backlog
story PAY-1 Pay
"#,
    good: r#"
//- roadlog.toml
[people.ana]
emails = ["ana@shop.example"]
roles = ["product-manager"]
//- plan.backlog
story PAY-1 Pay
"#,
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::Everything,
    check: Check::Config(check),
};

fn check(context: &mut Context<'_>, config: &Config) {
    forward(context, config, ProblemKind::UnknownKey);
}
