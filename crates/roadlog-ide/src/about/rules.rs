//! Rules: what they say and why.

use roadlog_lint::{Fixes, OptionDefault, RULES, Rule, rule as named};

use crate::markup::{Markup, Words};

/// A rule by its name, or all rules of a group; `None` where no rule is called so.
pub(crate) fn rule_or_group(name: &str) -> Option<Markup> {
    if let Some(rule) = named(name) {
        return Some(self::rule(rule));
    }
    let is_in = |rule: &&&Rule| rule.name.split('/').next() == Some(name);
    let rules: Vec<Words> =
        RULES.iter().filter(is_in).map(|rule| Words::own(format!("`{}`: {}", rule.name, rule.summary))).collect();
    (!rules.is_empty()).then(|| Markup::new().heading(Words::own(format!("the rules of `{name}`"))).list(rules))
}

/// What a rule says, why, and what can be set for it.
pub(crate) fn rule(rule: &Rule) -> Markup {
    let level = rule.level.map_or("off", |level| level.name());
    let mends = match rule.fix {
        Fixes::None => "it offers no fix",
        Fixes::Assist => "it offers a way out, to be chosen",
        Fixes::Safe => "it has a fix that is safe",
    };
    let option = |option: &roadlog_lint::RuleOption| {
        Words::own(format!("`{}` ({}): {}", option.name, default(option.default), option.meaning))
    };
    Markup::new()
        .heading(Words::own(format!("`{}`", rule.name)))
        .paragraph(Words::own(rule.summary))
        .paragraph(Words::own(rule.why))
        .paragraph(Words::own(format!("Where nothing is set it is: {level}; {mends}.")))
        .list(rule.options.iter().map(option).collect())
}

/// The default of an option, in words.
fn default(default: OptionDefault) -> String {
    match default {
        OptionDefault::Integer(number) => format!("default {number}"),
        OptionDefault::Bool(is_on) => format!("default {is_on}"),
        OptionDefault::List([]) => "a list, empty by default".to_owned(),
        OptionDefault::List(words) => format!("default {}", words.join(", ")),
    }
}
