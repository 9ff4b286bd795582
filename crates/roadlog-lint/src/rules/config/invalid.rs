//! `config/invalid`: what cannot be read.

use roadlog_config::{Config, ProblemKind};

use super::{every_file, forward};
use crate::context::Context;
use crate::finding::Level;
use crate::registry::rule;
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "config/invalid",
    level: Some(Level::Error),
    summary: "roadlog.toml says what cannot be read, or what makes no sense.",
    why: "What cannot be read does not hold: people, roles and rules fall back to the default, and nobody notices.",
    bad: r#"
//- roadlog.toml
[team]
shape = "seperate"
         ^^^^^^^^ config/invalid: `seperate` cannot stand here
//- plan.backlog
story PAY-1 Pay
"#,
    good: r#"
//- roadlog.toml
[team]
shape = "separate"

[people.ana]
emails = ["ana@shop.example"]
roles = ["product-manager"]

[people.maria]
roles = ["product-owner"]
//- plan.backlog
story PAY-1 Pay
"#,
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::Everything,
    check: Check::Config(check),
};

fn check(context: &mut Context<'_>, config: &Config) {
    forward(context, config, ProblemKind::Invalid);
    for (path, settings) in every_file(config) {
        for (_, entry) in settings.own_options() {
            let options = rule(&entry.rule).map_or(&[][..], |rule| rule.options);
            let Some(option) = options.iter().find(|option| *option.name == *entry.name.value) else { continue };
            if !option.default.fits(&entry.value) {
                let (name, wanted, found) = (option.name, option.default.type_name(), entry.value.type_name());
                context.report_at(&path, entry.value.span, format!("`{name}` is {wanted}, and this is {found}"));
            }
        }
    }
}
