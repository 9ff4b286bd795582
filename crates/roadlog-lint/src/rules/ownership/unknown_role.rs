//! `ownership/unknown-role`: roadlog.toml names a role that there is not.

use roadlog_config::{Config, ProblemKind};

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::rules::config::forward;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "ownership/unknown-role",
    level: Some(Level::Error),
    summary: "roadlog.toml names a role that there is not.",
    why: "Whoever has it may do nothing that they were meant to do. A team's own roles stand in `[roles.NAME]`.",
    bad: r#"
//- roadlog.toml
[people.ana]
roles = ["product-manger"]
          ^^^^^^^^^^^^^^ ownership/unknown-role: `product-manger` is no role
"#,
    good: r#"
//- roadlog.toml
[people.ana]
roles = ["product-manager"]
"#,
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::Live,
    check: Check::Config(check),
};

fn check(context: &mut Context<'_>, config: &Config) {
    forward(context, config, ProblemKind::UnknownRole);
}
