//! `suppression/no-reason`: a comment allows a rule and does not say why.

use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "suppression/no-reason",
    level: Some(Level::Info),
    summary: "A comment allows a rule and does not say why.",
    why: "Whoever reads it in a year wants to know whether the reason still holds.",
    bad: "
story PAY-1 Pay
  # roadlog: allow syntax/empty
                   ^^^^^^^^^^^^ suppression/no-reason: say why
  owner:
",
    good: "
story PAY-1 Pay
  # roadlog: allow syntax/empty because we fill it in later
  owner:
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::Engine,
};

/// The sentence for a comment that names `name`.
pub(crate) fn message(name: &str) -> String {
    format!("say why {name} is allowed here: add `because …`")
}
