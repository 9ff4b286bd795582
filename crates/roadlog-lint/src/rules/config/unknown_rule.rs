//! `config/unknown-rule`: a level or an option for what there is not.

use roadlog_config::{Config, OptionEntry};
use roadlog_syntax::{Edit, Span};

use super::every_file;
use crate::context::Context;
use crate::finding::{FileEdit, Level};
use crate::registry::{RULES, rule};
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::suggest::{nearest, nearest_rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "config/unknown-rule",
    level: Some(Level::Warning),
    summary: "[rules] names a rule, a group or an option that there is not.",
    why: "A slip in a rule's name leaves the rule as it was, and nobody notices.",
    bad: r#"
//- roadlog.toml
[people.ana]
roles = ["product-manager"]

[rules]
"acceptance/vage-term" = "error"
 ^^^^^^^^^^^^^^^^^^^^ config/unknown-rule: there is no rule `acceptance/vage-term`; did you mean `acceptance/vague-term`?
//- plan.backlog
story PAY-1 Pay
"#,
    good: r#"
//- roadlog.toml
[people.ana]
roles = ["product-manager"]

[rules]
"acceptance/vague-term" = "error"
//- plan.backlog
story PAY-1 Pay
"#,
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::Everything,
    check: Check::Config(check),
};

fn check(context: &mut Context<'_>, config: &Config) {
    for (path, settings) in every_file(config) {
        for (_, entry) in settings.own_rules() {
            if rule(&entry.name).is_none() && !is_group(&entry.name) {
                unknown(context, &path, &entry.name, entry.name.span);
            }
        }
        for (_, entry) in settings.own_options() {
            match rule(&entry.rule) {
                None => unknown(context, &path, &entry.rule, entry.rule.span),
                Some(rule) => option(context, &path, rule, entry),
            }
        }
    }
}

fn is_group(name: &str) -> bool {
    RULES.iter().any(|rule| rule.name.split_once('/').is_some_and(|(group, _)| group == name))
}

fn unknown(context: &mut Context<'_>, path: &str, name: &str, span: Span) {
    let near = nearest_rule(name);
    let meant =
        near.map_or_else(|| "; `roadlog rule` lists them all".to_owned(), |near| format!("; did you mean `{near}`?"));
    told(context, path, span, format!("there is no rule `{name}`{meant}"), near);
}

fn option(context: &mut Context<'_>, path: &str, rule: &Rule, entry: &OptionEntry) {
    let names = || rule.options.iter().map(|option| option.name);
    let written: &str = &entry.name;
    if names().any(|name| name == written) {
        return;
    }
    let list = names().collect::<Vec<_>>().join(", ");
    let has = if list.is_empty() { "it has none".to_owned() } else { format!("it has {list}") };
    let message = format!("{} has no option `{written}`: {has}", rule.name);
    told(context, path, entry.name.span, message, nearest(written, names()));
}

fn told(context: &mut Context<'_>, path: &str, span: Span, message: String, near: Option<&str>) {
    let told = context.report_at(path, span, message);
    if let Some(near) = near {
        let edit = FileEdit { path: path.into(), edit: Edit::new(span, near) };
        told.mend_files(format!("Change to {near}"), false, vec![edit]);
    }
}
