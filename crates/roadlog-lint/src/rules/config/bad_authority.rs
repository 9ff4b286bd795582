//! `config/bad-authority`: an authority line that names what there is not.

use roadlog_config::{Config, ProblemKind};

use super::forward;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "config/bad-authority",
    level: Some(Level::Error),
    summary: "A line of [authority] names a change, a role or a person that there is not.",
    why: "Such a line gives or takes nothing, and a team believes itself protected that is not.",
    bad: r#"
//- roadlog.toml
[people.ana]
roles = ["product-manager"]

[[authority.allow]]
change = ["storey.points"]
           ^^^^^^ config/bad-authority: `storey` is no kind of item
by = ["developer"]
//- plan.backlog
story PAY-1 Pay
"#,
    good: r#"
//- roadlog.toml
[people.ana]
roles = ["product-manager"]

[[authority.allow]]
change = ["story.points"]
by = ["developer"]
//- plan.backlog
story PAY-1 Pay
"#,
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::Everything,
    check: Check::Config(check),
};

fn check(context: &mut Context<'_>, config: &Config) {
    forward(context, config, ProblemKind::BadAuthority);
}
