//! `ownership/both-roles`: one person is product manager and product owner where the two are to be apart.

use roadlog_config::{Config, Role, Shape};

use super::roles::{given, report_at_role};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "ownership/both-roles",
    level: Some(Level::Error),
    summary: "The shape is `separate`, and one person is product manager and product owner.",
    why: "With shape `separate` one person asks why and what, another how and when, and each can say no to the other. A \
small team says so with shape `combined`.",
    bad: r#"
//- roadlog.toml
[team]
shape = "separate"

[people.ana]
roles = ["product-manager", "product-owner"]
                             ^^^^^^^^^^^^^ ownership/both-roles: @ana is product manager and product owner

[people.maria]
roles = ["product-owner"]
"#,
    good: r#"
//- roadlog.toml
[team]
shape = "separate"

[people.ana]
roles = ["product-manager"]

[people.maria]
roles = ["product-owner"]
"#,
    fix: Fixes::None,
    options: &[],
    asks: Asks::Live,
    check: Check::Config(check),
};

fn check(context: &mut Context<'_>, config: &Config) {
    if config.settings("").shape() != Some(Shape::Separate) {
        return;
    }
    let managers = given(config, Role::ProductManager, context.today());
    for person in managers.filter(|person| person.roles().contains(Role::ProductOwner)) {
        let message = format!(
            "{} is product manager and product owner, and shape \"separate\" parts the two: take one role away, or set \
             shape = \"combined\"",
            person.handle()
        );
        report_at_role(context, person, Role::ProductOwner, message);
    }
}
