//! A list of phrases that a rule looks for and that a team may replace, extend and shorten: its options, and what holds
//! for a file.

use roadlog_model::{Plan, PlanFile};

use crate::context::words_of;
use crate::rule::{OptionDefault, Rule, RuleOption};

/// The options of a rule with this list of phrases.
pub(crate) const fn options(terms: &'static [&'static str]) -> [RuleOption; 3] {
    [
        RuleOption {
            name: "terms",
            meaning: "The phrases to look for, in the place of the built-in English ones.",
            default: OptionDefault::List(terms),
        },
        RuleOption { name: "add", meaning: "Phrases to look for besides.", default: OptionDefault::List(&[]) },
        RuleOption { name: "allow", meaning: "Phrases to leave alone.", default: OptionDefault::List(&[]) },
    ]
}

/// Whether the built-in phrases of a rule are those that hold for a file, as they nearly always are.
pub(crate) fn is_built_in(rule: &Rule, plan: &Plan, file: &PlanFile) -> bool {
    let is_set = |option: &RuleOption| file.settings().option(rule.name, option.name).is_some();
    plan.config().workspace().is_english() && !rule.options.iter().any(is_set)
}

/// The phrases of a rule that hold for a file. The built-in ones are English, so where the workspace speaks another
/// language only those that the team has written down are looked for.
pub(crate) fn list<'f>(rule: &Rule, plan: &Plan, file: &'f PlanFile) -> Vec<&'f str> {
    let is_set = file.settings().option(rule.name, "terms").is_some();
    let mut list =
        if is_set || plan.config().workspace().is_english() { words_of(rule, file, "terms") } else { Vec::new() };
    list.extend(words_of(rule, file, "add"));
    let allowed = words_of(rule, file, "allow");
    list.retain(|phrase| !allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(phrase)));
    list
}
