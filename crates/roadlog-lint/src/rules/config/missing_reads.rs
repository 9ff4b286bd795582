//! `config/missing-reads`: a folder that `reads` names is not there.

use roadlog_config::Config;

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "config/missing-reads",
    level: Some(Level::Warning),
    summary: "A folder that [workspace] reads names is not there.",
    why: "What the folder holds cannot be known: ids whose prefix no file here defines are not judged until it is \
          there. It is often another repository's checkout, which a new machine lacks.",
    bad: r#"
//- roadlog.toml
[workspace]
reads = ["../missing"]
          ^^^^^^^^^^ config/missing-reads: ../missing is not there

[people.ana]
roles = ["product-manager"]
//- plan.backlog
story PAY-1 Pay
"#,
    good: r#"
//- roadlog.toml
[workspace]
reads = ["../there"]

[people.ana]
roles = ["product-manager"]
//- plan.backlog
story PAY-1 Pay
"#,
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::Config(check),
};

fn check(context: &mut Context<'_>, config: &Config) {
    for folder in config.workspace().reads() {
        if context.missing_reads().iter().any(|missing| **missing == *folder.value) {
            let message = format!("{} is not there: check it out, or take it out of `reads`", folder.value);
            context.report_at("roadlog.toml", folder.span, message);
        }
    }
}
